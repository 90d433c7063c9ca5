/** Longer texts are nobody's addresses, and would fill the memory. */
const longest = 2000;

/**
 * A function of a text, of which what it gave is kept: each entry is held against every server, and each server against every entry, so that
 * the same few texts are asked for again and again. Where too much is kept, all of it is dropped.
 */
export function remembered<T>(make: (text: string) => T, most = 4096): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined || kept.has(text)) return known as T;
    const made = make(text);
    if (text.length > longest) return made;
    if (kept.size >= most) kept.clear();
    kept.set(text, made);
    return made;
  };
}
