import * as fc from 'fast-check';
import { parse, type ParseError } from 'jsonc-parser';

/** A JSON value, with its numbers as written. */
export type Written = string | boolean | null | NumberText | Written[] | Map<string, Written>;
interface NumberText { readonly number: string }

export interface Generated {
  readonly text: string;
  readonly value: unknown;
  /** Whether it has comments or trailing commas. */
  readonly extensions: boolean;
}

const number = fc.constantFrom('0', '-0', '1', '-12', '1.50', '0.1e-7', '6E+5', '1e5', '123456789012345678901234567890').map((text) => ({ number: text }));
const string = fc.oneof(
  fc.constantFrom('', 'a', '__proto__', 'constructor', 'a b', '// no comment', '/* nor this */', '{', '}]', '"', '\\', '\n\r\t\u0001', '😀', '\ud800', 'é\u2028', '<<<<<<<', 'x'.repeat(300)),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

/** Any JSON value, nested up to `depth`. */
export function written(depth: number): fc.Arbitrary<Written> {
  const scalar: fc.Arbitrary<Written> = fc.oneof(string, fc.boolean(), fc.constant(null), number);
  if (depth === 0) return scalar;
  const below = written(depth - 1);
  return fc.oneof(scalar, fc.array(below, { maxLength: 4 }), map(below), map(below));
}

function map(value: fc.Arbitrary<Written>): fc.Arbitrary<Map<string, Written>> {
  return fc.array(fc.tuple(string, value), { maxLength: 4 }).map((entries) => new Map(entries));
}

/** Writes values with white space, comments and trailing commas wherever they may stand. */
export class Printer {
  extensions = false;
  readonly #choices: readonly number[];
  readonly #eol: string;
  readonly #plain: boolean;
  #at = 0;

  constructor(choices: readonly number[], eol: string, plain: boolean) {
    this.#choices = choices;
    this.#eol = eol;
    this.#plain = plain;
  }

  print(value: Written): string {
    if (Array.isArray(value)) return this.#list('[', value.map((item) => this.print(item)), ']');
    if (value instanceof Map) return this.#list('{', Array.from(value, ([key, item]) => this.#string(key) + this.trivia() + ':' + this.trivia() + this.print(item)), '}');
    if (typeof value === 'string') return this.#string(value);
    return value === null || typeof value === 'boolean' ? String(value) : value.number;
  }

  trivia(): string {
    const pieces = ['', '', '', ' ', '\t', this.#eol, `${this.#eol}\t  `, '/**/', '/* "a": { */', `/* *${this.#eol} / */`, `// é😀 , ]${this.#eol}`, `//${this.#eol}`];
    const piece = pieces[this.#next(this.#plain ? 7 : pieces.length)]!;
    if (piece.includes('/')) this.extensions = true;
    return piece;
  }

  #list(open: string, parts: readonly string[], close: string): string {
    const trailing = parts.length > 0 && !this.#plain && this.#next(4) === 0;
    if (trailing) this.extensions = true;
    return open + parts.map((part) => this.trivia() + part + this.trivia()).join(',') + (trailing ? ',' : '') + this.trivia() + close;
  }

  #string(value: string): string {
    const text = JSON.stringify(value);
    return this.#next(4) === 0 ? text.replace(/[/a-z](?![a-z]*\\)/, (c) => (text.includes('\\') ? c : `\\u00${c.charCodeAt(0).toString(16).padStart(2, '0')}`)) : text;
  }

  #next(limit: number): number {
    return this.#choices.length === 0 ? 0 : this.#choices[this.#at++ % this.#choices.length]! % limit;
  }
}

export function plain(value: Written): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([key, item]) => [key, plain(item)]));
  return value === null || typeof value !== 'object' ? value : Number(value.number);
}

export const choices = fc.array(fc.nat(1000), { maxLength: 40, size: 'max' });
export const eols = fc.constantFrom('\n', '\r\n', '\r');

/** Any valid text of JSON with comments and trailing commas. */
export const generated: fc.Arbitrary<Generated> = fc.tuple(written(4), choices, eols, fc.boolean(), fc.boolean()).map(([value, random, eol, strict, mark]) => {
  const printer = new Printer(random, eol, strict);
  const text = (mark ? '\ufeff' : '') + printer.trivia() + printer.print(value) + printer.trivia();
  return { text, value: plain(value), extensions: printer.extensions };
});

/** What jsonc-parser says: its value, and whether it found the text wrong. */
export function oracle(text: string): { readonly value: unknown; readonly wrong: boolean } {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\ufeff/, ''), errors, { allowTrailingComma: true, allowEmptyContent: true });
  return { value, wrong: errors.length > 0 };
}
