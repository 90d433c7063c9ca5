import { transports } from '../../clients/dialect.ts';
import { child, stringOf, nodeAt } from '../../config/node.ts';
import { slipsIn, type Trouble } from '../../config/trouble.ts';
import type { Fix } from '../../finding/finding.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';

export const commandAndUrl: Rule = {
  id: 'command-and-url',
  title: 'Command and URL: both, neither, or not the one its type asks for',
  category: 'config',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'VS Code: MCP configuration reference', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' },
    { title: 'Claude Code: MCP', url: 'https://code.claude.com/docs/en/mcp' },
  ],
  check(context) {
    const { file, server } = context;
    if (server.troubles) return slipsIn(file, server).filter(({ kind }) => kind === 'both' || kind === 'neither').slice(0, 1).map((trouble) => (trouble.kind === 'both' ? both(trouble, context) : neither(trouble, context)));
    return otherType(context);
  },
};

function both({ at, key, other }: Trouble, { server }: ServerContext): ServerReport {
  const args = { name: server.name, key: key!, other: other! };
  return {
    at,
    part: 'key',
    message: () => say('`{name}` has both `{other}` and `{key}`: one assistant starts the program, the next calls the address. Keep the one that is meant.', args),
    fixes: (): Fix[] => [
      { id: 'keep-command', title: say('Keep `{other}`, take `{key}` out', args), safety: 'needs-review', changes: [{ op: 'remove', at }] },
      ...(server.command && server.args.length === 0 ? [{ id: 'keep-url', title: say('Keep `{key}`, take `{other}` out', args), safety: 'needs-review' as const, changes: [{ op: 'remove' as const, at: server.command.path }] }] : []),
    ],
  };
}

function neither({ at }: Trouble, { server }: ServerContext): ServerReport {
  return { at, part: 'key', message: () => say('`{name}` says neither what to start nor what to call, so that nothing happens. Give it a `command` or a `url`.', { name: server.name }) };
}

/** `type: http` beside a command, `stdio` beside an address. */
function otherType({ file, server }: ServerContext): readonly ServerReport[] {
  if (server.transport === 'unknown' || (server.transport === 'stdio') === (server.command !== undefined)) return [];
  const type = stringOf(child(nodeAt(file.tree, server.path), 'type'));
  if (type === undefined || !transports.has(type)) return [];
  const args = { type: maskText(type), has: server.command ? 'command' : 'url', lacks: server.command ? 'url' : 'command' };
  const at = [...server.path, 'type'];
  return [
    {
      at,
      message: () => say('The type `{type}` asks for a `{lacks}`, and there is only a `{has}`: an assistant that goes by the type leaves the server out. Make the two fit.', args),
      fixes: () => [{ id: 'type-as-launched', title: say('Use the type that fits `{has}`', args), safety: 'needs-review', changes: [{ op: 'replace', at, value: server.command ? (type === 'remote' ? 'local' : 'stdio') : type === 'local' ? 'remote' : 'http' }] }],
    },
  ];
}
