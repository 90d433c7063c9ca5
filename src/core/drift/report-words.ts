import { joined, say, type Message } from '../text/message.ts';
import type { DriftChange } from './drift.ts';
import { isNoticed, sumsOf, type CheckedServer, type DriftOutcome } from './outcome.ts';

/** What came of a server, in a word or two. */
export function outcomeName(outcome: DriftOutcome): 'same' | 'same so far' | 'drifted' | 'unsteady' | 'not approved' | 'failed' {
  if (outcome.kind === 'same') return outcome.partial ? 'same so far' : 'same';
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
  const { partial, notApproved, failed } = sumsOf(servers);
  const all = servers.length;
  if (all === 0) return { message: say('There was no server to listen to, so nothing was compared. That is no all-clear.'), clear: false };
  const gaps = partial + notApproved + failed + servers.filter(({ outcome }) => 'drift' in outcome && outcome.drift.partial).length;
  if (notApproved + failed === all) return { message: all === 1 ? say('The one server could not be compared. That is no all-clear.') : say('None of the {all} servers could be compared. That is no all-clear.', { all }), clear: false };
  const changed = servers.filter(({ outcome }) => isNoticed(outcome)).length;
  const slightly = servers.some(({ outcome }) => 'drift' in outcome && !isNoticed(outcome));
  if (changed + gaps === 0) {
    if (slightly) return { message: say('Nothing changed that a model or a call would notice.'), clear: true };
    return { message: all === 1 ? say('The server says what was approved.') : say('All {all} servers say what was approved.', { all }), clear: true };
  }
  if (changed === 0) return { message: say('What could be compared has not changed, but {gaps} of {all} servers could not be compared, or not wholly.', { gaps, all }), clear: false };
  const first = say('{changed} of {all} servers no longer say what was approved.', { changed, all });
  return { message: gaps === 0 ? first : joined(first, say('{gaps} could not be compared, or not wholly.', { gaps })), clear: false };
}

/** Whether a change is about a part whose words can be shown side by side; whole items are named, and too much to show. */
export function hasDiff({ at, how, subject }: DriftChange): boolean {
  return how !== 'renamed' && (at !== undefined && (at.length > 0 || subject === 'instructions'));
}
