import * as vscode from 'vscode';
import { isInside } from '../host/files/inside.ts';
import { realPath } from '../host/files/real-path.ts';

/** Whether a file lies, links followed, in a folder that is open here: such a file must not approve anything in that folder. */
export function insideWorkspace(file: string): boolean {
  const real = realPath(file);
  return (vscode.workspace.workspaceFolders ?? []).some((folder) => folder.uri.scheme === 'file' && isInside(real, realPath(folder.uri.fsPath)));
}

/** Whether a file, which need not be there yet, lies in a folder once links are followed: a repository may hold a link to anywhere. */
export function staysInside(folder: vscode.Uri, file: vscode.Uri): boolean {
  return folder.scheme !== 'file' || isInside(realPath(file.fsPath), realPath(folder.fsPath));
}
