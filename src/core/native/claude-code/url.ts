import { fits, type Step } from '../triple/glob.ts';
import type { Likeness } from '../triple/identity.ts';
import { remembered } from '../triple/remembered.ts';
import type { Semantics } from './semantics.ts';

/**
 * How Claude Code compares a `serverUrl`, as far as that is said (https://code.claude.com/docs/en/managed-mcp, "How a server is evaluated"): `*` stands
 * for anything, in the scheme too; letter case counts in the path and not in the host; a dot at the end of the host is nothing; a pattern without path
 * matches every path.
 *
 * It is not said whether a `*` in the host reaches over a `/`, nor whether the address is put into form first (default port, `..`, encoded
 * letters). So each pattern is read in every way that fits what is said, and where two readings differ, nobody knows.
 * @param url as the server declares it, with its variables filled in
 */
export function likeUrl(pattern: string, url: string, hostCase: Semantics['hostUnderAnyScheme'] = 'folded'): Likeness {
  if (pattern === url) return 'yes';
  if (Math.max(pattern.length, url.length) > longest) return 'unknown';
  const { called: parsed, texts } = addressOf(url);
  const needle = needleOf(pattern);
  if (!texts.some((text) => text.includes(needle))) return 'no';
  const parts = split(pattern);
  const folds = hostCase === 'folded' || !parts?.scheme.includes('*');
  const readings = [asText(pattern, url, folds)];
  const called = folds ? parsed : undefined;
  if (called) readings.push(asText(pattern, called.href, folds));
  if (called && parts) readings.push(inParts(parts, called));
  return readings.every(Boolean) ? 'yes' : readings.some(Boolean) ? 'unknown' : 'no';
}

/** The address that was read last: it is held against one entry after the other. */
let last: { readonly url: string; readonly called: URL | undefined; readonly texts: readonly string[] } | undefined;

function addressOf(url: string): NonNullable<typeof last> {
  if (last?.url !== url) {
    const called = parse(url);
    last = { url, called, texts: [url.toLowerCase(), ...(called ? [called.href.toLowerCase()] : [])] };
  }
  return last;
}

const needles = new Map<string, string>();

/** Letters beyond ASCII have small forms that depend on what stands beside them. */
const other = /[*\u0080-\uffff]+/;

/** What stands in every address that a pattern matches, however it is read, in lower case: most entries are about another host. */
function needleOf(pattern: string): string {
  let known = needles.get(pattern);
  if (known === undefined) {
    if (needles.size > 50_000) needles.clear();
    const parts = split(pattern);
    const host = parts && parts.authority.slice(parts.authority.lastIndexOf('@') + 1).replace(/:[^:]*$/, '').replace(/\.$/, '');
    known = (parts ? [host!, parts.rest ?? ''] : [pattern]).flatMap((text) => text.split(other)).reduce((longer, run) => (run.length > longer.length ? run : longer), '').toLowerCase();
    needles.set(pattern, known);
  }
  return known;
}

/** Whether a pattern and an address in which variables are open can be about the same host. */
export function couldBeUrl(pattern: string, url: string): Likeness {
  const written = split(pattern);
  const called = split(url.slice(0, Math.max(url.indexOf('${'), 0)));
  // A host is known where something follows it.
  if (!written || !called || called.rest === undefined || written.authority.includes('*') || written.authority.includes('${')) return 'unknown';
  const origin = parse(`${called.scheme}://${called.authority}/`);
  return origin && !inParts({ scheme: written.scheme, authority: written.authority, rest: undefined }, origin) ? 'no' : 'unknown';
}

/** Whether filling in a pattern's variables could change its scheme or its host. */
export function variableInOrigin(pattern: string): boolean {
  const at = pattern.indexOf('${');
  if (at < 0) return false;
  const before = split(pattern.slice(0, at));
  return before?.rest === undefined;
}

/** Longer ones no server and no client takes. */
const longest = 100_000;

interface Parts {
  readonly scheme: string;
  readonly authority: string;
  /** From the first `/`, `?` or `#` on; undefined where nothing follows the host. */
  readonly rest: string | undefined;
}

const split = remembered((text): Parts | undefined => {
  const match = /^([^:/?#]*):\/\/([^/?#\\]*)([/?#\\][\s\S]*)?$/.exec(text);
  return match ? { scheme: match[1]!.toLowerCase(), authority: match[2]!, rest: match[3] } : undefined;
});

/** Both as texts, a `*` for anything. */
function asText(pattern: string, url: string, folds: boolean): boolean {
  const text = (folds ? foldedText : writtenText)(url);
  const shown = steps((folds ? foldedText : writtenText)(pattern));
  if (fits(shown, text)) return true;
  const parts = split(pattern);
  return parts !== undefined && parts.rest === undefined && endsOfHost.some((end) => fits([...shown, ...end], text));
}

/** What may follow a host. */
const endsOfHost = ['/', '?', '#', '\\'].map((char): readonly Step[] => [{ kind: 'char', char }, { kind: 'any', not: '' }]);

/** Scheme, host with port, and the rest, each by itself, of the address that would be called. */
function inParts({ scheme, authority, rest }: Parts, called: URL): boolean {
  if (!fits(steps(scheme), called.protocol.slice(0, -1))) return false;
  const { host, port } = hostAndPort(authority);
  if (!fits(steps(host), called.hostname.replace(/\.$/, ''))) return false;
  if (port !== '*' && !fits(steps(port), called.port) && port !== defaultPorts[called.protocol]) return false;
  if (port === defaultPorts[called.protocol] && called.port !== '') return false;
  return rest === undefined || fits(steps(rest), called.pathname + called.search + called.hash);
}

/** Without a login, and without the dot at the host's end. */
const hostAndPort = remembered((authority) => {
  const [, host = '', port = ''] = /^(.*?)(?::([\d*]*))?$/s.exec(authority.slice(authority.lastIndexOf('@') + 1).toLowerCase()) ?? [];
  return { host: host.replace(/\.$/, ''), port };
});

const defaultPorts: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

const foldedText = remembered((text) => normal(text, true));
const writtenText = remembered((text) => normal(text, false));

/** The host without the dot at its end, in lower case where case does not count there. */
function normal(text: string, folds: boolean): string {
  const parts = split(text);
  if (!parts) return text;
  const authority = parts.authority.replace(/\.(?=:[\d*]*$|$)/, '');
  return `${parts.scheme}://${folds ? authority.toLowerCase() : authority}${parts.rest ?? ''}`;
}

const steps = remembered((pattern): readonly Step[] => pattern.split('').map((char) => (char === '*' ? { kind: 'any', not: '' } : { kind: 'char', char })));

const parse = remembered((url): URL | undefined => {
  try {
    const read = new URL(url);
    return read.protocol === 'http:' || read.protocol === 'https:' || read.protocol === 'ws:' || read.protocol === 'wss:' ? read : undefined;
  } catch {
    return undefined;
  }
});
