import type { PolicyItem } from '../../policy/item.ts';
import type { Address } from '../../policy/address.ts';
import type { DeniedAddress, PlannedAddress } from './plan.ts';

/** The addresses that an item of the policy names, without who says so. */
export type Region = Pick<PlannedAddress, 'scheme' | 'host' | 'below' | 'port' | 'path' | 'pathMatch' | 'anyCase' | 'query'>;

const simplePattern = /^(https?):\/\/(\*\.)?([^*/\\?#@]+)(\/[^*?#\\]*)(\*?)$/i;

/** Undefined where it names none, or in a way that comes to more than one region. */
export function regionOf({ matcher }: PolicyItem): Region | undefined {
  if (matcher.kind === 'url') {
    const { scheme = 'https', host, below, port, path, prefix, query } = matcher.url;
    const stem = path !== undefined && prefix ? path.replace(/\/+$/, '') : path;
    return {
      scheme, host, below, anyCase: false,
      ...(port !== undefined && port !== defaultPort(scheme) && { port: Number(port) }),
      ...(stem !== undefined && stem !== '' && { path: stem }),
      pathMatch: prefix || path === undefined ? 'prefix' : 'exact',
      query: [...query],
    };
  }
  if (matcher.kind !== 'pattern') return undefined;
  const [, scheme, wild, authority, path, star] = (simplePattern.exec(matcher.text) ?? []) as (string | undefined)[];
  if (scheme === undefined || authority === undefined || path === undefined || (star && !path.endsWith('/'))) return undefined;
  const url = originOf(`${scheme}://${authority}`);
  // In another spelling it equals no address, and approves nothing.
  if (!url || url.origin !== `${scheme}://${authority}`.toLowerCase() || url.hostname.endsWith('.')) return undefined;
  return {
    scheme: scheme.toLowerCase() as 'https' | 'http', host: url.hostname, below: wild !== undefined, anyCase: true,
    ...(url.port !== '' && { port: Number(url.port) }),
    ...(!(star && path === '/') && { path }),
    pathMatch: star ? 'prefix' : 'exact',
    query: star ? 'any' : [],
  };
}

function originOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function defaultPort(scheme: string): string {
  return scheme === 'https' ? '443' : '80';
}

/** A name that nobody gives a host or a folder: what stands for all that lies below. */
const anything = 'mcp-roll-call-any';

/** An address in a region that nothing smaller is likely to name; with the parameters that the region allows, where asked. */
export function exampleIn({ scheme, host, below, port, path, pathMatch }: DeniedAddress, query: readonly string[] = []): string {
  const folder = pathMatch === 'exact' ? (path ?? '/') : `${(path ?? '').replace(/\/$/, '')}/${anything}`;
  return `${scheme ?? 'https'}://${below ? `${anything}.` : ''}${host}${port === undefined ? '' : `:${port}`}${folder}${query.length > 0 ? `?${query.map((name) => `${encodeURIComponent(name)}=1`).join('&')}` : ''}`;
}

/** Whether every address of one region lies in another, parameters aside. */
export function contains(outer: Region, inner: Region): boolean {
  if (outer.scheme !== inner.scheme || outer.port !== inner.port) return false;
  if (!(outer.below ? hostBelow(inner.host, outer.host) || (inner.below && inner.host === outer.host) : !inner.below && inner.host === outer.host)) return false;
  if (outer.path === undefined) return true;
  if (inner.path === undefined) return false;
  if (outer.pathMatch === 'exact') return inner.pathMatch === 'exact' && sameText(outer.path, inner.path, outer.anyCase);
  return isBelow(inner.path, outer.path, outer.anyCase) && !(outer.path.endsWith('/') && sameText(`${inner.path}/`, outer.path, outer.anyCase));
}

/** Whether any address lies in both. */
export function overlap(a: DeniedAddress, b: DeniedAddress): boolean {
  if ((a.scheme && b.scheme && a.scheme !== b.scheme) || (a.port ?? b.port) !== (b.port ?? a.port)) return false;
  const hosts = a.host === b.host ? a.below === b.below : (a.below && hostBelow(b.host, a.host)) || (b.below && hostBelow(a.host, b.host));
  if (!hosts) return false;
  if (a.path === undefined || b.path === undefined) return true;
  return (a.pathMatch === 'prefix' && isBelow(b.path, a.path, true)) || (b.pathMatch === 'prefix' && isBelow(a.path, b.path, true)) || sameText(a.path, b.path, true);
}

/** Where two regions that overlap meet: the narrower of each of their parts. */
export function meeting(a: DeniedAddress, b: DeniedAddress): DeniedAddress {
  const [host, path] = [a.below && (hostBelow(b.host, a.host) || !b.below) ? b : a, a.path === undefined || (a.pathMatch === 'prefix' && b.path !== undefined && b.path.length >= a.path.length) ? b : a];
  const scheme = a.scheme ?? b.scheme;
  const port = a.port ?? b.port;
  return { host: host.host, below: host.below, pathMatch: path.pathMatch, ...(path.path !== undefined && { path: path.path }), ...(scheme && { scheme }), ...(port !== undefined && { port }) };
}

/** What of an address is not compared. */
export interface Loosely {
  readonly query?: boolean;
  readonly letterCase?: boolean;
}

/** Whether an address lies in a region. */
export function liesIn(region: Region, address: Address, loosely: Loosely = {}): boolean {
  if (address.scheme !== region.scheme || address.port !== (region.port === undefined ? defaultPort(region.scheme) : String(region.port))) return false;
  if (region.below ? !hostBelow(address.host, region.host) : address.host !== region.host) return false;
  const { query } = region;
  if (!loosely.query && query !== 'any' && !address.query.every((name) => query.includes(name))) return false;
  return region.path === undefined || pathLiesIn(region.path, region.pathMatch, address.path, region.anyCase || loosely.letterCase === true);
}

/** Whether an address is denied by one. */
export function isDeniedBy({ scheme, host, below, port, path, pathMatch }: DeniedAddress, address: Address): boolean {
  if ((scheme && address.scheme !== scheme) || (port !== undefined && address.port !== String(port))) return false;
  if (below ? !hostBelow(address.host, host) : address.host !== host) return false;
  return path === undefined || pathLiesIn(path, pathMatch, address.path, true);
}

function pathLiesIn(region: string, match: Region['pathMatch'], path: string, anyCase: boolean): boolean {
  return match === 'exact' ? sameText(path, region, anyCase) : isBelow(path, region, anyCase);
}

/** The path itself, where it does not end with `/`, and whole segments below it. */
function isBelow(path: string, stem: string, anyCase: boolean): boolean {
  const [a, b] = anyCase ? [path.toLowerCase(), stem.toLowerCase()] : [path, stem];
  return a === b || a.startsWith(b.endsWith('/') ? b : `${b}/`);
}

function hostBelow(host: string, above: string): boolean {
  return host.endsWith(`.${above}`);
}

function sameText(a: string, b: string, anyCase: boolean): boolean {
  return a === b || (anyCase && a.toLowerCase() === b.toLowerCase());
}
