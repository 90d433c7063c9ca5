import { nodeAt } from '../../config/node.ts';
import { inContract } from '../../manifest/contract.ts';
import { contractIn, placeIn, stateOf } from '../../manifest/contract-parts.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const contractData: Rule = {
  id: 'contract-data',
  title: 'Contract that does not say how sensitive its data is',
  category: 'contract',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [{ title: 'OWASP MCP Top 10, MCP10: Context Injection & Over-Sharing', url: 'https://owasp.org/www-project-mcp-top-10/' }],
  check({ tree, format }) {
    const contract = contractIn(tree, format);
    if (!contract || stateOf(nodeAt(tree, inContract('data', 'classification'))) !== 'missing') return [];
    return [{ ...placeIn(contract, 'data'), message: say('The contract does not say how sensitive the data is that passes through the server, so that nobody can weigh what may go wrong. Add `classification` under `data`, in your organisation’s classes, such as `internal` or `confidential`.') }];
  },
};
