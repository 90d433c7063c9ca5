import { denies } from '../../policy/document.ts';
import type { PolicyItem } from '../../policy/item.ts';
import { denyingPatterns } from '../../policy/url-pattern.ts';
import type { EntryRef } from '../../policy/verdict.ts';
import type { NativeSubject } from '../native.ts';
import { addressOf, argvOf, bareOf, type Verdicts } from './bare.ts';
import { commandLines } from './command-lines.ts';
import { itemsOf, maxListed, type ListedItem } from './listed-items.ts';
import { namesFor } from './names.ts';
import type { DeniedAddress, PlannedDenial } from './plan.ts';
import type { PlannedPlaces } from './planned-addresses.ts';
import { exampleIn, meeting, overlap, regionOf } from './regions.ts';

/** A denial without the entry and names. */
type Said = PlannedDenial extends infer D ? (D extends unknown ? Omit<D, 'entry' | 'names'> : never) : never;

/** What denies by itself, and what of the servers in use it hits. */
export function plannedDenials(verdicts: Verdicts, seen: readonly NativeSubject[]): readonly PlannedDenial[] {
  const { policy, now } = verdicts;
  const denied = seen.flatMap((subject) => {
    const { state, entry } = policy.decide(subject, now);
    return entry && denies(state) ? [{ subject, entry }] : [];
  });
  const list = new DenialList();
  const items = policy.layers.flatMap(({ document, registries = [] }) => [...itemsOf(document).map(({ item }) => item), ...registries.flatMap(({ revocations }) => revocations.slice(0, maxListed))]);
  for (const item of items) {
    if (!denies(item.entry.state)) continue;
    const used = denied.flatMap(({ subject, entry }) => (sameEntry(entry, item.ref) ? [subject] : []));
    for (const said of saidBy(item)) list.add(said, item.ref, used);
  }
  for (const { subject, entry } of denied) {
    const line = bareOf(subject);
    // Denied for its name alone: its command line may be that of an approved server.
    if (!line || !denies(policy.decide(line, now).state)) continue;
    const argv = argvOf(subject);
    const address = argv ? undefined : addressOf(line);
    if (argv) list.add({ kind: 'command', argv }, entry, [subject]);
    else if (address) list.add({ kind: 'address', address: { host: address.host, below: false, path: address.path, pathMatch: 'exact' } }, entry, [subject]);
  }
  return list.all;
}

function* saidBy({ matcher }: PolicyItem): Generator<Said> {
  switch (matcher.kind) {
    case 'name':
      return yield { kind: 'name', name: matcher.name };
    case 'command':
      return yield { kind: 'command', argv: matcher.argv };
    case 'pattern':
      for (const { pattern } of denyingPatterns(matcher.text)) yield { kind: 'pattern', pattern };
      return;
    case 'url':
      return yield { kind: 'address', address: deniedAddress(matcher) };
    case 'package': {
      const { type, name, versions, digest } = matcher;
      const exact = [...(versions?.exact.values() ?? []), ...(digest !== undefined && type === 'oci' ? [digest] : [])];
      if (!versions && digest === undefined) for (const argv of [...commandLines({ type, name }), ...(type === 'npm' || type === 'pypi' ? commandLines({ type, name, version: 'latest' }) : [])]) yield { kind: 'command', argv };
      for (const version of exact) for (const argv of commandLines({ type, name, version })) yield { kind: 'command', argv };
    }
  }
}

function deniedAddress({ url: { scheme, host, below, port, path, prefix } }: Extract<PolicyItem['matcher'], { kind: 'url' }>): DeniedAddress {
  const stem = path !== undefined && prefix ? path.replace(/\/+$/, '') : path;
  return { ...(scheme && { scheme }), host, below, ...(port !== undefined && { port: Number(port) }), ...(stem !== undefined && stem !== '' && { path: stem }), pathMatch: prefix || path === undefined ? 'prefix' : 'exact' };
}

/** What entries that do not approve (pending, deprecated) take out of the addresses that are said to be allowed. */
export function takenOut(layers: readonly (readonly ListedItem[])[], { addresses, patterns }: PlannedPlaces, verdicts: Verdicts): readonly PlannedDenial[] {
  const list = new DenialList();
  for (const { item } of layers.flat()) {
    if (item.approving || denies(item.entry.state)) continue;
    const region = regionOf(item);
    if (!region) {
      // A pattern that comes to no region fixes no more than the source, and only takes from what fixes no more either.
      if (item.matcher.kind === 'pattern' && !item.matcher.pattern.pathless && (patterns.length > 0 || addresses.some(({ below, path }) => below || path === undefined))) list.add({ kind: 'pattern', pattern: item.matcher.pattern.pattern }, item.ref, []);
      continue;
    }
    const { scheme, host, below, port, path, pathMatch } = region;
    const address: DeniedAddress = { scheme, host, below, port: port ?? (scheme === 'https' ? 443 : 80), ...(path !== undefined && { path }), pathMatch };
    const taken = patterns.length > 0 || addresses.some((each) => {
      const planned = { ...each, port: each.port ?? (each.scheme === 'https' ? 443 : 80) };
      return overlap(planned, address) && !verdicts.approvesUrl(exampleIn(meeting(planned, address)));
    });
    if (taken) list.add({ kind: 'address', address }, item.ref, []);
  }
  return list.all;
}

/** Each once. */
class DenialList {
  readonly #byText = new Map<string, PlannedDenial>();

  add(said: Said, entry: EntryRef, used: readonly NativeSubject[]): void {
    const key = JSON.stringify(said);
    if (!this.#byText.has(key)) this.#byText.set(key, { ...said, entry, names: namesFor(used, entry.id) });
  }

  get all(): readonly PlannedDenial[] {
    return [...this.#byText.values()];
  }
}

function sameEntry(a: EntryRef, b: EntryRef): boolean {
  return a.source === b.source && a.id === b.id && JSON.stringify(a.path) === JSON.stringify(b.path);
}
