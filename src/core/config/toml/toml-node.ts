import type { Span } from '../../text/document.ts';
import { PlacedArray, PlacedEntry, PlacedObject, type PlacedScalar } from '../placed-node.ts';

/**
 * How a map came to be: by a header of its own, by a header of a map below it, by a dotted key, in braces, or as the file itself.
 * It decides what may still be added to it (TOML 1.1, "Table"), and how.
 */
export type Form = 'root' | 'header' | 'implied' | 'dotted' | 'inline';

/** A map of a TOML text: what the file says of it in several places, put together. */
export class TomlObject extends PlacedObject {
  declare start: number;
  declare end: number;
  declare readonly entries: TomlEntry[];
  form: Form;
  /** The entry last read or gone through: only what stands together has one span. */
  touched: TomlEntry | undefined;
  /** Where the last key and value of its own body ends, or its header. */
  bodyEnd: number;
  /** The key that leads to it, as written where it is first: `a."b c"` of `[a."b c".d]`. */
  way: Span | undefined;
  #named: Map<string, TomlEntry> | undefined;

  constructor(start: number, end: number, form: Form) {
    super(start, end, []);
    this.form = form;
    this.bodyEnd = end;
  }

  /** The last entry of that name. */
  named(key: string): TomlEntry | undefined {
    if (this.entries.length <= 8) return this.entries.findLast((entry) => entry.key === key);
    this.#named ??= new Map(this.entries.map((entry) => [entry.key, entry]));
    return this.#named.get(key);
  }

  add(entry: TomlEntry): TomlEntry {
    this.entries.push(entry);
    this.#named?.set(entry.key, entry);
    return entry;
  }
}

/** A list: in brackets, or made of `[[tables]]`. */
export class TomlArray extends PlacedArray {
  declare end: number;
  declare readonly items: TomlNode[];
  readonly tables: boolean;
  way: Span | undefined;

  constructor(start: number, end: number, tables: boolean) {
    super(start, end, []);
    this.tables = tables;
  }
}

export class TomlEntry extends PlacedEntry {
  declare start: number;
  declare keyEnd: number;
  declare value: TomlNode | undefined;
  /** Where its key is written besides: in headers and dotted keys that lead through it. */
  again: Span[] | undefined;
  /** Where the statement begins that gives it its value: `a` in `a.b = 1`. */
  from: number;

  constructor(key: string, start: number, keyEnd: number, from = start) {
    super(key, start, keyEnd);
    this.again = undefined;
    this.from = from;
  }

  mention({ start, end }: Span): void {
    (this.again ??= []).push({ start, end });
  }
}

export type TomlNode = TomlObject | TomlArray | PlacedScalar;
