import * as vscode from 'vscode';
import { approves } from '../core/policy/verdict.ts';
import { visible } from '../core/text/visible.ts';
import type { Answered } from '../live/submission-keeper.ts';
import type { ServerArgument } from './server-argument.ts';
import { t, words } from './words.ts';

/** Says once what was decided on what this user asked for. */
export async function tellAnswered(answered: readonly Answered[]): Promise<void> {
  await Promise.all(answered.slice(0, 5).map(tell));
}

async function tell({ server, submission }: Answered): Promise<void> {
  const { declaration, verdict, file } = server;
  const args = { name: inert(declaration.name, 60), date: submission.at.slice(0, 10), state: verdict.state, reason: inert(words(verdict.reason), 400) };
  const explain = t('Explain');
  const chosen = approves(verdict)
    ? await vscode.window.showInformationMessage(verdict.state === 'conditional' ? t('`{name}` is now approved, on a condition. You asked for it on {date}. {reason}', args) : t('`{name}` is now approved. You asked for it on {date}.', args), explain)
    : await vscode.window.showWarningMessage(t('`{name}` was decided on: {state}. You asked for it on {date}. {reason}', args), explain);
  if (chosen === explain) await vscode.commands.executeCommand('mcpRollCall.explainVerdict', { file: file.path, path: declaration.path } satisfies ServerArgument);
}

/** Data for a notification, where `[text](command:…)` would become a link that runs something. */
function inert(text: string, limit: number): string {
  return visible(text, limit).replaceAll('](', '] (');
}
