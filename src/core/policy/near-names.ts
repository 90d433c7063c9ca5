import { addTo } from './multimap.ts';

/** How many names of one bucket are compared: enough for a hint, whatever the policy holds. */
const maxCompared = 50;

/**
 * Finds the name that differs from a given one by one edit (a letter more, less, other, or two swapped), without going through
 * all: names one edit apart share their first or their second half, or all their letters.
 */
export class NearNames<T> {
  readonly #buckets = new Map<number, { readonly name: string; readonly thing: T }[]>();

  add(name: string, thing: T): void {
    if (name.length < 4) return;
    const half = name.length >> 1;
    addTo(this.#buckets, partKey(name, 0, half, name.length), { name, thing });
    addTo(this.#buckets, partKey(name, half, name.length, -name.length), { name, thing });
    addTo(this.#buckets, lettersKey(name), { name, thing });
  }

  find(name: string): T | undefined {
    if (this.#buckets.size === 0 || name.length < 4 || name.length > 214) return undefined;
    const swapped = this.#in(lettersKey(name), name);
    if (swapped !== undefined) return swapped;
    for (let length = name.length - 1; length <= name.length + 1; length++) {
      const half = length >> 1;
      const hit = this.#in(partKey(name, 0, half, length), name) ?? this.#in(partKey(name, name.length - (length - half), name.length, -length), name);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  #in(key: number, name: string): T | undefined {
    const bucket = this.#buckets.get(key);
    if (!bucket) return undefined;
    for (let i = 0; i < bucket.length && i < maxCompared; i++) if (oneEditApart(name, bucket[i]!.name)) return bucket[i]!.thing;
    return undefined;
  }
}

/** A number for a part of a name (FNV-1a); names that share one by chance are told apart when they are compared. */
function partKey(name: string, from: number, to: number, salt: number): number {
  let hash = 0x811c9dc5 ^ salt;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A number for a name's letters in any order. */
function lettersKey(name: string): number {
  let sum = name.length;
  for (let i = 0; i < name.length; i++) sum = (sum + Math.imul(name.charCodeAt(i) + 17, 0x9e3779b1)) >>> 0;
  return 0x100000000 + sum;
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

