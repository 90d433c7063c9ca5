/** What the published schemas of manifests use of JSON Schema (draft-07). */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

/** A schema behind its references within `root`; one that leads nowhere allows anything. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let at = schema;
  for (let i = 0; i < 10 && at.$ref !== undefined; i++) {
    let target: unknown = root;
    for (const step of at.$ref.split('/').slice(1)) target = typeof target === 'object' && target !== null && Object.hasOwn(target, step) ? (target as Record<string, unknown>)[step] : undefined;
    at = typeof target === 'object' && target !== null ? target : {};
  }
  return at;
}
