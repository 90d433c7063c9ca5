import * as path from 'node:path';
import * as vscode from 'vscode';
import { filesOfFolder } from '../core/places/files-of-folder.ts';
import { KnownPaths } from '../core/clients/known-path.ts';
import type { PolicyKeeper } from '../host/policy/policy-keeper.ts';
import type { RollCall } from '../live/roll-call.ts';
import { mayBeConfig, placeOf } from './documents.ts';
import { fileKey } from './file-key.ts';
import { watchFolders } from './folder-events.ts';
import { OutsideWatchers } from './outside-watchers.ts';
import { factFiles } from '../host/evidence/fact-files.ts';
import { section } from './settings.ts';
import { knownUserFiles } from './surroundings.ts';

/** Tells a roll call what changes: documents as they are typed, files in and outside the workspace, folders, settings. */
export function watch(rollCall: RollCall, policy: PolicyKeeper, context: vscode.ExtensionContext): vscode.Disposable {
  let watchers: vscode.Disposable[] = [];
  const places = (): void => {
    rollCall.surroundingsChanged('places');
    // While watchers are made anew, nobody tells of the policy either.
    rollCall.policyChanged();
  };
  let again: ReturnType<typeof setTimeout> | undefined;
  const outside = new OutsideWatchers({
    file: (changed) => {
      rollCall.touched(changed);
      if (!policy.files.includes(changed)) return;
      rollCall.policyChanged();
      // Everything hangs on the policy: of two changes in a row a watcher may tell of one, so it is read once more when all is quiet.
      clearTimeout(again);
      again = setTimeout(() => rollCall.policyChanged(), 1000);
    },
    places,
  });
  const configure = (): void => {
    vscode.Disposable.from(...watchers).dispose();
    watchers = workspaceWatchers(rollCall);
    policy.read();
    outside.watch([...policy.files, ...knownUserFiles(context).map((known) => known.path)]);
    rollCall.configure((vscode.workspace.workspaceFolders ?? []).map((folder) => fileKey(folder.uri)));
  };
  const edited = (document: vscode.TextDocument): void => {
    if (!mayBeConfig(document)) return;
    const file = fileKey(document.uri);
    // A document that says what the disk says need not be believed: VS Code keeps it for a while after its file is gone.
    if (document.isDirty || !path.isAbsolute(file)) rollCall.edited(file, document.getText(), placeOf(document));
    else rollCall.opened(file, placeOf(document));
  };
  for (const document of vscode.workspace.textDocuments) edited(document);
  configure();
  // What is due is asked for from here on, while the window works with what is known.
  policy.start();
  return vscode.Disposable.from(
    { dispose: () => { clearTimeout(again); vscode.Disposable.from(...watchers).dispose(); } },
    outside,
    ledWatchers(rollCall),
    vscode.workspace.onDidOpenTextDocument(edited),
    vscode.workspace.onDidChangeTextDocument(({ document }) => edited(document)),
    vscode.workspace.onDidCloseTextDocument((document) => rollCall.closed(fileKey(document.uri))),
    vscode.workspace.onDidChangeWorkspaceFolders(configure),
    vscode.extensions.onDidChange(() => rollCall.surroundingsChanged('places')),
    vscode.workspace.onDidGrantWorkspaceTrust(configure),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(section)) configure();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      rollCall.policyChanged();
    }),
  );
}

function watcher(base: vscode.WorkspaceFolder | vscode.Uri, pattern: string, tell: (path: string) => void): vscode.Disposable {
  const made = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(base, pattern));
  const on = (uri: vscode.Uri): void => tell(fileKey(uri));
  return vscode.Disposable.from(made, made.onDidCreate(on), made.onDidChange(on), made.onDidDelete(on));
}

function workspaceWatchers(rollCall: RollCall): vscode.Disposable[] {
  // In folders of every depth: what was found below the root changes too, and a new file beside others raises an event of its own.
  const files = `**/{${filesOfFolder.map((file) => file.path).join(',')}}`;
  return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => [
    watcher(folder, files, (file) => (rollCall.looksAt(file) ? rollCall.touched(file) : rollCall.folderChanged(file))),
    watchFolders(folder, (changed, gone) => { if (!gone || rollCall.looksBelow(changed)) rollCall.folderChanged(changed); }, () => rollCall.rescan()),
    // Written at every checkout; what came with it in folders of its own, no other watcher may have told of.
    watcher(folder, '.git/HEAD', () => rollCall.rescan()),
    watcher(folder, `{${factFiles.join(',')}}`, () => rollCall.surroundingsChanged('facts')),
  ]);
}

/** Files in the folders that no pattern names: where an `.env` sends a client. */
function ledWatchers(rollCall: RollCall): vscode.Disposable {
  let watchers: vscode.Disposable[] = [];
  let watched = '';
  let settled: ReturnType<typeof setTimeout> | undefined;
  const inFolders = new KnownPaths(filesOfFolder);
  const heard = rollCall.onDidChange(({ files }) => {
    const led = files.filter(({ root, path: file }) => root !== undefined && path.isAbsolute(file) && !inFolders.at(path.relative(root, file).split(path.sep))).map((file) => file.path);
    if (led.join('\0') === watched) return;
    watched = led.join('\0');
    vscode.Disposable.from(...watchers).dispose();
    watchers = led.flatMap((file) => {
      const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file));
      return folder ? [watcher(folder, path.relative(fileKey(folder.uri), file).split(path.sep).join('/'), (changed) => rollCall.touched(changed))] : [];
    });
    // A watcher hears nothing until it stands, and nobody tells when that is.
    clearTimeout(settled);
    settled = setTimeout(() => led.forEach((file) => rollCall.touched(file)), 1500);
  });
  return vscode.Disposable.from(heard, { dispose: () => { clearTimeout(settled); vscode.Disposable.from(...watchers).dispose(); } });
}
