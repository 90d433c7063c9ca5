import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { uriOf } from './file-key.ts';

/** Whether a file, by its key, can be written by this user as far as can be told before. */
export function isWritable(file: string): boolean {
  const uri = uriOf(file);
  if (uri.scheme !== 'file') return vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
  try {
    fs.accessSync(uri.fsPath, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
