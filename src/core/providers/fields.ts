import type { Located, NamedValue } from '../config/config-file.ts';
import { below, lastEntry, stepsOf, type ConfigNode, type Path } from '../config/node.ts';
import { say, type Message } from '../text/message.ts';

/**
 * A part of a file, for taking out of it what is wanted. What is missing reads as an empty part, and what is odd (a key that stands
 * twice, a value of another kind) is noted once for the whole entry: which of two readings a client takes cannot be told.
 */
export class Fields {
  readonly path: Path;
  readonly #node: ConfigNode | undefined;
  readonly #trouble: Message[];

  constructor(node: ConfigNode | undefined, path: Path = [], trouble: Message[] = []) {
    this.#node = node;
    this.path = path;
    this.#trouble = trouble;
  }

  /** The first thing that is odd about it, or about what lies below and was asked for. */
  get trouble(): Message | undefined {
    return this.#trouble[0];
  }

  get exists(): boolean {
    return this.#node !== undefined && this.#node.kind !== 'null';
  }

  /** The same part with notes of its own: for one entry of many. */
  apart(): Fields {
    return new Fields(this.#node, this.path);
  }

  at(key: string): Fields {
    return new Fields(this.#value(key), below(this.path, key), this.#trouble);
  }

  /** What stands under a key, where it is text. */
  text(key: string): Located | undefined {
    const node = this.#value(key);
    if (!node || node.kind === 'null') return undefined;
    if (node.kind === 'string') return { value: String(node.value), path: below(this.path, key) };
    this.#trouble.push(say('`{key}` is not text', { key }));
    return undefined;
  }

  /** What stands in this place itself, where it is text or a number. */
  own(): Located | undefined {
    return this.#node?.kind === 'string' || this.#node?.kind === 'number' ? { value: String(this.#node.value), path: this.path } : undefined;
  }

  /** Whether `true` or `false` stands under a key; undefined for anything else. */
  flag(key: string): boolean | undefined {
    const node = this.#value(key);
    return node?.kind === 'boolean' ? node.value === true : undefined;
  }

  /** Text or a number under a key, under its name: what may be a credential. */
  named(key: string): NamedValue[] {
    const node = this.#value(key);
    if (!node || node.kind === 'null') return [];
    return [{ name: key, path: below(this.path, key), value: node.kind === 'string' || node.kind === 'number' ? String(node.value) : undefined }];
  }

  /** Every entry of a map, each with notes of its own. */
  entries(): { readonly key: string; readonly fields: Fields }[] {
    const node = this.#node;
    if (node?.kind !== 'object') return [];
    const steps = stepsOf(node);
    return node.entries.map(({ key, value }, i) => ({ key, fields: new Fields(value, [...this.path, steps[i]!]) }));
  }

  /** Every item of a list, each with notes of its own. */
  items(): Fields[] {
    return this.#node?.kind === 'array' ? this.#node.items.map((item, i) => new Fields(item, [...this.path, i])) : [];
  }

  /** A map's text values by name: headers, variables. */
  values(): NamedValue[] {
    return this.entries().map(({ key, fields }) => ({ name: key, path: fields.path, value: fields.own()?.value }));
  }

  #value(key: string): ConfigNode | undefined {
    const node = this.#node;
    if (node?.kind !== 'object') return undefined;
    if (node.entries.filter((entry) => entry.key === key).length > 1) this.#trouble.push(say('`{key}` stands twice in it', { key }));
    return lastEntry(node, key)?.value;
  }
}
