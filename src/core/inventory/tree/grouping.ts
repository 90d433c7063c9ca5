import type { ClientId } from '../../clients/client.ts';
import { clients } from '../../clients/clients.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { pointer } from '../../config/node.ts';
import type { VerdictState } from '../../policy/verdict.ts';
import type { InventoryRow, Sighting } from '../row.ts';

/** By what the servers are put together. */
export const groupings = ['verdict', 'client', 'file'] as const;
export type Grouping = (typeof groupings)[number];

/** From what needs somebody to what needs nobody. */
export const byNeed: readonly VerdictState[] = ['revoked', 'denied', 'unknown', 'deprecated', 'pending', 'undetermined', 'conditional', 'approved'];

/** What a group holds: rows of one verdict, client or file; or what stands apart from all of those. */
export type GroupKey =
  | { readonly of: 'verdict'; readonly state: VerdictState }
  | { readonly of: 'client'; readonly client?: ClientId }
  | { readonly of: 'file'; readonly file: string }
  /** Started otherwise than was accepted; saying something else than was approved; not held against any policy; model providers, among verdicts; left off; no client reads it; known from elsewhere or from before; a file not read. */
  | { readonly of: 'changed' | 'drifted' | 'no-policy' | 'providers' | 'disabled' | 'dormant' | 'elsewhere' | 'past' | 'unread' };

/** What of a row stands in one group: all of its sightings there. None for a row that is only remembered. */
export interface Entry {
  readonly id: string;
  readonly row: InventoryRow;
  readonly sightings: readonly Sighting[];
}

export interface Group {
  readonly id: string;
  readonly key: GroupKey;
  readonly entries: readonly Entry[];
  /** In the group of what was not read. */
  readonly files: readonly ConfigFile[];
}

/** What is to be shown: rows, and the files that could not be read or not wholly. */
export interface Contents {
  readonly rows: readonly InventoryRow[];
  readonly unread: readonly ConfigFile[];
}

/** Files that are there and of which something is not known. */
export function unreadFiles(files: readonly ConfigFile[]): readonly ConfigFile[] {
  return files.filter(({ status }) => status !== 'read' && status !== 'absent');
}

/** Every sighting, every remembered row and every unread file, each in at least one group. The groups that need somebody come first. */
export function groupsOf({ rows, unread }: Contents, grouping: Grouping): readonly Group[] {
  const groups = new Map<string, { key: GroupKey; entries: Map<string, { row: InventoryRow; sightings: Sighting[] }> }>();
  const entriesOf = (key: GroupKey): Map<string, { row: InventoryRow; sightings: Sighting[] }> => {
    const id = idOf(key);
    const group = groups.get(id) ?? { key, entries: new Map() };
    groups.set(id, group);
    return group.entries;
  };
  for (const row of rows) {
    if (row.sightings.length === 0) entriesOf({ of: row.state === 'gone' || row.state === 'stale' ? 'past' : 'elsewhere' }).set(row.id, { row, sightings: [] });
    for (const sighting of row.sightings) {
      for (const key of keysOf(row, sighting, grouping)) {
        const entries = entriesOf(key);
        // A file is shown as it stands: one line for each declaration.
        const id = key.of === 'file' ? `${row.id} ${pointer(sighting.at)}` : row.id;
        const entry = entries.get(id);
        if (entry) entry.sightings.push(sighting);
        else entries.set(id, { row, sightings: [sighting] });
      }
    }
  }
  const result: Group[] = [...groups].map(([id, { key, entries }]) => ({
    id,
    key,
    files: [],
    entries: [...entries].map(([entry, { row, sightings }]) => ({ id: `${id}/${entry}`, row, sightings: sightings.toSorted(worstFirst) })).sort(key.of === 'file' ? byRange : byUrgency),
  }));
  if (unread.length > 0) result.push({ id: 'unread', key: { of: 'unread' }, entries: [], files: unread });
  return result.sort(inOrder);
}

function keysOf(row: InventoryRow, sighting: Sighting, grouping: Grouping): readonly GroupKey[] {
  if (!sighting.live) return [{ of: 'dormant' }];
  if (grouping === 'file') return [{ of: 'file', file: sighting.file }];
  if (grouping === 'client') return sighting.clients.length === 0 ? [{ of: 'client' }] : sighting.clients.map((client) => ({ of: 'client', client }));
  if (sighting.disabled) return [{ of: 'disabled' }];
  if (sighting.changed) return [{ of: 'changed' }];
  if (sighting.drifted) return [{ of: 'drifted' }];
  if (row.kind === 'model-provider') return [{ of: 'providers' }];
  return [sighting.verdict.code === 'no-policy' ? { of: 'no-policy' } : { of: 'verdict', state: sighting.verdict.state }];
}

function idOf(key: GroupKey): string {
  switch (key.of) {
    case 'verdict':
      return `verdict ${key.state}`;
    case 'client':
      return `client ${key.client ?? ''}`;
    case 'file':
      return `file ${key.file}`;
    default:
      return key.of;
  }
}

const apart: readonly GroupKey['of'][] = ['changed', 'drifted', 'verdict', 'no-policy', 'client', 'file', 'providers', 'unread', 'disabled', 'dormant', 'elsewhere', 'past'];

function inOrder(a: Group, b: Group): number {
  const place = apart.indexOf(a.key.of) - apart.indexOf(b.key.of);
  if (place !== 0) return place;
  if (a.key.of === 'verdict' && b.key.of === 'verdict') return byNeed.indexOf(a.key.state) - byNeed.indexOf(b.key.state);
  if (a.key.of === 'client' && b.key.of === 'client') return clientPlace(a.key.client) - clientPlace(b.key.client);
  if (a.key.of === 'file' && b.key.of === 'file') return scopes.indexOf(scopeOf(a)) - scopes.indexOf(scopeOf(b)) || compare(a.key.file, b.key.file);
  return 0;
}

const scopes: readonly Sighting['scope'][] = ['workspace', 'user', 'managed'];

function scopeOf({ entries }: Group): Sighting['scope'] {
  return entries[0]!.sightings[0]!.scope;
}

function clientPlace(client: ClientId | undefined): number {
  return client === undefined ? clients.length : clients.findIndex(({ id }) => id === client);
}

/** How urgent a sighting is: what was changed first; what would be started before what is left off. */
function urgency({ disabled, verdict, changed, drifted }: Sighting): number {
  return (disabled ? byNeed.length : changed || drifted ? -byNeed.length : 0) + byNeed.indexOf(verdict.state);
}

function worstFirst(a: Sighting, b: Sighting): number {
  return urgency(a) - urgency(b) || compare(a.file, b.file) || position(a, b);
}

function byUrgency(a: Entry, b: Entry): number {
  const [first, second] = [a.sightings[0], b.sightings[0]];
  return (first && second ? urgency(first) - urgency(second) : 0) || compare(nameOf(a).toLowerCase(), nameOf(b).toLowerCase()) || compare(a.id, b.id);
}

function byRange(a: Entry, b: Entry): number {
  return position(a.sightings[0]!, b.sightings[0]!);
}

function position(a: Sighting, b: Sighting): number {
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}

function nameOf({ row, sightings }: Entry): string {
  return sightings[0]?.name ?? row.names[0] ?? row.identity;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
