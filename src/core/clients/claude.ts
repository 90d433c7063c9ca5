import { exclusiveList, settingsLists } from '../native/claude-code/read.ts';
import { claudeSettingsProviders } from '../providers/claude-code.ts';
import { say } from '../text/message.ts';
import type { Client, Environment, ServerPlace } from './client.ts';
import { dialect } from './dialect.ts';
import { applicationData, folderIn, machineFolder } from './folder.ts';
import { inMcpServers, inWorkspace, ofMachine, ofUser } from './location.ts';
import { loosenedInClaude } from './loosened.ts';
import { listedBeside } from './name-lists.ts';

function claudeFolder(environment: Environment): string {
  return folderIn(environment, 'CLAUDE_CONFIG_DIR') ?? `${environment.home}/.claude`;
}

/** A plugin's servers: written out, or the names of the files that hold them (https://code.claude.com/docs/en/plugins-reference). */
export const inPlugin: readonly ServerPlace[] = [{ at: ['mcpServers'], mayNameFiles: true }];

const agents = { servers: [{ at: ['mcpServers'], form: 'mixed' }], syntax: 'front-matter', aside: true } as const;

const noServers: ServerPlace = { at: ['mcpServers'], ignored: say('Claude Code takes no servers from its settings.') };

/** Where the model is called, and which servers may be started; servers are told, and ignored (https://code.claude.com/docs/en/settings). */
const settings = {
  servers: [noServers, { at: ['managedMcpServers'], ignored: say('Claude Code takes `managedMcpServers` from managed settings only.') }],
  providers: claudeSettingsProviders,
  lists: settingsLists,
  loosens: loosenedInClaude,
  aside: true,
} as const;

/** Claude Code: https://code.claude.com/docs/en/mcp (scopes: project, local, user). */
export const claudeCode: Client = {
  id: 'claude-code',
  name: 'Claude Code',
  dialect: dialect({ risky: { alwaysLoad: 'Its tools are always before the model, asked for or not.' } }),
  locations: [
    ...inWorkspace(['.mcp.json'], { servers: [...inMcpServers, 'bare'] }),
    ...inWorkspace(['.claude/agents/**/*.md'], agents),
    ...inWorkspace(['.claude/settings.json', '.claude/settings.local.json'], settings),
    ...inWorkspace(['.claude-plugin/plugin.json'], { servers: inPlugin, aside: true, plugin: true }),
    ofUser((environment) => [`${folderIn(environment, 'CLAUDE_CONFIG_DIR') ?? environment.home}/.claude.json`], {
      // Its default scope, "local", keeps a project's servers here, by the project's path.
      servers: [{ at: ['mcpServers'] }, { at: ['projects', '*', 'mcpServers'], switchedOff: listedBeside('disabledMcpServers') }],
      elsewhere: say('Claude Code also starts the connectors of your account at claude.ai, which are kept there.'),
    }),
    ofUser((environment) => [`${claudeFolder(environment)}/settings.json`], settings),
    ofUser((environment) => [`${claudeFolder(environment)}/agents/**/*.md`], agents),
    // What `plugins/marketplaces` holds is only on offer.
    ofUser((environment) => pluginFolders(environment).map((folder) => `${folder}/**/.mcp.json`), { servers: [...inMcpServers, 'bare'] }),
    ofUser((environment) => [...pluginFolders(environment).map((folder) => `${folder}/**/.claude-plugin/plugin.json`), `${claudeFolder(environment)}/skills/*/.claude-plugin/plugin.json`], { servers: inPlugin, aside: true }),
    ofMachine((environment) => [`${managedFolder(environment)}/managed-mcp.json`], { lists: exclusiveList }),
    ofMachine((environment) => ['managed-settings.json', 'managed-settings.d/*.json'].map((name) => `${managedFolder(environment)}/${name}`), { ...settings, servers: [noServers, { at: ['managedMcpServers'] }] }),
  ],
  variables: { fills: ['braced', 'default'], environment: (name) => `\${${name}}` },
  writes: { type: { stdio: 'stdio', http: 'http', sse: 'sse' } },
  strictJson: true,
  // Skipped when it is loaded (https://code.claude.com/docs/en/mcp).
  names: { reserved: ['workspace'] },
};

function pluginFolders(environment: Environment): readonly string[] {
  const seed = folderIn(environment, 'CLAUDE_CODE_PLUGIN_SEED_DIR');
  return [folderIn(environment, 'CLAUDE_CODE_PLUGIN_CACHE_DIR') ?? `${claudeFolder(environment)}/plugins/cache`, ...(seed === undefined ? [] : [seed])];
}

function managedFolder(environment: Environment): string {
  if (environment.platform === 'win32') return `${folderIn(environment, 'ProgramFiles') ?? 'C:/Program Files'}/ClaudeCode`;
  return machineFolder(environment, { linux: 'claude-code', darwin: 'ClaudeCode', win32: '' });
}

/** A bundle's manifest (`.mcpb`, earlier `.dxt`): what starts depends on the platform where it says so. */
export const bundle = dialect({
  opaque: { platform_overrides: 'its `{key}` starts another program on some platforms' },
});

/** https://modelcontextprotocol.io/docs/develop/connect-local-servers; bundles: https://github.com/modelcontextprotocol/mcpb, MANIFEST.md. */
export const claudeDesktop: Client = {
  id: 'claude-desktop',
  name: 'Claude Desktop',
  dialect: dialect(),
  locations: [
    ofUser((environment) => desktopFolders(environment).map((folder) => `${folder}/claude_desktop_config.json`), {
      elsewhere: say('Claude Desktop also calls the connectors of your account, which are kept in the cloud.'),
    }),
    ofUser((environment) => desktopFolders(environment).map((folder) => `${folder}/Claude Extensions/*/manifest.json`), { servers: [{ at: ['server', 'mcp_config'], form: 'one' }], dialect: bundle, aside: true }),
  ],
  variables: { fills: [] },
  writes: { type: { stdio: '' } },
  strictJson: true,
};

/** The program's own folder, and the one it has where a third party's models are used (facts/clients.md, 4). */
function desktopFolders(environment: Environment): readonly string[] {
  const base = applicationData(environment);
  return [`${base}/Claude`, `${base}/Claude-3p`, ...(environment.platform === 'linux' ? [`${base}/claude`] : [])];
}
