import * as vscode from 'vscode';
import type { Drifted } from '../../live/listening-keeper.ts';
import type { ServerArgument } from '../server-argument.ts';
import { t, words } from '../words.ts';
import { inert } from './inert.ts';

const named = 5;

/** One notification for everything that was found to say something else since the last, which the user did not ask for. */
export async function tellDrifted(drifted: readonly Drifted[]): Promise<void> {
  const [only, ...others] = drifted;
  if (!only) return;
  const [show, approve, later] = [t('Show What Changed'), t('Approve...'), t('Not Now')];
  const argument: ServerArgument | undefined = others.length > 0 ? undefined : { file: only.server.file.path, path: only.server.declaration.path };
  const picked = await (argument ? vscode.window.showWarningMessage(sentenceOf(only), show, approve, later) : vscode.window.showWarningMessage(t('{count} MCP servers say something else than you approved: {names}.', { count: drifted.length, names: namesOf(drifted) }), show, later));
  if (picked === show) await vscode.commands.executeCommand('mcpRollCall.showDrift', argument);
  if (picked === approve) await vscode.commands.executeCommand('mcpRollCall.approveVoice', argument);
}

function sentenceOf({ server, drift, approvedAt }: Drifted): string {
  const [first] = drift.changes;
  const args = { name: inert(server.declaration.name, 60), date: approvedAt.slice(0, 10), what: first ? inert(words(first.consequence), 300) : '', count: drift.changes.length - 1 };
  return args.count === 0 ? t('`{name}` says something else than you approved on {date}. {what}', args) : args.count === 1 ? t('`{name}` says something else than you approved on {date}. {what} One more thing changed.', args) : t('`{name}` says something else than you approved on {date}. {what} {count} more things changed.', args);
}

function namesOf(drifted: readonly Drifted[]): string {
  const names = drifted.map(({ server }) => inert(server.declaration.name, 40));
  return names.slice(0, named).join(', ') + (names.length > named ? ` ${t('and {count} more', { count: names.length - named })}` : '');
}
