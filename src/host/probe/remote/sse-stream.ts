import { maskUrl } from '../../../core/secret/mask.ts';
import { say } from '../../../core/text/message.ts';
import type { Listener, OutgoingMessage } from '../connection.ts';
import { ProbeFault } from '../probe-fault.ts';
import { mediaType } from './capped-body.ts';
import { bodyEvents } from './message-body.ts';
import { faultOf } from './remote-fault.ts';
import { refusal, type RemoteServer } from './remote-server.ts';

/**
 * The older HTTP+SSE (https://modelcontextprotocol.io/specification/2024-11-05/basic/transports): one stream in which everything is said, whose
 * first event names the address that requests are sent to.
 */
export class SseStream {
  readonly #server: RemoteServer;
  readonly #listener: Listener;
  readonly #control = new AbortController();
  readonly #signal: AbortSignal;
  #endpoint: URL | undefined;
  #closed = false;
  version: string | undefined;

  constructor(server: RemoteServer, listener: Listener, signal: AbortSignal) {
    this.#server = server;
    this.#listener = listener;
    this.#signal = AbortSignal.any([signal, this.#control.signal]);
  }

  /** @throws ProbeFault when the stream does not come about, or names no address in time */
  async open(): Promise<void> {
    const { url, limits, headers } = this.#server;
    const address = maskUrl(url.href);
    const response = await this.#server.fetch(url, { headers: { ...Object.fromEntries(headers), accept: 'text/event-stream' }, signal: this.#signal });
    if (!response.ok || mediaType(response.headers.get('content-type')) !== 'text/event-stream') {
      await response.body?.cancel();
      if (!response.ok) throw refusal(response, this.#server);
      throw new ProbeFault('protocol', say('{address} gives no stream of events, as a server of the older kind (HTTP+SSE) does.', { address }));
    }
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new ProbeFault('timeout', say('{address} opened a stream of events and did not say within {seconds} seconds where to send requests.', { address, seconds: limits.connect / 1000 }))), limits.connect);
      const over = (fault: ProbeFault): void => {
        clearTimeout(timer);
        reject(fault);
        if (this.#endpoint && !this.#closed) this.#listener.ended(fault);
      };
      this.#read(response, () => {
        clearTimeout(timer);
        resolve();
      }).then(
        () => over(new ProbeFault('ended', say('{address} ended the stream in which it answers.', { address }))),
        (error: unknown) => over(faultOf(error, url)),
      );
    }).catch((error: unknown) => {
      this.close();
      throw error;
    });
  }

  async send(message: OutgoingMessage): Promise<void> {
    const headers = { ...Object.fromEntries(this.#server.headers), 'content-type': 'application/json', ...(this.version !== undefined && { 'mcp-protocol-version': this.version }) };
    const response = await this.#server.fetch(this.#endpoint!, { method: 'POST', headers, body: JSON.stringify(message), signal: this.#signal });
    // What it answers comes in the stream.
    await response.body?.cancel();
    if (!response.ok) throw refusal(response, this.#server);
  }

  close(): void {
    this.#closed = true;
    this.#control.abort();
  }

  async #read(response: Response, ready: () => void): Promise<void> {
    const { url, bodies } = this.#server;
    for await (const event of bodyEvents(response, url, bodies)) {
      if (event.type === 'endpoint' && !this.#endpoint) {
        this.#endpoint = this.#at(event.data);
        ready();
      } else if (event.type === 'message' && !this.#closed) this.#listener.heard(event.data);
    }
  }

  /** The same origin only: credentials are sent there. */
  #at(text: string): URL {
    const { url } = this.#server;
    const to = URL.canParse(text, url.href) ? new URL(text, url.href) : undefined;
    if (to?.origin === url.origin && to.username === '' && to.password === '') return to;
    throw new ProbeFault('refused', say('{address} wants requests to be sent to another place, {to}, which is not done: what was agreed to is the first one.', { address: maskUrl(url.href), to: maskUrl(text) }));
  }
}
