import * as vscode from 'vscode';
import { realEnvironment } from '../host/files/environment.ts';
import { isInside } from '../host/files/inside.ts';
import { Judged } from '../host/files/judged.ts';
import { realPath } from '../host/files/real-path.ts';

/** Whether a file lies, links followed, in a folder that is open here: such a file must not approve anything in that folder. */
export function insideWorkspace(file: string): boolean {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  return new Judged(folders, realEnvironment()).holding(file) !== undefined;
}

/** Whether a file, which need not be there yet, lies in a folder once links are followed: a repository may hold a link to anywhere. */
export function staysInside(folder: vscode.Uri, file: vscode.Uri): boolean {
  return folder.scheme !== 'file' || isInside(realPath(file.fsPath), realPath(folder.fsPath));
}
