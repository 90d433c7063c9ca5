import { geminiLists, geminiSystemLists } from '../native/gemini/read.ts';
import { geminiEnvironmentProviders, geminiSettingsProviders } from '../providers/gemini.ts';
import type { Client, Environment, ServerPlace } from './client.ts';
import { dialect, keysWith } from './dialect.ts';
import { folderIn, machineFolder } from './folder.ts';
import { inHome, inWorkspace, ofMachine, ofUser } from './location.ts';
import { loosenedInGemini } from './loosened.ts';
import { excludedOrNotAllowed } from './name-lists.ts';

const gemini = dialect({
  keys: keysWith({ httpUrl: 'url' }, ['envFile']),
  ranked: ['httpUrl', 'url'],
  untyped: { url: 'sse', httpUrl: 'http' },
  approvals: ['trust'],
  risky: { trust: 'Its tools run without being asked for.' },
});

/** One more server, by its command line alone; the key without a map is of the first versions (docs/reference/configuration.md, `mcp`). */
const byCommandLine: readonly ServerPlace[] = [{ at: ['mcp', 'serverCommand'], form: 'line' }, { at: ['mcpServerCommand'], form: 'line' }];

const servers: readonly ServerPlace[] = [{ at: ['mcpServers'], switchedOff: excludedOrNotAllowed(false) }, ...byCommandLine];
const settings = { servers, loosens: loosenedInGemini, aside: true } as const;
const own = { servers, providers: geminiSettingsProviders, loosens: loosenedInGemini, lists: geminiLists, aside: true } as const;
/** The first that is found, from the folder it is started in upwards, then in the home. */
const variables = { servers: [], providers: geminiEnvironmentProviders, syntax: 'dotenv', aside: true } as const;

function geminiHome(environment: Environment): string {
  return `${folderIn(environment, 'GEMINI_CLI_HOME') ?? environment.home}/.gemini`;
}

/** packages/cli/src/config/settings.ts: the defaults lie beside the settings, wherever these are. */
function systemSettings(environment: Environment): string {
  return folderIn(environment, 'GEMINI_CLI_SYSTEM_SETTINGS_PATH') ?? `${machineFolder(environment, { linux: 'gemini-cli', darwin: 'GeminiCli', win32: 'gemini-cli' })}/settings.json`;
}

/** Gemini CLI: google-gemini/gemini-cli, docs/reference/configuration.md. */
export const geminiCli: Client = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  dialect: gemini,
  locations: [
    ...inWorkspace(['.gemini/settings.json'], own),
    ...inWorkspace(['.gemini/.env', '.env'], variables),
    ...inWorkspace(['.gemini/extensions/*/gemini-extension.json'], { aside: true }),
    ...inWorkspace(['gemini-extension.json'], { aside: true, plugin: true }),
    ofUser((environment) => [`${geminiHome(environment)}/settings.json`], own),
    ofUser((environment) => [`${geminiHome(environment)}/.env`, `${environment.home}/.env`], variables),
    ofUser((environment) => [`${geminiHome(environment)}/extensions/*/gemini-extension.json`], { aside: true }),
    ofMachine((environment) => [systemSettings(environment)], { ...own, lists: geminiSystemLists }),
    ofMachine((environment) => [folderIn(environment, 'GEMINI_CLI_SYSTEM_DEFAULTS_PATH') ?? systemSettings(environment).replace(/[^\\/]*$/, 'system-defaults.json')], own),
  ],
  variables: { fills: ['braced', 'default', 'bare'], environment: (name) => `\${${name}}` },
  writes: { type: { stdio: '', http: '', sse: '' }, url: { http: 'httpUrl', sse: 'url' } },
};

const qwenSettings = { servers: [{ at: ['mcpServers'], switchedOff: excludedOrNotAllowed(true) }, ...byCommandLine], loosens: loosenedInGemini, aside: true } as const;

/** Qwen Code: QwenLM/qwen-code, docs/users/features/mcp.md. */
export const qwenCode: Client = {
  id: 'qwen-code',
  name: 'Qwen Code',
  dialect: gemini,
  locations: [
    ...inWorkspace(['.qwen/settings.json'], qwenSettings),
    ...inHome(['.qwen/settings.json'], qwenSettings),
    ...inHome(['.qwen/extensions/*/qwen-extension.json'], { aside: true }),
    ofMachine((environment) => [`${machineFolder(environment, { linux: 'qwen-code', darwin: 'QwenCode', win32: 'qwen-code' })}/settings.json`], qwenSettings),
  ],
  variables: { fills: ['braced', 'default', 'bare'], environment: (name) => `\${${name}}` },
  writes: { type: { stdio: '', http: '', sse: '' }, url: { http: 'httpUrl', sse: 'url' } },
};

/** Tabnine's agent: https://docs.tabnine.com, MCP server config. */
export const tabnine: Client = {
  id: 'tabnine',
  name: 'Tabnine',
  dialect: gemini,
  locations: [
    ...inWorkspace(['.tabnine/agent/settings.json'], settings),
    ...inHome(['.tabnine/agent/settings.json'], settings),
    ofMachine((environment) => [`${machineFolder(environment, { linux: 'tabnine-cli', darwin: 'TabnineCli', win32: 'tabnine-cli' })}/settings.json`], settings),
  ],
  variables: { fills: ['braced', 'default', 'bare'], environment: (name) => `\${${name}}` },
  writes: { type: { stdio: '', http: '', sse: '' }, url: { http: 'httpUrl', sse: 'url' } },
};

/** Antigravity: that `disabled` switches a server off is not confirmed (facts/clients.md, 8). */
export const antigravity: Client = {
  id: 'antigravity',
  name: 'Antigravity',
  dialect: dialect({ keys: keysWith({ serverUrl: 'url' }) }),
  locations: [...inWorkspace(['.agents/mcp_config.json']), ...inHome(['.gemini/config/mcp_config.json', '.gemini/antigravity/mcp_config.json'])],
  variables: {},
  writes: { type: { stdio: '', http: '' }, url: { http: 'serverUrl' } },
};
