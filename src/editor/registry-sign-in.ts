import * as vscode from 'vscode';
import type { PolicyState } from '../core/policy/policy-state.ts';
import { registryName } from '../core/registry/registry-name.ts';
import type { RegistryState } from '../core/registry/registry-state.ts';
import type { PolicyKeeper } from '../host/policy/policy-keeper.ts';
import { t, words } from './words.ts';

/** VS Code's own provider of Microsoft accounts, and what reading an Azure API Center asks for (policy-and-registry.md, 2). */
const provider = 'microsoft';
const scopes = ['https://azure-apicenter.net/Data.Read.All'];

/** A token for registries that ask who reads them, of the account that is signed in; asks nobody, shows nothing, and stores nothing. */
export async function registryToken(): Promise<string | undefined> {
  return (await vscode.authentication.getSession(provider, scopes, { silent: true }))?.accessToken;
}

/** Lets the user sign in, because the user said so, and reads the registries that ask for it. */
export async function signInToRegistry(keeper: PolicyKeeper): Promise<void> {
  const asking = askingRegistries(keeper.read());
  if (asking.length === 0) {
    void vscode.window.showInformationMessage(t('No registry that the policy names asks for a sign-in, so there is nothing to do.'));
    return;
  }
  const names = listOf(asking);
  try {
    await vscode.authentication.getSession(provider, scopes, { createIfNone: { detail: t('The policy names the registry {names}, which answers only who is signed in.', { names }) } });
  } catch {
    // Given up by the user, or refused: what was read before still counts.
    void vscode.window.showWarningMessage(t('Nobody is signed in to {names}. What was read of it before still counts; what was not is left open.', { names }));
    return;
  }
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Reading the registry {names}', { names }) }, () => keeper.refresh({ all: true }));
  const failing = askingRegistries(keeper.read()).find(({ problem }) => problem);
  if (failing?.problem) void vscode.window.showWarningMessage(t('The registry {name} could not be read: {problem}.', { name: registryName(failing.url), problem: words(failing.problem) }));
  else void vscode.window.setStatusBarMessage(t('MCP Roll Call: the registry {names} was read', { names }), 5000);
}

/** When somebody signs in elsewhere in VS Code, a registry that waits for that is asked again. */
export function watchSignIn(keeper: PolicyKeeper): vscode.Disposable {
  return vscode.authentication.onDidChangeSessions((event) => {
    if (event.provider.id === provider && askingRegistries(keeper.read()).some(({ signIn }) => signIn)) void keeper.refresh({ all: true });
  });
}

function askingRegistries(policy: PolicyState): RegistryState[] {
  if (policy.kind === 'none') return [];
  return policy.parts.flatMap(({ document, registries }) => registries.filter(({ url, signIn }) => signIn || document?.registries.some((named) => named.url === url && named.auth === 'entra')));
}

function listOf(registries: readonly RegistryState[]): string {
  return [...new Set(registries.map(({ url }) => registryName(url)))].join(', ');
}
