import * as vscode from 'vscode';
import type { AssessedServer } from '../../core/assess.ts';
import type { ProbeFailure } from '../../core/probe/outcome.ts';
import type { ProbePlan } from '../../core/probe/plan.ts';
import { voicePage } from '../../core/listening/voice-page.ts';
import { codeBlock } from '../../core/intake/quoted.ts';
import { visible, visibleLines } from '../../core/text/visible.ts';
import type { Heard } from '../../live/listening-keeper.ts';
import { serverFor } from '../server-argument.ts';
import { t, words } from '../words.ts';
import { offerApproval } from './approve.ts';
import { askConsent } from './consent.ts';
import { askValues } from './ask-values.ts';
import { inert } from './inert.ts';
import type { Listening } from './listening.ts';
import { showDrift } from './show-drift.ts';
import { signIn } from './sign-in.ts';

/** Listens to one server once the user has seen what that runs, and shows what it says, or how that differs from what was approved. */
export async function listenToServer(around: Listening, argument: unknown): Promise<void> {
  if (!trusted()) return;
  const server = await serverFor(await around.rollCall.settled(), argument, t('Listen to which server?'), ({ file, declaration }) => file.live && !declaration.disabled);
  if (!server) return;
  const heard = await hear(around, server);
  if (!heard) return;
  if (heard.drift) return showDrift(around, server, heard);
  await showVoice(around, server, heard);
  if (heard.approved) vscode.window.setStatusBarMessage(t('`{name}` says what was approved', { name: visible(server.declaration.name, 60) }), 5000);
  else await offerApproval(around, server, heard);
}

/** In Restricted Mode nothing is started or called, whoever asks: the folder decides what would run. */
export function trusted(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = t('Manage Workspace Trust');
  void vscode.window.showWarningMessage(t('MCP Roll Call starts and calls no server in Restricted Mode: what would run is what this folder says. Trust the folder first, if you do.'), manage).then((picked) => (picked === manage ? vscode.commands.executeCommand('workbench.trust.manage') : undefined));
  return false;
}

/** Asks for consent where this very launch has none, for values, for a sign-in where one is wanted; says what went wrong. */
export async function hear(around: Listening, server: AssessedServer): Promise<Heard | undefined> {
  const { keeper, pages, typed } = around;
  const name = server.declaration.name;
  const plan = await keeper.plan(server);
  if ('refused' in plan) {
    void vscode.window.showWarningMessage(t('`{name}` cannot be listened to: {reason}', { name: inert(name, 60), reason: inert(words(plan.refused), 300) }));
    return undefined;
  }
  if (!keeper.consents(plan)) {
    const consent = await askConsent(name, plan, pages);
    if (consent === undefined) return undefined;
    if (consent === 'remember') {
      const problem = await keeper.remember(server, plan);
      if (problem) void vscode.window.showWarningMessage(t('You will be asked again: {reason}.', { reason: inert(words(problem), 300) }));
    }
  }
  const values = await askValues(name, plan, typed);
  if (!values) return undefined;
  const outcome = await withProgress(around, server, plan, values);
  if (outcome.kind === 'failed' && outcome.code === 'unauthorized') {
    const signed = await signIn(around, server, plan, outcome);
    if (!signed) return undefined;
    return finished(around, name, await withProgress(around, server, plan, values));
  }
  if (outcome.kind === 'heard' && values.size > 0) typed.set(plan.seal, values);
  return finished(around, name, outcome);
}

function withProgress({ keeper }: Listening, server: AssessedServer, plan: ProbePlan, values: ReadonlyMap<string, string>): Promise<Heard | ProbeFailure> {
  const title = t('Listening to {name}', { name: inert(server.declaration.name, 60) });
  return Promise.resolve(
    vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
      const control = new AbortController();
      token.onCancellationRequested(() => control.abort());
      return keeper.listen(server, plan, values, control.signal);
    }),
  );
}

async function finished({ pages }: Listening, name: string, outcome: Heard | ProbeFailure): Promise<Heard | undefined> {
  if (outcome.kind === 'heard') {
    if (outcome.notRemembered) void vscode.window.showWarningMessage(t('What it says is shown, and not remembered: {reason}.', { reason: inert(words(outcome.notRemembered), 300) }));
    return outcome;
  }
  if (outcome.code === 'cancelled') return undefined;
  const show = t('Show Its Output');
  const { output } = outcome;
  const picked = vscode.window.showErrorMessage(t('`{name}` could not be listened to: {reason}', { name: inert(name, 60), reason: inert(words(outcome.message), 400) }), ...(output === undefined || output === '' ? [] : [show]));
  void picked.then((chosen) => (chosen === show ? pages.show(`${name} ${t('(output)')}`, codeBlock(visibleLines(output!), 'text')) : undefined));
  return undefined;
}

export async function showVoice({ pages }: Listening, server: AssessedServer, { snapshot, at, approved, unsteady, notes }: Heard): Promise<void> {
  const page = voicePage(snapshot, { name: server.declaration.name, at, ...(approved && { approved: { digest: approved.snapshot.digest, at: approved.at } }), unsteady: (unsteady?.changes ?? []).slice(0, 20).map(({ consequence }) => consequence), notes });
  await pages.show(`${server.declaration.name} ${t('(says)')}`, page);
}
