import type { ProviderReader } from '../clients/client.ts';
import type { ProviderDeclaration } from '../config/config-file.ts';
import { nodeAt, stepsOf, type ConfigNode, type Path } from '../config/node.ts';
import type { TextDocument } from '../text/document.ts';
import { declareProvider, model } from './declare-provider.ts';
import { claudeEnvironment, fromEnvironment } from './environment.ts';
import { Fields } from './fields.ts';

/**
 * VS Code's `chatLanguageModels.json`: a list of groups of models, each model with an address of its own or its group's
 * (https://code.visualstudio.com/docs/agent-customization/language-models, "Model configuration reference").
 */
export const chatLanguageModels: ProviderReader = (tree, document) =>
  new Fields(tree).items().flatMap((group): ProviderDeclaration[] => {
    const vendor = group.text('vendor');
    const name = group.text('name')?.value ?? vendor?.value;
    if (name === undefined) return [];
    const credentials = group.named('apiKey');
    const own = group.text('url');
    const common = { name, provider: vendor?.value, credentials };
    const models = group.at('models').items();
    const apart = models.flatMap((entry): ProviderDeclaration[] => {
      const url = entry.text('url');
      if (!url || url.value === own?.value) return [];
      const headers = entry.at('requestHeaders').values();
      return [declareProvider({ ...common, path: entry.path, baseUrl: url, models: [model('model', entry.text('id'))], headers, ambiguity: entry.trouble ?? group.trouble }, tree, document)];
    });
    const together = models.filter((entry) => {
      const url = entry.text('url');
      return !url || url.value === own?.value;
    });
    if (apart.length > 0 && together.length === 0 && !own) return apart;
    const headers = together.flatMap((entry) => entry.at('requestHeaders').values());
    return [declareProvider({ ...common, path: group.path, baseUrl: own, models: together.map((entry) => model('model', entry.text('id'))), headers, ambiguity: group.trouble }, tree, document), ...apart];
  });

/** Where Copilot calls its models instead (microsoft/vscode-copilot-chat, configurationService.ts, `ConfigKey.Shared`). */
const copilotAddresses = ['github.copilot.advanced.debug.overrideProxyUrl', 'github.copilot.advanced.debug.overrideCapiUrl'];
const modelSettings = ['chat.utilityModel', 'chat.utilitySmallModel', 'inlineChat.defaultModel'];
const noModel = /^(?:|none|default|mainAgentModel|copilot)$/i;

/**
 * What VS Code's settings, which stand in the map at `way`, say of models: custom OpenAI-compatible ones (deprecated), where Ollama is,
 * which models it uses for chores, and the variables it gives Claude Code (https://code.claude.com/docs/en/vs-code).
 */
export function settingsProviders(way: readonly string[]): ProviderReader {
  return (tree, document) => {
    const root = nodeAt(tree, way);
    const settingsAt = (key: string): Fields[] => (root ? settingAt(root, key, way) : []);
    return [
      ...settingsAt('github.copilot.chat.customOAIModels').flatMap((map) => map.entries().map(({ key, fields }) => customModel(key, fields, tree, document))),
      ...settingsAt('github.copilot.chat.byok.ollamaEndpoint').flatMap((setting) => {
        const baseUrl = setting.own();
        return baseUrl && baseUrl.value !== '' ? [declareProvider({ name: 'Ollama', provider: 'ollama', path: setting.path, baseUrl }, tree, document)] : [];
      }),
      ...copilotAddresses.flatMap((name) => settingsAt(name)).flatMap((setting) => {
        const baseUrl = setting.own();
        return baseUrl && baseUrl.value !== '' ? [declareProvider({ name: 'GitHub Copilot', provider: 'github-copilot', path: setting.path, baseUrl }, tree, document)] : [];
      }),
      ...modelSettings.flatMap((name) => settingsAt(name).flatMap((setting) => chosenModel(name, setting, tree, document))),
      ...settingsAt('claudeCode.environmentVariables').flatMap((list) => {
        const variables = list.items().flatMap((item) => {
          const name = item.text('name');
          return name ? [{ name: name.value, path: item.at('value').path, value: item.at('value').own()?.value }] : [];
        });
        return fromEnvironment([...variables, ...list.values()], claudeEnvironment).map((written) => declareProvider(written, tree, document));
      }),
    ];
  };
}

function customModel(key: string, fields: Fields, tree: ConfigNode, document: TextDocument): ProviderDeclaration {
  const baseUrl = fields.text('url');
  const headers = fields.at('requestHeaders').values();
  return declareProvider({ name: key, path: fields.path, baseUrl, models: [{ role: 'model', value: key, path: fields.path }], credentials: fields.named('apiKey'), headers, ambiguity: fields.trouble }, tree, document);
}

/** `vendor/model`, or `Model (vendor)` as the picker shows it. */
function chosenModel(name: string, setting: Fields, tree: ConfigNode, document: TextDocument): ProviderDeclaration[] {
  const at = setting.own();
  if (!at || noModel.test(at.value)) return [];
  const [, vendor, rest] = /^([\w.-]+)\/(.+)$/.exec(at.value) ?? [];
  const shown = /^(.+) \(([\w. -]+)\)$/.exec(at.value);
  return [declareProvider({ name, provider: vendor ?? shown?.[2], path: setting.path, models: [{ role: name, value: rest ?? shown?.[1] ?? at.value, path: at.path }] }, tree, document)];
}

/** Every value of a setting: its key may be written whole, or in maps taken apart at its dots, or in part. */
export function settingAt(tree: ConfigNode, key: string, way: Path): Fields[] {
  if (tree.kind !== 'object') return [];
  const steps = stepsOf(tree);
  return tree.entries.flatMap((entry, i): Fields[] => {
    const path = [...way, steps[i]!];
    if (entry.key === key) return [new Fields(entry.value, path)];
    return entry.value && entry.key !== '' && key.startsWith(`${entry.key}.`) ? settingAt(entry.value, key.slice(entry.key.length + 1), path) : [];
  });
}
