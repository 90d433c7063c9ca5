import type { Change } from '../../finding/finding.ts';
import type { TextEdit } from '../../text/edit.ts';
import { lastEntry, nodeAt, type ArrayNode, type ConfigNode, type ObjectNode, type Path } from '../node.ts';
import { Layout, type Addition } from './layout.ts';

/**
 * Changes to a JSON text as text edits that touch only their own bytes: comments, line ends, indentation and everything
 * else stay. Appends to one list, and inserts into one map, are joined in their order.
 * @returns undefined when a change cannot be made: what it names is not there or of another kind, a key to be added is there
 * already, or two changes touch the same place
 */
export function jsonEdits(text: string, tree: ConfigNode, changes: readonly Change[]): TextEdit[] | undefined {
  const layout = new Layout(text, tree);
  const additions = new Map<ObjectNode | ArrayNode, Addition[]>();
  const edits: TextEdit[] = [];
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
      edits.push({ span: node.span, newText: layout.replacement(node, change.value) });
    } else if (change.op === 'insert') {
      if (node?.kind !== 'object' || !add(node, { key: change.key, value: change.value })) return undefined;
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
  for (const [container, added] of additions) {
    const made = layout.append(container, added);
    if (!made) return undefined;
    edits.push(...made);
  }
  return overlap(edits) ? undefined : edits;
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

function overlap(edits: readonly TextEdit[]): boolean {
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return sorted.some(({ span }, i) => i > 0 && span.start < sorted[i - 1]!.span.end);
}
