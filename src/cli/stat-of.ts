import * as fs from 'node:fs';

/** What lies there; undefined where nothing does, or nobody can look: below a file, where Node throws whatever it is told, or in a closed folder. */
export function statOf(name: string): fs.Stats | undefined {
  try {
    return fs.statSync(name);
  } catch {
    return undefined;
  }
}
