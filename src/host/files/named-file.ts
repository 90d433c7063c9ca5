import * as path from 'node:path';
import { knownPathAt } from '../../core/clients/clients.ts';
import { dormantPathAt, unknownFile } from '../../core/clients/dormant-files.ts';
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
  const found = knownPathAt(file) ?? dormantPathAt(file);
  if (!found) return { path: file, root: path.dirname(file), known: unknownFile(path.basename(file)), live: true };
  const folders = file.replaceAll('\\', '/').split('/').length - found.holder;
  let root = file;
  for (let i = 0; i < folders; i++) root = path.dirname(root);
  return { path: file, root, known: found.known, live: true };
}
