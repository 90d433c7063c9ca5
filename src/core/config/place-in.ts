import type { Path } from './node.ts';

const indexes = new WeakMap<object, ReadonlyMap<Path, number>>();

/** Which of some arguments, variables or servers a way, taken from one of them, leads to; -1 for none. By an index: there may be thousands, and as many to look for. */
export function placeIn(list: readonly { readonly path: Path }[], way: Path): number {
  let index = indexes.get(list);
  if (!index) indexes.set(list, (index = new Map(list.map(({ path }, i) => [path, i]))));
  return index.get(way) ?? -1;
}
