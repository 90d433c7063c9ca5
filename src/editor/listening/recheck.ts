import * as vscode from 'vscode';
import type { AssessedServer } from '../../core/assess.ts';
import { t } from '../words.ts';
import { inert } from './inert.ts';
import { trusted } from './hear.ts';
import type { Listening } from './listening.ts';
import { runningChanges } from './show-drift.ts';
import { signingIn } from './sign-in.ts';

/** What became of each server. */
interface Rechecked {
  readonly changed: AssessedServer[];
  readonly same: AssessedServer[];
  /** Heard, and there is nothing to hold it against. */
  readonly unapproved: AssessedServer[];
  /** Not heard, or not all of it. */
  readonly failed: AssessedServer[];
  /** Its launch would need a question. */
  readonly notAllowed: AssessedServer[];
}

/** As many at once as a machine does not feel. */
const together = 3;

/**
 * Re-check Servers: listens again to every server whose very launch the user allowed, and compares what VS Code runs. Nothing is asked on the
 * way; what could not be looked at is said, since silence would look like a good answer.
 */
export async function recheckServers(around: Listening): Promise<void> {
  if (!trusted()) return;
  const assessment = await around.rollCall.settled();
  const servers = assessment.servers.filter(({ file, declaration }) => file.live && !declaration.disabled);
  const done = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Listening again'), cancellable: true }, (progress, token) => {
    const control = new AbortController();
    token.onCancellationRequested(() => control.abort());
    return recheckAll(around, servers, control.signal, (server) => progress.report({ message: inert(server.declaration.name, 60) }));
  });
  tell(around, done, await runningChanges(around, assessment));
}

async function recheckAll(around: Listening, servers: readonly AssessedServer[], signal: AbortSignal, begins: (server: AssessedServer) => void): Promise<Rechecked> {
  const done: Rechecked = { changed: [], same: [], unapproved: [], failed: [], notAllowed: [] };
  const queue = [...servers];
  const work = async (): Promise<void> => {
    for (let server = queue.shift(); server && !signal.aborted; server = queue.shift()) {
      begins(server);
      done[await recheck(around, server, signal)].push(server);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  return done;
}

async function recheck({ keeper, typed, tokens, noted }: Listening, server: AssessedServer, signal: AbortSignal): Promise<keyof Rechecked> {
  const plan = await keeper.plan(server);
  if ('refused' in plan || !keeper.consents(plan)) return 'notAllowed';
  const values = typed.get(plan.seal) ?? new Map<string, string>();
  if (plan.asks.some(({ id }) => !values.has(id))) return 'notAllowed';
  const heard = await keeper.listen(server, plan, values, signal, signingIn(server.declaration.name, tokens, true));
  if (heard.kind === 'failed') return 'failed';
  await noted(server, heard);
  if (heard.unsteady || heard.drift) return 'changed';
  if (heard.snapshot.partial.length > 0) return 'failed';
  return heard.approved ? 'same' : 'unapproved';
}

function tell({ failed: broke }: Listening, { changed, same, unapproved, failed, notAllowed }: Rechecked, running: readonly AssessedServer[]): void {
  const parts = [
    ...(changed.length > 0 ? [t('Says something else: {names}.', { names: namesOf(changed) })] : []),
    ...(running.length > 0 ? [t('What VS Code runs offers something else, as far as can be seen: {names}.', { names: namesOf(running) })] : []),
    ...(failed.length > 0 ? [t('Could not be listened to, or not whole: {names}.', { names: namesOf(failed) })] : []),
    ...(same.length > 0 ? [t('Says what you approved: {names}.', { names: namesOf(same) })] : []),
    ...(unapproved.length > 0 ? [t('Heard, and never approved: {names}.', { names: namesOf(unapproved) })] : []),
    ...(notAllowed.length > 0 ? [t('Not listened to, since its launch needs your word first: {names}.', { names: namesOf(notAllowed) })] : []),
  ];
  if (parts.length === 0) parts.push(t('There is no server to listen to.'));
  const [show, listen] = [t('Show What Changed'), t('Listen to One...')];
  const warn = changed.length + running.length + failed.length > 0;
  const buttons = changed.length + running.length > 0 ? [show] : notAllowed.length > 0 ? [listen] : [];
  // Not waited for: the command is done, and the button stays as long as the notification does.
  void (warn ? vscode.window.showWarningMessage(parts.join(' '), ...buttons) : vscode.window.showInformationMessage(parts.join(' '), ...buttons)).then(async (picked) => {
    if (picked === show) await vscode.commands.executeCommand('mcpRollCall.showDrift');
    if (picked === listen) await vscode.commands.executeCommand('mcpRollCall.listen');
  }, broke);
}

function namesOf(servers: readonly AssessedServer[]): string {
  const names = [...new Set(servers.map(({ declaration }) => inert(declaration.name, 40)))];
  return names.slice(0, 5).join(', ') + (names.length > 5 ? ` ${t('and {count} more', { count: names.length - 5 })}` : '');
}
