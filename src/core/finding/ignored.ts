import type { Finding } from './finding.ts';

/** A finding that somebody accepted, and why. */
export interface IgnoredFinding {
  readonly finding: Finding;
  readonly reason: string;
  /** Where that is said: in a comment beside it, in the user's settings, in the policy. */
  readonly by: 'comment' | 'user' | 'policy';
  /** The last day on which it holds (UTC). */
  readonly expires?: string;
}

/** A reason is some words. */
export const shortestReason = 5;
