import type { ProviderReader } from '../clients/client.ts';
import type { ModelUse } from '../config/config-file.ts';
import { declareProvider, model } from './declare-provider.ts';
import { Fields } from './fields.ts';

/**
 * Copilot CLI's `providers.json`: `providers` and `models`. GitHub documents the file and these two keys
 * (https://docs.github.com/copilot/reference/copilot-cli-reference/cli-config-dir-reference) and no schema below them; the fields read
 * here are those of its SDK (`baseUrl`, `apiKey`, `bearerToken`, `wireModel`). Both a list and a map are read.
 */
export const copilotProviders: ProviderReader = (tree, document) => {
  const root = new Fields(tree);
  const rows = (key: string): { name: string; fields: Fields }[] => {
    const part = root.at(key);
    const listed = part.items().map((fields) => ({ name: (fields.text('id') ?? fields.text('name'))?.value ?? '', fields }));
    return [...listed, ...part.entries().map(({ key: name, fields }) => ({ name, fields }))];
  };
  const models = rows('models').map(({ name, fields }) => ({ provider: fields.text('provider')?.value ?? '', use: modelOf(name, fields) }));
  return rows('providers').map(({ name, fields }) => {
    const type = fields.text('type')?.value;
    // `openai` is what speaks its protocol: with an address of its own it says nothing of who answers.
    const baseUrl = fields.text('baseUrl') ?? fields.text('base_url');
    return declareProvider(
      {
        name: name === '' ? (type ?? 'provider') : name,
        path: fields.path,
        provider: baseUrl ? name : (type ?? name),
        baseUrl,
        models: [model('model', fields.text('model')), ...models.filter(({ provider }) => provider === name).map(({ use }) => use)],
        credentials: ['apiKey', 'api_key', 'bearerToken'].flatMap((key) => fields.named(key)),
        headers: fields.at('headers').values(),
        keyCommand: fields.text('apiKeyCommand'),
        ambiguity: fields.trouble ?? root.trouble,
      },
      tree,
      document,
    );
  });
};

function modelOf(name: string, fields: Fields): ModelUse | undefined {
  const written = fields.text('wireModel') ?? fields.text('id') ?? fields.text('model');
  return model('model', written ?? (name === '' ? undefined : { value: name, path: fields.path }));
}

/** Copilot CLI's `settings.json`: `model`, which names a model of GitHub's or, as `provider/model`, of a provider in `providers.json`. */
export const copilotSettingsProviders: ProviderReader = (tree, document) => {
  const chosen = new Fields(tree).text('model');
  if (!chosen) return [];
  const [, provider, rest] = /^([^/]+)\/(.+)$/.exec(chosen.value) ?? [];
  return [declareProvider({ name: provider ?? 'GitHub Copilot', provider: provider ?? 'github-copilot', path: chosen.path, models: [{ role: 'model', value: rest ?? chosen.value, path: chosen.path }] }, tree, document)];
};
