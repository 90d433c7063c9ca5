import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogServer } from '../catalog/schema.ts';
import { identityKey } from '../identity/identity-key.ts';
import type { Identity } from '../identity/identity.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { addTo } from '../policy/multimap.ts';
import type { ShelfItem } from './shelf-item.ts';
import { stockOf, type StockedServer } from './stock.ts';

/** Why an approved server would do in another's place, the surest reason first. */
export type Kinship = 'named' | 'same' | 'known-as-same' | 'successor' | 'service' | 'vendor';

export interface Alternative {
  readonly item: ShelfItem;
  readonly kinship: Kinship;
}

/** What a policy has in stock, by everything that makes two servers alike. */
type Index = Readonly<Record<'byKey' | 'byKnown' | 'byService' | 'byVendor', ReadonlyMap<string, readonly StockedServer[]>>>;

const indexes = new WeakMap<readonly StockedServer[], Index>();

/**
 * Approved servers that do what another one does: the one that the policy names in its place, the same one started otherwise, the same one as
 * far as documentation says, its successor, one for the same service, one of the same vendor for the same thing. Rather none than a wrong one.
 * @param replacedBy what the policy's entry names in its place
 */
export function* alternativesTo(identity: Identity, replacedBy: string | undefined, policy: CompiledPolicy, catalog: Catalog, now: string): Generator<Alternative> {
  const stock = stockOf(policy);
  if (stock.length === 0) return;
  const seen = new Set<string>();
  const kin = function* (kinship: Kinship, some: readonly StockedServer[] = []): Generator<Alternative> {
    for (const server of some) {
      if (seen.has(server.key)) continue;
      const item = server.approved(policy, catalog, now);
      if (!item) continue;
      seen.add(server.key);
      yield { item, kinship };
    }
  };
  if (replacedBy !== undefined) yield* kin('named', stock.filter((server) => server.names(replacedBy)));
  if (identity.kind !== 'package' && identity.kind !== 'remote') return;
  let index = indexes.get(stock);
  if (!index) indexes.set(stock, (index = indexOf(stock, catalog)));
  yield* kin('same', index.byKey.get(identityKey(identity)));
  // What may run in its stead does not matter to what was meant.
  const known = catalog.serverInCatalog(identity.kind === 'package' ? { ...identity, launch: { ...identity.launch, hijacks: [] } } : identity);
  if (known) {
    yield* kin('known-as-same', index.byKnown.get(known.id));
    if (known.supersededBy) yield* kin('successor', index.byKnown.get(known.supersededBy.value));
    for (const service of servicesOf(known)) yield* kin('service', index.byService.get(service));
  }
  for (const vendor of vendorsOf(identity)) yield* kin('vendor', index.byVendor.get(vendor));
}

function indexOf(stock: readonly StockedServer[], catalog: Catalog): Index {
  const byKey = new Map<string, StockedServer[]>();
  const byKnown = new Map<string, StockedServer[]>();
  const byService = new Map<string, StockedServer[]>();
  const byVendor = new Map<string, StockedServer[]>();
  for (const server of stock) {
    const { identity, key } = server;
    addTo(byKey, key, server);
    for (const vendor of vendorsOf(identity)) addTo(byVendor, vendor, server);
    const known = catalog.serverInCatalog(identity);
    if (!known) continue;
    addTo(byKnown, known.id, server);
    for (const service of servicesOf(known)) addTo(byService, service, server);
  }
  return { byKey, byKnown, byService, byVendor };
}

/**
 * The services that the catalog says a server is for: where its data goes, in its category. What it is pointed at is anything; who only
 * hosts a server, hosts others too.
 */
function servicesOf({ dataGoesTo, category, publisher, official }: CatalogServer): readonly string[] {
  return (dataGoesTo?.value ?? []).flatMap((place) => {
    const name = place.toLowerCase();
    const hosted = official?.value !== true && name === publisher.value.name.toLowerCase();
    return hosted || /^(?:the|a|an|whatever|what) |\bit is (?:pointed|configured|given)|, or /.test(name) ? [] : [`${category} ${name}`];
  });
}

/** Words that tell nothing of what a server is for. */
const plain = new Set('mcp server servers client api app apps tool tools service services http https sse stream streamable stdio v1 v2 v3 beta prod www js ts py node npm python docker official remote local model context protocol'.split(' '));

/**
 * Whose a server is, together with what in its name says what it is for: nobody else can publish under an npm scope or answer at a host, and
 * one vendor has servers for many things.
 */
function vendorsOf(identity: Identity): readonly string[] {
  if (identity.kind === 'package') {
    const { type, name } = identity.package;
    const scope = type === 'npm' ? /^@([^/]+)\/(.+)$/.exec(name) : type === 'oci' ? /^((?:ghcr\.io|quay\.io|docker\.io|mcr\.microsoft\.com)\/[^/]+)\/(.+)$/.exec(name) : null;
    if (!scope || /^docker\.io\/(?:library|mcp)$/.test(scope[1]!)) return [];
    const about = subject(scope[2]!, scope[1]!);
    return about === '' ? [] : [`${type}:${scope[1]!} ${about}`];
  }
  if (identity.kind !== 'remote') return [];
  const [, host, path] = /^https:\/\/([^/?]+)([^?]*)/.exec(identity.url) ?? [];
  return host === undefined ? [] : [`${host} ${subject(path ?? '', '')}`];
}

/** The words of a name that say what it is for, in order; whose it is left out. */
function subject(name: string, owner: string): string {
  const own = new Set(wordsOf(owner));
  return [...new Set(wordsOf(name).filter((word) => !plain.has(word) && !own.has(word)))].toSorted().join('-');
}

function wordsOf(text: string): string[] {
  return text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);
}
