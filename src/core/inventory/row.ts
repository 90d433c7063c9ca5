import type { ClientId, Scope } from '../clients/client.ts';
import type { Path } from '../config/node.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Range } from '../text/document.ts';
import type { Message } from '../text/message.ts';

export const rowKinds = ['mcp-server', 'model-provider'] as const;
export type RowKind = (typeof rowKinds)[number];

/**
 * `active`: some client would start or call it as its files stand. `disabled`: clients read it, and all of them leave it off.
 * `dormant`: it stands only in files that no client reads where they lie. `gone`: every file it was seen in was read now, or is no
 * more, and none holds it. `stale`: it was not seen for 30 days, and nothing says that it is gone.
 */
export const rowStates = ['active', 'disabled', 'dormant', 'stale', 'gone'] as const;
export type RowState = (typeof rowStates)[number];

/** What a row is about: what is launched or called, or for a model provider the address that is called. */
export type RowIdentity = 'package' | 'remote' | 'program' | 'opaque' | 'provider';

/** One declaration of what a row is about, as the files stand now. Holds no secret, except that a `name` in `at` may be anything. */
export interface Sighting {
  /** Whose file it is; empty for a file that a person named and no client is known to read. */
  readonly clients: readonly ClientId[];
  readonly scope: Scope;
  readonly file: string;
  /** The way to the declaration in the file. For looking it up, not for showing. */
  readonly at: Path;
  readonly range: Range;
  /** As it stands in the file, a credential in it masked; hostile characters are made visible by whoever shows it. */
  readonly name: string;
  readonly live: boolean;
  readonly disabled: boolean;
  readonly verdict: Verdict;
  /** It is started otherwise than was accepted. */
  readonly changed?: true;
  /** When last listened to, it said something else than was approved, or two things at once. */
  readonly drifted?: true;
  /** What is launched or called, in a few words, its version included. */
  readonly identity: string;
  /** Of a package, or of the bridge that calls a remote. */
  readonly purl?: string;
  /** Exactly one version, where the declaration fixes one. */
  readonly version?: string;
  /** Of a remote or a provider: canonical, parameters by name only, parts that look like credentials masked. */
  readonly url?: string;
  /** Of a model provider: the models it is asked for, each once. */
  readonly models?: readonly string[];
  /** Of a server: what of its declaration a policy looks at. */
  readonly declared?: DeclaredParts;
}

/** What of a declaration a policy looks at, so that another one can be asked about it without the file. Holds no secret. */
export interface DeclaredParts {
  readonly command?: string;
  readonly args: readonly string[];
  readonly url?: string;
  readonly cwd?: string;
  readonly extension?: string;
  /** By name. */
  readonly env: readonly string[];
  /** What changes which code runs or what it may reach. */
  readonly hijacks: readonly string[];
  /** What of it does not stand here as it is written: credentials in it are masked, values of parameters left out, very long ones cut. */
  readonly masked: readonly MaskedPart[];
}

export const maskedParts = ['command', 'args', 'url', 'cwd', 'secrets', 'entry'] as const;
export type MaskedPart = (typeof maskedParts)[number];

export interface Owner {
  readonly value: string;
  readonly from: 'policy' | 'manifest' | 'codeowners';
}

/** One reason why a row is exposed, and how much it counts. */
export interface Contributor {
  /** Stable, for counting and filtering: `identity/unpinned`. What stands before the slash is its group. */
  readonly id: string;
  readonly points: number;
  readonly message: Message;
}

/** How exposed whoever uses the server is, from 0 to 100: what is known from its declarations, not a measure of anybody else's (policy-and-registry.md 6d). */
export interface Exposure {
  /** The sum of its contributors' points. */
  readonly score: number;
  readonly level: 'low' | 'medium' | 'high' | 'critical';
  /** What makes it critical whatever the sum: revoked, a literal secret. */
  readonly override?: Message;
  /** The largest first. */
  readonly contributors: readonly Contributor[];
}

/** One server or model provider, wherever and however often it is declared. */
export interface InventoryRow {
  /** The same on every machine and in every order of files; holds no secret. */
  readonly id: string;
  readonly kind: RowKind;
  readonly identityKind: RowIdentity;
  /** The names it is declared under, sorted, credentials masked. */
  readonly names: readonly string[];
  /** What it is, in a few words: with its version where there is just one. */
  readonly identity: string;
  /** Of a package; with its version where there is just one. */
  readonly purl?: string;
  readonly version?: string;
  /** Of a remote or a provider. */
  readonly url?: string;
  /** Of a model provider: the models it is asked for. */
  readonly models?: readonly string[];
  /** Where it stands now, by file and place; empty for a row that is only remembered. */
  readonly sightings: readonly Sighting[];
  /** The files it is remembered from that do not hold it now, or were not looked at now. */
  readonly rememberedIn: readonly string[];
  /**
   * The worst of the live, enabled sightings; where there are none, of those that are disabled, then of the dormant ones: one good
   * copy excuses no bad one. Absent for a row that is only remembered: no declaration, nothing to hold against a policy.
   */
  readonly verdict?: Verdict;
  readonly owner?: Owner;
  readonly state: RowState;
  /** ISO 8601 instants. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** When what its declarations launch last became something else; absent where it never did since it was first seen. */
  readonly lastChange?: string;
  /** Absent for a row that is only remembered. */
  readonly exposure?: Exposure;
}
