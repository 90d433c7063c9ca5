import { canonicalUrl } from '../identity/canonical-url.ts';
import type { Identity, PackageRef, PackageType } from '../identity/identity.ts';
import { purlOf } from '../identity/packages/purl.ts';
import { hostForms } from './host-forms.ts';
import { LookAlikes, type LookAlike } from './look-alikes.ts';
import type { CatalogProvider, CatalogServer } from './schema.ts';

/** What documentation says of well-known servers and providers. It informs; no verdict may rest on it. */
export interface Catalog {
  /**
   * The entry for what a declaration launches or calls. None for a package that is taken from another registry than its ecosystem's
   * own, or where something else may run in its stead: only its name would be known.
   */
  serverInCatalog(identity: Identity): CatalogServer | undefined;
  /** The entry with that id. */
  serverCalled(id: string): CatalogServer | undefined;
  /** The well-known package that another one has almost the name of; undefined where it is well known itself. */
  lookAlikeOf(ref: Pick<PackageRef, 'type' | 'name'>): LookAlike | undefined;
  /** The entry for a model provider. Where a base URL is given it alone decides: a client's `openai` that calls elsewhere is not OpenAI. */
  providerInCatalog(asked: { readonly baseUrl?: string; readonly id?: string }): CatalogProvider | undefined;
  /** The hosts that its servers answer at. */
  readonly hosts: ReadonlySet<string>;
}

/**
 * Index what a catalog file holds. Never throws: what is not of the expected shape is left out, entry by entry (what ships is held
 * against the schema by a test).
 */
export function catalogOf(data: unknown): Catalog {
  const packages = new Map<string, CatalogServer>();
  const byId = new Map<string, CatalogServer>();
  const exact = new Map<string, CatalogServer>();
  const below = new Map<string, CatalogServer>();
  for (const server of entriesOf<CatalogServer>(data, 'servers')) {
    byId.set(server.id, server);
    for (const identity of listOf(server.identities)) {
      const { purl, image, url } = identity as Readonly<Record<string, unknown>>;
      if (typeof purl === 'string') packages.set(purl, server);
      else if (typeof image === 'string') packages.set(`image ${image}`, server);
      else if (typeof url === 'string') ((identity as { match?: unknown }).match === 'prefix' ? below : exact).set(withoutSlash(url), server);
    }
  }
  const bases = new Map<string, CatalogProvider>();
  const names = new Map<string, CatalogProvider>();
  for (const provider of entriesOf<CatalogProvider>(data, 'providers')) {
    for (const { url } of listOf(provider.baseUrls) as readonly { url?: unknown }[]) if (typeof url === 'string') bases.set(withoutSlash(url), provider);
    names.set(provider.id.toLowerCase(), provider);
    for (const name of listOf(provider.aliases?.value)) if (typeof name === 'string') names.set(name.toLowerCase(), provider);
  }
  let lookAlikes: LookAlikes | undefined;
  return {
    serverCalled: (id) => byId.get(id),
    // Made when the first package that is not well known is asked about.
    lookAlikeOf: (ref) => (lookAlikes ??= lookAlikesOf(packages)).find(ref),
    hosts: new Set([...exact.keys(), ...below.keys()].map(hostOf)),
    serverInCatalog(identity) {
      if (identity.kind === 'remote') {
        const url = withoutParameters(identity.url);
        return exact.get(withoutSlash(url)) ?? nearestAbove(below, url);
      }
      if (identity.kind !== 'package') return undefined;
      const { type, name, registry } = identity.package;
      const { hijacks } = identity.launch;
      // Of a container's flags most say what it may reach, not what it is.
      if (type === 'oci') return hijacks.includes('--entrypoint') ? undefined : packages.get(`image ${name}`);
      if (registry !== undefined || hijacks.length > 0) return undefined;
      // A purl of npm is in lower case, but npm has old packages that differ from others in case alone.
      if (name !== name.toLowerCase()) return undefined;
      const purl = purlOf({ type, name });
      return purl === undefined ? undefined : packages.get(purl);
    },
    providerInCatalog({ baseUrl, id }) {
      if (baseUrl === undefined) return id === undefined ? undefined : names.get(id.toLowerCase());
      const read = canonicalUrl(baseUrl);
      if ('problem' in read) return undefined;
      for (const form of hostForms(read.url)) {
        const found = nearestAbove(bases, form);
        if (found) return found;
      }
      return undefined;
    },
  };
}

function lookAlikesOf(packages: ReadonlyMap<string, CatalogServer>): LookAlikes {
  const lookAlikes = new LookAlikes();
  for (const [key, server] of packages) {
    if (key.startsWith('image ')) lookAlikes.add('oci', key.slice(6), server);
    else {
      const [, type, name] = /^pkg:(npm|pypi|nuget)\/([^@?#]+)$/.exec(key) ?? [];
      if (name !== undefined) lookAlikes.add(type as PackageType, name.replace(/^%40/, '@'), server);
    }
  }
  return lookAlikes;
}

export const emptyCatalog: Catalog = catalogOf(undefined);

/** What stands under the longest part of the address that ends with a whole segment. */
function nearestAbove<T>(by: ReadonlyMap<string, T>, url: string): T | undefined {
  const host = url.indexOf('//') + 2;
  for (let at = withoutSlash(url); at.length > host; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = by.get(at);
    if (found !== undefined) return found;
    if (at.lastIndexOf('/') < host) break;
  }
  return undefined;
}

function hostOf(url: string): string {
  const start = url.indexOf('//') + 2;
  const end = url.slice(start).search(/[/:]/);
  return end < 0 ? url.slice(start) : url.slice(start, start + end);
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}

function withoutParameters(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

function entriesOf<T extends { readonly id: string }>(data: unknown, key: string): T[] {
  const entries = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>)[key] : undefined;
  return listOf(entries).filter((entry) => typeof (entry as { id?: unknown }).id === 'string') as T[];
}

/** The objects and texts of a list; nothing of what is no list. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.filter((item) => item !== null && item !== undefined) : [];
}
