import type { ClientId, Platform, Scope } from '../clients/client.ts';
import type { ConfigFile } from '../config/config-file.ts';
import type { ConfigNode, Part, Path } from '../config/node.ts';
import type { Severity } from '../finding/finding.ts';
import type { Subject } from '../policy/subject.ts';
import type { IdentityLevel } from '../policy/verdict.ts';
import type { Message } from '../text/message.ts';
import type { CodexIdentity } from './codex/identity.ts';
import type { GeminiDefinition } from './gemini/definition.ts';

/**
 * What assistants enforce by themselves: lists of servers of their own, each with its own file, keys, matching and precedence
 * (policy-and-registry.md, 2). One folder or file here for each; `read` where a file of theirs says something, `enforce` what they make of all
 * of their files together, how our policy is said in theirs stands beside it (`targets.ts`).
 */
export const nativeNames = { vscode: 'VS Code', copilot: 'GitHub Copilot', 'claude-code': 'Claude Code', codex: 'Codex', gemini: 'Gemini CLI', cline: 'Cline', cursor: 'Cursor' } as const;
export type NativeId = keyof typeof nativeNames;

/** What one file of a client says of which servers may be started. */
export interface NativeList {
  readonly native: NativeId;
  /** An allow list is there. An absent one lets every server through, an empty one none: never the same thing. */
  readonly allows: boolean;
  readonly entries: readonly NativeEntry[];
  /** Other keys that bear on what is started: `chat.mcp.access`, `allowManagedMcpServersOnly`. Values as the client would read them. */
  readonly switches: readonly NativeSwitch[];
  /** What the client does not understand in it, and what it makes of that. */
  readonly problems: readonly NativeProblem[];
}

export interface NativeEntry {
  readonly effect: 'allow' | 'deny';
  /** The way to it in its file. */
  readonly path: Path;
  readonly matches: NativeMatch;
}

/** What an entry names, as written. Further kinds are added by the client that needs one. */
export type NativeMatch =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'url'; readonly pattern: string }
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  /** Codex: a name together with what stands behind it; of a plugin's server with the plugin's own name. */
  | { readonly kind: 'identity'; readonly name: string; readonly plugin?: string; readonly identity: CodexIdentity }
  /** Gemini CLI: the server that every user has under this name, whatever theirs says. */
  | { readonly kind: 'definition'; readonly name: string; readonly definition: GeminiDefinition };

export interface NativeSwitch {
  readonly key: string;
  readonly value: string | boolean;
  readonly path: Path;
}

/** Something in a list that does not do what it seems to. Told as a finding in the file. */
export interface NativeProblem {
  /** The rule that tells it: `native-invalid-entry`, ... */
  readonly rule: string;
  readonly path: Path;
  readonly part?: Part;
  readonly severity?: Severity;
  readonly message: Message;
}

/** How a kind of file is read for lists: `keys` are words without which a text holds none, so that most files need not be parsed. */
export interface ListReader {
  readonly keys: readonly string[];
  /** What it says; undefined where it says nothing of servers. Never throws. */
  readonly read: (tree: ConfigNode) => NativeList | undefined;
  /** What the client makes of a text that is not to the letter what its syntax asks for, or too large; absent: what can be read of it counts. */
  readonly broken?: () => NativeList | undefined;
  /** How many characters the client reads at most; more is `broken`. */
  readonly limit?: number;
}

/** A file with a list in it. */
export interface NativeFile {
  readonly list: NativeList;
  readonly path: string;
  readonly scope: Scope;
  /** The workspace folder that it is a file of. */
  readonly folder?: string;
}

/** A server as a client meets it: what it is, and which file declares it. */
export interface NativeSubject extends Subject {
  readonly file: Pick<ConfigFile, 'path' | 'scope' | 'clients' | 'known' | 'root'>;
}

/** What a client's lists are judged under. */
export interface NativeCircumstances {
  readonly platform: Platform;
  /** Of the client, as it states it; absent: the newest whose semantics are known. */
  readonly version?: string;
  /** Environment variables that the client would fill in (`${VAR}`); absent: none is known, and what needs one is undetermined. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What a client makes of all its lists together. */
export interface Enforcement {
  readonly native: NativeId;
  readonly files: readonly NativeFile[];
  /** Whether anything in them keeps any server from being started. */
  readonly restricts: boolean;
  /** Sources that may say more and cannot be read from here: the organisation's cloud, a device's management. */
  readonly unseen: readonly Message[];
  /** What is wrong only where the files are taken together: an entry that another one makes dead. The problems of each file stand in its list. */
  readonly problems: readonly (NativeProblem & { readonly file: NativeFile })[];
  /** Whether the client would start a server. Never throws. */
  judge(subject: NativeSubject): Judgement;
}

export interface Judgement {
  /** `undetermined`: it depends on what cannot be known from here: a variable, a registry. */
  readonly outcome: 'allowed' | 'blocked' | 'undetermined';
  /** Why, in one sentence that names the client. */
  readonly reason: Message;
  /** The entry or switch that decided, and its file; absent where nothing did: no list is there, or none names the server. */
  readonly by?: { readonly file: NativeFile; readonly path: Path };
  /** How firmly what decided fixes what is started. */
  readonly level?: IdentityLevel;
}

/** A client's own enforcement. */
export interface NativeClient {
  readonly id: NativeId;
  readonly name: string;
  /** Whose servers it is about. */
  readonly clients: readonly ClientId[];
  /** Where its semantics are taken from: repository and file at a commit, or page. */
  readonly sources: readonly string[];
  /** Whether the client asks somebody before it starts what no list speaks of; told where its enforcement is verified. */
  readonly asks?: Message;
  /** @param files those of this client: of the machine, of the user, and of the one folder that a server is looked at in */
  enforce(files: readonly NativeFile[], at: NativeCircumstances): Enforcement;
}
