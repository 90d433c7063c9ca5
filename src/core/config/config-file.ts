import type { ClientId, Scope } from '../clients/client.ts';
import type { KnownFile } from '../clients/clients.ts';
import type { NativeList } from '../native/native.ts';
import type { Range, Span, TextDocument } from '../text/document.ts';
import type { Message } from '../text/message.ts';
import type { ConfigNode, Path } from './node.ts';
import type { SyntaxId } from './syntax.ts';
import type { Trouble } from './trouble.ts';

/**
 * How reading a file went. `partial`: read, but some of it could not be understood; `invalid`: nothing in it could; `opaque`: it is there, and
 * holds no text that says which servers there are.
 */
export type ReadStatus = 'read' | 'partial' | 'invalid' | 'unreadable' | 'opaque' | 'absent';

/** A place where the text is not what its syntax asks for. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: Message;
}

/** A config file, read: what a client would find in it, and where. */
export interface ConfigFile {
  /** Absolute path, or URI where the file is not on a disk: what names the file everywhere. */
  readonly path: string;
  /** The workspace folder the file was found in; absent for user files. */
  readonly root?: string;
  /** Which of the clients' files it is: by this it can be read again. */
  readonly known: KnownFile;
  readonly clients: readonly ClientId[];
  /** The client whose format it is, and in whose spelling fixes are written. */
  readonly spelling: ClientId;
  readonly scope: Scope;
  /** Whether some client reads the file where it lies (design.md, Terms). */
  readonly live: boolean;
  readonly status: ReadStatus;
  readonly reason?: Message;
  readonly syntax: SyntaxId;
  readonly document: TextDocument;
  readonly tree?: ConfigNode;
  readonly problems: readonly SyntaxProblem[];
  /** The first place where a JSON text has what strict readers refuse: a comment, a comma behind the last item. */
  readonly relaxed?: Span;
  readonly declarations: readonly ServerDeclaration[];
  /** It is mainly about other things, and nothing in it is about servers or model providers. */
  readonly aside?: true;
  /** Files beside it that it names for its servers, as written, from the plugin's folder. */
  readonly namedFiles?: readonly Located[];
  /** The model providers it tells a client to call. */
  readonly providers: readonly ProviderDeclaration[];
  /** The lists in it by which clients keep servers from being started. */
  readonly lists?: readonly NativeList[];
  /** It is a symbolic link that leads out of its workspace, and was not followed. */
  readonly linkedOut?: true;
  /** Of an `.env`: where it sends clients for their own settings. */
  readonly redirects?: readonly HomeRedirect[];
}

/** A line of an `.env` that says where a client takes its own settings from. */
export interface HomeRedirect {
  readonly variable: string;
  /** As written, without quotes. */
  readonly value: string;
  /** From the variable's name through the value. */
  readonly range: Range;
  readonly clients: readonly ClientId[];
  /** The folder or file it names, absolute; undefined where a variable in it hides that. */
  readonly target?: string;
  /** Whether that lies in the folder that holds the `.env`. */
  readonly inside: boolean;
}

/** A string in a file, and the way to it. */
export interface Located {
  readonly value: string;
  readonly path: Path;
}

/** An environment variable or header: `value` is absent where the file has none that is text or a number (null, true, a map). */
export interface NamedValue {
  readonly name: string;
  readonly path: Path;
  readonly value: string | undefined;
}

export type Transport = 'stdio' | 'http' | 'sse' | 'ws' | 'unknown';

/** One server entry in one config file, with the way to each of its parts. Values are as written, variables not expanded. */
export interface ServerDeclaration {
  readonly name: string;
  /** The way to the entry from the file's root. */
  readonly path: Path;
  /** From the name's opening quote through the value. */
  readonly range: Range;
  readonly transport: Transport;
  readonly command?: Located;
  readonly args: readonly Located[];
  readonly env: readonly NamedValue[];
  readonly envFile?: Located;
  readonly cwd?: Located;
  readonly url?: Located;
  readonly headers: readonly NamedValue[];
  /** It stands for the servers that an installed VS Code extension hands over when it runs: the extension, as `publisher.name`. */
  readonly extension?: { readonly id: string; readonly version: string };
  /** Put together from what stands in other files: its parts are no text of this one, and no edit of it can change them. */
  readonly derived?: true;
  /** The client would not start it as the file stands. */
  readonly disabled: boolean;
  /**
   * Why what it launches cannot be told from the entry, if so: a part of the wrong type, a key that stands twice or in two
   * spellings, both a command and a URL, a place where only some readers find it. Such a declaration is opaque, whatever else it says.
   */
  readonly ambiguity?: Message;
  /** Everything that makes it so, where it stands; `ambiguity` is the first of them, unless it comes from around the entry. */
  readonly troubles?: readonly Trouble[];
  /** The tools that run without asking, as written; `*` for all. */
  readonly approvals?: readonly Located[];
  /** The key by which it starts with the client's window, before anyone asks for it. */
  readonly startsOnOpen?: Path;
  /** Keys that do more than they seem to. */
  readonly risky?: readonly Remark[];
  /** Keys that look as if they did something, which the client takes no notice of. */
  readonly ignored?: readonly Remark[];
}

/** Something about one key of an entry. */
export interface Remark {
  readonly key: string;
  readonly path: Path;
  readonly why: Message;
}

/** A model that a provider's entry names: as written, under the name of what it is used for (`model`, `small_model`). */
export interface ModelUse extends Located {
  readonly role: string;
}

/** One model provider that a config file tells a client to call, with the way to each of its parts. Values are as written, variables not expanded. */
export interface ProviderDeclaration {
  /** What the file calls it; where it gives it no name, the provider's id. */
  readonly name: string;
  /** The way to what declares it, from the file's root. */
  readonly path: Path;
  readonly range: Range;
  /** Whose API it is, as the catalog's id, where the client's own name for it is known. What is called is `baseUrl`'s word, where there is one. */
  readonly provider?: string;
  /** Absent: the client calls the provider's usual endpoint. */
  readonly baseUrl?: Located;
  readonly models: readonly ModelUse[];
  /** Whether a key stands in the file, written out or as a reference to where it is kept. */
  readonly key: 'literal' | 'reference' | 'none';
  /** Keys and tokens in it, by the name they stand under. Values are never shown. */
  readonly credentials: readonly NamedValue[];
  /** Sent along with every call. Values are never shown. */
  readonly headers: readonly NamedValue[];
  /** The client itself keeps keys in this file: one that is written out in it is where it belongs. */
  readonly keepsKeys?: true;
  /** A command line that the client runs to get the key. */
  readonly keyCommand?: Located;
  /** The client would not call it as the file stands. */
  readonly disabled: boolean;
  /** Why the client ignores it where it stands, if it does: then it counts as little as a disabled one. */
  readonly ignored?: Message;
  /** Why what it calls cannot be told, if so. */
  readonly ambiguity?: Message;
}
