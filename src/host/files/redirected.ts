import type { Environment } from '../../core/clients/client.ts';
import { userFiles } from '../../core/clients/clients.ts';
import type { ConfigFile } from '../../core/config/config-file.ts';
import type { FoundPlace } from './found-below.ts';
import { isInside } from './inside.ts';
import { placesOfUser } from './places.ts';

/**
 * Where clients look for their own settings because an `.env` of a folder says so: the places of the user's files as they are under that
 * variable. Only what lies in the folder is named, and read like everything in it: no link out of it is followed.
 */
export function placesRedirectedTo({ root, redirects, live }: Pick<ConfigFile, 'root' | 'redirects' | 'live'>, environment: Environment): readonly FoundPlace[] {
  if (root === undefined || !redirects) return [];
  const usual = new Set(userFiles(environment).map((file) => file.path));
  const places = redirects.flatMap(({ variable, target, inside, clients }) => {
    if (target === undefined || !inside) return [];
    const files = userFiles({ ...environment, env: { ...environment.env, [variable.toUpperCase()]: target } });
    const moved = files.filter((file) => !usual.has(file.path) && file.clients.some((client) => clients.includes(client)));
    return placesOfUser(moved, root).places.filter((place) => isInside(place.path, root)).map((place) => ({ ...place, root, boundary: root, live, known: { ...place.known, scope: 'workspace' as const } }));
  });
  return [...new Map(places.map((place) => [place.path, place])).values()];
}
