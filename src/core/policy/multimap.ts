/** Add to the list under a key, which is made where it is missing. */
export function addTo<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const same = map.get(key);
  if (same) same.push(value);
  else map.set(key, [value]);
}

/** Two lists as one; itself a new one only where both hold something, which is rare. */
export function joined<T>(a: readonly T[], b: readonly T[] | undefined): readonly T[] {
  if (!b || b.length === 0) return a;
  return a.length === 0 ? b : a.concat(b);
}
