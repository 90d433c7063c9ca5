import * as vscode from 'vscode';
import { userFiles, workspaceFileAt, workspaceFiles } from '../core/clients/clients.ts';
import type { ConfigFile } from '../core/config/config-file.ts';
import { isDormant } from '../host/files/dormant.ts';
import type { Place } from '../host/files/places.ts';
import { fileKey } from './file-key.ts';

const names = new Set([...workspaceFiles, ...userFiles({ platform: 'linux', home: '/', env: {} })].map((file) => file.path.split('/').at(-1)!.toLowerCase()));

/** Documents that may be config files: `.mcp.json` is plain `json`, `.vscode/mcp.json` is `jsonc`. Which of them are, their names tell. */
export const configSelector: vscode.DocumentSelector = [{ language: 'json' }, { language: 'jsonc' }];

/** By name, in any case: a Mac or Windows machine takes `.VSCode/MCP.json` for VS Code's file. */
export function mayBeConfig(document: vscode.TextDocument): boolean {
  return names.has(document.uri.path.split('/').at(-1)!.toLowerCase());
}

/** The place of a document that some client reads where it lies, wherever that is. */
export function placeOf(document: vscode.TextDocument): Place | undefined {
  const known = workspaceFileAt(document.uri.path);
  if (!known) return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const way = folder ? vscode.workspace.asRelativePath(document.uri, false).split('/').slice(0, -known.path.split('/').length) : [];
  return { path: fileKey(document.uri), ...(folder && { root: fileKey(folder.uri) }), known, live: !isDormant(way) };
}

/** Whether some editor shows a file. */
export function shows({ path }: Pick<ConfigFile, 'path'>): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputText && fileKey(input.uri) === path));
}
