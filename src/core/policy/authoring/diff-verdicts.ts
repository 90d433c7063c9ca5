import { approves, type Verdict } from '../verdict.ts';

/** One server or model provider with what each of two policies says of it. */
export interface Compared {
  readonly name: string;
  /** What it launches or calls, in a few words. */
  readonly identity: string;
  readonly kind: 'server' | 'provider';
  /** The file it stands in, as it is to be shown. */
  readonly where: string;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** What a change of policy means for a server: the first is what lets more run. */
export const effectsOfChange = ['loosened', 'blocked', 'reason'] as const;
export type EffectOfChange = (typeof effectsOfChange)[number];

/** Servers of one identity for which two policies differ in the same way. */
export interface VerdictChange {
  readonly effect: EffectOfChange;
  readonly names: readonly string[];
  readonly identity: string;
  readonly kind: Compared['kind'];
  readonly where: readonly string[];
  /** How many declarations. */
  readonly count: number;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** What differs, newly approved first; the same of many files told once. */
export function diffVerdicts(all: readonly Compared[]): VerdictChange[] {
  const groups = new Map<string, { effect: EffectOfChange; first: Compared; names: Set<string>; where: Set<string>; count: number }>();
  for (const one of all) {
    const effect = effectOf(one);
    if (!effect) continue;
    const key = JSON.stringify([effect, one.kind, one.identity, says(one.before), says(one.after)]);
    const group = groups.get(key) ?? { effect, first: one, names: new Set(), where: new Set(), count: 0 };
    groups.set(key, group);
    group.names.add(one.name);
    group.where.add(one.where);
    group.count++;
  }
  return [...groups.values()]
    .map(({ effect, first: { identity, kind, before, after }, names, where, count }) => ({ effect, identity, kind, before, after, count, names: [...names].sort(), where: [...where].sort() }))
    .toSorted((a, b) => effectsOfChange.indexOf(a.effect) - effectsOfChange.indexOf(b.effect) || (a.names[0]! < b.names[0]! ? -1 : 1));
}

function effectOf({ before, after }: Compared): EffectOfChange | undefined {
  if (approves(before) !== approves(after)) return approves(after) ? 'loosened' : 'blocked';
  // A denial that is withdrawn lets more through than before, and one that is new less, also where nothing is approved.
  if (isDenied(before) !== isDenied(after)) return isDenied(after) ? 'blocked' : 'loosened';
  return says(before) === says(after) ? undefined : 'reason';
}

function isDenied({ state }: Verdict): boolean {
  return state === 'denied' || state === 'revoked';
}

/** The verdict and the entry that decided. Its words may change with the issuer's name, which is told beside. */
function says({ state, code, entry }: Verdict): string {
  return JSON.stringify([state, code, entry?.id]);
}
