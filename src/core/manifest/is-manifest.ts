import { child, stringOf, type ConfigNode } from '../config/node.ts';
import { contractKey } from './contract.ts';
import { serverName } from './server-name.ts';
import type { ManifestSubject } from './subject.ts';

const fileName = /(?:^|[/\\.])server\.json$/i;
const bundleName = /(?:^|[/\\])manifest\.json$/i;
const schema = /^https:\/\/[a-z.]*modelcontextprotocol\.io\/schemas\/[^/]{1,40}\/server\.schema\.json#?$/i;

/** Whether a file may be a manifest, by its name alone: what is in it decides. */
export function mayBeManifest(path: string): boolean {
  return fileName.test(path) || bundleName.test(path);
}

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
  if (isManifest(path, tree) || (fileName.test(path) && hasServersShape(tree))) return 'server';
  return bundleName.test(path) && isBundle(tree) ? 'bundle' : undefined;
}

/** A file of the registry's format that does not say so: a name in its form, and packages or remotes as only it has them. */
function hasServersShape(tree: ConfigNode): boolean {
  if (child(tree, '$schema') !== undefined || !serverName.test(stringOf(child(tree, 'name')) ?? '')) return false;
  return hasItem(child(tree, 'packages'), 'registryType', 'registry_type') || hasItem(child(tree, 'remotes'), 'url');
}

function hasItem(list: ConfigNode | undefined, ...keys: readonly string[]): boolean {
  return list?.kind === 'array' && list.items.slice(0, 20).some((item) => stringOf(child(item, 'identifier') ?? child(item, 'type')) !== undefined && keys.some((key) => stringOf(child(item, key)) !== undefined));
}

/**
 * Web apps, extensions of browsers and much else have a `manifest.json`. A bundle's says how a server is started; its version is a text
 * (https://github.com/anthropics/mcpb, MANIFEST.md), where a browser's is a number.
 */
function isBundle(tree: ConfigNode): boolean {
  const server = child(tree, 'server');
  if (server?.kind !== 'object') return false;
  const version = stringOf(child(tree, 'manifest_version') ?? child(tree, 'dxt_version'));
  return version !== undefined || child(server, 'mcp_config')?.kind === 'object';
}
