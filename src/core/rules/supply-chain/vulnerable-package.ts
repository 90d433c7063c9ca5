import type { Known } from '../../advisories/advisories.ts';
import type { Fix } from '../../finding/finding.ts';
import type { PackageRef } from '../../identity/identity.ts';
import { say, type Message } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';
import { hiddenPackages } from './hidden-packages.ts';
import { atPackage, fetchedPackage, writeVersion } from './pin.ts';

/** Speaks of exact versions only: of a floating one `unpinned-package` says, in the same breath, that it may be a vulnerable one. */
export const vulnerablePackage: Rule = {
  id: 'vulnerable-package',
  title: 'Version with a known vulnerability',
  category: 'supply-chain',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'OSV: how the affected versions of an advisory are evaluated', url: 'https://ossf.github.io/osv-schema/#evaluation' },
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'CWE-1395: Dependency on Vulnerable Third-Party Component', url: 'https://cwe.mitre.org/data/definitions/1395.html' },
  ],
  check(context) {
    const { identity, server } = context;
    const ref = fetchedPackage(identity);
    if (ref?.version !== undefined) return report(context, ref, ref.version, atPackage(context), () => fixesFor(context, ref, ref.version!));
    if (identity.kind !== 'opaque') return [];
    for (const hidden of hiddenPackages(server)) {
      const found = hidden.version === undefined ? [] : report(context, hidden.ref, hidden.version, { at: hidden.at.path });
      if (found.length > 0) return found.map((one) => ({ ...one, confidence: one.confidence ?? 'medium' }));
    }
    return [];
  },
};

function report({ known }: ServerContext, ref: Pick<PackageRef, 'type' | 'name'>, version: string, place: Pick<ServerReport, 'at' | 'part'>, fixes?: () => Fix[]): ServerReport[] {
  const hits = known.advisories.affecting(ref, version).filter(({ malicious }) => !malicious);
  const [worst] = hits;
  if (!worst) return [];
  return [
    {
      ...place,
      ...(!worst.verified && { severity: 'info', confidence: 'low' }),
      message: () => messageFor(ref.name, version, worst, hits.length - 1, known.advisories.fixedVersion(ref, version)),
      ...(fixes && { fixes }),
    },
  ];
}

function messageFor(name: string, version: string, { advisory, verified }: Known, more: number, fixed: string | undefined): Message {
  const args = { name, version, what: advisory.summary ?? advisory.id, id: more > 0 ? `${advisory.id}, +${more}` : advisory.id, fixed: fixed ?? '' };
  if (!verified) {
    return fixed === undefined
      ? say('`{name}` {version} is reported to be vulnerable: {what} ({id}). Which versions are affected is not confirmed.', args)
      : say('`{name}` {version} is reported to be vulnerable: {what} ({id}). Which versions are affected is not confirmed; {fixed} is said to be fixed.', args);
  }
  return fixed === undefined
    ? say('`{name}` {version} has a known vulnerability: {what} ({id}). No fixed version is known: use another server, or keep it from untrusted input.', args)
    : say('`{name}` {version} has a known vulnerability: {what} ({id}). Use {fixed}, which is fixed.', args);
}

function fixesFor(context: ServerContext, ref: PackageRef, version: string): Fix[] {
  const { advisories } = context.known;
  const fixes: Fix[] = [];
  const use = (id: string, to: string, title: Fix['title']): void => {
    const change = writeVersion(context, to);
    if (change) fixes.push({ id, title, safety: 'needs-review', changes: [change], note: say('Another version may behave otherwise: read what changed in it.') });
  };
  const approved = (context.policy?.approvedVersions(ref) ?? []).find((one) => advisories.affecting(ref, one).length === 0);
  if (approved !== undefined) use('use-approved', approved, say('Use {version}, the approved version', { version: approved }));
  const fixed = advisories.fixedVersion(ref, version);
  if (fixed !== undefined && fixed !== approved) use('use-fixed', fixed, say('Use {version}, which has no known vulnerability', { version: fixed }));
  return fixes;
}
