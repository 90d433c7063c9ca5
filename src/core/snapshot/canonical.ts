import { Decimal } from './number.ts';
import { isList, isObject, sorted, type Json, type JsonObject } from './strict-json.ts';

/**
 * The one text of a value, by RFC 8785 (JSON Canonicalization Scheme): no blanks, keys in the order of their UTF-16 code units, strings and
 * numbers as ECMAScript writes them. Nothing is normalised: a letter that only looks like another is another. Part of `sha256-jcs-1`,
 * beyond the RFC: a number that a double does not hold is written with all its digits (`Decimal`), where the RFC would round it.
 *
 * Not the npm package `canonicalize`, which takes plain objects and their doubles; the tests hold this against it.
 */
export function canonical(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (isObject(value)) {
    let text = '{';
    for (const [key, held] of inOrder(value)) text += `${text === '{' ? '' : ','}${quoted(key)}:${canonical(held)}`;
    return `${text}}`;
  }
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  return value instanceof Decimal ? value.text : JSON.stringify(value);
}

/** Most objects are in order already, since they were put so when they were read. */
function inOrder(object: JsonObject): Iterable<readonly [string, Json]> {
  let last: string | undefined;
  for (const key of object.keys()) {
    if (last !== undefined && key < last) return sorted(object);
    last = key;
  }
  return object;
}

/** What JSON writes as it is, which is nearly all there is. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}
