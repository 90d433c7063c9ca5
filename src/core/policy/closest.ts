import { hasExpired } from './candidates.ts';
import type { CompiledLayer } from './compile.ts';
import type { PolicyItem } from './item.ts';
import { NearNames } from './near-names.ts';
import { baseName } from './package-key.ts';
import { shownVersions } from './reasons.ts';
import type { Facets } from './subject.ts';
import type { EntryRef, Verdict } from './verdict.ts';
import { namesIn } from './words.ts';

/** A line that hides what it starts is looked through for approved names up to here: it is a hint, not a decision. */
const maxNames = 200;
const maxKept = 5;

/** Finds the approving item nearest to a declaration: the same package, host or base name, or a name one edit away. */
export class ClosestApproved {
  readonly #layers: readonly CompiledLayer[];
  /** By name as written, and without scope; for images also without registry. */
  readonly #byName = new Map<string, PolicyItem[]>();
  readonly #byBase = new Map<string, PolicyItem[]>();
  readonly #byHost = new Map<string, PolicyItem[]>();
  readonly #near = new NearNames<PolicyItem[]>();
  readonly #nearHost = new NearNames<PolicyItem[]>();

  /** @param items those that approve, of all layers */
  constructor(layers: readonly CompiledLayer[], items: readonly PolicyItem[]) {
    this.#layers = layers;
    for (const item of items) {
      const { matcher } = item;
      if (matcher.kind === 'package') {
        keep(this.#byName, matcher.name.toLowerCase(), item);
        keep(this.#byBase, baseName(matcher.name), item, this.#near);
      }
      const host = matcher.kind === 'url' ? matcher.url.host : matcher.kind === 'pattern' ? matcher.pattern.hostSuffix : '';
      if (host !== '') keep(this.#byHost, host, item, this.#nearHost);
    }
  }

  /** The nearest one that counts today and is not the one that decided. */
  find(facets: Facets, now: number, decided: EntryRef | undefined): Verdict['closest'] {
    for (const item of this.#candidates(facets)) {
      if (item.ref !== decided && !hasExpired(item, now)) return { entry: item.ref, launch: approvedLaunch(item) };
    }
    return undefined;
  }

  *#candidates({ identity, address, packageKey }: Facets): Generator<PolicyItem> {
    switch (identity.kind) {
      case 'package': {
        const base = baseName(identity.package.name);
        if (packageKey !== undefined) {
          for (const { approvals, registries } of this.#layers) {
            yield* approvals.nearestOf(packageKey);
            for (const registry of registries) yield* registry.versionsOf(packageKey).slice(0, 1).map(({ item }) => item);
          }
        }
        yield* this.#byBase.get(base) ?? [];
        yield* this.#near.find(base) ?? [];
        return;
      }
      case 'remote':
        if (!address) return;
        yield* this.#byHost.get(address.host) ?? [];
        yield* this.#byHost.get(address.host.slice(address.host.indexOf('.') + 1)) ?? [];
        yield* this.#nearHost.find(address.host) ?? [];
        return;
      case 'program':
      case 'opaque': {
        const words = identity.kind === 'opaque' ? identity.words : [identity.program, identity.script ?? ''];
        const names = namesIn(words.slice(0, maxNames).map((word) => word.slice(0, 2000)), 'installed-only').slice(0, maxNames);
        for (const { name } of names) yield* this.#byName.get(name) ?? [];
        for (const { name } of names) yield* this.#byBase.get(baseName(name)) ?? [];
      }
    }
  }
}

/** Keep an item under a key, beside a few others: the first may have run out. */
function keep(map: Map<string, PolicyItem[]>, key: string, item: PolicyItem, near?: NearNames<PolicyItem[]>): void {
  const same = map.get(key);
  if (same && same.length < maxKept) same.push(item);
  if (same) return;
  const list = [item];
  map.set(key, list);
  near?.add(key, list);
}

/** What an item approves, in words: `@contoso/ledger-mcp 1.4.2`. */
export function approvedLaunch({ matcher }: PolicyItem): string {
  switch (matcher.kind) {
    case 'package':
      return [matcher.name, shownVersions(matcher)].filter(Boolean).join(' ');
    case 'url': {
      const { scheme = 'https', below, host, port, path, prefix } = matcher.url;
      const rest = path === undefined ? '/…' : prefix ? `${path.replace(/\/+$/, '')}/…` : path;
      return `${scheme}://${below ? '*.' : ''}${host}${port === undefined ? '' : `:${port}`}${rest}`;
    }
    case 'pattern':
      return matcher.text;
    case 'command':
      return matcher.argv.join(' ');
    case 'name':
      return matcher.name;
  }
}
