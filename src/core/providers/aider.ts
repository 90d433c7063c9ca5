import type { ProviderReader } from '../clients/client.ts';
import type { ModelUse, ProviderDeclaration } from '../config/config-file.ts';
import type { ConfigNode } from '../config/node.ts';
import type { TextDocument } from '../text/document.ts';
import { say, type Message } from '../text/message.ts';
import { declareProvider, model, noteUse } from './declare-provider.ts';
import { aiderEnvironment, fromEnvironment } from './environment.ts';
import { Fields } from './fields.ts';

/** Aider's `.aider.conf.yml` (https://aider.chat/docs/config/aider_conf.html): options by their names, variables in `set-env`, keys in `api-key`. */
export const aiderProviders: ProviderReader = (tree, document) => {
  const root = new Fields(tree);
  const found: ProviderDeclaration[] = [];
  const models = ['model', 'weak-model', 'editor-model'].map((role) => model(role, root.text(role)));
  const set = root.at('set-env').items().flatMap((item) => assignment(item));
  const keys = root.at('api-key').items().flatMap((item) => assignment(item)).map(({ name, path, value }) => ({ name: `${name}_API_KEY`, path, value }));
  const openai = root.text('openai-api-base') ?? set.filter(({ name }) => name === 'OPENAI_API_BASE').map(({ path, value }) => ({ path, value: value ?? '' })).at(-1);
  const openaiKey = [...root.named('openai-api-key'), ...keys.filter(({ name }) => name.startsWith('openai'))];
  const anthropicKey = [...root.named('anthropic-api-key'), ...keys.filter(({ name }) => name.startsWith('anthropic'))];
  const anthropic = set.filter(({ name }) => /^ANTHROPIC_(?:API_BASE|BASE_URL)$/.test(name)).map(({ path, value }) => ({ path, value: value ?? '' })).at(-1);
  // What another file says, or a variable of LiteLLM's that is not followed here.
  const elsewhere = otherFiles.find((key) => root.at(key).exists) ?? set.find(({ name }) => /_(?:API_BASE|BASE_URL|PROXY)$/i.test(name) && !followed.test(name))?.name;
  const ambiguity = root.trouble ?? (elsewhere === undefined ? undefined : say('`{key}` may have it called elsewhere', { key: elsewhere }));
  if (openai || openaiKey.length > 0) {
    found.push(declareProvider({ name: 'openai', provider: 'openai', path: (openai ?? openaiKey[0]!).path, baseUrl: openai, credentials: openaiKey, ambiguity }, tree, document));
  }
  if (anthropic || anthropicKey.length > 0) found.push(declareProvider({ name: 'anthropic', provider: 'anthropic', path: (anthropic ?? anthropicKey[0]!).path, baseUrl: anthropic, credentials: anthropicKey, ambiguity }, tree, document));
  return withModels(found, models.filter((use) => use !== undefined), tree, document, ambiguity);
};

/** Options that name a file of variables, or of models with parameters of their own, their address among them. */
const otherFiles = ['env-file', 'model-settings-file'] as const;
const followed = /^(?:OPENAI_API_BASE|ANTHROPIC_API_BASE|ANTHROPIC_BASE_URL)$/;

/** Each model put to its provider: to one that is set, else to one of its own. */
function withModels(found: readonly ProviderDeclaration[], models: readonly ModelUse[], tree: ConfigNode, document: TextDocument, ambiguity?: Message): readonly ProviderDeclaration[] {
  const compatible = found.some(({ provider, baseUrl }) => provider === 'openai' && baseUrl !== undefined);
  const used = new Map<string, ModelUse[]>();
  for (const use of models) noteUse(used, providerOf(use.value, compatible), use);
  const set = found.map((declaration) => {
    const name = declaration.provider ?? declaration.name;
    const own = used.get(name);
    used.delete(name);
    return own ? { ...declaration, models: [...declaration.models, ...own] } : declaration;
  });
  return [...set, ...[...used].map(([name, own]) => declareProvider({ name, provider: name, path: own[0]!.path, models: own, ambiguity }, tree, document))];
}

/** Whose model a name is: as LiteLLM, which Aider calls by, tells from what stands before `/`, else from the name. */
function providerOf(name: string, openai: boolean): string {
  const prefix = /^([^/]+)\//.exec(name)?.[1];
  if (prefix !== undefined) return prefix;
  return /^(?:sonnet|opus|haiku|claude)/.test(name) ? 'anthropic' : /^gemini|^flash/.test(name) ? 'google' : /^deepseek|^r1$/.test(name) ? 'deepseek' : openai || /^(?:gpt|o\d|4o|mini)/.test(name) ? 'openai' : 'aider';
}

function assignment(item: Fields): { name: string; path: Fields['path']; value: string | undefined }[] {
  const at = item.own();
  const equals = at?.value.indexOf('=') ?? -1;
  return at && equals > 0 ? [{ name: at.value.slice(0, equals).trim(), path: at.path, value: at.value.slice(equals + 1).trim() }] : [];
}

/** The `.env` files that Aider reads. */
export const aiderEnvironmentProviders: ProviderReader = (tree, document) => {
  const variables = new Fields(tree).values();
  const found = fromEnvironment(variables, aiderEnvironment).map((written) => declareProvider({ ...written, keepsKeys: true }, tree, document));
  const models = ['AIDER_MODEL', 'AIDER_WEAK_MODEL', 'AIDER_EDITOR_MODEL'].flatMap((role): ModelUse[] => variables.flatMap(({ name, path, value = '' }) => (name === role && value !== '' ? [{ role, value, path }] : [])));
  return withModels(found, models, tree, document);
};
