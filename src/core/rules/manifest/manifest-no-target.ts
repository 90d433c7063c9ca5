import { child, nodeAt } from '../../config/node.ts';
import { inContract } from '../../manifest/contract.ts';
import { nameOfMap } from '../../manifest/place.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const manifestNoTarget: Rule = {
  id: 'manifest-no-target',
  title: 'Manifest with neither package nor remote',
  category: 'manifest',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [{ title: 'MCP registry: server.json', url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json' }],
  check({ tree, format }) {
    if (format !== 'server' || tree.kind !== 'object') return [];
    for (const key of ['packages', 'remotes']) {
      const list = child(tree, key);
      // Half-typed, or of a wrong type: the schema's to say.
      if (list ? list.kind !== 'array' || list.items.length > 0 : tree.entries.some((entry) => entry.key === key)) return [];
    }
    // A drafted registration of a local program says in its contract what is launched: the format has no place for it.
    const detected = nodeAt(tree, inContract('detected'));
    if (child(detected, 'launch') ?? child(detected, 'artifact')) return [];
    return [{ ...nameOfMap(tree, []), message: say('Nothing here says how the server is started or called, so that nobody can use it or review it. Add what is installed under `packages`, or its address under `remotes`.') }];
  },
};
