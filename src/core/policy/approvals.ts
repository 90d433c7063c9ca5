import { isApproving } from './document.ts';
import type { PackageItem, PolicyItem } from './item.ts';
import { addTo, joined } from './multimap.ts';
import type { Facets } from './subject.ts';
import { UrlIndex, stemOf } from './url-index.ts';
import { literalPath } from './url-pattern.ts';
import { compareVersions } from './versions.ts';

interface Bucket {
  readonly byVersion: Map<string, PolicyItem[]>;
  /** Items that name no version, or a range. */
  readonly open: PolicyItem[];
  /** The approving item with the newest version: what to tell somebody who uses another. */
  newest?: { readonly item: PolicyItem; readonly version: string };
}

/** Everything that does not deny, of one layer, ready to be looked up. What it finds still has to be fitted. */
export class Approvals {
  readonly #names = new Map<string, PolicyItem[]>();
  readonly #commands = new Map<string, PolicyItem[]>();
  readonly #packages = new Map<string, Bucket>();
  readonly #urls = new UrlIndex<PolicyItem>();

  add(item: PolicyItem): void {
    const { matcher } = item;
    switch (matcher.kind) {
      case 'name':
        return addTo(this.#names, matcher.name, item);
      case 'command':
        return addTo(this.#commands, JSON.stringify(matcher.argv), item);
      case 'package':
        return this.#addPackage(item, matcher);
      case 'url':
        return this.#urls.add({ host: matcher.url.host, below: matcher.url.below, stem: stemOf(matcher.url.path ?? '') }, item);
      case 'pattern':
        return this.#urls.add({ host: matcher.pattern.hostSuffix, below: matcher.pattern.wildHost, stem: stemOf(literalPath(matcher.pattern)) }, item);
    }
  }

  #addPackage(item: PolicyItem, { key, versions, digest }: PackageItem): void {
    let bucket = this.#packages.get(key);
    if (!bucket) this.#packages.set(key, (bucket = { byVersion: new Map(), open: [] }));
    const exact = versions ? [...versions.exact.keys()] : [];
    for (const version of exact) addTo(bucket.byVersion, version, item);
    if (!versions || versions.ranges.length > 0 || digest !== undefined) bucket.open.push(item);
    if (!isApproving(item.entry.state)) return;
    for (const version of exact) if (!bucket.newest || compareVersions(version, bucket.newest.version) > 0) bucket.newest = { item, version };
  }

  /** The items that may fit a declaration, each once. */
  find(facets: Facets): readonly PolicyItem[] {
    let found: readonly PolicyItem[] = this.#names.get(facets.server.name) ?? [];
    if (this.#commands.size > 0) found = joined(found, this.#commands.get(JSON.stringify(facets.argv)));
    const bucket = facets.packageKey === undefined ? undefined : this.#packages.get(facets.packageKey);
    if (bucket) {
      const exact = facets.version === undefined ? undefined : bucket.byVersion.get(facets.version);
      found = joined(joined(found, exact), bucket.open);
      if (bucket.newest && bucket.newest.item !== exact?.[0]) found = joined(found, [bucket.newest.item]);
    }
    if (facets.address) found = joined(found, this.#urls.find(facets.address));
    return found.length < 2 ? found : [...new Set(found)];
  }

  /** The approving item of a package with its newest version, and one without; for telling what would be approved. */
  nearestOf(packageKey: string): readonly PolicyItem[] {
    const bucket = this.#packages.get(packageKey);
    const open = bucket?.open.find((item) => item.approving);
    return [...(bucket?.newest ? [bucket.newest.item] : []), ...(open ? [open] : [])];
  }

  /** Every exact version (for images: digest) that an approving item names, newest first, as the policy writes it. */
  versionsOf(packageKey: string): { readonly item: PolicyItem; readonly version: string }[] {
    const bucket = this.#packages.get(packageKey);
    if (!bucket) return [];
    const versions = [...bucket.byVersion].toSorted(([a], [b]) => compareVersions(b, a));
    return [
      ...versions.flatMap(([canonical, items]) => items.filter((item) => item.approving).map((item) => ({ item, version: (item.matcher as PackageItem).versions!.exact.get(canonical)! }))),
      ...bucket.open.flatMap((item) => (item.approving && item.matcher.kind === 'package' && item.matcher.digest !== undefined ? [{ item, version: item.matcher.digest }] : [])),
    ];
  }
}
