import * as vscode from 'vscode';
import { userFiles } from '../core/clients/clients.ts';
import type { ConfigFile } from '../core/config/config-file.ts';
import { filesOfFolder } from '../core/places/files-of-folder.ts';
import { KnownPaths } from '../core/clients/known-path.ts';
import { isDormant } from '../host/files/dormant.ts';
import type { FoundPlace } from '../host/files/found-below.ts';
import { fileKey } from './file-key.ts';

const inFolders = new KnownPaths(filesOfFolder);
const ofUser = new KnownPaths((['linux', 'darwin', 'win32'] as const).flatMap((platform) => userFiles({ platform, home: '/', env: {} }).map((file) => ({ ...file, path: file.path.replaceAll('\\', '/') }))));

/** Documents that may be config files: `.mcp.json` is plain `json`, `.vscode/mcp.json` is `jsonc`. Which of them are, their names tell. */
export const configSelector: vscode.DocumentSelector = [{ language: 'json' }, { language: 'jsonc' }, { language: 'yaml' }, { language: 'toml' }, { pattern: '**/*.toml' }, { language: 'markdown' }];

/** By name, in any case: a Mac or Windows machine takes `.VSCode/MCP.json` for VS Code's file. */
export function mayBeConfig(document: vscode.TextDocument): boolean {
  if (!isFile(document.uri.scheme)) return false;
  const name = document.uri.path.split('/').at(-1)!;
  return inFolders.mayBe(name) || ofUser.mayBe(name);
}

/** Whether such a document lies somewhere, and is not what git or a preview of a change shows beside it under the same name. */
export function isFile(scheme: string): boolean {
  if (scheme === 'file' || scheme === 'vscode-userdata') return true;
  return vscode.workspace.fs.isWritableFileSystem(scheme) === true || (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.scheme === scheme);
}

/** The place of a document that some client reads where it lies, wherever that is. */
export function placeOf(document: vscode.TextDocument): FoundPlace | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const path = fileKey(document.uri);
  const parts = (folder ? vscode.workspace.asRelativePath(document.uri, false) : document.uri.path).split('/');
  const found = inFolders.at(parts);
  if (!found) return undefined;
  const { known, holder } = found;
  if (!folder) return { path, known, live: true };
  const way = parts.slice(0, holder);
  return { path, root: fileKey(vscode.Uri.joinPath(folder.uri, ...way)), boundary: fileKey(folder.uri), known, live: !isDormant(way) };
}

/** Whether some editor shows a file. */
export function shows({ path }: Pick<ConfigFile, 'path'>): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputText && fileKey(input.uri) === path));
}
