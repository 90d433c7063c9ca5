import * as vscode from 'vscode';
import type { AssessedServer } from '../../core/assess.ts';
import { t } from '../words.ts';
import { inert } from './inert.ts';
import { trusted } from './listen.ts';
import type { Listening } from './listening.ts';
import { runningChanges } from './show-drift.ts';

/**
 * Re-check Servers: listens again to every server whose very launch the user allowed, and compares what VS Code runs. Nothing is asked on the
 * way; what could not be looked at is said, since silence would look like a good answer.
 */
export async function recheckServers(around: Listening): Promise<void> {
  if (!trusted()) return;
  const assessment = await around.rollCall.settled();
  const report = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Listening again'), cancellable: true }, (_, token) => {
    const control = new AbortController();
    token.onCancellationRequested(() => control.abort());
    return around.keeper.recheck(around.typed, control.signal);
  });
  const running = runningChanges(around, assessment);
  const { changed, same, unapproved, failed, notAllowed } = report;
  const names = (servers: readonly AssessedServer[]): string => [...new Set(servers.map(({ declaration }) => inert(declaration.name, 40)))].slice(0, 5).join(', ') + (servers.length > 5 ? '…' : '');
  const parts = [
    ...(changed.length > 0 ? [t('Changed: {names}.', { names: names(changed) })] : []),
    ...(running.length > 0 ? [t('What VS Code runs is not what was approved, as far as can be seen: {names}.', { names: names(running) })] : []),
    ...(same.length > 0 ? [t('As approved: {names}.', { names: names(same) })] : []),
    ...(unapproved.length > 0 ? [t('Heard, and never approved: {names}.', { names: names(unapproved) })] : []),
    ...(failed.length > 0 ? [t('Could not be listened to: {names}.', { names: names(failed) })] : []),
    ...(notAllowed.length > 0 ? [t('Not listened to, since nobody allowed this launch without a question: {names}.', { names: names(notAllowed) })] : []),
  ];
  if (parts.length === 0) parts.push(t('There is no server to listen to.'));
  const [show, listen] = [t('Show What Changed'), t('Listen to One...')];
  const warn = changed.length + running.length + failed.length > 0;
  const buttons = changed.length + running.length > 0 ? [show] : notAllowed.length > 0 ? [listen] : [];
  void (warn ? vscode.window.showWarningMessage : vscode.window.showInformationMessage)(parts.join(' '), ...buttons).then(async (picked) => {
    if (picked === show) await vscode.commands.executeCommand('mcpRollCall.showDrift');
    if (picked === listen) await vscode.commands.executeCommand('mcpRollCall.listen');
  }, around.failed);
}
