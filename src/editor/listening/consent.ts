import * as vscode from 'vscode';
import { codeBlock } from '../../core/intake/quoted.ts';
import type { ProbePlan } from '../../core/probe/plan.ts';
import { visible, visibleLines } from '../../core/text/visible.ts';
import { t, words } from '../words.ts';
import type { ListeningPages } from './pages.ts';

/** What the user decided: this once, or for exactly this launch from now on. */
export type Consent = 'once' | 'remember';

/** A dialog shows about this much before it scrolls or cuts, which differs by system: what is longer goes onto a page. */
const mostLines = 14;
const longestLine = 300;

/** Shows exactly what would be started or called, whole, and asks. Nothing has run when it comes back with nothing. */
export async function askConsent(name: string, plan: ProbePlan, pages: ListeningPages): Promise<Consent | undefined> {
  const shown = plan.shown.map(({ label, text }) => `${words(label)}: ${visibleLines(text)}`);
  const fits = shown.length <= mostLines && shown.every((line) => line.length <= longestLine);
  const title = questionFor(name, plan);
  const page = fits ? undefined : await pages.show(`${name} ${t('(not started yet)')}`, pageOf(title, shown));
  // The button that Enter presses says what it does: a program is started.
  const [once, remember] = plan.target.kind === 'stdio' ? [t('Start and Listen Once'), t('Start, and Remember for This Exact Launch')] : [t('Listen Once'), t('Listen, and Remember for This Exact Launch')];
  const detail = [whatItDoes(plan), fits ? shown.join('\n') : t('What would run is too long for this question. All of it stands on the page behind it: cancel to read it in peace, and ask again.')].join('\n\n');
  // Of what the policy denies no answer is remembered.
  const picked = await vscode.window.showWarningMessage(title, { modal: true, detail }, once, ...(plan.stronger ? [] : [remember]));
  if (picked === undefined || (plan.stronger && !(await insists(name, words(plan.stronger))))) return undefined;
  if (page) await pages.close(page);
  return picked === remember ? 'remember' : 'once';
}

/** The second question, about a server that the policy denies. */
async function insists(name: string, why: string): Promise<boolean> {
  const anyway = t('Listen to It All the Same');
  return (await vscode.window.showWarningMessage(t('The policy denies `{name}`. Listen to it all the same?', { name: visible(name, 80) }), { modal: true, detail: why }, anyway)) === anyway;
}

function questionFor(name: string, { target }: ProbePlan): string {
  const shown = visible(name, 80);
  return target.kind === 'stdio' ? t('Start `{name}` and listen to what it says of itself?', { name: shown }) : t('Call `{name}` and listen to what it says of itself?', { name: shown });
}

function whatItDoes({ target }: ProbePlan): string {
  return target.kind === 'stdio'
    ? t('This program runs with your rights, twice, for a few seconds. MCP Roll Call asks it what it offers, calls no tool, and ends it with everything it started. Go on only if you trust it.')
    : t('MCP Roll Call connects to this address, twice, asks what it offers, and calls no tool.');
}

function pageOf(title: string, lines: readonly string[]): string {
  return [`# ${title}`, '', t('Nothing has been started or called yet.'), '', codeBlock(lines.join('\n'), 'text'), ''].join('\n');
}
