import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import type { Message } from '../../core/text/message.ts';
import { isInside } from '../files/inside.ts';
import { repositoriesOf } from '../files/judged.ts';
import { ownHome } from '../files/own-home.ts';
import { realPath } from '../files/real-path.ts';
import { stateFolder } from './state-folder.ts';

/**
 * The state folder, and the folder that is judged by what it holds and yet holds it itself (or one of these files, as a link):
 * whoever asks must then do without, since a repository must not bring what it is judged by, whether by a variable (a terminal gets
 * its variables from a workspace's settings too), a setting or a link. Only the platform's own place may lie below a folder that
 * holds the whole home folder.
 * @param judged absolute paths of what is scanned or open; the repositories these lie in are meant too
 */
export function stateOutside(environment: Environment, judged: readonly string[], files: readonly string[]): { readonly folder: string; readonly within?: string } | { readonly refused: Message } {
  const found = stateFolder(environment);
  if ('refused' in found) return found;
  const { folder } = found;
  const home = ownHome(environment);
  const own = stateFolder({ ...environment, env: {} });
  const places = [folder, ...files.map((file) => path.join(folder, file))].map((place) => realPath(place));
  for (const given of new Set(judged.flatMap((one) => [one, ...repositoriesOf(one)]))) {
    const real = realPath(given);
    if (home !== undefined && isInside(home, real) && 'folder' in own && own.folder === folder) continue;
    if (places.some((place) => isInside(place, real))) return { folder, within: given };
  }
  return { folder };
}
