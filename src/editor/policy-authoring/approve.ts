import * as path from 'node:path';
import * as vscode from 'vscode';
import type { AssessedServer, Assessment } from '../../core/assess.ts';
import { approveInPolicy } from '../../core/policy/authoring/approve-in-policy.ts';
import type { NewEntry } from '../../core/policy/authoring/narrowest-entry.ts';
import { compilePolicy } from '../../core/policy/compile.ts';
import { approves } from '../../core/policy/verdict.ts';
import { maskText } from '../../core/secret/mask.ts';
import { say, type Message } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import type { RollCall } from '../../live/roll-call.ts';
import { toRange, uriOf } from '../file-key.ts';
import { shortPlace } from '../place.ts';
import { ownPolicies } from '../policy-files.ts';
import { serverFor, type ServerArgument } from '../server-argument.ts';
import { t, words } from '../words.ts';
import { workspaceEdit } from '../workspace-edit.ts';
import { askApproval } from './approval-fields.ts';
import { approvedWords } from './approved-words.ts';
import type { PolicyPages } from './policy-pages.ts';
import { PolicyText } from './policy-text.ts';

/**
 * Puts the narrowest entry for a server into a policy that the user may write: asked for owner, reason and last day, shown as a change,
 * made as one edit that one undo takes back. Saving it, which makes it hold, stays with the user.
 */
export async function approveServer(rollCall: RollCall, pages: PolicyPages, argument: unknown, now: string): Promise<void> {
  const assessment = await rollCall.settled();
  const server = await serverFor(assessment, argument, t('Approve which server?'), ({ verdict, file, declaration }) => file.live && !declaration.disabled && !approves(verdict));
  if (!server) return;
  const name = maskText(server.declaration.name);
  const file = await chosenPolicy(assessment);
  if (file === undefined) return offerRegistration(server, assessment);
  if (file === null) return;
  const document = await vscode.workspace.openTextDocument(uriOf(file));
  const text = document.getText();
  const possible = approveInPolicy(text, server, {}, now);
  if ('refused' in possible) return tellRefused(possible.refused, server);
  const fields = await askApproval(name, now, { ...(server.verdict.entry?.owner !== undefined && { owner: server.verdict.entry.owner }) });
  if (!fields) return;
  const made = approveInPolicy(text, server, fields, now);
  if ('refused' in made) return tellRefused(made.refused, server);

  const shown = path.basename(file).replace(/\.jsonc?$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const before = pages.put(t('{policy} (now)', { policy: shown }), file, text);
  const after = pages.put(t('{policy} (with approval)', { policy: shown }), file, made.text);
  await vscode.commands.executeCommand('vscode.diff', before, after, t('{policy}: approve {name}', { policy: shortPlace(file), name: visible(name, 60) }), { preview: true, selection: beginningOf(new PolicyText(after, made.text).rangeAt(made.at)) });
  const agreed = await agree(name, made.entry, [...(made.replaces === undefined ? [] : [say('It takes the place of the entry `{id}`, which decided nothing yet.', { id: made.replaces })]), ...made.notes, ...stillNeeded(server, assessment, file, now)]);
  await pages.closeDiff(after);
  if (!agreed) return;
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() !== text || !(await vscode.workspace.applyEdit(workspaceEdit(document.uri, text, made.edits)))) {
    void vscode.window.showWarningMessage(t('The policy has changed meanwhile, so nothing was written. Approve it again.'));
    return;
  }
  editor.selection = beginningOf(new PolicyText(document.uri, document.getText()).rangeAt(made.at));
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  vscode.window.setStatusBarMessage(t('`{name}` stands in the policy. Save the policy to make it hold; undo takes it out.', { name: visible(name, 60) }), 10_000);
}

/** The policy to write into: the user's own, the one that is picked of several; undefined where there is none, null when the user gives up. */
async function chosenPolicy({ policy }: Assessment): Promise<string | undefined | null> {
  const own = ownPolicies(policy);
  if (own.length < 2) return own[0];
  const picked = await vscode.window.showQuickPick(own.map((file) => ({ label: shortPlace(file), file })), { title: t('Approve it in which policy?') });
  return picked?.file ?? null;
}

async function agree(name: string, entry: NewEntry, notes: readonly Message[]): Promise<boolean> {
  const make = { label: `$(check) ${t('Put this into the policy')}`, description: t('undo takes it out again') };
  const leave = { label: `$(close) ${t('Leave it as it is')}` };
  const told = notes.flatMap((note) => words(note).split(/(?<=[.:]) (?=[A-Z`])/)).map((sentence) => ({ label: `$(info) ${sentence}` }));
  // On a long line of the change most of it cannot be seen.
  const approved = entry.match.flatMap(approvedWords).map((line) => ({ label: `$(pass) ${line}` }));
  const separator = (label: string): vscode.QuickPickItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  for (;;) {
    const picked = await vscode.window.showQuickPick<vscode.QuickPickItem>([make, leave, separator(t('What is approved')), ...approved, ...(told.length > 0 ? [separator(t('Worth knowing')), ...told] : [])], {
      title: t('Approve `{name}`?', { name: visible(name, 60) }),
      placeHolder: t('The change is shown below. Enter makes it, Escape does not.'),
      ignoreFocusOut: true,
    });
    // What is only to be read decides nothing.
    if (!picked || picked === leave || picked === make) return picked === make;
  }
}

/** The other policies that must approve it as well, and do not. */
function stillNeeded({ declaration, identity }: AssessedServer, { policy }: Assessment, file: string, now: string): Message[] {
  const parts = policy.kind === 'none' ? [] : policy.parts.filter(({ source }) => source.at !== file);
  return parts.flatMap(({ source, document }) => {
    const verdict = document && compilePolicy([{ document, approves: true }]).decide({ server: declaration, identity }, now);
    return verdict && approves(verdict) ? [] : [say('{policy} holds here too, and does not approve it.', { policy: source.kind === 'file' ? shortPlace(source.at) : maskText(source.at) })];
  });
}

/** Who may not write the policy can ask those who may. */
async function offerRegistration(server: AssessedServer, { policy }: Assessment): Promise<void> {
  const name = visible(maskText(server.declaration.name), 60);
  const register = t('Register…');
  const start = t('Start Policy from What I Use');
  const picked = policy.kind === 'none'
    ? await vscode.window.showInformationMessage(t('No policy is configured that could approve `{name}`.', { name }), register, start)
    : await vscode.window.showInformationMessage(t('`{name}` can be approved by those who keep the policy, and you cannot write it. Register it, so that they can decide.', { name }), register);
  if (picked === register) await vscode.commands.executeCommand('mcpRollCall.registerServer', argumentOf(server));
  if (picked === start) await vscode.commands.executeCommand('mcpRollCall.startPolicy');
}

async function tellRefused(refused: Message, server: AssessedServer): Promise<void> {
  const open = t('Go to Declaration');
  if ((await vscode.window.showWarningMessage(words(refused), open)) === open) await vscode.window.showTextDocument(uriOf(server.file.path), { selection: toRange(server.declaration.range) });
}

function argumentOf({ file, declaration }: AssessedServer): ServerArgument {
  return { file: file.path, path: declaration.path };
}

/** Nothing is selected: a selection would hide what is coloured. */
function beginningOf({ start }: vscode.Range): vscode.Selection {
  return new vscode.Selection(start, start);
}
