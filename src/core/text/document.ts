/** A place in a text: zero-based line, zero-based UTF-16 character within it (as LSP and VS Code count). */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** UTF-16 offsets into a text; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A text with its line starts, for turning offsets into positions. Lines end at \n, \r\n or a lone \r, as in VS Code; a byte order
 * mark at the beginning has an offset but, as in every editor, no position of its own.
 */
export class TextDocument {
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  positionAt(offset: number): Position {
    const starts = this.#starts();
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: Math.max(0, at - starts[low]!) };
  }

  /** The offset of a position; the nearest one where there is no such place. */
  offsetAt({ line, character }: Position): number {
    const starts = this.#starts();
    const start = starts[Math.max(0, Math.min(line, starts.length - 1))]!;
    return Math.min(start + Math.max(0, character), starts[line + 1] ?? this.text.length, this.text.length);
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }

  /** The text of a line without its line end; empty when there is no such line. */
  line(number: number): string {
    const starts = this.#starts();
    const start = starts[number];
    if (start === undefined) return '';
    return this.text.slice(start, starts[number + 1] ?? this.text.length).replace(/[\r\n]+$/, '');
  }

  get lineCount(): number {
    return this.#starts().length;
  }

  #starts(): number[] {
    if (this.#lineStarts) return this.#lineStarts;
    const text = this.text;
    const starts = [text.startsWith('\ufeff') ? 1 : 0];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
    return (this.#lineStarts = starts);
  }
}
