import { joined, render, say, type Message } from '../text/message.ts';
import type { DriftChange } from './drift.ts';
import { isNoticed, sumsOf, type CheckedServer, type DriftOutcome } from './outcome.ts';

/** A server's name, and what it is held against where that is several. */
export function titleOf({ name, against }: CheckedServer): string {
  return against ? `${name} (${render(against)})` : name;
}

/** What came of a server, in a word or two. */
export function outcomeName(outcome: DriftOutcome): 'same' | 'same so far' | 'changed' | 'unsteady' | 'not approved' | 'failed' {
  if (outcome.kind === 'same') return outcome.partial ? 'same so far' : 'same';
  if (outcome.kind === 'drifted') return 'changed';
  return outcome.kind === 'not-approved' ? 'not approved' : outcome.kind;
}

/** Why a server was not compared, or not wholly; undefined where it was. */
export function gapOf(outcome: DriftOutcome): Message | undefined {
  if (outcome.kind === 'failed') return outcome.message;
  if (outcome.kind === 'not-approved') return say('There is no approved snapshot to compare with.');
  const partial = outcome.kind === 'same' ? outcome.partial : outcome.drift.partial;
  return partial ? say('Not all of it could be heard, so that more may have changed.') : undefined;
}

/** The whole run in a sentence. Only where everything was heard and nothing changed is it an all-clear. */
export function summaryOf(servers: readonly CheckedServer[]): { readonly message: Message; readonly clear: boolean } {
  const { notApproved, failed } = sumsOf(servers);
  const all = distinct(servers);
  if (all === 0) return { message: say('There was no server to listen to, so nothing was compared. That is no all-clear.'), clear: false };
  const gaps = distinct(servers.filter(({ outcome }) => gapOf(outcome)));
  if (notApproved + failed === servers.length) return { message: all === 1 ? say('The one server could not be compared. That is no all-clear.') : say('None of the {all} servers could be compared. That is no all-clear.', { all }), clear: false };
  const changed = distinct(servers.filter(({ outcome }) => isNoticed(outcome)));
  const slightly = servers.some(({ outcome }) => 'drift' in outcome && !isNoticed(outcome));
  if (changed + gaps === 0) {
    if (slightly) return { message: say('Nothing changed that a model or a call would notice.'), clear: true };
    return { message: all === 1 ? say('The server says what was approved.') : say('All {all} servers say what was approved.', { all }), clear: true };
  }
  if (changed === 0) return { message: all === 1 ? say('What could be heard has not changed. Not all of it could be heard, so that more may have changed.') : say('What could be compared has not changed, but {gaps} of {all} servers could not be compared, or not wholly.', { gaps, all }), clear: false };
  const first = all === 1 ? say('The server no longer says what was approved.') : changed === 1 ? say('1 of {all} servers no longer says what was approved.', { all }) : say('{changed} of {all} servers no longer say what was approved.', { changed, all });
  if (gaps === 0) return { message: first, clear: false };
  return { message: joined(first, all === 1 ? say('Not all of it could be heard, so that more may have changed.') : say('{gaps} could not be compared, or not wholly.', { gaps })), clear: false };
}

/** How many servers these are: one that is held against several things has as many rows. */
function distinct(servers: readonly CheckedServer[]): number {
  return new Set(servers.map(({ name, file, range }) => JSON.stringify([name, file, range?.start]))).size;
}

/** Whether a change is about a part whose words can be shown side by side; whole items are named, and too much to show. */
export function hasDiff({ at, how, subject }: DriftChange): boolean {
  return how !== 'renamed' && (at !== undefined && (at.length > 0 || subject === 'instructions'));
}
