/** Under these stands data, in which a key of that name means nothing (JSON Schema 2020-12, validation 6.1 and 9). */
const data = new Set(['const', 'enum', 'default', 'examples', 'example']);
/** Under these stand schemas by names. */
const names = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);
const references = ['$ref', '$dynamicRef', '$recursiveRef'] as const;

/**
 * Where the schemas of one thing that a server offers refer to outside of themselves: whoever follows such a reference asks somebody else's machine,
 * and may be told something else every time (from 2026-07-28 it must not be followed unasked). What the schemas themselves name by `$id` is inside.
 * Each once, in the order in which they stand; hostile text. Never throws.
 * @param item its own JSON text
 */
export function outsideReferences(item: string): readonly string[] {
  const found = new Set<string>();
  const inside = new Set<string>();
  // A stack of our own: a schema may be deeper than the system's. `named`: its keys are names somebody chose.
  const waiting: { readonly value: unknown; readonly named: boolean }[] = [{ value: parsed(item), named: false }];
  while (waiting.length > 0) {
    const { value, named } = waiting.pop()!;
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--) waiting.push({ value: value[i], named: false });
      continue;
    }
    const members = value as Readonly<Record<string, unknown>>;
    if (!named) {
      if (typeof members['$id'] === 'string') inside.add(withoutFragment(members['$id']));
      for (const key of references) {
        const reference = members[key];
        if (typeof reference === 'string' && withoutFragment(reference) !== '') found.add(reference);
      }
    }
    for (const key of Object.keys(members).toReversed()) if (named || !data.has(key)) waiting.push({ value: members[key], named: !named && names.has(key) });
  }
  return [...found].filter((reference) => !inside.has(withoutFragment(reference)));
}

function withoutFragment(reference: string): string {
  const hash = reference.indexOf('#');
  return hash < 0 ? reference : reference.slice(0, hash);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
