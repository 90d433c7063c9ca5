import { meanings, transports, type Dialect, type Meaning, type PartName } from '../clients/dialect.ts';
import { say, type Message } from '../text/message.ts';
import type { Trouble } from './trouble.ts';
import { below, child, stringOf, type ConfigNode, type ObjectNode, type Path } from './node.ts';

/** One part of a server's entry: the key it stands under, the way to it, what stands there. */
export interface Part {
  readonly key: string;
  readonly path: Path;
  readonly value: ConfigNode | undefined;
}

/** A key that means something beside the parts. */
export interface Noted extends Part {
  readonly meaning: Meaning;
}

export interface Parts {
  readonly parts: { readonly [name in PartName]?: Part };
  readonly noted: readonly Noted[];
}

/**
 * The parts that make a server, by the keys its client knows: of a key that stands twice the last, as JSON readers do. What two readers
 * would take differently is trouble: a key twice or in other letters, one part under two keys, a key of other clients that decides what is
 * launched. Their other keys count as set: whoever reads them, nothing goes unseen.
 */
export function partsOf(node: ObjectNode, path: Path, dialect: Dialect, trouble: Trouble[], nested = false): Parts {
  const parts: { [name in PartName]?: Part } = {};
  let noted: Noted[] | undefined;
  let foreign: Part[] | undefined;
  let proto = false;
  const meaningOf = meanings(dialect);
  const put: Put = (name, part) => {
    const held = parts[name];
    if (!held || held.key === part.key) parts[name] = part;
    else if (isNothing(held.value)) parts[name] = part;
    else if (isNothing(part.value) || (name === 'type' && sameTransport(held.value, part.value))) return;
    else if (dialect.ranked?.includes(held.key) && dialect.ranked.includes(part.key)) {
      if (dialect.ranked.indexOf(part.key) < dialect.ranked.indexOf(held.key)) parts[name] = part;
    } else trouble.push(bothStand(part, held.key));
  };
  for (const { key, value, merged } of node.entries) {
    if (merged) trouble.push(mergedKey(key, path));
    if (key === '__proto__') {
      if (!proto) trouble.push(prototype('the entry', path));
      proto = true;
      continue;
    }
    const meaning = meaningOf(key);
    if (!meaning) continue;
    const { part } = meaning;
    if (part && meaning.known !== undefined) {
      const { known } = meaning;
      const held = Object.values(parts).find(({ key: other }) => other === known);
      const at = below(path, key);
      trouble.push(held ? bothStand({ key, path: at }, known) : { kind: 'spelling', at, part: 'key', key, other: known, why: say('`{key}` is another spelling of `{known}`, which readers tell apart differently', { key, known }) });
    } else if (part) {
      const found = { key, path: below(path, key), value };
      if (meaning.foreign) {
        (foreign ??= []).push(found);
      } else if (part === 'holder') {
        unfold(found, put, trouble, dialect, nested);
      } else {
        if (parts[part]?.key === key) trouble.push({ kind: 'twice', at: below(path, key), part: 'key', key, why: say('`{key}` stands twice in it', { key }) });
        put(part, found);
      }
    }
    if (meaning.approval || meaning.risky !== undefined || meaning.opaque !== undefined || meaning.eager || meaning.off) (noted ??= []).push({ key, path: below(path, key), value, meaning });
  }
  if (foreign) for (const part of foreign) foreignPart(part, meaningOf(part.key)!.part!, parts, put, trouble, dialect, nested);
  return { parts, noted: noted ?? [] };
}

function bothStand({ key, path }: Pick<Part, 'key' | 'path'>, other: string): Trouble {
  return { kind: 'twice', at: path, part: 'key', key, other, why: say('`{key}` and `{other}` stand in it, which readers tell apart differently', { key, other }) };
}

type Put = (name: PartName, part: Part) => void;

/** A map of parts, or a transport's name. Maps within such a map are none of any client's: followed down, a hostile one would have no end. */
function unfold(part: Part, put: Put, trouble: Trouble[], dialect: Dialect, nested: boolean): void {
  if (nested || part.value?.kind !== 'object') return put('type', part);
  const inner = partsOf(part.value, part.path, dialect, trouble, true);
  for (const [name, found] of Object.entries(inner.parts)) put(name as PartName, { ...found, key: `${part.key}.${found.key}` });
}

/** A key that other clients read: what it says counts, and where it decides what is launched nobody can tell who reads it. */
function foreignPart(part: Part, name: PartName, parts: { readonly [name in PartName]?: Part }, put: Put, trouble: Trouble[], dialect: Dialect, nested: boolean): void {
  if (isNothing(part.value)) return;
  if (name === 'holder') {
    if (part.value?.kind === 'object') trouble.push(otherClients(part));
    return unfold(part, put, trouble, dialect, nested);
  }
  if (name === 'headerHolder' && child(part.value, 'headers') === undefined) return;
  if ((name === 'command' || name === 'url') && isNothing(parts[name]?.value)) trouble.push(otherClients(part));
  put(name, part);
}

function otherClients({ key, path }: Part): Trouble {
  return { kind: 'foreign', at: path, part: 'key', key, why: say('`{key}` is how other clients spell it, and this one may not read it', { key }) };
}

function isNothing(node: ConfigNode | undefined): boolean {
  return !node || node.kind === 'null';
}

function sameTransport(a: ConfigNode | undefined, b: ConfigNode | undefined): boolean {
  const [one, other] = [stringOf(a), stringOf(b)];
  if (one === undefined || other === undefined) return false;
  return one === other || (transports.has(one) && transports.get(one) === transports.get(other));
}

/** YAML's merge key is of version 1.1, and left out of 1.2: one reader finds what it brings, the next does not. */
export function mergedKey(key: string, at: Path): Trouble {
  return other(at, say('a merge key brings `{key}`, which only some readers follow', { key }));
}

/** JavaScript readers that copy values key by key take what stands there for the values' own defaults; others do not. */
export function prototype(part: string, at: Path): Trouble {
  return other(at, say('`__proto__` stands in {part}, which readers take differently', { part }));
}

/** What nobody wrote by accident. */
export function other(at: Path, why: Message): Trouble {
  return { kind: 'other', at, why };
}
