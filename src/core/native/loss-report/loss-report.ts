import { describeIdentity } from '../../identity/describe.ts';
import { approves } from '../../policy/verdict.ts';
import { maskText } from '../../secret/mask.ts';
import type { Message } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import { dimensions, type Dimension, type Loss, type Plan } from '../compile/plan.ts';
import type { NativeSubject } from '../native.ts';

/** What is lost when a policy is written in a client's own keys, with what that means for the servers that are configured here. */
export interface LossReport {
  /** What it was written for, as people call it. */
  readonly target: string;
  readonly targetId: string;
  readonly mode: Plan['mode'];
  /** Every document of the policy, in its order. */
  readonly policies: readonly { readonly issuer: string; readonly serial: number }[];
  /** What is let through first; of that first what concerns a server here; then by what is not looked at. */
  readonly groups: readonly LossGroup[];
  /** How many servers here were held against it, and how many of them are let through though the policy does not approve them, and blocked though it does. */
  readonly servers: { readonly seen: number; readonly letThrough: number; readonly blocked: number };
}

export interface LossGroup {
  readonly direction: Loss['direction'];
  readonly dimension: Dimension;
  readonly losses: readonly ReportedLoss[];
}

export interface ReportedLoss {
  /** The policy's entry, by its id. */
  readonly entry?: string;
  readonly message: Message;
  readonly nature?: Loss['nature'];
  readonly servers: readonly ConcernedServer[];
  /** How many of these are let through though the policy does not approve them, or blocked though it does. */
  readonly wrong: number;
}

/** A server that is really configured, without anything that could be secret. */
export interface ConcernedServer {
  readonly name: string;
  readonly identity: string;
  /** Absolute. */
  readonly file: string;
}

export function lossReport(target: { readonly id: string; readonly name: string }, { policy, now, mode, seen }: Plan, losses: readonly Loss[]): LossReport {
  const concerned = { 'lets-through': new Set<NativeSubject>(), blocks: new Set<NativeSubject>() };
  const groups = new Map<string, { direction: Loss['direction']; dimension: Dimension; losses: ReportedLoss[] }>();
  for (const { direction, dimension, entry, message, nature, covers } of losses) {
    const servers = seen.filter((subject) => covers(subject));
    // An approval on a condition, or until a day, is lost too, and yet nothing is started today that is not approved.
    const wrong = servers.filter((subject) => approves(policy.decide(subject, now)) === (direction === 'blocks'));
    for (const subject of wrong) concerned[direction].add(subject);
    const key = `${direction} ${dimension}`;
    const group = groups.get(key) ?? { direction, dimension, losses: [] };
    groups.set(key, group);
    group.losses.push({ message, ...(entry && { entry: entry.id }), ...(nature && { nature }), servers: serversOf(servers), wrong: wrong.length });
  }
  const here = ({ losses: of }: LossGroup): boolean => of.some(({ servers }) => servers.length > 0);
  const order = (group: LossGroup): number => (group.direction === 'lets-through' ? 0 : 1000) + (here(group) ? 0 : 100) + dimensions.indexOf(group.dimension);
  return {
    target: target.name, targetId: target.id, mode,
    policies: policy.layers.map(({ document: { issuer, serial } }) => ({ issuer, serial })),
    // Those first that concern a server here; else as the policy has them.
    groups: [...groups.values()].map((group) => ({ ...group, losses: group.losses.toSorted((a, b) => Number(b.servers.length > 0) - Number(a.servers.length > 0)) })).toSorted((a, b) => order(a) - order(b)),
    servers: { seen: seen.length, letThrough: concerned['lets-through'].size, blocked: concerned.blocks.size },
  };
}

/** Sorted, each once: the order in which files are read is no part of it. */
function serversOf(subjects: readonly NativeSubject[]): ConcernedServer[] {
  const servers = new Map<string, ConcernedServer>();
  for (const { server, identity, file } of subjects) {
    const one = { name: visible(maskText(server.name), 120), identity: visible(describeIdentity(identity), 200), file: file.path };
    servers.set(JSON.stringify(one), one);
  }
  return [...servers].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Whether something of just this policy, or of a server here, is lost: what every policy loses for a target says nothing about this one. */
export function counts({ nature, wrong }: ReportedLoss): boolean {
  return nature === undefined || (nature === 'general' && wrong > 0);
}

/** Whether more is let through than the policy approves, beyond the target's general limits. */
export function letsThrough({ groups }: LossReport): boolean {
  return groups.some(({ direction, losses }) => direction === 'lets-through' && losses.some(counts));
}
