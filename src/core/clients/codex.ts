import { codexLists } from '../native/codex/read.ts';
import { codexProviders } from '../providers/codex.ts';
import type { Client, Environment } from './client.ts';
import { dialect, keysWith } from './dialect.ts';
import { folderIn, machineFolder } from './folder.ts';
import { inHome, inMcpServers, inWorkspace, ofMachine, ofUser } from './location.ts';
import { loosenedInCodex } from './loosened.ts';
import { inPlugin } from './claude.ts';

const servers = [{ at: ['mcp_servers'] }] as const;
const toml = { servers, syntax: 'toml', aside: true } as const;
const config = { ...toml, providers: codexProviders, loosens: loosenedInCodex } as const;

/** Codex, on the command line, in editors and in the ChatGPT app (openai/codex, codex-rs/config/src/mcp_types.rs). Values are taken as they stand. */
export const codex: Client = {
  id: 'codex',
  name: 'Codex',
  dialect: dialect({
    keys: keysWith({ http_headers: 'headers', env_http_headers: 'headerVariables', bearer_token_env_var: 'bearerVariable', env_vars: 'envNames' }, ['headers', 'envFile']),
    off: ['enabled'],
    layered: true,
    approvals: ['default_tools_approval_mode'],
  }),
  locations: [
    // From the folder it is started in up to the repository's root, once that is trusted.
    ...inWorkspace(['.codex/config.toml'], config),
    ...inWorkspace(['.codex-plugin/plugin.json'], { servers: inPlugin, aside: true, plugin: true, dialect: dialect() }),
    ofUser((environment) => ['config.toml', '*.config.toml'].map((name) => `${codexHome(environment)}/${name}`), config),
    ofUser((environment) => [`${codexHome(environment)}/plugins/**/.mcp.json`], { servers: [...inMcpServers, ...servers, 'bare'], dialect: dialect() }),
    ofMachine((environment) => [`${systemFolder(environment)}/config.toml`], config),
    // The older form of what the organisation sets: its servers lie over every other file's (codex-rs/config/src/loader/layer_io.rs).
    ofMachine((environment) => [`${environment.platform === 'win32' ? codexHome(environment) : '/etc/codex'}/managed_config.toml`], config),
    ofMachine((environment) => [`${systemFolder(environment)}/requirements.toml`], { servers: [], lists: codexLists, syntax: 'toml', aside: true }),
  ],
  variables: { fills: [] },
  writes: { type: { stdio: '', http: '' }, names: { env: 'env_vars', headers: 'env_http_headers', bearer: 'bearer_token_env_var' } },
  // openai/codex #5635: "must match pattern".
  names: { fits: /^[a-zA-Z0-9_-]+$/ },
};

function codexHome(environment: Environment): string {
  return folderIn(environment, 'CODEX_HOME') ?? `${environment.home}/.codex`;
}

/** What holds for everybody on the machine (codex-rs/config/src/loader/mod.rs). */
function systemFolder(environment: Environment): string {
  return environment.platform === 'win32' ? machineFolder(environment, { linux: '', darwin: '', win32: 'OpenAI/Codex' }) : '/etc/codex';
}

/** Of its `enabled` it is not known whether it does what Codex's does (facts/clients.md). */
export const grok: Client = {
  id: 'grok',
  name: 'Grok Build',
  dialect: dialect(),
  locations: [...inWorkspace(['.grok/config.toml'], toml), ...inHome(['.grok/config.toml'], toml)],
  variables: {},
};
