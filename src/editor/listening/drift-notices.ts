import * as vscode from 'vscode';
import { headline } from '../../core/drift/headline.ts';
import { say } from '../../core/text/message.ts';
import type { Drifted } from '../../live/recheck-keeper.ts';
import type { ServerArgument } from '../server-argument.ts';
import { t, words } from '../words.ts';
import { inert } from './inert.ts';

const named = 5;

/** One notification for everything that was found to say something else since the last, which the user did not ask for. */
export async function tellDrifted(drifted: readonly Drifted[]): Promise<void> {
  const [only, ...others] = drifted;
  if (!only) return;
  const [show, approve, later] = [t('Show What Changed'), t('Approve...'), t('Not Now')];
  if (others.length > 0) {
    if ((await vscode.window.showWarningMessage(t('{count} MCP servers say something else than you approved: {names}.', { count: drifted.length, names: namesOf(drifted) }), show, later)) === show) await vscode.commands.executeCommand('mcpRollCall.showDrift');
    return;
  }
  const { server } = only;
  const argument: ServerArgument = { file: server.file.path, path: server.declaration.path };
  const picked = await vscode.window.showWarningMessage(sentenceOf(only), show, approve, later);
  if (picked === show) await vscode.commands.executeCommand('mcpRollCall.showDrift', argument);
  if (picked === approve) await vscode.commands.executeCommand('mcpRollCall.approveVoice', argument);
}

function sentenceOf({ server, heard: { drift, approved } }: Drifted): string {
  const name = inert(server.declaration.name, 60);
  const what = drift ? headline(drift, server.declaration.name) : say('Asked twice in a row, it gave two different answers, which the protocol forbids.');
  return t('The MCP server `{name}` says something else than you approved on {date}. {what}', { name, date: approved.at.slice(0, 10), what: inert(words(what), 600) });
}

function namesOf(drifted: readonly Drifted[]): string {
  const names = drifted.map(({ server }) => inert(server.declaration.name, 40));
  return names.slice(0, named).join(', ') + (names.length > named ? ` ${t('and {count} more', { count: names.length - named })}` : '');
}
