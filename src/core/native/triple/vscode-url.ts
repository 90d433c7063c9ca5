import { fits, reach, type Step } from './glob.ts';
import type { Likeness } from './identity.ts';
import { remembered } from './remembered.ts';

/**
 * How VS Code compares a `serverUrl`, by what its releases did (microsoft/vscode, src/vs/platform/mcp/common/allowedMcpServers.ts):
 * - `text` (@ 209d252, with 1.130): the address as it is written, and a `*` in the host stops at `/` only;
 * - `destination` (@ 1ba778b): the address that `fetch` would call, and a `*` in the host stops at `/ @ \ ? #`;
 * - `canonical` (read in the 1.139.1 build): the entry's scheme, login, port and path are put into form too, and `:*` for a port fits none.
 * Letter case never counts, not in the path either.
 */
export const vscodeUrlForms = ['text', 'destination', 'canonical'] as const;
export type VscodeUrlForm = (typeof vscodeUrlForms)[number];

/**
 * Whether an entry's pattern matches an address. Never throws.
 * @param url as the server declares it, with its variables filled in
 */
export function matchesVscodeUrl(pattern: string, url: string, form: VscodeUrlForm = 'canonical'): boolean {
  const called = form === 'text' ? foldedText(url) : foldedDestination(url);
  if (called === undefined) return false;
  const steps = patternIn[form](pattern);
  return steps !== undefined && fits(steps, called);
}

const foldedText = remembered((url) => fold(throughUri(url)));
const foldedDestination = remembered((url) => {
  const destination = destinationOf(throughUri(url));
  return destination === undefined ? undefined : fold(destination);
});

/** A pattern in the steps of each form; undefined where it matches nothing. */
const patternIn: Readonly<Record<VscodeUrlForm, (pattern: string) => readonly Step[] | undefined>> = {
  text: remembered((pattern) => stepsOf(pattern, 'text')),
  destination: remembered((pattern) => stepsOf(pattern, 'destination')),
  canonical: remembered((pattern) => {
    const compared = inForm(pattern);
    return compared === undefined ? undefined : stepsOf(compared, 'canonical');
  }),
};

/** A pattern in the form of the addresses it is compared with. */
function inForm(pattern: string): string | undefined {
  return pattern.includes('*') ? canonicalPattern(pattern) : destinationOf(pattern);
}

/** The same for an address in which variables are open: the host decides where it is written out. */
export function likeVscodeUrl(pattern: string, url: string, form: VscodeUrlForm = 'canonical'): Likeness {
  if (!hasVscodeVariable(url)) return matchesVscodeUrl(pattern, url, form) ? 'yes' : 'no';
  const origin = /^https?:\/\/[^/?#\\$@{}]+(?=[/?#\\])/i.exec(url)?.[0];
  const called = origin === undefined ? undefined : destinationOf(origin);
  if (called === undefined) return 'unknown';
  const steps = patternIn[form](pattern);
  if (steps === undefined) return 'no';
  const at = reach(steps, fold(called));
  if (at.size === 0) return 'no';
  const last = steps.at(-1);
  return last?.kind === 'any' && last.not === '' && at.has(steps.length - 1) ? 'yes' : 'unknown';
}

/** Whether no http(s) address can match a pattern: it lacks the scheme, or a letter stands in its host that no address in form has. */
export function namesNoAddress(pattern: string): boolean {
  const compared = inForm(pattern);
  if (compared === undefined) return true;
  if (/^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(compared)) return false;
  // eslint-disable-next-line no-control-regex
  if (/[^\x00-\x7f]/.test(compared)) return true;
  const steps = stepsOf(compared, 'canonical');
  return ['https://', 'http://'].every((scheme) => reach(steps, scheme).size === 0);
}

/** `${…}`, which VS Code fills in before it starts a server (src/vs/platform/configuration/common/configurationVariables.ts). */
export function hasVscodeVariable(text: string): boolean {
  return /\$\{[^}]*\}/.test(text);
}
export const vscodeVariable = /\$\{[^}]*\}/g;

/** What `fetch` would call of an http(s) address; another scheme's as it is; undefined for what is none. */
function destinationOf(url: string): string | undefined {
  try {
    const { protocol, origin, pathname, search } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? origin + pathname + search : url;
  } catch {
    return undefined;
  }
}

const notInHost = '/@\\?#';
const canonicalHost = /^(?:(\[[^\]]*\])(?::([\s\S]*))?|([\s\S]*):([^:]*)|([^:]+))$/;

/** A pattern with `*` in the form of the addresses it is compared with; undefined where that cannot be told, which matches nothing. */
function canonicalPattern(pattern: string): string | undefined {
  const end = pattern.indexOf('://');
  const scheme = pattern.slice(0, Math.max(end, 0)).toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') return pattern;
  const rest = pattern.slice(end + 3);
  const hostEnd = authorityEnd(rest, 0, /[/\\?#]/);
  const authority = rest.slice(0, hostEnd);
  const parts = canonicalHost.exec(authority.slice(authority.lastIndexOf('@') + 1));
  if (!parts) return undefined;
  const host = parts[1] ?? parts[3] ?? parts[5] ?? '';
  const port = parts[2] ?? parts[4];
  const path = rest.slice(hostEnd).replaceAll('\\', '/').replace(/#[\s\S]*$/, '');
  const shownPort = port === undefined || port === (scheme === 'https' ? '443' : '80') ? '' : `:${port}`;
  return `${scheme}://${host}${shownPort}${path.startsWith('/') ? path : `/${path}`}`;
}

function stepsOf(pattern: string, form: VscodeUrlForm): Step[] {
  const scheme = pattern.indexOf('://');
  const end = authorityEnd(pattern, scheme < 0 ? 0 : scheme + 3, form === 'text' ? /\// : /[/\\?#]/);
  const not = form === 'text' ? '/' : notInHost;
  const steps: Step[] = [];
  const folded = fold(pattern);
  for (let i = 0; i < folded.length; i++) {
    const char = folded[i]!;
    if (form === 'canonical' && i < end && char === ':' && folded[i + 1] === '*') {
      steps.push({ kind: 'optional', skip: 2 }, { kind: 'char', char }, { kind: 'any', not });
      i++;
    } else if (char === '*') steps.push({ kind: 'any', not: i < end ? not : '' });
    else steps.push({ kind: 'char', char });
  }
  return steps;
}

function authorityEnd(text: string, from: number, stop: RegExp): number {
  const at = text.slice(from).search(stop);
  return at < 0 ? text.length : from + at;
}

/** Letter case as `i` of a regular expression sees it, which folds no letter onto one of ASCII. */
function fold(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * The address as it stands after VS Code has read it with its own `URI` and written it again without encoding, which is also what it calls:
 * `%2F` is `/` then (src/vs/base/common/uri.ts, `parse` and `toString(true)`).
 */
function throughUri(url: string): string {
  const parts = /^(?:([^:/?#]+?):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/.exec(url);
  if (!parts?.[1] || parts[2] === undefined) return url;
  const [, scheme, authority, path, query, fragment] = parts as unknown as [string, string, string, string, string | undefined, string | undefined];
  const marks = (text: string): string => decoded(text).replaceAll('#', '%23').replaceAll('?', '%3F');
  const way = /^https?$/.test(scheme) && path === '' ? '/' : marks(path);
  return `${scheme}://${lowerHost(decoded(authority))}${way}${query ? `?${marks(query)}` : ''}${fragment ? `#${decoded(fragment)}` : ''}`;
}

function lowerHost(authority: string): string {
  const login = authority.indexOf('@') + 1;
  return authority.slice(0, login) + authority.slice(login).toLowerCase().replaceAll('#', '%23').replaceAll('?', '%3F');
}

/** Longer runs are left as they are: nobody writes them, and peeling one costs the square of its length. */
const longestRun = 3000;

/** Percent-encoded runs decoded where they are UTF-8, else from the first octet on where they are. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9A-Za-z]{2})+/g, (run) => {
    for (let bad = 0; bad < run.length && run.length <= longestRun; bad += 3) {
      try {
        return run.slice(0, bad) + decodeURIComponent(run.slice(bad));
      } catch {
        // The first octet of what is left is no text.
      }
    }
    return run;
  });
}
