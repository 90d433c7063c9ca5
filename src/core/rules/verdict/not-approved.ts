import type { Fix, Severity } from '../../finding/finding.ts';
import { approves } from '../../policy/verdict.ts';
import { insteadFixes } from '../../shelf/instead.ts';
import { packageArgument, pinFixes } from '../supply-chain/pin.ts';
import type { Rule, ServerContext } from '../rule.ts';

/** The policy's word on a server: at most one diagnostic each, on the narrowest place that shows why. */
export const notApproved: Rule = {
  id: 'not-approved',
  title: 'Server that the policy does not approve',
  category: 'verdict',
  clients: 'all',
  verdict: true,
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.1.0',
  fix: 'needs-review',
  references: [{ title: 'OWASP MCP Top 10, MCP09: Shadow MCP Servers', url: 'https://owasp.org/www-project-mcp-top-10/' }],
  check(context) {
    const { verdict, server, change } = context;
    // A changed launch says that its verdict, too, is another: one diagnostic for one decision.
    if (change || approves(verdict) || verdict.code === 'no-policy' || verdict.code === 'policy-unusable') return [];
    const severity = verdictSeverity(context);
    const versionIsWrong = verdict.code === 'unpinned' || verdict.code === 'other-version' || verdict.code === 'weak-match';
    const spec = versionIsWrong ? packageArgument(context) : undefined;
    return [{ at: spec?.argument.path ?? server.path, part: spec ? 'value' : 'key', message: () => verdict.reason, severity, fixes: () => fixesFor(context, versionIsWrong) }];
  },
};

/** The version that is approved; else, or beside it, what is approved in its place. */
function fixesFor(context: ServerContext, versionIsWrong: boolean): readonly Fix[] {
  const pins = versionIsWrong ? pinFixes(context) : [];
  return [...pins, ...insteadFixes(context, pins.length > 0)];
}

/** How much a verdict that does not approve weighs. */
export function verdictSeverity({ verdict, policy }: Pick<ServerContext, 'verdict' | 'policy'>): Severity {
  switch (verdict.state) {
    case 'denied':
    case 'revoked':
      return 'error';
    case 'pending':
      // What somebody asked for by themselves weighs as much as before: asking changes no gate.
      return verdict.code === 'submitted' ? (policy?.unknownSeverity ?? 'warning') : 'info';
    case 'undetermined':
      return 'info';
    case 'unknown':
      // What does not start does no harm: it is told so that nobody wonders.
      return verdict.code === 'native-blocked' ? 'info' : (policy?.unknownSeverity ?? 'warning');
    case 'deprecated':
      return 'warning';
    default:
      return policy?.unknownSeverity ?? 'warning';
  }
}
