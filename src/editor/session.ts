import * as vscode from 'vscode';
import { realEnvironment } from '../host/files/environment.ts';
import { InventoryKeeper, type InventoryTools } from '../live/inventory-keeper.ts';
import { RollCall } from '../live/roll-call.ts';
import { AuthoredDiagnostics } from './authored-diagnostics.ts';
import { FindingActions } from './code-actions.ts';
import { ConfigDiagnostics } from './diagnostics.ts';
import { VerdictPages } from './explain-verdict.ts';
import { exportInventory } from './export-inventory.ts';
import { fileKey } from './file-key.ts';
import { ServerHover } from './hover.ts';
import { choosePolicyFile, openPolicy, startPolicyFromUse } from './policy-commands.ts';
import { registerServer } from './register-server.ts';
import { registrationPath } from './settings.ts';
import { showServers } from './show-servers.ts';
import { showStatus } from './status-bar.ts';
import { surroundings } from './surroundings.ts';
import { configSelector } from './documents.ts';
import { watch } from './watch.ts';
import { t, words } from './words.ts';

/** Everything that runs from the first look on: what commands act on. A bundle of its own, see extension.ts. */
export interface Session extends vscode.Disposable {
  showServers(): Promise<void>;
  registerServer(argument: unknown): Promise<void>;
  explainVerdict(argument: unknown): Promise<void>;
  openPolicy(): Promise<void>;
  choosePolicyFile(): Promise<void>;
  startPolicy(): Promise<void>;
  rescan(): Promise<void>;
  stopSearch(): Promise<void>;
  exportInventory(argument: unknown): Promise<void>;
}

/** Looks at everything again; what lasts is shown and can be given up. */
async function rescan(rollCall: RollCall): Promise<void> {
  rollCall.rescan();
  const over = rollCall.searched();
  const quick = await Promise.race([over.then(() => true), new Promise<false>((resolve) => setTimeout(() => resolve(false), 1000))]);
  if (quick) return;
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Looking for config files'), cancellable: true }, async (_, token) => {
    token.onCancellationRequested(() => rollCall.stopSearch());
    await over;
  });
}

export function start(context: vscode.ExtensionContext, statusItem: vscode.StatusBarItem, log: vscode.LogOutputChannel): Session {
  const now = (): string => new Date().toISOString();
  const rollCall = new RollCall(surroundings(context, now, log));
  const diagnostics = new ConfigDiagnostics(context.extensionUri);
  const pages = new VerdictPages(rollCall, now);
  const tools = (): Promise<InventoryTools> => import('./inventory-tools.js');
  const keeper = new InventoryKeeper(rollCall, {
    tools,
    environment: realEnvironment(),
    folders: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => fileKey(uri)),
    registrations: registrationPath,
    unsaved: () => vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => fileKey(uri)),
    now,
    delay: 2000,
    failed: (error) => log.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    cannotRemember: (reason) => log.warn(words(reason)),
  });
  const parts: vscode.Disposable[] = [
    rollCall,
    diagnostics,
    pages,
    keeper,
    new AuthoredDiagnostics(context.extensionUri),
    rollCall.onDidChange((assessment) => {
      diagnostics.show(assessment);
      showStatus(statusItem, assessment);
    }),
    vscode.languages.registerHoverProvider(configSelector, new ServerHover(rollCall)),
    vscode.languages.registerCodeActionsProvider(configSelector, new FindingActions(rollCall, context.extensionUri), { providedCodeActionKinds: FindingActions.kinds }),
    watch(rollCall, context),
  ];
  return {
    showServers: () => showServers(rollCall),
    registerServer: (argument) => registerServer(rollCall, argument),
    explainVerdict: (argument) => pages.open(argument),
    openPolicy,
    choosePolicyFile,
    startPolicy: () => startPolicyFromUse(rollCall, now),
    rescan: () => rescan(rollCall),
    stopSearch: () => Promise.resolve(rollCall.stopSearch()),
    exportInventory: (argument) => exportInventory(rollCall, keeper, tools, argument),
    dispose: () => vscode.Disposable.from(...parts).dispose(),
  };
}
