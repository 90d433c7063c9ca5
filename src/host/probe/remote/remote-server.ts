import type * as dns from 'node:dns';
import type { Launchable, ProbeLimits } from '../../../core/probe/outcome.ts';
import { maskUrl } from '../../../core/secret/mask.ts';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';
import type { BodyLimits } from './capped-body.ts';
import { cappedFetch, type Fetch } from './capped-fetch.ts';
import { statusFault } from './remote-fault.ts';
import { reachOf, type Reach } from './reach.ts';

/** Everything that both connections to one server share. */
export interface RemoteServer {
  readonly url: URL;
  readonly reach: Reach;
  readonly fetch: Fetch;
  readonly bodies: BodyLimits;
  readonly limits: ProbeLimits;
  /** Of the declaration, or of a sign-in. Names in small letters. Held in memory, and sent to this origin only. */
  readonly headers: Map<string, string>;
  readonly declared: ReadonlySet<string>;
  /** What a server that answered 401 said of how to sign in (RFC 9110 11.6.1). */
  challenge?: string;
  /** It has nothing but HTTP+SSE: found out on the first connection. */
  sse: boolean;
}

export interface RemoteOptions {
  readonly limits: ProbeLimits;
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
  readonly lookup?: typeof dns.lookup | undefined;
  readonly privateHosts?: readonly string[] | undefined;
}

/** Several answers' worth: the older HTTP+SSE says everything in one stream. */
const streamMessages = 16;

/** @throws ProbeFault for an address or a header that cannot be called or sent */
export function remoteServer(target: Extract<Launchable, { kind: 'http' }>, { limits, version, signal, lookup, privateHosts }: RemoteOptions): RemoteServer {
  const address = maskUrl(target.url);
  if (!URL.canParse(target.url)) throw new ProbeFault('not-started', say('{address} is not a complete address. Write it as `https://host/path`.', { address }));
  const url = new URL(target.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new ProbeFault('not-started', say('{address} is no web address. Write it as `https://host/path`.', { address }));
  // No `fetch` takes one (WHATWG Fetch 5.4), so that other clients cannot call it either.
  if (url.username !== '' || url.password !== '') throw new ProbeFault('not-started', say('{address} holds a login, which no client sends from there. Put it into a header.', { address }));
  url.hash = '';
  const reach = reachOf(url, privateHosts);
  const bodies: BodyLimits = { message: limits.messageBytes, stream: limits.messageBytes * streamMessages };
  const headers = checkedHeaders(target.headers);
  return {
    url, reach, bodies, limits, headers, declared: new Set(headers.keys()), sse: target.transport === 'sse',
    fetch: cappedFetch({ reach, origin: url.origin, limits: bodies, timeout: limits.connect, version, signal, lookup }),
  };
}

/** What this server was given in confidence: values of headers, a sign-in's token among them, and of the address's parameters. */
export function confidential({ headers, url }: Pick<RemoteServer, 'headers' | 'url'>): readonly string[] {
  return [...[...headers.values()].map((value) => value.replace(/^(?:Bearer|Basic|token)\s+/i, '')), ...url.searchParams.values()];
}

/** What an answer that is an error means. A challenge to sign in is kept. */
export function refusal(response: Response, server: RemoteServer): ProbeFault {
  const challenge = response.headers.get('www-authenticate') ?? '';
  // Whoever asks is known and has too little: signing in again with what is named gets more (RFC 6750 3.1).
  const status = response.status === 403 && /\berror="?insufficient_scope\b/.test(challenge) ? 401 : response.status;
  if (status === 401) server.challenge = challenge;
  return statusFault(status, server.url, { authorization: server.headers.has('authorization') });
}

/** Looked at here, since what complains of a bad header later on would show its value. */
function checkedHeaders(given: Readonly<Record<string, string>>): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const trimmed = value.replace(/^[\t\r\n ]+|[\t\r\n ]+$/g, '');
    // RFC 9110 5.6.2 and 5.5.
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) throw new ProbeFault('not-started', say('`{name}` cannot be the name of a header.', { name }));
    // eslint-disable-next-line no-control-regex
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(trimmed)) throw new ProbeFault('not-started', say('The value of the header `{name}` holds characters that cannot be sent. A line break in the middle, perhaps?', { name }));
    headers.set(name.toLowerCase(), trimmed);
  }
  return headers;
}
