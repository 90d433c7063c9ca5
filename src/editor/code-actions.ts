import * as vscode from 'vscode';
import type { Assessment } from '../core/assess.ts';
import { editsOf } from '../core/finding/fix-all.ts';
import type { Finding } from '../core/finding/finding.ts';
import { takesRequests } from '../core/intake/takes-requests.ts';
import { approves } from '../core/policy/verdict.ts';
import { visible } from '../core/text/visible.ts';
import { providerAsServer } from '../core/providers/as-server.ts';
import type { RollCall } from '../live/roll-call.ts';
import type { AuthoredDiagnostics } from './authored-diagnostics.ts';
import { commandAction } from './command-action.ts';
import { diagnosticOf } from './diagnostics.ts';
import { fileKey, toRange } from './file-key.ts';
import { ignoreActions } from './ignore.ts';
import { lintedOf, type Linted } from './linted.ts';
import { ownPolicies } from './policy-files.ts';
import { reviewFixCommand, type FixToReview } from './review-fix.ts';
import type { ServerArgument } from './server-argument.ts';
import { t, words } from './words.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** `Ctrl+.` on a finding: its fixes, most useful first, then registering and explaining, then ignoring. */
export class FindingActions implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #rollCall: RollCall;
  readonly #authored: AuthoredDiagnostics;

  constructor(rollCall: RollCall, authored: AuthoredDiagnostics) {
    this.#rollCall = rollCall;
    this.#authored = authored;
  }

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    const linted = await lintedOf(document, this.#rollCall, this.#authored);
    if (!linted) return [];
    const key = fileKey(document.uri);
    const here = linted.findings.filter((finding) => toRange(finding.range).intersection(range));
    const actions = here.flatMap((finding) => fixActions(finding, linted, document.uri));
    // Only one may be preferred, or Auto Fix would have to guess.
    const safe = actions.filter((action) => action.isPreferred);
    if (safe.length > 1) for (const action of safe.slice(1)) action.isPreferred = false;
    const { assessment } = linted;
    return [
      ...(assessment ? changeActions(assessment, here, key) : []),
      ...(assessment ? voiceActions(assessment, here, key) : []),
      ...actions,
      ...(assessment ? serverActions(assessment, here, key, range) : []),
      ...ignoreActions(here, key, linted, this.#rollCall.under.policy),
    ];
  }
}

function fixActions(finding: Finding, linted: Linted, uri: vscode.Uri): vscode.CodeAction[] {
  return finding.fixes.flatMap((fix) => {
    const edits = editsOf(fix, linted);
    if (!edits) return [];
    if (fix.safety !== 'safe') return [commandAction(words(fix.title), reviewFixCommand, { uri, text: linted.text, edits, fix } satisfies FixToReview, [finding])];
    const action = new vscode.CodeAction(words(fix.title), vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnosticOf(finding)];
    action.edit = workspaceEdit(uri, linted.text, edits);
    action.isPreferred = true;
    return [action];
  });
}

/** Of a changed launch: first to see what changed, then to stand behind it. */
function changeActions({ servers, providers }: Assessment, here: readonly Finding[], key: string): vscode.CodeAction[] {
  return here.flatMap((finding) => {
    if (finding.ruleId !== 'changed-launch') return [];
    const provider = finding.provider && providers.find(({ file, declaration, change }) => change && file.path === key && declaration.path === finding.provider);
    const declaration = provider ? providerAsServer(provider.declaration).server : servers.find(({ file, declaration: { path }, change }) => change && file.path === key && path === finding.server)?.declaration;
    if (!declaration) return [];
    const argument: ServerArgument = { file: key, path: declaration.path };
    return [
      commandAction(t('Review change of `{name}`', { name: visible(declaration.name, 60) }), 'mcpRollCall.reviewChange', argument, [finding]),
      commandAction(t('Acknowledge this launch (approves nothing)'), 'mcpRollCall.acknowledgeLaunch', argument, [finding]),
    ];
  });
}

/** Of a server that says something else than was approved: first to see what. */
function voiceActions({ servers }: Assessment, here: readonly Finding[], key: string): vscode.CodeAction[] {
  return here.flatMap((finding) => {
    const server = finding.ruleId === 'changed-voice' ? servers.find(({ file, declaration }) => file.path === key && declaration.path === finding.server) : undefined;
    if (!server) return [];
    const argument: ServerArgument = { file: key, path: server.declaration.path };
    const name = visible(server.declaration.name, 60);
    return [
      ...(server.heard?.drift ? [commandAction(t('Show what changed in what `{name}` says', { name }), 'mcpRollCall.showDrift', argument, [finding])] : []),
      commandAction(t('Listen to `{name}` again…', { name }), 'mcpRollCall.listen', argument, [finding]),
    ];
  });
}

function serverActions({ servers, policy }: Assessment, here: readonly Finding[], key: string, range: vscode.Range): vscode.CodeAction[] {
  const server = servers.find(({ file, declaration }) => file.path === key && toRange(declaration.range).intersection(range));
  if (!server) return [];
  const about = here.filter((finding) => finding.ruleId === 'not-approved' || finding.ruleId === 'changed-launch' || finding.ruleId === 'unpinned-package' || finding.ruleId === 'opaque-launch' || finding.ruleId === 'ambiguous-entry');
  if (about.length === 0) return [];
  const argument: ServerArgument = { file: key, path: server.declaration.path };
  const name = visible(server.declaration.name, 60);
  const explain = commandAction(t('Explain the verdict on `{name}`', { name }), 'mcpRollCall.explainVerdict', argument, about);
  const submits = takesRequests(policy);
  const except = submits && !approves(server.verdict) ? [commandAction(t('Request an exception for `{name}`…', { name }), 'mcpRollCall.requestException', argument, about)] : [];
  if (server.verdict.state === 'denied' || server.verdict.state === 'revoked') return [explain, ...except];
  // Of what fixes nothing no approval could be narrow: there are fixes for that.
  const fixesWhatRuns = server.identity.kind !== 'opaque' && server.verdict.code !== 'unpinned';
  const approvable = fixesWhatRuns && about.some(({ ruleId }) => ruleId === 'not-approved') && ownPolicies(policy).length > 0;
  return [
    commandAction(t('Register `{name}`…', { name }), 'mcpRollCall.registerServer', argument, about),
    ...(submits && server.verdict.state === 'unknown' ? [commandAction(t('Submit the registration of `{name}`…', { name }), 'mcpRollCall.submitRegistration', argument, about)] : []),
    ...(approvable ? [commandAction(t('Approve `{name}` in policy…', { name }), 'mcpRollCall.approveInPolicy', argument, about)] : []),
    explain,
    ...(server.verdict.code === 'not-listed' || server.verdict.code === 'opaque' ? [commandAction(t('Add an approved server…'), 'mcpRollCall.addApprovedServer', undefined, about)] : []),
    ...except,
  ];
}
