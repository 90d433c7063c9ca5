import type { Approvals } from './approvals.ts';
import { isApproving } from './document.ts';
import { atLeast, fit, type Fit, type PolicyItem } from './item.ts';
import type { Facets } from './subject.ts';
import { identityLevels, type VerdictState } from './verdict.ts';

/** An item that speaks of a declaration, and what it amounts to; what stands first here counts before what follows. */
export const standings = ['decides', 'expired', 'constraint', 'weak', 'unpinned', 'other-version', 'weak-name'] as const;
export type Standing = (typeof standings)[number];

export interface Candidate {
  readonly item: PolicyItem;
  readonly fit: Fit;
  readonly standing: Standing;
}

/** States of entries that do not deny, from the most to the least strict. */
const strictness: readonly VerdictState[] = ['deprecated', 'pending', 'conditional', 'approved'];

/**
 * Every item of a layer that speaks of a declaration, the one that counts first: what decides by its level, then the stricter
 * state, then the order of the policy; then what nearly approves.
 */
export function candidatesFor(layer: { find(facets: Facets): readonly PolicyItem[] }, facets: Facets, now: number): Candidate[] {
  return layer.find(facets).flatMap((item) => candidate(item, facets, now) ?? []).toSorted(compare);
}

/** The one that counts first. */
export function bestCandidate(layer: Approvals, facets: Facets, now: number): Candidate | undefined {
  return bestOfItems(layer.find(facets), facets, now);
}

/** The same among items found elsewhere. */
export function bestOfItems(items: readonly PolicyItem[], facets: Facets, now: number): Candidate | undefined {
  let best: Candidate | undefined;
  for (const item of items) {
    const next = candidate(item, facets, now);
    if (next && (!best || compare(next, best) < 0)) best = next;
  }
  return best;
}

function candidate(item: PolicyItem, facets: Facets, now: number): Candidate | undefined {
  const how = fit(item, facets);
  // What nearly fits is of interest only where it would approve.
  return how && (how.kind === 'match' || item.approving) ? { item, fit: how, standing: standingOf(item, how, now) } : undefined;
}

function standingOf(item: PolicyItem, how: Fit, now: number): Standing {
  if (how.kind === 'near' && how.code !== 'constraint') return how.code;
  if (item.approving && !atLeast(how.level, item.required)) return how.level === 'name' ? 'weak-name' : 'weak';
  if (how.kind === 'near') return 'constraint';
  return hasExpired(item, now) ? 'expired' : 'decides';
}

export function hasExpired({ until }: PolicyItem, now: number): boolean {
  return until !== undefined && !(now <= until);
}

function compare(a: Candidate, b: Candidate): number {
  return (
    standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
    levelOf(b) - levelOf(a) ||
    strictness.indexOf(a.item.entry.state) - strictness.indexOf(b.item.entry.state) ||
    a.item.order - b.item.order
  );
}

function levelOf({ fit: how }: Candidate): number {
  return 'level' in how ? identityLevels.indexOf(how.level) : -1;
}

/** Whether a candidate approves. */
export function approvesBy({ item, standing }: Candidate): boolean {
  return standing === 'decides' && isApproving(item.entry.state);
}
