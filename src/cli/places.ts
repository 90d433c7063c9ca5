import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Places } from '../core/report/sarif/location.ts';
import { isInside } from '../host/files/inside.ts';
import { statOf } from './stat-of.ts';
import { repositoryOf } from '../host/files/list-with-git.ts';

/**
 * From where files are named: the root of the repository that the first path lies in, so that it is the same wherever in it the program
 * is run; else where the user stands, else the folder that was named.
 * @param paths as given on the command line
 */
export function placesFrom(paths: readonly string[]): Places & { readonly repository: string | undefined } {
  const first = path.resolve(paths[0] ?? '.');
  const folder = statOf(first)?.isDirectory() ? first : path.dirname(first);
  const repository = repositoryOf(folder);
  const base = repository ?? (isInside(folder, process.cwd()) ? process.cwd() : folder);
  const inside = (file: string): string | undefined => (isInside(file, base) && file !== base ? path.relative(base, file).split(path.sep).join('/') : undefined);
  return { base, repository, inside, named: (file) => inside(file) ?? fromHome(file), address: (file) => pathToFileURL(file).href };
}

function fromHome(file: string): string {
  const home = os.homedir();
  return isInside(file, home) ? `~/${path.relative(home, file).split(path.sep).join('/')}` : file.split(path.sep).join('/');
}
