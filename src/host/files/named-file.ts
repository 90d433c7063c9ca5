import * as path from 'node:path';
import { workspaceFileAt, type KnownFile } from '../../core/clients/clients.ts';
import type { FoundPlace } from './found-below.ts';
import type { Place } from './places.ts';

/**
 * The place of a file that a person named, wherever it lies. Naming it says that it is a config file, so it counts as live; where
 * no client is known to read it, servers are looked for under every key that a client uses.
 * @param user the places of the user's own files
 */
export function placeOfNamedFile(file: string, user: readonly Place[]): FoundPlace {
  const own = user.find((place) => place.path === file);
  if (own) return own;
  const known = workspaceFileAt(file);
  if (!known) return { path: file, root: path.dirname(file), known: unknownFile(file), live: true };
  const root = known.path.split('/').reduce((folder) => path.dirname(folder), file);
  return { path: file, root, known, live: true };
}

function unknownFile(file: string): KnownFile {
  const servers = [{ at: ['servers'] }, { at: ['mcpServers'] }, { at: ['mcp', 'servers'] }, 'bare'] as const;
  return { path: path.basename(file), scope: 'workspace', clients: [], spelling: 'claude-code', locations: [{ scope: 'workspace', path: path.basename(file), syntax: 'json', servers }] };
}
