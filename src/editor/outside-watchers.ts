import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { fileKey } from './file-key.ts';

/**
 * Watches files that lie outside of every folder: few watchers, each on one folder that is there, none of them recursive. A folder that is not
 * there cannot be watched (VS Code would poll for it), so the one above it is, for the next name on the way: when that comes, all of them are made anew.
 */
export class OutsideWatchers implements vscode.Disposable {
  readonly #tell: { readonly file: (path: string) => void; readonly places: () => void };
  #patterns: readonly string[] = [];
  #watchers: vscode.Disposable[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** By folder, the names that are watched in it: to see whether anything is to be made anew. */
  #made = '';

  constructor(tell: { readonly file: (path: string) => void; readonly places: () => void }) {
    this.#tell = tell;
  }

  /** @param patterns absolute paths; `*` in a part stands for any name, and behind the first such part nothing is watched itself */
  watch(patterns: readonly string[]): void {
    this.#patterns = patterns;
    this.#make();
  }

  #make(): void {
    const folders = watched(this.#patterns);
    const key = JSON.stringify([...folders].map(([folder, names]) => [folder, [...names.keys()]]));
    if (key === this.#made) return;
    // What changed before the new watchers stand, nobody tells.
    if (this.#made !== '') this.#again(1500);
    this.#made = key;
    this.#stop();
    for (const [folder, names] of folders) {
      const plain = [...names.keys()].map(escaped);
      // A comma or brace in a name would end the group: then every name counts, and what is told of others is left.
      const pattern = plain.includes('*') ? '*' : plain.length === 1 ? plain[0]! : `{${plain.join(',')}}`;
      const made = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(folder), pattern));
      const on = (uri: vscode.Uri): void => this.#event(folder, fileKey(uri), names);
      this.#watchers.push(made, made.onDidCreate(on), made.onDidChange((uri) => { if (names.get(path.basename(uri.fsPath)) === true) on(uri); }), made.onDidDelete(on));
    }
  }

  #event(folder: string, changed: string, names: ReadonlyMap<string, boolean>): void {
    if (names.get(path.basename(changed)) === true) this.#tell.file(changed);
    else {
      // A folder on the way came or went, and whatever is in it.
      this.#tell.places();
      this.#again(300);
    }
    if (!fs.existsSync(folder)) this.#make();
  }

  #again(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#tell.places();
      this.#make();
    }, wait);
  }

  #stop(): void {
    vscode.Disposable.from(...this.#watchers).dispose();
    this.#watchers = [];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#made = '';
    this.#stop();
  }
}

/** For each folder that is there, the names to watch in it, and of each whether it is a file's own. */
function watched(patterns: readonly string[]): Map<string, Map<string, boolean>> {
  const folders = new Map<string, Map<string, boolean>>();
  for (const pattern of patterns) {
    const parts = path.normalize(pattern).split(path.sep);
    const wild = parts.findIndex((part) => part.includes('*'));
    const fixed = wild < 0 ? parts.length - 1 : wild;
    let there = fixed;
    while (there > 1 && !isFolder(parts.slice(0, there).join(path.sep))) there--;
    const folder = parts.slice(0, there).join(path.sep) || path.sep;
    const names = folders.get(folder) ?? new Map<string, boolean>();
    folders.set(folder, names);
    const name = there === fixed && wild >= 0 ? '*' : parts[there]!;
    const own = there === parts.length - 1 && wild < 0;
    names.set(name, (names.get(name) ?? false) || own);
    // A folder that goes as a whole takes its watcher along without a word: the one above tells.
    if (there > 1) {
      const above = parts.slice(0, there - 1).join(path.sep) || path.sep;
      const beside = folders.get(above) ?? new Map<string, boolean>();
      folders.set(above, beside.set(parts[there - 1]!, beside.get(parts[there - 1]!) ?? false));
    }
  }
  return folders;
}

function escaped(name: string): string {
  return /[*?{}[\],]/.test(name) ? '*' : name;
}

function isFolder(file: string): boolean {
  try {
    return fs.statSync(file).isDirectory();
  } catch {
    return false;
  }
}
