import type { Location, ServerPlace } from '../../clients/client.ts';
import { child, lastEntry, stringOf, type ConfigNode, type ObjectNode } from '../../config/node.ts';
import { otherKeys } from '../../config/read.ts';
import { looksLikeServer } from '../../config/sites.ts';
import type { Fix } from '../../finding/finding.ts';
import { say } from '../../text/message.ts';
import type { FileReport, Rule } from '../rule.ts';

export const wrongRootKey: Rule = {
  id: 'wrong-root-key',
  title: 'Servers under a key that no assistant looks under',
  category: 'config',
  clients: 'all',
  subject: 'file',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'VS Code: MCP configuration reference', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' },
    { title: 'Claude Code: MCP', url: 'https://code.claude.com/docs/en/mcp' },
  ],
  check({ file, client }) {
    const { tree, known, problems } = file;
    if (tree?.kind !== 'object' || problems.length > 0 || known.kind !== undefined) return [];
    const places = known.locations.flatMap(({ servers }) => servers);
    const wanted = wantedKey(known.locations);
    if (wanted === undefined) return [];
    const looked = new Set(places.map((place) => (place === 'bare' ? '' : place.at[0])));
    const found: FileReport[] = [];
    for (const key of otherKeys) {
      const value = looked.has(key) ? undefined : lastEntry(tree, key)?.value;
      if (!hasServers(value)) continue;
      found.push({
        at: [key],
        part: 'key',
        message: () => say('{client} looks for servers under `{wanted}` and takes no notice of `{key}`: none of the servers below is started.', { client: client.name, key, wanted }),
        fixes: (): Fix[] => (lastEntry(tree, wanted) ? [] : [{ id: 'rename-key', title: say('Call it `{wanted}`', { wanted }), safety: 'needs-review', changes: [{ op: 'rename', at: [key], key: wanted }] }]),
      });
    }
    // A block for VS Code's settings, pasted into its `mcp.json`.
    if (found.length === 0 && !looked.has('mcp') && hasServers(child(child(tree, 'mcp'), wanted))) {
      found.push({ at: ['mcp'], part: 'key', message: () => say('In this file `{wanted}` stands at the top. Within `mcp`, as in settings, {client} takes no notice of it: none of the servers below is started.', { client: client.name, wanted }) });
    }
    if (found.length === 0 && !looked.has('') && !known.aside) found.push(...without(tree, wanted, looked, client.name));
    return found;
  },
};

/** The key that the format's own reader looks under, where it is one word. */
function wantedKey(locations: readonly Location[]): string | undefined {
  const own = locations.find(({ borrowed, servers }) => !borrowed && servers.length > 0)?.servers.find((place): place is ServerPlace => place !== 'bare' && place.at.length > 0);
  return own?.at.length === 1 && (own.form ?? 'map') === 'map' ? own.at[0] : undefined;
}

function hasServers(node: ConfigNode | undefined): node is ObjectNode {
  return node?.kind === 'object' && node.entries.some(({ value }) => isServer(value));
}

function isServer(node: ConfigNode | undefined): boolean {
  return looksLikeServer(node) && ['command', 'url', 'serverUrl', 'httpUrl'].some((key) => stringOf(lastEntry(node, key)?.value) !== undefined);
}

/** The servers stand in the file as they are, without the key around them. */
function without(tree: ObjectNode, wanted: string, looked: ReadonlySet<string | undefined>, client: string): readonly FileReport[] {
  if (tree.entries.some(({ key }) => looked.has(key))) return [];
  const first = tree.entries.find(({ value }) => isServer(value));
  return first ? [{ at: [first.key], part: 'key', message: () => say('{client} looks for servers under `{wanted}`, and `{name}` stands outside of it: it is not started. Put a map called `{wanted}` around the servers.', { client, wanted, name: first.key }) }] : [];
}
