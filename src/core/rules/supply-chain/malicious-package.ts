import type { Known } from '../../advisories/advisories.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';
import { hiddenPackages } from './hidden-packages.ts';
import { atPackage, fetchedPackage } from './pin.ts';

/** Speaks whatever the policy says: a package can turn out to be an attack after it was approved. */
export const maliciousPackage: Rule = {
  id: 'malicious-package',
  title: 'Package known to be malicious',
  category: 'supply-chain',
  clients: 'all',
  subject: 'server',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'OpenSSF: malicious packages', url: 'https://github.com/ossf/malicious-packages' },
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'CWE-506: Embedded Malicious Code', url: 'https://cwe.mitre.org/data/definitions/506.html' },
  ],
  check(context) {
    const { identity, known } = context;
    if (identity.kind === 'opaque') return hidden(context);
    const ref = fetchedPackage(identity);
    if (!ref) return [];
    // Of a floating version it cannot be told which one it will be, and an author who published an attack once is not to be trusted with the next.
    const worst = (ref.version === undefined ? known.advisories.about(ref) : known.advisories.affecting(ref, ref.version)).find(({ malicious }) => malicious);
    return worst ? [{ ...atPackage(context), message: () => messageFor(ref.name, worst) }] : [];
  },
};

function messageFor(name: string, { advisory }: Known): ReturnType<ServerReport['message']> {
  return say('`{name}` is known to be malicious: {what} ({id}). Take it out; if it ever ran here, change every secret that it could reach.', { name, what: advisory.summary ?? advisory.id, id: advisory.id });
}

/** A launch that cannot be read for certain may still say the name of a package whose every version is an attack. */
function hidden({ server, known }: ServerContext): ServerReport[] {
  for (const { at, ref } of hiddenPackages(server)) {
    const worst = known.advisories.about(ref).find(everyVersion);
    if (worst) return [{ at: at.path, confidence: 'medium', message: () => messageFor(ref.name, worst) }];
  }
  return [];
}

function everyVersion({ malicious, affected }: Known): boolean {
  return malicious && (affected.ranges?.some(({ events }) => events.length === 1 && events[0]!.introduced === '0') ?? false);
}
