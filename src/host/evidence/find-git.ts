import * as fs from 'node:fs';
import * as path from 'node:path';
import { isInside } from '../files/inside.ts';

/**
 * The git program on PATH, as an absolute path. Never one that lies in the folder that is looked at, nor in one that PATH names relative
 * to wherever this process happens to run: a repository may hold a `git` of its own.
 */
export function findGit(folder: string, env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string | undefined {
  const list = env['PATH'] ?? env['Path'] ?? '';
  const name = platform === 'win32' ? 'git.exe' : 'git';
  for (const entry of list.split(path.delimiter)) {
    if (!path.isAbsolute(entry)) continue;
    const file = path.join(entry, name);
    try {
      const real = fs.realpathSync.native(file);
      if (!fs.statSync(real).isFile() || isInside(file, folder) || isInside(real, fs.realpathSync.native(folder))) continue;
      fs.accessSync(real, fs.constants.X_OK);
      return file;
    } catch {
      // Not there, or not to be run: PATH names folders that need not exist.
    }
  }
  return undefined;
}
