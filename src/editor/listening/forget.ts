import * as vscode from 'vscode';
import { t, words } from '../words.ts';
import { inert } from './inert.ts';
import type { Listening } from './listening.ts';
import { signedIn, signOut } from './sign-in.ts';

interface Choice extends vscode.QuickPickItem {
  readonly forget: () => Promise<void>;
}

/** Takes back what was allowed: launches that are started without a question, background re-checks, sign-ins. What was approved stays approved. */
export async function forgetAllowed(around: Listening): Promise<void> {
  const { keeper, typed } = around;
  const permissions = keeper.permissions();
  const sessions = await signedIn(around);
  const items: Choice[] = [
    ...permissions.map(({ seal, label, at, background }) => ({
      label: inert(label, 80),
      description: background ? t('may be started without a question, and is re-checked') : t('may be started without a question'),
      detail: t('since {date}', { date: at.slice(0, 10) }),
      forget: async () => {
        typed.delete(seal);
        const problem = await keeper.forget(seal);
        if (problem) void vscode.window.showWarningMessage(inert(words(problem), 300));
      },
    })),
    ...sessions.map((address) => ({ label: inert(address, 120), description: t('signed in'), forget: () => signOut(around, address) })),
  ];
  if (items.length === 0) {
    void vscode.window.showInformationMessage(t('Nothing is remembered: every launch asks, no server is re-checked in the background, and MCP Roll Call is signed in nowhere.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(items, { title: t('Forget which permissions?'), placeHolder: t('What you forget is asked again. What you approved stays approved.'), canPickMany: true, matchOnDescription: true });
  for (const { forget } of picked ?? []) await forget();
  if (picked && picked.length > 0) vscode.window.setStatusBarMessage(picked.length === 1 ? t('Forgot one permission') : t('Forgot {count} permissions', { count: picked.length }), 5000);
}
