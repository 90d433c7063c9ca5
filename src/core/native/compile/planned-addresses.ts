import { compilePolicy } from '../../policy/compile.ts';
import type { EntryRef } from '../../policy/verdict.ts';
import { approves } from '../../policy/verdict.ts';
import type { NativeSubject } from '../native.ts';
import { addressOf, bare, bareOf, type Verdicts } from './bare.ts';
import type { ListedItem } from './listed-items.ts';
import { namesFor } from './names.ts';
import type { PlannedAddress, PlannedPattern } from './plan.ts';
import { contains, exampleIn, liesIn, regionOf, type Region } from './regions.ts';

/** Addresses and patterns that approve a declaration with nothing else in it. */
export interface PlannedPlaces {
  readonly addresses: readonly PlannedAddress[];
  readonly patterns: readonly PlannedPattern[];
}

/**
 * What the policy approves of addresses. Where several layers must approve, an exact address is held against them all, and whatever lies
 * below another only counts where an item of every other layer contains it whole: rather too little than too much.
 */
export function plannedPlaces(layers: readonly (readonly ListedItem[])[], verdicts: Verdicts, seen: readonly NativeSubject[]): PlannedPlaces {
  const living = layers.map((items) => items.flatMap((listed) => {
    const { item } = listed;
    const region = item.approving ? regionOf(item) : undefined;
    return region && approvesAlone(listed, exampleIn(region), verdicts.now) ? [{ item, region }] : [];
  }));
  const found = new Map<string, { readonly region: Region; readonly entry: EntryRef }>();
  const add = (region: Region, entry: EntryRef): void => {
    const key = JSON.stringify(region);
    if (!found.has(key)) found.set(key, { region, entry });
  };
  living.forEach((items, layer) => {
    const others = living.filter((_, i) => i !== layer);
    for (const { item, region } of items) {
      const approved = region.pathMatch === 'exact' && !region.below ? exact(region, verdicts) : within(region, others.map((each) => each.map((other) => other.region)), verdicts);
      if (approved) add(approved, item.ref);
    }
  });
  for (const subject of seen) {
    const used = bareOf(subject);
    const address = used && !used.server.command ? addressOf(used) : undefined;
    if (!used || !address || (address.scheme !== 'https' && address.scheme !== 'http')) continue;
    if ([...found.values()].some(({ region }) => liesIn(region, address))) continue;
    const standard = address.port === (address.scheme === 'https' ? '443' : '80');
    const approved = exact({ scheme: address.scheme, host: address.host, below: false, ...(!standard && { port: Number(address.port) }), path: address.path, pathMatch: 'exact', anyCase: false, query: address.query }, verdicts);
    const entry = verdicts.policy.decide(used, verdicts.now).entry;
    if (approved && entry) add(approved, entry);
  }
  const uses = seen.flatMap((subject) => {
    const address = addressOf(subject);
    return address ? [{ subject, address }] : [];
  });
  return {
    addresses: [...found.values()].map(({ region, entry }) => ({ ...region, entry, names: namesFor(uses.flatMap(({ subject, address }) => (liesIn(region, address) ? [subject] : [])), entry.id) })),
    // With one layer a pattern approves by itself; with more, what two of them have in common is no pattern.
    patterns: layers.length !== 1 ? [] : layers[0]!.flatMap((listed): PlannedPattern[] => {
      const { item: { ref } } = listed;
      const pattern = livingPattern(listed, verdicts.now);
      return pattern === undefined ? [] : [{ pattern, entry: ref, names: namesFor([], ref.id) }];
    }),
  };
}

/** Whether an item by itself approves an address: it is strong enough, has not run out, and asks for nothing that an address cannot hold. */
function approvesAlone({ item, match }: ListedItem, url: string, now: string): boolean {
  const entry = { ...item.entry, match: [match] };
  const alone = compilePolicy([{ document: { ...item.document, servers: [entry], registries: [] }, approves: true }]);
  return approves(alone.decide(bare({ url }), now));
}

/** A pattern that comes to no region and yet approves: whether it does is the same for every address it matches. */
function livingPattern(listed: ListedItem, now: string): string | undefined {
  const { item } = listed;
  const { matcher } = item;
  if (!item.approving || matcher.kind !== 'pattern' || matcher.pattern.pathless || regionOf(item)) return undefined;
  const { text } = matcher;
  const example = text.replace(/^\*(?=:)/, 'https').replace(/:\*(?=[/?#])/, '').replaceAll('*', 'x');
  return approvesAlone(listed, example, now) ? text : undefined;
}

/** An address that is approved as it stands, with the parameters that may stand behind it. */
function exact(region: Region, verdicts: Verdicts): Region | undefined {
  // It may be approved with certain parameters alone; then their values count, which cannot be said.
  if (!verdicts.approvesUrl(exampleIn(region))) return undefined;
  const otherCase = region.path && { ...region, path: region.path.toUpperCase() };
  const names = region.query === 'any' ? [] : region.query.filter((name) => verdicts.approvesUrl(exampleIn(region, [name])));
  return { ...region, anyCase: region.anyCase && (!otherCase || verdicts.approvesUrl(exampleIn(otherCase))), query: names.length > 0 && verdicts.approvesUrl(exampleIn(region, names)) ? names : [] };
}

/** A region below an address, as far as every other layer approves it too. */
function within(region: Region, others: readonly (readonly Region[])[], verdicts: Verdicts): Region | undefined {
  if (!verdicts.approvesUrl(exampleIn(region))) return undefined;
  let { query, anyCase } = region;
  for (const layer of others) {
    const outer = layer.find((each) => contains(each, region));
    if (!outer) return undefined;
    const allowed = outer.query;
    if (allowed !== 'any') query = query === 'any' ? allowed : query.filter((name) => allowed.includes(name));
    anyCase &&= outer.anyCase;
  }
  if (query !== 'any' && query.length > 0 && !verdicts.approvesUrl(exampleIn(region, query))) query = [];
  return { ...region, query, anyCase };
}
