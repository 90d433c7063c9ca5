import { minutesIn } from '../../../core/manifest/contract-asks.ts';
import type { RegistryFields } from '../../../core/policy/schema.ts';
import { mergeReading, neverRead, patience, type ReadMarks } from '../../../core/registry/merge-read.ts';
import type { RegistryState } from '../../../core/registry/registry-state.ts';
import { say, type Message } from '../../../core/text/message.ts';
import type { KeptListing } from './kept-listing.ts';
import { mergedInMemory, newerListing, type RegistryCache } from './registry-cache.ts';
import { readListing, type ClientOptions, type ClientReading } from './registry-client.ts';
import { readEndpoint, type RegistryEndpoint } from './registry-endpoint.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

export const registryPace = {
  /** How long what was read counts as current, if the policy does not say, and its bounds. */
  usual: 60 * minute, least: 5 * minute, most: 7 * day,
  /** How often everything is read again: an increment cannot tell what vanished. */
  full: 7 * day,
  /** After a failure: at first so long, and at most. */
  backOff: minute, backOffMost: 6 * 60 * minute,
  /** The longest that a registry's own wish to be left alone is heeded. */
  leftAlone: day,
  /** What changed while the last reading was under way, or by a clock that is a little off, is asked for again. */
  overlap: 10 * minute,
} as const;

/** What a registry is kept with. */
export interface RegistryKeeping extends Pick<ClientOptions, 'fetch' | 'signal' | 'wait' | 'timeout'> {
  /** Undefined: what is read is not remembered. */
  readonly cache: () => RegistryCache | undefined;
  /** Milliseconds. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Gives a token for registries that do not answer everybody, if somebody is signed in. */
  readonly token: (() => Promise<string | undefined>) | undefined;
}

/** The same for two registries of which the same is known: a listing read by somebody who is signed in may hold more. */
export function registryKeyOf({ url, api, auth = 'anonymous' }: RegistryFields): string {
  return JSON.stringify([url, api, auth]);
}

/** One registry that a policy names, over time: what is known of it now, and when to ask it again. */
export class HeldRegistry {
  readonly #fields: RegistryFields;
  readonly #endpoint: RegistryEndpoint | { readonly problem: Message };
  #kept: KeptListing | undefined;
  #stamp: string | undefined;
  #failing: { readonly times: number; readonly problem: Message; readonly signIn: boolean } | undefined;
  #unstored: Message | undefined;
  #noIncrements = false;
  /** When it was last asked, and when that may be again, in milliseconds. */
  #next = 0;

  constructor(fields: RegistryFields) {
    this.#fields = fields;
    this.#endpoint = readEndpoint(fields.url, fields.api);
  }

  /** What is known of it, read from disk where that is new. Never throws. */
  look(keeping: RegistryKeeping): void {
    if ('problem' in this.#endpoint) return;
    const cache = keeping.cache();
    if (!cache) return;
    const stamp = cache.stamp(this.#name);
    if (stamp === undefined || stamp === this.#stamp) return;
    this.#stamp = stamp;
    const before = this.#kept?.header.asOf;
    this.#kept = newerListing(cache.read(this.#name, this.#endpoint.base), this.#kept);
    const asOf = this.#kept?.header.asOf;
    if (asOf !== undefined && asOf !== before) this.#currentSince(Date.parse(asOf), keeping);
  }

  /** What verdicts go by. */
  state(fields: RegistryFields): RegistryState {
    const { complete = false, asOf } = this.#kept?.header ?? {};
    const problem = 'problem' in this.#endpoint ? this.#endpoint.problem : this.#failing?.problem;
    return {
      url: fields.url, trust: fields.trust, complete,
      ...(this.#kept && { listing: this.#kept }),
      ...(asOf !== undefined && { asOf }),
      ...(problem && { problem }),
      ...(this.#failing?.signIn && { signIn: true }),
      ...(this.#kept && this.#kept.header.skipped > 0 && { skipped: this.#kept.header.skipped }),
      ...(this.#unstored && { unstored: this.#unstored }),
    };
  }

  /** When it is to be asked again; undefined for what cannot be asked. */
  get next(): number | undefined {
    return 'problem' in this.#endpoint ? undefined : this.#next;
  }

  /** Ask it if that is due. Whatever goes wrong, what was known stays known. Never throws. */
  async refresh(keeping: RegistryKeeping, force: boolean): Promise<void> {
    const endpoint = this.#endpoint;
    if ('problem' in endpoint) return;
    // Another window may have asked just now.
    this.look(keeping);
    const now = keeping.now();
    if (!force && now < this.#next) return;
    const at = new Date(now).toISOString();
    const since = this.#noIncrements ? undefined : sinceWhen(this.#kept?.header ?? neverRead, now);
    let increment = since !== undefined;
    let reading = await this.#ask(endpoint, since, keeping);
    if (reading.noIncrements) {
      this.#noIncrements = true;
      increment = false;
      reading = await this.#ask(endpoint, undefined, keeping);
    }
    if (keeping.signal?.aborted) return;
    if (reading.complete || reading.servers.length > 0) await this.#take(endpoint, reading, increment, at, keeping);
    if (reading.complete) {
      this.#failing = undefined;
      this.#currentSince(now, keeping);
      // What is missing is looked for once more soon, so that what was taken off the listing does not stay approved.
      if (this.#kept && this.#kept.header.missing.length > 0) this.#next = Math.min(this.#next, now + patience.entry);
    } else this.#fail(reading, keeping);
  }

  #ask(endpoint: RegistryEndpoint, since: string | undefined, { fetch, signal, wait, timeout, token }: RegistryKeeping): Promise<ClientReading> {
    const signedIn = this.#fields.auth === 'entra' ? { token: token ?? (async () => undefined) } : {};
    return readListing(endpoint, since, { fetch, signal, wait, timeout, ...signedIn });
  }

  async #take(endpoint: RegistryEndpoint, reading: ClientReading, increment: boolean, at: string, keeping: RegistryKeeping): Promise<void> {
    const cache = keeping.cache();
    const { servers, complete, registryTime } = reading;
    const merge = (held: KeptListing | undefined) => mergeReading(held ?? { keys: [], get: () => undefined }, held?.header ?? neverRead, { servers, complete, increment, at, registryTime });
    const skipped = complete && !increment ? reading.skipped : (this.#kept?.header.skipped ?? reading.skipped);
    const { kept, unstored } = cache ? await cache.update(this.#name, endpoint.base, skipped, this.#kept, merge) : { kept: mergedInMemory(endpoint.base, this.#kept, merge, skipped) };
    this.#kept = kept ?? this.#kept;
    this.#unstored = unstored;
    this.#stamp = cache?.stamp(this.#name);
  }

  #currentSince(at: number, { now, random }: RegistryKeeping): void {
    const written = this.#fields.updatedEvery === undefined ? undefined : minutesIn(this.#fields.updatedEvery);
    const period = Math.min(registryPace.most, Math.max(registryPace.least, written === undefined ? registryPace.usual : written * minute));
    // A time that is still to come says nothing: clocks are set.
    this.#next = at > now() ? now() : at + Math.round(period * (1 + random() / 10));
    if (at <= now() && this.#next > now()) this.#failing = undefined;
  }

  #fail({ problem, retryAfter, signIn }: ClientReading, { now, random }: RegistryKeeping): void {
    const times = (this.#failing?.times ?? 0) + 1;
    this.#failing = { times, problem: problem ?? say('it did not answer'), signIn: signIn === true };
    const pause = Math.min(registryPace.backOffMost, registryPace.backOff * 2 ** Math.min(times - 1, 20));
    const asked = Math.min(registryPace.leftAlone, (retryAfter ?? 0) * 1000);
    this.#next = now() + Math.round(Math.max(pause, asked) * (1 + random() / 10));
  }

  get #name(): string {
    const { endpoint, auth } = { endpoint: this.#endpoint, auth: this.#fields.auth ?? 'anonymous' };
    return 'problem' in endpoint ? '' : `${auth} ${endpoint.base}`;
  }
}

/** Since when changes are asked for; undefined: everything is. */
function sinceWhen({ complete, fullAt, mark, missing }: ReadMarks, now: number): string | undefined {
  const full = Date.parse(fullAt ?? '');
  if (!complete || mark === undefined || missing.length > 0 || !(full <= now && now - full < registryPace.full)) return undefined;
  return new Date(Date.parse(mark) - registryPace.overlap).toISOString();
}
