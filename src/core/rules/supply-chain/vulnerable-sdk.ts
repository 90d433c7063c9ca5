import type { KnownPackage } from '../../facts.ts';
import { sdkPackages } from '../../identity/fact-packages.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

/**
 * Strict: most flaws of an SDK concern servers that listen, or clients, and one that is started over stdio often has none of them. Whoever develops
 * the server wants to know.
 */
export const vulnerableSdk: Rule = {
  id: 'vulnerable-sdk',
  title: 'Server of this folder, with an SDK that has a known vulnerability',
  category: 'supply-chain',
  clients: 'all',
  subject: 'server',
  severity: 'info',
  confidence: 'medium',
  audience: 'strict',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'OSV: how the affected versions of an advisory are evaluated', url: 'https://ossf.github.io/osv-schema/#evaluation' },
    { title: 'CWE-1395: Dependency on Vulnerable Third-Party Component', url: 'https://cwe.mitre.org/data/definitions/1395.html' },
  ],
  check({ identity, server, folder, known }) {
    if (identity.kind !== 'program' || !folder) return [];
    const script = identity.script ?? identity.program;
    // What lies elsewhere has a lock file of its own; a bare name is some program of the machine.
    if (!script.includes('/') && identity.script === undefined) return [];
    if (/^(?:\/|~|[A-Za-z]:|\$)/.test(script) || script.startsWith('../')) return [];
    const python = script.endsWith('.py') || /(?:^|\/)python[\d.]*$/.test(identity.program);
    for (const key of sdkPackages) {
      const [type, name] = key.split(/:(.*)/) as ['npm' | 'pypi', string];
      if ((type === 'pypi') !== python) continue;
      const found: KnownPackage | undefined = folder.locked.get(key) ?? folder.installed.get(key);
      const [worst, ...more] = found ? known.advisories.affecting({ type, name }, found.version) : [];
      if (!found || !worst) continue;
      const args = { server: server.name, name, version: found.version, evidence: found.evidence, what: worst.advisory.summary ?? worst.advisory.id, id: more.length > 0 ? `${worst.advisory.id}, +${more.length}` : worst.advisory.id, fixed: known.advisories.fixedVersion({ type, name }, found.version) ?? '' };
      return [{ at: server.path, part: 'key', message: () => say('`{server}` is started from this folder, whose {evidence} has `{name}` {version}, known to be vulnerable: {what} ({id}). Update it to {fixed}.', args) }];
    }
    return [];
  },
};
