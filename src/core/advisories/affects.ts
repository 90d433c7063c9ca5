import { compare as comparePep440, valid as validPep440 } from '@renovatebot/pep440';
import compareSemver from 'semver/functions/compare-loose';
import parseSemver from 'semver/functions/parse';
import type { PackageType } from '../identity/identity.ts';
import type { AffectedPackage, AffectedRange } from './osv.ts';

const loose = { loose: true } as const;

/** How an ecosystem orders versions; undefined where one of the two is none of its versions. */
export function compareIn(type: PackageType, a: string, b: string): number | undefined {
  if (type === 'pypi') return validPep440(a) && validPep440(b) ? comparePep440(a, b) : undefined;
  return parseSemver(a, loose) && parseSemver(b, loose) ? compareSemver(a, b) : undefined;
}

/**
 * Whether a version is affected, as OSV defines it (https://ossf.github.io/osv-schema/#evaluation): it is listed, or it lies in one of the ranges.
 * Ranges are looked at one by one and never joined: of a package that changed from `0.6.2` to `2025.1.14` and back to `1.0.0` no single order tells.
 */
export function affects({ ranges, versions }: AffectedPackage, type: PackageType, version: string): boolean {
  if (versions?.some((one) => one === version || compareIn(type, one, version) === 0)) return true;
  return ranges?.some((range) => inRange(range, type, version)) ?? false;
}

function inRange({ type: kind, events }: AffectedRange, type: PackageType, version: string): boolean {
  // Of a range of commits nothing can be told from a version.
  if (kind === 'GIT') return false;
  let affected = false;
  let limited = false;
  let withinLimits = false;
  for (const { at, event } of sorted(events, type)) {
    // The first version of all, whatever it is called.
    const order = at === '0' ? 1 : compareIn(type, version, at);
    if (event === 'limit') {
      limited = true;
      if (at === '*' || (order !== undefined && order < 0)) withinLimits = true;
      continue;
    }
    if (order === undefined) continue;
    if (event === 'introduced' && order >= 0) affected = true;
    else if (event === 'fixed' && order >= 0) affected = false;
    else if (event === 'last_affected' && order > 0) affected = false;
  }
  return affected && (!limited || withinLimits);
}

interface Event {
  readonly at: string;
  readonly event: 'introduced' | 'fixed' | 'last_affected' | 'limit';
}

const kinds = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

function sorted(events: AffectedRange['events'], type: PackageType): Event[] {
  const list = events.flatMap((event) => kinds.flatMap((kind): Event[] => (typeof event[kind] === 'string' ? [{ at: event[kind], event: kind }] : [])));
  const order = (a: Event, b: Event): number => (a.at === b.at ? 0 : a.at === '0' ? -1 : b.at === '0' ? 1 : (compareIn(type, a.at, b.at) ?? 0));
  return list.sort((a, b) => order(a, b) || kinds.indexOf(a.event) - kinds.indexOf(b.event));
}
