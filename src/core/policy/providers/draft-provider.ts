import type { ProviderDeclaration } from '../../config/config-file.ts';
import { calledAddress } from '../../providers/called-address.ts';
import { maskText, maskUrl } from '../../secret/mask.ts';
import { withoutTokens } from '../../secret/token-formats.ts';
import { providerMatchSchema, type ProviderMatch } from '../provider-schema.ts';
import type { TestFields } from '../schema.ts';
import { parseUrl } from '../subject.ts';
import { urlPathProblem } from '../url-matcher.ts';

/** An entry on a model provider in a policy to begin with. */
export interface ProviderDraft {
  readonly id: string;
  readonly match: ProviderMatch;
  readonly notes: readonly string[];
  readonly names: string[];
  /** The declarations it was made of. */
  readonly drafted: ProviderDeclaration[];
  /** A provider that this entry, as it stands, must make pending. */
  readonly test?: NonNullable<TestFields['provider']>;
}

/** One draft for each provider that is called, by its id at its own address, else by the address. What cannot be told is left out: nothing could match it. */
export function draftProviders(providers: readonly ProviderDeclaration[], taken: Set<string>): ProviderDraft[] {
  const drafts = new Map<string, ProviderDraft>();
  for (const declaration of providers) {
    const draft = draftFor(declaration);
    if (!draft) continue;
    const key = JSON.stringify(draft.match);
    const same = drafts.get(key);
    const name = maskText(declaration.name);
    if (!same) {
      drafts.set(key, { ...draft, id: free(draft.id, taken), names: [name], drafted: [declaration] });
      continue;
    }
    same.drafted.push(declaration);
    if (!same.names.includes(name)) same.names.push(name);
  }
  return [...drafts.values()];
}

function draftFor(declaration: ProviderDeclaration): Omit<ProviderDraft, 'names' | 'drafted'> | undefined {
  const called = calledAddress(declaration);
  if (called.kind !== 'address') return undefined;
  if (called.at && !called.at.tenant) {
    const { id } = called.at.provider;
    return { id: `model-provider:${id}`, match: { provider: id }, notes: [], test: { provider: id } };
  }
  const url = parseUrl(called.url);
  if (!url || maskUrl(url.origin) !== url.origin) return undefined;
  const path = urlPathProblem(url.pathname) === undefined && maskUrl(called.url) === called.url && url.pathname !== '/' ? url.pathname.replace(/\/+$/, '') : undefined;
  const match: ProviderMatch = {
    url: { ...(url.protocol === 'http:' && { scheme: 'http' as const }), host: url.hostname, ...(url.port !== '' && { port: Number(url.port) }), ...(path !== undefined && { path, pathMatch: 'prefix' as const }) },
  };
  const id = `model-provider:${url.host}${path ?? ''}`;
  if (!providerMatchSchema.safeParse(match).success || id.length > 280 || withoutTokens(id, '') !== id) return undefined;
  return { id, match, notes: url.protocol === 'http:' ? ['It is called without encryption.'] : [], test: { baseUrl: `${url.origin}${path ?? '/'}` } };
}

function free(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}#${n}`;
  taken.add(id);
  return id;
}
