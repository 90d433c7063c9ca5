import { child, stringOf, type ConfigNode } from '../config/node.ts';
import { contractKey } from './contract.ts';
import type { ManifestSubject } from './subject.ts';

const fileName = /(?:^|[/\\.])server\.json$/i;
const schema = /^https:\/\/[a-z.]*modelcontextprotocol\.io\/schemas\/[^/]{1,40}\/server\.schema\.json#?$/i;

/**
 * Whether a file is a manifest: `server.json` or `*.server.json` by name (a document not saved yet has none), and by content of the
 * MCP registry's format or with a contract in it. Many other things are called `server.json`; those are left alone.
 */
export function isManifest(path: string, tree: ConfigNode): boolean {
  if (!fileName.test(path) && !path.startsWith('untitled:')) return false;
  return schema.test(stringOf(child(tree, '$schema')) ?? '') || child(child(tree, '_meta'), contractKey) !== undefined;
}

/** Which of the formats a file is a manifest in; undefined where it is none. */
export function manifestFormat(path: string, tree: ConfigNode): ManifestSubject['format'] | undefined {
  return isManifest(path, tree) ? 'server' : undefined;
}
