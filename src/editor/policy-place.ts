import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

/** Whether a file lies, links followed, in a folder that is open here: such a file must not approve anything in that folder. */
export function insideWorkspace(file: string): boolean {
  const real = realPath(file);
  return (vscode.workspace.workspaceFolders ?? []).some((folder) => {
    if (folder.uri.scheme !== 'file') return false;
    const way = path.relative(realPath(folder.uri.fsPath), real);
    return way === '' || (!way.startsWith(`..${path.sep}`) && way !== '..' && !path.isAbsolute(way));
  });
}

function realPath(file: string): string {
  try {
    return fs.realpathSync.native(file);
  } catch {
    return path.resolve(file);
  }
}
