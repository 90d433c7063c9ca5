import type { ProviderReader } from '../clients/client.ts';
import { declareProvider, model } from './declare-provider.ts';
import { Fields } from './fields.ts';

const keys = ['apiKey', 'accessToken', 'token', 'secretKey', 'accessKey'];

/** Cline's `providers.json`: `providers.<id>.settings` (https://github.com/cline/cline, sdk/packages/core/src/types/provider-settings.ts). */
export const clineProviders: ProviderReader = (tree, document) => {
  const root = new Fields(tree);
  return root.at('providers').entries().map(({ key, fields }) => {
    const settings = fields.at('settings');
    const headers = settings.at('headers').values();
    return declareProvider(
      {
        name: key,
        path: fields.path,
        provider: settings.text('provider')?.value ?? key,
        baseUrl: settings.text('baseUrl'),
        models: [model('model', settings.text('model'))],
        credentials: [...keys.flatMap((name) => settings.named(name)), ...settings.at('auth').values()],
        headers,
        keepsKeys: true,
        ambiguity: fields.trouble,
      },
      tree,
      document,
    );
  });
};
