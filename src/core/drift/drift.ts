import type { Path } from '../config/node.ts';
import type { Message } from '../text/message.ts';

/**
 * What kind of change it is, the gravest first (facts/runtime.md, 3). `violation`: the list differs between equal connections, which the
 * specification forbids; `malicious`: hidden characters, a name that collides or comes back; `authority`: it may do more; `laundering`: its
 * hints became safer and nothing else changed; `widening`: its schema takes more; `text`: words that a model reads; `addition`: a new tool
 * that only reads; `narrowing`: less than before; `cosmetic`: nothing that a model or a call would notice.
 */
export type DriftClass = 'malicious' | 'violation' | 'authority' | 'laundering' | 'widening' | 'text' | 'addition' | 'narrowing' | 'cosmetic';

/** What changed: a tool, another thing that the server offers, or what it says of itself as a whole. */
export type DriftSubject = 'tool' | 'prompt' | 'resourceTemplate' | 'instructions' | 'info' | 'capabilities' | 'protocol' | 'meta';

export interface DriftChange {
  readonly class: DriftClass;
  readonly subject: DriftSubject;
  /** Of a tool, prompt or template. Hostile text. */
  readonly name?: string;
  readonly how: 'added' | 'removed' | 'changed' | 'renamed';
  /** The way to what changed within the item's canonical JSON; absent for the whole item. */
  readonly at?: Path;
  /** Canonical JSON, or text where it is text: hostile, to be shown through the character-safe diff only. */
  readonly before?: string;
  readonly after?: string;
  /** One sentence: what it means for whoever calls it. */
  readonly consequence: Message;
}

/** How what a server says now differs from what was approved. */
export interface Drift {
  /** Of both sides: `sha256:` and hex. */
  readonly before: string;
  readonly after: string;
  /** The gravest first. Empty: the same voice, whatever the order. */
  readonly changes: readonly DriftChange[];
  /** Of the gravest change. */
  readonly worst?: DriftClass;
  /** Either side is partial, so that what is missing may have changed too. */
  readonly partial: boolean;
}
