import * as vscode from 'vscode';
import type { AssessedServer, Assessment } from '../../core/assess.ts';
import type { Drift } from '../../core/drift/drift.ts';
import { visible } from '../../core/text/visible.ts';
import type { Heard } from '../../live/listening-keeper.ts';
import { itemOf, serverNamedBy, type ServerArgument } from '../server-argument.ts';
import { t, words } from '../words.ts';
import { approveServer, approveTool, hindrance } from './approve.ts';
import { driftDocuments } from './drift-documents.ts';
import { inert } from './inert.ts';
import type { Listening } from './listening.ts';
import { offeredTools, runningDrift } from './running-tools.ts';

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
  readonly running?: { readonly drift: Drift; readonly approvedAt: string };
}

async function changeOf({ keeper }: Listening, server: AssessedServer, { servers }: Assessment): Promise<Change | undefined> {
  const heard = await keeper.last(server);
  if (heard?.drift) return { server, heard };
  const approved = await keeper.approved(server);
  const drift = approved && runningDrift(server, approved.snapshot, servers);
  return drift && drift.changes.length > 0 ? { server, running: { drift, approvedAt: approved.at } } : undefined;
}

function nothingChanged({ keeper }: Listening, { servers }: Assessment, given: AssessedServer | undefined): string {
  const approved = (given ? [given] : servers).filter((server) => keeper.summary(server)?.approved);
  if (given && approved.length === 0) return t('Nobody has approved what `{name}` says yet, so nothing can have changed. Listen to it first.', { name: inert(given.declaration.name, 60) });
  if (approved.length === 0) return t('Nobody has approved what a server says yet, so nothing can have changed. Listen to one first.');
  const date = approved.map((server) => keeper.summary(server)!.heard.at).sort()[0]!.slice(0, 10);
  return approved.length === 1 ? t('It said nothing else than you approved when it was last listened to, on {date}. Re-check it to know about now.', { date }) : t('{count} servers said nothing else than you approved when they were last listened to, the one of longest ago on {date}. Re-check them to know about now.', { count: approved.length, date });
}

interface Choice extends vscode.QuickPickItem {
  readonly run?: () => Promise<void>;
}

/** Old and new beside each other; over the choices, what the gravest change means, in a sentence. */
export async function showDrift(around: Listening, server: AssessedServer, heard: Heard): Promise<void> {
  const { approved, drift } = heard;
  if (!approved || !drift) return;
  await open(around, server, drift, t('{name}: approved {date} ↔ now', { name: visible(server.declaration.name, 60), date: approved.at.slice(0, 10) }));
  const why = hindrance(heard);
  const tools = [...new Map(drift.changes.flatMap(({ subject, name, consequence }) => (subject === 'tool' && name !== undefined ? [[name, consequence] as const] : [])).reverse())].reverse();
  await choose(drift, why ? t('It cannot be approved: {reason}', { reason: words(why) }) : undefined, [
    ...(why ? [] : [{ label: t('$(check-all) Approve Server'), description: t('everything that it says now'), run: () => approveServer(around, server, heard) }]),
    ...(why ? [] : tools.slice(0, 20).map(([tool, consequence]) => ({ label: t('$(check) Approve This Tool: {tool}', { tool: visible(tool, 60) }), detail: words(consequence), run: () => approveTool(around, server, heard, tool) }))),
    { label: t('$(send) Send for Re-review...'), description: t('as the policy says; shows everything first'), run: () => around.reReview(server, drift) },
  ]);
}

/** What VS Code's running server offers, of which only a part can be seen: it is never approved by that. */
async function showRunning(around: Listening, server: AssessedServer, { drift, approvedAt }: { readonly drift: Drift; readonly approvedAt: string }): Promise<void> {
  await open(around, server, drift, t('{name}: approved {date} ↔ what VS Code runs (partial)', { name: visible(server.declaration.name, 60), date: approvedAt.slice(0, 10) }));
  const argument: ServerArgument = { file: server.file.path, path: server.declaration.path };
  await choose(drift, t('VS Code passes on names, descriptions and input schemas only: more may have changed.'), [
    { label: t('$(broadcast) Listen to It...'), description: t('to see all of it'), run: async () => { await vscode.commands.executeCommand('mcpRollCall.listen', argument); } },
  ]);
}

async function open({ pages }: Listening, { declaration }: AssessedServer, drift: Drift, title: string): Promise<void> {
  const { before, after } = driftDocuments(drift);
  const name = visible(declaration.name, 60);
  await pages.diff(title, { title: `${name} ${t('(approved)')}`, text: before }, { title: `${name} ${t('(now)')}`, text: after });
}

async function choose({ changes }: Drift, hint: string | undefined, choices: readonly Choice[]): Promise<void> {
  const [first] = changes;
  const more = changes.length === 1 ? t('One change.') : t('{count} changes, the gravest first.', { count: changes.length });
  const picked = await vscode.window.showQuickPick<Choice>([...choices, { label: t('$(close) Not Now'), description: t('it stays marked as changed') }], {
    title: first ? words(first.consequence) : '',
    placeHolder: [more, hint ?? t('Nothing has been approved.')].join(' '),
    ignoreFocusOut: true,
  });
  await picked?.run?.();
}

/** The servers of which VS Code runs something else than was approved, as far as can be seen. */
export async function runningChanges({ keeper }: Listening, { servers }: Assessment): Promise<readonly AssessedServer[]> {
  const offered = offeredTools();
  const changed = await Promise.all(
    servers.map(async (server) => {
      const approved = await keeper.approved(server);
      return approved !== undefined && (runningDrift(server, approved.snapshot, servers, offered)?.changes.length ?? 0) > 0;
    }),
  );
  return servers.filter((_, i) => changed[i]);
}
