import type { TreeChange } from '../finding/finding.ts';
import type { TextEdit } from '../text/edit.ts';
import { lastEntry, nodeAt, type ArrayNode, type ConfigNode, type ObjectNode, type Path } from './node.ts';

/** A new part of a container; in a map it has a key. */
export interface Addition {
  readonly key?: string;
  readonly value: unknown;
}

/** What changes come to in a tree, whatever its syntax. */
export interface Plan {
  readonly replacements: readonly { readonly node: ConfigNode; readonly value: unknown }[];
  /** Appends to one list, and inserts into one map, in their order. */
  readonly additions: ReadonlyMap<ObjectNode | ArrayNode, readonly Addition[]>;
}

/**
 * @returns undefined when a change cannot be made: what it names is not there or of another kind, or a key to be added is there
 * already
 */
export function planChanges(tree: ConfigNode, changes: readonly TreeChange[]): Plan | undefined {
  const replacements: { node: ConfigNode; value: unknown }[] = [];
  const additions = new Map<ObjectNode | ArrayNode, Addition[]>();
  const add = (container: ObjectNode | ArrayNode, addition: Addition): boolean => {
    if (container.kind === 'object' && lastEntry(container, addition.key!)) return false;
    const others = additions.get(container);
    if (!others) additions.set(container, [addition]);
    else if (container.kind === 'object' && others.some(({ key }) => key === addition.key)) return false;
    else others.push(addition);
    return true;
  };
  /** Lists that are not there yet, by the way to them. */
  const newLists = new Map<string, unknown[]>();

  for (const change of changes) {
    const node = nodeAt(tree, change.at);
    if (change.op === 'replace') {
      if (!node) return undefined;
      replacements.push({ node, value: change.value });
    } else if (change.op === 'insert') {
      if (node?.kind !== 'object' || !add(node, { key: change.key, value: change.value })) return undefined;
    } else if (change.op !== 'append') {
      return undefined;
    } else if (node) {
      if (node.kind !== 'array' || !add(node, { value: change.value })) return undefined;
    } else {
      const id = JSON.stringify(change.at);
      const begun = newLists.get(id);
      begun?.push(change.value);
      if (begun) continue;
      const missing = firstMissing(tree, change.at);
      const list = [change.value];
      newLists.set(id, list);
      const below = missing?.keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), list);
      if (!missing || !add(missing.holder, { key: missing.key, value: below })) return undefined;
    }
  }
  return { replacements, additions };
}

/** The deepest map that a path does reach, the key to be made in it, and the keys to be made below that. */
function firstMissing(tree: ConfigNode, at: Path): { holder: ObjectNode; key: string; keys: readonly string[] } | undefined {
  for (let i = at.length - 1; i >= 0; i--) {
    const holder = nodeAt(tree, at.slice(0, i));
    if (!holder) continue;
    const way = at.slice(i);
    if (holder.kind !== 'object' || !way.every((step) => typeof step === 'string')) return undefined;
    return { holder, key: way[0]!, keys: way.slice(1) };
  }
  return undefined;
}

/** Whether two edits touch the same place, so that what comes out would depend on their order. */
export function overlap(edits: readonly TextEdit[]): boolean {
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return sorted.some(({ span }, i) => i > 0 && span.start < sorted[i - 1]!.span.end);
}
