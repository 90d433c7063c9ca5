import type { ProviderReader } from '../clients/client.ts';
import type { ProviderDeclaration } from '../config/config-file.ts';
import { declareProvider, model } from './declare-provider.ts';
import { Fields } from './fields.ts';

/** Variables by which Goose is told another host for a provider; its config file may hold any of its variables. */
const hosts: Readonly<Record<string, string>> = {
  openai: 'OPENAI_HOST', anthropic: 'ANTHROPIC_HOST', ollama: 'OLLAMA_HOST', google: 'GOOGLE_HOST', azure_openai: 'AZURE_OPENAI_ENDPOINT',
  databricks: 'DATABRICKS_HOST', litellm: 'LITELLM_HOST', openrouter: 'OPENROUTER_HOST', xai: 'XAI_HOST', groq: 'GROQ_HOST',
};

/**
 * Goose's `config.yaml`: `active_provider` and `providers`, and the flat `GOOSE_PROVIDER` and `GOOSE_MODEL` it still reads. Keys in it
 * are ignored (https://goose-docs.ai/docs/guides/config-files).
 */
export const gooseProviders: ProviderReader = (tree, document) => {
  const root = new Fields(tree);
  const found: ProviderDeclaration[] = [];
  const hostOf = (name: string) => (hosts[name] === undefined ? undefined : root.text(hosts[name]));
  for (const { key, fields } of root.at('providers').entries()) {
    found.push(declareProvider({ name: key, provider: key, path: fields.path, baseUrl: hostOf(key), models: [model('model', fields.text('model'))], disabled: fields.flag('enabled') === false, ambiguity: fields.trouble ?? root.trouble }, tree, document));
  }
  const active = root.text('active_provider') ?? root.text('GOOSE_PROVIDER');
  const chosen = model('GOOSE_MODEL', root.text('GOOSE_MODEL'));
  const lead = root.text('GOOSE_LEAD_PROVIDER');
  if (active && !found.some(({ name }) => name === active.value)) {
    found.push(declareProvider({ name: active.value, provider: active.value, path: active.path, baseUrl: hostOf(active.value), models: [chosen], ambiguity: root.trouble }, tree, document));
  }
  if (lead) found.push(declareProvider({ name: lead.value, provider: lead.value, path: lead.path, baseUrl: hostOf(lead.value), models: [model('GOOSE_LEAD_MODEL', root.text('GOOSE_LEAD_MODEL'))], ambiguity: root.trouble }, tree, document));
  return found;
};
