import { driftSeverities } from '../drift/severities.ts';
import type { Severity } from '../finding/finding.ts';
import type { HeardServer } from './heard.ts';

/** How much what was heard of a server weighs; undefined where it says what was approved, or nothing was, or the change is none that a model or a call would notice. */
export function heardSeverity({ drift, unsteady }: HeardServer): Severity | undefined {
  return unsteady ? 'error' : drift && drift.worst !== 'cosmetic' ? driftSeverities[drift.worst] : undefined;
}

/** Whether somebody has to look at it: it says something else, and not only less. */
export function isDrifted(heard: HeardServer | undefined): boolean {
  const severity = heard && heardSeverity(heard);
  return severity === 'error' || severity === 'warning';
}
