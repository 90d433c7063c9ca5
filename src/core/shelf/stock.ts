import type { Catalog } from '../catalog/catalog.ts';
import { canonicalUrl } from '../identity/canonical-url.ts';
import { identityKey } from '../identity/identity-key.ts';
import type { Identity } from '../identity/identity.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { canonicalName, registryKey } from '../policy/package-key.ts';
import { compareVersions } from '../policy/versions.ts';
import { candidatesOf } from './from-policy.ts';
import { listedIn } from './from-registry.ts';
import { shelfSubject } from './shelf-declaration.ts';
import { itemOf } from './shelf-item-of.ts';
import type { ShelfCandidate, ShelfItem } from './shelf-item.ts';

/** One server in all its versions that are named, newest first: what of it is approved is asked when somebody wants to know. */
export class StockedServer {
  /** The same for every version and all arguments of one server. */
  readonly key: string;
  readonly identity: Identity;
  /** Named by the policy's own entries, not by a registry. */
  readonly own: boolean;
  readonly #candidates: ShelfCandidate[] = [];
  readonly #described: ReadonlyMap<string, ShelfCandidate>;
  #known: { readonly day: string; readonly item: ShelfItem | undefined } | undefined;

  constructor(key: string, identity: Identity, own: boolean, described: ReadonlyMap<string, ShelfCandidate>) {
    this.key = key;
    this.identity = identity;
    this.own = own;
    this.#described = described;
  }

  add(candidate: ShelfCandidate): void {
    this.#candidates.push(candidate);
  }

  /** Whether an entry of that id, or a registry under that name, has it. */
  names(id: string): boolean {
    return this.#candidates.some((candidate) => candidate.id === id);
  }

  /** The newest version that the policy approves today. */
  approved(policy: CompiledPolicy, catalog: Catalog, now: string): ShelfItem | undefined {
    const day = now.slice(0, 10);
    if (this.#known?.day !== day) this.#known = { day, item: this.#approved(policy, catalog, now) };
    return this.#known.item;
  }

  #approved(policy: CompiledPolicy, catalog: Catalog, now: string): ShelfItem | undefined {
    const newestFirst = this.#candidates.toSorted((a, b) => compareVersions(versionOf(b), versionOf(a)));
    for (const candidate of newestFirst) {
      const listed = this.own ? this.#described.get(`${this.key} ${versionOf(candidate)}`) : undefined;
      for (const one of listed ? [filledIn(candidate, listed), candidate] : [candidate]) {
        const item = itemOf(one, policy, catalog, now);
        if (item) return item;
      }
    }
    return undefined;
  }
}

const stocks = new WeakMap<CompiledPolicy, readonly StockedServer[]>();

/** Everything that some approving part of a policy, or a registry it trusts, names so firmly that it can be declared; made once. */
export function stockOf(policy: CompiledPolicy): readonly StockedServer[] {
  let stock = stocks.get(policy);
  if (!stock) stocks.set(policy, (stock = takeStock(policy)));
  return stock;
}

function takeStock({ approving }: CompiledPolicy): readonly StockedServer[] {
  const servers = new Map<string, StockedServer>();
  const described = new Map<string, ShelfCandidate>();
  const add = (candidate: ShelfCandidate, own: boolean): void => {
    const identity = roughIdentity(candidate);
    const key = identityKey(identity);
    if (!own) described.set(`${key} ${versionOf(candidate)}`, candidate);
    const group = own ? `${key} ${JSON.stringify(candidate.launch.args)}` : `listed ${key}`;
    let server = servers.get(group);
    if (!server) servers.set(group, (server = new StockedServer(key, identity, own, described)));
    server.add(candidate);
  };
  for (const { document } of approving) for (const candidate of candidatesOf(document)) add(candidate, true);
  for (const { registries } of approving) for (const { listing, url } of registries) for (const candidate of listing ? listedIn(listing, url) : []) add(candidate, false);
  return [...servers.values()];
}

/** What a candidate starts or calls, as far as it takes to know it by: without its launch, which takes most of the time. */
function roughIdentity({ launch }: ShelfCandidate): Identity {
  const { target } = launch;
  const bare = { args: [], env: [], hijacks: [] };
  if (target.kind === 'package') {
    const { type, name, version } = target;
    const registry = registryKey(type, target.registry);
    return { kind: 'package', launcher: '', package: { type, name: canonicalName(type, name), version, ...(registry !== undefined && { registry }) }, purl: '', launch: bare };
  }
  const read = target.kind === 'remote' ? canonicalUrl(target.url) : undefined;
  return read && !('problem' in read) ? { kind: 'remote', url: read.url, launch: bare } : shelfSubject(launch, 'server').identity;
}

function versionOf({ launch: { target } }: ShelfCandidate): string {
  return target.kind === 'package' ? target.version : '';
}

/** What the policy's own entry approves, with what a registry that it trusts says of the same version: the variables it needs, its arguments. */
function filledIn(candidate: ShelfCandidate, { launch: { args, env, headers }, title, purpose }: ShelfCandidate): ShelfCandidate {
  const { launch } = candidate;
  const more = { ...launch, args: launch.args.length > 0 ? launch.args : args, env: [...env, ...launch.env.filter(({ name }) => env.every((one) => one.name !== name))], headers };
  return { ...candidate, launch: more, title, purpose };
}
