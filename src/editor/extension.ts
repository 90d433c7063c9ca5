import * as vscode from 'vscode';
import { section } from './settings.ts';
import { StatusBar } from './status-bar.ts';
import { start, type Started } from './start.ts';

/**
 * Only registers and schedules: the first look at any file happens after VS Code has started, or when a command or an
 * editor asks for it.
 */
export function activate(context: vscode.ExtensionContext): void {
  const statusBar = new StatusBar();
  const log = vscode.window.createOutputChannel('MCP Roll Call', { log: true });
  let started: Started | undefined;
  const session = (): Started => {
    if (!started) {
      started = start(context, statusBar, log);
      context.subscriptions.push(started);
    }
    return started;
  };
  const command = (id: string, run: (session: Started, argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(`${section}.${id}`, async (argument: unknown) => {
      try {
        await run(session(), argument);
      } catch (error) {
        if (error instanceof vscode.CancellationError) return;
        log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
        void vscode.window.showErrorMessage(vscode.l10n.t('MCP Roll Call could not do this. Its log says why.'));
      }
    });
  context.subscriptions.push(
    statusBar,
    log,
    command('showServers', (on) => on.showServers()),
    command('registerServer', (on, argument) => on.registerServer(argument)),
    command('explainVerdict', (on, argument) => on.explainVerdict(argument)),
    command('openPolicy', (on) => on.openPolicy()),
    command('choosePolicyFile', (on) => on.choosePolicyFile()),
    command('startPolicy', (on) => on.startPolicy()),
    command('rescan', (on) => on.rescan()),
  );
  const soon = setTimeout(session, 0);
  context.subscriptions.push({ dispose: () => clearTimeout(soon) });
}
