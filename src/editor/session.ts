import * as vscode from 'vscode';
import type { Catalog } from '../core/catalog/catalog.ts';
import { shippedCatalog } from '../host/knowledge/shipped-catalog.ts';
import { rules } from '../core/rules/rules.ts';
import { realEnvironment } from '../host/files/environment.ts';
import { LaunchStore } from '../host/store/launch-store.ts';
import { RecheckStore } from '../host/store/recheck-store.ts';
import { SnapshotStore } from '../host/store/snapshot-store.ts';
import { SubmissionStore } from '../host/store/submission-store.ts';
import { InventoryKeeper, type InventoryTools } from '../live/inventory-keeper.ts';
import { LaunchKeeper } from '../live/launch-keeper.ts';
import { ListeningKeeper } from '../live/listening-keeper.ts';
import { RecheckKeeper } from '../live/recheck-keeper.ts';
import { RollCall } from '../live/roll-call.ts';
import { SubmissionKeeper } from '../live/submission-keeper.ts';
import type { AssessedServer } from '../core/assess.ts';
import type { Drift } from '../core/drift/drift.ts';
import type { Wanted } from '../core/policy/intake-schema.ts';
import { disableServer } from './disable-server.ts';
import { AuthoredDiagnostics } from './authored-diagnostics.ts';
import { FindingActions } from './code-actions.ts';
import { FixAllActions, fixAllInEditor } from './fix-all.ts';
import { copyServerId } from './copy-server-id.ts';
import { ConfigDiagnostics } from './diagnostics.ts';
import { VerdictPages } from './explain-verdict.ts';
import { EnforcementView } from './enforcement-view.ts';
import { exportInventory } from './export-inventory.ts';
import { fileKey } from './file-key.ts';
import { ServerHover } from './hover.ts';
import { registerIgnoring } from './ignore.ts';
import { DraftPages } from './draft-pages.ts';
import { acknowledgeAll, acknowledgeLaunch, reviewChange } from './launch-commands.ts';
import { tellOf } from './launch-notices.ts';
import { LaunchPages } from './launch-pages.ts';
import { ManifestHint } from './manifest-hint.ts';
import { registerManifestAuthoring } from './manifest-authoring.ts';
import { openDeclaration } from './open-declaration.ts';
import type { ListeningCommand } from './listening.ts';
import type { ListeningSession } from './listening/listening.ts';
import { policyKeeper, refreshPolicy } from './policy-keeper.ts';
import { signInToRegistry, watchSignIn } from './registry-sign-in.ts';
import { registerReviews } from './review-fix.ts';
import { PolicyDocuments } from './policy-documents.ts';
import { recheckHours, registrationPath } from './settings.ts';
import { showStatus } from './status-bar.ts';
import { ServersView } from './tree/servers-view.ts';
import { knownUserFiles, ownEnvironment, surroundings } from './surroundings.ts';
import { tellAnswered } from './submit-notices.ts';
import { watchUnknown } from './submit-watch.ts';
import { Typing } from './typing.ts';
import { configSelector, shows } from './documents.ts';
import { watchStore } from './watch-store.ts';
import { watch } from './watch.ts';
import { t, words } from './words.ts';

/** Everything that runs from the first look on: what commands act on. A bundle of its own, see extension.ts. */
export interface Session extends vscode.Disposable {
  openDeclaration(argument: unknown): Promise<void>;
  disableServer(argument: unknown): Promise<void>;
  blockEverywhere(argument: unknown): Promise<void>;
  undoStop(): Promise<void>;
  copyServerId(argument: unknown): Promise<void>;
  groupServers(argument: unknown): Promise<void>;
  filterServers(argument: unknown): Promise<void>;
  clearFilter(): Promise<void>;
  registerServer(argument: unknown): Promise<void>;
  addApprovedServer(argument: unknown): Promise<void>;
  registerAllUnknown(): Promise<void>;
  submitRegistration(argument: unknown): Promise<void>;
  requestException(argument: unknown): Promise<void>;
  newManifest(argument: unknown): Promise<void>;
  explainVerdict(argument: unknown): Promise<void>;
  fixAll(): Promise<void>;
  openPolicy(): Promise<void>;
  refreshPolicy(): Promise<void>;
  signInToRegistry(): Promise<void>;
  choosePolicyFile(): Promise<void>;
  startPolicy(): Promise<void>;
  approveInPolicy(argument: unknown): Promise<void>;
  runPolicyTests(argument: unknown): Promise<void>;
  exportPolicy(argument: unknown): Promise<void>;
  rescan(): Promise<void>;
  exportInventory(argument: unknown): Promise<void>;
  stopSearch(): Promise<void>;
  verifyEnforcement(): Promise<void>;
  refreshEnforcement(): Promise<void>;
  exportEnforcement(argument: unknown): Promise<void>;
  reviewChange(argument: unknown): Promise<void>;
  acknowledgeLaunch(argument: unknown): Promise<void>;
  acknowledgeAll(): Promise<void>;
  listening(command: ListeningCommand, argument?: unknown): Promise<void>;
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
  const policy = policyKeeper();
  const rollCall = new RollCall(surroundings(context, now, log, policy, () => accepted.accepted, () => submissions.submissions, () => voices.heard));
  const typing = new Typing();
  const launches = new LaunchPages();
  const failed = (error: unknown): void => log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const accepted: LaunchKeeper = new LaunchKeeper(rollCall, {
    now,
    settle: 600,
    typed: (file) => typing.of(file),
    isShown: shows,
    tell: (notice) => void tellOf(notice, accepted, launches).then(undefined, failed),
    troubled: (problem) => log.warn(words(problem)),
    failed,
  });
  const submissions: SubmissionKeeper = new SubmissionKeeper(rollCall, { tell: (answered) => void tellAnswered(answered).then(undefined, failed), troubled: (problem) => log.warn(words(problem)), failed, settle: 300 });
  const submissionPages = new DraftPages('submission', t('not sent yet'));
  const submit = async (wanted: Wanted, argument: unknown): Promise<void> => (await import('./register-server.js')).submitServer({ rollCall, keeper: submissions, pages: submissionPages, now }, wanted, argument);
  const diagnostics = new ConfigDiagnostics();
  const listeningTools = async () => (await import('./listening.js')).tools;
  const trusted = (): boolean => vscode.workspace.isTrusted;
  const voices: ListeningKeeper = new ListeningKeeper(rollCall, { tools: listeningTools, environment: ownEnvironment(context), folder: () => vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath, trusted, now, troubled: (problem) => log.warn(words(problem)), failed });
  const listening: ListeningSession = {
    rollCall,
    keeper: voices,
    secrets: context.secrets,
    hours: recheckHours,
    reReview: async (server: AssessedServer, drift: Drift) => (await import('./register-server.js')).submitServer({ rollCall, keeper: submissions, pages: submissionPages, now }, 'registration', { file: server.file.path, path: server.declaration.path }, drift),
    noted: async (server, heard) => void (heard.approved && (await rechecks.told([{ server, heard: { ...heard, approved: heard.approved } }]))),
    keep: (part) => void parts.push(part),
    failed,
  };
  const rechecks: RecheckKeeper = new RecheckKeeper(rollCall, voices, {
    tools: listeningTools,
    signingIn: async (server) => (await import('./listening.js')).quietSignIn(listening, server.declaration.name),
    now,
    trusted,
    awake: () => vscode.window.state.focused,
    every: () => recheckHours() * 3_600_000,
    first: 20_000,
    pause: 900_000,
    chance: Math.random,
    tell: (drifted) => void import('./listening.js').then(({ tellDrifted }) => tellDrifted(drifted)).catch(failed),
    troubled: (problem) => log.warn(words(problem)),
    failed,
  });
  const catalog = (): Catalog => shippedCatalog(context.extensionPath);
  const pages = new VerdictPages(rollCall, now, catalog);
  const tools = (): Promise<InventoryTools> => import('./inventory-tools.js');
  const keeper = new InventoryKeeper(rollCall, {
    tools,
    environment: realEnvironment(),
    folders: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => fileKey(uri)),
    registrations: registrationPath,
    catalog,
    unsaved: () => vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => fileKey(uri)),
    now,
    delay: 2000,
    failed,
    cannotRemember: (reason) => log.warn(words(reason)),
  });
  const authored = new AuthoredDiagnostics(rollCall, failed);
  const policies = new PolicyDocuments(rollCall, { now, failed, extension: context.extensionUri, rules: () => rules.map(({ id, title }) => ({ id, title })) });
  const view = new ServersView(rollCall, keeper, context.globalState, failed);
  const showsStatus = (): void => showStatus(statusItem, rollCall.assessment, accepted.knows(rollCall.assessment), enforcement.tooltip);
  const enforcement: EnforcementView = new EnforcementView(rollCall, { tools: () => import('./enforcement.js'), environment: () => ownEnvironment(context), now, failed, told: showsStatus });
  const parts: vscode.Disposable[] = [
    rollCall,
    diagnostics,
    pages,
    typing,
    launches,
    accepted,
    keeper,
    view,
    enforcement,
    authored,
    policies,
    registerIgnoring(rollCall),
    registerReviews(),
    new ManifestHint(context.workspaceState),
    registerManifestAuthoring(context.extensionUri),
    rollCall.onDidChange((assessment) => {
      diagnostics.show(assessment);
      showStatus(statusItem, assessment, accepted.knows(assessment), enforcement.tooltip);
    }),
    vscode.languages.registerHoverProvider(configSelector, new ServerHover(rollCall, catalog)),
    vscode.languages.registerCodeActionsProvider(configSelector, new FindingActions(rollCall, authored), { providedCodeActionKinds: FindingActions.kinds }),
    vscode.languages.registerCodeActionsProvider(configSelector, new FixAllActions(rollCall, authored), { providedCodeActionKinds: [FixAllActions.kind] }),
    policy,
    policy.onDidChange(() => rollCall.policyChanged()),
    watchSignIn(policy),
    watch(rollCall, policy, context),
    watchStore(accepted, (environment, judged) => LaunchStore.of(environment, judged)),
    submissions,
    submissionPages,
    watchStore(submissions, (environment, judged) => SubmissionStore.of(environment, judged)),
    rechecks,
    watchStore(voices, (environment, judged) => SnapshotStore.of(environment, judged)),
    watchStore(rechecks, (environment, judged) => RecheckStore.of(environment, judged)),
    watchUnknown(rollCall, async (assessment) => (await import('./register-server.js')).draftQuietly(assessment, context.workspaceState, (file) => vscode.workspace.textDocuments.some((document) => document.isDirty && fileKey(document.uri) === file)), failed),
  ];
  return {
    // Rare and large: a bundle of its own, see esbuild.mjs.
    registerServer: async (argument) => (await import('./register-server.js')).registerServer(rollCall, argument, { last: async (server) => (voices.summary(server) ? (await import('./listening.js')).lastWords(listening, server) : undefined), listen: async (server) => (await import('./listening.js')).freshWords(listening, server), failed }),
    addApprovedServer: async (argument) => (await import('./shelf.js')).addApprovedServer({ rollCall, catalog, userFiles: () => knownUserFiles(context), now }, argument),
    registerAllUnknown: async () => (await import('./register-server.js')).registerAllUnknown(rollCall),
    submitRegistration: (argument) => submit('registration', argument),
    requestException: (argument) => submit('exception', argument),
    newManifest: async (argument) => (await import('./register-server.js')).newManifest(argument),
    openDeclaration: (argument) => openDeclaration(rollCall, argument),
    disableServer: (argument) => disableServer(rollCall, argument),
    blockEverywhere: async (argument) => (await import('./block-everywhere.js')).blockEverywhere({ rollCall, now }, argument),
    undoStop: async () => (await import('./block-everywhere.js')).undoEmergencyStop({ rollCall, now }),
    copyServerId: (argument) => copyServerId(rollCall, view, argument),
    groupServers: (argument) => view.groupBy(argument),
    filterServers: (argument) => view.filter(argument),
    clearFilter: () => Promise.resolve(view.clearFilter()),
    explainVerdict: (argument) => pages.open(argument),
    fixAll: () => fixAllInEditor(rollCall, authored),
    refreshPolicy: () => refreshPolicy(policy),
    signInToRegistry: () => signInToRegistry(policy),
    openPolicy: async () => (await policies.authoring()).openPolicy(),
    choosePolicyFile: async () => (await policies.authoring()).choosePolicyFile(),
    startPolicy: async () => (await policies.authoring()).startPolicy(),
    approveInPolicy: async (argument) => (await policies.authoring()).approve(argument),
    runPolicyTests: async (argument) => (await policies.authoring()).runTests(argument),
    exportPolicy: async (argument) => (await import('./export-policy.js')).exportPolicy({ rollCall, now }, argument),
    exportInventory: (argument) => exportInventory(rollCall, keeper, tools, argument),
    rescan: () => rescan(rollCall),
    stopSearch: () => Promise.resolve(rollCall.stopSearch()),
    verifyEnforcement: () => enforcement.open(),
    refreshEnforcement: () => enforcement.refresh(),
    exportEnforcement: (argument) => enforcement.export(argument),
    reviewChange: (argument) => reviewChange(rollCall, launches, argument),
    acknowledgeLaunch: (argument) => acknowledgeLaunch(rollCall, accepted, argument),
    acknowledgeAll: () => acknowledgeAll(rollCall, accepted),
    listening: async (command, argument) => (await import('./listening.js')).run(listening, command, argument),
    dispose: () => vscode.Disposable.from(...parts).dispose(),
  };
}
