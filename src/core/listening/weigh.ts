import type { DriftClass } from '../drift/drift.ts';
import type { Severity } from '../finding/finding.ts';
import type { HeardServer } from './heard.ts';

/**
 * How much a kind of change weighs (facts/runtime.md, 3, whose defaults are those of something that can block: what would be blocked with an alarm or until
 * somebody approves is an error here, what would be reviewed or hidden a warning). Undefined: nothing that a model or a call would notice.
 */
export function driftSeverity(worst: DriftClass): Severity | undefined {
  switch (worst) {
    case 'malicious':
    case 'violation':
    case 'authority':
      return 'error';
    case 'laundering':
    case 'widening':
    case 'text':
    case 'addition':
      return 'warning';
    case 'narrowing':
      return 'info';
    case 'cosmetic':
      return undefined;
  }
}

/** How much what was heard of a server weighs; undefined where it says what was approved, or nothing was. */
export function heardSeverity({ drift, unsteady }: HeardServer): Severity | undefined {
  return unsteady ? 'error' : drift && driftSeverity(drift.worst);
}

/** Whether somebody has to look at it: it says something else, and not only less. */
export function isDrifted(heard: HeardServer | undefined): boolean {
  const severity = heard && heardSeverity(heard);
  return severity === 'error' || severity === 'warning';
}
