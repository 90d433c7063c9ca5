import type { ModelUse, NamedValue } from '../config/config-file.ts';
import { say } from '../text/message.ts';
import type { WrittenProvider } from './declare-provider.ts';

/** The variables by which one provider is set. */
export interface ProviderVariables {
  readonly name: string;
  readonly provider?: string;
  /** Where it is called. */
  readonly address: string;
  /** Set to anything but nothing, `0` or `false`, it makes the client use this provider. */
  readonly use?: string;
  readonly keys: readonly string[];
  /** A header on each line. */
  readonly headers?: string;
}

/** How a client is told of providers by variables. Models belong to the provider in use: the one that is switched on, else the first. */
export interface EnvironmentOf {
  readonly providers: readonly ProviderVariables[];
  readonly models: readonly string[];
}

/** Claude Code: https://code.claude.com/docs/en/env-vars. */
export const claudeEnvironment: EnvironmentOf = {
  providers: [
    { name: 'Anthropic', provider: 'anthropic', address: 'ANTHROPIC_BASE_URL', keys: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'], headers: 'ANTHROPIC_CUSTOM_HEADERS' },
    { name: 'Amazon Bedrock', provider: 'amazon-bedrock', address: 'ANTHROPIC_BEDROCK_BASE_URL', use: 'CLAUDE_CODE_USE_BEDROCK', keys: ['AWS_BEARER_TOKEN_BEDROCK'] },
    { name: 'Amazon Bedrock (Mantle)', provider: 'amazon-bedrock', address: 'ANTHROPIC_BEDROCK_MANTLE_BASE_URL', use: 'CLAUDE_CODE_USE_MANTLE', keys: [] },
    { name: 'Google Cloud Vertex AI', provider: 'google-vertex', address: 'ANTHROPIC_VERTEX_BASE_URL', use: 'CLAUDE_CODE_USE_VERTEX', keys: [] },
    { name: 'Azure AI Foundry', provider: 'azure', address: 'ANTHROPIC_FOUNDRY_BASE_URL', use: 'CLAUDE_CODE_USE_FOUNDRY', keys: ['ANTHROPIC_FOUNDRY_API_KEY'] },
    { name: 'Claude Platform on AWS', address: 'ANTHROPIC_AWS_BASE_URL', use: 'CLAUDE_CODE_USE_ANTHROPIC_AWS', keys: ['ANTHROPIC_AWS_API_KEY'] },
  ],
  models: ['ANTHROPIC_MODEL', 'ANTHROPIC_SMALL_FAST_MODEL', 'ANTHROPIC_DEFAULT_OPUS_MODEL', 'ANTHROPIC_DEFAULT_SONNET_MODEL', 'ANTHROPIC_DEFAULT_HAIKU_MODEL', 'CLAUDE_CODE_SUBAGENT_MODEL'],
};

/** Gemini CLI: https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/configuration.md. */
export const geminiEnvironment: EnvironmentOf = {
  providers: [
    { name: 'Google Gemini API', provider: 'google', address: 'GOOGLE_GEMINI_BASE_URL', keys: ['GEMINI_API_KEY'] },
    { name: 'Google Cloud Vertex AI', provider: 'google-vertex', address: 'GOOGLE_VERTEX_BASE_URL', use: 'GOOGLE_GENAI_USE_VERTEXAI', keys: ['GOOGLE_API_KEY'] },
  ],
  models: ['GEMINI_MODEL'],
};

/** Aider's own names only: `OPENAI_API_BASE` in a `.env` is as a rule for the program that lies beside it (https://aider.chat/docs/config/dotenv.html). */
export const aiderEnvironment: EnvironmentOf = {
  providers: [{ name: 'OpenAI', provider: 'openai', address: 'AIDER_OPENAI_API_BASE', keys: ['AIDER_OPENAI_API_KEY'] }, { name: 'Anthropic', provider: 'anthropic', address: 'AIDER_ANTHROPIC_API_BASE', keys: ['AIDER_ANTHROPIC_API_KEY'] }],
  // Whose a model is, its name tells (aider.ts).
  models: [],
};

/** The providers that a list of variables sets. Of a variable that stands twice the last counts, and the provider it is about is ambiguous. */
export function fromEnvironment(variables: readonly NamedValue[], { providers, models }: EnvironmentOf): WrittenProvider[] {
  const last = new Map(variables.filter(({ value }) => value !== undefined && value !== '').map((variable) => [variable.name, variable as NamedValue & { value: string }]));
  const isOn = (name: string | undefined): boolean => name !== undefined && last.has(name) && !/^(?:0|false|no|off)$/i.test(last.get(name)!.value);
  const uses = models.flatMap((role): ModelUse[] => {
    const at = last.get(role);
    return at ? [{ role, value: at.value, path: at.path }] : [];
  });
  const inUse = providers.find(({ use }) => isOn(use)) ?? providers[0];
  return providers.flatMap((family): WrittenProvider[] => {
    const address = last.get(family.address);
    const keys = family.keys.flatMap((name) => last.get(name) ?? []);
    const headers = family.headers === undefined ? undefined : last.get(family.headers);
    const switched = isOn(family.use) ? last.get(family.use!) : undefined;
    const own = family === inUse ? uses : [];
    const first = address ?? switched ?? own[0] ?? keys[0] ?? headers;
    if (!first) return [];
    const doubled = variables.filter(({ name }) => name === family.address).length > 1;
    return [
      {
        name: family.name,
        path: first.path,
        provider: family.provider,
        baseUrl: address && { value: address.value, path: address.path },
        models: own,
        credentials: keys,
        headers: headers ? [headers] : [],
        ambiguity: doubled ? say('`{key}` stands twice in it', { key: family.address }) : undefined,
      },
    ];
  });
}
