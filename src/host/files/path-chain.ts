import * as fs from 'node:fs';
import * as path from 'node:path';

/** One step of the way to a file, at its real place: no link is left in what stands above it. */
export interface Step {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'absent';
  readonly uid: number;
  readonly mode: number;
}

export interface PathSystem {
  lstat(file: string): fs.Stats | undefined;
  readlink(file: string): string;
}

export const realPathSystem: PathSystem = { lstat: (file) => fs.lstatSync(file, { throwIfNoEntry: false }), readlink: (file) => fs.readlinkSync(file) };

/**
 * Everything that decides what is read under a name: each folder on the way, each link with the folders it lies in, and the file.
 * Whoever can change one of them can change what is read. Ends at the first that is not there.
 * @throws what the file system throws; for links that lead in a circle, an error of its own
 */
export function pathChain(file: string, system: PathSystem = realPathSystem): readonly Step[] {
  const steps: Step[] = [];
  const seen = new Set<string>();
  let { current, rest } = parted(path.resolve(file));
  const visit = (at: string): Step['kind'] => {
    const stat = system.lstat(at);
    const kind = !stat ? 'absent' : stat.isSymbolicLink() ? 'link' : stat.isDirectory() ? 'folder' : 'file';
    if (!seen.has(at)) steps.push({ path: at, kind, uid: stat?.uid ?? -1, mode: stat?.mode ?? 0 });
    seen.add(at);
    return kind;
  };
  visit(current);
  for (let links = 0; rest.length > 0; ) {
    const [name, ...more] = rest as [string, ...string[]];
    rest = more;
    if (name === '..') {
      current = path.dirname(current);
      continue;
    }
    const next = path.join(current, name);
    const kind = visit(next);
    if (kind === 'absent') return steps;
    if (kind !== 'link') {
      current = next;
      continue;
    }
    // As many as Linux follows.
    if (++links > 40) throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
    const target = system.readlink(next);
    if (path.isAbsolute(target)) {
      const from = parted(target);
      current = from.current;
      rest = [...from.rest, ...rest];
      visit(current);
    } else {
      rest = [...namesOf(target), ...rest];
    }
  }
  return steps;
}

function parted(absolute: string): { current: string; rest: string[] } {
  const { root } = path.parse(absolute);
  return { current: root, rest: namesOf(absolute.slice(root.length)) };
}

function namesOf(relative: string): string[] {
  return relative.split(path.sep === '\\' ? /[\\/]/ : '/').filter((name) => name !== '' && name !== '.');
}
