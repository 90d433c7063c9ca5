import type { Message } from '../text/message.ts';

/**
 * What one server said of itself on one connection, as the raw JSON texts that came: an SDK's objects would lack the fields it does not know
 * (facts/runtime.md, 1), and another client may show those to a model.
 */
export interface Voice {
  /** `initialize` until 2025-11-25, `discover` from 2026-07-28. */
  readonly era: 'initialize' | 'discover';
  /** As negotiated: `2025-11-25`. */
  readonly protocolVersion: string;
  readonly transport: 'stdio' | 'http' | 'sse';
  /** The result of `initialize` or `server/discover`: identity, capabilities, instructions. */
  readonly greeting: string;
  readonly tools: Said;
  readonly prompts: Said;
  readonly resourceTemplates: Said;
}

/** One of a server's lists, all its pages. */
export interface Said {
  /** Each item's own JSON text, in the order in which they came. */
  readonly items: readonly string[];
  /** `none`: the server does not say that it has such a list, and it was not asked for. `partial`: the server has more, or it could not be read. */
  readonly extent: 'whole' | 'partial' | 'none';
  /** Why it is partial. */
  readonly problem?: Message;
}
