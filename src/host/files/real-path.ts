import * as fs from 'node:fs';
import * as path from 'node:path';

/**
 * The real path of a file, or of what of its path is there with the rest behind it. Links that lead in a circle lead nowhere.
 * @param links how many are still followed; as many as Linux does
 */
export function realPath(file: string, links = 40): string {
  try {
    return fs.realpathSync.native(file);
  } catch {
    // A link that leads nowhere yet would be followed by a write.
    if (isLink(file) && links > 0) return realPath(path.resolve(path.dirname(file), fs.readlinkSync(file)), links - 1);
    const parent = path.dirname(file);
    return parent === file ? file : path.join(realPath(parent, links), path.basename(file));
  }
}

function isLink(file: string): boolean {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}
