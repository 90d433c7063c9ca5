import type { TextDocument } from '../text/document.ts';

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
  /** Address of the repository it lies in, as git knows it. */
  readonly repository?: string;
}
