import type { PolicyDocument, PolicyEntry, PolicyMatch } from '../policy/document.ts';
import { refTo } from '../policy/entry-ref.ts';
import { compileItem, type PolicyItem } from '../policy/item.ts';
import { packageKey } from '../policy/package-key.ts';
import type { EntryState } from '../policy/schema-parts.ts';
import { exactVersion } from '../policy/versions.ts';
import { addressesOf, artifactOf, parametersOf } from './artifact.ts';
import { hostKey } from './registry-listing.ts';
import type { RegistryServer, RegistryStatus } from './registry-server.ts';

/** One thing that a registry's entry stands for: a package version, or an address. */
export interface RegistryClaim {
  /** What it is looked up by. */
  readonly lookup: string;
  /** The same for two claims on the same thing. */
  readonly covers: string;
  /** The same for all that a denial of it would hit, which heeds neither registry nor parameters nor case. */
  readonly denied: string;
  readonly match: PolicyMatch;
  /** Of an address: its parameters, values included. */
  readonly parameters?: string;
}

export function packageItems({ packages = [] }: RegistryServer): RegistryClaim[] {
  return packages.flatMap((each): RegistryClaim[] => {
    const artifact = artifactOf(each);
    if (!artifact) return [];
    const { type, name, version, registry, digest } = artifact;
    return [{
      lookup: packageKey(artifact),
      covers: JSON.stringify([packageKey(artifact), exactVersion(type, version) ?? version, registry]),
      denied: JSON.stringify([packageKey(artifact).toLowerCase(), exactVersion(type, version) ?? version]),
      match: { path: [], package: { type, name, versions: [version], ...(registry !== undefined && { registry }), ...(digest !== undefined && type !== 'oci' && { digest }) } },
    }];
  });
}

const defaultPorts: Readonly<Record<string, string>> = { https: '443', http: '80' };

export function hostItems({ remotes = [] }: RegistryServer): RegistryClaim[] {
  return remotes.flatMap((remote) => addressesOf(remote)).flatMap(({ scheme, host, port, path, query, search }): RegistryClaim[] => {
    if (scheme !== 'https' && scheme !== 'http') return [];
    const parameters = parametersOf(`https://host/${search}`)!;
    return [{
      parameters,
      lookup: hostKey(host),
      covers: JSON.stringify([scheme, host, port, path, parameters]),
      denied: `${scheme}://${host}:${port}${path.toLowerCase()}`,
      match: { path: [], url: { scheme, host, path, query: [...query], ...(port !== defaultPorts[scheme] && { port: Number(port) }) } },
    }];
  });
}

/** The policy's state for each of the registry's. */
const states: Readonly<Record<RegistryStatus, EntryState>> = { active: 'approved', deprecated: 'deprecated', deleted: 'revoked' };

/** Behind all entries of a document, where it comes to the order. */
const order = 1e8;

/** The entry that a registry's word amounts to, for the document that trusts it. */
export function itemOf({ match, parameters }: RegistryClaim, { name, status, statusMessage }: RegistryServer, registry: string, document: PolicyDocument): PolicyItem | undefined {
  const entry: PolicyEntry = { id: name, state: states[status], path: [], match: [match], ...(statusMessage !== undefined && status !== 'active' && { reason: statusMessage }) };
  const item = compileItem(document, entry, match, refTo(entry, { source: registry }), order);
  return item && { ...item, registry, ...(parameters !== undefined && { parameters }) };
}
