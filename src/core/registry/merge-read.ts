import { serverKey, type RegistryServer, type RegistryStatus } from './registry-server.ts';

/** What is known of how far a listing has been read. */
export interface ReadMarks {
  /** Every page arrived, once at least. */
  readonly complete: boolean;
  /** When the last reading began that arrived as a whole, by this machine's clock. */
  readonly asOf?: string;
  /** The same of the last one that asked for everything. */
  readonly fullAt?: string;
  /** What changed since then (by the registry's clock) is what an increment asks for; absent where the registry tells no such times. */
  readonly mark?: string;
  /** Listed before, and absent from the last whole reading, since when: looked for once more before they go. */
  readonly missing: readonly (readonly [key: string, since: string])[];
}

/** How long an entry must be absent, in milliseconds, before it goes; where all of them are, that is rather a fault that lasts. */
export const patience = { entry: 3_600_000, all: 86_400_000 } as const;

export const neverRead: ReadMarks = { complete: false, missing: [] };

/** What is held, entry by entry (`serverKey`). */
export interface HeldEntries {
  readonly keys: Iterable<string>;
  get(key: string): RegistryServer | undefined;
}

/** What a reading brought. */
export interface RegistryReading {
  readonly servers: readonly RegistryServer[];
  /** Every page of it arrived. */
  readonly complete: boolean;
  /** Only what changed was asked for. */
  readonly increment: boolean;
  /** When it began: by this machine's clock, and as the registry dates its answer. */
  readonly at: string;
  readonly registryTime?: string | undefined;
}

/** What is to be done to what is held. */
export interface Merge {
  readonly put: ReadonlyMap<string, RegistryServer>;
  readonly drop: ReadonlySet<string>;
  readonly marks: ReadMarks;
}

const strictness: readonly RegistryStatus[] = ['active', 'deprecated', 'deleted'];

/**
 * Take a reading. What did not arrive as a whole never takes the place of what did: of it only what takes back an approval counts.
 * An entry that is gone from one whole reading is kept until a later one bears it out: entries that change while pages are turned
 * slip from one page to another, and a listing that is empty for a while must not block everybody.
 */
export function mergeReading(held: HeldEntries, before: ReadMarks, reading: RegistryReading): Merge {
  const keys = new Set(held.keys);
  const tightenOnly = before.complete && !reading.complete;
  const put = new Map<string, RegistryServer>();
  const seen = new Set<string>();
  for (const server of reading.servers) {
    const key = serverKey(server);
    seen.add(key);
    if (tightenOnly && server.status === 'active') continue;
    const other = put.get(key) ?? (keys.has(key) ? held.get(key) : undefined);
    if (!other || supersedes(server, other)) put.set(key, server);
  }
  leaveOneLatest(put, keys, held);
  const missing = new Map(before.missing);
  for (const key of seen) missing.delete(key);
  if (!reading.complete) return { put, drop: new Set(), marks: before };
  const drop = new Set<string>();
  if (!reading.increment) {
    const needed = seen.size === 0 ? patience.all : patience.entry;
    for (const key of keys) {
      if (seen.has(key)) continue;
      const since = missing.get(key);
      if (since === undefined || Date.parse(since) > Date.parse(reading.at)) missing.set(key, reading.at);
      else if (Date.parse(reading.at) - Date.parse(since) >= needed) {
        missing.delete(key);
        drop.add(key);
      }
    }
  }
  const mark = markOf(before, reading);
  const fullAt = reading.increment ? before.fullAt : reading.at;
  return {
    put, drop,
    marks: { complete: before.complete || !reading.increment, asOf: reading.at, missing: [...missing], ...(fullAt !== undefined && { fullAt }), ...(mark !== undefined && { mark }) },
  };
}

/** A newer word counts; where neither is known to be newer, the one that allows less when both came at once, else the one that came last. */
function supersedes(next: RegistryServer, other: RegistryServer): boolean {
  const [then, now] = [Date.parse(other.updatedAt ?? ''), Date.parse(next.updatedAt ?? '')];
  if (now < then) return false;
  return now > then || Number.isNaN(now - then) || strictness.indexOf(next.status) >= strictness.indexOf(other.status);
}

/** Of a name's versions only the one that was told last is the latest. */
function leaveOneLatest(put: Map<string, RegistryServer>, keys: ReadonlySet<string>, held: HeldEntries): void {
  const latest = new Map<string, string>();
  for (const [key, { name, isLatest }] of put) if (isLatest) latest.set(name, key);
  if (latest.size === 0) return;
  for (const key of keys) {
    if (put.has(key)) continue;
    const now = latest.get(key.slice(0, key.indexOf('\n')));
    const server = now === undefined || now === key ? undefined : held.get(key);
    if (!server?.isLatest) continue;
    const { isLatest: _, ...rest } = server;
    put.set(key, rest);
  }
}

/** No later than the registry's own time (else this machine's): one entry dated into the future would hide all changes until then. */
function markOf({ mark }: ReadMarks, { servers, at, registryTime }: RegistryReading): string | undefined {
  let newest = Date.parse(mark ?? '');
  for (const { updatedAt } of servers) {
    const time = Date.parse(updatedAt ?? '');
    if (!(time <= newest)) newest = Number.isNaN(time) ? newest : time;
  }
  if (Number.isNaN(newest)) return undefined;
  return new Date(Math.min(newest, Date.parse(registryTime ?? at))).toISOString();
}
