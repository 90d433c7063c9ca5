import type { ProviderReader } from '../clients/client.ts';
import type { ModelUse, ProviderDeclaration } from '../config/config-file.ts';
import { declareProvider, model, noteUse } from './declare-provider.ts';
import { Fields } from './fields.ts';

const agentModels = ['default_model', 'inline_assistant_model', 'commit_message_model', 'thread_summary_model', 'subagent_model'];

/**
 * Zed's settings: `language_models.<provider>` with `api_url` and `available_models`, OpenAI-compatible ones one level down, and the
 * models the agent uses (https://zed.dev/docs/ai/llm-providers). Keys are kept by the system, never in the file.
 */
export const zedProviders: ProviderReader = (tree, document) => {
  const root = new Fields(tree);
  const used = new Map<string, ModelUse[]>();
  for (const part of ['agent', 'assistant']) {
    for (const role of agentModels) {
      const choice = root.at(part).at(role);
      const provider = choice.text('provider')?.value;
      const use = model(role, choice.text('model'));
      if (provider !== undefined && use) noteUse(used, provider, use);
    }
  }
  const found: ProviderDeclaration[] = [];
  const add = (name: string, fields: Fields): void => {
    const own = used.get(name) ?? [];
    used.delete(name);
    const available = fields.at('available_models').items().map((item) => model('available_models', item.text('name')));
    found.push(declareProvider({ name, provider: name, path: fields.path, baseUrl: fields.text('api_url') ?? fields.text('endpoint_url'), models: [...own, ...available], ambiguity: fields.trouble }, tree, document));
  };
  for (const { key, fields } of root.at('language_models').entries()) {
    if (key === 'openai_compatible' || key === 'anthropic_compatible') for (const each of fields.entries()) add(each.key, each.fields);
    else add(key, fields);
  }
  for (const [name, models] of used) found.push(declareProvider({ name, provider: name, path: models[0]!.path, models }, tree, document));
  return found;
};
