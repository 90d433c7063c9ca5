import { say, type Message } from '../../core/text/message.ts';

/** How many different methods are kept by name: a server may make up as many as it likes. */
const kept = 20;

/** What was remarkable in one session, besides its voice. */
export class Remarks {
  /** Lines, or messages, that are no JSON-RPC. */
  noise = 0;
  /** Answers to what nobody had asked, or had been answered. */
  unasked = 0;
  /** What the server asked for and did not get. */
  readonly refused = new FewNames();
  /** Lists that it said have changed meanwhile. */
  readonly changed = new FewNames();

  messages(): Message[] {
    return [
      ...(this.noise > 0 ? [say('It wrote {count} times to its output what is no message, which some clients do not survive. Such lines belong to its error output.', { count: this.noise })] : []),
      ...(this.unasked > 0 ? [say('It answered {count} times what nobody had asked.', { count: this.unasked })] : []),
      ...(this.refused.size > 0 ? [say('It asked its client for {methods}, which was refused: while it is listened to it gets nothing.', { methods: this.refused.listed() })] : []),
      ...(this.changed.size > 0 ? [say('It said that its {lists} changed while they were read.', { lists: this.changed.listed() })] : []),
    ];
  }
}

class FewNames {
  readonly #names = new Set<string>();

  get size(): number {
    return this.#names.size;
  }

  add(name: string): void {
    if (this.#names.size < kept) this.#names.add(name);
  }

  listed(): string {
    return [...this.#names].sort().join(', ');
  }
}
