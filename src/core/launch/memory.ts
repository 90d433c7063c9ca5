import type { AcceptedLaunch } from './accepted.ts';
import type { SealedLaunch } from './launch.ts';

/** What is remembered of launches, per user and machine. Hashes and shown forms: it holds no secret. */
export interface LaunchMemory {
  /** Which key its seals were made with: those of another say nothing. */
  readonly key: string;
  /** By file, then by server (`serverKey`), the newest first. */
  readonly accepted: Readonly<Record<string, AcceptedInFile>>;
  /** Changes and arrivals the user was told of, and when: nobody is told twice. */
  readonly told: Readonly<Record<string, string>>;
  /** The user's own files that were looked at, there or not, and since when: what is in one at its first look is no news. */
  readonly looked: Readonly<Record<string, string>>;
  /** Per server that some of them held, whatever its name there (`sightingOf`): in which files, since when. */
  readonly seen: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface AcceptedInFile {
  /** The folder it belongs to; absent for the user's own. */
  readonly root?: string;
  readonly servers: Readonly<Record<string, readonly AcceptedLaunch[]>>;
}

/** One launch to be remembered as accepted. */
export interface Acceptance {
  readonly file: string;
  readonly root: string | undefined;
  readonly server: string;
  readonly launch: SealedLaunch;
  readonly by: AcceptedLaunch['by'];
}

/** As many earlier launches of a server as a person goes back and forth between. */
const launchesOfOne = 12;
/** What is older than the newest of these is forgotten: a store must not grow without end. */
const files = 3000;
const tellings = 4000;
const sightings = 4000;

export function emptyMemory(key: string): LaunchMemory {
  return { key, accepted: {}, told: {}, looked: {}, seen: {} };
}

/**
 * The memory with launches accepted as well. Those the user acknowledged stay beside each other; of those the policy approved only
 * the last counts, since an approval that was taken back must not come again with an old launch.
 */
export function withAccepted(memory: LaunchMemory, acceptances: readonly Acceptance[], at: string): LaunchMemory {
  if (acceptances.length === 0) return memory;
  const accepted: Record<string, AcceptedInFile> = { ...memory.accepted };
  for (const { file, root, server, launch, by } of acceptances) {
    const { servers = {} } = accepted[file] ?? {};
    const others = (servers[server] ?? []).filter((one) => (by === 'policy' ? one.by === 'user' : one.by === 'policy' || one.launch.seal !== launch.seal));
    accepted[file] = { ...(root !== undefined && { root }), servers: { ...servers, [server]: [{ launch, by, at }, ...others].slice(0, launchesOfOne) } };
  }
  return { ...memory, accepted: newest(accepted, files, ({ servers }) => Object.values(servers).reduce((last, [first]) => (first && first.at > last ? first.at : last), '')) };
}

export function withTold(memory: LaunchMemory, ids: readonly string[], at: string): LaunchMemory {
  const fresh = ids.filter((id) => !Object.hasOwn(memory.told, id));
  return fresh.length === 0 ? memory : { ...memory, told: newest({ ...memory.told, ...Object.fromEntries(fresh.map((id) => [id, at])) }, tellings, (when) => when) };
}

/** What of the user's own files was looked at, and what was found in them. */
export interface Sightings {
  readonly looked: ReadonlySet<string>;
  readonly found: ReadonlyMap<string, ReadonlySet<string>>;
}

export function withSeen(memory: LaunchMemory, { looked, found }: Sightings, at: string): LaunchMemory {
  const newFiles = [...looked].filter((file) => !Object.hasOwn(memory.looked, file));
  const seen: Record<string, Readonly<Record<string, string>>> = { ...memory.seen };
  let changed = newFiles.length > 0;
  for (const [sighting, places] of found) {
    const known = seen[sighting] ?? {};
    const fresh = [...places].filter((file) => !Object.hasOwn(known, file));
    if (fresh.length === 0) continue;
    seen[sighting] = { ...known, ...Object.fromEntries(fresh.map((file) => [file, at])) };
    changed = true;
  }
  return changed ? { ...memory, looked: newest({ ...memory.looked, ...Object.fromEntries(newFiles.map((file) => [file, at])) }, files, (when) => when), seen: newest(seen, sightings, (of) => Object.values(of).reduce((last, when) => (when > last ? when : last), '')) } : memory;
}

function newest<T>(entries: Readonly<Record<string, T>>, limit: number, when: (value: T) => string): Record<string, T> {
  const all = Object.entries(entries);
  if (all.length <= limit) return entries;
  return Object.fromEntries(all.sort(([, a], [, b]) => (when(a) < when(b) ? 1 : -1)).slice(0, limit));
}

/** The memory that a store held, where it is one. */
export function readMemory(stored: unknown): LaunchMemory | undefined {
  if (!isMap(stored) || typeof stored['key'] !== 'string' || !isMap(stored['told']) || !isMap(stored['accepted'])) return undefined;
  if (!isTexts(stored['told']) || !isTexts(stored['looked']) || !isMap(stored['seen']) || !Object.values(stored['seen']).every(isTexts)) return undefined;
  for (const of of Object.values(stored['accepted'])) {
    if (!isMap(of) || !isMap(of['servers']) || (of['root'] !== undefined && typeof of['root'] !== 'string')) return undefined;
    for (const launches of Object.values(of['servers'])) if (!Array.isArray(launches) || !launches.every(isAccepted)) return undefined;
  }
  return stored as unknown as LaunchMemory;
}

function isAccepted(value: unknown): boolean {
  return isMap(value) && typeof value['at'] === 'string' && (value['by'] === 'user' || value['by'] === 'policy') && isLaunch(value['launch']);
}

function isLaunch(value: unknown): boolean {
  if (!isMap(value) || typeof value['seal'] !== 'string' || typeof value['source'] !== 'string' || typeof value['transport'] !== 'string') return false;
  const shown = (part: unknown): boolean => isMap(part) && typeof part['shown'] === 'string' && typeof part['seal'] === 'string';
  const named = (part: unknown): boolean => isMap(part) && typeof part['name'] === 'string' && typeof part['seal'] === 'string';
  return (
    ['command', 'url', 'cwd', 'envFile'].every((key) => value[key] === undefined || shown(value[key])) &&
    Array.isArray(value['args']) && value['args'].every(shown) &&
    ['env', 'headers', 'fields'].every((key) => Array.isArray(value[key]) && (value[key] as unknown[]).every(named))
  );
}

function isTexts(value: unknown): boolean {
  return isMap(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
