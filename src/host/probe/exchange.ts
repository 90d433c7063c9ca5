import { rawPart } from '../../core/snapshot/raw-message.ts';
import { say } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import type { Connection, Listener, OutgoingMessage } from './connection.ts';
import { ProbeFault } from './probe-fault.ts';
import { errorCodes } from './protocol.ts';
import { Remarks } from './remarks.ts';

/** What a server answered a request with. */
export type Answer =
  | { readonly kind: 'result'; /** The whole message as it came. */ readonly raw: string; readonly result: unknown }
  | { readonly kind: 'error'; readonly code: number; /** Hostile text. */ readonly message: string; readonly data: unknown };

/** Questions of a server that are answered: what it does not read would pile up here, and over HTTP each answer is a call. */
const replies = 100;
/** Of a method's name, in characters: longer ones are no method of anybody's. */
const longestMethod = 1000;

interface Waiting {
  readonly settle: (answer: Answer) => void;
  readonly fail: (fault: ProbeFault) => void;
}

/**
 * Requests and answers over a connection. Of what the server asks for only `ping` is answered; everything else is refused, since this client
 * offers nothing, and told in the remarks.
 */
export class Exchange implements Listener {
  readonly remarks = new Remarks();
  readonly #connection: Connection;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #over: ProbeFault | undefined;
  #silent = false;
  #replied = 0;
  /** Whether it has presented itself. */
  greeted = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * @param timeout milliseconds
   * @throws ProbeFault when no answer comes in time, the server goes away, or the probe is given up
   */
  async request(method: string, params: Readonly<Record<string, unknown>> | undefined, timeout: number): Promise<Answer> {
    if (this.#over) throw this.#over;
    const id = ++this.#next;
    const answer = new Promise<Answer>((settle, fail) => this.#waiting.set(id, { settle, fail }));
    // Looked at below only once the sending is over; until then a failure has nobody that minds it.
    answer.catch(() => undefined);
    const timer = setTimeout(() => this.#waiting.get(id)?.fail(new ProbeFault('timeout', say('It did not answer `{method}` within {seconds} seconds.', { method, seconds: timeout / 1000 }))), timeout);
    try {
      // Whichever fails first: an answer may come before the sending is done, and over HTTP they are one.
      return await Promise.race([answer, this.#connection.send({ jsonrpc: '2.0', id, method, ...(params && { params }) }).then(() => answer)]);
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  /** Which revision holds from now on. From 2026-07-28 a server sends no requests, and on stdio a client writes no answers. */
  agreed(protocolVersion: string, silent: boolean): void {
    this.greeted = true;
    this.#silent = silent;
    this.#connection.agreed?.(protocolVersion);
  }

  async notify(method: string, params?: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.#over) throw this.#over;
    await this.#connection.send({ jsonrpc: '2.0', method, ...(params && { params }) });
  }

  heard(raw: string): void {
    if (this.#over) return;
    const message = messageOf(raw);
    if (!message) {
      this.remarks.noise++;
      return;
    }
    const { id, method } = message;
    if (typeof method === 'string') {
      if (id === undefined) this.#notified(method);
      else if (id !== null) this.#asked(id as string | number, method);
    } else this.#answered(raw, message);
  }

  ended(fault: ProbeFault): void {
    if (this.#over) return;
    this.#over = fault;
    for (const { fail } of this.#waiting.values()) fail(fault);
  }

  #notified(method: string): void {
    const list = /^notifications\/(tools|prompts|resources)\/list_changed$/.exec(method)?.[1];
    if (list !== undefined) this.remarks.changed.add(list);
  }

  #asked(id: string | number, method: string): void {
    const ping = method === 'ping';
    if (!ping) this.remarks.refused.add(visible(this.#connection.masked?.(method.slice(0, longestMethod)) ?? method, 100));
    if (this.#silent || ++this.#replied > replies) return;
    const reply: OutgoingMessage = ping ? { jsonrpc: '2.0', id, result: {} } : { jsonrpc: '2.0', id, error: { code: errorCodes.methodNotFound, message: 'Method not found' } };
    // A server that does not read what it asked for is heard all the same.
    this.#connection.send(reply).catch(() => undefined);
  }

  #answered(raw: string, message: Readonly<Record<string, unknown>>): void {
    const waiting = typeof message['id'] === 'number' ? this.#waiting.get(message['id']) : undefined;
    if (!waiting) {
      this.remarks.unasked++;
      return;
    }
    if (Object.hasOwn(message, 'result')) {
      // Of two results in one message, others may take the other one.
      const part = rawPart(raw, ['result']);
      if (typeof part === 'string') waiting.settle({ kind: 'result', raw, result: message['result'] });
      else waiting.fail(new ProbeFault('protocol', part?.refused ?? say('It answered without a result.')));
      return;
    }
    const error = message['error'] as { code?: unknown; message?: unknown; data?: unknown } | null | undefined;
    waiting.settle({ kind: 'error', code: typeof error?.code === 'number' ? error.code : 0, message: typeof error?.message === 'string' ? (this.#connection.masked?.(error.message) ?? error.message) : '', data: error?.data });
  }
}

function messageOf(raw: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null && !Array.isArray(value) && (value as Record<string, unknown>)['jsonrpc'] === '2.0' ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
