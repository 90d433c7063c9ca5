import type { ProviderDeclaration } from '../config/config-file.ts';
import type { ConfigNode, Path } from '../config/node.ts';
import type { SyntaxId } from '../config/syntax.ts';
import type { TextDocument } from '../text/document.ts';
import type { Message } from '../text/message.ts';

export type ClientId = 'vscode' | 'claude-code' | 'cursor';
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

/** Where in a file's tree servers are: a way to a map of them; `*` stands for every key of a map. */
export interface ServerMap {
  readonly at: readonly string[];
  /** The key beside the map that lists the names of servers in it which the client leaves off. */
  readonly disabledNames?: string;
  /** The client reads the file like VS Code its settings: keys of the root taken apart at dots, errors ignored. */
  readonly settings?: true;
}

/** One kind of file that a client reads. */
export interface Location {
  readonly scope: Scope;
  /** In a workspace: the path from its folder, with `/`. For the user: absolute path patterns per platform (`*` = any one folder). */
  readonly path: string | ((environment: Environment) => readonly string[]);
  readonly syntax: SyntaxId;
  /** Why it cannot be read as text, where it cannot: then only that it is there is told. */
  readonly opaque?: Message;
  /** Another client's file that this one reads too: the other's spelling holds in it. */
  readonly borrowed?: true;
  /** Where servers stand in it; `bare`: where none of the others is there, the whole file is the map. */
  readonly servers: readonly (ServerMap | 'bare')[];
  /** The model providers that its tree, whatever it is, tells the client to call. Never throws. */
  readonly providers?: ProviderReader;
}

/** Reads the model providers in a file's tree; `document` is its text, for ranges. */
export type ProviderReader = (tree: ConfigNode, document: TextDocument, scope: Scope) => readonly ProviderDeclaration[];

/** How a client says "ask the user for this", or "take it from the environment", in a value of its files. */
export interface VariableSyntax {
  /** A reference to environment variable `name`. */
  readonly environment: (name: string) => string;
  /** Where the client defines inputs that are asked from the user, and how they are referred to; absent where it has none. */
  readonly input?: { readonly list: Path; readonly reference: (id: string) => string };
}

/** An AI assistant that reads MCP configuration: data, so that the next client is one more file. */
export interface Client {
  readonly id: ClientId;
  readonly name: string;
  readonly locations: readonly Location[];
  readonly variables: VariableSyntax;
}
