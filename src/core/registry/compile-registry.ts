import validSemver from 'semver/functions/valid';
import type { RegistryLookup } from '../policy/compile.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { PackageItem, PolicyItem } from '../policy/item.ts';
import type { Facets } from '../policy/subject.ts';
import { compareVersions, exactVersion } from '../policy/versions.ts';
import { maskUrl } from '../secret/mask.ts';
import { parametersOf } from './artifact.ts';
import { hostItems, itemOf, packageItems } from './registry-items.ts';
import type { RegistryListing } from './registry-listing.ts';
import type { RegistryState } from './registry-state.ts';

/** What the registries say that a document lets approve. One that has not been read is one of which nothing can be told yet. */
export function approvingRegistries(document: PolicyDocument, states: readonly RegistryState[]): RegistryLookup[] {
  return document.registries.flatMap(({ url, trust }) =>
    trust === 'approves' ? [compileRegistry(states.find((state) => state.url === url && state.trust === trust) ?? { url, trust, complete: false }, document)] : []);
}

/**
 * A registry made ready for verdicts. What it lists becomes entries of the document that trusts it, one package or host at a time,
 * when a declaration asks for it.
 */
export function compileRegistry({ url, complete, listing, problem }: RegistryState, document: PolicyDocument): RegistryLookup {
  return new CompiledRegistry(url, complete, problem, listing, document);
}

/** Everything of one package, and what of it is newest. */
interface PackageBucket {
  readonly byVersion: ReadonlyMap<string, readonly PolicyItem[]>;
  /** Named by a tag, which fixes nothing. */
  readonly open: readonly PolicyItem[];
  /** Active, newest first. */
  readonly active: readonly { readonly item: PolicyItem; readonly version: string }[];
}

const nothing: PackageBucket = { byVersion: new Map(), open: [], active: [] };

class CompiledRegistry implements RegistryLookup {
  readonly url: string;
  readonly complete: boolean;
  readonly problem: RegistryState['problem'];
  readonly #listing: RegistryListing | undefined;
  readonly #document: PolicyDocument;
  readonly #packages = new Map<string, PackageBucket>();
  readonly #hosts = new Map<string, ReadonlyMap<string, readonly PolicyItem[]>>();
  #revocations: readonly PolicyItem[] | undefined;

  constructor(url: string, complete: boolean, problem: RegistryState['problem'], listing: RegistryListing | undefined, document: PolicyDocument) {
    // For display: a login that was written into it by mistake must not be shown again.
    this.url = maskUrl(url);
    this.complete = complete;
    this.problem = problem;
    this.#listing = listing;
    this.#document = document;
  }

  find({ packageKey, version, address, server }: Facets): readonly PolicyItem[] {
    if (packageKey !== undefined) {
      const { byVersion, open, active } = this.#packageOf(packageKey);
      const exact = version === undefined ? [] : (byVersion.get(version) ?? []);
      const newest = active[0]?.item;
      return newest && !exact.includes(newest) && !open.includes(newest) ? [...exact, ...open, newest] : [...exact, ...open];
    }
    if (!address) return [];
    const found = this.#hostOf(address.host).get(address.path) ?? [];
    if (found.every(({ parameters }) => parameters === '')) return found;
    // An identity holds no values; a bridge is given the address as an argument, and of several nobody knows which one it calls.
    const called = (server.url ? [server.url] : server.args).flatMap(({ value }) => parametersOf(value) ?? []);
    return found.filter(({ parameters }) => parameters === '' || (called.length > 0 && called.every((text) => text === parameters)));
  }

  versionsOf(packageKey: string): readonly { readonly item: PolicyItem; readonly version: string }[] {
    return this.#packageOf(packageKey).active;
  }

  get listing(): RegistryListing | undefined {
    return this.#listing;
  }

  get revocations(): readonly PolicyItem[] {
    return (this.#revocations ??= this.#listing ? this.#revoked(this.#listing) : []);
  }

  /** What is deleted, unless the same package version or address is listed still: an entry may have been renamed, or its text mended. */
  #revoked(listing: RegistryListing): PolicyItem[] {
    const items = new Map<string, PolicyItem>();
    for (const server of listing.deleted()) {
      for (const claim of [...packageItems(server), ...hostItems(server)]) {
        const others = listing.find(claim.lookup);
        const listed = others.some((other) => other.status !== 'deleted' && [...packageItems(other), ...hostItems(other)].some(({ denied }) => denied === claim.denied));
        const item = listed || items.has(claim.denied) ? undefined : itemOf(claim, server, this.url, this.#document);
        if (item) items.set(claim.denied, item);
      }
    }
    return [...items.values()];
  }

  #packageOf(key: string): PackageBucket {
    let bucket = this.#packages.get(key);
    if (!bucket) this.#packages.set(key, (bucket = this.#listing ? this.#packageBucket(this.#listing, key) : nothing));
    return bucket;
  }

  #packageBucket(listing: RegistryListing, key: string): PackageBucket {
    const byVersion = new Map<string, PolicyItem[]>();
    const open: PolicyItem[] = [];
    const active: { item: PolicyItem; version: string; order: string }[] = [];
    for (const { item, order } of this.#items(listing, key)) {
      const { type, versions } = item.matcher as PackageItem;
      for (const [canonical, version] of versions?.exact ?? []) {
        const same = byVersion.get(canonical);
        if (same) same.push(item);
        else byVersion.set(canonical, [item]);
        if (item.approving) active.push({ item, version, order: type === 'oci' ? order : (exactVersion(type, version) ?? version) });
      }
      if (versions && versions.ranges.length > 0) open.push(item);
    }
    active.sort((a, b) => newerFirst(a.order, b.order));
    return { byVersion, open, active };
  }

  #hostOf(host: string): ReadonlyMap<string, readonly PolicyItem[]> {
    let paths = this.#hosts.get(host);
    if (!paths) {
      const made = new Map<string, PolicyItem[]>();
      for (const { item } of this.#listing ? this.#items(this.#listing, `//${host}`) : []) {
        const path = item.matcher.kind === 'url' ? item.matcher.url.path! : '';
        made.set(path, [...(made.get(path) ?? []), item]);
      }
      this.#hosts.set(host, (paths = made));
    }
    return paths;
  }

  /** Of what is listed under a key, one item for each package version or address: the most favourable word, since all of them are the registry's. */
  #items(listing: RegistryListing, key: string): { readonly item: PolicyItem; readonly order: string }[] {
    const best = new Map<string, { readonly item: PolicyItem; readonly order: string }>();
    for (const server of listing.find(key)) {
      if (server.status === 'deleted') continue;
      for (const claim of key.startsWith('//') ? hostItems(server) : packageItems(server)) {
        const same = best.get(claim.covers);
        if (claim.lookup !== key || (same && (same.item.approving || server.status !== 'active'))) continue;
        const item = itemOf(claim, server, this.url, this.#document);
        if (item) best.set(claim.covers, { item, order: server.version });
      }
    }
    return [...best.values()];
  }
}

/** A version that has no order comes last: to the registry it is always the latest, and to follow it would be to follow whoever publishes. */
function newerFirst(a: string, b: string): number {
  const [ranked, other] = [validSemver(a) !== null, validSemver(b) !== null];
  return ranked === other ? compareVersions(b, a) : ranked ? -1 : 1;
}
