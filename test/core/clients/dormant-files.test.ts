import assert from 'node:assert/strict';
import { knownPathAt } from '../../../src/core/clients/clients.ts';
import { dormantFiles, dormantPathAt, unknownFile } from '../../../src/core/clients/dormant-files.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';
import { summary, outcome } from '../config/sources.ts';

describe('a file that no client reads where it lies', () => {
  const rows: [string, string | undefined][] = [
    ['mcp.json', 'mcp.json'],
    ['docs/vscode/mcp.json', 'mcp.json'],
    ['x/.cursor/rules/mcp.json', 'mcp.json'],
    ['.vscode/mcp.json.bak', '*mcp*.json.*'],
    ['.vscode/mcp.json~', '*mcp*.json~'],
    ['mcp.json.example', '*mcp*.json.*'],
    ['mcp.example.json', '*mcp*.json'],
    ['.mcp.base.json', '*mcp*.json'],
    ['presets/web.mcp.json', '*mcp*.json'],
    ['mcp_settings.json', '*mcp*.json'],
    ['cline_mcp_settings.json', '*mcp*.json'],
    ['debug/claude-desktop-test-configs.json', '*claude*desktop*.json'],
    ['claude_desktop_config.json', '*claude*desktop*.json'],
    ['agents/terraform.agent.md', '*.agent.md'],
    ['.codex/config.toml.bak', '.codex/config.toml.*'],
    ['manifest.json', 'manifest.json'],
    ['dist/server.mcpb', '*.mcpb'],
    // What would be a user's own, below any folder.
    ['dotfiles/.config/goose/config.yaml', '.config/goose/config.yaml'],
    ['.codeium/windsurf/mcp_config.json', '.codeium/windsurf/mcp_config.json'],
    ['claude/.claude.json', '.claude.json'],
    ['mac/Library/Application Support/Claude/claude_desktop_config.json', 'Library/Application Support/Claude/claude_desktop_config.json'],
    ['win/AppData/Roaming/Zed/settings.json', 'AppData/Roaming/Zed/settings.json'],
    ['home/.config/Code/User/profiles/team/mcp.json', '.config/Code/User/profiles/*/mcp.json'],
    ['.config/opencode/opencode.jsonc', '.config/opencode/opencode.jsonc'],
    ['src/settings.json', undefined],
    ['README.md', undefined],
    ['config.yaml', undefined],
    ['package.json', undefined],
  ];
  for (const [path, expected] of rows) it(`${path} is ${expected ?? 'none'}`, () => assert.equal(dormantPathAt(path)?.known.path, expected));

  it('is dormant in every case, and none of those that a client reads', () => {
    for (const { dormant, path } of dormantFiles) {
      assert.equal(dormant, true, path);
      const own = path.includes('*') ? undefined : knownPathAt(path);
      assert.notEqual(own?.known.path, path);
    }
  });

  it('a plugin’s source is dormant, and what it lies beside is not', () => {
    for (const path of ['.claude-plugin/plugin.json', '.cursor-plugin/plugin.json', '.codex-plugin/plugin.json', 'gemini-extension.json']) assert.equal(knownPathAt(path)?.known.dormant, true, path);
    for (const path of ['.mcp.json', '.gemini/extensions/x/gemini-extension.json', '.vscode/mcp.json']) assert.equal(knownPathAt(path)?.known.dormant, undefined, path);
  });

  describe('holds whatever some client would find in it', () => {
    const shapes: [string, string, string[]][] = [
      ['mcp.json', '{"mcpServers":{"a":{"command":"npx","args":["a"]}}}', ['a: npx a']],
      ['mcp.json', '{"servers":{"a":{"url":"https://a.example"}}}', ['a: https://a.example']],
      ['mcp.json', '{"a":{"command":"npx"},"notes":{"by":"me"}}', ['a: npx']],
      ['mcp.json', '{"mcp":{"servers":{"a":{"command":"npx"}},"inputs":[]}}', ['a: npx']],
      ['mcp.json', '{"mcp":{"a":{"type":"local","command":["npx","-y","a"],"environment":{"A":"b"}}}}', ['a: npx -y a']],
      ['mcp.json', '{"mcp.servers":{"a":{"command":"npx"}}}', ['a: npx']],
      ['mcp.json', '{"settings":{"mcp":{"servers":{"a":{"command":"npx"}}}}}', ['a: npx']],
      ['mcp.json', '{"context_servers":{"a":{"command":{"path":"npx","args":["a"]}}}}', ['a: npx a']],
      ['mcp.json', '{"amp.mcpServers":{"a":{"command":"npx"}}}', ['a: npx']],
      ['mcp.json', '{"mcpServers":[{"name":"a","command":"npx"},"b",{"c":{"command":"uvx"}}]}', ['a: npx', 'c: uvx']],
      ['mcp.json', '{"projects":{"/home/ada/x":{"mcpServers":{"a":{"command":"npx"}}}}}', ['a: npx']],
      ['manifest.json', '{"manifest_version":"0.3","name":"box","server":{"type":"node","mcp_config":{"command":"node","args":["${__dirname}/i.js"]}}}', ['box: node ${__dirname}/i.js']],
      ['manifest.json', '{"manifest_version":3,"name":"A browser’s","background":{"service_worker":"b.js"}}', []],
      ['config.toml', '[mcp_servers.a]\ncommand = "npx"\n', ['a: npx']],
      ['config.yaml', 'mcpServers:\n  - name: a\n    command: npx\n', ['a: npx']],
    ];
    for (const [name, text, expected] of shapes) {
      it(text, async () => {
        const known = dormantPathAt(name)?.known ?? unknownFile(name);
        const file = await readPlace({ path: `/repo/${name}`, root: '/repo', known, live: false, content: { text } });
        assert.deepEqual(summary(file), expected, outcome(file));
      });
    }
  });

  it('a packed bundle is there, and cannot be read', async () => {
    const file = await readPlace({ path: '/repo/a.mcpb', root: '/repo', known: dormantPathAt('a.mcpb')!.known, live: false, content: { text: 'PK' } });
    assert.equal(outcome(file), 'opaque: It is a packed bundle: its manifest is read where it is unpacked.');
  });
});
