import type { Range } from '../text/document.ts';
import type { Message } from '../text/message.ts';
import type { Drift } from './drift.ts';

/** What came of holding one server's voice against what was approved. */
export type DriftOutcome =
  /** Nothing changed in what could be heard; `partial`: that was not all, so that it is no all-clear. */
  | { readonly kind: 'same'; readonly tools: number; readonly partial: boolean }
  | { readonly kind: 'drifted'; readonly drift: Drift }
  /** Its two connections were told different things. */
  | { readonly kind: 'unsteady'; readonly drift: Drift }
  /** There is no snapshot to compare with. */
  | { readonly kind: 'not-approved' }
  | { readonly kind: 'failed'; readonly message: Message };

/** One server in a report on drift. */
export interface CheckedServer {
  readonly name: string;
  /** What it is held against, where several things disagree: it has a row for each then. */
  readonly against?: Message;
  /** The config file it is declared in, absolute. */
  readonly file: string;
  readonly range?: Range;
  readonly outcome: DriftOutcome;
}

/** @param tools how many tools were heard */
export function outcomeOf(drift: Drift, tools: number): DriftOutcome {
  if (drift.changes.length === 0) return { kind: 'same', tools, partial: drift.partial };
  return { kind: drift.changes.some((change) => change.class === 'violation') ? 'unsteady' : 'drifted', drift };
}

/** How many of which outcome. `partial` ones are not among the `same`. */
export interface DriftSums {
  readonly same: number;
  readonly partial: number;
  readonly drifted: number;
  readonly unsteady: number;
  readonly notApproved: number;
  readonly failed: number;
}

/** Counts them; each server is in one of the sums. */
export function sumsOf(servers: readonly CheckedServer[]): DriftSums {
  const count = (is: (outcome: DriftOutcome) => boolean): number => servers.filter(({ outcome }) => is(outcome)).length;
  return {
    same: count((outcome) => outcome.kind === 'same' && !outcome.partial),
    partial: count((outcome) => outcome.kind === 'same' && outcome.partial),
    drifted: count(({ kind }) => kind === 'drifted'),
    unsteady: count(({ kind }) => kind === 'unsteady'),
    notApproved: count(({ kind }) => kind === 'not-approved'),
    failed: count(({ kind }) => kind === 'failed'),
  };
}

/** Whether a model or a call would notice what changed. */
export function isNoticed(outcome: DriftOutcome): boolean {
  return outcome.kind === 'unsteady' || (outcome.kind === 'drifted' && outcome.drift.worst !== 'cosmetic');
}

/**
 * What a run ends with; the codes are those of src/cli/exit-code.ts: 0 every server says what was approved, 1 one does not, 3 there was none
 * to listen to, 4 of one it cannot be told. Only cosmetic changes do not count.
 */
export function driftExit(servers: readonly CheckedServer[]): 0 | 1 | 3 | 4 {
  if (servers.length === 0) return 3;
  if (servers.some(({ outcome }) => isNoticed(outcome))) return 1;
  return servers.some(({ outcome }) => outcome.kind === 'failed' || outcome.kind === 'not-approved' || (outcome.kind === 'same' && outcome.partial) || (outcome.kind === 'drifted' && outcome.drift.partial)) ? 4 : 0;
}
