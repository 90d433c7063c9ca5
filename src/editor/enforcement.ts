// A bundle of its own (esbuild.mjs): loaded when what clients enforce by themselves is asked for.
import * as vscode from 'vscode';
import type { Assessment } from '../core/assess.ts';
import type { ClientId, Environment } from '../core/clients/client.ts';
import type { ConfigFile } from '../core/config/config-file.ts';
import { natives } from '../core/native/natives.ts';
import { runningLists, type Running, type RunningSetting, type RunningSettings } from '../core/native/verify/running-lists.ts';
import type { Verification } from '../core/native/verify/verification.ts';
import { verifyEnforcement } from '../core/native/verify/verify-enforcement.ts';
import { vscodeKeys, type VscodeKey } from '../core/native/vscode/list.ts';
import { installedClients } from '../host/native/installed-clients.ts';
import { shortPlace } from './place.ts';
import { userConfigs } from './settings.ts';

export { exitOf } from '../core/native/verify/exit.ts';
export { verificationJson } from '../core/native/verify/report-json.ts';
export { verificationMarkdown } from '../core/native/verify/report-markdown.ts';
export { enforcementLines } from '../core/native/verify/tree-lines.ts';
export { tooltipWords } from '../core/native/verify/words.ts';

/** What each client on this machine enforces, with the files and verdicts of an assessment. */
export function verify({ policy, files, servers }: Assessment, environment: Environment, now: string): Verification {
  const editor = runningEditor();
  const installed = userConfigs() ? installedClients({ environment, editor }) : [{ client: editor.client, versions: [editor.version], at: editor.at }];
  const running = editor.client === 'vscode' ? { client: editor.client, ...askRunning(environment, files) } : undefined;
  return verifyEnforcement({ policy, files, servers, natives, installed, environment, now, shown: shortPlace, ...(running && { running }) });
}

/** The editor that this window is of: forks state the version of the VS Code that they are made from. */
function runningEditor(): { readonly client: ClientId; readonly version: string; readonly at: string } {
  const forks: Readonly<Record<string, ClientId>> = { cursor: 'cursor', windsurf: 'windsurf', devin: 'windsurf', kiro: 'kiro', trae: 'trae', antigravity: 'antigravity' };
  const name = vscode.env.appName.toLowerCase();
  const fork = Object.keys(forks).find((one) => name.includes(one));
  return { client: fork === undefined ? 'vscode' : forks[fork]!, version: vscode.version, at: vscode.env.appRoot };
}

/** What this VS Code goes by: it is asked, and nothing of it is changed. A policy's value stands where nobody has set one. */
function askRunning({ vscodeUserFolder }: Environment, files: readonly ConfigFile[]): Running {
  const configuration = vscode.workspace.getConfiguration();
  const settings = Object.fromEntries(
    (Object.keys(vscodeKeys) as VscodeKey[]).map((key): [VscodeKey, RunningSetting] => {
      const { setting } = vscodeKeys[key];
      const held = configuration.inspect(setting);
      return [key, { effective: configuration.get(setting), user: held?.globalValue, workspace: held?.workspaceFolderValue ?? held?.workspaceValue }];
    }),
  ) as RunningSettings;
  const own = vscodeUserFolder === undefined ? undefined : files.find(({ path }) => path.replaceAll('\\', '/') === `${vscodeUserFolder}/settings.json`);
  const list = own?.lists?.find(({ native }) => native === 'vscode');
  return runningLists(settings, vscode.env.appName, own && (list?.entries ?? []));
}
