import * as fc from 'fast-check';

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

export const hostile = ['', ' ', 'a', 'a b', ' a', 'a ', '#', 'a # b', '# c', ': ', 'a: b', 'a:', '- a', '-', '?', '? a', '"', "'", `"'`, "it's", '\\', '\\n', '"""', "'''", '\n', 'a\nb', 'a\n\nb\n', '\r\n', '\t', '\u0000', '\u0007\u001b[0m', '\u007f\u0085', 'é', '😀', 'a😀b', '\u2028', '\u2029x', '\ufeff', '\u200b', '@scope/tool@1.0.0', '*', '*a', '&a', '!t', '%d', '`', '|', '>', '|\n', '[', ']', '{', '}', '[a, b]', '{a: b}', ',', 'a, b', 'yes', 'No', 'on', 'true', 'null', '~', 'NaN', '.inf', '.5', '1', '1.0', '1_000', '0x1F', '0o7', '1e3', '12:30', '2001-01-01', '1.2.3', '=', '<<', '---', '...', '<<<<<<<', '=======', '${env:X}', '${{ secrets.X }}', 'https://a.example/b?c=d&e#f', '--flag=value', '-y', '/a/b c', 'C:\\a b', 'x'.repeat(200), '__proto__', 'constructor'];

/** Texts that every syntax can hold: no half characters. */
export const text = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...hostile) }, fc.string({ unit: 'binary', maxLength: 8 }).map((s) => s.replace(/\p{Surrogate}/gu, '?')));
const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('a', 'b', 'command', 'args', 'env', 'x-y', 'server_1') }, text);
const scalar: fc.Arbitrary<Value> = fc.oneof({ weight: 4, arbitrary: text }, fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));

/** Any value, nested up to `depth`, without null, which TOML does not have. */
export function value(depth: number): fc.Arbitrary<Value> {
  if (depth === 0) return scalar;
  const below = value(depth - 1);
  return fc.oneof(scalar, fc.array(below, { maxLength: 3 }), map(below));
}

export function map(of: fc.Arbitrary<Value>, minLength = 0): fc.Arbitrary<{ [key: string]: Value }> {
  return fc.array(fc.tuple(key, of), { maxLength: 4, minLength }).map((entries) => Object.fromEntries(entries));
}

/** Choices in a row, made by the generator and used by a printer. */
export class Choices {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  of<T>(...options: readonly T[]): T {
    const number = this.#numbers.length === 0 ? 0 : this.#numbers[this.#at++ % this.#numbers.length]!;
    return options[number % options.length]!;
  }
}

export interface Generated {
  readonly text: string;
  readonly value: Value;
}

/** Valid texts of a syntax: `print` writes the value with whatever comments, line ends and indentation are chosen. */
export function documents(print: (value: { [key: string]: Value }, choices: Choices, eol: string) => string): fc.Arbitrary<Generated> {
  return fc
    .tuple(map(value(3), 1), fc.array(fc.nat(1000), { maxLength: 60, size: 'max' }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([root, numbers, eol, mark]) => ({ text: (mark ? '\ufeff' : '') + print(root, new Choices(numbers), eol), value: root }));
}

export function isMap(value: Value): value is { [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
