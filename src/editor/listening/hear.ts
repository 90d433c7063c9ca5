import * as vscode from 'vscode';
import type { AssessedServer } from '../../core/assess.ts';
import { codeBlock } from '../../core/intake/quoted.ts';
import type { ProbeFailure } from '../../core/probe/outcome.ts';
import type { ProbePlan } from '../../core/probe/plan.ts';
import { visible, visibleLines } from '../../core/text/visible.ts';
import type { Heard } from '../../live/listening-keeper.ts';
import { t, words } from '../words.ts';
import { askConsent } from './consent.ts';
import { askValues } from './ask-values.ts';
import { inert } from './inert.ts';
import type { Listening } from './listening.ts';
import type { ListeningPages } from './pages.ts';
import { signingIn } from './sign-in.ts';

/** In Restricted Mode nothing is started or called, whoever asks: the folder decides what would run. */
export function trusted(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = t('Manage Workspace Trust');
  void vscode.window.showWarningMessage(t('MCP Roll Call starts and calls no server in Restricted Mode: what would run is what this folder says. Trust the folder first, if you do.'), manage).then((picked) => (picked === manage ? vscode.commands.executeCommand('workbench.trust.manage') : undefined));
  return false;
}

/** Asks for consent where this very launch has none, and for what it needs; says what went wrong. */
export async function hear(around: Listening, server: AssessedServer): Promise<Heard | undefined> {
  const { keeper, pages, typed, tokens } = around;
  const { name } = server.declaration;
  const plan = await keeper.plan(server);
  if ('refused' in plan) {
    void vscode.window.showWarningMessage(t('`{name}` cannot be listened to. {reason}', { name: inert(name, 60), reason: inert(words(plan.refused), 400) }));
    return undefined;
  }
  if (!(await agreedTo(around, server, plan))) return undefined;
  const values = await askValues(name, plan, typed);
  if (!values) return undefined;
  const title = t('Listening to {name}', { name: inert(name, 60) });
  const outcome = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
    const control = new AbortController();
    token.onCancellationRequested(() => control.abort());
    return keeper.listen(server, plan, values, control.signal, signingIn(name, tokens, false));
  });
  if (outcome.kind === 'failed') {
    failed(pages, name, outcome);
    return undefined;
  }
  if (values.size > 0) typed.set(plan.seal, values);
  if (outcome.notRemembered) void vscode.window.showWarningMessage(t('What `{name}` says is shown, and not remembered: {reason}.', { name: inert(name, 60), reason: inert(words(outcome.notRemembered), 300) }));
  await around.noted(server, outcome);
  return outcome;
}

async function agreedTo({ keeper, pages }: Listening, { declaration: { name } }: AssessedServer, plan: ProbePlan): Promise<boolean> {
  if (keeper.consents(plan)) return true;
  const consent = await askConsent(name, plan, pages);
  if (consent !== 'remember') return consent === 'once';
  const problem = await keeper.permit(labelOf(name, plan), plan, false);
  if (problem) void vscode.window.showWarningMessage(t('You will be asked again: {reason}.', { reason: inert(words(problem), 300) }));
  return true;
}

/** What a permission is called where it is taken back: the server's name, and the first of what was shown. */
export function labelOf(name: string, { shown }: ProbePlan): string {
  return visible(`${name}: ${shown[0]?.text ?? ''}`, 200);
}

function failed(pages: ListeningPages, name: string, { code, message, output = '' }: ProbeFailure): void {
  if (code === 'cancelled') return;
  const show = t('Show Its Output');
  const told = vscode.window.showErrorMessage(t('`{name}` could not be listened to. {reason}', { name: inert(name, 60), reason: inert(words(message), 500) }), ...(output === '' ? [] : [show]));
  void told.then((chosen) => (chosen === show ? pages.show(`${name} ${t('(output)')}`, codeBlock(visibleLines(output), 'text')) : undefined));
}
