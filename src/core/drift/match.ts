import type { Item } from './item.ts';

/** Which items of two lists are the same thing. */
export interface Matched {
  readonly pairs: readonly { readonly before: Item; readonly after: Item }[];
  readonly removed: readonly Item[];
  readonly added: readonly Item[];
  /** The same but for the name. */
  readonly renamed: readonly { readonly before: Item; readonly after: Item }[];
}

/**
 * Items that are the same word for word first, then those of one name, in order where it has several; of the rest, those that differ in
 * nothing but the name are one that was renamed. Linear in the length of the lists.
 */
export function match(before: readonly Item[], after: readonly Item[]): Matched {
  const pairs: { before: Item; after: Item }[] = [];
  const [gone, come] = paired(before, after, ({ pinned }) => pinned.canonical, pairs);
  const [removed, added] = paired(gone, come, ({ name }) => name, pairs);
  const renamed: { before: Item; after: Item }[] = [];
  const [left, fresh] = paired(removed, added, nameless, renamed);
  return { pairs, removed: left, added: fresh, renamed };
}

/** Puts together what has the same key, and gives what is left of both. */
function paired(before: readonly Item[], after: readonly Item[], keyOf: (item: Item) => string | undefined, into: { before: Item; after: Item }[]): readonly [Item[], Item[]] {
  const waiting = new Map<string, { items: Item[]; next: number }>();
  const used = new Set<Item>();
  for (const item of before) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const same = waiting.get(key);
    if (same) same.items.push(item);
    else waiting.set(key, { items: [item], next: 0 });
  }
  const left: Item[] = [];
  for (const item of after) {
    const key = keyOf(item);
    const found = key === undefined ? undefined : waiting.get(key);
    const partner = found?.items[found.next];
    if (!found || !partner) {
      left.push(item);
      continue;
    }
    found.next++;
    used.add(partner);
    into.push({ before: partner, after: item });
  }
  return [before.filter((item) => !used.has(item)), left];
}

/** All of an item but what it is called: what stays the same where it is renamed. */
export function nameless({ value, subject }: Item): string | undefined {
  if (!value) return undefined;
  const { name, uriTemplate, ...rest } = value;
  // A template is told by its address (snapshot/pinned.ts).
  return JSON.stringify(subject === 'resourceTemplate' ? { ...rest, name } : { ...rest, uriTemplate });
}
