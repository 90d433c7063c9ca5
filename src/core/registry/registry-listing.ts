import { artifactOf, addressesOf } from './artifact.ts';
import { addTo } from '../policy/multimap.ts';
import { packageKey } from '../policy/package-key.ts';
import type { RegistryServer } from './registry-server.ts';

/** What a registry lists, ready to be looked up; an entry may come into being only when it is asked for. */
export interface RegistryListing {
  /** How many versions of servers. */
  readonly size: number;
  /** Those that name a package (`packageKey`) or call a host (`hostKey`), and perhaps others. */
  find(key: string): readonly RegistryServer[];
  /** Those that the registry has deleted. */
  deleted(): Iterable<RegistryServer>;
  /** Every one, in the order of the registry. */
  all(): Iterable<RegistryServer>;
}

/** What remote servers are looked up by. */
export function hostKey(host: string): string {
  return `//${host}`;
}

/** What a server is looked up by, each once. */
export function keysOf({ packages = [], remotes = [] }: RegistryServer): readonly string[] {
  const keys = new Set<string>();
  for (const each of packages) {
    const artifact = artifactOf(each);
    if (artifact) keys.add(packageKey(artifact));
  }
  for (const remote of remotes) for (const address of addressesOf(remote)) keys.add(hostKey(address.host));
  return [...keys];
}

/** A listing that is held in memory as a whole. */
export function listingOf(servers: readonly RegistryServer[]): RegistryListing {
  let index: Map<string, RegistryServer[]> | undefined;
  const indexed = (): Map<string, RegistryServer[]> => {
    const made = new Map<string, RegistryServer[]>();
    for (const server of servers) for (const key of keysOf(server)) addTo(made, key, server);
    return made;
  };
  return { size: servers.length, find: (key) => (index ??= indexed()).get(key) ?? [], deleted: () => servers.filter(({ status }) => status === 'deleted'), all: () => servers };
}
