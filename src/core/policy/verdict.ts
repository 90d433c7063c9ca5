import type { Path } from '../config/node.ts';
import type { Message } from '../text/message.ts';

/** What the policy says of a declaration (design.md, Terms). */
export const verdictStates = ['approved', 'conditional', 'pending', 'deprecated', 'denied', 'revoked', 'unknown', 'undetermined'] as const;
export type VerdictState = (typeof verdictStates)[number];

/** How firmly an identity is fixed, weakest first (design.md, Policy and trust). */
export const identityLevels = ['name', 'source', 'version', 'launch', 'artifact'] as const;
export type IdentityLevel = (typeof identityLevels)[number];

/** Why a verdict is what it is, as a stable code. */
export const reasonCodes = [
  'matched', // an entry decided, at a sufficient level
  'no-policy', // nothing to hold it against
  'not-listed', // no entry speaks of it
  'weak-match', // an entry matches, but fixes less than the policy requires
  'unpinned', // an entry names the package, but the declaration does not fix its version
  'other-version', // an entry names the package at another version
  'constraint', // an entry names it, but its arguments, environment or working directory are not the approved ones
  'opaque', // what it launches cannot be told
  'unresolved', // a variable stands where its identity should
  'expired', // the approval that matches has run out
  'stale', // the policy itself has run out
  'submitted', // no entry speaks of it, and this user asked for a decision
  'native-denied', // an assistant's own list denies it
  'native-blocked', // the policy does not speak against it, and an assistant that reads it does not start it
  'registry-unread', // nothing speaks of it, and a registry that may approve it could not be read wholly
  'policy-unusable', // the policy, or a part of it, could not be read
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** A policy entry, as far as a verdict tells of it. */
export interface EntryRef {
  readonly id: string;
  readonly state: VerdictState;
  readonly owner?: string;
  readonly conditions?: string;
  readonly reason?: string;
  readonly expires?: string;
  /** The way to the entry in the policy document, and which document. */
  readonly path: Path;
  readonly source: string;
}

export interface Verdict {
  readonly state: VerdictState;
  readonly code: ReasonCode;
  /** The level matcher and declaration both fix; absent when nothing matched. */
  readonly achieved?: IdentityLevel | undefined;
  /** The level the policy requires to approve; absent without a policy. */
  readonly required?: IdentityLevel | undefined;
  /** The entry that decided. */
  readonly entry?: EntryRef | undefined;
  /** Why, and what to do, in one or two sentences. */
  readonly reason: Message;
  /** The approving entry nearest to the declaration, when it is not the one that decided: what would have been approved. */
  readonly closest?: { readonly entry: EntryRef; readonly launch: string } | undefined;
}

/** Counts as approved: its tick is green. */
export function approves(verdict: Verdict): boolean {
  return verdict.state === 'approved' || verdict.state === 'conditional';
}
