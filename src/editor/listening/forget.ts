import * as vscode from 'vscode';
import { t, words } from '../words.ts';
import { inert } from './inert.ts';
import type { Listening } from './listening.ts';

interface Choice extends vscode.QuickPickItem {
  readonly forget: () => Promise<void>;
}

/** Takes back what was allowed: launches that are started without a question, background re-checks, sign-ins. What was approved stays approved. */
export async function forgetAllowed(around: Listening): Promise<void> {
  const { keeper, typed } = around;
  const permissions: Choice[] = keeper.permissions().map(({ seal, label, at, background }) => ({
    label: inert(label, 100),
    description: background ? t('may be started without a question, and is re-checked') : t('may be started without a question'),
    detail: t('since {date}', { date: at.slice(0, 10) }),
    forget: async () => {
      typed.delete(seal);
      const problem = await keeper.forget([seal]);
      if (problem) void vscode.window.showWarningMessage(inert(words(problem), 300));
    },
  }));
  await forget([...permissions, ...(await sessionsOf(around))], t('Nothing is remembered: every launch asks first, no server is re-checked in the background, and MCP Roll Call is signed in nowhere.'), t('Forget which permissions?'));
}

/** Forgets the tokens of servers that somebody signed in to. */
export async function signOutOfServer(around: Listening): Promise<void> {
  await forget(await sessionsOf(around), t('MCP Roll Call is signed in to no server. Accounts of VS Code itself, as of GitHub, are signed out in its Accounts menu.'), t('Sign out of which servers?'));
}

async function sessionsOf({ tokens }: Listening): Promise<readonly Choice[]> {
  return (await tokens.all()).map((key) => ({ label: inert(key.resource, 120), description: t('signed in at {issuer}', { issuer: inert(key.issuer, 120) }), forget: () => tokens.delete(key) }));
}

async function forget(choices: readonly Choice[], none: string, title: string): Promise<void> {
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(none);
    return;
  }
  const picked = await vscode.window.showQuickPick(choices, { title, placeHolder: t('What you forget is asked again. What you approved stays approved.'), canPickMany: true, matchOnDescription: true });
  for (const choice of picked ?? []) await choice.forget();
  if (picked && picked.length > 0) vscode.window.setStatusBarMessage(picked.length === 1 ? t('Forgot one permission') : t('Forgot {count} permissions', { count: picked.length }), 5000);
}
