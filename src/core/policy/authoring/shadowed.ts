import type { PackageRef } from '../../identity/identity.ts';
import { say } from '../../text/message.ts';
import { Denials, type Denial } from '../denials.ts';
import { denies } from '../document.ts';
import { atLeast } from '../item.ts';
import { Facets, type Subject } from '../subject.ts';
import { canonicalUrl } from '../../identity/canonical-url.ts';
import type { VerdictState } from '../verdict.ts';
import { subjectPath, type LintedItem } from './linted-item.ts';
import { calledAt, runs, startedBy } from './made-up.ts';
import type { Seen } from './observation.ts';

/** Entries that a denial covers wholly, or another entry that speaks of the same and counts first. Linear in the items. */
export function* shadowed(items: readonly LintedItem[]): Generator<Seen> {
  const denials = new Denials();
  const names = new Map<string, LintedItem>();
  let denied = 0;
  for (const item of items) {
    if (!denies(item.entry.state)) continue;
    denied++;
    denials.add(item);
    if (item.matcher.kind === 'name' && !names.has(item.matcher.name)) names.set(item.matcher.name, item);
  }
  const others = new Set<LintedItem>();
  for (const item of items) {
    if (denies(item.entry.state)) continue;
    const denial = item.matcher.kind === 'name' ? names.get(item.matcher.name) : denied > 0 ? coveringDenial(item, denials) : undefined;
    if (!denial) others.add(item);
    else yield { code: 'shadowed-by-denial', path: subjectPath(item.match), severity: 'warning', message: say('`{id}` denies all of this, and a denial wins over every other entry, so it never decides. Take one of the two out.', { id: denial.entry.id }) };
  }
  for (const { item, by } of beaten([...others])) {
    yield {
      code: 'shadowed', path: subjectPath(item.match), severity: 'warning',
      message: by.entry.state === item.entry.state
        ? say('`{id}` already says the same of these servers and stands first, so this never decides. Take one of the two out.', { id: by.entry.id })
        : say('`{id}` says `{state}` of the same servers, and the stricter state counts, so this never decides. Take one of the two out, or make this one narrower with `args` and `env`.', { id: by.entry.id, state: by.entry.state }),
    };
  }
}

/** The denial that holds for everything an item can mean. */
function coveringDenial(item: LintedItem, denials: Denials): Pick<Denial['item'], 'entry'> | undefined {
  const points = pointsOf(item);
  if (points.length === 0) return undefined;
  let found: Denial | undefined;
  for (const point of points) {
    found = denials.find(new Facets(point));
    if (!found || !coversBelow(item, found)) return undefined;
  }
  return found?.item;
}

/** What no one writes: stands for whatever a wildcard, an open path or host may be. */
const anything = 'zq9-anything-zq9';

/** Servers such that whoever denies all of them denies whatever the item means; none where that cannot be told. */
function pointsOf({ matcher, match }: LintedItem): readonly Subject[] {
  switch (matcher.kind) {
    case 'name':
      return [];
    case 'command':
      return [startedBy(matcher.argv)];
    case 'package': {
      const { type, versions, digest } = matcher;
      const base: PackageRef = { type, name: match.package!.name };
      const open: PackageRef = { ...base, floating: anything };
      const fixed = [...(versions?.exact.keys() ?? [])].map((version): PackageRef => ({ ...base, version, ...(type === 'oci' && { digest: version }) }));
      if (digest !== undefined && type === 'oci') return [runs({ ...base, version: digest, digest })];
      return (!versions || versions.ranges.length > 0 ? [...fixed, open] : fixed).map(runs);
    }
    case 'url': {
      const { scheme = 'https', host, below, port, path } = matcher.url;
      return [calledAt(`${scheme}://${below ? `${anything}.` : ''}${host}${port === undefined || port === (scheme === 'https' ? '443' : '80') ? '' : `:${port}`}${path ?? `/${anything}`}`)];
    }
    case 'pattern': {
      const scheme = matcher.pattern.pattern.indexOf('://');
      if (scheme < 0 || matcher.pattern.pattern.slice(0, scheme).includes('*')) return [];
      const read = canonicalUrl(matcher.pattern.pattern.replaceAll('*', anything));
      return 'problem' in read || read.query.length > 0 ? [] : [calledAt(read.url)];
    }
  }
}

/** Whether a denial that holds for an address also holds for what the item lets stand behind it. */
function coversBelow({ matcher }: LintedItem, { item, found }: Denial): boolean {
  if (matcher.kind !== 'url' && matcher.kind !== 'pattern') return true;
  if (found === 'hidden') return false;
  const open = matcher.kind === 'pattern' ? matcher.pattern.pattern.includes('*') : matcher.url.prefix || matcher.url.path === undefined;
  const denial = item.matcher;
  if (denial.kind === 'url') return !open || denial.url.path === undefined || denial.url.prefix;
  if (denial.kind !== 'pattern') return false;
  const withQuery = matcher.kind === 'url' && matcher.url.query.size > 0;
  const { pattern, authorityEnd } = denial.pattern;
  const path = pattern.slice(authorityEnd);
  return (!open && !withQuery) || path === '' || path === '/' || path.endsWith('*');
}

/** States of entries that do not deny, the strictest first (candidates.ts). */
const strictness: readonly VerdictState[] = ['deprecated', 'pending', 'conditional', 'approved'];

/** Entries beyond these on the same servers are not held against each other: nobody writes so many. */
const mostHeld = 8;

/** Items that can never be the first to count, each with one that always comes before it. */
function* beaten(items: readonly LintedItem[]): Generator<{ item: LintedItem; by: LintedItem }> {
  const held = new Map<string, LintedItem[]>();
  const inOrder = items.toSorted((a, b) => strictness.indexOf(a.entry.state) - strictness.indexOf(b.entry.state) || a.order - b.order);
  for (const item of inOrder) {
    let by: LintedItem | undefined;
    let free = false;
    for (const key of keysOf(item)) {
      const first = held.get(key) ?? [];
      const stronger = first.find((other) => beats(other, item));
      if (stronger) by = stronger;
      else {
        free = true;
        if (first.length < mostHeld) held.set(key, [...first, item]);
      }
    }
    if (by && !free) yield { item, by };
  }
}

/** One key for each part of what an item means: items with the same key mean the same there, under the same conditions. */
function keysOf({ matcher, match: { args, env, cwd, serverName, serverCommand, serverUrl, url } }: LintedItem): readonly string[] {
  const conditions = [args, env, cwd];
  if (matcher.kind !== 'package') return [JSON.stringify([serverName, serverCommand, serverUrl?.toLowerCase(), url, conditions])];
  const { key, versions, digest, registry, registryStated } = matcher;
  const parts = versions ? [...versions.exact.keys(), ...versions.ranges.map((range) => `range ${range}`)] : ['any'];
  return parts.map((part) => JSON.stringify([key, part, digest, registry, registryStated, conditions]));
}

/** Whether, of two items that mean the same, the one counts whenever the other would. */
function beats(first: LintedItem, other: LintedItem): boolean {
  if (first.approving && !(other.approving && atLeast(other.required, first.required))) return false;
  return first.until === undefined || (other.until !== undefined && first.until >= other.until);
}
