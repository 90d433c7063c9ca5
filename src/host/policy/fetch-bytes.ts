import { maskUrl } from '../../core/secret/mask.ts';
import { say, type Message } from '../../core/text/message.ts';
import { connectionFailure, statusFailure } from './fetch-failure.ts';
import { readAddress, type Address } from './https-address.ts';

/** What a server said of a document, to ask next time whether it is another one (RFC 9110 13.1). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface FetchOptions {
  readonly validators?: Validators | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the whole of it, redirects and body included, in milliseconds. */
  readonly timeout?: number;
  /** Bytes of the body, after decompression. */
  readonly limit?: number;
  readonly signal?: AbortSignal | undefined;
  /** The global one if not given: VS Code replaces that, so that its proxy and certificate settings hold. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

export type Fetched =
  | { readonly kind: 'fresh'; readonly bytes: Buffer; readonly validators: Validators }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly status?: number; readonly reason: Message };

export const fetchLimits = { timeout: 10_000, bytes: 4 * 1024 * 1024, redirects: 3 } as const;

/**
 * Get a document over https, if it is another one than before. Follows no redirect to another origin: whoever can answer for the
 * configured one must not hand the decision on. Never throws; whatever goes wrong is told as `failed`.
 */
export async function fetchBytes(address: string, options: FetchOptions = {}): Promise<Fetched> {
  const read = readAddress(address);
  if ('problem' in read) return { kind: 'failed', reason: read.problem };
  const { timeout = fetchLimits.timeout } = options;
  const control = new AbortController();
  const stop = (): void => control.abort();
  const timer = setTimeout(stop, timeout);
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.signal?.aborted) stop();
  // Raced, since a body that neither goes on nor ends would be waited for where a fetch does not mind its signal.
  const over = new Promise<never>((_, reject) => control.signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }));
  over.catch(() => undefined);
  try {
    return await Promise.race([follow(read, options, control.signal), over]);
  } catch (error) {
    if (options.signal?.aborted) return { kind: 'failed', reason: say('it was given up') };
    if (control.signal.aborted) return { kind: 'failed', reason: say('the server did not answer completely within {seconds} seconds', { seconds: timeout / 1000 }) };
    return { kind: 'failed', reason: connectionFailure(error) };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', stop);
    // Whatever is still under way is of no use any more.
    control.abort();
  }
}

async function follow({ url: first }: Address, options: FetchOptions, signal: AbortSignal): Promise<Fetched> {
  const { fetch = globalThis.fetch, validators = {} } = options;
  const headers = {
    accept: 'application/json, */*;q=0.1', 'user-agent': `mcp-roll-call/${__VERSION__}`, ...options.headers,
    ...(validators.etag !== undefined && { 'if-none-match': validators.etag }), ...(validators.lastModified !== undefined && { 'if-modified-since': validators.lastModified }),
  };
  let url = first;
  for (let hops = 0; ; hops++) {
    const response = await fetch(url, { headers, redirect: 'manual', credentials: 'omit', signal });
    const { status } = response;
    if (status === 200) {
      const body = await readBody(response, options.limit ?? fetchLimits.bytes);
      return Buffer.isBuffer(body) ? { kind: 'fresh', bytes: body, validators: validatorsOf(response) } : { kind: 'failed', status, reason: body };
    }
    // Nothing of the rest is read: a server may go on sending for ever.
    void response.body?.cancel().catch(() => undefined);
    if (status === 304 && Object.keys(validators).length > 0) return { kind: 'unchanged' };
    const location = response.headers.get('location');
    if (response.type === 'opaqueredirect') return { kind: 'failed', reason: say('the server sends elsewhere, and this program cannot see where to') };
    if (![301, 302, 303, 307, 308].includes(status) || location === null) return { kind: 'failed', status, reason: statusFailure(status) };
    const next = redirected(location, url, first);
    if ('template' in next) return { kind: 'failed', status, reason: next };
    if (hops === fetchLimits.redirects) return { kind: 'failed', status, reason: say('the server sends from one address to the next, more than {count} times', { count: fetchLimits.redirects }) };
    url = next;
  }
}

/** Where a redirect leads, if it stays with the same scheme, host and port. */
function redirected(location: string, from: URL, first: URL): URL | Message {
  if (!URL.canParse(location, from.href)) return say('the server sends to something that is no address');
  const to = new URL(location, from.href);
  if (to.origin !== first.origin || to.username !== '' || to.password !== '') {
    return say('the server sends to another place, {to}, which is not followed. If the policy has moved, configure its new address', { to: maskUrl(to.href) });
  }
  return to;
}

/** The body, counted as it comes: a length that is announced may be a lie, and a small body may unpack to a huge one. */
async function readBody(response: Response, limit: number): Promise<Buffer | Message> {
  const parts: Uint8Array[] = [];
  let length = 0;
  if (response.body) {
    for await (const part of response.body as AsyncIterable<Uint8Array>) {
      length += part.byteLength;
      if (length > limit) return say('what the server sends is larger than {limit} MB', { limit: Math.round(limit / 1024 / 1024) });
      parts.push(part);
    }
  }
  return Buffer.concat(parts, length);
}

function validatorsOf({ headers }: Response): Validators {
  const kept = (name: string): string | undefined => {
    const value = headers.get(name);
    // What could not be sent back, or is a burden to keep, is as good as none.
    return value !== null && /^[\x20-\x7e]{1,1000}$/.test(value) ? value : undefined;
  };
  const etag = kept('etag');
  const lastModified = kept('last-modified');
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}
