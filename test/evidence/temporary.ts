import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const made: string[] = [];

/** A new folder with these files in it, in a repository of its own, so that nothing above it counts, by their ways with `/`. Gone after the tests, with `removeFolders` in an `after` hook. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const repository = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'mrc-evidence-')));
  made.push(repository);
  put(repository, { '.git/HEAD': '' });
  const folder = path.join(repository, 'w');
  fs.mkdirSync(folder);
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [way, text] of Object.entries(files)) {
    const file = path.join(folder, way);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}
