import type { ClientId } from '../../clients/client.ts';
import { transports } from '../../clients/dialect.ts';
import { child, nodeAt, stringOf, type ConfigNode, type Path } from '../../config/node.ts';
import { slipsIn, type Trouble } from '../../config/trouble.ts';
import type { Fix } from '../../finding/finding.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';

export const wrongType: Rule = {
  id: 'wrong-type',
  title: 'Part of an entry that is not of the kind it must be',
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
    { title: 'MCP specification: transports', url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports' },
  ],
  check(context) {
    const { file, server } = context;
    if (server.troubles) return slipsIn(file, server).filter(({ kind }) => kind === 'type').map((trouble) => misshapen(trouble, context));
    if (file.problems.length > 0) return [];
    return [...unknownType(context), ...values(context)];
  },
};

/** What each key holds, in words. */
const wanted: Readonly<Record<string, string>> = { args: 'a list of texts, one for each argument', env: 'a map of names to texts', environment: 'a map of names to texts', headers: 'a map of names to texts', http_headers: 'a map of names to texts' };

function misshapen({ at, key }: Trouble, { file, server, client }: ServerContext): ServerReport {
  const node = nodeAt(file.tree, at);
  if (key === undefined) return { at, part: 'key', message: () => say('`{name}` must be a map with a `command` or a `url`, and is not: no assistant can start it.', { name: server.name }) };
  const item = typeof at.at(-1) === 'number';
  const args = { key, name: server.name, client: client.name, wanted: wanted[key] ?? 'text', is: kinds[node?.kind ?? 'null'] };
  return {
    at,
    message: () =>
      item
        ? say('Each part of `{key}` must be a text in quotes, and this is {is}: {client} may refuse `{name}` for it.', args)
        : say('`{key}` must be {wanted}, and this is {is}: {client} may refuse `{name}`, or start it otherwise than is meant.', args),
    fixes: () => mended(node, at, key, item),
  };
}

const kinds = { object: 'a map', array: 'a list', string: 'a text', number: 'a number', boolean: 'true or false', null: 'nothing' } as const;

function mended(node: ConfigNode | undefined, at: Path, key: string, item: boolean): Fix[] {
  const text = stringOf(node);
  if (item && (node?.kind === 'number' || node?.kind === 'boolean')) return [quoted(node.value, at)];
  // Quotes and backslashes are taken apart differently by every shell.
  if (key !== 'args' || text === undefined || /["'`\\]/.test(text)) return [];
  return [{ id: 'as-list', title: say('Make it a list'), safety: 'needs-review', changes: [{ op: 'replace', at, value: text.split(/\s+/).filter(Boolean) }] }];
}

function quoted(value: string | number | boolean | null, at: Path): Fix {
  return { id: 'quote', title: say('Put it in quotes'), safety: 'needs-review', changes: [{ op: 'replace', at, value: String(value) }] };
}

/** A type that no client has, which nobody can start. */
function unknownType({ file, server, client }: ServerContext): readonly ServerReport[] {
  if (server.transport !== 'unknown') return [];
  const key = Object.keys(client.dialect.keys).find((one) => client.dialect.keys[one] === 'type') ?? 'type';
  const type = stringOf(child(nodeAt(file.tree, server.path), key));
  if (type === undefined || transports.has(type) || Object.hasOwn(client.dialect.openTypes ?? {}, type)) return [];
  const at = [...server.path, key];
  const meant = server.command ? 'stdio' : /^wss?:/i.test(server.url?.value ?? '') ? 'ws' : 'http';
  return [
    {
      at,
      message: () => say('`{type}` is no kind of MCP server: {client} leaves `{name}` out, or takes it for another kind. Say `stdio` for a program and `http` for an address.', { type: maskText(type), client: client.name, name: server.name }),
      fixes: () => [{ id: 'type-as-launched', title: say('Use `{meant}`', { meant }), safety: 'needs-review', changes: [{ op: 'replace', at, value: meant }] }],
    },
  ];
}

/** Clients whose schema takes nothing but text for a variable's value; VS Code takes numbers and null too (facts/vscode.md, 2). */
const onlyText: ReadonlySet<ClientId> = new Set(['claude-code', 'claude-desktop', 'codex', 'cline', 'roo-code']);

const numeric = /^[-+]?[\d.]/;

/** Values of variables and headers that are no text. */
function values({ file, server, client }: ServerContext): readonly ServerReport[] {
  const found: ServerReport[] = [];
  const numbersToo = onlyText.has(client.id);
  for (const { name, path, value } of server.headers.length === 0 ? server.env : [...server.env, ...server.headers]) {
    if (value !== undefined && !(numbersToo && numeric.test(value))) continue;
    const node = nodeAt(file.tree, path);
    const bad = node?.kind === 'number' ? numbersToo : node?.kind === 'boolean' || node?.kind === 'object' || node?.kind === 'array';
    // A list of names handed on has maps in it.
    if (!node || !bad || typeof path.at(-1) === 'number') continue;
    found.push({
      at: path,
      message: () => say('`{name}` must be a text in quotes, and this is {is}: {client} may refuse the server for it.', { name: maskText(name), is: kinds[node.kind], client: client.name }),
      ...('value' in node && { fixes: () => [quoted(node.value, path)] }),
    });
  }
  return found;
}
