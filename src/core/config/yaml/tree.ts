import { isAlias, isMap, isNode, isPair, isScalar, isSeq, Pair, type Alias, type Document, type Node, type Scalar } from 'yaml';
import type { Span } from '../../text/document.ts';
import { say, type Message } from '../../text/message.ts';
import type { SyntaxProblem } from '../config-file.ts';
import type { ScalarNode } from '../node.ts';
import { PlacedScalar } from '../placed-node.ts';
import { YamlArray, YamlEntry, YamlObject, type YamlNode } from './yaml-node.ts';

/** Aliases may unfold to this many nodes: more is an attack, or no config. */
const maxLent = 10_000;
const maxProblems = 50;

/**
 * Our tree of a document that the library has composed.
 *
 * An alias is a copy of what it refers to, all parts of which have the alias's place: that is where the file says it. A merge key
 * (`<<`) is replaced by what it brings, less what the map has itself; each such entry is marked as `merged`, since YAML 1.2 has no
 * merge keys and some clients' readers follow them while others do not.
 */
export class TreeBuilder {
  readonly problems: SyntaxProblem[] = [];
  readonly #text: string;
  readonly #anchors = new Map<string, YamlNode | 'open'>();
  #lent = 0;

  constructor(text: string) {
    this.#text = text;
  }

  build({ contents }: Document.Parsed): YamlNode | undefined {
    // No node, or one of no width that is all there is: a text of white space and comments.
    if (!contents || isNothing(contents)) return undefined;
    return this.#node(contents, 0);
  }

  #problem(span: Span, message: Message): void {
    if (this.problems.length < maxProblems) this.problems.push({ span, message });
  }

  #node(node: unknown, from: number): YamlNode {
    if (isAlias(node)) return this.#alias(node);
    if (!isNode(node)) return new PlacedScalar('null', from, from, null);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    const made = this.#whole(node, from);
    if (anchor !== undefined) this.#anchors.set(anchor, made);
    return made;
  }

  #whole(node: Node, from: number): YamlNode {
    const [start, end] = this.#span(node, from);
    if (isMap(node)) return this.#map(node.items, new YamlObject(start, end, node.flow === true));
    if (isSeq(node)) {
      const list = new YamlArray(start, end, node.flow === true);
      let at = start;
      for (const item of node.items) {
        // In brackets `a: b` is a map of its own; an ordered map of YAML 1.1 is a list of such.
        const next = isPair(item) ? this.#map([item], new YamlObject(this.#span(item.key, at)[0], this.#span(item.value ?? item.key, at)[1], true)) : this.#node(item, at);
        list.items.push(next);
        at = next.end;
      }
      if (!list.flow) list.end = Math.max(start, at);
      return list;
    }
    return this.#scalar(node as Scalar, start, end);
  }

  /** Without the line ends behind a block. */
  #span(node: unknown, from: number): [number, number] {
    if (!isNode(node) || !node.range) return [from, from];
    const start = Math.min(node.range[0], this.#text.length);
    let end = Math.min(node.range[1], this.#text.length);
    while (end > start && /[\s]/.test(this.#text[end - 1]!)) end--;
    return [start, end];
  }

  #scalar(node: Scalar, start: number, end: number): PlacedScalar {
    const { value } = node;
    const scalar = (kind: ScalarNode['kind'], of: ScalarNode['value']): PlacedScalar => new PlacedScalar(kind, start, end, of);
    switch (typeof value) {
      case 'string':
        return scalar('string', this.#unclosed(node, start, end) ?? value);
      case 'boolean':
        return scalar('boolean', value);
      case 'number':
      case 'bigint':
        return scalar('number', Number(value));
      default:
        // What else tags make (dates, bytes) is the text it is written as.
        return value === null || value === undefined ? scalar('null', null) : scalar('string', node.source ?? this.#text.slice(start, end));
    }
  }

  /** What stands in quotes that are not closed, of which the library takes the last character for one. */
  #unclosed({ type }: Scalar, start: number, end: number): string | undefined {
    const quote = type === 'QUOTE_DOUBLE' ? '"' : type === 'QUOTE_SINGLE' ? "'" : undefined;
    const closed = quote === undefined || (end > start + 1 && this.#text[end - 1] === quote);
    return closed ? undefined : this.#text.slice(start + 1, end);
  }

  #map(items: readonly unknown[], map: YamlObject): YamlObject {
    const keys = new Set<string>();
    const merges: { readonly from: YamlNode; readonly entry: YamlEntry; readonly at: number }[] = [];
    let at = map.start;
    for (const item of items) {
      // In a set of YAML 1.1, and where a list's item is broken, there are no pairs.
      const { key, value } = isPair(item) ? item : new Pair(item, null);
      const [keyStart, keyEnd] = this.#span(key, at);
      // What was put behind the text so that the library finds the end of a quote.
      if (keyStart >= this.#text.length) break;
      const keyNode = this.#node(key, at);
      const part = value === null ? undefined : this.#node(isNothing(value) ? null : value, this.#behindColon(keyEnd));
      const name = keyNode.kind === 'object' || keyNode.kind === 'array' ? this.#text.slice(keyStart, keyEnd) : String(keyNode.value ?? '');
      const entry = new YamlEntry(name, keyStart, keyEnd);
      entry.value = part;
      at = part?.end ?? keyEnd;
      if (part && isMergeKey(key) && (part.kind === 'object' || (part.kind === 'array' && part.items.every((one) => one.kind === 'object')))) {
        merges.push({ from: part, entry, at: map.entries.length });
        continue;
      }
      if (keys.has(name)) this.#problem({ start: keyStart, end: keyEnd }, say('This key stands here a second time.'));
      keys.add(name);
      map.entries.push(entry);
    }
    // A block ends with its last part, not with the comments behind.
    if (!map.flow) map.end = Math.max(map.start, at);
    let shift = 0;
    for (const { from, entry, at: index } of merges) {
      const brought = this.#merged(from, entry, keys);
      map.entries.splice(index + shift, 0, ...brought);
      shift += brought.length;
    }
    return map;
  }

  /** The entries that a merge key brings: of a list the first map that has a key counts, and what the map itself has counts before all. */
  #merged(from: YamlNode, { start, keyEnd }: YamlEntry, keys: Set<string>): YamlEntry[] {
    const brought: YamlEntry[] = [];
    for (const map of from.kind === 'array' ? from.items : [from]) {
      if (map.kind !== 'object') continue;
      for (const { key, value } of map.entries) {
        if (keys.has(key)) continue;
        keys.add(key);
        const entry = new YamlEntry(key, start, keyEnd, true);
        entry.value = value && this.#lend(value, value.start, value.end);
        brought.push(entry);
      }
    }
    return brought;
  }

  #alias(alias: Alias): YamlNode {
    const [start, end] = this.#span(alias, 0);
    const known = this.#anchors.get(alias.source);
    if (known && known !== 'open') {
      const copy = this.#lend(known, start, end);
      if (this.#lent <= maxLent) return copy;
      this.#problem({ start, end }, say('The aliases in this file unfold to more than any config holds.'));
    } else {
      this.#problem({ start, end }, known ? say('This alias refers to what it stands in.') : say('This alias refers to nothing.'));
    }
    return new PlacedScalar('null', start, end, null);
  }

  /** A copy at another place; cut short where there are too many. */
  #lend(node: YamlNode, start: number, end: number): YamlNode {
    this.#lent++;
    if (node.kind === 'object') {
      const copy = new YamlObject(start, end, true);
      for (const { key, value, merged } of node.entries) {
        if (this.#lent > maxLent) break;
        const entry = new YamlEntry(key, start, end, merged);
        entry.value = value && this.#lend(value, start, end);
        copy.entries.push(entry);
      }
      return copy;
    }
    if (node.kind === 'array') {
      const copy = new YamlArray(start, end, true);
      for (const item of node.items) {
        if (this.#lent > maxLent) break;
        copy.items.push(this.#lend(item, start, end));
      }
      return copy;
    }
    return new PlacedScalar(node.kind, start, end, node.value);
  }

  /** Where the value of a key stands that has none: right behind the colon. */
  #behindColon(keyEnd: number): number {
    let at = keyEnd;
    while (this.#text[at] === ' ' || this.#text[at] === '\t') at++;
    return this.#text[at] === ':' ? at + 1 : keyEnd;
  }
}

/** What stands for a value where none is written. */
function isNothing(node: unknown): boolean {
  return isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1] && node.tag === undefined && node.anchor === undefined;
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && (typeof key.value === 'symbol' || (key.value === '<<' && key.type === 'PLAIN'));
}
