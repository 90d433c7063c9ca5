import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import { isInside } from '../files/inside.ts';
import { realPath } from '../files/real-path.ts';
import { stateFolder } from './state-folder.ts';

/**
 * The folder among those that are judged in which state lies that says something about them; undefined where none does. A repository must
 * not bring its own, whether by a variable (a terminal gets its variables from a workspace's settings too), a setting or a link. Only the
 * platform's own place may lie below a folder that holds the whole home folder.
 * @param files where the state lies, and whatever else of it could be a link
 * @param folder the state folder
 * @param judged absolute paths of what is scanned or open; the repositories these lie in are meant too
 */
export function judgedFolderOf(files: readonly string[], folder: string, environment: Environment, judged: readonly string[]): string | undefined {
  const home = realPath(environment.home);
  const own = stateFolder({ ...environment, env: {} });
  for (const each of new Set(judged.flatMap((given) => [given, ...repositoriesOf(given)]))) {
    const real = realPath(each);
    if (isInside(home, real) && 'folder' in own && own.folder === folder) continue;
    if (files.some((file) => isInside(realPath(file), real))) return each;
  }
  return undefined;
}

/** The folders around a file or folder that are one work: a repository's root, and the folder whose `.vscode` it is. */
function repositoriesOf(file: string): string[] {
  const around: string[] = [];
  let folder = realPath(file);
  if (path.basename(path.dirname(folder)).startsWith('.')) around.push(path.dirname(path.dirname(folder)));
  for (let above = path.dirname(folder); ; folder = above, above = path.dirname(above)) {
    if (fs.existsSync(path.join(folder, '.git'))) around.push(folder);
    if (above === folder) return around;
  }
}
