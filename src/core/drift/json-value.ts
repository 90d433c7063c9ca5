/** A value of canonical text, as `JSON.parse` gives it: read once already by `strictJson`, so that nothing in it has two readings. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** What an object itself holds under a key: `constructor` is no more there than any other key. */
export function get(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The object under a key; an empty one where there is none. */
export function objectAt(value: Json | undefined, key: string): JsonObject {
  const found = get(value, key);
  return isObject(found) ? found : {};
}

/** Whether two values are one, both being read from canonical text, in which keys are sorted. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || (typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other));
}

/** The keys of both, each once. */
export function keysOf(one: Json | undefined, other: Json | undefined): string[] {
  return [...new Set([...(isObject(one) ? Object.keys(one) : []), ...(isObject(other) ? Object.keys(other) : [])])];
}

/** As a change keeps it: a text as it is, another value as JSON. */
export function kept(value: Json | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
