import { child, nodeAt } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const missingType: Rule = {
  id: 'missing-type',
  title: 'Address without a type, which Claude Code leaves out',
  category: 'config',
  clients: ['claude-code'],
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [{ title: 'Claude Code: MCP, transports', url: 'https://code.claude.com/docs/en/mcp' }],
  check({ server, client, file }) {
    const { url } = server;
    if (client.id !== 'claude-code' || file.clients.length === 0 || !url || server.ambiguity || file.problems.length > 0) return [];
    const entry = nodeAt(file.tree, server.path);
    if (entry?.kind !== 'object' || child(entry, 'type')) return [];
    const type = /\/sse\/?(?:$|[?#])/.test(url.value) ? 'sse' : 'http';
    return [
      {
        at: url.path,
        part: 'key',
        message: () => say('Claude Code takes an entry without a `type` for a program, and leaves `{name}` out: it has only a `url`. Add `"type": "{type}"`.', { name: server.name, type }),
        fixes: () => [{ id: 'add-type', title: say('Add the type `{type}`', { type }), safety: 'needs-review', changes: [{ op: 'insert', at: server.path, key: 'type', value: type }] }],
      },
    ];
  },
};
