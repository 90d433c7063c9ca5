import type { ProviderReader } from '../clients/client.ts';
import type { ModelUse, ProviderDeclaration } from '../config/config-file.ts';
import { say } from '../text/message.ts';
import { declareProvider, model, noteUse } from './declare-provider.ts';
import { Fields } from './fields.ts';

/**
 * Codex's `config.toml`: `model`, `model_provider`, `[model_providers.<id>]`, `openai_base_url`, and the same in `[profiles.<name>]`
 * (https://developers.openai.com/codex/config-reference). In a project's file Codex heeds `model` only: providers and addresses there
 * are declared, and ignored.
 */
export const codexProviders: ProviderReader = (tree, document, scope) => {
  const root = new Fields(tree);
  const ignored = scope === 'workspace' ? say('Codex ignores model providers in a project’s file.') : undefined;
  const used = new Map<string, ModelUse[]>();
  const use = (fields: Fields): void => {
    const provider = (scope === 'workspace' ? undefined : fields.text('model_provider')?.value) ?? 'openai';
    for (const role of ['model', 'review_model']) {
      const chosen = model(role, fields.text(role));
      if (chosen) noteUse(used, provider, chosen);
    }
    if (fields.text('model_provider') && !used.has(provider)) used.set(provider, []);
  };
  use(root);
  for (const { fields } of root.at('profiles').entries()) use(fields);
  const found: ProviderDeclaration[] = root.at('model_providers').entries().map(({ key, fields }) => {
    const models = used.get(key) ?? [];
    used.delete(key);
    return declareProvider(
      {
        name: key,
        path: fields.path,
        provider: key,
        baseUrl: fields.text('base_url'),
        models,
        credentials: fields.named('experimental_bearer_token'),
        headers: fields.at('http_headers').values(),
        keyElsewhere: fields.text('env_key') !== undefined || fields.at('env_http_headers').exists,
        keyCommand: fields.at('auth').text('command'),
        ignored,
        ambiguity: fields.trouble ?? root.trouble,
      },
      tree,
      document,
    );
  });
  const address = root.text('openai_base_url');
  for (const key of ['openai_base_url', 'chatgpt_base_url']) {
    const baseUrl = root.text(key);
    if (baseUrl) found.push(declareProvider({ name: key === 'openai_base_url' ? 'openai' : 'ChatGPT', provider: 'openai', path: baseUrl.path, baseUrl, ignored, models: key === 'openai_base_url' && !ignored ? (used.get('openai') ?? []) : [] }, tree, document));
  }
  if (address && !ignored) used.delete('openai');
  for (const [name, models] of used) {
    const path = models[0]?.path ?? ['model_provider'];
    found.push(declareProvider({ name, provider: name, path, models }, tree, document));
  }
  return found;
};
