import { child, stringOf, type ConfigNode } from '../../config/node.ts';
import { contractAsks } from '../../manifest/contract-asks.ts';
import { inContract } from '../../manifest/contract.ts';
import { contractIn, listed, placeIn, stateOf } from '../../manifest/contract-parts.ts';
import { say } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const contractEvidence: Rule = {
  id: 'contract-evidence',
  title: 'Contract without the reviews that the policy asks for',
  category: 'contract',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [{ title: 'OWASP MCP Top 10, MCP09: Shadow MCP Servers', url: 'https://owasp.org/www-project-mcp-top-10/' }],
  check({ tree, format, policy }) {
    const contract = contractIn(tree, format);
    const asks = contract && contractAsks(policy);
    if (!asks || asks.evidence.length === 0) return [];
    const evidence = child(child(contract, 'review'), 'evidence');
    const missing: string[] = [];
    const reports: Report[] = [];
    for (const kind of asks.evidence) {
      const [key, link] = linkOf(evidence, kind);
      if (stateOf(link) === 'missing') missing.push(kind);
      else if (stateOf(link) === 'filled' && !/^https?:\/\/[^\s/]+\/?\S*$/.test(stringOf(link)?.trim() ?? '')) {
        reports.push({ at: inContract('review', 'evidence', key), message: say('This must be a link to the {kind} review, so that whoever decides can read it.', { kind: names[kind] ?? kind }) });
      }
    }
    if (missing.length === 0) return reports;
    return [
      {
        ...placeIn(contract, 'review', 'evidence'),
        message: say('Your organisation asks for links to these reviews: {kinds}. Put each under `review.evidence`, such as `"{first}": "https://…"`.', { kinds: listed(missing.map((kind) => names[kind] ?? kind)), first: missing[0]! }),
      },
      ...reports,
    ];
  },
};

const names: Readonly<Record<string, string>> = { security: 'security', privacy: 'privacy', 'responsible-ai': 'responsible AI', runbook: 'runbook' };

/** Under its name in the policy, or in camelCase. */
function linkOf(evidence: ConfigNode | undefined, kind: string): readonly [string, ConfigNode | undefined] {
  const camel = kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const key = child(evidence, kind) ? kind : camel;
  const node = child(evidence, key);
  return [key, child(node, 'url') ?? node];
}
