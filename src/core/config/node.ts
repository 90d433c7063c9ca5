import type { Span } from '../text/document.ts';

/**
 * A syntax-neutral tree of a configuration file: what JSON, TOML and YAML have in common, with the place of every part.
 * Duplicate keys are kept, in order: what a client would drop, a reviewer must still see.
 */
export type ConfigNode = ObjectNode | ArrayNode | ScalarNode;

export interface ObjectNode {
  readonly kind: 'object';
  readonly span: Span;
  readonly entries: readonly Entry[];
}

export interface ArrayNode {
  readonly kind: 'array';
  readonly span: Span;
  readonly items: readonly ConfigNode[];
}

export interface ScalarNode {
  readonly kind: 'string' | 'number' | 'boolean' | 'null';
  /** For strings, quotes included. */
  readonly span: Span;
  readonly value: string | number | boolean | null;
}

export interface Entry {
  readonly key: string;
  /** Quotes included. */
  readonly keySpan: Span;
  /** Absent while half-typed: `"command":` with nothing behind it. */
  readonly value: ConfigNode | undefined;
  /** Brought by a YAML merge key (`<<`), which only some readers follow: what it is about is ambiguous. */
  readonly merged?: true;
}

/** One step into a tree: a key, an index, or the n-th (from 1) of several entries with the same key. */
export type Step = string | number | { readonly key: string; readonly occurrence: number };

/** The way to a part of a file, from its root. */
export type Path = readonly Step[];

/** Which part of what a path leads to: the key alone, the value alone, or from the key's start to the value's end. */
export type Part = 'key' | 'value' | 'entry';

/** Entries by key, for objects so large that walking them for every look-up would cost the square of their size; a list only where a key has several. */
const indexes = new WeakMap<ObjectNode, Map<string, Entry | Entry[]>>();

function entriesNamed(node: ObjectNode, key: string): Entry | readonly Entry[] | undefined {
  let index = indexes.get(node);
  if (!index) {
    index = new Map();
    for (const entry of node.entries) {
      const same = index.get(entry.key);
      if (!same) index.set(entry.key, entry);
      else if (Array.isArray(same)) same.push(entry);
      else index.set(entry.key, [same, entry]);
    }
    indexes.set(node, index);
  }
  return index.get(key);
}

/** The last entry with that key, which is what JSON readers keep; undefined when there is none. */
export function lastEntry(node: ConfigNode | undefined, key: string): Entry | undefined {
  if (node?.kind !== 'object') return undefined;
  const { entries } = node;
  if (entries.length > 16) {
    const named = entriesNamed(node, key);
    return isList(named) ? named.at(-1) : named;
  }
  for (let i = entries.length - 1; i >= 0; i--) if (entries[i]!.key === key) return entries[i];
  return undefined;
}

export function child(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return lastEntry(node, key)?.value;
}

export function stringOf(node: ConfigNode | undefined): string | undefined {
  return node && 'value' in node && typeof node.value === 'string' ? node.value : undefined;
}

/** For each entry the step that leads to it: its key, or its occurrence where the key stands more than once. */
export function stepsOf(node: ObjectNode): readonly Step[] {
  const { entries } = node;
  const keys = entries.map(keyOf);
  if (entries.length > 8 ? new Set(keys).size === keys.length : allDiffer(keys)) return keys;
  const total = new Map<string, number>();
  for (const { key } of node.entries) total.set(key, (total.get(key) ?? 0) + 1);
  const seen = new Map<string, number>();
  return node.entries.map(({ key }) => {
    if (total.get(key) === 1) return key;
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return { key, occurrence };
  });
}

function keyOf({ key }: Entry): string {
  return key;
}

function allDiffer(few: readonly string[]): boolean {
  for (let i = 1; i < few.length; i++) if (few.indexOf(few[i]!) < i) return false;
  return true;
}

/** The way to a part of what `way` leads to. Literals have no room to spare, as a list that was copied and extended has. */
export function below(way: Path, step: Step): Path {
  if (way.length === 2) return [way[0]!, way[1]!, step];
  if (way.length === 3) return [way[0]!, way[1]!, way[2]!, step];
  return way.length === 1 ? [way[0]!, step] : [...way, step];
}

export function entryAt(node: ConfigNode | undefined, step: Step): Entry | undefined {
  if (node?.kind !== 'object') return undefined;
  if (typeof step !== 'object') return lastEntry(node, String(step));
  const named = entriesNamed(node, step.key);
  return isList(named) ? named[step.occurrence - 1] : step.occurrence === 1 ? named : undefined;
}

function isList(named: Entry | readonly Entry[] | undefined): named is readonly Entry[] {
  return Array.isArray(named);
}

/** The node a path leads to. */
export function nodeAt(root: ConfigNode | undefined, path: Path): ConfigNode | undefined {
  let node = root;
  for (const step of path) {
    node = node?.kind === 'array' && typeof step === 'number' ? node.items[step] : entryAt(node, step)?.value;
    if (!node) return undefined;
  }
  return node;
}

/**
 * The one place where a path becomes offsets. Falls back to the nearest part that exists, since a finding about
 * something missing (a version, a key) still has to point somewhere.
 */
export function spanAt(root: ConfigNode, path: Path, part: Part = 'value'): Span {
  let node: ConfigNode | undefined = root;
  let best: Span = root.span;
  for (let i = 0; i < path.length; i++) {
    const step = path[i]!;
    const last = i === path.length - 1;
    if (node?.kind === 'array' && typeof step === 'number') {
      const item: ConfigNode | undefined = node.items[step];
      if (!item) return best;
      // What an item of a list is called stands in it.
      const name: ConfigNode | undefined = last && part === 'key' ? child(item, 'name') : undefined;
      best = name?.kind === 'string' ? name.span : item.span;
      node = item;
      continue;
    }
    const entry = entryAt(node, step);
    if (!entry) return best;
    const end = entry.value?.span.end ?? entry.keySpan.end;
    if (last && part === 'key') return entry.keySpan;
    if (last && part === 'entry') return { start: entry.keySpan.start, end };
    best = entry.value?.span ?? entry.keySpan;
    node = entry.value;
  }
  return best;
}

/** A path as a JSON pointer (RFC 6901), for messages and reports; the n-th of several equal keys shows as `key#n`. */
export function pointer(path: Path): string {
  return path
    .map((step) => (typeof step === 'object' ? `${step.key}#${step.occurrence}` : String(step)))
    .map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/**
 * A plain value from a tree: for duplicate keys the last one, as JSON readers do; `__proto__` stays a plain key. On a stack of its
 * own: a file may be nested more deeply than calls may be, and so may be what comes out of here.
 */
export function valueOf(root: ConfigNode | undefined): unknown {
  const top: { value?: unknown } = {};
  const stack: { readonly node: ConfigNode | undefined; readonly into: object; readonly key: string | number }[] = [{ node: root, into: top, key: 'value' }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, into, key } = next;
    if (node?.kind === 'array') {
      const list: unknown[] = Array.from({ length: node.items.length });
      put(into, key, list);
      node.items.forEach((item, i) => stack.push({ node: item, into: list, key: i }));
    } else if (node?.kind === 'object') {
      const map = {};
      put(into, key, map);
      for (const [name, part] of new Map(node.entries.map((entry) => [entry.key, entry.value]))) {
        // Now, so that keys keep their order.
        put(map, name, undefined);
        stack.push({ node: part, into: map, key: name });
      }
    } else {
      put(into, key, node?.value);
    }
  }
  return top.value;
}

function put(into: object, key: string | number, value: unknown): void {
  Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
}
