import { child, stepsOf, stringOf, type ConfigNode, type ObjectNode, type Path } from '../../config/node.ts';
import { resolved, type JsonSchema } from './json-schema.ts';
import { nearest } from './near.ts';

/** How a part of a manifest differs from what its schema asks for. */
export type Difference =
  /** None of `keys` is there, and one of them must be. */
  | { readonly kind: 'missing'; readonly keys: readonly string[]; readonly about?: string }
  | { readonly kind: 'type'; readonly wanted: readonly string[]; readonly found: string }
  | { readonly kind: 'choice'; readonly allowed: readonly string[] }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'format'; readonly format: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'long'; readonly length: number; readonly most: number }
  /** A key that the format does not know: not allowed where it is `closed`, else told only where another was probably meant. */
  | { readonly kind: 'extra'; readonly key: string; readonly meant?: string; readonly closed: boolean };

export interface Problem {
  readonly at: Path;
  readonly difference: Difference;
}

/** More than a person reads. */
const most = 100;
/** Unknown keys of one map that are compared with the known ones. */
const mostMistyped = 200;

/**
 * Where a manifest differs from its schema, each place once, however many alternatives the schema has there: of several only the one is
 * held against what is there that it says it is (`type`), or whose kind of value it has. Linear in the tree: the published schemas
 * do not recurse. Never throws. Keys that differ from a known one in their spelling only (`registry_type`) are another rule's.
 */
export function differences(tree: ConfigNode, root: JsonSchema): Problem[] {
  const check = new Check(root);
  check.visit(tree, [root], []);
  return check.problems;
}

class Check {
  readonly problems: Problem[] = [];
  readonly #root: JsonSchema;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  #tell(at: Path, difference: Difference): void {
    if (this.problems.length < most) this.problems.push({ at, difference });
  }

  visit(node: ConfigNode, schemas: readonly JsonSchema[], at: Path): void {
    if (this.problems.length >= most) return;
    const parts = this.#parts(schemas);
    const wrong = wrongType(node, parts);
    if (wrong !== undefined) return this.#tell(at, { kind: 'type', wanted: [wrong], found: node.kind });
    for (let i = 0; i < parts.length; i++) {
      const { anyOf, oneOf } = parts[i]!;
      const branches = anyOf ?? oneOf;
      if (!branches) continue;
      const chosen = this.#choose(node, branches, at);
      if (chosen === 'none') return;
      if (chosen) parts.push(...this.#parts([chosen]));
    }
    if (node.kind === 'object') this.#object(node, parts, at);
    else if (node.kind === 'array') this.#array(node.items, parts, at);
    else this.#value(node, parts, at);
  }

  /** A schema with all that must hold besides. */
  #parts(schemas: readonly JsonSchema[]): JsonSchema[] {
    const parts: JsonSchema[] = [];
    for (const schema of schemas) {
      const part = resolved(schema, this.#root);
      parts.push(part);
      if (part.allOf) parts.push(...this.#parts(part.allOf));
    }
    return parts;
  }

  /**
   * Which of several alternatives a value is to be held against; undefined where they ask for nothing more, or what it says it is was told
   * to be none of them; `none` where it is of no kind that any of them has.
   */
  #choose(node: ConfigNode, branches: readonly JsonSchema[], at: Path): JsonSchema | 'none' | undefined {
    const options = branches.map((branch) => this.#parts([branch]));
    const required = branches.every((branch) => branch.required !== undefined && branch.properties === undefined && branch.type === undefined);
    if (required) {
      const keys = branches.flatMap((branch) => branch.required ?? []);
      if (node.kind === 'object' && !keys.some((key) => has(node, key))) this.#tell(at, { kind: 'missing', keys });
      return undefined;
    }
    const names = options.map((option) => option.flatMap(({ properties }) => properties?.['type']?.enum ?? []));
    if (node.kind === 'object' && names.every((list) => list.length > 0)) {
      const type = child(node, 'type');
      const i = type && 'value' in type ? names.findIndex((list) => list.includes(type.value)) : -1;
      if (i >= 0) return branches[i];
      if (type) this.#tell([...at, 'type'], { kind: 'choice', allowed: names.flat().map(String) });
      else this.#tell(at, { kind: 'missing', keys: ['type'], about: `One of ${names.flat().map((name) => `\`${String(name)}\``).join(', ')}.` });
      return undefined;
    }
    const fitting = options.findIndex((option) => wrongType(node, option) === undefined);
    if (fitting >= 0) return branches[fitting];
    this.#tell(at, { kind: 'type', wanted: [...new Set(options.flatMap((option) => option.flatMap(({ type }) => type ?? [])))], found: node.kind });
    return 'none';
  }

  #object(node: ObjectNode, parts: readonly JsonSchema[], at: Path): void {
    const known = new Map<string, JsonSchema[]>();
    for (const { properties = {} } of parts) for (const [key, schema] of Object.entries(properties)) known.set(key, [...(known.get(key) ?? []), schema]);
    const open = parts.flatMap(({ additionalProperties }) => (typeof additionalProperties === 'object' ? [additionalProperties] : []));
    const closed = parts.some(({ additionalProperties }) => additionalProperties === false);
    const anything = known.size === 0 || parts.some(({ additionalProperties }) => additionalProperties === true);
    for (const key of new Set(parts.flatMap(({ required }) => required ?? []))) {
      if (has(node, key)) continue;
      const about = known.get(key)?.find(({ description }) => description !== undefined)?.description;
      this.#tell(at, { kind: 'missing', keys: [key], ...(about !== undefined && { about }) });
    }
    const plain = new Set([...known.keys()].map(spelling));
    const steps = stepsOf(node);
    const free = [...known.keys()].filter((name) => !child(node, name));
    let unknown = 0;
    for (let i = 0; i < node.entries.length; i++) {
      const { key, value } = node.entries[i]!;
      const schemas = known.get(key);
      if (schemas) {
        if (value) this.visit(value, schemas, [...at, steps[i]!]);
      } else if (open.length > 0) {
        if (value) this.visit(value, open, [...at, steps[i]!]);
      } else if (!anything && !plain.has(spelling(key))) {
        const meant = unknown++ < mostMistyped ? nearest(key, free) : undefined;
        if (closed || meant !== undefined) this.#tell([...at, steps[i]!], { kind: 'extra', key, closed, ...(meant !== undefined && { meant }) });
      }
      if (this.problems.length >= most) return;
    }
  }

  #array(items: readonly ConfigNode[], parts: readonly JsonSchema[], at: Path): void {
    const schemas = parts.flatMap(({ items: of }) => of ?? []);
    if (schemas.length === 0) return;
    for (let i = 0; i < items.length && this.problems.length < most; i++) this.visit(items[i]!, schemas, [...at, i]);
  }

  #value(node: ConfigNode, parts: readonly JsonSchema[], at: Path): void {
    const value = 'value' in node ? node.value : undefined;
    const allowed = parts.find((part) => (part.enum && !part.enum.includes(value)) || ('const' in part && part.const !== value));
    if (allowed) return this.#tell(at, { kind: 'choice', allowed: (allowed.enum ?? [allowed.const]).map(String) });
    const text = stringOf(node);
    if (text === undefined) return;
    for (const { minLength = 0, maxLength = Infinity, pattern, format } of parts) {
      // In code points, as JSON Schema counts.
      const length = text.length < minLength || text.length > maxLength ? Array.from(text.slice(0, 100_000)).length : text.length;
      if (length < minLength) return this.#tell(at, { kind: 'empty' });
      if (length > maxLength) return this.#tell(at, { kind: 'long', length, most: maxLength });
      if (pattern !== undefined && !new RegExp(pattern, 'u').test(text.slice(0, 10_000))) return this.#tell(at, { kind: 'pattern', pattern });
      if (format !== undefined && !fits(text, format)) return this.#tell(at, { kind: 'format', format });
    }
  }
}

/** A key as it is in any spelling: `registry_type`, `registryType`. */
export function spelling(key: string): string {
  return key.replaceAll('_', '').toLowerCase();
}

/** Whether a map has a key, in whichever spelling. */
function has(node: ObjectNode, key: string): boolean {
  if (child(node, key)) return true;
  const plain = spelling(key);
  return node.entries.length < 200 && node.entries.some((entry) => entry.value !== undefined && spelling(entry.key) === plain);
}

function wrongType(node: ConfigNode, parts: readonly JsonSchema[]): string | undefined {
  return parts.find(({ type }) => type !== undefined && !isOf(node, type))?.type;
}

function isOf(node: ConfigNode, type: string): boolean {
  if (type === 'integer') return node.kind === 'number' && Number.isInteger(node.value);
  return node.kind === type;
}

/** Less than the formats ask for: what is told is surely wrong. Addresses may hold `{variables}`. */
function fits(text: string, format: string): boolean {
  if (format === 'uri') return /^[a-z][a-z0-9+.-]*:[^\s<>"\\^`|]+$/i.test(text);
  return format === 'email' ? /^[^\s@]+@[^\s@]+$/.test(text) : true;
}
