import { isMap, type Choices, type Value } from '../generated.ts';

/** Writes a value as YAML in one of the ways there are. */
export function printYaml(root: { [key: string]: Value }, choices: Choices, eol: string): string {
  const printer = new Printer(choices, eol);
  const start = choices.of('', '', `# é😀: [${eol}`, `---${eol}`, `%YAML 1.2${eol}---${eol}`);
  return `${start}${printer.lines(root, choices.of('', '', '  '))}${choices.of('', `# end${eol}`, eol)}`;
}

class Printer {
  readonly #choices: Choices;
  readonly #eol: string;

  constructor(choices: Choices, eol: string) {
    this.#choices = choices;
    this.#eol = eol;
  }

  /** A map or list as lines, each with its indentation and line end. */
  lines(value: Value, indent: string): string {
    const written = this.#block(value, indent);
    return written === undefined ? indent + this.#flow(value, indent) + this.#eol : written;
  }

  #block(value: Value, indent: string): string | undefined {
    if (Array.isArray(value) && value.length > 0) return value.map((item) => `${this.#before(indent)}${indent}-${this.#behind(item, indent, true)}`).join('');
    if (isMap(value) && Object.keys(value).length > 0) return Object.entries(value).map(([key, part]) => `${this.#before(indent)}${indent}${this.#key(key)}:${this.#behind(part, indent, false)}`).join('');
    return undefined;
  }

  #behind(value: Value, indent: string, item: boolean): string {
    const inner = indent + this.#choices.of('  ', '    ', ' ', '   ');
    const comment = this.#choices.of('', '', ' # "x: [', '  #');
    if (typeof value === 'object' && value !== null && this.#choices.of(true, true, false)) {
      // A list may stand as far to the left as the key it belongs to.
      const at = !item && Array.isArray(value) && this.#choices.of(true, false) ? indent : inner;
      const block = this.#block(value, at);
      if (block !== undefined) {
        // A list's item may begin on the line of its dash.
        const compact = block.startsWith(inner) && item && comment === '' && this.#choices.of(true, false);
        return compact ? ` ${' '.repeat(inner.length - indent.length - 2 < 0 ? 0 : inner.length - indent.length - 2)}${inner.length - indent.length < 2 ? block.slice(inner.length).replaceAll(this.#eol + inner, `${this.#eol}${inner} `) : block.slice(inner.length)}` : `${comment}${this.#eol}${block}`;
      }
    }
    if (typeof value === 'string' && /^[a-z]/.test(value) && /^[\n -~]*$/.test(value) && this.#choices.of(true, false)) {
      const keep = value.endsWith('\n') ? (value.endsWith('\n\n') ? '+' : '') : '-';
      const text = value.replace(/\n$/, '').split('\n');
      return ` |${keep}${comment}${this.#eol}${text.map((line) => (line === '' ? '' : inner + line) + this.#eol).join('')}`;
    }
    return ` ${this.#flow(value, indent)}${comment}${this.#eol}`;
  }

  #before(indent: string): string {
    return this.#choices.of('', '', '', this.#eol, `${indent}# c: d${this.#eol}`);
  }

  #flow(value: Value, indent: string): string {
    const gap = (): string => this.#choices.of('', ' ', '', `${this.#eol}${indent}     `, ` # ] "${this.#eol}${indent}    `);
    if (Array.isArray(value)) return `[${value.map((item) => gap() + this.#flow(item, indent) + gap()).join(',')}${value.length > 0 ? this.#choices.of('', ',') : gap()}]`;
    if (isMap(value)) {
      const entries = Object.entries(value).map(([key, part]) => `${gap()}${this.#key(key)}: ${this.#flow(part, indent)}${gap()}`);
      return `{${entries.join(',')}${entries.length > 0 ? this.#choices.of('', ',') : gap()}}`;
    }
    return typeof value === 'string' ? this.#text(value) : Object.is(value, -0) ? '-0.0' : String(value);
  }

  #key(key: string): string {
    return this.#text(key);
  }

  #text(text: string): string {
    if (/^[a-z]+(?:[ /:=][a-z]+)*$/.test(text) && !/^(?:true|null|yes|no|on)$/.test(text) && this.#choices.of(true, false)) return text;
    if (/^[ -~é]*$/.test(text) && this.#choices.of(true, false)) return `'${text.replaceAll("'", "''")}'`;
    return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }
}
