import * as vscode from 'vscode';
import type { Assessment } from '../core/assess.ts';
import type { RollCall } from '../live/roll-call.ts';
import { section } from './settings.ts';

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
