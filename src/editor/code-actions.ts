import * as vscode from 'vscode';
import type { Assessment } from '../core/assess.ts';
import { syntaxOf } from '../core/config/syntaxes.ts';
import type { ConfigFile } from '../core/config/config-file.ts';
import type { Finding, Fix } from '../core/finding/finding.ts';
import { visible } from '../core/text/visible.ts';
import { providerAsServer } from '../core/providers/as-server.ts';
import type { RollCall } from '../live/roll-call.ts';
import { diagnosticOf } from './diagnostics.ts';
import { mayBeConfig } from './documents.ts';
import { fileKey, toRange } from './file-key.ts';
import type { ServerArgument } from './server-argument.ts';
import { t, words } from './words.ts';

/** `Ctrl+.` on a finding: its fixes, most useful first, then registering and explaining. */
export class FindingActions implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #rollCall: RollCall;
  readonly #extension: vscode.Uri;

  constructor(rollCall: RollCall, extension: vscode.Uri) {
    this.#rollCall = rollCall;
    this.#extension = extension;
  }

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    if (!mayBeConfig(document)) return [];
    const assessment = await this.#rollCall.settled();
    const key = fileKey(document.uri);
    const file = assessment.files.find((candidate) => candidate.path === key);
    // An edit computed from another text would land in the wrong place.
    if (!file || file.document.text !== document.getText()) return [];
    const here = assessment.findings.filter((finding) => finding.file === key && toRange(finding.range).intersection(range));
    const actions = here.flatMap((finding) => this.#fixes(finding, file, document));
    // Only one may be preferred, or Auto Fix would have to guess.
    const safe = actions.filter((action) => action.isPreferred);
    if (safe.length > 1) for (const action of safe.slice(1)) action.isPreferred = false;
    return [...this.#changeActions(assessment, here, key), ...actions, ...this.#serverActions(assessment, here, key, range)];
  }

  #fixes(finding: Finding, file: ConfigFile, document: vscode.TextDocument): vscode.CodeAction[] {
    return finding.fixes.flatMap((fix) => {
      const edit = workspaceEdit(fix, file, document.uri);
      if (!edit) return [];
      const action = new vscode.CodeAction(words(fix.title), vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnosticOf(finding, this.#extension)];
      action.edit = edit;
      action.isPreferred = fix.safety === 'safe';
      return [action];
    });
  }

  /** Of a changed launch: first to see what changed, then to stand behind it. */
  #changeActions({ servers, providers }: Assessment, here: readonly Finding[], key: string): vscode.CodeAction[] {
    return here.flatMap((finding) => {
      if (finding.ruleId !== 'changed-launch') return [];
      const provider = finding.provider && providers.find(({ file, declaration, change }) => change && file.path === key && declaration.path === finding.provider);
      const declaration = provider ? providerAsServer(provider.declaration).server : servers.find(({ file, declaration: { path }, change }) => change && file.path === key && path === finding.server)?.declaration;
      if (!declaration) return [];
      const argument: ServerArgument = { file: key, path: declaration.path };
      return [
        { title: t('Review change of `{name}`', { name: visible(declaration.name, 60) }), command: 'mcpRollCall.reviewChange' },
        { title: t('Acknowledge this launch (approves nothing)'), command: 'mcpRollCall.acknowledgeLaunch' },
      ].map(({ title, command }) => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.diagnostics = [diagnosticOf(finding, this.#extension)];
        action.command = { title, command, arguments: [argument] };
        return action;
      });
    });
  }

  #serverActions({ servers }: Assessment, here: readonly Finding[], key: string, range: vscode.Range): vscode.CodeAction[] {
    const server = servers.find(({ file, declaration }) => file.path === key && toRange(declaration.range).intersection(range));
    if (!server) return [];
    const about = here.filter((finding) => finding.ruleId === 'not-approved' || finding.ruleId === 'changed-launch' || finding.ruleId === 'unpinned-package' || finding.ruleId === 'opaque-launch');
    if (about.length === 0) return [];
    const argument: ServerArgument = { file: key, path: server.declaration.path };
    const name = visible(server.declaration.name, 60);
    const action = (title: string, command: string): vscode.CodeAction => {
      const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      made.diagnostics = about.map((finding) => diagnosticOf(finding, this.#extension));
      made.command = { title, command, arguments: [argument] };
      return made;
    };
    const register = action(t('Register `{name}`…', { name }), 'mcpRollCall.registerServer');
    const explain = action(t('Explain the verdict on `{name}`', { name }), 'mcpRollCall.explainVerdict');
    return server.verdict.state === 'denied' || server.verdict.state === 'revoked' ? [explain] : [register, explain];
  }
}

/** A fix as an edit of the open document: one undo takes it back. */
function workspaceEdit(fix: Fix, file: ConfigFile, uri: vscode.Uri): vscode.WorkspaceEdit | undefined {
  const edits = file.tree && syntaxOf(file.syntax)?.edits(file.document.text, file.tree, fix.changes);
  if (!edits) return undefined;
  const workspaceEdit = new vscode.WorkspaceEdit();
  for (const edit of edits) workspaceEdit.replace(uri, toRange(file.document.rangeOf(edit.span)), edit.newText);
  return workspaceEdit;
}
