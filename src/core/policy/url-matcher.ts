import { canonicalUrl } from '../identity/canonical-url.ts';
import type { Address } from './address.ts';
import type { UrlMatcher } from './schema-parts.ts';
import type { IdentityLevel } from './verdict.ts';

/** What is wrong with a `path` of the policy, as a sentence; undefined when it may be used. */
export function urlPathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return 'A path begins with `/`.';
  if (/[?#\\*\s]/.test(path)) return 'A path holds no `?`, `#`, `*`, backslash or space. Use `pathMatch: "prefix"` for what lies below it, and `query` for parameters.';
  if (path.includes('//')) return 'Write the path without empty parts (`//`).';
  if (path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) return 'Write the path without `.` and `..`.';
  return 'problem' in canonicalUrl(`https://host${path}`) ? 'Write the path without encoded separators and control characters.' : undefined;
}

/** A host as canonical URLs have it; undefined when it is none. */
export function canonicalHost(host: string): string | undefined {
  const read = canonicalUrl(`https://${host}/`);
  return 'problem' in read ? undefined : new URL(read.url).hostname;
}

function canonicalPath(path: string): string {
  const read = canonicalUrl(`https://host${path}`);
  return 'problem' in read ? path : read.url.slice('https://host'.length);
}

/** A `url` of the policy, prepared for comparing. */
export interface CompiledUrl {
  readonly scheme: 'https' | 'http' | undefined;
  readonly host: string;
  /** The host stands for every host below it. */
  readonly below: boolean;
  readonly port: string | undefined;
  readonly path: string | undefined;
  readonly prefix: boolean;
  readonly query: ReadonlySet<string>;
}

/** Undefined when the host is none. */
export function compileUrl(url: UrlMatcher): CompiledUrl | undefined {
  const below = url.host.startsWith('*.');
  const host = canonicalHost(below ? url.host.slice(2) : url.host);
  if (host === undefined) return undefined;
  return {
    scheme: url.scheme,
    host,
    below,
    port: url.port === undefined ? undefined : String(url.port),
    path: url.path === undefined ? undefined : canonicalPath(url.path),
    prefix: url.pathMatch === 'prefix',
    query: new Set(url.query),
  };
}

/** How well an address fits, its parameters aside: the level both fix; undefined when it is another. */
export function fitUrl(matcher: CompiledUrl, address: Address): IdentityLevel | undefined {
  const scheme = matcher.scheme ?? 'https';
  if (address.scheme !== scheme || address.port !== (matcher.port ?? (scheme === 'https' ? '443' : '80'))) return undefined;
  if (!hostFits(matcher, address)) return undefined;
  if (matcher.path !== undefined && !pathFits(matcher, address.path)) return undefined;
  const wholeHost = matcher.path === undefined || (matcher.prefix && matcher.path === '/');
  return matcher.below || wholeHost ? 'source' : 'version';
}

/** Whether an address has parameters that the policy does not name. */
export function hasOtherQuery({ query }: CompiledUrl, address: Address): boolean {
  return address.query.some((name) => !query.has(name));
}

/** For an entry that denies: whatever it leaves out, it denies. */
export function deniesUrl(matcher: CompiledUrl, address: Address): boolean {
  if (!hostFits(matcher, address)) return false;
  if (matcher.scheme && address.scheme !== matcher.scheme) return false;
  if (matcher.port !== undefined && address.port !== matcher.port) return false;
  return matcher.path === undefined || pathFits({ ...matcher, path: matcher.path.toLowerCase() }, address.path.toLowerCase());
}

function hostFits(matcher: CompiledUrl, { host }: Address): boolean {
  return matcher.below ? host.endsWith(`.${matcher.host}`) : host === matcher.host;
}

/** By whole segments: `/mcp` and `/mcp/` cover `/mcp`, `/mcp/` and `/mcp/x`, not `/mcpevil`. */
function pathFits(matcher: CompiledUrl, path: string): boolean {
  const wanted = matcher.path!;
  if (!matcher.prefix) return path === wanted;
  const stem = wanted.replace(/\/+$/, '');
  if (path !== stem && !path.startsWith(`${stem}/`)) return false;
  // `..;` is a step up for some servers (Tomcat): what lies "below" would not.
  return !path.slice(stem.length).split('/').some((segment) => /^\.\.?(?:;|$)/.test(segment));
}
