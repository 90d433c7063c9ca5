import { render, say } from '../text/message.ts';
import { compilePolicy, type Layer } from './compile.ts';
import type { PolicyDocument } from './document.ts';
import type { PolicySource, PolicyState } from './policy-state.ts';
import { effects } from './problems.ts';
import { onlyDenials, type PolicyProblem, type ReadPolicy } from './read.ts';

/** The next state of policy, and the highest serial seen so far, to be kept where the policy file itself cannot change it. */
export interface NextPolicy {
  readonly state: PolicyState;
  readonly highWaterMark: number;
}

/**
 * What holds after a policy was read. A good document takes the place of the one before. One that cannot be used, or whose
 * `serial` has gone back (a rollback would bring withdrawn approvals back), leaves the last good one in force and may only tighten
 * it: its denials count too. Without a last good one there is nothing to go by.
 * @param highWaterMark the highest serial ever taken from this source; 0 for none
 */
export function keepLastGood(held: PolicyState, source: PolicySource, read: ReadPolicy, highWaterMark: number): NextPolicy {
  const { document } = read;
  const rolledBack = document !== undefined && document.serial < highWaterMark;
  if (document && !rolledBack) {
    const state: PolicyState = { kind: 'ready', source, policy: compilePolicy([{ document, approves: true }]), problems: read.problems };
    return { state, highWaterMark: Math.max(highWaterMark, document.serial) };
  }
  const problems = rolledBack ? [...read.problems, rollback(document.serial, highWaterMark)] : read.problems;
  const good = held.kind === 'ready' && held.source.path === source.path ? held.policy.layers.filter((layer) => layer.approves) : [];
  if (good.length === 0) return { state: { kind: 'unusable', source, problems }, highWaterMark };
  const tightening = tighteningOf(document ?? read.denials);
  const kept = rolledBack
    ? say('The policy on disk is older than one seen before, and does not take its place: the newer one still holds.')
    : say('The policy on disk cannot be used. The last one that could still holds.');
  return { state: { kind: 'ready', source, policy: compilePolicy([...good, ...tightening]), problems, kept: render(kept) }, highWaterMark };
}

/** Of the document as a whole: where its serial stands is not known any more. */
function rollback(serial: number, highest: number): PolicyProblem {
  const start = { line: 0, character: 0 };
  const message = say('`serial` is {serial}, but {highest} was seen before: an older policy would bring back what was withdrawn since. Publish it with a higher `serial`.', { serial, highest });
  return { path: ['serial'], part: 'value', range: { start, end: start }, severity: 'error', message, effect: effects.noPolicy };
}

function tighteningOf(document: PolicyDocument | undefined): Layer[] {
  const denials = document && onlyDenials(document);
  return denials ? [{ document: denials, approves: false }] : [];
}
