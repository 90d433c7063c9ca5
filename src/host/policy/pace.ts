import { minutesIn } from '../../core/manifest/contract-asks.ts';
import type { PolicyDocument } from '../../core/policy/document.ts';

const minute = 60_000;

export const pace = { usual: 60 * minute, least: minute, most: 24 * 60 * minute, backOff: 6 * 60 * minute } as const;

/** How long a document counts as current, in milliseconds. Within bounds: one that is never to be asked for again could not be mended either. */
export function periodOf(document: PolicyDocument | undefined): number {
  const written = document?.refreshAfter === undefined ? undefined : minutesIn(document.refreshAfter);
  return Math.min(pace.most, Math.max(pace.least, written === undefined ? pace.usual : written * minute));
}

/** How long to wait after something failed that many times. */
export function backOff(times: number): number {
  return Math.min(pace.backOff, pace.least * 2 ** Math.min(times - 1, 20));
}

/** So that the windows of a whole organisation do not ask in the same second. */
export function withJitter(period: number, random: () => number): number {
  return Math.round(period * (1 + random() / 10));
}
