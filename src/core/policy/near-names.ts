import { addTo } from './multimap.ts';

/** How many names of one bucket are compared: enough for a hint, whatever the policy holds. */
const maxCompared = 50;

/**
 * Finds the name that differs from a given one by one edit (a letter more, less, other, or two swapped), without going through
 * all: names one edit apart share their first or their second half, or all their letters.
 */
export class NearNames<T> {
  readonly #buckets = new Map<string, { readonly name: string; readonly thing: T }[]>();

  add(name: string, thing: T): void {
    if (name.length < 4) return;
    const half = name.length >> 1;
    for (const key of [`<${name.length}:${name.slice(0, half)}`, `>${name.length}:${name.slice(half)}`, lettersKey(name)]) addTo(this.#buckets, key, { name, thing });
  }

  find(name: string): T | undefined {
    if (name.length < 4 || name.length > 214) return undefined;
    const keys = [lettersKey(name)];
    for (const length of [name.length - 1, name.length, name.length + 1]) {
      const half = length >> 1;
      keys.push(`<${length}:${name.slice(0, half)}`, `>${length}:${name.slice(name.length - (length - half))}`);
    }
    for (const key of keys) {
      const hit = this.#buckets.get(key)?.slice(0, maxCompared).find((other) => oneEditApart(name, other.name));
      if (hit) return hit.thing;
    }
    return undefined;
  }
}

function lettersKey(name: string): string {
  return `=${[...name].sort().join('')}`;
}

function oneEditApart(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

