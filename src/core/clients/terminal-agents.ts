import type { Client } from './client.ts';
import { dialect, keysWith } from './dialect.ts';
import { configHome, folderIn, machineFolder } from './folder.ts';
import { loosenedInAmp } from './loosened.ts';
import { inHome, inMcpServers, inWorkspace, ofMachine, ofUser } from './location.ts';

const ampSettings = { servers: [{ at: ['amp.mcpServers'] }], aside: true } as const;
/** What a skill brings is started when the skill is used (https://ampcode.com/news/lazy-load-mcp-with-skills). */
const ampSkills = { servers: [...inMcpServers, 'bare'] } as const;
const ampNames = ['settings.json', 'settings.jsonc'];

/** Amp: https://ampcode.com/manual. */
export const amp: Client = {
  id: 'amp',
  name: 'Amp',
  dialect: dialect({ off: ['disabled'] }),
  locations: [
    ...inWorkspace(ampNames.map((name) => `.amp/${name}`), { ...ampSettings, loosens: loosenedInAmp }),
    ...inWorkspace(['.agents/skills/*/mcp.json', '.claude/skills/*/mcp.json'], ampSkills),
    ofUser((environment) => ampNames.map((name) => `${configHome(environment)}/amp/${name}`), ampSettings),
    ofUser((environment) => [`${configHome(environment)}/agents/skills/*/mcp.json`, `${configHome(environment)}/amp/skills/*/mcp.json`, `${environment.home}/.claude/skills/*/mcp.json`], ampSkills),
    ofMachine((environment) => [`${machineFolder(environment, { linux: 'ampcode', darwin: 'ampcode', win32: 'ampcode' })}/managed-settings.json`], ampSettings),
  ],
  variables: { environment: (name) => `\${${name}}` },
  writes: { type: { stdio: '', http: '' } },
};

/** Factory's Droid. */
export const factory: Client = {
  id: 'factory',
  name: 'Factory Droid',
  dialect: dialect({ off: ['disabled'] }),
  locations: [...inWorkspace(['.factory/mcp.json']), ...inHome(['.factory/mcp.json'])],
  variables: {},
  writes: { type: { stdio: 'stdio', http: 'http' } },
};

/** Augment's command line: https://docs.augmentcode.com/cli/config. */
export const augment: Client = {
  id: 'augment',
  name: 'Augment',
  dialect: dialect(),
  locations: [...inWorkspace(['.augment/settings.json', '.augment/settings.local.json'], { aside: true }), ...inHome(['.augment/settings.json'], { aside: true })],
  variables: {},
};

/** Warp; servers added in its window are kept in its cloud. */
export const warp: Client = {
  id: 'warp',
  name: 'Warp',
  dialect: dialect({ keys: keysWith({ working_directory: 'cwd' }) }),
  locations: [...inWorkspace(['.warp/.mcp.json']), ...inHome(['.warp/.mcp.json'])],
  variables: {},
  writes: { type: { stdio: '', http: '', sse: '' } },
};

/** Atlassian's agent; it calls the type `transport`. */
export const rovoDev: Client = {
  id: 'rovo-dev',
  name: 'Rovo Dev',
  dialect: dialect({ keys: keysWith({ transport: 'type' }) }),
  locations: inHome(['.rovodev/mcp.json']),
  variables: {},
};

export const kimiCode: Client = {
  id: 'kimi-code',
  name: 'Kimi Code',
  dialect: dialect(),
  locations: [ofUser((environment) => [`${folderIn(environment, 'KIMI_CODE_HOME') ?? `${environment.home}/.kimi-code`}/mcp.json`])],
  variables: {},
};

/** A list of tables: `[[mcp_servers]]` with a `name` in each. */
export const mistralVibe: Client = {
  id: 'mistral-vibe',
  name: 'Mistral Vibe',
  dialect: dialect({ keys: keysWith({ transport: 'type' }) }),
  locations: [...inWorkspace(['.vibe/config.toml'], { servers: [{ at: ['mcp_servers'], form: 'list' }], aside: true }), ...inHome(['.vibe/config.toml'], { servers: [{ at: ['mcp_servers'], form: 'list' }], aside: true })],
  variables: {},
};

export const hermes: Client = {
  id: 'hermes',
  name: 'Hermes',
  dialect: dialect(),
  locations: inHome(['.hermes/config.yaml'], { servers: [{ at: ['mcp_servers'] }], aside: true }),
  variables: {},
};

export const deepagents: Client = {
  id: 'deepagents',
  name: 'deepagents',
  dialect: dialect(),
  locations: inHome(['.deepagents/.mcp.json']),
  variables: {},
};

/** Of several addresses the first in this order counts, and before any command (steipete/mcporter, config-normalize.ts). */
const mcporterUrls = ['baseUrl', 'base_url', 'url', 'serverUrl', 'server_url'];

/** A command may be a list, or text that it takes apart at blanks where there are no `args`. */
export const mcporter: Client = {
  id: 'mcporter',
  name: 'mcporter',
  dialect: dialect({
    keys: keysWith({ ...Object.fromEntries(mcporterUrls.map((key) => [key, 'url' as const])), executable: 'command', bearerTokenEnv: 'bearerVariable', bearer_token_env: 'bearerVariable' }),
    ranked: [...mcporterUrls, 'command', 'executable'],
    command: 'any',
  }),
  locations: [
    ...inWorkspace(['.mcporter/mcporter.json', 'config/mcporter.json']),
    ofUser((environment) => {
      const file = folderIn(environment, 'MCPORTER_CONFIG');
      return file === undefined ? ['mcporter.json', 'mcporter.jsonc'].map((name) => `${environment.home}/.mcporter/${name}`) : [file];
    }),
  ],
  variables: {},
};
