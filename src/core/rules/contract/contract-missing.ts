import { child } from '../../config/node.ts';
import { contractAsks } from '../../manifest/contract-asks.ts';
import { contractKey } from '../../manifest/contract.ts';
import { nameOfMap } from '../../manifest/place.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const contractMissing: Rule = {
  id: 'contract-missing',
  title: 'Manifest without the contract that the policy asks for',
  category: 'contract',
  subject: 'manifest',
  severity: 'info',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [{ title: 'OWASP MCP Top 10, MCP09: Shadow MCP Servers', url: 'https://owasp.org/www-project-mcp-top-10/' }],
  check({ tree, format, policy }) {
    // Where no policy asks for one, a manifest in the registry's format is complete without.
    if (format !== 'server' || tree.kind !== 'object' || !contractAsks(policy) || child(child(tree, '_meta'), contractKey)) return [];
    // A half-typed `_meta` is one that is being written.
    if (tree.entries.some(({ key, value }) => key === '_meta' && !value)) return [];
    return [{ ...nameOfMap(tree, []), message: say('Your organisation asks for a contract with each server: who answers for it, what its tools do, where data goes. Add it under `_meta`, as `{key}`; "Register" at the server’s declaration drafts one.', { key: contractKey }) }];
  },
};
