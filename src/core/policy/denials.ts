import type { PackageRef, PackageType } from '../identity/identity.ts';
import { addressOf, destination, type Address } from './address.ts';
import type { PackageItem, PolicyItem } from './item.ts';
import { addTo } from './multimap.ts';
import { canonicalName } from './package-key.ts';
import { fixedVersion, type Facets } from './subject.ts';
import { UrlIndex, stemOf } from './url-index.ts';
import { deniesUrl } from './url-matcher.ts';
import { denyingPatterns, literalPath, matchesPattern, type CompiledPattern } from './url-pattern.ts';
import { exactVersion, inRange } from './versions.ts';
import { holdsCommand, namesIn, urlsIn } from './words.ts';

/** An item that denies, and how it was found. */
export interface Denial {
  readonly item: PolicyItem;
  /** `hidden`: the name or address stands in a command line that could not be read for certain. */
  readonly found: 'named' | 'hidden';
}

/** Where a URL leads, in its parts and as `serverUrl` patterns compare it. */
interface Called {
  readonly address: Address;
  readonly destinations: readonly string[];
}

/**
 * Everything that denies, of all layers, ready to be looked up. A denial needs no level and heeds no condition: a name denies
 * every version from every registry by every launcher, wherever in the launch it stands.
 */
export class Denials {
  readonly #names = new Map<string, PolicyItem[]>();
  readonly #commands = new Map<string, PolicyItem[]>();
  readonly #packages = new Map<string, PolicyItem[]>();
  readonly #words = new Map<string, PolicyItem[]>();
  readonly #urls = new UrlIndex<{ readonly item: PolicyItem; readonly hits: (called: Called) => boolean }>();

  add(item: PolicyItem): void {
    const { matcher } = item;
    if (matcher.kind === 'name') addTo(this.#names, matcher.name, item);
    else if (matcher.kind === 'command') addTo(this.#commands, JSON.stringify(matcher.argv), item);
    else if (matcher.kind === 'package') {
      addTo(this.#packages, matcher.key.toLowerCase(), item);
      for (const word of wordsFor(matcher)) addTo(this.#words, word, item);
    } else if (matcher.kind === 'url') {
      const { url } = matcher;
      const stem = stemOf(url.path ?? '');
      this.#urls.add({ host: url.host, below: url.below, stem }, { item, hits: ({ address }) => deniesUrl(url, address) });
    } else {
      for (const pattern of denyingPatterns(matcher.text)) {
        this.#urls.add(placeOf(pattern), { item, hits: ({ destinations }) => destinations.some((there) => matchesPattern(pattern, there)) });
      }
    }
  }

  /** The denial that holds for a declaration: revoked before denied, then in the order of the policy. */
  find(facets: Facets): Denial | undefined {
    let best: Denial | undefined;
    this.each(facets, (item, found) => {
      if (!best || weight(item) < weight(best.item)) best = { item, found };
    });
    return best;
  }

  /** Every denial that holds for a declaration, some of them several times. */
  each(facets: Facets, offer: (item: PolicyItem, found: Denial['found']) => void): void {
    for (const item of this.#names.get(facets.server.name) ?? []) offer(item, 'named');
    if (this.#commands.size > 0) for (const item of this.#commands.get(JSON.stringify(facets.argv)) ?? []) offer(item, 'named');
    if (this.#packages.size > 0) {
      for (const ref of packagesOf(facets)) {
        for (const item of this.#packages.get(keyOf(ref)) ?? []) if (deniesVersion(item.matcher as PackageItem, ref.type, fixedVersion(ref) ?? tagOf(ref))) offer(item, 'named');
      }
    }
    const { address, identity } = facets;
    if (address && identity.kind === 'remote') {
      const called = { address, destinations: [identity.url.toLowerCase(), facets.destination] };
      for (const { item, hits } of this.#urls.find(address)) if (hits(called)) offer(item, 'named');
    }
    this.#findHidden(facets, offer);
  }

  /** A denial of some versions of a package whose version the declaration leaves open: it may start a denied one. */
  findDoubt(facets: Facets): PolicyItem | undefined {
    for (const ref of packagesOf(facets)) {
      if (fixedVersion(ref) !== undefined) continue;
      const item = this.#packages.get(keyOf(ref))?.find(({ matcher }) => matcher.kind === 'package' && narrowed(matcher));
      if (item) return item;
    }
    return undefined;
  }

  /** Whether a version (canonical; for images a digest) of a package is denied. */
  deniesPackage(ref: PackageRef, version: string): boolean {
    return (this.#packages.get(keyOf(ref)) ?? []).some(({ matcher }) => matcher.kind === 'package' && deniesVersion(matcher, ref.type, version));
  }

  #findHidden(facets: Facets, offer: (item: PolicyItem, found: 'hidden') => void): void {
    const { identity } = facets;
    const args = identity.launch.args;
    if (this.#words.size > 0) {
      const names = identity.kind === 'opaque' ? namesIn(identity.words, 'every-part') : [
        ...(identity.kind === 'program' ? namesIn([identity.program, identity.script ?? ''], 'installed-only') : []),
        ...(args.length > 0 && holdsCommand(args) ? namesIn(args, 'installed-only') : []),
      ];
      for (const { name, version } of names) {
        const pythonName = canonicalName('pypi', name);
        const python = pythonName === name ? [] : (this.#words.get(pythonName) ?? []).filter(({ matcher }) => matcher.kind === 'package' && matcher.type === 'pypi');
        for (const item of [...(this.#words.get(name) ?? []), ...python]) {
          const matcher = item.matcher as PackageItem;
          if (deniesVersion(matcher, matcher.type, version === undefined ? undefined : exactVersion(matcher.type, version))) offer(item, 'hidden');
        }
      }
    }
    if (this.#urls.empty) return;
    const words = identity.kind === 'opaque' ? identity.words : identity.kind === 'program' ? [identity.program, identity.script ?? '', ...args] : args;
    for (const url of urlsIn(words, (host) => this.#urls.knows(host.toLowerCase()))) {
      const called = { address: addressOf(url), destinations: [destination(url)] };
      for (const { item, hits } of this.#urls.find(called.address)) if (hits(called)) offer(item, 'hidden');
    }
  }
}

function weight({ entry, order }: PolicyItem): number {
  return (entry.state === 'revoked' ? 0 : 1e9) + order;
}

function packagesOf({ identity }: Facets): readonly PackageRef[] {
  if (identity.kind === 'package') return [identity.package];
  return identity.kind === 'remote' && identity.via ? [identity.via.package] : [];
}

function keyOf({ type, name }: PackageRef): string {
  return `${type}:${canonicalName(type, name)}`.toLowerCase();
}

/** An image's tag where that is all that says which one it is: `latest` where none is written. A denial may name tags. */
function tagOf({ type, digest, floating }: PackageRef): string | undefined {
  return type === 'oci' && digest === undefined ? (floating ?? 'latest') : undefined;
}

/** Denies some content of the package only. */
export function narrowed({ versions, digest }: PackageItem): boolean {
  return versions !== undefined || digest !== undefined;
}

function deniesVersion(matcher: PackageItem, type: PackageType, version: string | undefined): boolean {
  if (!narrowed(matcher)) return true;
  if (version === undefined) return false;
  if (matcher.versions?.exact.has(version)) return true;
  return matcher.digest === version || (matcher.versions?.ranges.some((range) => inRange(type, version, range, true)) ?? false);
}

/** The names a package goes by in a command line. */
function wordsFor({ type, key }: PackageItem): readonly string[] {
  const name = key.slice(type.length + 1).toLowerCase();
  const short = type === 'oci' ? /^docker\.io\/(?:library\/)?(.+)$/.exec(name)?.[1] : undefined;
  return short === undefined ? [name] : [name, short];
}

function placeOf(pattern: CompiledPattern) {
  return { host: pattern.hostSuffix, below: pattern.wildHost, stem: stemOf(literalPath(pattern)) };
}
