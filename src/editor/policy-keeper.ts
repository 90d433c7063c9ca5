import * as vscode from 'vscode';
import { keptReasons, problemsOf, type PolicyState } from '../core/policy/policy-state.ts';
import { registryName } from '../core/registry/registry-name.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { PolicyKeeper } from '../host/policy/policy-keeper.ts';
import { readKeys, type ReadKeys } from '../host/policy/policy-keys.ts';
import type { PolicyNames } from '../host/policy/policy-sources.ts';
import { registryToken } from './registry-sign-in.ts';
import { policySetting } from './settings.ts';
import { t, words } from './words.ts';

/** What names the policy of this window: the machine, the environment and the user's settings, never what is open in it. */
function names(): PolicyNames {
  const given = [policySetting('file'), policySetting('url')].flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [{ value: value.trim(), namedBy: 'setting' as const }] : []));
  const keys = keysOf(policySetting('keys'));
  const judged = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  return { environment: realEnvironment(), given, judged, ...(keys && { keys }) };
}

/** Absent and empty ask for no signatures; anything else does, and what is no key makes nothing count. */
function keysOf(value: unknown): ReadKeys | undefined {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  return readKeys(Array.isArray(value) ? { keys: value } : value);
}

/** Keeps the policy of this window, and asks for it again in the background once `start` was called. */
export function policyKeeper(): PolicyKeeper {
  return new PolicyKeeper({ names, registryToken });
}

/** Asks every address and registry now, because the user said so, and says what came of it. */
export async function refreshPolicy(keeper: PolicyKeeper): Promise<void> {
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Getting the policy') }, () => keeper.refresh({ all: true }));
  const policy = keeper.read();
  if (policy.kind === 'none') {
    void vscode.window.showInformationMessage(t('No policy is configured.'));
    return;
  }
  const trouble = troubles(policy);
  if (trouble.length > 0) {
    const signIn = policy.parts.some(({ registries }) => registries.some((registry) => registry.signIn)) ? [t('Sign in to Registry...')] : [];
    void vscode.window.showWarningMessage(trouble.join(' '), ...signIn).then((picked) => picked && vscode.commands.executeCommand('mcpRollCall.signInToRegistry'));
  } else void vscode.window.setStatusBarMessage(t('MCP Roll Call: the policy is up to date'), 5000);
}

function troubles(policy: PolicyState): readonly string[] {
  if (policy.kind === 'none') return [];
  const unread = policy.parts.filter(({ document }) => !document).flatMap(({ source, problems }) => problems.slice(0, 1).map(({ message }) => `${source.at}: ${words(message)}`));
  const registries = policy.parts.flatMap((part) => part.registries.flatMap(({ url, problem }) => (problem ? [`${registryName(url)}: ${words(problem)}`] : [])));
  const kept = keptReasons(policy).map(words);
  // Said already of what is kept or missing: else it would be told twice.
  const wrong = unread.length + kept.length > 0 ? [] : problemsOf(policy).filter(({ severity }) => severity === 'error').slice(0, 1).map(({ message }) => words(message));
  const failing = policy.parts.filter(({ document, kept: why }) => document && !why).flatMap(({ source, notes }) => (source.kind === 'url' ? notes.filter(({ template }) => template.startsWith('Since ')).map(words) : []));
  return [...unread, ...kept, ...wrong, ...failing, ...registries];
}
