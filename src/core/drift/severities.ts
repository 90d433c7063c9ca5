import type { Severity } from '../finding/finding.ts';
import type { DriftClass } from './drift.ts';

/** How a class weighs, in findings, on surfaces and in reports alike: what blocks until somebody has agreed is an error (facts/runtime.md, 3). */
export const driftSeverities: Readonly<Record<DriftClass, Severity>> = {
  malicious: 'error',
  violation: 'error',
  authority: 'error',
  laundering: 'error',
  widening: 'error',
  text: 'warning',
  addition: 'warning',
  narrowing: 'info',
  cosmetic: 'info',
};
