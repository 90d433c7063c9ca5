import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** Further up than a folder of a project lies in it. */
const mostLevels = 5;

/**
 * The folders above one in which launchers that walk up may find settings or code, nearest first: up to the one that holds the
 * repository (`.git`), which counts too. The user's home and what lies above it, and the root of the file system, are not the repository's.
 */
export function foldersAbove(folder: string, home = homeFolder()): readonly string[] {
  const above: string[] = [];
  let current = real(folder);
  const end = home === undefined ? undefined : real(home);
  while (current !== undefined && above.length < mostLevels && !isRepository(current)) {
    const next: string = path.dirname(current);
    if (current === end || next === end || next === current || path.dirname(next) === next) break;
    above.push(next);
    current = next;
  }
  return above;
}

/** An empty folder of that name is no repository: it must not hide what lies above. */
function isRepository(folder: string): boolean {
  const stat = look(path.join(folder, '.git'));
  return stat !== undefined && (stat.isFile() || look(path.join(folder, '.git', 'HEAD')) !== undefined);
}

function look(file: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function real(folder: string): string | undefined {
  try {
    return fs.realpathSync.native(folder);
  } catch {
    return undefined;
  }
}

function homeFolder(): string | undefined {
  try {
    return os.homedir();
  } catch {
    return undefined;
  }
}
