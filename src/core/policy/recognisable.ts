import type { ProviderMatch } from './provider-schema.ts';
import { providerCalled } from '../providers/known-providers.ts';
import { urlMatcher } from './schema-parts.ts';
import { matchSchema, packageTypes, packageMatcher, type MatchItem } from './schema.ts';

/**
 * What can be recognised of a malformed item of `match` in an entry that does not approve: every matcher in it that names
 * something, without the parts that would narrow it when those cannot be read. So a mistake in a denial denies more, never less.
 */
export function recognisable(value: unknown): MatchItem[] {
  if (!isMap(value)) return [];
  const found: MatchItem[] = [];
  for (const key of ['serverName', 'serverUrl', 'serverCommand'] as const) {
    const parsed = matchSchema.shape[key].safeParse(value[key]);
    if (parsed.success && parsed.data !== undefined) found.push({ [key]: parsed.data });
  }
  return [...found, ...packages(value['package']), ...urls(value['url'])];
}

/** The same for an item about model providers. */
export function recognisableProviders(value: unknown): ProviderMatch[] {
  if (!isMap(value)) return [];
  const { provider } = value;
  return [...(typeof provider === 'string' && providerCalled(provider) ? [{ provider }] : []), ...urls(value['url'])];
}

function packages(value: unknown): MatchItem[] {
  const whole = packageMatcher.safeParse(value);
  if (whole.success) return [{ package: whole.data }];
  if (!isMap(value)) return [];
  const name = packageMatcher.shape.name.safeParse(value['name']);
  if (!name.success) return [];
  const type = packageMatcher.shape.type.safeParse(value['type']);
  return (type.success ? [type.data] : packageTypes).map((one) => {
    const versioned = packageMatcher.safeParse({ type: one, name: name.data, versions: value['versions'] });
    return { package: versioned.success ? versioned.data : { type: one, name: name.data } };
  });
}

function urls(value: unknown): Pick<MatchItem, 'url'>[] {
  const whole = urlMatcher.safeParse(value);
  if (whole.success) return [{ url: whole.data }];
  if (!isMap(value)) return [];
  const host = urlMatcher.shape.host.safeParse(value['host']);
  return host.success ? [{ url: { host: host.data } }] : [];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
