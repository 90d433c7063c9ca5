import type { TreeChange } from '../finding/finding.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { ConfigNode, Path, Step } from './node.ts';
import { overlap } from './plan-changes.ts';
import type { ParsedText } from './syntax.ts';

/** What a tree says, without places: of a map its entries, duplicates included. Changes are made in it, and parts that go stay until the end, so that the ways to the others stay too. */
type Content = { readonly map: Slot[] } | { readonly list: Slot[] } | { readonly scalar: string; readonly kind: string };

interface Slot {
  readonly key?: string;
  is: Content;
  gone?: true;
  renamed?: string;
}

/**
 * Edits that do what the changes say and nothing else: the text they make is read again. For syntaxes in which the same words mean
 * another thing in another place.
 * @returns undefined where they do not, or where two touch the same place
 */
export function verifiedEdits(text: string, tree: ConfigNode, changes: readonly TreeChange[], edits: readonly TextEdit[], parse: (text: string) => ParsedText): TextEdit[] | undefined {
  if (overlap(edits)) return undefined;
  const after = parse(applyEdits(text, edits));
  if (!after.tree || after.problems.length > 0) return undefined;
  try {
    const root: Slot = { is: contentOf(tree) };
    if (!changes.every((change) => made(root, change.at, change))) return undefined;
    return JSON.stringify(ordered(root.is)) === JSON.stringify(ordered(contentOf(after.tree))) ? [...edits] : undefined;
  } catch (error) {
    // Nested more deeply than calls may be.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function contentOf(node: ConfigNode | undefined): Content {
  if (node?.kind === 'object') return { map: node.entries.map(({ key, value }) => ({ key, is: contentOf(value) })) };
  if (node?.kind === 'array') return { list: node.items.map((item) => ({ is: contentOf(item) })) };
  return scalar(node?.value ?? null);
}

function contentOfValue(value: unknown): Content {
  if (Array.isArray(value)) return { list: value.map((item) => ({ is: contentOfValue(item) })) };
  if (typeof value === 'object' && value !== null) return { map: Object.entries(value).map(([key, part]) => ({ key, is: contentOfValue(part) })) };
  return scalar(value);
}

function scalar(value: unknown): Content {
  return { kind: value === null ? 'null' : typeof value, scalar: String(value) };
}

/** Makes the change in what `slot` holds. @returns whether the way led anywhere */
function made(slot: Slot, [step, ...rest]: Path, change: TreeChange): boolean {
  const { is } = slot;
  if (step === undefined) return madeHere(slot, change);
  if ('list' in is) {
    const item = typeof step === 'number' ? is.list[step] : undefined;
    return item !== undefined && made(item, rest, change);
  }
  if (!('map' in is)) return false;
  const entry = is.map[indexOf(is.map, step)];
  if (entry) return made(entry, rest, change);
  // What is appended to where nothing is yet is made on the way.
  if (change.op !== 'append' || typeof step !== 'string') return false;
  const added: Slot = { key: step, is: rest.length === 0 ? { list: [] } : { map: [] } };
  is.map.push(added);
  return made(added, rest, change);
}

function madeHere(slot: Slot, change: TreeChange): boolean {
  const { is } = slot;
  switch (change.op) {
    case 'replace':
      slot.is = contentOfValue(change.value);
      return true;
    case 'append':
      if ('list' in is) is.list.push({ is: contentOfValue(change.value) });
      return 'list' in is;
    case 'insert':
      if ('map' in is) is.map.push({ key: change.key, is: contentOfValue(change.value) });
      return 'map' in is;
    case 'remove':
      slot.gone = true;
      return true;
    case 'rename':
      slot.renamed = change.key;
      return slot.key !== undefined;
  }
}

function indexOf(map: readonly Slot[], step: Step): number {
  if (typeof step !== 'object') return map.findLastIndex(({ key }) => key === String(step));
  let seen = 0;
  return map.findIndex(({ key }) => key === step.key && ++seen === step.occurrence);
}

/** Maps by key: in TOML a new key of a table stands before the tables below it. */
function ordered(content: Content): unknown {
  if ('list' in content) return { list: content.list.filter(({ gone }) => !gone).map(({ is }) => ordered(is)) };
  if (!('map' in content)) return content;
  const entries = content.map.filter(({ gone }) => !gone).map(({ key, renamed, is }): [string, unknown] => [renamed ?? key!, ordered(is)]);
  return { map: entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) };
}
