import { child } from '../../config/node.ts';
import { contractIn, listed, placeIn, stateOf } from '../../manifest/contract-parts.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const contractOwner: Rule = {
  id: 'contract-owner',
  title: 'Contract that names nobody to turn to',
  category: 'contract',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'OWASP MCP Top 10, MCP09: Shadow MCP Servers', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'Backstage: the owner of an entity', url: 'https://backstage.io/docs/features/software-catalog/descriptor-format' },
  ],
  check({ tree, format }) {
    const contract = contractIn(tree, format);
    if (!contract) return [];
    const owner = child(contract, 'owner');
    // What is still marked TODO is told by `stub-todo`.
    if (stateOf(owner) === 'open') return [];
    const missing = parts.filter(([key]) => stateOf(child(owner, key)) === 'missing');
    if (missing.length === 0) return [];
    return [
      {
        ...placeIn(contract, 'owner'),
        message: say('The contract does not say {what}. When the server misbehaves, nobody knows whom to turn to. Add {keys} under `owner`.', { what: listed(missing.map(([, what]) => what)), keys: listed(missing.map(([key]) => `\`${key}\``)) }),
      },
    ];
  },
};

const parts = [
  ['team', 'who answers for it'],
  ['contact', 'where they can be reached'],
  ['onCall', 'who acts when it must be stopped at night'],
] as const;
