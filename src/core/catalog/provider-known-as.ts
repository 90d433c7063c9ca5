import type { ProviderDeclaration } from '../config/config-file.ts';
import { calledAddress } from '../providers/called-address.ts';
import { say, type Message } from '../text/message.ts';
import type { Catalog } from './catalog.ts';
import type { KnownAs } from './known-as.ts';
import type { CatalogProvider } from './schema.ts';

/** The entry of what a declaration calls; by its name only where it gives no address. */
export function providerDeclaredIn(catalog: Catalog, declaration: Pick<ProviderDeclaration, 'baseUrl' | 'provider' | 'ambiguity'>): CatalogProvider | undefined {
  const called = calledAddress(declaration);
  if (called.kind === 'address') return catalog.providerInCatalog({ baseUrl: called.url });
  return called.kind === 'none' && declaration.provider !== undefined ? catalog.providerInCatalog({ id: declaration.provider }) : undefined;
}

/** What the catalog knows of a model provider, for people: never a verdict, and worded so that nobody takes it for one. */
export function providerKnownAs(provider: CatalogProvider): KnownAs {
  const { title, category, operator, dataGoesTo, trainsOnData = [], retention, note, documentation } = provider;
  const local = category === 'local-runtime';
  const sentences = [
    local ? say('Known as {title}, which runs on the machine that it is started on; this is no approval.', { title }) : say('Known as {title}, run by {operator}; this is no approval.', { title, operator: operator.value }),
    ...(dataGoesTo ? [say('Prompts go to: {places}.', { places: dataGoesTo.value.join(', ') })] : []),
    ...trainsOnData.map(({ tier, value }) => trains(value, tier)),
    ...(retention ? [say('Kept: {retention}.', { retention: retention.value })] : []),
    ...(note ? [say('{note}.', { note: note.value })] : []),
  ];
  const facts = [operator, dataGoesTo, ...trainsOnData, retention, note].filter((fact) => fact !== undefined);
  return { sentences, ...(documentation && { documentation: documentation.value }), sources: [...new Set(facts.map(({ source, date }) => `${source} (${date})`))] };
}

function trains(value: NonNullable<CatalogProvider['trainsOnData']>[number]['value'], tier: string): Message {
  switch (value) {
    case 'no':
      return say('Prompts train no models: {tier}.', { tier });
    case 'yes':
      return say('Prompts train models: {tier}.', { tier });
    case 'opt-in':
      return say('Prompts train models only where that is switched on: {tier}.', { tier });
    case 'opt-out':
      return say('Prompts train models unless that is switched off: {tier}.', { tier });
    default:
      return say('Whether prompts train models is up to who runs the model: {tier}.', { tier });
  }
}
