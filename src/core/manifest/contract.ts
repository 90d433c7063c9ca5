import type { Path } from '../config/node.ts';

/** The schema that drafted manifests follow (https://github.com/modelcontextprotocol/registry, docs/reference/server-json). */
export const manifestSchema = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';

/** The key under `_meta` that holds the contract: what a server's owner declares. */
export const contractKey = 'io.github.mcp-roll-call/contract';

/** Stands where a launch does not say which version runs. The schema wants a version, and this one says that there is none. */
export const unresolvedVersion = '0.0.0-unresolved';

/** The way to a part of the contract. */
export function inContract(...way: string[]): Path {
  return ['_meta', contractKey, ...way];
}
