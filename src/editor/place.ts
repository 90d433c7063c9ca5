import * as os from 'node:os';
import * as vscode from 'vscode';
import { uriOf } from './file-key.ts';

/** A file's name as a person would say it: from its workspace folder, else from the home folder. */
export function shortPlace(file: string): string {
  const relative = vscode.workspace.asRelativePath(uriOf(file));
  const home = os.homedir();
  return home !== '' && relative.startsWith(home) && /^[\\/]/.test(relative.slice(home.length)) ? `~${relative.slice(home.length)}` : relative;
}
