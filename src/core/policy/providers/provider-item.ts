import type { ProviderDeclaration } from '../../config/config-file.ts';
import { calledAddress, type CalledAddress } from '../../providers/called-address.ts';
import { knownProviders, providerAtHost, providerCalled, type KnownProvider } from '../../providers/known-providers.ts';
import { addressOf, readCanonical, type Address } from '../address.ts';
import { isApproving, type PolicyDocument, type ProviderEntry } from '../document.ts';
import type { ProviderMatch } from '../provider-schema.ts';
import { parseUrl } from '../subject.ts';
import { compileUrl, deniesUrl, fitUrl, hasOtherQuery, type CompiledUrl } from '../url-matcher.ts';
import type { EntryRef, IdentityLevel } from '../verdict.ts';
import { compileModels, type ModelPolicy } from './model-policy.ts';

/** One item of a provider entry's `match`, prepared for deciding. */
export interface ProviderItem {
  readonly entry: ProviderEntry;
  readonly ref: EntryRef;
  readonly document: PolicyDocument;
  readonly order: number;
  /** What an approval by it requires. */
  readonly required: IdentityLevel;
  /** The last instant of the last day (UTC) on which it counts. */
  readonly until: number | undefined;
  readonly matcher: { readonly kind: 'provider'; readonly provider: KnownProvider } | { readonly kind: 'url'; readonly url: CompiledUrl };
  readonly models: ModelPolicy;
}

/** Prepare an item; undefined when it names nothing that can be compared. */
export function compileProviderItem(document: PolicyDocument, entry: ProviderEntry, match: ProviderMatch, ref: EntryRef, order: number): ProviderItem | undefined {
  const matcher = compileMatcher(match);
  if (!matcher) return undefined;
  return {
    entry, ref, document, order, matcher,
    required: entry.minIdentity ?? 'source',
    until: entry.expires === undefined ? undefined : Date.parse(`${entry.expires}T23:59:59.999Z`),
    models: compileModels(isApproving(entry.state) || entry.state === 'pending' || entry.state === 'deprecated' ? entry.models : undefined),
  };
}

function compileMatcher({ provider: name, url }: ProviderMatch): ProviderItem['matcher'] | undefined {
  if (url) {
    const compiled = compileUrl(url);
    return compiled && { kind: 'url', url: compiled };
  }
  const provider = name === undefined ? undefined : providerCalled(name);
  return provider && { kind: 'provider', provider };
}

/** A declaration in the forms that comparing needs, each made once. */
export class CalledProvider {
  readonly declaration: ProviderDeclaration;
  readonly called: CalledAddress;
  readonly address: Address | undefined;
  /** The address as a lenient reader takes it: what must not be called is looked for there too. */
  readonly lenient: Address | undefined;
  /** Whose API it is said to be. */
  readonly claimed: KnownProvider | undefined;

  constructor(declaration: ProviderDeclaration) {
    this.declaration = declaration;
    this.called = calledAddress(declaration);
    this.address = this.called.kind === 'address' ? readCanonical(this.called.url) : undefined;
    const written = declaration.baseUrl && parseUrl(declaration.baseUrl.value.trim());
    this.lenient = this.address ? undefined : written && addressOf(written);
    this.claimed = knownProviders.find(({ id }) => id === declaration.provider);
  }
}

/** How an item that does not deny fits: it matches at a level, or speaks of the provider and yet does not match. */
export type ProviderFit =
  | { readonly kind: 'match'; readonly level: IdentityLevel }
  /** It is called as the item says, and answers elsewhere. */
  | { readonly kind: 'elsewhere' }
  /** The address has parameters the item does not name. */
  | { readonly kind: 'query' };

export function fitProvider({ matcher }: ProviderItem, { called, address, claimed, declaration }: CalledProvider): ProviderFit | undefined {
  if (matcher.kind === 'provider') {
    const { provider } = matcher;
    // At a host that only the provider has; below a domain where each customer has one, it still may be anybody's.
    if (called.kind === 'address' && called.at?.provider === provider) return { kind: 'match', level: called.at.tenant ? 'name' : 'source' };
    if (claimed !== provider) return undefined;
    return called.kind === 'none' ? { kind: 'match', level: 'name' } : { kind: 'elsewhere' };
  }
  const level = address && fitUrl(matcher.url, address);
  if (!level) return undefined;
  const written = declaration.baseUrl && parseUrl(declaration.baseUrl.value.trim());
  return written && hasOtherQuery(matcher.url, addressOf(written)) ? { kind: 'query' } : { kind: 'match', level };
}

/**
 * Whether an item denies a provider: by where it is called, however that is written, and where that cannot be told by the name it goes
 * by. A plain address outweighs the name: many clients call everything that speaks a vendor's protocol by the vendor's name.
 */
export function deniesProvider({ matcher }: ProviderItem, { address, lenient, claimed }: CalledProvider): boolean {
  const places = [address, lenient].filter((place) => place !== undefined);
  if (matcher.kind === 'url') return places.some((place) => deniesUrl(matcher.url, place));
  return (claimed === matcher.provider && !address) || places.some(({ host }) => providerAtHost(host)?.provider === matcher.provider);
}
