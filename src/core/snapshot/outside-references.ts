import { pointer, type Path } from '../config/node.ts';
import { say, type Message } from '../text/message.ts';
import { isList, isObject, part, strictJson, type Json } from './strict-json.ts';

/** A reference in a tool's schema that leads out of it. Hostile text. */
export interface OutsideReference {
  /** The tool's; empty where it has none. */
  readonly name: string;
  /** The way to it within the tool. */
  readonly at: Path;
  readonly to: string;
}

const references = new Set(['$ref', '$dynamicRef', '$recursiveRef']);
/** Keywords whose value is data and no schema. */
const data = new Set(['const', 'enum', 'default', 'examples']);
/** More than that many are counted and not told. */
const told = 5;

/**
 * References in the schemas of tools that lead to another place: an address, a file, a schema that is not in the tool. From 2026-07-28 on the
 * specification forbids to follow them unasked; who does lets the server's author say later what a tool takes, and tells them that it is
 * used. What leads to a part of the same schema, by `#` or by an `$id` in it, is none. Never throws; what cannot be read is passed over.
 * @param tools the raw text of each
 */
export function outsideReferences(tools: readonly string[]): OutsideReference[] {
  return tools.flatMap((raw) => {
    const read = strictJson(raw);
    if ('refused' in read) return [];
    const name = part(read.value, 'name');
    return ['inputSchema', 'outputSchema'].flatMap((key) => {
      const schema = part(read.value, key);
      return schema === undefined ? [] : inSchema(schema, [key]).map((found) => ({ ...found, name: typeof name === 'string' ? name : '' }));
    });
  });
}

/** The same in words, for whoever is told what was heard. */
export function referenceNotes(tools: readonly string[]): Message[] {
  const found = outsideReferences(tools);
  const notes = found.slice(0, told).map(({ name, at, to }) => say('The tool `{name}` refers at `{at}` to a schema elsewhere: `{to}`. It was not fetched, and what it says there is not pinned.', { name, at: pointer(at), to }));
  return found.length > told ? [...notes, say('{count} more references lead to schemas elsewhere.', { count: found.length - told })] : notes;
}

interface Place {
  readonly value: Json;
  readonly at: Path;
  /** The nearest `$id`, against which relative references are read (JSON Schema 2020-12, Core, 8.2.1). */
  readonly base: string | undefined;
}

function inSchema(schema: Json, start: Path): Pick<OutsideReference, 'at' | 'to'>[] {
  const found: { readonly at: Path; readonly to: string; readonly resolved: string | undefined }[] = [];
  const ids = new Set<string | undefined>();
  const open: Place[] = [{ value: schema, at: start, base: undefined }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value, at } = place;
    if (isList(value)) value.forEach((item, i) => open.push({ value: item, at: [...at, i], base: place!.base }));
    if (!isObject(value)) continue;
    const id = value.get('$id');
    const base = typeof id === 'string' ? resolve(id, place.base) : place.base;
    if (typeof id === 'string') ids.add(base);
    for (const [key, held] of value) {
      if (references.has(key) && typeof held === 'string') {
        if (!held.startsWith('#')) found.push({ at: [...at, key], to: held, resolved: resolve(held, base) });
      } else if (!data.has(key) && typeof held === 'object') open.push({ value: held, at: [...at, key], base });
    }
  }
  return found.filter(({ resolved }) => resolved === undefined || !ids.has(resolved)).map(({ at, to }) => ({ at, to }));
}

/** An address without its fragment; undefined where it is none, or relative to nothing. */
function resolve(address: string, base: string | undefined): string | undefined {
  try {
    return new URL(address, base).href.replace(/#.*$/s, '');
  } catch {
    return undefined;
  }
}
