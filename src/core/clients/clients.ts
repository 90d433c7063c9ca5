import { claudeCode } from './claude-code.ts';
import type { Client, ClientId, Environment, Location, Scope } from './client.ts';
import { cursor } from './cursor.ts';
import { vscode } from './vscode.ts';

/** Every client there is a file for. */
export const clients: readonly Client[] = [vscode, claudeCode, cursor];

export function clientOf(id: ClientId): Client {
  return clients.find((client) => client.id === id)!;
}

/** A file that some clients read: one place may belong to several, which may look for servers in different keys of it. */
export interface KnownFile {
  /** In a workspace: from its folder, with `/`. For the user: an absolute pattern (`*` = any one folder). */
  readonly path: string;
  readonly scope: Scope;
  readonly clients: readonly ClientId[];
  /** The client whose format it is. */
  readonly spelling: ClientId;
  readonly locations: readonly Location[];
  /** Not a config file of a client's own, but something else that bears on which servers start: read by its own rules. */
  readonly kind?: 'env' | 'extension' | 'catalog';
  /** Of a file that is mainly about other things: nothing to speak of where it holds nothing of ours. */
  readonly aside?: true;
}

function known(scope: Scope, pathsOf: (location: Location) => readonly string[]): KnownFile[] {
  const files = new Map<string, { path: string; scope: Scope; clients: ClientId[]; spelling: ClientId; locations: Location[] }>();
  for (const client of clients) {
    for (const location of client.locations) {
      if (location.scope !== scope) continue;
      for (const path of pathsOf(location)) {
        const file = files.get(path);
        if (!file) files.set(path, { path, scope, clients: [client.id], spelling: client.id, locations: [location] });
        else {
          file.locations.push(location);
          if (!file.clients.includes(client.id)) file.clients.push(client.id);
          if (!location.borrowed) file.spelling = client.id;
        }
      }
    }
  }
  return [...files.values()];
}

/** The files looked for in every workspace folder. */
export const workspaceFiles: readonly KnownFile[] = known('workspace', (location) => (typeof location.path === 'string' ? [location.path] : []));

/** The files looked for on this machine. */
export function userFiles(environment: Environment): readonly KnownFile[] {
  return known('user', (location) => (typeof location.path === 'string' ? [] : location.path(environment)));
}

/**
 * Which workspace file a path is by its end, whichever separator it uses: for files opened or found outside a folder's root.
 * Case does not count: what is `.VSCode/mcp.json` in a repository is VS Code's file on every Mac and Windows machine that checks it
 * out, also where we look at it on a system that tells the two apart.
 */
export function workspaceFileAt(path: string): KnownFile | undefined {
  const parts = `/${path.replaceAll('\\', '/').toLowerCase()}`;
  return workspaceFiles.find((file) => parts.endsWith(`/${file.path}`));
}
