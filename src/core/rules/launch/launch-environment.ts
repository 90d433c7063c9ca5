import { hijackOf } from '../../identity/hijacks.ts';
import { joined, say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { handsOn, leftToHijack } from './launch-hijack.ts';

/** Where packages come from is the supply chain's. */
const source = /REGISTRY|REGISTRIES|INDEX|FIND_LINKS|NUGET|_PROXY$|CACHE|CERT|_CA_|SSLKEYLOGFILE/;

export const launchEnvironment: Rule = {
  id: 'launch-environment',
  title: 'Environment that can change which code runs',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'info',
  confidence: 'medium',
  audience: 'strict',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'MITRE ATT&CK T1574: Hijack Execution Flow', url: 'https://attack.mitre.org/techniques/T1574/' },
    { title: 'CWE-426: Untrusted Search Path', url: 'https://cwe.mitre.org/data/definitions/426.html' },
  ],
  check({ identity }) {
    const { env, hijacks } = identity.launch;
    if (hijacks.length === 0) return [];
    return env.flatMap((variable) => {
      const { name, path, value } = variable;
      const reason = hijackOf(name);
      if (!reason || value === undefined || handsOn(value, name.toUpperCase()) || source.test(name.toUpperCase()) || leftToHijack(variable)) return [];
      return [{ at: path, message: () => joined(say(reason.template, { name }), say('Keep it only where the server does not start without.')) }];
    });
  },
};
