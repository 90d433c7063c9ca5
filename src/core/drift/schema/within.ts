import { get, isList, isObject, type Json } from '../json-value.ts';

/** Keywords whose values are words for a reader, and bind nothing. */
const wordKeywords: ReadonlySet<string> = new Set(['title', 'description', '$comment', 'examples', 'example', 'deprecated', 'readOnly', 'writeOnly']);

export function isWords(keyword: string): boolean {
  return wordKeywords.has(keyword);
}

/** What a schema that is new where anything was allowed brings with it: fields of its own, words, or nothing but bounds. */
export function brings(schema: Json | undefined): 'fields' | 'words' | 'bounds' {
  if (!isObject(schema) && typeof schema !== 'boolean') return 'fields';
  let found: 'words' | 'bounds' = 'bounds';
  const open: (Json | undefined)[] = [schema];
  while (open.length > 0) {
    const one = open.pop();
    if (isList(one)) open.push(...one);
    if (!isObject(one)) continue;
    // An empty map of fields brings none; what cannot be looked up may bring any.
    if (Object.keys(one).some((key) => key === '$ref' || key === '$dynamicRef' || key === 'patternProperties') || (isObject(get(one, 'properties')) && Object.keys(get(one, 'properties')!).length > 0)) return 'fields';
    for (const [key, value] of Object.entries(one)) {
      if (isWords(key)) found = 'words';
      else open.push(value);
    }
  }
  return found;
}

/** Whether a keyword that makes less into more stands anywhere in a schema, so that what `$defs` holds cannot be told apart. */
export function turns(schema: Json | undefined): boolean {
  const open: (Json | undefined)[] = [schema];
  while (open.length > 0) {
    const one = open.pop();
    if (isList(one)) open.push(...one);
    if (!isObject(one)) continue;
    for (const [key, value] of Object.entries(one)) {
      if (key === 'not' || key === 'if' || key === 'oneOf') return true;
      open.push(value);
    }
  }
  return false;
}
