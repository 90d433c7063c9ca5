import type { NamedValue } from '../config/config-file.ts';
import type { Message } from '../text/message.ts';

/**
 * Package kinds as purl types (https://github.com/package-url/purl-spec): where a launcher gets its code. A `vscode-extension` is installed, and hands
 * servers to VS Code when it runs, which no file names and VS Code trusts unasked (facts/vscode.md, 1): the extension is what can be told.
 */
export type PackageType = 'npm' | 'pypi' | 'oci' | 'nuget' | 'vscode-extension';

/** A package that a launcher fetches and runs. */
export interface PackageRef {
  readonly type: PackageType;
  /** Normalised as its ecosystem says: npm as is with scope, PEP 503 for pypi, registry/path for oci, lower case for nuget; `publisher.name` in lower case for an extension. */
  readonly name: string;
  /** Exactly one version, in canonical form; absent when what is written can mean another version tomorrow. */
  readonly version?: string;
  /** What is written behind the name when it is not one exact version: a range, a tag; absent when nothing is written. */
  readonly floating?: string;
  /**
   * Where it is taken from when that is not the ecosystem's default registry, as a canonical URL (see `canonicalRegistry`). Of the
   * defaults only npm's is known to the product; an index that a Python or .NET launcher is told to use always stands here.
   */
  readonly registry?: string;
  /** Content digest the launch itself fixes, as `sha256:…` in lower case. */
  readonly digest?: string;
}

/** What surrounds the thing launched, the same for every kind. */
export interface Launch {
  /** The server's own arguments, behind the launcher's. */
  readonly args: readonly string[];
  readonly env: readonly NamedValue[];
  readonly cwd?: string;
  /**
   * What changes which code runs or what it may reach, beyond what the identity itself says, as names: environment variables
   * (`NODE_OPTIONS`), launcher flags (`--privileged`), `envFile`, `cwd` (a launcher that reads settings of the folder it starts in
   * starts in one we cannot see), `node_modules` (a copy there may run instead), and files of the folder (`.npmrc`).
   * A registry that stands in `PackageRef.registry` for certain is no hijack: who compares the registry has seen it.
   */
  readonly hijacks: readonly string[];
}

/** What a declaration really launches or calls. */
export type Identity = PackageIdentity | RemoteIdentity | ProgramIdentity | OpaqueIdentity;

export interface PackageIdentity {
  readonly kind: 'package';
  /** The program that fetches and starts it: `npx`, `uvx`, `docker` … */
  readonly launcher: string;
  readonly package: PackageRef;
  readonly purl: string;
  readonly launch: Launch;
}

export interface RemoteIdentity {
  readonly kind: 'remote';
  /**
   * Canonical: see `canonicalUrl`. Query parameters stand by name, without values (`https://host/mcp?apiKey=`): a value may be a
   * secret, and whether parameters are allowed is for the policy to say. Fragment and login never stand here.
   */
  readonly url: string;
  /** The local bridge that calls it, where there is one (`npx mcp-remote https://…`). */
  readonly via?: { readonly launcher: string; readonly package: PackageRef; readonly purl: string };
  readonly launch: Launch;
}

/** A program or script that lies on this machine. */
export interface ProgramIdentity {
  readonly kind: 'program';
  /** As written, with `/` for separators: a bare name is looked up on PATH. */
  readonly program: string;
  /** The script an interpreter runs, where that is what identifies it (`node server.js`). */
  readonly script?: string;
  readonly launch: Launch;
}

/** The launcher parser does not know for certain what is run. Never approved by a deeper matcher (design.md). */
export interface OpaqueIdentity {
  readonly kind: 'opaque';
  readonly reason: Message;
  /** `unresolved`: a variable stands in a part that bears identity; `opaque`: anything else. */
  readonly code: 'opaque' | 'unresolved';
  /** Command, arguments and URL as written, so that a deny can still find a name in them. Not for display: may hold secrets. */
  readonly words: readonly string[];
  readonly launch: Launch;
}
