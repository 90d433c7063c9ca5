import type { ProviderDeclaration } from '../config/config-file.ts';
import type { ConfigNode, Path } from '../config/node.ts';
import type { SyntaxId } from '../config/syntax.ts';
import type { TextDocument } from '../text/document.ts';
import type { Message } from '../text/message.ts';
import type { ListReader } from '../native/native.ts';
import type { Dialect } from './dialect.ts';
import type { Loosening } from './loosened.ts';

export type ClientId =
  | 'vscode' | 'copilot-cli' | 'visual-studio' | 'copilot-jetbrains' | 'copilot-eclipse'
  | 'claude-code' | 'claude-desktop' | 'cursor' | 'windsurf'
  | 'cline' | 'roo-code' | 'kilo-code' | 'continue'
  | 'codex' | 'grok' | 'gemini-cli' | 'qwen-code' | 'tabnine' | 'antigravity'
  | 'opencode' | 'goose' | 'crush' | 'amp' | 'factory' | 'augment' | 'warp'
  | 'kiro' | 'amazon-q' | 'zed' | 'junie' | 'jetbrains-ai' | 'lm-studio' | 'trae'
  | 'rovo-dev' | 'kimi-code' | 'mistral-vibe' | 'hermes' | 'deepagents' | 'mcporter' | 'aider' | 'docker-mcp';

/** `managed`: put there for every user of the machine by who looks after it. */
export type Scope = 'workspace' | 'user' | 'managed';
export type Platform = 'linux' | 'darwin' | 'win32';

/** What the place of a client's files depends on; injected, so that every platform is tested on one. */
export interface Environment {
  readonly platform: Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder `User` of the VS Code we run in, where we run in one: it knows best where its own files are. */
  readonly vscodeUserFolder?: string;
}

/** Where in a file's tree servers are. */
export interface ServerPlace {
  /** The way to them; `*` stands for every key of a map. */
  readonly at: readonly string[];
  /**
   * What stands there. `map`, the usual: servers by their names. `list`: servers with a `name` in each. `mixed`: a list of names, each of which
   * only refers to a server declared elsewhere, and of maps of servers. `one`: a server, called like the file's own `name`. `line`: text, the
   * whole command line of a server that has no name.
   */
  readonly form?: 'map' | 'list' | 'mixed' | 'one' | 'line';
  /** Other things stand there too: only entries that look like a server are one. */
  readonly lookAlikes?: true;
  /** Which names the file itself switches off elsewhere, by its tree and the map that holds the servers' map. */
  readonly switchedOff?: (tree: ConfigNode, holder: ConfigNode | undefined) => (name: string) => boolean;
  /**
   * The way to a map that the client reads like VS Code its settings: its keys taken apart at dots, errors ignored. `at` begins with it.
   */
  readonly settings?: readonly string[];
  /** Why the client starts none of what stands there, if so: it is told, and not counted. */
  readonly ignored?: Message;
  /** Text there, or a list of texts, names the files that hold the servers, from the plugin's folder. */
  readonly mayNameFiles?: true;
}

/** One kind of file that a client reads. */
export interface Location {
  readonly scope: Scope;
  /**
   * A pattern: `*` stands for any one name or part of one, `**` for any number of folders. In a workspace: the path from its folder, with `/`,
   * as it is written. Otherwise: absolute paths by platform.
   */
  readonly path: string | ((environment: Environment) => readonly string[]);
  readonly syntax: SyntaxId;
  /** Why it cannot be read as text, where it cannot: then only that it is there is told. */
  readonly opaque?: Message;
  /** Another client's file that this one reads too: the other's spelling holds in it. */
  readonly borrowed?: true;
  /** How servers are spelled in it, where it is not how the client spells them elsewhere. */
  readonly dialect?: Dialect;
  /** Where servers stand in it; `bare`: where none of the others is there, the whole file is the map. */
  readonly servers: readonly (ServerPlace | 'bare')[];
  /** The model providers that its tree, whatever it is, tells the client to call. Never throws. */
  readonly providers?: ProviderReader;
  /** The lists in it by which a client keeps servers from being started. */
  readonly lists?: ListReader;
  /** What in it makes the client ask less, where it is a repository's. */
  readonly loosens?: readonly Loosening[];
  /** Files beside it that say what its servers start: a pattern from its folder. */
  readonly catalogs?: string;
  /** What its reader takes besides it from where no file is: told where the file is there. */
  readonly elsewhere?: Message;
  /** The file is mainly about other things: without a server in it, it is nothing to speak of. */
  readonly aside?: true;
  /** It belongs to a plugin: a client reads it where the plugin is installed, not where its source lies. */
  readonly plugin?: true;
}

/** Reads the model providers in a file's tree; `document` is its text, for ranges. */
export type ProviderReader = (tree: ConfigNode, document: TextDocument, scope: Scope) => readonly ProviderDeclaration[];

/**
 * Forms of references: `${input:x}`, `${env:X}`, `${X}`, `${X:-d}`, `$X`, `{env:X}`, and the folders `${workspaceFolder}`, `${userHome}` and
 * so on that editors fill in.
 */
export type VariableForm = 'input' | 'env' | 'braced' | 'default' | 'bare' | 'curly' | 'folder';

/** How a client says "ask the user for this", or "take it from the environment", in a value of its files. */
export interface VariableSyntax {
  /** A reference to environment variable `name`; absent where values are taken as they stand. */
  readonly environment?: (name: string) => string;
  /** The forms of references that it is known to fill in; absent where that is not known well enough. */
  readonly fills?: readonly VariableForm[];
  /** Where the client defines inputs that are asked from the user, and how they are referred to; absent where it has none. */
  readonly input?: { readonly list: Path; readonly reference: (id: string) => string };
}

/** How a client writes a server, as far as that is documented: what we write in its files. */
export interface Writing {
  /** What stands under the key of the type, by transport; empty where nothing does. A transport that is not here the client is not known to take. */
  readonly type: Partial<Readonly<Record<'stdio' | 'http' | 'sse', string>>>;
  /** The key of the address, where it depends on the transport or several are read. */
  readonly url?: Partial<Readonly<Record<'http' | 'sse', string>>>;
  /** Keys of lists and maps of the names of environment variables that values are taken from: the client's own way instead of references in values. */
  readonly names?: { readonly env: string; readonly headers?: string; readonly bearer?: string };
  /** What else every entry has. */
  readonly also?: Readonly<Record<string, unknown>>;
}

/** An AI assistant that reads MCP configuration: data, so that the next client is one more. */
export interface Client {
  readonly id: ClientId;
  readonly name: string;
  readonly locations: readonly Location[];
  /** How it spells a server. */
  readonly dialect: Dialect;
  readonly variables: VariableSyntax;
  /** How a server is written; absent where that is not known well enough to write one. */
  readonly writes?: Writing;
  /** Reads its own files as JSON to the letter: with a comment or a comma too many in them, none of their servers. */
  readonly strictJson?: true;
  /** Which names of servers it takes, where not all. */
  readonly names?: { readonly fits?: RegExp; readonly reserved?: readonly string[] };
}
