import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { hiddenLaunch } from './hidden-launch.ts';
import { policyKnows } from './policy-knows.ts';

export const inlineCode: Rule = {
  id: 'inline-code',
  title: 'Program written into the arguments',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'CWE-94: Improper Control of Generation of Code', url: 'https://cwe.mitre.org/data/definitions/94.html' },
    { title: 'MITRE ATT&CK T1027.010: Command Obfuscation', url: 'https://attack.mitre.org/techniques/T1027/010/' },
    { title: 'OWASP MCP Top 10, MCP05: Command Injection & Execution', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ server, identity, verdict }) {
    const hidden = hiddenLaunch(server, identity);
    if (hidden?.rule !== 'inline-code' || (policyKnows(verdict) && !hidden.encoded)) return [];
    const { at, program, encoded } = hidden;
    return [
      {
        at: at.path,
        ...(encoded && { severity: 'error' as const }),
        message: () =>
          encoded
            ? say('`{program}` is given an encoded program, which nobody can read or check. Put it into a script file, and start that.', { program })
            : say('`{program}` is given its program as text, so there is no file or package that could be reviewed, pinned or approved. Put it into a script file, and start that.', { program }),
      },
    ];
  },
};
