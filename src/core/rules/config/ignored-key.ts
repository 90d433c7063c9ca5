import { meanings, type PartName } from '../../clients/dialect.ts';
import { dialectOf } from '../../config/find-servers.ts';
import { below, lastEntry, nodeAt, type ObjectNode } from '../../config/node.ts';
import { slipsIn } from '../../config/trouble.ts';
import type { Fix } from '../../finding/finding.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';

export const ignoredKey: Rule = {
  id: 'ignored-key',
  title: 'Key that the assistant takes no notice of',
  category: 'config',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'medium',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'VS Code: MCP configuration reference', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' },
    { title: 'Claude Code: MCP', url: 'https://code.claude.com/docs/en/mcp' },
  ],
  check(context) {
    const { file, server } = context;
    if (file.problems.length > 0) return [];
    const slips = server.troubles ? slipsIn(file, server) : [];
    if (server.troubles && slips.length === 0) return [];
    const node = nodeAt(file.tree, server.path);
    if (node?.kind !== 'object') return [];
    return keysIn(node, context);
  },
};

function keysIn(node: ObjectNode, { file, server, client }: ServerContext): readonly ServerReport[] {
  const dialect = dialectOf(file.known);
  const meaningOf = meanings(dialect);
  const found: ServerReport[] = [];
  for (const { key, value } of node.entries) {
    const meaning = meaningOf(key);
    const meant = !meaning ? misspelt(key, node) : meaning.known ?? (meaning.foreign && reported.has(meaning.part!) ? ownKey(meaning.part!, dialect.keys) : undefined);
    if (meant === undefined || meant === key || value === undefined || value.kind === 'null') continue;
    // Where the right key stands beside it, the other is for another client.
    if (lastEntry(node, meant)) continue;
    const at = below(server.path, key);
    found.push({
      at,
      part: 'key',
      message: () => say('{client} takes no notice of `{key}`: what stands there does nothing. It reads `{meant}`.', { client: client.name, key, meant }),
      fixes: (): Fix[] => [{ id: 'rename-key', title: say('Call it `{meant}`', { meant }), safety: 'needs-review', changes: [{ op: 'rename', at, key: meant }] }],
    });
  }
  return found;
}

/** Parts whose key in another client's spelling is sure to be meant; of the others several clients take more than they document. */
const reported: ReadonlySet<PartName> = new Set(['command', 'url', 'env', 'headers']);

function ownKey(part: PartName, keys: Readonly<Record<string, PartName>>): string | undefined {
  return Object.keys(keys).find((key) => keys[key] === part);
}

/** The keys that are misspelt, and none of which is another client's. */
const known = ['command', 'args', 'env', 'url', 'headers', 'type'];

/** The known key that is one slip away: a letter too many, missing, wrong, or two in the wrong order. */
function misspelt(key: string, node: ObjectNode): string | undefined {
  if (key.length < 3 || key.length > 9 || others.has(key.toLowerCase())) return undefined;
  return known.find((one) => isSlip(key.toLowerCase(), one) && !lastEntry(node, one));
}

/** Words one letter from a known key that are keys of their own somewhere. */
const others: ReadonlySet<string> = new Set(['cwd', 'envs', 'uri', 'urls', 'arg', 'tags', 'types', 'header', 'commands']);

function isSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (a.length === b.length) return a.slice(i + 1) === b.slice(i + 1) || (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2));
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return long.slice(i + 1) === short.slice(i);
}
