import * as vscode from 'vscode';
import type { AssessedServer, Assessment } from '../../core/assess.ts';
import { headline } from '../../core/drift/headline.ts';
import { visible } from '../../core/text/visible.ts';
import type { Heard } from '../../live/listening-keeper.ts';
import { itemOf, serverNamedBy, type ServerArgument } from '../server-argument.ts';
import { t, words } from '../words.ts';
import { chooseApproval, hindrance } from './approval.ts';
import { driftDocuments } from './drift-documents.ts';
import { inert } from './inert.ts';
import type { Listening } from './listening.ts';
import type { ListeningPages } from './pages.ts';
import { offeredTools, runningDrift, type RunningDrift } from './running-tools.ts';

/** Show What Changed: of the server that a command was given; else of the one the user picks among those that changed. */
export async function showWhatChanged(around: Listening, argument: unknown): Promise<void> {
  const assessment = await around.rollCall.settled();
  const given = serverNamedBy(assessment, argument);
  const changed = (await Promise.all((given ? [given] : assessment.servers).map((server) => changeOf(around, server, assessment)))).filter((change) => change !== undefined);
  if (changed.length === 0) {
    void vscode.window.showInformationMessage(nothingChanged(around, assessment, given));
    return;
  }
  const items = changed.map((change) => ({ ...itemOf(change.server), change }));
  const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: t('Show what changed of which server?'), matchOnDescription: true, matchOnDetail: true });
  if (picked) await (picked.change.heard ? showDrift(around, picked.server, picked.change.heard) : showRunning(around, picked.server, picked.change.running!));
}

interface Change {
  readonly server: AssessedServer;
  readonly heard?: Heard;
  readonly running?: RunningDrift & { readonly approvedAt: string };
}

async function changeOf({ keeper }: Listening, server: AssessedServer, { servers }: Assessment): Promise<Change | undefined> {
  const heard = await keeper.last(server);
  if (heard?.drift) return { server, heard };
  const approved = await keeper.approved(server);
  const running = approved && runningDrift(server, approved.snapshot, servers);
  return running && running.drift.changes.length > 0 ? { server, running: { ...running, approvedAt: approved.at } } : undefined;
}

function nothingChanged({ keeper }: Listening, { servers }: Assessment, given: AssessedServer | undefined): string {
  const approved = (given ? [given] : servers).filter((server) => keeper.summary(server)?.approved);
  if (given && approved.length === 0) return t('Nobody has approved what `{name}` says yet, so nothing can have changed. Listen to it first.', { name: inert(given.declaration.name, 60) });
  if (approved.length === 0) return t('Nobody has approved what a server says yet, so nothing can have changed. Listen to one first.');
  const other = approved.filter((server) => keeper.summary(server)!.otherLaunch);
  if (other.length > 0) return t('It cannot be told: {names} is declared otherwise than when it was listened to. Listen to it again.', { names: other.slice(0, 5).map(({ declaration }) => inert(declaration.name, 40)).join(', ') });
  const date = approved.map((server) => keeper.summary(server)!.heard.at).sort()[0]!.slice(0, 10);
  return approved.length === 1 ? t('It said nothing else than you approved when it was last listened to, on {date}. Re-check it to know about now.', { date }) : t('{count} servers said nothing else than you approved when they were last listened to, the one of longest ago on {date}. Re-check them to know about now.', { count: approved.length, date });
}

/** Old and new beside each other, and what the gravest change means in a sentence. Nothing is approved by looking. */
export async function showDrift(around: Listening, server: AssessedServer, heard: Heard): Promise<void> {
  if (!(await openDrift(around, server, heard))) return;
  const drift = heard.drift!;
  const [approve, review, later] = [t('Approve...'), t('Send for Re-review...'), t('Not Now')];
  const why = hindrance(heard);
  const told = [words(headline(drift, server.declaration.name)), ...(why ? [t('It cannot be approved: {reason}', { reason: words(why) })] : [])].join(' ');
  // Not waited for: the difference is to be read first.
  void vscode.window.showWarningMessage(inert(told, 700), ...(why ? [] : [approve]), review, later).then(async (picked) => {
    if (picked === approve) await chooseApproval(around, server, heard);
    if (picked === review) await around.reReview(server, drift);
  }, around.failed);
}

/** The difference alone; false where there is none. */
export async function openDrift({ pages }: Listening, server: AssessedServer, { approved, drift, snapshot }: Heard): Promise<boolean> {
  if (!approved || !drift) return false;
  await open(pages, server, driftDocuments(drift, approved.snapshot, snapshot), t('{name}: approved {date} ↔ now', { name: visible(server.declaration.name, 60), date: approved.at.slice(0, 10) }));
  return true;
}

/** What VS Code's running server offers, of which only a part can be seen: it is never approved by that. */
async function showRunning(around: Listening, server: AssessedServer, { drift, approved, now, approvedAt }: RunningDrift & { readonly approvedAt: string }): Promise<void> {
  await open(around.pages, server, driftDocuments(drift, approved, now), t('{name}: approved {date} ↔ what VS Code runs (partial)', { name: visible(server.declaration.name, 60), date: approvedAt.slice(0, 10) }));
  const [listen, later] = [t('Listen to It...'), t('Not Now')];
  const told = [words(headline(drift, server.declaration.name)), t('VS Code passes on names, descriptions and input schemas only.')].join(' ');
  const argument: ServerArgument = { file: server.file.path, path: server.declaration.path };
  void vscode.window.showWarningMessage(inert(told, 700), listen, later).then((picked) => (picked === listen ? vscode.commands.executeCommand('mcpRollCall.listen', argument) : undefined), around.failed);
}

async function open(pages: ListeningPages, { file, declaration }: AssessedServer, { before, after }: ReturnType<typeof driftDocuments>, title: string): Promise<void> {
  const name = visible(declaration.name, 60);
  await pages.diff(title, { title: `${name} ${t('(approved)')}`, text: before }, { title: `${name} ${t('(now)')}`, text: after }, { file: file.path, path: declaration.path });
}

/** The servers of which VS Code runs something else than was approved, as far as can be seen. */
export async function runningChanges({ keeper }: Listening, { servers }: Assessment): Promise<readonly AssessedServer[]> {
  const offered = offeredTools();
  const changed = await Promise.all(
    servers.map(async (server) => {
      const approved = await keeper.approved(server);
      return approved !== undefined && (runningDrift(server, approved.snapshot, servers, offered)?.drift.changes.length ?? 0) > 0;
    }),
  );
  return servers.filter((_, i) => changed[i]);
}
