import { Decimal } from './number.ts';
import { isList, isObject, type Json } from './strict-json.ts';

/**
 * The one text of a value, by RFC 8785 (JSON Canonicalization Scheme): no blanks, keys in the order of their UTF-16 code units, strings and
 * numbers as ECMAScript writes them. Nothing is normalised: a letter that only looks like another is another. Part of `sha256-jcs-1`,
 * beyond the RFC: a number that a double does not hold is written with all its digits (`Decimal`), where the RFC would round it.
 *
 * Not the npm package `canonicalize`, which takes plain objects and their doubles; the tests hold this against it.
 */
export function canonical(value: Json): string {
  if (isObject(value)) {
    const members = [...value.keys()].sort().map((key) => `${JSON.stringify(key)}:${canonical(value.get(key)!)}`);
    return `{${members.join(',')}}`;
  }
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  return value instanceof Decimal ? value.text : JSON.stringify(value);
}
