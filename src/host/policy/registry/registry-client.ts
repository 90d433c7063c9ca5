import { setTimeout as sleep } from 'node:timers/promises';
import type { RegistryServer } from '../../../core/registry/registry-server.ts';
import { say, type Message } from '../../../core/text/message.ts';
import type { RegistryEndpoint } from './registry-endpoint.ts';
import { askPage, type Page, type PageOptions } from './registry-page.ts';

export interface ClientOptions extends Omit<PageOptions, 'token'> {
  /** Gives a token for the registry, for one that does not answer everybody; undefined when nobody is signed in. */
  readonly token?: (() => Promise<string | undefined>) | undefined;
  /** Waits that many milliseconds. */
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined;
  readonly limits?: { readonly [K in keyof typeof clientLimits]?: number } | undefined;
}

export const clientLimits = {
  /** Entries on a page: the most that the official registry gives. */
  perPage: 100,
  pages: 2000,
  servers: 100_000,
  /** Of all pages: five times as much as 100,000 usual entries. */
  bytes: 512 * 1024 * 1024,
  /** Asking again for a page that did not arrive: so often for the first one, for any other, and for all of them together. */
  retriesAtFirst: 1,
  retries: 2,
  retriesInAll: 6,
  /** The longest that is waited within one reading, in seconds. */
  wait: 30,
  /** The whole reading, in milliseconds. */
  time: 10 * 60_000,
} as const;

export interface ClientReading {
  readonly servers: readonly RegistryServer[];
  readonly complete: boolean;
  /** Entries that could not be read. */
  readonly skipped: number;
  /** When the first page was made, by the registry's clock. */
  readonly registryTime?: string;
  /** Why it is not complete. */
  readonly problem?: Message;
  /** The registry wants not to be asked again for so many seconds. */
  readonly retryAfter?: number;
  /** It does not know how to tell only what changed. */
  readonly noIncrements?: true;
  /** It wants to know who asks, and nobody is signed in (or not as somebody who may read it). */
  readonly signIn?: true;
}

/**
 * Read a registry's listing, page after page until it says that there are no more. What was read before something went wrong is
 * given back, with `complete: false`. Never throws.
 * @param since only what changed since then, by the registry's clock
 */
export async function readListing(endpoint: RegistryEndpoint, since: string | undefined, options: ClientOptions): Promise<ClientReading> {
  const limits = { ...clientLimits, ...options.limits };
  const servers: RegistryServer[] = [];
  const cursors = new Set<string>();
  const started = performance.now();
  let skipped = 0;
  let bytes = 0;
  let retriesLeft: number = limits.retriesInAll;
  let registryTime: string | undefined;
  let cursor: string | undefined;
  const end = (more: Partial<ClientReading>): ClientReading => ({ servers, skipped, complete: false, ...(registryTime !== undefined && { registryTime }), ...more });

  const token = await tokenFor(endpoint, options);
  if (typeof token === 'object') return end({ problem: token.problem, ...(token.signIn && { signIn: true }) });
  const wait = options.wait ?? ((ms: number) => sleep(ms, undefined, { signal: options.signal }).catch(() => undefined));
  for (let pages = 0; ; pages++) {
    if (pages >= limits.pages || servers.length > limits.servers) return end({ problem: say('it lists more than {count} servers, or never comes to an end', { count: limits.servers }) });
    const address = pageAddress(endpoint, limits.perPage, since, cursor);
    let page: Page;
    for (let retry = 0; ; retry++) {
      page = await askPage(address, { ...options, token });
      if (page.kind === 'page' || options.signal?.aborted) break;
      const pause = page.retryAfter ?? (retry + 1) ** 2 * (0.25 + Math.random() / 2);
      if (!isPassing(page.status, pages) || retry >= (pages === 0 ? limits.retriesAtFirst : limits.retries) || retriesLeft-- <= 0 || pause > limits.wait) break;
      await wait(pause * 1000);
    }
    if (page.kind === 'failed') return end(failure(page, endpoint, token !== undefined, since !== undefined && pages === 0));
    if (performance.now() - started > limits.time) return end({ problem: say('reading all of it takes too long') });
    for (const server of page.envelope.servers) servers.push(server);
    skipped += page.envelope.skipped;
    bytes += page.bytes;
    if (bytes > limits.bytes) return end({ problem: say('it sends more than {limit} MB', { limit: Math.round(limits.bytes / 1024 / 1024) }) });
    registryTime ??= page.date;
    cursor = page.envelope.next;
    if (cursor === undefined) return end({ complete: true });
    if (cursors.has(cursor)) return end({ problem: say('its pages go round in a circle') });
    cursors.add(cursor);
  }
}

function pageAddress({ servers }: RegistryEndpoint, limit: number, since: string | undefined, cursor: string | undefined): string {
  const url = new URL(servers);
  url.searchParams.set('limit', String(limit));
  // Else what was deleted would be as if it had never been listed.
  url.searchParams.set('include_deleted', 'true');
  if (since !== undefined) url.searchParams.set('updated_since', since);
  if (cursor !== undefined) url.searchParams.set('cursor', cursor);
  return url.href;
}

/** Worth asking again soon: too many questions, a fault of the moment, and no answer from one who answered just now. */
function isPassing(status: number | undefined, pages: number): boolean {
  if (status === undefined) return pages > 0;
  return status === 429 || status === 408 || (status >= 500 && status !== 501);
}

async function tokenFor({ confidential }: RegistryEndpoint, { token }: ClientOptions): Promise<string | undefined | { readonly problem: Message; readonly signIn?: true }> {
  if (!token) return undefined;
  if (!confidential) return { problem: say('a sign-in with `auth: "entra"` is only ever sent to Azure API Center (`https://….azure-apicenter.ms`)') };
  try {
    const got = await token();
    // What cannot stand in a header must not be put into one.
    if (got !== undefined && /^[\x21-\x7e]{1,16384}$/.test(got)) return got;
  } catch {
    // Whatever the account's provider says may name the account.
  }
  return { problem: say('nobody is signed in to it'), signIn: true };
}

function failure({ status, reason, retryAfter }: Extract<Page, { kind: 'failed' }>, { servers }: RegistryEndpoint, signedIn: boolean, increment: boolean): Partial<ClientReading> {
  const later = retryAfter === undefined ? {} : { retryAfter };
  if (increment && (status === 400 || status === 422 || status === 501)) return { problem: reason, noIncrements: true };
  if (status === 401 || status === 403) {
    if (signedIn) return { problem: say('it does not let this account read it ({status})', { status }), signIn: true };
    return { problem: say('it wants to know who asks ({status}); the policy can say `auth: "entra"` for it', { status }) };
  }
  if (status === 404 && /\.azure-apicenter\.ms\/v0/.test(servers)) return { problem: say('nothing is there (404); the address of an Azure API Center ends with `/workspaces/default`'), ...later };
  return { problem: reason, ...later };
}
