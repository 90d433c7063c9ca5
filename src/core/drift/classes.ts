import { say, type Message } from '../text/message.ts';
import type { DriftChange, DriftClass } from './drift.ts';

/** The gravest first. */
export const driftClasses = ['malicious', 'violation', 'authority', 'laundering', 'widening', 'text', 'addition', 'narrowing', 'cosmetic'] as const satisfies readonly DriftClass[];

/** How grave, as a number: smaller is graver. */
export function rank(one: DriftClass): number {
  return driftClasses.indexOf(one);
}

/** The graver of two. */
export function graver(one: DriftClass, other: DriftClass): DriftClass {
  return rank(one) <= rank(other) ? one : other;
}

/** The gravest class among changes; undefined where there is none. */
export function worstOf(changes: readonly DriftChange[]): DriftClass | undefined {
  return changes.reduce<DriftClass | undefined>((worst, change) => (worst === undefined ? change.class : graver(worst, change.class)), undefined);
}

/** What a class is called, where it stands beside a change's own sentence. */
export const driftClassNames: Readonly<Record<DriftClass, Message>> = {
  malicious: say('looks like deceit'),
  violation: say('two answers'),
  authority: say('may do more'),
  laundering: say('claims to be safer'),
  widening: say('takes more'),
  text: say('other words'),
  addition: say('new'),
  narrowing: say('less than before'),
  cosmetic: say('no matter'),
};
