import { nodeAt, type ConfigNode, type Part, type Path } from '../config/node.ts';

/** Where it is best told that something is missing in a map: at what the map is called, not across all of it. */
export function nameOfMap(tree: ConfigNode, at: Path): { readonly at: Path; readonly part: Part } {
  if (typeof at.at(-1) === 'string') return { at, part: 'key' };
  const node = nodeAt(tree, at);
  if (node?.kind !== 'object' || node.entries.length === 0) return { at, part: 'value' };
  const called = ['name', 'identifier', 'url', 'type'].find((key) => node.entries.some((entry) => entry.key === key && entry.value?.kind === 'string'));
  return called === undefined ? { at: [...at, node.entries[0]!.key], part: 'key' } : { at: [...at, called], part: 'value' };
}
