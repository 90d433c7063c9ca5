import { approves } from '../../policy/verdict.ts';
import { argvOf, bare } from '../compile/bare.ts';
import type { Plan, PlannedAddress, PlannedCommand } from '../compile/plan.ts';
import { PlannedLists } from '../compile/planned.ts';
import { exampleIn } from '../compile/regions.ts';
import type { NativeSubject } from '../native.ts';

/** A server as the system's settings will define it. */
export interface Defined {
  readonly launch: { readonly argv: readonly string[] } | { readonly url: string; readonly sse: boolean };
  /** Variables that everybody brings themselves. */
  readonly env: readonly string[];
}

/** Names that Gemini CLI gives a server of its own (`mcp.serverCommand`), or that are no plain keys. */
const unusable: ReadonlySet<string> = new Set(['', 'mcp', '__proto__', 'constructor', 'prototype']);

/** What is defined under each name: what is in use there and approved as it stands; else what the policy names. One name, one definition. */
export function catalogOf(plan: Plan): ReadonlyMap<string, Defined> {
  const { policy, now, seen } = plan;
  const lists = new PlannedLists(plan);
  const catalog = new Map<string, Defined>();
  const add = (name: string, defined: Defined): void => {
    if (!unusable.has(name) && name.trim() === name && !catalog.has(name) && isPlain(defined)) catalog.set(name, defined);
  };
  for (const subject of seen) {
    const defined = lists.holds(subject) && approves(policy.decide(subject, now)) ? asDefined(subject) : undefined;
    if (defined) add(subject.server.name, defined);
  }
  const approvedAs = (name: string, planned: PlannedCommand | PlannedAddress): boolean => {
    const subject = bare('argv' in planned ? { argv: planned.argv } : { url: exampleIn(planned) });
    return approves(policy.decide({ ...subject, server: { ...subject.server, name } }, now));
  };
  for (const planned of plan.commands) for (const name of planned.names) if (approvedAs(name, planned)) add(name, { launch: { argv: planned.argv }, env: [] });
  for (const planned of plan.addresses) {
    if (planned.below || planned.pathMatch !== 'exact' || planned.path === undefined) continue;
    for (const name of planned.names) if (approvedAs(name, planned)) add(name, { launch: { url: exampleIn(planned), sse: false }, env: [] });
  }
  return catalog;
}

/** What a definition can hold of a declaration: no values, no headers, no folder. */
function asDefined(subject: NativeSubject): Defined | undefined {
  const { server } = subject;
  if (server.ambiguity || server.envFile || server.cwd || server.headers.length > 0 || (server.command && server.url)) return undefined;
  const argv = argvOf(subject);
  const env = [...new Set(server.env.map(({ name }) => name))].toSorted();
  if (argv) return { launch: { argv }, env };
  return server.url && env.length === 0 ? { launch: { url: server.url.value, sse: server.transport === 'sse' }, env } : undefined;
}

/** Gemini CLI fills in `$NAME` wherever text stands in its settings: what has a `$` in it would be something else on each machine. */
function isPlain({ launch, env }: Defined): boolean {
  const words = 'argv' in launch ? launch.argv : [launch.url];
  return words.every((word) => !word.includes('$')) && words[0] !== '' && env.every((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
}
