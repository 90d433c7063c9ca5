import type { ConfigFile, ServerDeclaration } from '../config/config-file.ts';
import type { DriftClass, DriftSubject } from '../drift/drift.ts';
import type { Identity } from '../identity/identity.ts';
import type { Message } from '../text/message.ts';

/** What is remembered of listening to one server, in short: what an assessment and its surfaces need. */
export interface HeardServer {
  /** The digest that somebody stood behind, and when; absent where nobody did. */
  readonly approved?: { readonly digest: string; readonly at: string; readonly by: 'user' | 'manifest' };
  /** When it was last listened to, ISO 8601, and what it said then. */
  readonly heard: {
    readonly digest: string;
    readonly at: string;
    readonly tools: number;
    /** What was started or called then: `fingerprint` of the declaration. */
    readonly launch: string;
    /** Not all of it could be read: what is missing may be anything. */
    readonly partial?: true;
  };
  /** How that differs from what was approved; absent where it does not. */
  readonly drift?: HeardDrift;
  /** Its two connections said different things. */
  readonly unsteady?: true;
  /**
   * It is declared otherwise now than when it was listened to (another version, another variable): that it said what was approved holds no more,
   * that it did not still does, until it is listened to again.
   */
  readonly otherLaunch?: true;
}

export interface HeardDrift {
  readonly worst: DriftClass;
  readonly count: number;
  /** The gravest first, at most five. */
  readonly changes: readonly { readonly class: DriftClass; readonly subject: DriftSubject; readonly name?: string; readonly consequence: Message }[];
}

/** What this user's machine remembers of servers' voices. Never from a workspace. */
export interface HeardServers {
  of(file: ConfigFile, server: ServerDeclaration, identity: Identity): HeardServer | undefined;
}
