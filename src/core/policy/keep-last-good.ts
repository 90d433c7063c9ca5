import { say } from '../text/message.ts';
import type { PolicyDocument } from './document.ts';
import type { PolicyPart, PolicySource } from './policy-state.ts';
import { effects } from './problems.ts';
import { onlyDenials, type PolicyProblem, type ReadPolicy } from './read.ts';

/** The next state of a part, and the highest serial seen so far, to be kept where the policy itself cannot change it. */
export interface NextPart {
  readonly part: PolicyPart;
  readonly highWaterMark: number;
}

/**
 * How far a serial may go up at once: further, and a false policy would lock the real one out for good (TUF's fast-forward attack). Enough
 * for who counts by dates or seconds; a false policy that goes as far as it may is still followed by a real one with the next number.
 */
const longestJump = 1_000_000_000;

/**
 * What holds after a policy was read. A good document takes the place of the one before. One that cannot be used, or whose
 * `serial` has gone back (a rollback would bring withdrawn approvals back) or far ahead, leaves the last good one in force and may
 * only tighten it: its denials count too. Without a last good one there is nothing to go by.
 * @param held the part until now; undefined at the start
 * @param highWaterMark the highest serial ever taken from this source; 0 for none
 */
export function keepLastGood(held: PolicyPart | undefined, source: PolicySource, read: ReadPolicy, highWaterMark: number): NextPart {
  const { document } = read;
  const wrong = document && serialProblem(document.serial, highWaterMark);
  const part = { source, notes: [], registries: [] };
  if (document && !wrong) return { part: { ...part, document, problems: read.problems }, highWaterMark: Math.max(highWaterMark, document.serial) };
  const problems = wrong ? [...read.problems, wrong] : read.problems;
  const good = held?.source.at === source.at ? held.document : undefined;
  if (!good) return { part: { ...part, problems }, highWaterMark };
  const tightening = tighteningOf(document ?? read.denials);
  const kept = !wrong
    ? say('The policy that is there now cannot be used. The last one that could still holds.')
    : document.serial < highWaterMark
      ? say('The policy that is there now is older than one seen before, and does not take its place: the newer one still holds.')
      : say('The policy that is there now is numbered far beyond the last one, and does not take its place: the last one still holds.');
  return { part: { ...part, document: good, ...(tightening && { tightening }), problems, kept }, highWaterMark };
}

function serialProblem(serial: number, highest: number): PolicyProblem | undefined {
  if (serial < highest) return ofSerial(say('`serial` is {serial}, but {highest} was seen before: an older policy would bring back what was withdrawn since. Publish it with a higher `serial`.', { serial, highest }));
  if (highest > 0 && serial > highest + longestJump) return ofSerial(say('`serial` is {serial}, and {highest} was the last one seen: a jump of more than {most} is not believed, since it would lock every later policy out. Count up by one.', { serial, highest, most: longestJump.toLocaleString('en') }));
  return undefined;
}

/** Of the document as a whole: where its serial stands is not known any more. */
function ofSerial(message: PolicyProblem['message']): PolicyProblem {
  const start = { line: 0, character: 0 };
  return { path: ['serial'], part: 'value', range: { start, end: start }, severity: 'error', message, effect: effects.noPolicy };
}

function tighteningOf(document: PolicyDocument | undefined): PolicyDocument | undefined {
  return document && onlyDenials(document);
}
