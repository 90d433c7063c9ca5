import type { AssessedServer } from '../../assess.ts';
import type { ClientId, Scope } from '../../clients/client.ts';
import type { Path } from '../../config/node.ts';
import type { Message } from '../../text/message.ts';
import type { Judgement, NativeFile } from '../native.ts';

/** How far what a client enforces by itself is our policy; see `status.ts` for when which. */
export const enforcementStatuses = ['enforced', 'partly', 'not-enforced', 'undetermined'] as const;
export type EnforcementStatus = (typeof enforcementStatuses)[number];

/** A client that is on this machine, as the host found it (src/host/native/installed-clients.ts). */
export interface InstalledClient {
  readonly client: ClientId;
  /** Every version that a file of it states: several copies may be installed. */
  readonly versions: readonly string[];
  /** What shows that it is here: a path. */
  readonly at: string;
}

/** What was found out about every client here. */
export interface Verification {
  /** ISO 8601. */
  readonly at: string;
  /** `incomplete`: a part of it could not be read, so that nothing is known to be approved. */
  readonly policy: 'ready' | 'incomplete' | 'none' | 'unusable';
  /** Those with lists of their own, known to the product. */
  readonly clients: readonly ClientVerification[];
  /** Installed clients that have no lists of their own, or none that is documented: only CI and the editor's warning reach them. */
  readonly listless: readonly ListlessClient[];
}

export interface ListlessClient {
  readonly client: ClientId;
  readonly name: string;
  readonly versions: readonly string[];
  /** Servers of it here that our policy does not approve. */
  readonly notApproved: number;
}

export interface ClientVerification {
  readonly client: ClientId;
  readonly name: string;
  readonly versions: readonly string[];
  /** Where it was seen to be installed; absent where only lists for it are here. */
  readonly installed?: string;
  /** Absent where no policy says what should be enforced. */
  readonly status?: EnforcementStatus;
  /** Why it is that, in one or two sentences. */
  readonly summary: Message;
  /** Whether anything in its lists keeps any server from being started. */
  readonly restricts: boolean;
  /** The files that count, the strongest first. */
  readonly sources: readonly EnforcementSource[];
  /** What may say more and cannot be read from here. */
  readonly unseen: readonly Message[];
  /** Approved, and the client would not start it. */
  readonly blockedThough: readonly JudgedServer[];
  /** Not approved, and the client would start it. */
  readonly getsThrough: readonly JudgedServer[];
  /** Not approved, and it depends on what cannot be known from here. */
  readonly unclear: readonly JudgedServer[];
  /** How many servers here it would not start, and how many it has. */
  readonly blocked: number;
  readonly servers: number;
  readonly canaries: readonly Canary[];
  /** Denying entries and approvals of the policy for which no declaration could be made up. */
  readonly untried: number;
  /** What to know about the version and the ways around, each with its source in it. */
  readonly caveats: readonly Message[];
}

export interface EnforcementSource {
  readonly path: string;
  readonly scope: Scope;
  readonly folder?: string;
  /** Absent: there is no allow list in it. Zero: nothing is allowed by it. */
  readonly allows?: number;
  readonly denies: number;
  readonly switches: readonly { readonly key: string; readonly value: string }[];
}

/** A server that is really configured, and what the client would do with it. */
export interface JudgedServer {
  readonly server: AssessedServer;
  readonly outcome: Judgement['outcome'];
  /** Of the client. */
  readonly reason: Message;
  /** Ours. */
  readonly verdict: Message;
  readonly by?: { readonly file: NativeFile; readonly path: Path };
  /** Only in this folder, where the user's server is judged otherwise elsewhere. */
  readonly folder?: string;
  /** It is switched off in its file, which the client takes no notice of. */
  readonly offInVain?: true;
}

export const canaryScopes = ['user', 'workspace', 'other'] as const;
export type CanaryScope = (typeof canaryScopes)[number];

/** A server that nobody has, held against the client's lists: only its judgement is asked for, nothing is started. */
export interface Canary {
  readonly must: 'be-blocked' | 'be-allowed';
  /** What it stands for, in words. */
  readonly about: Message;
  /** What it would start or call, masked. */
  readonly launch: string;
  /** The worst of all places it was declared in. */
  readonly outcome: Judgement['outcome'];
  readonly passed: boolean;
  readonly reason: Message;
  /** Where it went otherwise than it must: as declared by the user, in a workspace, by a plugin or extension. */
  readonly failedIn: readonly CanaryScope[];
}
