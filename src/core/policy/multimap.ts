/** Add to the list under a key, which is made where it is missing. */
export function addTo<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const same = map.get(key);
  if (same) same.push(value);
  else map.set(key, [value]);
}
