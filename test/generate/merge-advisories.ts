import { isAdvisory, keyOf } from '../../src/core/advisories/advisories.ts';
import type { Advisory, AffectedPackage, AffectedRange } from '../../src/core/advisories/osv.ts';

/** What a merge did, by id. */
export interface Merged {
  readonly advisories: readonly Advisory[];
  readonly added: readonly string[];
  readonly changed: readonly string[];
}

/**
 * Take the records of an OSV export that are about packages we know into those that ship. A record takes the place of ours where it is
 * newer: under the same id, or under one of its aliases. What OSV has is read at a primary source.
 * @param known `npm:name`, `pypi:name`: the packages to take, besides those that ours are about
 * @param day the day of the export, as `2026-11-21`
 */
export function mergeAdvisories(ours: readonly Advisory[], records: Iterable<unknown>, known: ReadonlySet<string>, day: string): Merged {
  const wanted = new Set([...known, ...ours.flatMap(({ affected }) => affected.flatMap((one) => keyOf(one) ?? []))]);
  const all = new Map(ours.map((one) => [one.id, one]));
  const added: string[] = [];
  const changed: string[] = [];
  for (const record of records) {
    if (!isAdvisory(record)) continue;
    const affected = record.affected.filter((one) => wanted.has(keyOf(one) ?? '')).map(trimmed);
    if (affected.length === 0) continue;
    const names = new Set([record.id, ...(record.aliases ?? [])]);
    const same = [...all.values()].filter((one) => names.has(one.id) || one.aliases?.some((alias) => names.has(alias)));
    if (same.some((one) => one.modified >= record.modified)) continue;
    // One flaw stands in OSV under several ids (GHSA, PYSEC); the one that came first speaks for them.
    for (const one of same) all.delete(one.id);
    all.set(record.id, shaped(record, affected, day));
    if (same.length > 0) changed.push(record.id);
    else added.push(record.id);
  }
  return { advisories: [...all.values()].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)), added, changed };
}

/** By package, then by id. */
function orderOf({ id, affected: [first] }: Advisory): string {
  return `${first?.package.ecosystem} ${first?.package.name} ${id}`;
}

function trimmed({ package: { ecosystem, name }, ranges, versions }: AffectedPackage): AffectedPackage {
  const useful = ranges?.filter(({ type }) => type !== 'GIT').map(({ type, events }): AffectedRange => ({ type, events }));
  // OSV lists the versions of a range besides; the range says it in less.
  return { package: { ecosystem, name }, ...(useful && useful.length > 0 ? { ranges: useful } : versions && { versions }) };
}

function shaped(record: Advisory, affected: readonly AffectedPackage[], day: string): Advisory & { readonly schema_version: string } {
  const { id, aliases, modified, published, withdrawn, summary, references } = record;
  const severity = record.database_specific?.severity;
  return {
    schema_version: '1.7.3', id, ...(aliases && aliases.length > 0 && { aliases }), modified, ...(published !== undefined && { published }), ...(withdrawn !== undefined && { withdrawn }),
    ...(summary !== undefined && { summary: summary.slice(0, 300) }),
    affected,
    references: [{ type: 'ADVISORY', url: `https://osv.dev/vulnerability/${id}` }, ...(references ?? []).filter(({ type }) => type === 'ADVISORY')].slice(0, 4),
    database_specific: { ...(typeof severity === 'string' && { severity }), checkedOn: day, rangeVerified: true, malicious: id.startsWith('MAL-') },
  };
}
