import type { PolicyDocument, PolicyEntry, ProviderEntry } from '../document.ts';

/** How an entry differs between two policies, whether or not a server is touched by it. */
export interface EntryChange {
  readonly id: string;
  readonly list: 'servers' | 'providers';
  readonly change: 'added' | 'removed' | 'changed';
  readonly before?: string;
  readonly after?: string;
  /** Of a changed entry: the fields that differ, `state` left out. */
  readonly fields: readonly string[];
}

/** Entries that were added, taken out or changed, by their ids; those of one id in their order. */
export function diffEntries(before: PolicyDocument, after: PolicyDocument): EntryChange[] {
  return [...diffList('servers', before.servers, after.servers), ...diffList('providers', before.providers ?? [], after.providers ?? [])];
}

type Entry = PolicyEntry | ProviderEntry;

function diffList(list: EntryChange['list'], before: readonly Entry[], after: readonly Entry[]): EntryChange[] {
  const old = byId(before);
  const changes: EntryChange[] = [];
  for (const [id, entries] of byId(after)) {
    const were = old.get(id) ?? [];
    entries.forEach((entry, i) => {
      const was = were[i];
      if (!was) changes.push({ id, list, change: 'added', after: entry.state, fields: [] });
      else {
        const fields = differing(was, entry);
        if (fields.length > 0) changes.push({ id, list, change: 'changed', before: was.state, after: entry.state, fields: fields.filter((field) => field !== 'state') });
      }
    });
    for (const was of were.slice(entries.length)) changes.push({ id, list, change: 'removed', before: was.state, fields: [] });
    old.delete(id);
  }
  for (const [id, were] of old) for (const was of were) changes.push({ id, list, change: 'removed', before: was.state, fields: [] });
  return changes;
}

function byId(entries: readonly Entry[]): Map<string, Entry[]> {
  const map = new Map<string, Entry[]>();
  for (const entry of entries) {
    const same = map.get(entry.id);
    if (same) same.push(entry);
    else map.set(entry.id, [entry]);
  }
  return map;
}

function differing(a: object, b: object): string[] {
  const [one, other] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => key !== 'path' && plain(one[key]) !== plain(other[key]));
}

/** The parts of a document beside its entries that differ, by name; what every issue changes left out. */
export function diffSettings(before: PolicyDocument, after: PolicyDocument): string[] {
  const names = ['issuer', 'expiresAt', 'refreshAfter', 'registries', 'defaults', 'models', 'gateway', 'contracts', 'rules', 'ignores', 'tests'] as const;
  const changed: string[] = names.filter((name) => plain(before[name]) !== plain(after[name]));
  if ((before.providers === undefined) !== (after.providers === undefined)) changed.push('providers');
  return changed;
}

/** Independent of where it stands, and of the order of keys. */
function plain(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'path' && Array.isArray(part)) return undefined;
    return typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part;
  });
}
