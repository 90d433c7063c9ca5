import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Assessment } from '../core/assess.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { SubmissionStore } from '../host/store/submission-store.ts';
import type { RollCall } from '../live/roll-call.ts';
import type { SubmissionKeeper } from '../live/submission-keeper.ts';
import { fileKey } from './file-key.ts';
import { section } from './settings.ts';

/** Gives a keeper its store, again when folders are opened in which it must not lie, and tells it when other windows or the command line write to it. */
export function watchSubmissions(keeper: SubmissionKeeper): vscode.Disposable {
  let watcher: vscode.Disposable | undefined;
  let over = false;
  const configure = async (): Promise<void> => {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => fileKey(uri));
    const store = SubmissionStore.of(realEnvironment(), folders);
    await keeper.configure(store);
    watcher?.dispose();
    watcher = undefined;
    if ('refused' in store || over) return;
    const made = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(path.dirname(store.file)), path.basename(store.file)));
    const reload = (): void => void keeper.reload();
    watcher = vscode.Disposable.from(made, made.onDidCreate(reload), made.onDidChange(reload), made.onDidDelete(reload));
  };
  void configure();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(() => void configure()),
    { dispose: () => { over = true; watcher?.dispose(); } },
  );
}

/** Whether stubs are drafted without being asked for. The user's word only: a workspace must not have files written. Not in Restricted Mode. */
function draftsUnknown(): boolean {
  return vscode.workspace.isTrusted && vscode.workspace.getConfiguration(section).inspect<unknown>('registration.draftUnknown')?.globalValue === true;
}

/** Drafts stubs for unknown servers as they are seen, where the user wants that. What drafts is loaded only then. */
export function watchUnknown(rollCall: RollCall, draft: (assessment: Assessment) => Promise<void>, failed: (error: unknown) => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drafting = Promise.resolve();
  const soon = (): void => {
    // Files and policy arrive one after the other; nobody waits for a draft. A change meanwhile does not put it off.
    if (timer || !draftsUnknown()) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (draftsUnknown()) drafting = drafting.then(() => draft(rollCall.assessment)).catch(failed);
    }, 2000);
  };
  return vscode.Disposable.from(
    rollCall.onDidChange(soon),
    vscode.workspace.onDidGrantWorkspaceTrust(soon),
    vscode.workspace.onDidChangeConfiguration((event) => { if (event.affectsConfiguration(`${section}.registration.draftUnknown`)) soon(); }),
    { dispose: () => clearTimeout(timer) },
  );
}
