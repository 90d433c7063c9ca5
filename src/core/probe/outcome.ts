import type { Voice } from '../snapshot/voice.ts';
import type { Message } from '../text/message.ts';

/** A plan with its values filled in: held in memory for one probe. */
export type Launchable =
  | { readonly kind: 'stdio'; readonly command: string; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>>; readonly cwd?: string }
  | { readonly kind: 'http'; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly transport: 'http' | 'sse' };

/** What came of listening to a server. */
export type ProbeOutcome = Listened | ProbeFailure;

export interface Listened {
  readonly kind: 'heard';
  /** On two connections of their own, one after the other: the protocol says that they must not differ. */
  readonly voices: readonly [Voice, Voice];
  /** What could not be read, and what was remarkable: schemas that point elsewhere, output that is no message. */
  readonly notes: readonly Message[];
  /** Of the whole probe. */
  readonly milliseconds: number;
}

export interface ProbeFailure {
  readonly kind: 'failed';
  /** `unauthorized`: it wants somebody to sign in. `ended`: it went away by itself. `limit`: it said more than is listened to. */
  readonly code: 'not-started' | 'ended' | 'timeout' | 'limit' | 'protocol' | 'unauthorized' | 'refused' | 'unreachable' | 'cancelled';
  readonly message: Message;
  /** The last lines of its error output, values of this launch's variables and what looks like a secret masked. */
  readonly output?: string;
}

/** How much of a server is listened to (facts/runtime.md, 6.1). Times in milliseconds. */
export interface ProbeLimits {
  readonly connect: number;
  readonly eraProbe: number;
  readonly whole: number;
  readonly messageBytes: number;
  readonly tools: number;
  readonly pages: number;
}

/** `connect` is longer than the facts' 10 s only where a launcher may have to download first: the caller says so. */
export const probeLimits: ProbeLimits = { connect: 10_000, eraProbe: 3000, whole: 60_000, messageBytes: 2 * 1024 * 1024, tools: 2000, pages: 64 };
