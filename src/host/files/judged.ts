import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../core/clients/client.ts';
import { isInside } from './inside.ts';
import { ownHome } from './own-home.ts';
import { pathChain } from './path-chain.ts';
import { realPath } from './real-path.ts';

/**
 * What is scanned or open, and so is judged: whoever can write there (a repository) must bring nothing that it is judged by,
 * neither a policy nor what is remembered, whether by a variable, a setting or a link.
 */
export class Judged {
  readonly #folders: readonly { readonly given: string; readonly real: string }[];

  /**
   * @param folders absolute paths; of files, too
   * @param environment a repository that holds the user's whole home is the user's own (dotfiles are kept so)
   */
  constructor(folders: readonly string[], environment: Environment) {
    const home = ownHome(environment);
    const around = folders.flatMap(repositoriesOf).filter((folder) => home === undefined || !isInside(home, folder));
    this.#folders = [...new Set([...folders, ...around])].map((given) => ({ given, real: realPath(given) }));
  }

  /** The folder that holds a file or something on the way to it, which need not be there; undefined where none does. */
  holding(file: string): string | undefined {
    if (this.#folders.length === 0) return undefined;
    const places = [realPath(file), ...wayTo(file)];
    return this.#folders.find(({ real }) => places.some((place) => isInside(place, real)))?.given;
  }
}

function wayTo(file: string): readonly string[] {
  try {
    return pathChain(file).map((step) => step.path);
  } catch {
    return [file];
  }
}

/** The repositories around a folder, and the folder around one like `.vscode` that is open by itself. */
export function repositoriesOf(file: string): string[] {
  const around: string[] = [];
  let folder = realPath(file);
  if (path.basename(path.dirname(folder)).startsWith('.')) around.push(path.dirname(path.dirname(folder)));
  for (let above = path.dirname(folder); ; folder = above, above = path.dirname(above)) {
    if (fs.existsSync(path.join(folder, '.git'))) around.push(folder);
    if (above === folder) return around;
  }
}
