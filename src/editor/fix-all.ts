import * as vscode from 'vscode';
import { fixAll } from '../core/finding/fix-all.ts';
import { difference } from '../core/text/edit.ts';
import type { RollCall } from '../live/roll-call.ts';
import type { AuthoredDiagnostics } from './authored-diagnostics.ts';
import { lintedOf, type Linted } from './linted.ts';
import { t } from './words.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** All safe fixes of a document as one edit: asked for by name, on save by `editor.codeActionsOnSave`, or by the command. */
export class FixAllActions implements vscode.CodeActionProvider {
  static readonly kind = vscode.CodeActionKind.SourceFixAll.append('mcpRollCall');
  readonly #rollCall: RollCall;
  readonly #authored: AuthoredDiagnostics;

  constructor(rollCall: RollCall, authored: AuthoredDiagnostics) {
    this.#rollCall = rollCall;
    this.#authored = authored;
  }

  async provideCodeActions(document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
    const made = await fixesOf(document, this.#rollCall, this.#authored);
    if (!made?.edit) return [];
    const action = new vscode.CodeAction(t('Fix all safe problems (MCP Roll Call)'), FixAllActions.kind);
    action.edit = made.edit;
    return [action];
  }
}

async function fixesOf(document: vscode.TextDocument, rollCall: RollCall, authored: AuthoredDiagnostics): Promise<{ edit?: vscode.WorkspaceEdit; fixed: number; linted: Linted } | undefined> {
  const linted = await lintedOf(document, rollCall, authored);
  if (!linted) return undefined;
  const { text, fixed } = fixAll(linted, (text) => linted.again(text));
  const edit = difference(linted.text, text);
  return { fixed, linted, ...(edit && { edit: workspaceEdit(document.uri, linted.text, [edit]) }) };
}

/** The command: fixes the open file's problems that can be fixed unseen, and says what is left. */
export async function fixAllInEditor(rollCall: RollCall, authored: AuthoredDiagnostics): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const made = document && (await fixesOf(document, rollCall, authored));
  if (!made) {
    void vscode.window.showInformationMessage(t('Open a file in which MCP servers are configured, or a manifest: that is what MCP Roll Call can fix.'));
    return;
  }
  if (made.edit && (await vscode.workspace.applyEdit(made.edit))) {
    vscode.window.setStatusBarMessage(made.fixed === 1 ? t('One problem is fixed. Undo brings it back.') : t('{count} problems are fixed. Undo brings them back.', { count: made.fixed }), 5000);
    return;
  }
  const toReview = made.linted.findings.filter(({ fixes }) => fixes.length > 0).length;
  void vscode.window.showInformationMessage(
    toReview === 0 ? t('Nothing in this file can be fixed without a person to decide.') : t('Nothing in this file can be fixed unseen. {count} of its problems have a fix to be looked at first: Ctrl+. on each shows it.', { count: toReview }),
  );
}
