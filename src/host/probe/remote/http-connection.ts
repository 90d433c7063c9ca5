import { rawElements } from '../../../core/snapshot/raw-message.ts';
import { maskText, maskUrl } from '../../../core/secret/mask.ts';
import { masker } from '../../../core/secret/forms.ts';
import { say } from '../../../core/text/message.ts';
import type { Connection, Listener, OutgoingMessage } from '../connection.ts';
import { ProbeFault } from '../probe-fault.ts';
import { mediaType } from './capped-body.ts';
import { bodyEvents, bodyText } from './message-body.ts';
import { confidential, refusal, type RemoteServer } from './remote-server.ts';
import { SseStream } from './sse-stream.ts';

/**
 * One session over streamable HTTP (https://modelcontextprotocol.io/specification/2025-11-25/basic/transports and 2026-07-28), or over
 * HTTP+SSE (2024-11-05) where the server has nothing else. Each request's answer is its response, as JSON or as events. The stream that a client
 * may open besides is not: nothing is waited for that was not asked.
 */
export class HttpConnection implements Connection {
  readonly #server: RemoteServer;
  readonly #control = new AbortController();
  #listener: Listener | undefined;
  #version: string | undefined;
  #session: string | undefined;
  #sse: SseStream | undefined;

  constructor(server: RemoteServer) {
    this.#server = server;
  }

  get transport(): 'http' | 'sse' {
    return this.#sse ? 'sse' : 'http';
  }

  async open(listener: Listener): Promise<void> {
    this.#listener = listener;
    if (this.#server.sse) await this.#openSse(listener);
  }

  agreed(protocolVersion: string): void {
    this.#version = protocolVersion;
    if (this.#sse) this.#sse.version = protocolVersion;
  }

  async send(message: OutgoingMessage): Promise<void> {
    if (this.#sse) return this.#sse.send(message);
    const response = await this.#post(message);
    const { status, ok } = response;
    if (ok && message.method === 'initialize') this.#session = sessionOf(response);
    if (message.method === undefined || message.id === undefined) {
      await response.body?.cancel();
      if (!ok) throw this.#refused(response);
    } else if (!(await this.#answered(response, message))) {
      if (ok) throw this.#unusable(response);
      // How an old server is told (2025-03-26 and later, "Backwards Compatibility").
      if (message.method === 'initialize' && [400, 404, 405].includes(status)) await this.#fallBack(message, response);
      else throw this.#refused(response, message);
    }
  }

  async close(): Promise<void> {
    this.#listener = undefined;
    this.#sse?.close();
    if (this.#session !== undefined) {
      // Politely (2025-11-25, "Session Management"): the server need not hold what nobody comes back to.
      const ended = this.#server.fetch(this.#server.url, { method: 'DELETE', headers: this.#headers(), signal: AbortSignal.timeout(2000) });
      await ended.then((response) => response.body?.cancel()).catch(() => undefined);
    }
    this.#control.abort();
  }

  masked(text: string): string {
    return maskText(masker(confidential(this.#server))(text));
  }

  #post(message: OutgoingMessage): Promise<Response> {
    const headers = { ...this.#headers(), 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const claimed = (message.params?.['_meta'] as Record<string, unknown> | undefined)?.['io.modelcontextprotocol/protocolVersion'];
    // From 2026-07-28 each request says so itself, and its headers repeat it (SEP-2243).
    if (typeof claimed === 'string') Object.assign(headers, { 'mcp-protocol-version': claimed, 'mcp-method': message.method });
    return this.#server.fetch(this.#server.url, { method: 'POST', headers, body: JSON.stringify(message), signal: this.#control.signal });
  }

  #headers(): Record<string, string> {
    return {
      ...Object.fromEntries(this.#server.headers),
      ...(this.#session !== undefined && { 'mcp-session-id': this.#session }),
      ...(this.#version !== undefined && { 'mcp-protocol-version': this.#version }),
    };
  }

  /** Tells what came, and whether the answer was among it. */
  async #answered(response: Response, message: OutgoingMessage): Promise<boolean> {
    const { url, bodies } = this.#server;
    const type = mediaType(response.headers.get('content-type'));
    if (type === 'text/event-stream' && response.ok) {
      for await (const event of bodyEvents(response, url, bodies)) {
        // Whatever else the stream would say, nobody asked for.
        if (event.type === 'message' && this.#tell(event.data, message)) return true;
      }
      throw new ProbeFault('protocol', say('{address} began an answer to `{method}` and ended it without one.', { address: maskUrl(url.href), method: message.method ?? '' }));
    }
    if (type !== 'application/json' && !type.endsWith('+json')) return false;
    const text = await bodyText(response, url);
    // An error's body is told only if it is the answer: anything may stand in others.
    if (!response.ok) return answers(text, message) && this.#tell(text, message);
    return this.#tell(text, message);
  }

  #tell(text: string, message: OutgoingMessage): boolean {
    // Several in one, as 2025-03-26 allowed.
    const several = text.trimStart().startsWith('[') ? rawElements(text, []) : undefined;
    const texts = Array.isArray(several) ? several : [text];
    for (const one of texts) this.#listener?.heard(one);
    return texts.some((one) => answers(one, message));
  }

  async #fallBack(message: OutgoingMessage, response: Response): Promise<void> {
    try {
      await this.#openSse(this.#listener!);
    } catch (error) {
      // What it said to the newer way is what is told, unless it was understood and refused.
      if (error instanceof ProbeFault && ['protocol', 'unreachable', 'timeout'].includes(error.code)) throw this.#refused(response);
      throw error;
    }
    this.#server.sse = true;
    await this.#sse!.send(message);
  }

  async #openSse(listener: Listener): Promise<void> {
    const sse = new SseStream(this.#server, listener, this.#control.signal);
    await sse.open();
    this.#sse = sse;
  }

  #refused(response: Response, message?: OutgoingMessage): ProbeFault {
    const fault = refusal(response, this.#server);
    // An older server may answer what it does not know with any of these; the older greeting then tells.
    return message?.method === 'server/discover' && !['unauthorized', 'refused'].includes(fault.code) && response.status !== 407 ? new ProbeFault('protocol', fault.said) : fault;
  }

  #unusable(response: Response): ProbeFault {
    const address = maskUrl(this.#server.url.href);
    const type = mediaType(response.headers.get('content-type'));
    void response.body?.cancel().catch(() => undefined);
    if (type === 'text/html') return new ProbeFault('protocol', say('{address} answers with a web page instead of MCP. Is that the address people open in a browser? The path for clients often ends in `/mcp`.', { address }));
    if (type === 'application/json') return new ProbeFault('protocol', say('{address} answers with JSON that is no answer to what was asked, so it is perhaps no MCP server.', { address }));
    return new ProbeFault('protocol', say('{address} answers with `{type}`, which is neither JSON nor a stream of events, so it is perhaps no MCP server.', { address, type: type === '' ? 'nothing named' : type }));
  }
}

/** What may be sent back (2025-11-25: visible ASCII). */
function sessionOf(response: Response): string | undefined {
  const id = response.headers.get('mcp-session-id');
  return id !== null && /^[\x21-\x7e]{1,2000}$/.test(id) ? id : undefined;
}

function answers(text: string, message: OutgoingMessage): boolean {
  try {
    const value = JSON.parse(text) as { readonly id?: unknown; readonly method?: unknown } | null;
    return value?.id === message.id && value?.method === undefined;
  } catch {
    return false;
  }
}
