import { denies } from '../../policy/document.ts';
import { approves, type EntryRef } from '../../policy/verdict.ts';
import { maskUrl } from '../../secret/mask.ts';
import type { Plan, PlannedAddress } from '../compile/plan.ts';
import type { NativeSubject } from '../native.ts';

/** A server that Cline adds to everybody's settings, and the only way to say that an address may be called. */
export interface CalledServer {
  readonly name: string;
  readonly url: string;
}

/** The names that approved local servers have, in order; none under which something is denied, or known to be. */
export function localNames({ policy, now, seen, denials, commands }: Plan): readonly string[] {
  const local = seen.filter(isLocal).map((subject) => ({ name: subject.server.name, verdict: policy.decide(subject, now) }));
  const approved = local.filter(({ verdict }) => approves(verdict));
  const inUse = new Set(approved.flatMap(({ verdict: { entry } }) => (entry ? [keyOf(entry)] : [])));
  const denied = new Set([
    ...denials.flatMap((denial) => (denial.kind === 'name' ? [denial.name] : [])),
    ...local.filter(({ verdict }) => denies(verdict.state)).map(({ name }) => name),
  ]);
  // A name made of an entry's id stands in only where nobody uses what it approves.
  const names = new Set([...approved.map(({ name }) => name), ...commands.filter(({ entry }) => !inUse.has(keyOf(entry))).flatMap((command) => command.names)]);
  return [...names].filter((name) => name !== '' && !denied.has(name)).sort();
}

function keyOf({ source, id }: EntryRef): string {
  return `${source}\n${id}`;
}

/** Addresses that are approved, letter by letter: those in use, and those that the policy names wholly. */
export function calledServers(plan: Plan): readonly CalledServer[] {
  const { policy, now, seen, addresses } = plan;
  const inUse = seen.filter((subject) => isCalled(subject) && approves(policy.decide(subject, now))).map(({ server }) => ({ name: server.name, url: server.url!.value }));
  const named = addresses.flatMap((address) => {
    const url = urlOf(address);
    return url === undefined ? [] : [{ name: address.names[0] ?? '', url }];
  });
  const byUrl = new Map<string, string>();
  for (const { name, url } of [...inUse, ...named]) {
    // What is masked may be a secret, and this is handed out to everybody; a variable would mean another address on each machine.
    if (!byUrl.has(url) && maskUrl(url) === url && !url.includes('${')) byUrl.set(url, name || 'server');
  }
  const taken = new Set<string>();
  return [...byUrl].map(([url, name]) => ({ name: unique(name, taken), url }));
}

/** Cline keeps servers by their names: a second one of a name would put the first out. */
function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let i = 2; taken.has(free); i++) free = `${name}-${i}`;
  taken.add(free);
  return free;
}

function urlOf({ scheme, host, below, port, path, pathMatch }: PlannedAddress): string | undefined {
  if (below || path === undefined || pathMatch !== 'exact') return undefined;
  return `${scheme}://${host}${port === undefined ? '' : `:${port}`}${path}`;
}

export function isLocal({ server }: NativeSubject): boolean {
  return server.command !== undefined && server.url === undefined;
}

export function isCalled({ server }: NativeSubject): boolean {
  return server.url !== undefined && server.command === undefined;
}
