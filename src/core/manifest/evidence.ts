import { pointer } from '../config/node.ts';
import type { Confidence } from '../finding/finding.ts';
import { inContract } from './contract.ts';

/** Where one value of a manifest comes from. Kept in the manifest, so that a later draft can tell what a person changed since. */
export interface Evidence {
  /** The field it speaks for, as a JSON pointer into the manifest. */
  readonly field: string;
  readonly value: unknown;
  /** The file (and line) that says so, relative to the workspace, or what was asked: `git log .vscode/mcp.json`. */
  readonly source: string;
  readonly confidence: Confidence;
  /** Concluded, and not stated where it was found. */
  readonly inferred: boolean;
}

/** The fields that evidence from beside the config file, or the server itself, can speak for. */
export const evidenceFields = {
  name: '/name',
  version: '/version',
  repository: '/repository/url',
  license: pointer(inContract('supplyChain', 'license')),
  suggestedOwner: pointer(inContract('detected', 'suggestedOwner')),
  tools: pointer(inContract('tools')),
  digest: pointer(inContract('toolSnapshot', 'digest')),
} as const;
