import * as vscode from 'vscode';
import { LaunchKeeper } from '../live/launch-keeper.ts';
import { RollCall } from '../live/roll-call.ts';
import { AuthoredDiagnostics } from './authored-diagnostics.ts';
import { FindingActions } from './code-actions.ts';
import { ConfigDiagnostics } from './diagnostics.ts';
import { VerdictPages } from './explain-verdict.ts';
import { ServerHover } from './hover.ts';
import { acknowledgeAll, acknowledgeLaunch, reviewChange } from './launch-commands.ts';
import { tellOf } from './launch-notices.ts';
import { LaunchPages } from './launch-pages.ts';
import { choosePolicyFile, openPolicy, startPolicyFromUse } from './policy-commands.ts';
import { showServers } from './show-servers.ts';
import { showStatus } from './status-bar.ts';
import { surroundings } from './surroundings.ts';
import { Typing } from './typing.ts';
import { configSelector, shows } from './documents.ts';
import { watchStore } from './watch-store.ts';
import { words } from './words.ts';
import { watch } from './watch.ts';

/** Everything that runs from the first look on: what commands act on. A bundle of its own, see extension.ts. */
export interface Session extends vscode.Disposable {
  showServers(): Promise<void>;
  registerServer(argument: unknown): Promise<void>;
  explainVerdict(argument: unknown): Promise<void>;
  openPolicy(): Promise<void>;
  choosePolicyFile(): Promise<void>;
  startPolicy(): Promise<void>;
  rescan(): Promise<void>;
  reviewChange(argument: unknown): Promise<void>;
  acknowledgeLaunch(argument: unknown): Promise<void>;
  acknowledgeAll(): Promise<void>;
}

export function start(context: vscode.ExtensionContext, statusItem: vscode.StatusBarItem, log: vscode.LogOutputChannel): Session {
  const now = (): string => new Date().toISOString();
  const rollCall = new RollCall(surroundings(context, now, log, () => keeper.accepted));
  const typing = new Typing();
  const launches = new LaunchPages();
  const failed = (error: unknown): void => log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const keeper: LaunchKeeper = new LaunchKeeper(rollCall, {
    now,
    settle: 600,
    typed: (file) => typing.of(file),
    isShown: shows,
    tell: (notice) => void tellOf(notice, keeper, launches).then(undefined, failed),
    troubled: (problem) => log.warn(words(problem)),
    failed,
  });
  const diagnostics = new ConfigDiagnostics(context.extensionUri);
  const pages = new VerdictPages(rollCall, now);
  const parts: vscode.Disposable[] = [
    rollCall,
    diagnostics,
    pages,
    typing,
    launches,
    keeper,
    new AuthoredDiagnostics(context.extensionUri),
    rollCall.onDidChange((assessment) => {
      diagnostics.show(assessment);
      showStatus(statusItem, assessment);
    }),
    vscode.languages.registerHoverProvider(configSelector, new ServerHover(rollCall)),
    vscode.languages.registerCodeActionsProvider(configSelector, new FindingActions(rollCall, context.extensionUri), { providedCodeActionKinds: FindingActions.kinds }),
    watch(rollCall, context),
    watchStore(keeper),
  ];
  return {
    showServers: () => showServers(rollCall, keeper.knows(rollCall.assessment)),
    // Rare and large: a bundle of its own, see esbuild.mjs.
    registerServer: async (argument) => (await import('./register-server.js')).registerServer(rollCall, argument),
    explainVerdict: (argument) => pages.open(argument),
    openPolicy,
    choosePolicyFile,
    startPolicy: () => startPolicyFromUse(rollCall, now),
    rescan: async () => {
      rollCall.rescan();
      await rollCall.settled();
    },
    reviewChange: (argument) => reviewChange(rollCall, launches, argument),
    acknowledgeLaunch: (argument) => acknowledgeLaunch(rollCall, keeper, argument),
    acknowledgeAll: () => acknowledgeAll(rollCall, keeper),
    dispose: () => vscode.Disposable.from(...parts).dispose(),
  };
}
