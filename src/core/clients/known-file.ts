import type { Client, ClientId, Location, Scope } from './client.ts';

/** A file that some clients read: one place may belong to several, which may look for servers in different keys of it. */
export interface KnownFile {
  /** In a workspace: from its folder, with `/`. Otherwise: absolute. A pattern (`*` = any one name or part of one, `**` = any folders). */
  readonly path: string;
  readonly scope: Scope;
  readonly clients: readonly ClientId[];
  /** The client whose format it is. */
  readonly spelling: ClientId;
  /** Each with the dialect that holds in it. */
  readonly locations: readonly Location[];
  /** No client reads it where it lies: it belongs to a plugin's source, or is only recognised by its name. */
  readonly dormant?: true;
  /** Of a file that is mainly about other things: nothing to speak of where it holds nothing of ours. */
  readonly aside?: true;
  /** Not a config file of a client's own, but something else that bears on which servers start: read by its own rules. */
  readonly kind?: 'env' | 'extension' | 'manifest';
}

/** The files of a scope, each once, in the order of the clients. */
export function knownFiles(clients: readonly Client[], scope: Scope, pathsOf: (location: Location) => readonly string[]): KnownFile[] {
  const files = new Map<string, { path: string; scope: Scope; clients: ClientId[]; spelling: ClientId; locations: Location[] }>();
  for (const client of clients) {
    for (const location of client.locations) {
      if (location.scope !== scope) continue;
      for (const path of pathsOf(location)) {
        const spelled = { ...location, dialect: location.dialect ?? client.dialect };
        const file = files.get(path);
        if (!file) files.set(path, { path, scope, clients: [client.id], spelling: client.id, locations: [spelled] });
        else {
          if (!location.borrowed && file.locations.every(({ borrowed }) => borrowed)) file.spelling = client.id;
          file.locations.push(spelled);
          if (!file.clients.includes(client.id)) file.clients.push(client.id);
        }
      }
    }
  }
  return [...files.values()].map((file) => ({
    ...file,
    ...(scope === 'workspace' && file.locations.every(({ plugin }) => plugin) && { dormant: true as const }),
    ...(file.locations.every(({ aside }) => aside) && { aside: true as const }),
  }));
}
