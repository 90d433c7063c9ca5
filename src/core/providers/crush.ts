import type { ProviderReader } from '../clients/client.ts';
import type { ModelUse } from '../config/config-file.ts';
import { declareProvider, model, noteUse } from './declare-provider.ts';
import { Fields } from './fields.ts';

/** Crush's JSON config, which its shell script `crushrc` has replaced but which it still reads: `providers` and `models` (https://github.com/charmbracelet/crush). */
export const crushProviders: ProviderReader = (tree, document) => {
  const root = new Fields(tree);
  const used = new Map<string, ModelUse[]>();
  for (const { key, fields } of root.at('models').entries()) {
    const provider = fields.text('provider')?.value;
    const use = model(key, fields.text('model'));
    if (provider !== undefined && use) noteUse(used, provider, use);
  }
  const found = root.at('providers').entries().map(({ key, fields }) => {
    const models = [...(used.get(key) ?? []), ...fields.at('models').items().map((item) => model('models', item.text('id')))];
    used.delete(key);
    return declareProvider(
      {
        name: key,
        path: fields.path,
        provider: key,
        baseUrl: fields.text('base_url'),
        models,
        credentials: fields.named('api_key'),
        headers: fields.at('extra_headers').values(),
        disabled: fields.flag('disable') === true,
        ambiguity: fields.trouble ?? root.trouble,
      },
      tree,
      document,
    );
  });
  for (const [name, models] of used) found.push(declareProvider({ name, provider: name, path: models[0]!.path, models }, tree, document));
  return found;
};
