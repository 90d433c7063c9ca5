import { bounds, placeStates, type Remembered, type RememberedPlace, type RememberedRow } from './remembered.ts';
import { rowKinds, type RowIdentity } from './row.ts';

const identityKinds = ['package', 'remote', 'program', 'opaque', 'provider'] as const satisfies readonly RowIdentity[];

/** What was stored, as far as it is what it should be; undefined when it is nothing of the kind. */
export function rememberedFrom(stored: unknown): Remembered | undefined {
  const rows = field(stored, 'rows');
  return Array.isArray(rows) ? { rows: rows.slice(0, bounds.rows).flatMap((row: unknown) => rowFrom(row) ?? []) } : undefined;
}

function rowFrom(stored: unknown): RememberedRow | undefined {
  const kind = rowKinds.find((one) => one === field(stored, 'kind'));
  const identityKind = identityKinds.find((one) => one === field(stored, 'identityKind'));
  const [id, identity] = [text(field(stored, 'id')), text(field(stored, 'identity'))];
  const [firstSeen, lastSeen, lastChange] = [instant(field(stored, 'firstSeen')), instant(field(stored, 'lastSeen')), instant(field(stored, 'lastChange'))];
  const places = field(stored, 'places');
  if (!kind || !identityKind || id === undefined || identity === undefined || firstSeen === undefined || lastSeen === undefined || !Array.isArray(places)) return undefined;
  return {
    id,
    kind,
    identityKind,
    identity,
    names: texts(field(stored, 'names')).slice(0, bounds.names),
    firstSeen,
    lastSeen,
    ...(lastChange !== undefined && { lastChange }),
    places: places.slice(0, bounds.places).flatMap((place: unknown) => placeFrom(place) ?? []),
    launches: texts(field(stored, 'launches')).slice(0, bounds.launches),
  };
}

function placeFrom(stored: unknown): RememberedPlace | undefined {
  const file = text(field(stored, 'file'));
  const state = placeStates.find((one) => one === field(stored, 'state'));
  const lastSeen = instant(field(stored, 'lastSeen'));
  return file !== undefined && state && lastSeen !== undefined ? { file, state, lastSeen, launches: texts(field(stored, 'launches')).slice(0, bounds.launches) } : undefined;
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 10_000 ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => text(item) !== undefined) : [];
}

function instant(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 40 && !Number.isNaN(Date.parse(value)) ? value : undefined;
}
