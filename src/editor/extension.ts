import * as vscode from 'vscode';
import type { Session } from './session.ts';

const { l10n } = vscode;

/**
 * Only registers and schedules. Everything else is a bundle of its own, loaded once VS Code has started, or when a command
 * asks for it: a window that is opened for a moment pays nothing.
 */
export function activate(context: vscode.ExtensionContext): void {
  const statusItem = vscode.window.createStatusBarItem('mcpRollCall.status', vscode.StatusBarAlignment.Left, 10);
  statusItem.name = l10n.t('MCP Roll Call: approved servers');
  statusItem.command = 'mcpRollCall.servers.focus';
  statusItem.text = '$(law) MCP';
  statusItem.tooltip = l10n.t('MCP Roll Call has not looked at this window’s MCP configuration yet.');
  statusItem.show();
  const log = vscode.window.createOutputChannel('MCP Roll Call', { log: true });
  const failed = (error: unknown): void => log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));

  let loading: Promise<Session> | undefined;
  let over = false;
  const session = (): Promise<Session> => {
    loading ??= import('./session.js').then(({ start }) => {
      const started = start(context, statusItem, log);
      if (over) started.dispose();
      else context.subscriptions.push(started);
      return started;
    });
    return loading;
  };
  const command = (id: string, run: (session: Session, argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(`mcpRollCall.${id}`, async (argument: unknown) => {
      try {
        await run(await session(), argument);
      } catch (error) {
        if (error instanceof vscode.CancellationError) return;
        failed(error);
        const open = l10n.t('Open log');
        if ((await vscode.window.showErrorMessage(l10n.t('MCP Roll Call could not do this. Its log says why.'), open)) === open) log.show();
      }
    });
  const soon = setTimeout(() => void session().catch(failed), 0);
  context.subscriptions.push(
    statusItem,
    log,
    { dispose: () => { over = true; clearTimeout(soon); } },
    command('openDeclaration', (on, argument) => on.openDeclaration(argument)),
    command('disableServer', (on, argument) => on.disableServer(argument)),
    command('blockEverywhere', (on, argument) => on.blockEverywhere(argument)),
    command('undoStop', (on) => on.undoStop()),
    command('copyServerId', (on, argument) => on.copyServerId(argument)),
    command('groupServers', (on, argument) => on.groupServers(argument)),
    command('filterServers', (on, argument) => on.filterServers(argument)),
    command('clearFilter', (on) => on.clearFilter()),
    command('registerServer', (on, argument) => on.registerServer(argument)),
    command('addApprovedServer', (on, argument) => on.addApprovedServer(argument)),
    command('registerAllUnknown', (on) => on.registerAllUnknown()),
    command('submitRegistration', (on, argument) => on.submitRegistration(argument)),
    command('requestException', (on, argument) => on.requestException(argument)),
    command('newManifest', (on, argument) => on.newManifest(argument)),
    command('explainVerdict', (on, argument) => on.explainVerdict(argument)),
    command('fixAll', (on) => on.fixAll()),
    command('openPolicy', (on) => on.openPolicy()),
    command('refreshPolicy', (on) => on.refreshPolicy()),
    command('signInToRegistry', (on) => on.signInToRegistry()),
    command('choosePolicyFile', (on) => on.choosePolicyFile()),
    command('startPolicy', (on) => on.startPolicy()),
    command('exportPolicy', (on, argument) => on.exportPolicy(argument)),
    command('approveInPolicy', (on, argument) => on.approveInPolicy(argument)),
    command('runPolicyTests', (on, argument) => on.runPolicyTests(argument)),
    command('rescan', (on) => on.rescan()),
    command('exportInventory', (on, argument) => on.exportInventory(argument)),
    command('stopSearch', (on) => on.stopSearch()),
    command('verifyEnforcement', (on) => on.verifyEnforcement()),
    command('refreshEnforcement', (on) => on.refreshEnforcement()),
    command('exportEnforcement', (on, argument) => on.exportEnforcement(argument)),
    command('reviewChange', (on, argument) => on.reviewChange(argument)),
    command('acknowledgeLaunch', (on, argument) => on.acknowledgeLaunch(argument)),
    command('acknowledgeAllLaunches', (on) => on.acknowledgeAll()),
    command('listen', (on, argument) => on.listening('listenToServer', argument)),
    command('recheck', (on) => on.listening('recheckServers')),
    command('showDrift', (on, argument) => on.listening('showWhatChanged', argument)),
    command('approveVoice', (on, argument) => on.listening('approveNow', argument)),
    command('forgetAllowed', (on) => on.listening('forgetAllowed')),
    command('signOutOfServer', (on) => on.listening('signOutOfServer')),
  );
}
