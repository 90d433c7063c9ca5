import { zedProviders } from '../providers/zed.ts';
import type { Client, Location } from './client.ts';
import { dialect } from './dialect.ts';
import { applicationData, configHome, roaming } from './folder.ts';
import { inHome, inWorkspace, ofUser } from './location.ts';

const zedSettings = { servers: [{ at: ['context_servers'] }], providers: zedProviders, aside: true } as const;

/** What a user's file says for one channel of releases, one system or one profile lies over the rest (zed, settings_content.rs, `UserSettingsContent`). */
const zedLayers: Location['servers'] = [
  ...['dev', 'nightly', 'preview', 'stable', 'macos', 'linux', 'windows'].map((layer) => [layer]),
  ['profiles', '*'],
  ['profiles', '*', 'settings'],
].map((layer) => ({ at: [...layer, 'context_servers'] }));
const zedUserSettings = { ...zedSettings, servers: [...zedSettings.servers, ...zedLayers] };

/** Zed: zed-industries/zed, docs/src/ai/mcp.md. Earlier a command was a map of its own. */
export const zed: Client = {
  id: 'zed',
  name: 'Zed',
  dialect: dialect({ command: 'map', off: ['enabled'], opaque: { settings: 'what it launches, one of Zed’s extensions decides' } }),
  locations: [
    ...inWorkspace(['.zed/settings.json'], zedSettings),
    ofUser((environment) => [`${environment.platform === 'win32' ? `${roaming(environment)}/Zed` : `${environment.platform === 'darwin' ? `${environment.home}/.config` : configHome(environment)}/zed`}/settings.json`], zedUserSettings),
  ],
  variables: {},
  writes: { type: { stdio: '', http: '' } },
};

/** JetBrains' agent. */
export const junie: Client = {
  id: 'junie',
  name: 'JetBrains Junie',
  dialect: dialect(),
  locations: [...inWorkspace(['.junie/mcp/mcp.json']), ...inHome(['.junie/mcp/mcp.json'])],
  variables: {},
  writes: { type: { stdio: '' } },
};

/** https://www.jetbrains.com/help/ai-assistant/mcp.html. */
export const jetbrainsAi: Client = {
  id: 'jetbrains-ai',
  name: 'JetBrains AI Assistant',
  dialect: dialect(),
  locations: [...inWorkspace(['.ai/mcp/mcp.json']), ...inHome(['.ai/mcp/mcp.json'])],
  variables: {},
};

/** Trae: https://www.volcengine.com/docs/86677/2137601. Its user's file lies where VS Code's would. */
export const trae: Client = {
  id: 'trae',
  name: 'Trae',
  dialect: dialect(),
  locations: [...inWorkspace(['.trae/mcp.json']), ofUser((environment) => ['Trae', 'Trae CN'].map((product) => `${applicationData(environment)}/${product}/User/mcp.json`))],
  variables: {},
  writes: { type: { stdio: '' } },
};

/** LM Studio: `~/.lmstudio/mcp.json`, in older versions below `.cache`. */
export const lmStudio: Client = {
  id: 'lm-studio',
  name: 'LM Studio',
  dialect: dialect(),
  locations: inHome(['.lmstudio/mcp.json', '.cache/lm-studio/mcp.json']),
  variables: {},
  writes: { type: { stdio: '', http: '' } },
};
