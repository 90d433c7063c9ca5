import { lastEntry, nodeAt } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const rejectedName: Rule = {
  id: 'rejected-name',
  title: 'Server name that the assistant refuses',
  category: 'config',
  clients: ['codex', 'claude-code'],
  subject: 'server',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'Codex: invalid server name', url: 'https://github.com/openai/codex/issues/5635' },
    { title: 'Claude Code: the name `workspace` is reserved', url: 'https://code.claude.com/docs/en/mcp' },
  ],
  check({ server, client, file }) {
    const { names } = client;
    if (!names || file.clients.length === 0) return [];
    const { name } = server;
    const reserved = names.reserved?.includes(name) ?? false;
    if (!reserved && (names.fits?.test(name) ?? true)) return [];
    return [
      {
        at: server.path,
        part: 'key',
        message: () =>
          reserved
            ? say('{client} keeps the name `{name}` for itself and leaves this server out. Give it another name.', { client: client.name, name })
            : say('{client} does not start `{name}`: a name may have only letters, digits, `-` and `_`.', { client: client.name, name }),
        fixes: () => {
          const better = reserved ? `${name}-server` : name.replace(/[^a-zA-Z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
          const taken = lastEntry(nodeAt(file.tree, server.path.slice(0, -1)), better) !== undefined;
          return better === '' || taken ? [] : [{ id: 'rename', title: say('Call it `{better}`', { better }), safety: 'needs-review', note: say('Rules and lists that name the server must follow.'), changes: [{ op: 'rename', at: server.path, key: better }] }];
        },
      },
    ];
  },
};
