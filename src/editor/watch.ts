import * as path from 'node:path';
import * as vscode from 'vscode';
import { workspaceFiles } from '../core/clients/clients.ts';
import type { RollCall } from '../live/roll-call.ts';
import { mayBeConfig, placeOf } from './documents.ts';
import { fileKey } from './file-key.ts';
import { factFiles } from '../host/evidence/fact-files.ts';
import { policyFile, section } from './settings.ts';
import { knownUserFiles } from './surroundings.ts';

/** Tells a roll call what changes: documents as they are typed, files in and outside the workspace, folders, settings. */
export function watch(rollCall: RollCall, context: vscode.ExtensionContext): vscode.Disposable {
  let watchers: vscode.Disposable[] = [];
  const configure = (): void => {
    vscode.Disposable.from(...watchers).dispose();
    watchers = [...workspaceWatchers(rollCall), ...outsideWatchers(rollCall, context)];
    const file = policyFile();
    rollCall.configure((vscode.workspace.workspaceFolders ?? []).map((folder) => fileKey(folder.uri)), file === undefined ? undefined : { path: file, namedBy: 'setting' });
  };
  const edited = (document: vscode.TextDocument): void => {
    if (mayBeConfig(document)) rollCall.edited(fileKey(document.uri), document.getText(), placeOf(document));
  };
  for (const document of vscode.workspace.textDocuments) edited(document);
  configure();
  return vscode.Disposable.from(
    { dispose: () => vscode.Disposable.from(...watchers).dispose() },
    vscode.workspace.onDidOpenTextDocument(edited),
    vscode.workspace.onDidChangeTextDocument(({ document }) => edited(document)),
    vscode.workspace.onDidCloseTextDocument((document) => rollCall.closed(fileKey(document.uri))),
    vscode.workspace.onDidChangeWorkspaceFolders(configure),
    vscode.workspace.onDidGrantWorkspaceTrust(configure),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(section)) configure();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) rollCall.timePassed();
    }),
  );
}

function watcher(base: vscode.WorkspaceFolder | vscode.Uri, pattern: string, tell: (path: string) => void): vscode.Disposable {
  const made = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(base, pattern));
  const on = (uri: vscode.Uri): void => tell(fileKey(uri));
  return vscode.Disposable.from(made, made.onDidCreate(on), made.onDidChange(on), made.onDidDelete(on));
}

function workspaceWatchers(rollCall: RollCall): vscode.Disposable[] {
  const files = `{${workspaceFiles.map((file) => file.path).join(',')}}`;
  // A folder that arrives or goes with its files in it raises no event for them (facts/trials.md, 11), but one for itself.
  const holders = [...new Set(workspaceFiles.flatMap((file) => (file.path.includes('/') ? [file.path.split('/')[0]!] : [])))];
  return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => [
    watcher(folder, files, (file) => rollCall.touched(file)),
    watcher(folder, `{${holders.join(',')}}`, () => rollCall.surroundingsChanged('places')),
    watcher(folder, `{${factFiles.join(',')}}`, () => rollCall.surroundingsChanged('facts')),
  ]);
}

/** The user's files and the policy, which lie outside of every folder. */
function outsideWatchers(rollCall: RollCall, context: vscode.ExtensionContext): vscode.Disposable[] {
  const file = policyFile();
  const watchers = file === undefined ? [] : [watcher(vscode.Uri.file(path.dirname(file)), path.basename(file), () => rollCall.touched(file))];
  for (const { path: pattern } of knownUserFiles(context)) {
    const parts = pattern.replaceAll('\\', '/').split('/');
    const wild = parts.indexOf('*');
    const fixed = wild < 0 ? parts.length - 1 : wild;
    watchers.push(
      watcher(vscode.Uri.file(parts.slice(0, fixed).join('/')), parts.slice(fixed).join('/'), (changed) => (wild < 0 ? rollCall.touched(changed) : rollCall.surroundingsChanged('places'))),
    );
  }
  return watchers;
}
