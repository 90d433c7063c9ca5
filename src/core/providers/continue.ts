import type { ProviderReader } from '../clients/client.ts';
import { declareProvider, model } from './declare-provider.ts';
import { Fields } from './fields.ts';

/** Continue's config: a list `models` of `provider`, `model`, `apiBase` and `apiKey` (https://docs.continue.dev/reference). */
export const continueProviders: ProviderReader = (tree, document) =>
  new Fields(tree).at('models').items().flatMap((entry) => {
    const provider = entry.text('provider');
    const named = model('model', entry.text('model'));
    if (!provider && !named) return [];
    const name = (entry.text('name') ?? entry.text('title'))?.value ?? named?.value ?? provider!.value;
    const options = entry.at('requestOptions');
    return [
      declareProvider(
        {
          name,
          path: entry.path,
          provider: provider?.value,
          baseUrl: entry.text('apiBase'),
          models: [named],
          credentials: entry.named('apiKey'),
          headers: options.at('headers').values(),
          ambiguity: entry.trouble,
        },
        tree,
        document,
      ),
    ];
  });
