import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { problemsOf, type PolicyPart } from '../core/policy/policy-state.ts';
import { maskUrl } from '../core/secret/mask.ts';
import { visible } from '../core/text/visible.ts';
import { readPolicyFile } from '../host/policy/read-policy-file.ts';
import type { RollCall } from '../live/roll-call.ts';
import { heldPolicyText } from './policy-authoring/held-policy-text.ts';
import type { PolicyPages } from './policy-authoring/policy-pages.ts';
import { shortPlace } from './place.ts';
import { insideWorkspace } from './real-place.ts';
import { policyFile, section } from './settings.ts';
import { t, words } from './words.ts';

/** Opens the policy that holds, of several the one that is picked; offers to choose one where none is configured. */
export async function openPolicy(rollCall: RollCall, pages: PolicyPages): Promise<void> {
  const { policy } = await rollCall.settled();
  const parts = policy.kind === 'none' ? [] : policy.parts;
  if (parts.length > 0) {
    const part = parts.length === 1 ? parts[0] : (await vscode.window.showQuickPick(parts.map((each) => ({ ...describe(each), part: each })), { title: t('Open which policy?'), placeHolder: t('All of them hold: each must approve, and each may deny') }))?.part;
    if (part) await open(part, pages);
    return;
  }
  const choose = t('Choose Policy File...');
  const start = t('Start Policy from What I Use');
  const picked = await vscode.window.showInformationMessage(t('No policy is configured.'), choose, start);
  if (picked === choose) await vscode.commands.executeCommand('mcpRollCall.choosePolicyFile');
  if (picked === start) await vscode.commands.executeCommand('mcpRollCall.startPolicy');
}

async function open(part: PolicyPart, pages: PolicyPages): Promise<void> {
  const { source, problems } = part;
  if (source.kind === 'url') {
    // What was fetched, since what is there now may be another one.
    const page = pages.put(placeOf(part).replace(/^https:\/\/|\.jsonc?$|\?.*$/g, '').replace(/[^\p{L}\p{N}.-]+/gu, '-'), source.at, heldPolicyText(part));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(page));
    return;
  }
  try {
    await vscode.window.showTextDocument(vscode.Uri.file(source.at));
  } catch (error) {
    const why = problems[0] ? words(problems[0].message) : error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(t('{policy} cannot be opened: {reason}', { policy: placeOf(part), reason: why }));
  }
}

function placeOf({ source }: PolicyPart): string {
  return source.kind === 'url' ? maskUrl(source.at) : shortPlace(source.at);
}

/** A part on one line: where it is, who named it, how old it is, and what there is to know of it. */
function describe(part: PolicyPart): vscode.QuickPickItem {
  const { source, document, kept, confirmed, problems, notes } = part;
  const namedBy = { system: t('protected by this machine'), environment: t('named by the environment'), setting: t('named by your settings'), 'command-line': t('named by the command line') }[source.namedBy];
  const about = document
    ? [t('serial {serial}', { serial: document.serial }), ...(document.issuedAt === undefined ? [] : [t('issued {date}', { date: document.issuedAt.slice(0, 10) })]), ...(confirmed === undefined ? [] : [t('confirmed {time} UTC', { time: confirmed.slice(0, 16).replace('T', ' ') })])]
    : problems.slice(0, 1).map(({ message }) => words(message));
  return {
    label: `$(${document ? (kept ? 'warning' : source.kind === 'url' ? 'cloud' : 'law') : 'error'}) ${visible(placeOf(part), 120)}`,
    description: namedBy,
    detail: [about.join(' · '), ...(kept ? [words(kept)] : []), ...notes.map(words)].join(' — '),
  };
}

/** Lets the user name the policy file, and keeps it in the user's settings, where no workspace reaches. */
export async function choosePolicyFile(): Promise<void> {
  const held = policyFile();
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: t('Choose your organisation’s MCP policy'),
      openLabel: t('Use as policy'),
      canSelectMany: false,
      filters: { [t('Policy')]: ['json', 'jsonc'] },
      defaultUri: vscode.Uri.file(held ? path.dirname(held) : os.homedir()),
    })) ?? [];
  if (!chosen) return;
  if (insideWorkspace(chosen.fsPath)) {
    void vscode.window.showWarningMessage(t('This file lies in a folder that is open here. A repository cannot approve its own servers: keep the policy outside of it.'));
    return;
  }
  const state = readPolicyFile({ at: chosen.fsPath, kind: 'file', namedBy: 'setting' }, { kind: 'none' });
  if (state.kind !== 'ready') {
    const why = problemsOf(state)[0];
    void vscode.window.showErrorMessage(t('This file cannot be used as a policy: {reason}', { reason: why ? words(why.message) : t('it is empty') }));
    return;
  }
  await vscode.workspace.getConfiguration(section).update('policy.file', chosen.fsPath, vscode.ConfigurationTarget.Global);
}
