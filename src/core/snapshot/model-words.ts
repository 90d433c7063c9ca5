import { isList, isObject, part, type Json, type JsonObject } from './strict-json.ts';

const read = ['name', 'title', 'description', 'uriTemplate', 'inputSchema', 'outputSchema', 'arguments'];

/**
 * What a model reads of a tool, a prompt or a template: its name, title and description, and every key and text in its schemas, since models
 * are given them whole (names of parameters, defaults, choices, examples, comments, keywords of anybody's own). Numbers and the like are left out.
 */
export function modelWords(item: JsonObject): JsonObject {
  const kept = new Map<string, Json>();
  for (const key of read) if (item.has(key)) kept.set(key, words(item.get(key)!));
  const title = part(item.get('annotations'), 'title');
  if (title !== undefined) kept.set('annotations', new Map([['title', words(title)]]));
  return kept;
}

function words(value: Json): Json {
  if (typeof value === 'string') return value;
  if (isObject(value)) return new Map([...value].map(([key, held]) => [key, words(held)]));
  return isList(value) ? value.map(words) : null;
}
