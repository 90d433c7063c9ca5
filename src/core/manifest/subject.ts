import type { Snapshot } from '../snapshot/snapshot.ts';
import type { TextDocument } from '../text/document.ts';
import type { Message } from '../text/message.ts';

/** A manifest to be looked at: where it lies, its text, and what is known around it. */
export interface ManifestSubject {
  /** Absolute path, or URI where the file is not on a disk. */
  readonly path: string;
  readonly document: TextDocument;
  /** `server`: the MCP registry's format, contract or not; `bundle`: the `manifest.json` of an MCP bundle (.mcpb). */
  readonly format: 'server' | 'bundle';
  /** What lies around it; absent where that is not known. */
  readonly around?: ManifestSurroundings;
}

/** What lies beside a manifest, gathered by the host: text and facts, data that may be hostile. */
export interface ManifestSurroundings {
  /** Address of the repository it lies in, as the package beside it or git knows it. */
  readonly repository?: string;
  /** Packages whose own files lie beside it, or where `repository.subfolder` says. */
  readonly packages?: readonly PackageBeside[];
  /** What the lock file beside it says the code depends on directly, for use at run time. */
  readonly dependencies?: DirectDependencies;
  /** The bill of materials that its contract names, where that is a path in the folder. */
  readonly sbom?: SbomFile;
  /** The snapshot of its server, where one lies beside it. */
  readonly snapshot?: SnapshotBeside;
}

/** A package by its own file. */
export interface PackageBeside {
  readonly type: 'npm' | 'pypi';
  /** Its file's name: `package.json`. */
  readonly file: string;
  readonly name: string;
  /** Absent where the file leaves it to be made at build time. */
  readonly version?: string;
  /** The names it says it is registered under: npm's `mcpName`, `mcp-name:` in a README. Absent where that could not be read. */
  readonly mcpNames?: readonly string[];
}

export interface DirectDependencies {
  readonly type: 'npm' | 'pypi';
  /** The lock file's name. */
  readonly file: string;
  readonly dependencies: readonly { readonly name: string; readonly version?: string }[];
}

/** A bill of materials: its text, or why there is none. */
export type SbomFile = { readonly text: string } | { readonly problem: 'absent' | 'unreadable' };

/** A snapshot beside a manifest (`snapshotFileFor`), its hashes made anew; or why it cannot be relied on. */
export interface SnapshotBeside {
  /** Its file's name. */
  readonly file: string;
  readonly content: Snapshot | { readonly refused: Message };
}
