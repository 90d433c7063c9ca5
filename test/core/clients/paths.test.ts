import assert from 'node:assert/strict';
import type { ClientId, Environment, Platform } from '../../../src/core/clients/client.ts';
import { clientOf, clients } from '../../../src/core/clients/clients.ts';

/** A machine of each platform, nothing set. */
const machines: Readonly<Record<Platform, Environment>> = {
  linux: { platform: 'linux', home: '~', env: {} },
  darwin: { platform: 'darwin', home: '~', env: {} },
  win32: { platform: 'win32', home: '~', env: {} },
};

function pathsOf(id: ClientId, environment: Environment): string[] {
  return clientOf(id).locations.flatMap(({ path }) => (typeof path === 'string' ? [] : path(environment)));
}

/** VS Code's folders on each platform, before anything lies in them. */
const userFolders: Readonly<Record<Platform, readonly string[]>> = {
  linux: [
    '~/.config/Code/User', '~/.config/Code - Insiders/User', '~/.config/VSCodium/User', '~/.config/Cursor/User', '~/.config/Windsurf/User', '~/.config/Devin/User', '~/.config/Kiro/User', '~/.config/Trae/User', '~/.config/Antigravity/User',
    '~/.vscode-server/data/User', '~/.vscode-server-insiders/data/User', '~/.local/share/code-server/User',
  ],
  darwin: [
    '~/Library/Application Support/Code/User', '~/Library/Application Support/Code - Insiders/User', '~/Library/Application Support/VSCodium/User', '~/Library/Application Support/Cursor/User', '~/Library/Application Support/Windsurf/User',
    '~/Library/Application Support/Devin/User', '~/Library/Application Support/Kiro/User', '~/Library/Application Support/Trae/User', '~/Library/Application Support/Antigravity/User', '~/.vscode-server/data/User', '~/.vscode-server-insiders/data/User',
  ],
  win32: [
    '~/AppData/Roaming/Code/User', '~/AppData/Roaming/Code - Insiders/User', '~/AppData/Roaming/VSCodium/User', '~/AppData/Roaming/Cursor/User', '~/AppData/Roaming/Windsurf/User', '~/AppData/Roaming/Devin/User', '~/AppData/Roaming/Kiro/User',
    '~/AppData/Roaming/Trae/User', '~/AppData/Roaming/Antigravity/User', '~/.vscode-server/data/User', '~/.vscode-server-insiders/data/User',
  ],
};

function inEach(platform: Platform, files: (folder: string) => string[]): string[] {
  return userFolders[platform].flatMap(files);
}

/** What each client reads outside of workspaces. Where a platform has no row of its own, it has that of `linux`. */
const tables: { readonly [id in ClientId]?: { readonly linux: readonly string[]; readonly darwin?: readonly string[]; readonly win32?: readonly string[] } } = {
  vscode: {
    linux: [...inEach('linux', (folder) => [`${folder}/mcp.json`, `${folder}/profiles/*/mcp.json`]), ...inEach('linux', (folder) => [`${folder}/settings.json`, `${folder}/profiles/*/settings.json`]), '~/.vscode-server/data/Machine/settings.json', '~/.vscode-server-insiders/data/Machine/settings.json', ...inEach('linux', (folder) => [`${folder}/chatLanguageModels.json`, `${folder}/profiles/*/chatLanguageModels.json`]), '~/.copilot/mcp-config.json', ...inEach('linux', (folder) => [`${folder}/globalStorage/state.vscdb`])],
    darwin: [...inEach('darwin', (folder) => [`${folder}/mcp.json`, `${folder}/profiles/*/mcp.json`]), ...inEach('darwin', (folder) => [`${folder}/settings.json`, `${folder}/profiles/*/settings.json`]), '~/.vscode-server/data/Machine/settings.json', '~/.vscode-server-insiders/data/Machine/settings.json', ...inEach('darwin', (folder) => [`${folder}/chatLanguageModels.json`, `${folder}/profiles/*/chatLanguageModels.json`]), '~/.copilot/mcp-config.json', ...inEach('darwin', (folder) => [`${folder}/globalStorage/state.vscdb`])],
    win32: [...inEach('win32', (folder) => [`${folder}/mcp.json`, `${folder}/profiles/*/mcp.json`]), ...inEach('win32', (folder) => [`${folder}/settings.json`, `${folder}/profiles/*/settings.json`]), '~/.vscode-server/data/Machine/settings.json', '~/.vscode-server-insiders/data/Machine/settings.json', ...inEach('win32', (folder) => [`${folder}/chatLanguageModels.json`, `${folder}/profiles/*/chatLanguageModels.json`]), '~/.copilot/mcp-config.json', ...inEach('win32', (folder) => [`${folder}/globalStorage/state.vscdb`])],
  },
  'claude-code': {
    linux: ['~/.claude.json', '~/.claude/settings.json', '~/.claude/agents/**/*.md', '~/.claude/plugins/cache/**/.mcp.json', '~/.claude/plugins/cache/**/.claude-plugin/plugin.json', '~/.claude/skills/*/.claude-plugin/plugin.json', '/etc/claude-code/managed-mcp.json', '/etc/claude-code/managed-settings.json', '/etc/claude-code/managed-settings.d/*.json'],
    darwin: ['~/.claude.json', '~/.claude/settings.json', '~/.claude/agents/**/*.md', '~/.claude/plugins/cache/**/.mcp.json', '~/.claude/plugins/cache/**/.claude-plugin/plugin.json', '~/.claude/skills/*/.claude-plugin/plugin.json', '/Library/Application Support/ClaudeCode/managed-mcp.json', '/Library/Application Support/ClaudeCode/managed-settings.json', '/Library/Application Support/ClaudeCode/managed-settings.d/*.json'],
    win32: ['~/.claude.json', '~/.claude/settings.json', '~/.claude/agents/**/*.md', '~/.claude/plugins/cache/**/.mcp.json', '~/.claude/plugins/cache/**/.claude-plugin/plugin.json', '~/.claude/skills/*/.claude-plugin/plugin.json', 'C:/Program Files/ClaudeCode/managed-mcp.json', 'C:/Program Files/ClaudeCode/managed-settings.json', 'C:/Program Files/ClaudeCode/managed-settings.d/*.json'],
  },
  'claude-desktop': {
    linux: ['~/.config/Claude/claude_desktop_config.json', '~/.config/Claude-3p/claude_desktop_config.json', '~/.config/claude/claude_desktop_config.json', '~/.config/Claude/Claude Extensions/*/manifest.json', '~/.config/Claude-3p/Claude Extensions/*/manifest.json', '~/.config/claude/Claude Extensions/*/manifest.json'],
    darwin: ['~/Library/Application Support/Claude/claude_desktop_config.json', '~/Library/Application Support/Claude-3p/claude_desktop_config.json', '~/Library/Application Support/Claude/Claude Extensions/*/manifest.json', '~/Library/Application Support/Claude-3p/Claude Extensions/*/manifest.json'],
    win32: ['~/AppData/Roaming/Claude/claude_desktop_config.json', '~/AppData/Roaming/Claude-3p/claude_desktop_config.json', '~/AppData/Roaming/Claude/Claude Extensions/*/manifest.json', '~/AppData/Roaming/Claude-3p/Claude Extensions/*/manifest.json'],
  },
  'copilot-cli': { linux: ['~/.copilot/mcp-config.json', '~/.copilot/agents/*.md', '~/.copilot/settings.json', '~/.copilot/providers.json'] },
  cursor: { linux: ['~/.cursor/mcp.json', '~/.cursor/plugins/*/**/mcp.json', '~/.cursor/plugins/*/**/.mcp.json', '~/.cursor/plugins/*/**/.cursor-plugin/plugin.json'] },
  windsurf: {
    linux: ['~/.config/devin/mcp_config.json', '~/.config/devin/config.json', '~/.codeium/windsurf/mcp_config.json', '~/.codeium/windsurf-next/mcp_config.json', '~/.codeium/mcp_config.json'],
    win32: ['~/AppData/Roaming/devin/mcp_config.json', '~/AppData/Roaming/devin/config.json', '~/.codeium/windsurf/mcp_config.json', '~/.codeium/windsurf-next/mcp_config.json', '~/.codeium/mcp_config.json'],
  },
  cline: {
    linux: ['~/.cline/data/settings/cline_mcp_settings.json', '~/.cline/data/settings/providers.json', '~/.cline/mcp.json', '~/Documents/Cline/MCP/cline_mcp_settings.json', ...inEach('linux', (folder) => [`${folder}/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json`]), '~/.cline/data/cache/remote_config_*.json', ...inEach('linux', (folder) => [`${folder}/globalStorage/saoudrizwan.claude-dev/cache/remote_config_*.json`])],
    darwin: ['~/.cline/data/settings/cline_mcp_settings.json', '~/.cline/data/settings/providers.json', '~/.cline/mcp.json', '~/Documents/Cline/MCP/cline_mcp_settings.json', ...inEach('darwin', (folder) => [`${folder}/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json`]), '~/.cline/data/cache/remote_config_*.json', ...inEach('darwin', (folder) => [`${folder}/globalStorage/saoudrizwan.claude-dev/cache/remote_config_*.json`])],
    win32: ['~/.cline/data/settings/cline_mcp_settings.json', '~/.cline/data/settings/providers.json', '~/.cline/mcp.json', '~/Documents/Cline/MCP/cline_mcp_settings.json', ...inEach('win32', (folder) => [`${folder}/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json`]), '~/.cline/data/cache/remote_config_*.json', ...inEach('win32', (folder) => [`${folder}/globalStorage/saoudrizwan.claude-dev/cache/remote_config_*.json`])],
  },
  'roo-code': {
    linux: [...inEach('linux', (folder) => [`${folder}/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json`])],
    darwin: [...inEach('darwin', (folder) => [`${folder}/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json`])],
    win32: [...inEach('win32', (folder) => [`${folder}/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json`])],
  },
  'kilo-code': {
    linux: ['~/.config/kilo/kilo.jsonc', '~/.config/kilo/kilo.json', ...inEach('linux', (folder) => [`${folder}/globalStorage/kilocode.kilo-code/settings/mcp_settings.json`]), '~/.kilocode/cli/global/settings/mcp_settings.json'],
    darwin: ['~/.config/kilo/kilo.jsonc', '~/.config/kilo/kilo.json', ...inEach('darwin', (folder) => [`${folder}/globalStorage/kilocode.kilo-code/settings/mcp_settings.json`]), '~/.kilocode/cli/global/settings/mcp_settings.json'],
    win32: ['~/.config/kilo/kilo.jsonc', '~/.config/kilo/kilo.json', ...inEach('win32', (folder) => [`${folder}/globalStorage/kilocode.kilo-code/settings/mcp_settings.json`]), '~/.kilocode/cli/global/settings/mcp_settings.json'],
  },
  continue: { linux: ['~/.continue/config.yaml', '~/.continue/config.json', '~/.continue/mcpServers/*.yaml', '~/.continue/mcpServers/*.yml', '~/.continue/mcpServers/*.json'] },
  codex: {
    linux: ['~/.codex/config.toml', '~/.codex/*.config.toml', '~/.codex/plugins/**/.mcp.json', '/etc/codex/config.toml', '/etc/codex/managed_config.toml', '/etc/codex/requirements.toml'],
    win32: ['~/.codex/config.toml', '~/.codex/*.config.toml', '~/.codex/plugins/**/.mcp.json', 'C:/ProgramData/OpenAI/Codex/config.toml', '~/.codex/managed_config.toml', 'C:/ProgramData/OpenAI/Codex/requirements.toml'],
  },
  'gemini-cli': {
    linux: ['~/.gemini/settings.json', '~/.gemini/.env', '~/.env', '~/.gemini/extensions/*/gemini-extension.json', '/etc/gemini-cli/settings.json', '/etc/gemini-cli/system-defaults.json'],
    darwin: ['~/.gemini/settings.json', '~/.gemini/.env', '~/.env', '~/.gemini/extensions/*/gemini-extension.json', '/Library/Application Support/GeminiCli/settings.json', '/Library/Application Support/GeminiCli/system-defaults.json'],
    win32: ['~/.gemini/settings.json', '~/.gemini/.env', '~/.env', '~/.gemini/extensions/*/gemini-extension.json', 'C:/ProgramData/gemini-cli/settings.json', 'C:/ProgramData/gemini-cli/system-defaults.json'],
  },
  opencode: {
    linux: ['~/.config/opencode/opencode.json', '~/.config/opencode/opencode.jsonc', '~/.opencode/opencode.json', '~/.opencode/opencode.jsonc', '/etc/opencode/opencode.json', '/etc/opencode/opencode.jsonc'],
    darwin: ['~/.config/opencode/opencode.json', '~/.config/opencode/opencode.jsonc', '~/.opencode/opencode.json', '~/.opencode/opencode.jsonc', '/Library/Application Support/opencode/opencode.json', '/Library/Application Support/opencode/opencode.jsonc'],
    win32: ['~/.config/opencode/opencode.json', '~/.config/opencode/opencode.jsonc', '~/.opencode/opencode.json', '~/.opencode/opencode.jsonc', 'C:/ProgramData/opencode/opencode.json', 'C:/ProgramData/opencode/opencode.jsonc'],
  },
  goose: {
    linux: ['~/.config/goose/config.yaml', '~/.agents/plugins/*/.mcp.json'],
    win32: ['~/AppData/Roaming/Block/goose/config/config.yaml', '~/.agents/plugins/*/.mcp.json'],
  },
  crush: { linux: ['~/.config/crush/crush.json', '~/.config/crush/crushrc'] },
  'qwen-code': {
    linux: ['~/.qwen/settings.json', '~/.qwen/extensions/*/qwen-extension.json', '/etc/qwen-code/settings.json'],
    darwin: ['~/.qwen/settings.json', '~/.qwen/extensions/*/qwen-extension.json', '/Library/Application Support/QwenCode/settings.json'],
    win32: ['~/.qwen/settings.json', '~/.qwen/extensions/*/qwen-extension.json', 'C:/ProgramData/qwen-code/settings.json'],
  },
  tabnine: {
    linux: ['~/.tabnine/agent/settings.json', '/etc/tabnine-cli/settings.json'],
    darwin: ['~/.tabnine/agent/settings.json', '/Library/Application Support/TabnineCli/settings.json'],
    win32: ['~/.tabnine/agent/settings.json', 'C:/ProgramData/tabnine-cli/settings.json'],
  },
  antigravity: { linux: ['~/.gemini/config/mcp_config.json', '~/.gemini/antigravity/mcp_config.json'] },
  amp: {
    linux: ['~/.config/amp/settings.json', '~/.config/amp/settings.jsonc', '~/.config/agents/skills/*/mcp.json', '~/.config/amp/skills/*/mcp.json', '~/.claude/skills/*/mcp.json', '/etc/ampcode/managed-settings.json'],
    darwin: ['~/.config/amp/settings.json', '~/.config/amp/settings.jsonc', '~/.config/agents/skills/*/mcp.json', '~/.config/amp/skills/*/mcp.json', '~/.claude/skills/*/mcp.json', '/Library/Application Support/ampcode/managed-settings.json'],
    win32: ['~/.config/amp/settings.json', '~/.config/amp/settings.jsonc', '~/.config/agents/skills/*/mcp.json', '~/.config/amp/skills/*/mcp.json', '~/.claude/skills/*/mcp.json', 'C:/ProgramData/ampcode/managed-settings.json'],
  },
  factory: { linux: ['~/.factory/mcp.json'] },
  augment: { linux: ['~/.augment/settings.json'] },
  warp: { linux: ['~/.warp/.mcp.json'] },
  kiro: { linux: ['~/.kiro/settings/mcp.json', '~/.kiro/mcp.json', '~/.kiro/agents/*.json', '~/.kiro/powers/installed/*/mcp.json'] },
  'amazon-q': { linux: ['~/.aws/amazonq/mcp.json', '~/.aws/amazonq/default.json', '~/.aws/amazonq/agents/*.json', '~/.aws/amazonq/cli-agents/*.json'] },
  zed: {
    linux: ['~/.config/zed/settings.json'],
    win32: ['~/AppData/Roaming/Zed/settings.json'],
  },
  junie: { linux: ['~/.junie/mcp/mcp.json'] },
  'jetbrains-ai': { linux: ['~/.ai/mcp/mcp.json'] },
  'copilot-jetbrains': {
    linux: ['~/.config/github-copilot/intellij/mcp.json'],
    win32: ['~/AppData/Local/github-copilot/intellij/mcp.json'],
  },
  'copilot-eclipse': {
    linux: ['~/.config/github-copilot/eclipse/mcp.json'],
    win32: ['~/AppData/Roaming/github-copilot/eclipse/mcp.json'],
  },
  'visual-studio': {
    linux: [],
    win32: ['~/.mcp.json'],
  },
  'lm-studio': { linux: ['~/.lmstudio/mcp.json', '~/.cache/lm-studio/mcp.json'] },
  trae: {
    linux: ['~/.config/Trae/User/mcp.json', '~/.config/Trae CN/User/mcp.json'],
    darwin: ['~/Library/Application Support/Trae/User/mcp.json', '~/Library/Application Support/Trae CN/User/mcp.json'],
    win32: ['~/AppData/Roaming/Trae/User/mcp.json', '~/AppData/Roaming/Trae CN/User/mcp.json'],
  },
  grok: { linux: ['~/.grok/config.toml'] },
  'rovo-dev': { linux: ['~/.rovodev/mcp.json'] },
  'kimi-code': { linux: ['~/.kimi-code/mcp.json'] },
  'mistral-vibe': { linux: ['~/.vibe/config.toml'] },
  hermes: { linux: ['~/.hermes/config.yaml'] },
  'docker-mcp': { linux: ['~/.docker/mcp/registry.yaml', '~/.docker/mcp/mcp-toolkit.db'] },
  deepagents: { linux: ['~/.deepagents/.mcp.json'] },
  mcporter: { linux: ['~/.mcporter/mcporter.json', '~/.mcporter/mcporter.jsonc'] },
  aider: { linux: ['~/.aider.conf.yml', '~/.env'] },
};

describe('what each client reads outside of workspaces', () => {
  it('is in the tables for every client', () => {
    assert.deepEqual(clients.map(({ id }) => id).filter((id) => !(id in tables)), []);
  });
  for (const [id, table] of Object.entries(tables)) {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      it(`${clientOf(id as ClientId).name}, ${platform}`, () => assert.deepEqual(pathsOf(id as ClientId, machines[platform]), table[platform] ?? table.linux));
    }
  }
});

describe('variables of the environment move a client’s files', () => {
  const rows: readonly [ClientId, Platform, Readonly<Record<string, string | undefined>>, string, string][] = [
    ['vscode', 'linux', { XDG_CONFIG_HOME: '/etc/me' }, '/etc/me/Code/User/mcp.json', '~/.config/Code/User/mcp.json'],
    ['vscode', 'linux', { XDG_CONFIG_HOME: '/etc/me/' }, '/etc/me/Code/User/mcp.json', '~/.config/Code/User/mcp.json'],
    ['vscode', 'linux', { XDG_CONFIG_HOME: undefined }, '~/.config/Code/User/mcp.json', ''],
    ['vscode', 'linux', { XDG_CONFIG_HOME: '' }, '~/.config/Code/User/mcp.json', ''],
    ['vscode', 'linux', { XDG_CONFIG_HOME: 'config' }, '~/.config/Code/User/mcp.json', 'config/Code/User/mcp.json'],
    ['vscode', 'linux', { XDG_CONFIG_HOME: '~/config' }, '~/.config/Code/User/mcp.json', '~/config/Code/User/mcp.json'],
    ['vscode', 'darwin', { XDG_CONFIG_HOME: '/etc/me' }, '~/Library/Application Support/Code/User/mcp.json', '/etc/me/Code/User/mcp.json'],
    ['vscode', 'win32', { XDG_CONFIG_HOME: 'C:\\etc', APPDATA: 'D:\\Roaming' }, 'D:\\Roaming/Code/User/mcp.json', 'C:\\etc/Code/User/mcp.json'],
    ['vscode', 'win32', { APPDATA: 'D:/Roaming/' }, 'D:/Roaming/Code/User/mcp.json', '~/AppData/Roaming/Code/User/mcp.json'],
    ['vscode', 'win32', { APPDATA: '\\\\server\\me\\Roaming' }, '\\\\server\\me\\Roaming/Code/User/mcp.json', '~/AppData/Roaming/Code/User/mcp.json'],
    ['vscode', 'win32', { APPDATA: 'D:Roaming' }, '~/AppData/Roaming/Code/User/mcp.json', 'D:Roaming/Code/User/mcp.json'],
    ['vscode', 'linux', { APPDATA: '/appdata' }, '~/.config/Code/User/mcp.json', '/appdata/Code/User/mcp.json'],
    ['vscode', 'linux', { VSCODE_PORTABLE: '/opt/code/data' }, '/opt/code/data/user-data/User/mcp.json', ''],
    ['vscode', 'linux', { VSCODE_PORTABLE: '/opt/code/data' }, '/opt/code/data/user-data/User/profiles/*/settings.json', ''],
    ['vscode', 'linux', { WSL_DISTRO_NAME: 'Ubuntu' }, '/mnt/c/Users/*/AppData/Roaming/Code/User/mcp.json', ''],
    ['vscode', 'linux', {}, '~/.config/Code/User/mcp.json', '/mnt/c/Users/*/AppData/Roaming/Code/User/mcp.json'],
    ['vscode', 'darwin', { WSL_DISTRO_NAME: 'Ubuntu' }, '~/Library/Application Support/Code/User/mcp.json', '/mnt/c/Users/*/AppData/Roaming/Code/User/mcp.json'],
    ['vscode', 'linux', { XDG_DATA_HOME: '/data' }, '/data/code-server/User/mcp.json', '~/.local/share/code-server/User/mcp.json'],
    ['cline', 'linux', { VSCODE_PORTABLE: '/opt/code/data' }, '/opt/code/data/user-data/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json', ''],
    ['copilot-cli', 'linux', { COPILOT_HOME: '/srv/copilot', XDG_CONFIG_HOME: '/etc/me' }, '/srv/copilot/mcp-config.json', '~/.copilot/mcp-config.json'],
    ['vscode', 'linux', { COPILOT_HOME: '/srv/copilot' }, '/srv/copilot/mcp-config.json', '~/.copilot/mcp-config.json'],
    ['copilot-jetbrains', 'win32', { LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local/github-copilot/intellij/mcp.json', '~/AppData/Local/github-copilot/intellij/mcp.json'],
    ['claude-code', 'linux', { CLAUDE_CONFIG_DIR: '/srv/claude' }, '/srv/claude/.claude.json', '~/.claude.json'],
    ['claude-code', 'linux', { CLAUDE_CONFIG_DIR: '/srv/claude' }, '/srv/claude/agents/**/*.md', '~/.claude/agents/**/*.md'],
    ['claude-code', 'darwin', { CLAUDE_CONFIG_DIR: '/srv/claude/' }, '/srv/claude/plugins/cache/**/.mcp.json', '~/.claude/plugins/cache/**/.mcp.json'],
    ['claude-code', 'win32', { CLAUDE_CONFIG_DIR: 'D:\\claude' }, 'D:\\claude/.claude.json', '~/.claude.json'],
    ['claude-code', 'linux', { CLAUDE_CONFIG_DIR: '.claude' }, '~/.claude.json', '.claude/.claude.json'],
    ['claude-code', 'linux', { CLAUDE_CODE_PLUGIN_CACHE_DIR: '/var/plugins' }, '/var/plugins/**/.claude-plugin/plugin.json', '~/.claude/plugins/cache/**/.claude-plugin/plugin.json'],
    ['claude-code', 'linux', { CLAUDE_CODE_PLUGIN_SEED_DIR: '/var/seed' }, '/var/seed/**/.mcp.json', ''],
    ['claude-code', 'win32', { ProgramFiles: 'D:\\Programs' }, 'D:\\Programs/ClaudeCode/managed-mcp.json', 'C:/Program Files/ClaudeCode/managed-mcp.json'],
    ['claude-desktop', 'linux', { XDG_CONFIG_HOME: '/etc/me' }, '/etc/me/Claude/claude_desktop_config.json', '~/.config/Claude/claude_desktop_config.json'],
    ['cline', 'linux', { CLINE_MCP_SETTINGS_PATH: '/srv/mcp.json' }, '/srv/mcp.json', '~/.cline/data/settings/cline_mcp_settings.json'],
    ['cline', 'linux', { CLINE_DATA_DIR: '/srv/data' }, '/srv/data/settings/cline_mcp_settings.json', '~/.cline/data/settings/cline_mcp_settings.json'],
    ['cline', 'linux', { CLINE_DIR: '/srv/cline' }, '/srv/cline/data/settings/cline_mcp_settings.json', '~/.cline/data/settings/cline_mcp_settings.json'],
    ['continue', 'linux', { CONTINUE_GLOBAL_DIR: '/srv/continue' }, '/srv/continue/config.yaml', '~/.continue/config.yaml'],
    ['codex', 'linux', { CODEX_HOME: '/srv/codex' }, '/srv/codex/config.toml', '~/.codex/config.toml'],
    ['codex', 'win32', { ProgramData: 'D:\\ProgramData' }, 'D:\\ProgramData/OpenAI/Codex/config.toml', 'C:/ProgramData/OpenAI/Codex/config.toml'],
    ['gemini-cli', 'linux', { GEMINI_CLI_HOME: '/srv/gemini' }, '/srv/gemini/.gemini/settings.json', '~/.gemini/settings.json'],
    ['gemini-cli', 'linux', { GEMINI_CLI_SYSTEM_SETTINGS_PATH: '/srv/system.json' }, '/srv/system.json', '/etc/gemini-cli/settings.json'],
    ['opencode', 'darwin', { XDG_CONFIG_HOME: '/etc/me' }, '/etc/me/opencode/opencode.json', '~/.config/opencode/opencode.json'],
    ['opencode', 'linux', { OPENCODE_CONFIG: '/srv/oc.json' }, '/srv/oc.json', ''],
    ['opencode', 'linux', { OPENCODE_CONFIG_DIR: '/srv/oc' }, '/srv/oc/opencode.jsonc', ''],
    ['goose', 'linux', { XDG_CONFIG_HOME: '/etc/me' }, '/etc/me/goose/config.yaml', '~/.config/goose/config.yaml'],
    ['goose', 'win32', { APPDATA: 'D:\\Roaming' }, 'D:\\Roaming/Block/goose/config/config.yaml', '~/AppData/Roaming/Block/goose/config/config.yaml'],
    ['crush', 'linux', { CRUSH_GLOBAL_CONFIG: '/srv/crush' }, '/srv/crush/crush.json', '~/.config/crush/crush.json'],
    ['kimi-code', 'linux', { KIMI_CODE_HOME: '/srv/kimi' }, '/srv/kimi/mcp.json', '~/.kimi-code/mcp.json'],
    ['zed', 'darwin', { XDG_CONFIG_HOME: '/etc/me' }, '~/.config/zed/settings.json', '/etc/me/zed/settings.json'],
  ];
  for (const [id, platform, env, there, gone] of rows) {
    it(`${id}, ${platform}, ${JSON.stringify(env)}`, () => {
      const paths = pathsOf(id, { ...machines[platform], env });
      assert.ok(paths.includes(there), paths.join('\n'));
      assert.ok(!paths.includes(gone), paths.join('\n'));
    });
  }
});
