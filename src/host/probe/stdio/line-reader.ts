/** Takes bytes apart at line breaks, and minds how many come without one. */
export class LineReader {
  readonly #limit: number;
  readonly #line: (line: Buffer) => void;
  #parts: Buffer[] = [];
  #length = 0;

  /** @param limit bytes of one line */
  constructor(limit: number, line: (line: Buffer) => void) {
    this.#limit = limit;
    this.#line = line;
  }

  /** False: a line is longer than the limit, and what comes after it is not read. */
  take(chunk: Buffer): boolean {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      if (!this.#add(chunk.subarray(start, end))) return false;
      const line = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
      this.#parts = [];
      this.#length = 0;
      this.#line(line.at(-1) === 0x0d ? line.subarray(0, -1) : line);
      start = end + 1;
    }
    return this.#add(chunk.subarray(start));
  }

  #add(part: Buffer): boolean {
    this.#length += part.length;
    if (this.#length > this.#limit) return false;
    this.#parts.push(part);
    return true;
  }
}
