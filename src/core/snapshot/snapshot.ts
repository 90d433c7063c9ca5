import type { Message } from '../text/message.ts';

/** Names the way digests are made (RFC 8785, SHA-256, which fields count): another way gets another name, and digests of two ways are never compared. */
export const snapshotAlgorithm = 'sha256-jcs-1';

/** One thing that a server offers, pinned. */
export interface Pinned {
  readonly name: string;
  /** Canonical JSON of all that was said of it, `_meta` included. Hostile text: escape before showing. */
  readonly canonical: string;
  /** Of everything but `_meta`: `sha256:` and hex. */
  readonly wire: string;
  /** Of what a model reads: name, title, description, every text in the schemas. */
  readonly model: string;
  /** Of what binds calls: the schemas' structure, annotations, execution. */
  readonly contract: string;
  /** Of `_meta`, which is counted apart; absent where there is none. */
  readonly meta?: string;
}

/** What a server says of itself, canonical and hashed, so that the next time can be held against it. */
export interface Snapshot {
  readonly algorithm: typeof snapshotAlgorithm;
  /** What was listened to, as `registeredAs` names it (`npm:@scope/name`, an address, `program:path`). */
  readonly subject: string;
  readonly protocolVersion: string;
  readonly era: 'initialize' | 'discover';
  /** Identity, capabilities and instructions, one value each: canonical JSON, absent where the server said nothing. */
  readonly server: { readonly info?: string; readonly capabilities?: string; readonly instructions?: string };
  /** Sorted by name (code units). */
  readonly tools: readonly Pinned[];
  readonly prompts: readonly Pinned[];
  readonly resourceTemplates: readonly Pinned[];
  /** Of all of it but `_meta`: `sha256:` and hex. The same whatever order lists and keys come in. */
  readonly digest: string;
  /** Lists that could not be read whole, and why: such a snapshot is shown, and never approved. */
  readonly partial: readonly { readonly list: 'tools' | 'prompts' | 'resourceTemplates'; readonly problem: Message }[];
}
