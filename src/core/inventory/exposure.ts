import { say, type Message } from '../text/message.ts';
import { contributions, providerContributions, type Circumstance, type ProviderCircumstance } from './contributions.ts';
import type { Contributor, Exposure } from './row.ts';

/** The groups, and the most that each counts: together 100 (policy-and-registry.md 6d). */
export const groups = { identity: 20, privilege: 25, secrets: 20, data: 15, 'supply-chain': 10, governance: 10 } as const;
type Group = keyof typeof groups;

/** From how many points on. */
const levels = [['high', 60], ['medium', 30], ['low', 0]] as const;

/** What one declaration contributes, before groups are held to their most. */
export function contributorsOf(circumstance: Circumstance): readonly Contributor[] {
  return holding(contributions, circumstance);
}

export function providerContributorsOf(circumstance: ProviderCircumstance): readonly Contributor[] {
  return holding(providerContributions, circumstance);
}

function holding<C>(table: readonly { readonly id: string; readonly points: number; readonly when: (circumstance: C) => Message | undefined }[], circumstance: C): Contributor[] {
  return table.flatMap(({ id, points, when }) => {
    const message = when(circumstance);
    return message ? [{ id, points, message }] : [];
  });
}

const critical: ReadonlyMap<string, Message> = new Map([
  ['secrets/literal', say('A secret is written out in a config file, which counts as critical whatever the sum.')],
  ['governance/revoked', say('The policy has revoked it, which counts as critical whatever the sum.')],
]);

/**
 * The exposure of a row from what its declarations contribute: each contributor counts once, at most as much as its group has left,
 * the largest first. So the score is the sum of what is shown, and never more than 100.
 */
export function exposureOf(declarations: readonly (readonly Contributor[])[]): Exposure {
  const byId = new Map<string, Contributor>();
  for (const contributor of declarations.flat()) if (!byId.has(contributor.id)) byId.set(contributor.id, contributor);
  const left: Record<Group, number> = { ...groups };
  const contributors: Contributor[] = [];
  for (const { id, points, message } of [...byId.values()].sort(largestFirst)) {
    const group = id.slice(0, id.indexOf('/')) as Group;
    const counted = Math.min(points, left[group]);
    left[group] -= counted;
    // What overrides the sum is shown even where its group is full.
    if (counted > 0 || critical.has(id)) contributors.push({ id, points: counted, message });
  }
  contributors.sort(largestFirst);
  const score = contributors.reduce((sum, { points }) => sum + points, 0);
  const override = contributors.flatMap(({ id }) => critical.get(id) ?? [])[0];
  return { score, level: override ? 'critical' : levels.find(([, from]) => score >= from)![0], ...(override && { override }), contributors };
}

function largestFirst(a: Contributor, b: Contributor): number {
  return b.points - a.points || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
