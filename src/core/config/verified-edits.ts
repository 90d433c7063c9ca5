import type { Change } from '../finding/finding.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { ConfigNode, Path, Step } from './node.ts';
import { overlap } from './plan-changes.ts';
import type { ParsedText } from './syntax.ts';

/** What a tree says, without places: of a map its entries, duplicates included. */
type Content = { readonly map: [string, Content][] } | { readonly list: Content[] } | { readonly scalar: string; readonly kind: string };

/**
 * Edits that do what the changes say and nothing else: the text they make is read again. For syntaxes in which the same words mean
 * another thing in another place.
 * @returns undefined where they do not, or where two touch the same place
 */
export function verifiedEdits(text: string, tree: ConfigNode, changes: readonly Change[], edits: readonly TextEdit[], parse: (text: string) => ParsedText): TextEdit[] | undefined {
  if (overlap(edits)) return undefined;
  const after = parse(applyEdits(text, edits));
  if (!after.tree || after.problems.length > 0) return undefined;
  const expected = changes.reduce((content: Content | undefined, change) => content && changed(content, change.at, change), contentOf(tree));
  return expected && JSON.stringify(ordered(expected)) === JSON.stringify(ordered(contentOf(after.tree))) ? [...edits] : undefined;
}

function contentOf(node: ConfigNode | undefined): Content {
  if (node?.kind === 'object') return { map: node.entries.map(({ key, value }) => [key, contentOf(value)]) };
  if (node?.kind === 'array') return { list: node.items.map(contentOf) };
  return scalar(node?.value ?? null);
}

function contentOfValue(value: unknown): Content {
  if (Array.isArray(value)) return { list: value.map(contentOfValue) };
  if (typeof value === 'object' && value !== null) return { map: Object.entries(value).map(([key, part]) => [key, contentOfValue(part)]) };
  return scalar(value);
}

function scalar(value: unknown): Content {
  return { kind: value === null ? 'null' : typeof value, scalar: Object.is(value, -0) ? '-0' : String(value) };
}

/** @returns undefined where the way leads nowhere */
function changed(content: Content, [step, ...rest]: Path, change: Change): Content | undefined {
  if (step === undefined) {
    if (change.op === 'replace') return contentOfValue(change.value);
    if (change.op === 'append') return 'list' in content ? { list: [...content.list, contentOfValue(change.value)] } : undefined;
    return change.op === 'insert' && 'map' in content ? { map: [...content.map, [change.key, contentOfValue(change.value)]] } : undefined;
  }
  if ('list' in content) {
    const item = typeof step === 'number' ? content.list[step] : undefined;
    const made = item && changed(item, rest, change);
    return made && { list: content.list.with(Number(step), made) };
  }
  if (!('map' in content)) return undefined;
  const index = indexOf(content.map, step);
  const entry = content.map[index];
  if (entry) {
    const made = changed(entry[1], rest, change);
    return made && { map: content.map.with(index, [entry[0], made]) };
  }
  // What is appended to where nothing is yet is made on the way.
  if (change.op !== 'append' || typeof step !== 'string') return undefined;
  const made = changed(rest.length === 0 ? { list: [] } : { map: [] }, rest, change);
  return made && { map: [...content.map, [step, made]] };
}

function indexOf(map: readonly [string, Content][], step: Step): number {
  if (typeof step !== 'object') return map.findLastIndex(([key]) => key === String(step));
  let seen = 0;
  return map.findIndex(([key]) => key === step.key && ++seen === step.occurrence);
}

/** Maps by key: in TOML a new key of a table stands before the tables below it. */
function ordered(content: Content): unknown {
  if ('list' in content) return { list: content.list.map(ordered) };
  if (!('map' in content)) return content;
  return { map: content.map.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, part]) => [key, ordered(part)]) };
}
