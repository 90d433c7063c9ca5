import type { ProviderReader } from '../clients/client.ts';
import { declareProvider, model } from './declare-provider.ts';
import { fromEnvironment, geminiEnvironment } from './environment.ts';
import { Fields } from './fields.ts';

/** Gemini CLI's settings, and those of its family: `model.name`, once plain `model` (https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/configuration.md). */
export const geminiSettingsProviders: ProviderReader = (tree, document) => {
  const root = new Fields(tree);
  const chosen = model('model', root.at('model').own() ?? root.at('model').text('name'));
  return chosen ? [declareProvider({ name: 'Google Gemini API', provider: 'google', path: chosen.path, models: [chosen], ambiguity: root.trouble }, tree, document)] : [];
};

/** The `.env` files that Gemini CLI reads. */
export const geminiEnvironmentProviders: ProviderReader = (tree, document) =>
  fromEnvironment(new Fields(tree).values(), geminiEnvironment).map((written) => declareProvider({ ...written, keepsKeys: true }, tree, document));
