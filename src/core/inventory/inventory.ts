import type { Assessment } from '../assess.ts';
import type { Verdict, VerdictState } from '../policy/verdict.ts';
import { exposureOf } from './exposure.ts';
import { Observation, shownFile, type Group, type Seen } from './observation.ts';
import { byId, placeState, placeStates, remember, type Remembered, type RememberedRow } from './remembered.ts';
import type { Contributor, InventoryRow, Owner, RowIdentity, Sighting } from './row.ts';
import type { InventorySurroundings } from './surroundings.ts';

/** Not seen for so long, what is remembered of a row is old news. */
const staleAfter = 30 * 24 * 60 * 60_000;

/** The rows of one assessment, and of what is remembered beside it: see `rowsOf`. */
export function inventoryOf(assessment: Assessment, remembered: Remembered, now: string, around: InventorySurroundings): readonly InventoryRow[] {
  const observation = new Observation(around);
  observation.add(assessment);
  return rowsOf(observation, remembered, now);
}

/**
 * One row for each server identity and model provider that was observed or is remembered, sorted by id.
 * @param remembered what was held before these files were looked at, or after: `remember` adds nothing the second time
 * @param now an ISO 8601 instant
 */
export function rowsOf(observation: Observation, remembered: Remembered, now: string): readonly InventoryRow[] {
  const rows = new Map(remember(remembered, observation, now).rows.map((row) => [row.id, row]));
  const result = [...observation.groups.values()].map((group) => seenRow(group, rows.get(group.id), now));
  for (const row of rows.values()) if (!observation.groups.has(row.id)) result.push(rememberedRow(row, now));
  return result.sort(byId);
}

function seenRow({ id, kind, identityKind, seen: unsorted }: Group, held: RememberedRow | undefined, now: string): InventoryRow {
  const seen = unsorted.toSorted(byPlace);
  const counted = counting(seen);
  const versions = new Set(counted.map(({ version }) => version));
  const identities = new Set(counted.map(({ identity }) => identity));
  const purls = new Set(counted.map(({ purl }) => purl));
  const { plain, version, purl } = counted[0]!;
  const owner = ownerOf(counted);
  const models = [...new Set(counted.flatMap((one) => one.models ?? []))].sort();
  const files = new Set(seen.map(({ file }) => shownFile(file)));
  const elsewhere = (held?.places ?? []).filter(({ file }) => !files.has(file));
  return {
    id,
    kind,
    identityKind,
    names: [...new Set(seen.map(({ name }) => name))].sort(),
    identity: identities.size === 1 ? [...identities][0]! : versions.size > 1 ? `${plain} (${versions.size} versions)` : plain,
    ...addressOf(id, identityKind),
    ...(identityKind === 'package' && purls.size === 1 && purl !== undefined && { purl }),
    ...(versions.size === 1 && version !== undefined && { version }),
    ...(models.length > 0 && { models }),
    sightings: seen.map(sightingOf),
    rememberedIn: elsewhere.map(({ file }) => file),
    verdict: worst(counted),
    ...(owner && { owner }),
    state: placeStates.find((state) => state === placeState(seen) || elsewhere.some((place) => place.state === state && !isStale(place.lastSeen, now)))!,
    firstSeen: held?.firstSeen ?? now,
    lastSeen: now,
    ...(held?.lastChange !== undefined && { lastChange: held.lastChange }),
    exposure: exposureOf(contributorsOf(seen, counted)),
  };
}

/** A secret written out can be read whether or not anybody starts the server beside it. */
function contributorsOf(seen: readonly Seen[], counted: readonly Seen[]): (readonly Contributor[])[] {
  const counts = new Set(counted);
  return seen.map((one) => (counts.has(one) ? one.contributors : one.contributors.filter(({ id }) => id === 'secrets/literal')));
}

function rememberedRow({ id, kind, identityKind, identity, names, firstSeen, lastSeen, lastChange, places }: RememberedRow, now: string): InventoryRow {
  const fresh = places.filter((place) => !isStale(place.lastSeen, now));
  const state = placeStates.find((one) => fresh.some((place) => place.state === one));
  return {
    id,
    kind,
    identityKind,
    names,
    identity,
    ...addressOf(id, identityKind),
    sightings: [],
    rememberedIn: places.map(({ file }) => file),
    state: places.length === 0 ? 'gone' : (state ?? 'stale'),
    firstSeen,
    lastSeen,
    ...(lastChange !== undefined && { lastChange }),
  };
}

/** An id that was cut, or in which something was masked by its hash, is no address any more. */
function addressOf(id: string, kind: RowIdentity): { readonly purl?: string; readonly url?: string } {
  if (id.includes('#')) return {};
  return kind === 'package' && id.startsWith('pkg:') ? { purl: id } : kind === 'remote' ? { url: id } : kind === 'provider' && /^provider:https?:/.test(id) ? { url: id.slice('provider:'.length) } : {};
}

/** The sightings that a row's verdict and exposure are about: the live, enabled ones; else the disabled; else the dormant. */
function counting(seen: readonly Seen[]): readonly Seen[] {
  const live = seen.filter((one) => one.live);
  const enabled = live.filter(({ disabled }) => !disabled);
  return enabled.length > 0 ? enabled : live.length > 0 ? live : seen;
}

/** From the best to the worst: among copies of one server the worst counts, as among layers of policy the least favourable does. */
const severity: readonly VerdictState[] = ['approved', 'conditional', 'undetermined', 'pending', 'deprecated', 'unknown', 'denied', 'revoked'];

function worst(counted: readonly Seen[]): Verdict {
  return counted.map(({ verdict }) => verdict).reduce((held, verdict) => (severity.indexOf(verdict.state) > severity.indexOf(held.state) ? verdict : held));
}

const standing: readonly Owner['from'][] = ['policy', 'manifest', 'codeowners'];

function ownerOf(counted: readonly Seen[]): Owner | undefined {
  const owners = counted.flatMap(({ owner }) => owner ?? []);
  return standing.flatMap((from) => owners.find((owner) => owner.from === from) ?? [])[0];
}

function sightingOf({ launch: _launch, plain: _plain, owner: _owner, contributors: _contributors, ...sighting }: Seen): Sighting {
  return sighting;
}

function isStale(lastSeen: string, now: string): boolean {
  return Date.parse(now) - Date.parse(lastSeen) > staleAfter;
}

function byPlace(a: Seen, b: Seen): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}
