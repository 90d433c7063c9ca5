import * as fs from 'node:fs';

/** Whether something is there, or that cannot be told; also a link that leads nowhere, since somebody meant one. */
export function mayBeThere(file: string): boolean {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}
