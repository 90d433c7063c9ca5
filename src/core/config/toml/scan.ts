import type { Span } from '../../text/document.ts';
import { say, type Message } from '../../text/message.ts';
import type { SyntaxProblem } from '../config-file.ts';

const maxProblems = 50;

/** A key's part as written: `a` and `"b c"` in `a."b c" = 1`. */
export interface KeyPart extends Span {
  readonly key: string;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\u001b', '"': '"', '\\': '\\' };

const blank = /[ \t]*/y;
const bareKey = /[A-Za-z0-9_-]+/y;
const lineRest = /[^\r\n]*/y;

/**
 * Walks over a TOML text. What goes wrong is noted, and `broken` says that what stands at `pos` could not be taken, so that
 * whoever reads a statement ends it there; nothing is thrown.
 */
export class Scanner {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  readonly comments: Span[] = [];
  pos: number;
  broken = false;

  constructor(text: string) {
    this.text = text;
    this.pos = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  get next(): string {
    return this.text.charAt(this.pos);
  }

  problem(span: Span, message: Message): void {
    if (this.problems.length < maxProblems) this.problems.push({ span, message });
  }

  /** The statement ends here. */
  fail(span: Span, message: Message): void {
    if (!this.broken) this.problem(span, message);
    this.broken = true;
  }

  /** From here to the end of the line, or one character. */
  here(): Span {
    return { start: Math.min(this.pos, this.text.length - 1), end: Math.min(this.text.length, this.pos + 1) };
  }

  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.pos;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.pos += found.length;
    return found;
  }

  skipBlank(): void {
    this.match(blank);
  }

  /** White space, line ends and comments. */
  skipTrivia(): void {
    for (;;) {
      this.skipBlank();
      if (this.next === '#') this.comment();
      else if (!this.lineEnd()) return;
    }
  }

  comment(): void {
    const start = this.pos;
    const comment = this.match(lineRest)!;
    this.comments.push({ start, end: this.pos });
    const wrong = controlIn(comment);
    if (wrong >= 0) this.problem({ start: start + wrong, end: start + wrong + 1 }, say('A control character may not stand in a comment.'));
  }

  /** @returns whether there was one */
  lineEnd(): boolean {
    if (this.next === '\n') this.pos++;
    else if (this.next !== '\r') return false;
    else if (this.text[this.pos + 1] === '\n') this.pos += 2;
    else {
      // Editors show a line end; TOML knows none of the kind.
      this.problem(this.here(), say('A carriage return without a line feed is no line end in TOML.'));
      this.pos++;
    }
    return true;
  }

  /** The parts of a dotted key; none where none stands here. */
  keys(maxParts: number): KeyPart[] {
    const parts: KeyPart[] = [];
    for (;;) {
      const start = this.pos;
      const quoted = this.next === '"' || this.next === "'";
      const key = quoted ? this.line(this.next) : this.match(bareKey);
      if (key === undefined) {
        if (parts.length > 0) this.fail(this.here(), say('A key belongs behind the dot.'));
        return parts;
      }
      parts.push({ key, start, end: this.pos });
      if (this.broken) return parts;
      const end = this.pos;
      this.skipBlank();
      if (this.next !== '.') {
        this.pos = end;
        return parts;
      }
      if (parts.length === maxParts) {
        this.fail(this.here(), say('This is nested too deeply.'));
        return parts;
      }
      this.pos++;
      this.skipBlank();
    }
  }

  /** A text on one line, in the given quotes, of which the opening one stands here. */
  line(quote: string): string {
    const start = this.pos++;
    let value = '';
    for (let from = this.pos; ; ) {
      const c = this.next;
      if (c === '' || c === '\n' || c === '\r') {
        this.fail({ start, end: this.pos }, say('This text is not closed.'));
        return value + this.text.slice(from, this.pos);
      }
      if (c === quote) {
        value += this.text.slice(from, this.pos);
        this.pos++;
        return value;
      }
      if (c === '\\' && quote === '"') {
        value += this.text.slice(from, this.pos) + this.#escape();
        from = this.pos;
      } else {
        this.#control(c);
        this.pos++;
      }
    }
  }

  /** A text over several lines, in three of the given quotes. One that is not closed ends with its line. */
  lines(quote: string): string {
    const start = this.pos;
    this.pos += 3;
    const fence = quote.repeat(3);
    if (this.next === '\r' && this.text[this.pos + 1] === '\n') this.pos += 2;
    else if (this.next === '\n') this.pos++;
    const first = this.pos;
    const noted = this.problems.length;
    let value = '';
    for (let from = this.pos; ; ) {
      const c = this.next;
      if (c === '') {
        this.problems.length = noted;
        this.pos = start + 3;
        this.match(lineRest);
        this.fail({ start, end: start + 3 }, say('This text is not closed.'));
        return this.text.slice(Math.min(first, this.pos), this.pos);
      }
      if (c === quote && this.text.startsWith(fence, this.pos)) {
        // One or two more quotes belong to the text.
        let end = this.pos + 3;
        while (end < this.pos + 5 && this.text[end] === quote) end++;
        value += unix(this.text.slice(from, end - 3));
        this.pos = end;
        return value;
      }
      if (c === '\\' && quote === '"') {
        value += unix(this.text.slice(from, this.pos));
        value += this.match(/\\[ \t]*\r?\n[ \t\r\n]*/y) === undefined ? this.#escape() : '';
        from = this.pos;
      } else {
        if (c !== '\n' && !(c === '\r' && this.text[this.pos + 1] === '\n')) this.#control(c);
        this.pos++;
      }
    }
  }

  #escape(): string {
    const start = this.pos;
    const simple = escapes[this.text.charAt(start + 1)];
    if (simple !== undefined) {
      this.pos += 2;
      return simple;
    }
    const code = this.match(/\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8})/y);
    const point = code === undefined ? Number.NaN : Number.parseInt(code.slice(2), 16);
    if (code !== undefined && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)) return String.fromCodePoint(point);
    if (code === undefined) this.pos++;
    this.problem({ start, end: this.pos }, say('TOML has no such escape.'));
    return this.text.slice(start, this.pos);
  }

  #control(c: string): void {
    if (controlIn(c) >= 0) this.problem(this.here(), say('A control character must be written as an escape.'));
  }
}

/** Readers may take either line end for the other; most give a line feed. */
function unix(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Where the first control character is that may not stand in a TOML text as it is; -1 where there is none. */
function controlIn(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return i;
  }
  return -1;
}
