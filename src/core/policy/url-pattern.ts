import type { IdentityLevel } from './verdict.ts';

/**
 * `serverUrl` patterns with VS Code's meaning (vscode.md 3.2; microsoft/vscode, src/vs/platform/mcp/common/allowedMcpServers.ts):
 * a `*` in scheme or host cannot cross `/ @ \ ? #`, a later one matches anything, case does not count, and the whole of the
 * address that `fetch` would call is compared: origin, path and query. Matched by hand instead of by a regular expression,
 * since several `.*` in one take very long on some URLs.
 */
export interface CompiledPattern {
  /** Lower case. */
  readonly pattern: string;
  /** Offset at which the host ends. */
  readonly authorityEnd: number;
  /** The host without wildcard, or what stands behind its last wildcard from a whole label on; empty when nothing does. */
  readonly hostSuffix: string;
  readonly wildHost: boolean;
  /** Ends with the host: equals no address, since that has at least the path `/`. */
  readonly pathless: boolean;
  /** What a match fixes. */
  readonly level: IdentityLevel;
}

export function compilePattern(text: string): CompiledPattern {
  const pattern = text.toLowerCase();
  const separator = pattern.indexOf('://');
  const authorityStart = separator < 0 ? 0 : separator + 3;
  const rest = pattern.slice(authorityStart).search(/[/\\?#]/);
  const authorityEnd = rest < 0 ? pattern.length : authorityStart + rest;
  const authority = pattern.slice(authorityStart, authorityEnd).replace(/^.*@/, '').replace(/:[\d*]*$/, '');
  const wildHost = authority.includes('*');
  return {
    pattern,
    authorityEnd,
    wildHost,
    pathless: rest < 0,
    hostSuffix: wildHost ? wholeLabels(authority.slice(authority.lastIndexOf('*') + 1)) : authority,
    level: pattern.slice(0, authorityEnd).includes('*') || !fixesPath(pattern.slice(authorityEnd)) ? 'source' : 'version',
  };
}

/** A path without wildcard, or with one that stands for whole segments at the end, below at least one other. */
function fixesPath(path: string): boolean {
  const stem = path.endsWith('/*') ? path.slice(0, -2) : path;
  return !stem.includes('*') && stem !== '';
}

/** `*contoso.com` may end any label: only what follows the next dot is sure to be whole. */
function wholeLabels(suffix: string): string {
  const dot = suffix.indexOf('.');
  return dot < 0 ? '' : suffix.slice(dot + 1);
}

/** The whole path segments before the first wildcard, for looking up. */
export function literalPath({ pattern, authorityEnd }: CompiledPattern): string {
  const path = pattern.slice(authorityEnd).replace(/[?#].*$/s, '');
  const star = path.indexOf('*');
  return star < 0 ? path : path.slice(0, path.lastIndexOf('/', star) + 1);
}

/** Whether the pattern matches a `destination`. Greedy with one step back: linear for each wildcard, never exponential. */
export function matchesPattern({ pattern, authorityEnd }: CompiledPattern, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.length && pattern[p] === text[t]) {
      p++;
      t++;
    } else {
      // The last wildcard takes one more character; one in the host may not take these.
      if (star < 0 || (star < authorityEnd && /[/@\\?#]/.test(text[mark]!))) return false;
      p = star + 1;
      t = ++mark;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/**
 * For an entry that denies: also what the author must have meant although VS Code's comparison misses it, a pattern without
 * path (every path), a default port or a host in another spelling.
 */
export function denyingPatterns(text: string): CompiledPattern[] {
  const texts = new Set([text]);
  const match = /^([a-z*]+):\/\/([^/\\?#]+)(.*)$/is.exec(text);
  if (match) {
    const [, scheme, authority, path] = match as unknown as [string, string, string, string];
    const bare = /^https?$/i.test(scheme) && !authority.includes('*') ? canonicalOrigin(scheme, authority) : undefined;
    const origin = bare ?? `${scheme}://${authority}`;
    texts.add(origin + path);
    if (path === '' || path === '/') texts.add(`${origin}/*`);
  }
  return [...texts].map(compilePattern);
}

function canonicalOrigin(scheme: string, authority: string): string | undefined {
  try {
    return new URL(`${scheme}://${authority}/`).origin;
  } catch {
    return undefined;
  }
}
