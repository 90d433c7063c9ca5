import { isMap, type Choices, type Value } from '../generated.ts';

type Map_ = { [key: string]: Value };

/** Writes a value as TOML 1.0 in one of the ways there are. */
export function printToml(root: Map_, choices: Choices, eol: string): string {
  return new Printer(choices, eol).table(root, []) || `#${eol}`;
}

class Printer {
  readonly #choices: Choices;
  readonly #eol: string;

  constructor(choices: Choices, eol: string) {
    this.#choices = choices;
    this.#eol = eol;
  }

  /** The body of a table, and the tables below it. */
  table(map: Map_, way: readonly string[]): string {
    let body = '';
    let below = '';
    for (const [key, value] of Object.entries(map)) {
      const form = this.#choices.of('header', 'dotted', 'value');
      if (isMap(value) && form === 'header') {
        const path = [...way, key];
        const held = this.table(value, path);
        // A table that holds tables alone need not have a header.
        const implied = held.trimStart().startsWith('[') && this.#choices.of(false, true);
        below += (implied ? '' : this.#header('[', path, ']')) + held;
      } else if (Array.isArray(value) && value.length > 0 && value.every(isMap) && form === 'header') {
        for (const item of value) below += this.#header('[[', [...way, key], ']]') + this.table(item, [...way, key]);
      } else if (isMap(value) && Object.keys(value).length > 0 && form === 'dotted') {
        for (const [inner, part] of Object.entries(value)) body += this.#line(`${this.#key(key)}${this.#blank()}.${this.#blank()}${this.#key(inner)}${this.#blank()}=${this.#blank()}${this.#value(part)}`);
      } else body += this.#line(`${this.#key(key)}${this.#blank()}=${this.#blank()}${this.#value(value)}`);
    }
    return body + below;
  }

  #header(open: string, way: readonly string[], close: string): string {
    return this.#line(`${open}${this.#blank()}${way.map((key) => this.#key(key)).join(`${this.#blank()}.`)}${this.#blank()}${close}`);
  }

  #line(text: string): string {
    return this.#choices.of('', '', this.#eol, `# a = "b" [é😀]${this.#eol}`, '  ', '\t') + text + this.#choices.of('', '', ' ', ` # ] " x = 1`, '#') + this.#eol;
  }

  #value(value: Value): string {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#gap() + this.#value(item) + this.#gap());
      return `[${items.join(',')}${items.length > 0 ? this.#choices.of('', '', ',') : ''}${this.#gap()}]`;
    }
    if (isMap(value)) return `{${Object.entries(value).map(([key, part]) => `${this.#blank()}${this.#key(key)}${this.#blank()}=${this.#blank()}${this.#value(part)}${this.#blank()}`).join(',')}}`;
    if (typeof value === 'number') return Object.is(value, -0) ? '-0.0' : Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
    return String(value);
  }

  #key(key: string): string {
    return /^[A-Za-z0-9_-]+$/.test(key) && this.#choices.of(true, true, false) ? key : this.#line1(key);
  }

  #text(text: string): string {
    const clean = !hasControl(text, '\t\n');
    switch (this.#choices.of(0, 1, 2)) {
      case 1:
        if (clean && !text.includes("'''") && !text.endsWith("'")) return `'''${this.#eol}${text}'''`;
        break;
      case 2:
        return `"""${this.#eol}${(text.includes('\\') ? basic(text) : basic(text).replaceAll('\\n', this.#choices.of('\\n', '\n')))}${this.#choices.of('', `\\${this.#eol}   `)}"""`;
      default:
    }
    return this.#line1(text);
  }

  #line1(text: string): string {
    return !text.includes("'") && !hasControl(text, '\t') && this.#choices.of(true, false) ? `'${text}'` : `"${basic(text)}"`;
  }

  #blank(): string {
    return this.#choices.of('', ' ', '', '\t');
  }

  #gap(): string {
    return this.#choices.of('', ' ', '', this.#eol, `  # ], "${this.#eol}  `);
  }
}

function basic(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\u007f', '\\u007f');
}

function hasControl(text: string, but: string): boolean {
  return Array.from(text).some((c) => (c < ' ' || c === '\u007f') && !but.includes(c));
}
