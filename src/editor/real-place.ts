import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isInside } from '../host/files/inside.ts';

/** Whether a file lies, links followed, in a folder that is open here: such a file must not approve anything in that folder. */
export function insideWorkspace(file: string): boolean {
  const real = realPath(file);
  return (vscode.workspace.workspaceFolders ?? []).some((folder) => folder.uri.scheme === 'file' && isInside(real, realPath(folder.uri.fsPath)));
}

/** Whether a file, which need not be there yet, lies in a folder once links are followed: a repository may hold a link to anywhere. */
export function staysInside(folder: vscode.Uri, file: vscode.Uri): boolean {
  return folder.scheme !== 'file' || isInside(realPath(file.fsPath), realPath(folder.fsPath));
}

/** The real path of a file, or of what of its path is there with the rest behind it. */
function realPath(file: string): string {
  try {
    return fs.realpathSync.native(file);
  } catch {
    // A link that leads nowhere yet would be followed by a write.
    if (isLink(file)) return realPath(path.resolve(path.dirname(file), fs.readlinkSync(file)));
    const parent = path.dirname(file);
    return parent === file ? file : path.join(realPath(parent), path.basename(file));
  }
}

function isLink(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
