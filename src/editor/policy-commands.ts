import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { readPolicyFile } from '../host/policy/read-policy-file.ts';
import { isLive } from '../core/providers/declare-provider.ts';
import { problemsOf } from '../core/policy/policy-state.ts';
import { startPolicy } from '../core/policy/start-policy.ts';
import type { RollCall } from '../live/roll-call.ts';
import { insideWorkspace } from './real-place.ts';
import { policyFile, section } from './settings.ts';
import { t, words } from './words.ts';

/** Opens the policy that holds; offers to choose one where none is configured. */
export async function openPolicy(): Promise<void> {
  const file = policyFile();
  if (file) {
    await vscode.window.showTextDocument(vscode.Uri.file(file));
    return;
  }
  const choose = t('Choose Policy File...');
  const start = t('Start Policy from What I Use');
  const picked = await vscode.window.showInformationMessage(t('No policy is configured.'), choose, start);
  if (picked === choose) await vscode.commands.executeCommand('mcpRollCall.choosePolicyFile');
  if (picked === start) await vscode.commands.executeCommand('mcpRollCall.startPolicy');
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

/** Opens a draft policy with an entry for everything in use, none of it approved. Nothing is written until the user saves it. */
export async function startPolicyFromUse(rollCall: RollCall, now: () => string): Promise<void> {
  const { servers, providers } = await rollCall.settled();
  const text = startPolicy(servers.filter(({ file }) => file.live).map(({ declaration, identity }) => ({ declaration, identity })), {
    now: now(),
    providers: providers.filter(({ file, declaration }) => isLive(file, declaration)).map(({ declaration }) => declaration),
  });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'jsonc', content: text }));
  const choose = t('Choose Policy File...');
  const picked = await vscode.window.showInformationMessage(t('Every server and model provider you use is in this draft, as pending: nothing is approved until you say so. Save it outside of this workspace, then choose it.'), choose);
  if (picked === choose) await choosePolicyFile();
}
