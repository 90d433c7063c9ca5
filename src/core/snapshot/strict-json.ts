import { pointer, type Step } from '../config/node.ts';
import { say, type Message } from '../text/message.ts';
import { numberOf, type Decimal } from './number.ts';
import type { Refused } from './raw-message.ts';

/** A JSON value as nobody can read it in two ways. Objects are maps, so that no key (`__proto__`) means anything. */
export type Json = null | boolean | number | string | Decimal | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value of a key; undefined where there is none, or no object. */
export function part(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value.get(key) : undefined;
}

/** Levels of lists and objects in one item. Real tools stay below 20. */
export const deepest = 128;
/** Characters of one number. */
const longestNumber = 1000;

/**
 * Reads a JSON text (RFC 8259) that can be read in one way only, as RFC 7493 (I-JSON, 2.1 and 2.3) asks, on which RFC 8785 builds: no key
 * twice in an object, no half of a surrogate pair, raw or escaped. Never throws.
 * @param levels how deeply lists and objects may be nested
 */
export function strictJson(text: string, levels = deepest): { readonly value: Json } | Refused {
  try {
    return { value: new Reader(text, levels).whole() };
  } catch (error) {
    if (error instanceof Unreadable) return { refused: error.why };
    throw error;
  }
}

class Unreadable extends Error {
  readonly why: Message;

  constructor(why: Message) {
    super();
    this.why = why;
  }
}

const surrogate = /\p{Surrogate}/u;
const numeral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Recursive, no deeper than `levels`. */
class Reader {
  readonly #text: string;
  readonly #levels: number;
  readonly #way: Step[] = [];
  #at = 0;

  constructor(text: string, levels: number) {
    this.#text = text;
    this.#levels = levels;
  }

  whole(): Json {
    const value = this.#value();
    this.#blanks();
    if (this.#at < this.#text.length) throw this.#invalid();
    return value;
  }

  #value(): Json {
    this.#blanks();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object();
      case '[':
        return this.#list();
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #object(): JsonObject {
    const members = new Map<string, Json>();
    this.#open();
    while (!this.#closes('}', members.size === 0)) {
      this.#blanks();
      if (this.#text[this.#at] !== '"') throw this.#invalid();
      const key = this.#string();
      if (members.has(key)) throw this.#refuse('The key `{key}` stands twice at `{where}`, so that it depends on the reader which of the two counts.', { key });
      this.#blanks();
      if (this.#text[this.#at++] !== ':') throw this.#invalid();
      this.#way.push(key);
      members.set(key, this.#value());
      this.#way.pop();
    }
    return members;
  }

  #list(): readonly Json[] {
    const items: Json[] = [];
    this.#open();
    while (!this.#closes(']', items.length === 0)) {
      this.#way.push(items.length);
      items.push(this.#value());
      this.#way.pop();
    }
    return items;
  }

  #open(): void {
    if (this.#way.length >= this.#levels) throw this.#refuse('It is nested more than {levels} levels deep, at `{where}`.', { levels: this.#levels });
    this.#at++;
  }

  /** Whether the object or list ends here; goes past the comma where it does not. */
  #closes(bracket: '}' | ']', first: boolean): boolean {
    this.#blanks();
    const c = this.#text[this.#at];
    if (c === bracket) {
      this.#at++;
      return true;
    }
    if (first) return false;
    if (c !== ',') throw this.#invalid();
    this.#at++;
    return false;
  }

  #string(): string {
    const start = this.#at + 1;
    let end = start;
    let escaped = false;
    for (; ; end++) {
      const c = this.#text.charCodeAt(end);
      if (c === 0x22) break;
      // Control characters, and the end of the text, where it is not a number.
      if (!(c >= 0x20)) throw this.#invalid(end);
      if (c === 0x5c) {
        escaped = true;
        end++;
      }
    }
    this.#at = end + 1;
    const value = escaped ? this.#unescaped(start - 1, end + 1) : this.#text.slice(start, end);
    if (surrogate.test(value)) throw this.#refuse('A text at `{where}` holds half of a character (a lone surrogate), of which each reader makes something else.');
    return value;
  }

  #unescaped(start: number, end: number): string {
    try {
      return JSON.parse(this.#text.slice(start, end)) as string;
    } catch {
      throw this.#invalid(start);
    }
  }

  #number(): number | Decimal {
    numeral.lastIndex = this.#at;
    const written = numeral.exec(this.#text)?.[0];
    if (written === undefined) throw this.#invalid();
    if (written.length > longestNumber) throw this.#refuse('A number at `{where}` has more than {longestNumber} characters.', { longestNumber });
    this.#at += written.length;
    return numberOf(written);
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#invalid();
    this.#at += word.length;
    return value;
  }

  #blanks(): void {
    for (;;) {
      const c = this.#text.charCodeAt(this.#at);
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return;
      this.#at++;
    }
  }

  #invalid(at = this.#at): Unreadable {
    return this.#refuse('It is no valid JSON, at `{where}` (character {character}).', { character: Math.min(at, this.#text.length) + 1 });
  }

  #refuse(template: string, args: Readonly<Record<string, string | number>> = {}): Unreadable {
    return new Unreadable(say(template, { ...args, where: `#${pointer(this.#way)}` }));
  }
}
