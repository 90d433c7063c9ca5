import type { ProviderReader } from '../clients/client.ts';
import type { ModelUse, ProviderDeclaration } from '../config/config-file.ts';
import { say, type Message } from '../text/message.ts';
import { declareProvider, noteUse } from './declare-provider.ts';
import { Fields } from './fields.ts';

/**
 * opencode's config, and its fork Kilo's: `provider.<id>.options`, and `model` and `small_model` as `provider/model`, also an agent's.
 * A project's file may set all of it (https://opencode.ai/docs/config/).
 */
export const opencodeProviders: ProviderReader = (tree, document) => {
  const root = new Fields(tree);
  const used = new Map<string, ModelUse[]>();
  const use = (role: string, fields: Fields): void => {
    const at = fields.text(role);
    const [, provider, name] = /^([^/]+)\/(.+)$/.exec(at?.value ?? '') ?? [];
    if (at && provider !== undefined && name !== undefined) noteUse(used, provider, { role, value: name, path: at.path });
  };
  use('model', root);
  use('small_model', root);
  for (const part of ['agent', 'mode']) for (const { fields } of root.at(part).entries()) use('model', fields);
  const off = new Set(root.at('disabled_providers').items().map((item) => item.own()?.value));
  const found = root.at('provider').entries().map(({ key, fields }): ProviderDeclaration => {
    const options = fields.at('options');
    const models = [...(used.get(key) ?? []), ...fields.at('models').entries().map(({ key: id, fields: each }): ModelUse => ({ role: 'models', value: each.text('id')?.value ?? id, path: each.path }))];
    used.delete(key);
    const odd = ownCode(fields) ?? fields.at('models').entries().map((each) => ownCode(each.fields.at('provider'), true)).find((why) => why !== undefined);
    return declareProvider(
      {
        name: key,
        path: fields.path,
        provider: key,
        baseUrl: options.text('baseURL') ?? options.text('endpoint') ?? fields.text('api'),
        models,
        credentials: options.named('apiKey'),
        headers: options.at('headers').values(),
        disabled: off.has(key),
        ambiguity: fields.trouble ?? root.trouble ?? odd,
      },
      tree,
      document,
    );
  });
  for (const [name, models] of used) found.push(declareProvider({ name, provider: name, path: models[0]!.path, models, disabled: off.has(name) }, tree, document));
  return found;
};

/** Packages that make the calls and are known to keep to the address: opencode installs any other that a file names, and runs it. */
const adapters = /^(?:@ai-sdk\/[a-z0-9-]+|@openrouter\/ai-sdk-provider)(?:@[\w.^~-]+)?$/;

/** Why a provider, or one model of it, may be called elsewhere than its address says, if so. */
function ownCode(fields: Fields, ofModel = false): Message | undefined {
  const code = fields.text('npm');
  if (code && !adapters.test(code.value)) return say('`npm` names a package that makes the calls in its own way');
  return ofModel && fields.text('api') ? say('a model in it has an address of its own') : undefined;
}
