import type { CatalogProvider, CatalogServer } from '../../../src/core/catalog/schema.ts';

const evidence = { source: 'https://docs.example/', date: '2026-11-21' };

export function fact<T>(value: T): { value: T; source: string; date: string } {
  return { value, ...evidence };
}

/** An entry with no more than it must have. */
export function serverEntry(id: string, identities: readonly object[]): CatalogServer {
  return { id, title: 'Thing', category: 'code', publisher: fact({ name: 'Someone', kind: 'vendor' as const }), identities: identities.map((identity) => ({ ...identity, ...evidence })) as CatalogServer['identities'] };
}

export function providerEntry(id: string, urls: readonly string[], aliases: string[] = [id]): CatalogProvider {
  return { id, title: id, category: 'cloud', operator: fact('Someone'), aliases: fact(aliases), baseUrls: urls.map((url) => ({ url, ...evidence })) };
}
