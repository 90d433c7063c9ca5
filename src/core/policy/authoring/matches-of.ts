import type { ProviderDeclaration, ServerDeclaration } from '../../config/config-file.ts';
import type { Identity } from '../../identity/identity.ts';
import { Approvals } from '../approvals.ts';
import { Denials } from '../denials.ts';
import { denies, type PolicyDocument, type PolicyEntry, type PolicyMatch, type ProviderEntry } from '../document.ts';
import { refTo } from '../entry-ref.ts';
import { fit, type PolicyItem } from '../item.ts';
import { CalledProvider, compileProviderItem, deniesProvider, fitProvider } from '../providers/provider-item.ts';
import { Facets } from '../subject.ts';
import { itemsOf, type LintedItem } from './linted-item.ts';

/** What of a set of things an entry speaks of. */
export interface Matched<T> {
  /** It means these, whether or not another entry decides of them in the end. */
  readonly matched: readonly T[];
  /** It names these at another version, or its conditions do not hold for them; as far as looking up finds them. */
  readonly near: readonly T[];
}

/** For every entry and item of a policy what it speaks of; one that is not in here speaks of nothing. */
export interface Matches<T> {
  readonly entries: ReadonlyMap<PolicyEntry | ProviderEntry, Matched<T>>;
  readonly items: ReadonlyMap<PolicyMatch | ProviderEntry['match'][number], Matched<T>>;
}

class Found<T> {
  readonly matched = new Set<T>();
  readonly near = new Set<T>();
}

/** Which servers each entry of a policy means. Each server costs a few look-ups, however long the policy is. */
export function matchesOf<T extends { readonly declaration: ServerDeclaration; readonly identity: Identity }>(document: PolicyDocument, servers: readonly T[]): Matches<T> {
  const approvals = new Approvals();
  const denials = new Denials();
  for (const item of itemsOf(document)) {
    if (denies(item.entry.state)) denials.add(item);
    else approvals.add(item);
  }
  const found = new Collected<T>();
  for (const server of servers) {
    const facets = new Facets({ server: server.declaration, identity: server.identity });
    for (const item of approvals.find(facets)) {
      const how = fit(item, facets);
      if (how) found.add(item.entry, matchOf(item), server, how.kind === 'match');
    }
    denials.each(facets, (item) => found.add(item.entry, matchOf(item), server, true));
  }
  return found.result();
}

/** Which model providers each entry of a policy means. */
export function providerMatchesOf<T extends { readonly declaration: ProviderDeclaration }>(document: PolicyDocument, providers: readonly T[]): Matches<T> {
  const items = (document.providers ?? []).flatMap((entry) => entry.match.flatMap((match) => {
    const item = compileProviderItem(document, entry, match, refTo(entry, document), 0);
    return item ? [{ entry, match, item }] : [];
  }));
  const found = new Collected<T>();
  for (const provider of providers) {
    const called = new CalledProvider(provider.declaration);
    for (const { entry, match, item } of items) {
      const how = denies(entry.state) ? (deniesProvider(item, called) ? 'match' : undefined) : fitProvider(item, called)?.kind;
      if (how) found.add(entry, match, provider, how === 'match');
    }
  }
  return found.result();
}

class Collected<T> {
  readonly #entries = new Map<PolicyEntry | ProviderEntry, Found<T>>();
  readonly #items = new Map<PolicyMatch | ProviderEntry['match'][number], Found<T>>();

  add(entry: PolicyEntry | ProviderEntry, match: PolicyMatch | ProviderEntry['match'][number], thing: T, whole: boolean): void {
    for (const found of [foundIn(this.#entries, entry), foundIn(this.#items, match)]) {
      if (whole) found.matched.add(thing);
      else found.near.add(thing);
    }
  }

  result(): Matches<T> {
    return { entries: lists(this.#entries), items: lists(this.#items) };
  }
}

function foundIn<K, T>(map: Map<K, Found<T>>, key: K): Found<T> {
  let found = map.get(key);
  if (!found) map.set(key, (found = new Found()));
  return found;
}

function lists<K, T>(map: ReadonlyMap<K, Found<T>>): Map<K, Matched<T>> {
  return new Map([...map].map(([key, { matched, near }]) => [key, { matched: [...matched], near: [...near].filter((thing) => !matched.has(thing)) }]));
}

function matchOf(item: PolicyItem): PolicyMatch {
  return (item as LintedItem).match;
}
