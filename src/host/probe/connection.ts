import type { Message } from '../../core/text/message.ts';
import type { ProbeFault } from './probe-fault.ts';

/** What is sent: one JSON-RPC message (https://www.jsonrpc.org/specification). */
export interface OutgoingMessage {
  readonly jsonrpc: '2.0';
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Who is told what comes in. Neither may be called before `open`, nor after `close` has come to its end. */
export interface Listener {
  /** One message's raw JSON text, as it came and before anything was parsed: a snapshot is made of it. It may be no message at all. */
  heard(raw: string): void;
  /** The other side went away, or said more than the limits allow. Once. */
  ended(fault: ProbeFault): void;
}

/**
 * A way to one server, made for one session. It carries texts and knows nothing of what they mean. Both sides of a probe's two sessions get a
 * connection of their own.
 */
export interface Connection {
  readonly transport: 'stdio' | 'http' | 'sse';
  /** @throws ProbeFault */
  open(listener: Listener): Promise<void>;
  /**
   * Answers come through the listener, in whatever order.
   * @throws ProbeFault; with the code `protocol` for one answer that no client could use (a page instead of a message), after which the next request may fare better
   */
  send(message: OutgoingMessage): Promise<void>;
  /** Which revision both agreed on: HTTP says it in a header from then on. */
  agreed?(protocolVersion: string): void;
  /** Ends it, and everything that it started. Never throws, and takes a bounded time. */
  close(): Promise<void>;
  /** What was remarkable below the messages: bytes that are no text. Read after `close`. */
  remarks?(): readonly Message[];
  /** The last lines of its error output with the secrets masked, where there are any. */
  output?(): string | undefined;
}

/** Makes the connection for one session. */
export type Connect = () => Connection;
