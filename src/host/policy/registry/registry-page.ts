import { readEnvelope, type Envelope } from '../../../core/registry/read-envelope.ts';
import { say, type Message } from '../../../core/text/message.ts';
import { fetchBytes } from '../fetch-bytes.ts';
import { statusFailure } from '../fetch-failure.ts';

export interface PageOptions {
  readonly token?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly timeout?: number | undefined;
  readonly limit?: number | undefined;
}

/** `retryAfter`: seconds that the registry asks to wait; it may be none of use. */
export type Page =
  | { readonly kind: 'page'; readonly envelope: Envelope; readonly date: string | undefined; readonly bytes: number }
  | { readonly kind: 'failed'; readonly status?: number; readonly reason: Message; readonly retryAfter?: number };

/** A hundred entries are some 100 kB; a thousand times as much is no page of a registry. */
export const pageLimits = { timeout: 20_000, bytes: 8 * 1024 * 1024 } as const;

/** Ask for one page. Never throws. */
export async function askPage(address: string, options: PageOptions): Promise<Page> {
  const { token, signal, fetch = globalThis.fetch, timeout = pageLimits.timeout, limit = pageLimits.bytes } = options;
  let headers: Headers | undefined;
  const fetched = await fetchBytes(address, {
    timeout, limit, signal,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      headers = response.headers;
      return response;
    },
  });
  if (fetched.kind !== 'fresh') {
    const { status, reason } = fetched.kind === 'failed' ? fetched : { status: 304, reason: statusFailure(304) };
    const retryAfter = headers && waitAsked(headers);
    return { kind: 'failed', reason, ...(status !== undefined && { status }), ...(retryAfter !== undefined && { retryAfter }) };
  }
  const type = headers?.get('content-type') ?? '';
  // A page to sign in at, of a hotel or a proxy, also answers with 200.
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) return { kind: 'failed', reason: say('it answered with something else than JSON, perhaps a page to sign in at') };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fetched.bytes)) as unknown;
  } catch {
    return { kind: 'failed', reason: say('its answer is cut off or damaged') };
  }
  const envelope = readEnvelope(json);
  if (!envelope) return { kind: 'failed', reason: say('its answer is not the listing of an MCP registry') };
  const date = Date.parse(headers?.get('date') ?? '');
  return { kind: 'page', envelope, date: Number.isNaN(date) ? undefined : new Date(date).toISOString(), bytes: fetched.bytes.length };
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function waitAsked(headers: Headers): number | undefined {
  const given = headers.get('retry-after')?.trim();
  if (given === undefined || given === '') return undefined;
  if (/^\d{1,9}$/.test(given)) return Number(given);
  const until = Date.parse(given);
  const now = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(until) ? undefined : Math.max(0, (until - (Number.isNaN(now) ? Date.now() : now)) / 1000);
}
