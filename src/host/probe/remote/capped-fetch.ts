import type * as dns from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { maskUrl } from '../../../core/secret/mask.ts';
import { say } from '../../../core/text/message.ts';
import { cappedBody, type BodyLimits } from './capped-body.ts';
import { pinnedRequest } from './pinned-request.ts';
import type { Reach } from './reach.ts';
import { ProbeFault } from '../probe-fault.ts';
import { faultOf } from './remote-fault.ts';

export interface CappedFetchOptions {
  readonly reach: Reach;
  /** The only origin that may be called. Absent: any within reach. */
  readonly origin?: string;
  readonly limits: BodyLimits;
  /** Until an answer begins, in milliseconds. */
  readonly timeout: number;
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
  /** What went wrong, for where somebody else asks with this and swallows what is thrown. */
  readonly onFault?: (fault: ProbeFault) => void;
  readonly lookup?: typeof dns.lookup | undefined;
}

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

const redirects = 3;

/** Of a connection, not of what is asked: a declaration that sets one of them would break the request in two (RFC 9112 6.3, 11.2). */
const framing = new Set(['connection', 'content-length', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'proxy-connection']);

/**
 * A `fetch` for a server that nobody has to trust: pinned, counted, and going nowhere else than where it was told to go. Follows a redirect
 * within the same origin only, and only where the method stays as it is; so no header ever gets to another origin.
 */
export function cappedFetch(options: CappedFetchOptions): Fetch {
  return async (given, init = {}) => {
    const first = new URL(given);
    try {
      if (options.origin !== undefined && first.origin !== options.origin) {
        throw new ProbeFault('refused', say('The server sends this program to another place, {address}, which is not called.', { address: maskUrl(first.href) }));
      }
      return await follow(first, init, options);
    } catch (error) {
      const fault = faultOf(error, first);
      options.onFault?.(fault);
      throw fault;
    }
  };
}

async function follow(first: URL, init: RequestInit, options: CappedFetchOptions): Promise<Response> {
  const method = init.method ?? 'GET';
  const signals = [options.signal, init.signal].filter((signal) => signal !== undefined && signal !== null);
  const headers = sentHeaders(init, options.version);
  let url = first;
  for (let hops = 0; ; hops++) {
    const response = await pinnedRequest(url, {
      method, headers, reach: options.reach, timeout: options.timeout, lookup: options.lookup,
      ...(typeof init.body === 'string' || init.body instanceof URLSearchParams ? { body: String(init.body) } : {}),
      ...(signals.length > 0 && { signal: AbortSignal.any(signals) }),
    });
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return answer(response, url, options);
    response.destroy();
    url = redirected(location, { url, first, status, method, hops });
  }
}

/** @throws ProbeFault for a redirect that is not followed */
function redirected(location: string, { url, first, status, method, hops }: { readonly url: URL; readonly first: URL; readonly status: number; readonly method: string; readonly hops: number }): URL {
  const from = maskUrl(first.href);
  if (!URL.canParse(location, url.href)) throw new ProbeFault('protocol', say('{from} sends to something that is no address.', { from }));
  const to = new URL(location, url.href);
  if (to.origin !== first.origin || to.username !== '' || to.password !== '') {
    throw new ProbeFault('refused', say('{from} sends to another place, {to}, which is not followed: what was agreed to is the first one. If the server has moved, declare its new address.', { from, to: maskUrl(to.href) }));
  }
  if (method !== 'GET' && status !== 307 && status !== 308) {
    throw new ProbeFault('protocol', say('{from} sends to {to} in a way ({status}) that loses what was asked. If the server lives there, declare that address.', { from, to: maskUrl(to.href), status }));
  }
  if (hops === redirects) throw new ProbeFault('protocol', say('{from} sends from one address to the next, more than {count} times.', { from, count: redirects }));
  return to;
}

function sentHeaders(init: RequestInit, version: string): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': `mcp-roll-call/${version}` };
  for (const [name, value] of new Headers(init.headers)) if (!framing.has(name)) headers[name] = value;
  // Nothing is saved by packing what is capped anyway; a server that packs all the same is read.
  headers['accept-encoding'] = 'identity';
  return headers;
}

function answer(response: IncomingMessage, url: URL, options: CappedFetchOptions): Response {
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 599) {
    response.destroy();
    throw new ProbeFault('protocol', say('{address} answers with a status that does not exist ({status}).', { address: maskUrl(url.href), status }));
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    // No cookie is kept, and the body that is handed on is unpacked and of unknown length.
    if (value === undefined || ['set-cookie', 'content-encoding', 'content-length', 'transfer-encoding'].includes(name)) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  if ([204, 205, 304].includes(status)) {
    response.destroy();
    return new Response(null, { status, headers });
  }
  return new Response(cappedBody(response, url, options.limits), { status, headers });
}
