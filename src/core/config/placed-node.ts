import type { Span } from '../text/document.ts';
import type { ArrayNode, ConfigNode, Entry, ObjectNode, ScalarNode } from './node.ts';

// The nodes of a text, whatever its syntax. Classes that hold their places as plain numbers: a large file has tens of thousands of parts, and an
// object for each span would double what has to be made and collected at every keystroke.

export class PlacedObject implements ObjectNode {
  readonly kind = 'object';
  readonly start: number;
  readonly end: number;
  readonly entries: readonly Entry[];

  constructor(start: number, end: number, entries: readonly Entry[]) {
    this.start = start;
    this.end = end;
    this.entries = entries;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

export class PlacedArray implements ArrayNode {
  readonly kind = 'array';
  readonly start: number;
  readonly end: number;
  readonly items: readonly ConfigNode[];

  constructor(start: number, end: number, items: readonly ConfigNode[]) {
    this.start = start;
    this.end = end;
    this.items = items;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

export class PlacedScalar implements ScalarNode {
  readonly kind: ScalarNode['kind'];
  readonly start: number;
  readonly end: number;
  readonly value: ScalarNode['value'];

  constructor(kind: ScalarNode['kind'], start: number, end: number, value: ScalarNode['value']) {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.value = value;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

/** Its value is put in when it is reached. */
export class PlacedEntry implements Entry {
  readonly key: string;
  readonly start: number;
  readonly keyEnd: number;
  value: ConfigNode | undefined;

  constructor(key: string, start: number, keyEnd: number) {
    this.key = key;
    this.start = start;
    this.keyEnd = keyEnd;
    this.value = undefined;
  }

  get keySpan(): Span {
    return { start: this.start, end: this.keyEnd };
  }
}
