import type { Group, Observation, Seen } from './observation.ts';
import { shownFile } from './observation.ts';
import type { RowIdentity, RowKind } from './row.ts';

/** How a row can stand in a file, from what counts most to what counts least. */
export const placeStates = ['active', 'disabled', 'dormant'] as const;
export type PlaceState = (typeof placeStates)[number];

export interface RememberedPlace {
  readonly file: string;
  readonly state: PlaceState;
  readonly lastSeen: string;
  /** Hashes of what its declarations there launch, sorted. */
  readonly launches: readonly string[];
}

/** What is kept of a row: hashes and shown forms only, nothing that could be a secret. */
export interface RememberedRow {
  readonly id: string;
  readonly kind: RowKind;
  readonly identityKind: RowIdentity;
  readonly identity: string;
  readonly names: readonly string[];
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly lastChange?: string;
  /** Where it was last seen; empty for a row that is gone from every file that held it. */
  readonly places: readonly RememberedPlace[];
  /** What it launched when it was last seen anywhere, for when a row comes back that was gone. */
  readonly launches: readonly string[];
}

/** What the inventory of one machine remembers. */
export interface Remembered {
  readonly rows: readonly RememberedRow[];
}

export const nothingRemembered: Remembered = { rows: [] };

/** Bounds of what is kept: a scan of ten thousand repositories must not fill a home folder. */
export const bounds = { rows: 5000, places: 100, names: 20, launches: 50, text: 500 } as const;

/** Moments closer than this count as one, so that a window that looks again and again need not write again and again. */
const sameMoment = 10 * 60_000;

/**
 * What is remembered after these files were looked at. Only what was looked at changes: a file that was not, or that could not be
 * read as a whole, keeps what it was last seen to hold; one with unsaved text counts as not looked at.
 */
export function remember({ rows }: Remembered, observation: Observation, now: string): Remembered {
  const held = new Map(rows.map((row) => [row.id, row]));
  const next = new Map<string, RememberedRow>();
  for (const row of rows) {
    const group = observation.groups.get(row.id);
    next.set(row.id, group ? merged(row, group, observation, now) : withoutKnown(row, observation));
  }
  for (const [id, group] of observation.groups) {
    if (held.has(id)) continue;
    const row = merged(undefined, group, observation, now);
    if (row.places.length > 0) next.set(id, row);
  }
  return { rows: bounded([...next.values()]) };
}

function merged(row: RememberedRow | undefined, group: Group, observation: Observation, now: string): RememberedRow {
  const saved = group.seen.filter(({ file }) => !observation.unsaved.has(file));
  const places = placesOf(saved, row?.places ?? [], now);
  const seenIn = new Set(places.map(({ file }) => file));
  const kept = (row?.places ?? []).filter((place) => !seenIn.has(place.file) && !isKnown(place.file, observation));
  const all = [...places, ...kept].sort(byFile);
  const launches = allLaunches(all);
  const lastChange = row && saved.length > 0 && launches.join() !== row.launches.join() ? now : row?.lastChange;
  const { id, kind, identityKind } = group;
  return {
    id,
    kind,
    identityKind,
    identity: (saved[0]?.plain ?? row?.identity ?? group.seen[0]!.plain).slice(0, bounds.text),
    names: [...new Set(saved.length > 0 ? saved.map(({ name }) => name.slice(0, bounds.text)) : (row?.names ?? []))].sort().slice(0, bounds.names),
    firstSeen: row?.firstSeen ?? now,
    lastSeen: saved.length > 0 ? moment(row?.lastSeen, now) : (row?.lastSeen ?? now),
    ...(lastChange !== undefined && { lastChange }),
    places: all.slice(0, bounds.places),
    launches: launches.length > 0 ? launches : (row?.launches ?? []),
  };
}

/** A row that was not seen now: what was looked at does not hold it any more. */
function withoutKnown(row: RememberedRow, observation: Observation): RememberedRow {
  const places = row.places.filter(({ file }) => !isKnown(file, observation));
  return places.length === row.places.length ? row : { ...row, places };
}

/** Whether a file was looked at as a whole, as it is on disk. */
function isKnown(file: string, { known, unsaved }: Observation): boolean {
  return known.has(file) && !unsaved.has(file);
}

function placesOf(saved: readonly Seen[], before: readonly RememberedPlace[], now: string): RememberedPlace[] {
  const byPath = new Map<string, Seen[]>();
  for (const seen of saved) {
    const file = shownFile(seen.file);
    const same = byPath.get(file);
    if (same) same.push(seen);
    else byPath.set(file, [seen]);
  }
  return [...byPath].map(([file, seen]) => ({
    file,
    state: placeState(seen),
    lastSeen: moment(before.find((place) => place.file === file)?.lastSeen, now),
    launches: [...new Set(seen.map(({ launch }) => launch))].sort().slice(0, bounds.launches),
  }));
}

export function placeState(seen: readonly Pick<Seen, 'live' | 'disabled'>[]): PlaceState {
  const live = seen.filter((one) => one.live);
  return live.length === 0 ? 'dormant' : live.some(({ disabled }) => !disabled) ? 'active' : 'disabled';
}

/** Of the moment that is held and the one it is now, the later; the held one while the two are close. */
function moment(held: string | undefined, now: string): string {
  return held !== undefined && Date.parse(now) - Date.parse(held) < sameMoment ? held : now;
}

function allLaunches(places: readonly RememberedPlace[]): string[] {
  return [...new Set(places.flatMap((place) => place.launches))].sort().slice(0, bounds.launches);
}

/** Those that were not seen for longest are forgotten first. */
function bounded(rows: readonly RememberedRow[]): readonly RememberedRow[] {
  const kept = rows.length <= bounds.rows ? [...rows] : rows.toSorted((a, b) => (a.lastSeen < b.lastSeen ? 1 : a.lastSeen > b.lastSeen ? -1 : byId(a, b))).slice(0, bounds.rows);
  return kept.sort(byId);
}

export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function byFile(a: RememberedPlace, b: RememberedPlace): number {
  return a.file < b.file ? -1 : 1;
}
