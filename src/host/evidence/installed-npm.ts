import type { KnownPackage } from '../../core/facts.ts';
import { exactNpmVersion } from '../../core/identity/packages/npm-spec.ts';
import { mapOf, own, ownText, type Folder } from './folder.ts';

/** An installed package, and what it says of itself as an MCP server. */
export interface InstalledPackage extends KnownPackage {
  /** The name it is registered under (`mcpName` of the registry's proof of ownership). */
  readonly mcpName?: string;
}

/** Names that can be a folder below node_modules and nothing else. */
const plainName = /^(?:@[A-Za-z0-9~-][\w.~-]*\/)?[A-Za-z0-9~-][\w.~-]*$/;

/** The copy of a package that lies at the top of the folder's node_modules; undefined when there is none, or it is another one. */
export function installedFromNpm(folder: Folder, name: string): InstalledPackage | undefined {
  if (name.length > 214 || !plainName.test(name)) return undefined;
  const evidence = `node_modules/${name}/package.json`;
  const manifest = folder.json(evidence);
  const version = exactNpmVersion(ownText(manifest, 'version', 256) ?? '');
  if (version === undefined || own(manifest, 'name') !== name) return undefined;
  const license = ownText(manifest, 'license') ?? ownText(mapOf(own(manifest, 'license')), 'type');
  const repository = ownText(manifest, 'repository') ?? ownText(mapOf(own(manifest, 'repository')), 'url');
  const mcpName = ownText(manifest, 'mcpName', 200);
  return { version, evidence, ...(license !== undefined && { license }), ...(repository !== undefined && { repository }), ...(mcpName !== undefined && { mcpName }) };
}
