/** One event of a stream, as far as MCP uses it. */
export interface StreamEvent {
  /** `message` where the stream says nothing else. */
  readonly type: string;
  readonly data: string;
}

/** Reads server-sent events from bytes as they come (WHATWG HTML 9.2.6), beside the SDK, which hands on only what it parsed. */
export class EventReader {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #limit: number;
  /** The line that has not ended yet, and the data lines before it. */
  #line: string[] = [];
  #data: string[] = [];
  #type = '';
  #held = 0;
  #afterReturn = false;

  /** @param limit characters that one event may take, comments and other fields included */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * @returns the events that these bytes complete; undefined once one is larger than allowed
   * @throws TypeError for what is not UTF-8: replaced by a placeholder, two different texts would be one
   */
  read(bytes: Uint8Array): StreamEvent[] | undefined {
    let text = this.#decoder.decode(bytes, { stream: true });
    if (text === '') return [];
    // The second half of a line break whose first came with the bytes before.
    if (this.#afterReturn && text.startsWith('\n')) text = text.slice(1);
    this.#afterReturn = text.endsWith('\r');
    const found: StreamEvent[] = [];
    const lines = text.split(/\r\n|\r|\n/);
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!this.#hold(line)) return undefined;
      const whole = this.#line.join('');
      this.#line = [];
      const event = this.#field(whole);
      if (event) found.push(event);
    }
    return this.#hold(rest) ? found : undefined;
  }

  /** In parts, since a line that comes byte by byte would be copied anew each time. */
  #hold(part: string): boolean {
    this.#held += part.length;
    if (part !== '') this.#line.push(part);
    return this.#held <= this.#limit;
  }

  #field(line: string): StreamEvent | undefined {
    if (line === '') return this.#end();
    const colon = line.indexOf(':');
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    const name = colon < 0 ? line : line.slice(0, colon);
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#type = value;
    return undefined;
  }

  #end(): StreamEvent | undefined {
    const event = { type: this.#type === '' ? 'message' : this.#type, data: this.#data.join('\n') };
    const said = this.#data.length > 0;
    this.#data = [];
    this.#type = '';
    this.#held = 0;
    return said ? event : undefined;
  }
}
