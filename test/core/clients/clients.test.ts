import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../../src/core/clients/client.ts';
import { clientOf, clients, userFiles, workspaceFileAt, workspaceFiles } from '../../../src/core/clients/clients.ts';

const source = path.join(process.env['TEST_ROOT'] ?? process.cwd(), 'src/core/clients');

const linux: Environment = { platform: 'linux', home: '/home/ada', env: {} };
const windows: Environment = { platform: 'win32', home: 'C:\\Users\\ada', env: { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' } };

describe('clients', () => {
  it('are all in the list: every one that a file of the folder describes', () => {
    const described = fs.readdirSync(source).flatMap((file) => [...fs.readFileSync(path.join(source, file), 'utf8').matchAll(/: Client = \{\n {2}id: '([^']+)'/g)].map(([, id]) => id));
    assert.deepEqual(clients.map(({ id }) => id).sort(), described.sort((a, b) => (a! < b! ? -1 : 1)));
    assert.equal(new Set(described).size, described.length);
    for (const client of clients) assert.equal(clientOf(client.id), client);
  });

  it('refer to an environment variable and an input each in their own way', () => {
    const ways = new Map<string, string[]>();
    for (const { id, variables } of clients) {
      const way = [variables.environment?.('API_KEY') ?? 'cannot', ...(variables.input ? [variables.input.reference('key')] : [])].join(' ');
      ways.set(way, [...(ways.get(way) ?? []), id]);
    }
    assert.deepEqual(Object.fromEntries(ways), {
      '${env:API_KEY} ${input:key}': ['vscode', 'visual-studio'],
      '${API_KEY}': ['claude-code', 'copilot-cli', 'gemini-cli', 'qwen-code', 'tabnine', 'amp', 'kiro'],
      '${env:API_KEY}': ['cursor', 'windsurf', 'cline', 'roo-code', 'kilo-code'],
      '${{ secrets.API_KEY }}': ['continue'],
      '{env:API_KEY}': ['opencode'],
      '$API_KEY': ['crush'],
      cannot: [
        'claude-desktop', 'codex', 'goose', 'antigravity', 'factory', 'augment', 'warp', 'amazon-q', 'zed', 'junie', 'jetbrains-ai', 'copilot-jetbrains', 'copilot-eclipse', 'lm-studio', 'trae',
        'grok', 'rovo-dev', 'kimi-code', 'mistral-vibe', 'hermes', 'deepagents', 'mcporter', 'aider', 'docker-mcp',
      ],
    });
  });

  it('read these files of a workspace, in these formats', () => {
    assert.deepEqual(workspaceFiles.map(({ path: file, clients: readers, spelling, locations }) => `${file}: ${readers.join(' ')}, as ${spelling} writes ${locations[0]!.syntax}`), [
      '.vscode/mcp.json: vscode, as vscode writes json',
      '.mcp.json: vscode claude-code copilot-cli cursor visual-studio, as claude-code writes json',
      '.vscode/settings.json: vscode, as vscode writes json',
      '*.code-workspace: vscode, as vscode writes json',
      '.devcontainer/devcontainer.json: vscode, as vscode writes json',
      '.devcontainer.json: vscode, as vscode writes json',
      '.devcontainer/*/devcontainer.json: vscode, as vscode writes json',
      'devcontainer-feature.json: vscode, as vscode writes json',
      '.claude/agents/**/*.md: claude-code, as claude-code writes front-matter',
      '.claude/settings.json: claude-code, as claude-code writes json',
      '.claude/settings.local.json: claude-code, as claude-code writes json',
      '.claude-plugin/plugin.json: claude-code, as claude-code writes json',
      '.github/mcp.json: copilot-cli, as copilot-cli writes json',
      '.github/agents/*.md: copilot-cli, as copilot-cli writes front-matter',
      '.github/copilot/settings.json: copilot-cli, as copilot-cli writes json',
      '.github/copilot/settings.local.json: copilot-cli, as copilot-cli writes json',
      '.cursor/mcp.json: cursor, as cursor writes json',
      '.cursor/permissions.json: cursor, as cursor writes json',
      '.cursor/cli.json: cursor, as cursor writes json',
      '.cursor-plugin/plugin.json: cursor, as cursor writes json',
      '.devin/mcp_config.json: windsurf, as windsurf writes json',
      '.devin/mcp_config.local.json: windsurf, as windsurf writes json',
      '.devin/config.json: windsurf, as windsurf writes json',
      '.roo/mcp.json: roo-code, as roo-code writes json',
      'kilo.jsonc: kilo-code, as kilo-code writes json',
      'kilo.json: kilo-code, as kilo-code writes json',
      '.kilo/kilo.jsonc: kilo-code, as kilo-code writes json',
      '.kilo/kilo.json: kilo-code, as kilo-code writes json',
      '.kilocode/mcp.json: kilo-code, as kilo-code writes json',
      '.continue/mcpServers/*.yaml: continue, as continue writes yaml',
      '.continue/mcpServers/*.yml: continue, as continue writes yaml',
      '.continue/mcpServers/*.json: continue, as continue writes json',
      '.continue/agents/*.yaml: continue, as continue writes yaml',
      '.continue/agents/*.yml: continue, as continue writes yaml',
      '.continue/assistants/*.yaml: continue, as continue writes yaml',
      '.continue/assistants/*.yml: continue, as continue writes yaml',
      '.continuerc.json: continue, as continue writes json',
      '.codex/config.toml: codex, as codex writes toml',
      '.codex-plugin/plugin.json: codex, as codex writes json',
      '.gemini/settings.json: gemini-cli, as gemini-cli writes json',
      '.gemini/.env: gemini-cli, as gemini-cli writes dotenv',
      '.env: gemini-cli aider, as gemini-cli writes dotenv',
      '.gemini/extensions/*/gemini-extension.json: gemini-cli, as gemini-cli writes json',
      'gemini-extension.json: gemini-cli, as gemini-cli writes json',
      'opencode.json: opencode, as opencode writes json',
      'opencode.jsonc: opencode, as opencode writes json',
      '.opencode/opencode.json: opencode, as opencode writes json',
      '.opencode/opencode.jsonc: opencode, as opencode writes json',
      '.agents/plugins/*/.mcp.json: goose, as goose writes json',
      '.crush.json: crush, as crush writes json',
      'crush.json: crush, as crush writes json',
      '.crushrc: crush, as crush writes json',
      'crushrc: crush, as crush writes json',
      '.qwen/settings.json: qwen-code, as qwen-code writes json',
      '.tabnine/agent/settings.json: tabnine, as tabnine writes json',
      '.agents/mcp_config.json: antigravity, as antigravity writes json',
      '.amp/settings.json: amp, as amp writes json',
      '.amp/settings.jsonc: amp, as amp writes json',
      '.agents/skills/*/mcp.json: amp, as amp writes json',
      '.claude/skills/*/mcp.json: amp, as amp writes json',
      '.factory/mcp.json: factory, as factory writes json',
      '.augment/settings.json: augment, as augment writes json',
      '.augment/settings.local.json: augment, as augment writes json',
      '.warp/.mcp.json: warp, as warp writes json',
      '.kiro/settings/mcp.json: kiro, as kiro writes json',
      '.kiro/mcp.json: kiro, as kiro writes json',
      '.kiro/agents/*.json: kiro, as kiro writes json',
      '.amazonq/mcp.json: amazon-q, as amazon-q writes json',
      '.amazonq/default.json: amazon-q, as amazon-q writes json',
      '.amazonq/agents/*.json: amazon-q, as amazon-q writes json',
      '.amazonq/cli-agents/*.json: amazon-q, as amazon-q writes json',
      '.zed/settings.json: zed, as zed writes json',
      '.junie/mcp/mcp.json: junie, as junie writes json',
      '.ai/mcp/mcp.json: jetbrains-ai, as jetbrains-ai writes json',
      '.vs/mcp.json: visual-studio, as visual-studio writes json',
      '.trae/mcp.json: trae, as trae writes json',
      '.grok/config.toml: grok, as grok writes toml',
      '.vibe/config.toml: mistral-vibe, as mistral-vibe writes toml',
      '.mcporter/mcporter.json: mcporter, as mcporter writes json',
      'config/mcporter.json: mcporter, as mcporter writes json',
      '.aider.conf.yml: aider, as aider writes yaml',
    ]);
    for (const { scope } of workspaceFiles) assert.equal(scope, 'workspace');
  });
});

describe('the user’s files', () => {
  describe('of the VS Code we run in come first, and no file comes twice', () => {
    const running: [string, Environment, string, string[]][] = [
      ['another build', linux, '/opt/ada/openvscode-server/User', ['/opt/ada/openvscode-server/User/mcp.json', '/opt/ada/openvscode-server/User/profiles/*/mcp.json', '/home/ada/.config/Code/User/mcp.json']],
      ['a usual one', linux, '/home/ada/.config/Code - Insiders/User', ['/home/ada/.config/Code - Insiders/User/mcp.json', '/home/ada/.config/Code - Insiders/User/profiles/*/mcp.json', '/home/ada/.config/Code/User/mcp.json']],
      ['a usual one on Windows, as VS Code spells it', windows, 'c:/Users/ada/AppData/Roaming/Code/User', ['c:/Users/ada/AppData/Roaming/Code/User/mcp.json', 'c:/Users/ada/AppData/Roaming/Code/User/profiles/*/mcp.json', 'C:\\Users\\ada\\AppData\\Roaming/Code - Insiders/User/mcp.json']],
    ];
    for (const [what, environment, vscodeUserFolder, expected] of running) {
      it(what, () => {
        const paths = userFiles({ ...environment, vscodeUserFolder }).map((file) => file.path);
        assert.deepEqual(paths.slice(0, 3), expected);
        const spelled = (file: string): string => (environment === windows ? file.replaceAll('\\', '/').toLowerCase() : file);
        assert.equal(new Set(paths.map(spelled)).size, paths.length);
      });
    }
  });

  it('are those of the user and those that hold for everybody', () => {
    const managed = userFiles(linux).filter(({ scope }) => scope === 'managed');
    assert.deepEqual(managed.map(({ path: file }) => file), [
      '/etc/vscode/policy.json',
      '/etc/github-copilot/managed-settings.json',
      '/etc/claude-code/managed-mcp.json', '/etc/claude-code/managed-settings.json', '/etc/claude-code/managed-settings.d/*.json', '/etc/codex/config.toml', '/etc/codex/managed_config.toml', '/etc/codex/requirements.toml', '/etc/gemini-cli/settings.json', '/etc/gemini-cli/system-defaults.json', '/etc/opencode/opencode.json', '/etc/opencode/opencode.jsonc',
      '/etc/qwen-code/settings.json', '/etc/tabnine-cli/settings.json', '/etc/ampcode/managed-settings.json',
    ]);
    assert.ok(userFiles(linux).every(({ scope }) => scope === 'user' || scope === 'managed'));
  });
});

describe('a file is known by the end of its path', () => {
  const rows: [string, string | undefined][] = [
    ['.vscode/mcp.json', '.vscode/mcp.json'],
    ['/w/.vscode/mcp.json', '.vscode/mcp.json'],
    ['C:\\w\\.vscode\\mcp.json', '.vscode/mcp.json'],
    ['c:/w\\.vscode/mcp.json', '.vscode/mcp.json'],
    ['/w/.mcp.json', '.mcp.json'],
    ['.mcp.json', '.mcp.json'],
    ['/w/.vscode/.mcp.json', '.mcp.json'],
    ['/w/.cursor/mcp.json', '.cursor/mcp.json'],
    // The same file on Windows and on most Macs, and so in every repository that is checked out there.
    ['/w/.VSCODE/MCP.JSON', '.vscode/mcp.json'],
    ['/w/.VSCode/Mcp.json', '.vscode/mcp.json'],
    ['/w/.Mcp.json', '.mcp.json'],
    ['/w/x.vscode/mcp.json', undefined],
    ['/w/x.mcp.json', undefined],
    ['/w/mcp.json', undefined],
    ['/w/vscode/mcp.json', undefined],
    ['/w/.vscode/mcp.json/', undefined],
    ['/w/.vscode/mcp.json.bak', undefined],
    ['/w/.vscode/x/mcp.json', undefined],
    ['/w/.vscode//mcp.json', undefined],
    ['/w/.vscode/mcp.json\0', undefined],
    ['/w/.vscode/mcp.jsonc', undefined],
    ['', undefined],
    ['/', undefined],
    ['__proto__', undefined],
  ];
  for (const [file, expected] of rows) it(`${JSON.stringify(file)} is ${expected ?? 'none'}`, () => assert.equal(workspaceFileAt(file)?.path, expected));
});
