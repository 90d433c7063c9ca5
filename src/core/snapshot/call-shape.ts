import { isList, isObject, type Json, type JsonObject } from './strict-json.ts';

/**
 * What binds the calls of a tool, a prompt or a template: the structure of its schemas without the prose in them, what its hints claim,
 * how it is executed, where a template leads.
 */
export function callShape(item: JsonObject): JsonObject {
  const kept = new Map<string, Json>();
  for (const key of ['inputSchema', 'outputSchema']) if (item.has(key)) kept.set(key, shape(item.get(key)!));
  for (const key of ['execution', 'uriTemplate', 'mimeType']) if (item.has(key)) kept.set(key, item.get(key)!);
  const hints = item.get('annotations');
  if (hints !== undefined) kept.set('annotations', without(hints, ['title']));
  const asked = item.get('arguments');
  if (asked !== undefined) kept.set('arguments', isList(asked) ? asked.map((one) => without(one, ['title', 'description'])) : asked);
  return kept;
}

/** Keywords that say something to a reader and nothing of what is valid (JSON Schema 2020-12, Validation, 9.1 and 9.5; Core, 8.3). `default` is not among them: it is what gets sent. */
const prose = new Set(['title', 'description', '$comment', 'examples']);

/** Keywords whose value is a schema, or a list of schemas; those of older drafts too. */
const schemas = new Set([
  'items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'contains', 'additionalProperties', 'unevaluatedProperties', 'propertyNames',
  'if', 'then', 'else', 'not', 'allOf', 'anyOf', 'oneOf', 'contentSchema',
]);
/** Keywords whose value holds schemas by name: a parameter may be called `description`. */
const named = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies']);

/** A schema without its prose. What is no keyword known here stays as it is. */
function shape(schema: Json): Json {
  if (isList(schema)) return schema.map(shape);
  if (!isObject(schema)) return schema;
  const kept = new Map<string, Json>();
  for (const [key, value] of schema) {
    if (prose.has(key)) continue;
    kept.set(key, schemas.has(key) ? shape(value) : named.has(key) && isObject(value) ? new Map([...value].map(([name, held]) => [name, shape(held)])) : value);
  }
  return kept;
}

function without(value: Json, keys: readonly string[]): Json {
  return isObject(value) ? new Map([...value].filter(([key]) => !keys.includes(key))) : value;
}
