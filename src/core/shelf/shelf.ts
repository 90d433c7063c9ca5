import type { Catalog } from '../catalog/catalog.ts';
import { identityKey } from '../identity/identity-key.ts';
import { bestOf } from '../policy/decide.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { Facets, type Subject } from '../policy/subject.ts';
import { approves } from '../policy/verdict.ts';
import { compareVersions } from '../policy/versions.ts';
import { isApproving } from '../policy/document.ts';
import { addTo } from '../policy/multimap.ts';
import { candidatesOf } from './from-policy.ts';
import { listedIn } from './from-registry.ts';
import { shelfSubject } from './shelf-declaration.ts';
import type { ShelfCandidate, ShelfItem } from './shelf-item.ts';
import { titleOf } from './shelf-title.ts';

/** The servers that a policy approves and that can be declared, and what may be missing among them. */
export interface Shelf {
  readonly items: readonly ShelfItem[];
  /** Registries that may approve more, and have not been read wholly. */
  readonly unread: readonly string[];
  /** Ids of entries that approve something which cannot be put into a file: no exact version, a whole host, a name, an extension. */
  readonly leftOut: readonly string[];
}

/**
 * Everything that every part of a policy approves, nothing denies, and has not run out: each asked of the policy itself. Of one server in
 * several versions the newest.
 * @param now an ISO 8601 instant
 */
export function shelfOf(policy: CompiledPolicy, catalog: Catalog, now: string): Shelf {
  const own = policy.approving.flatMap(({ document }) => candidatesOf(document).map(asked));
  const listed = policy.approving.flatMap(({ registries }) => registries.flatMap(({ listing, url }) => (listing ? listedIn(listing, url).map(asked) : [])));
  const described = new Map(listed.map((one) => [versionKey(one), one.candidate]));
  const groups = new Map<string, Asking[]>();
  for (const one of own) addTo(groups, `${one.key} ${JSON.stringify(one.candidate.launch.args)}`, one);
  const items: ShelfItem[] = [];
  const held = new Set<string>();
  const hold = (group: readonly Asking[]): void => {
    for (const { candidate, subject, key } of group) {
      const item = itemOf(candidate, subject, policy, catalog, now);
      if (!item) continue;
      items.push(item);
      held.add(key);
      return;
    }
  };
  for (const group of groups.values()) hold(newestFirst(group).flatMap((one) => [...(filledIn(one, described.get(versionKey(one))) ?? []), one]));
  // What the policy has an entry for stands there once, as the entry has it.
  const others = new Map<string, Asking[]>();
  for (const one of listed) if (!held.has(one.key)) addTo(others, one.key, one);
  for (const group of others.values()) hold(newestFirst(group));
  const entries = new Set(policy.approving.flatMap(({ document }) => document.servers.flatMap(({ id, state }) => (isApproving(state) ? [id] : []))));
  for (const { from, id } of items) if (from.kind === 'policy') entries.delete(id);
  const unread = policy.approving.flatMap(({ registries }) => registries.filter(({ complete }) => !complete).map(({ url }) => url));
  return { items: items.toSorted((a, b) => (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1)), unread: [...new Set(unread)], leftOut: [...entries] };
}

const shelves = new WeakMap<CompiledPolicy, { readonly day: string; readonly shelf: Shelf }>();

/** The same, made once for a policy and day. */
export function shelfFor(policy: CompiledPolicy, catalog: Catalog, now: string): Shelf {
  const day = now.slice(0, 10);
  const known = shelves.get(policy);
  if (known?.day === day) return known.shelf;
  const shelf = shelfOf(policy, catalog, now);
  shelves.set(policy, { day, shelf });
  return shelf;
}

/** A candidate as the policy is asked about it. */
interface Asking {
  readonly candidate: ShelfCandidate;
  readonly subject: Subject;
  /** The same for every version and all arguments of one server. */
  readonly key: string;
}

function asked(candidate: ShelfCandidate): Asking {
  const subject = shelfSubject(candidate.launch, 'server');
  return { candidate, subject, key: identityKey(subject.identity) };
}

function newestFirst(group: Asking[]): Asking[] {
  return group.length < 2 ? group : group.toSorted((a, b) => compareVersions(versionOf(b.candidate), versionOf(a.candidate)));
}

/** A version of a server. */
function versionKey({ key, candidate }: Asking): string {
  return `${key} ${versionOf(candidate)}`;
}

/** What the policy's own entry approves, with what a registry that it trusts says of the same version: the variables it needs, its arguments. */
function filledIn({ candidate }: Asking, listed: ShelfCandidate | undefined): Asking[] | undefined {
  if (!listed) return undefined;
  const { launch } = candidate;
  const { args, env, headers } = listed.launch;
  const more = { ...launch, args: launch.args.length > 0 ? launch.args : args, env: [...env, ...launch.env.filter(({ name }) => env.every((one) => one.name !== name))], headers };
  return [asked({ ...candidate, launch: more, title: listed.title, purpose: listed.purpose })];
}

function versionOf({ launch: { target } }: ShelfCandidate): string {
  return target.kind === 'package' ? target.version : '';
}

/** A candidate with all that is known of it, where the policy approves it. */
export function itemOf(candidate: ShelfCandidate, subject: Subject, policy: CompiledPolicy, catalog: Catalog, now: string): ShelfItem | undefined {
  const verdict = policy.decide(subject, now);
  if (!approves(verdict)) return undefined;
  const facets = new Facets(subject);
  const entries = policy.approving.flatMap((layer) => bestOf(layer, facets, Date.parse(now))?.item.entry ?? []);
  const owner = entries.find((entry) => entry.owner !== undefined)?.owner;
  const expires = entries.flatMap((entry) => entry.expires ?? []).toSorted()[0];
  const conditions = [...new Set(entries.flatMap((entry) => (entry.state === 'conditional' && entry.conditions !== undefined ? [entry.conditions] : [])))];
  const denied = [...new Set(entries.flatMap(({ tools }) => tools?.deny ?? []))];
  const only = entries.find(({ tools }) => tools?.allow)?.tools?.allow;
  const { identity } = subject;
  const known = catalog.serverInCatalog(identity);
  return {
    id: candidate.id,
    state: verdict.state === 'conditional' ? 'conditional' : 'approved',
    title: titleOf(candidate, known, identity),
    launch: candidate.launch,
    identity,
    from: candidate.from,
    conditions,
    ...(candidate.purpose !== undefined && { purpose: candidate.purpose }),
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
    ...(denied.length > 0 && { toolsDenied: denied }),
    ...(only && { toolsAllowed: only }),
    ...(known && { known }),
  };
}
