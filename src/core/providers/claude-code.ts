import type { ProviderReader } from '../clients/client.ts';
import { declareProvider, model } from './declare-provider.ts';
import { claudeEnvironment, fromEnvironment } from './environment.ts';
import { Fields } from './fields.ts';

/**
 * Claude Code's settings files: variables under `env`, and `model`, `modelOverrides` and `apiKeyHelper`, which runs a command
 * (https://code.claude.com/docs/en/settings).
 */
export const claudeSettingsProviders: ProviderReader = (tree, document) => {
  const root = new Fields(tree);
  const chosen = model('model', root.text('model'));
  const helper = root.text('apiKeyHelper');
  const overrides = root.at('modelOverrides').entries().map(({ fields }) => model('modelOverrides', fields.own()));
  const found = fromEnvironment(root.at('env').values(), claudeEnvironment);
  const more = [chosen, ...overrides].filter((use) => use !== undefined);
  const first = found.find(({ models = [] }) => models.length > 0) ?? found[0];
  const at = helper ?? more[0];
  if (!first && at) found.push({ name: 'Anthropic', provider: 'anthropic', path: at.path });
  return found.map((written) => {
    if (first && written !== first) return declareProvider(written, tree, document);
    return declareProvider({ ...written, models: [...more, ...(written.models ?? [])], keyCommand: helper, ambiguity: written.ambiguity ?? root.trouble }, tree, document);
  });
};
