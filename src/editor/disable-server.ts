import * as vscode from 'vscode';
import type { ConfigFile } from '../core/config/config-file.ts';
import { canDisable, disabling } from '../core/config/disable.ts';
import type { Path } from '../core/config/node.ts';
import type { RollCall } from '../live/roll-call.ts';
import { toRange, uriOf } from './file-key.ts';
import { serverFor } from './server-argument.ts';
import { t } from './words.ts';
import { isWritable } from './is-writable.ts';

/** Whether a server can be switched off by an edit of its file that we may make. */
export function mayDisable(file: ConfigFile, server: Path): boolean {
  return file.scope !== 'managed' && file.live && canDisable(file, server) && isWritable(file.path);
}

/**
 * Switches a server off in its file, in the way its client has for that, as one edit that one undo takes back. What was
 * saved before is saved again, since a client sees no more than that; what was not stays for its author to save.
 */
export async function disableServer(rollCall: RollCall, argument: unknown): Promise<void> {
  const assessment = await rollCall.settled();
  const servers = assessment.servers.filter(({ file, declaration }) => !declaration.disabled && mayDisable(file, declaration.path));
  if (servers.length === 0) {
    void vscode.window.showInformationMessage(t('No server here can be switched off by an edit of its file: their clients keep that elsewhere.'));
    return;
  }
  const server = await serverFor({ ...assessment, servers }, argument, t('Disable which server?'));
  if (!server) return;
  const { file, declaration } = server;
  const edits = disabling(file, declaration.path);
  const document = await vscode.workspace.openTextDocument(uriOf(file.path));
  const wasSaved = !document.isDirty;
  const change = new vscode.WorkspaceEdit();
  for (const { span, newText } of edits ?? []) change.replace(document.uri, toRange(file.document.rangeOf(span)), newText);
  // An edit computed from another text would land in the wrong place.
  const done = edits !== undefined && document.getText() === file.document.text && (await vscode.workspace.applyEdit(change)) && (!wasSaved || (await document.save()));
  await vscode.window.showTextDocument(document, { selection: toRange(declaration.range) });
  if (done) vscode.window.setStatusBarMessage(t('`{name}` is disabled. Undo brings it back.', { name: declaration.name }), 5000);
  else void vscode.window.showWarningMessage(t('`{name}` could not be disabled: its file has changed, or cannot be written.', { name: declaration.name }));
}
