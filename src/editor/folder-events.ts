import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { fileKey } from './file-key.ts';

/** More than one checkout's worth of events is one search. */
const most = 500;
const wait = 200;
const skipped = /[\\/](?:node_modules|\.git|\.hg|\.svn|\.venv|__pycache__)(?:[\\/]|$)/;

/**
 * Folders that arrive or go whole: for the files in them no watcher of files gets an event, only `**` one for the folder itself
 * (facts/trials.md, 11). Everything that is created or deleted comes through here, so each event costs a look into a set; of what came together only
 * the topmost is told.
 * @param tell is given paths that came or went
 * @param all is told when there are so many that looking through everything is cheaper
 */
export function watchFolders(folder: vscode.WorkspaceFolder, tell: (path: string, gone: boolean) => void, all: () => void): vscode.Disposable {
  const created = new Set<string>();
  const deleted = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    const come = topmost(created).filter(mayHoldMore);
    const gone = topmost(deleted);
    created.clear();
    deleted.clear();
    if (come.length + gone.length > most) all();
    else {
      for (const path of gone) tell(path, true);
      for (const path of come) tell(path, false);
    }
  };
  const on = (into: Set<string>) => (uri: vscode.Uri): void => {
    const path = fileKey(uri);
    if (skipped.test(path.slice(folder.uri.fsPath.length))) return;
    into.add(path);
    // From the first event on, so that a flood does not put it off for ever.
    timer ??= setTimeout(flush, wait);
  };
  const made = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**'), false, true, false);
  return vscode.Disposable.from(made, made.onDidCreate(on(created)), made.onDidDelete(on(deleted)), { dispose: () => clearTimeout(timer) });
}

/** Without what lies below others of them. */
function topmost(paths: ReadonlySet<string>): string[] {
  return [...paths].filter((path) => {
    for (let at = path.search(/[\\/][^\\/]*$/); at > 0; at = path.slice(0, at).search(/[\\/][^\\/]*$/)) if (paths.has(path.slice(0, at))) return false;
    return true;
  });
}

/** A folder, or a link that may stand in place of one. */
function mayHoldMore(path: string): boolean {
  try {
    const stat = fs.lstatSync(path);
    return stat.isDirectory() || stat.isSymbolicLink();
  } catch {
    return false;
  }
}
