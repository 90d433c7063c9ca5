import assert from 'node:assert/strict';
import { dormantPathAt } from '../../../src/core/clients/dormant-files.ts';
import { knownPathAt, userFiles } from '../../../src/core/clients/clients.ts';
import type { ConfigFile, ServerDeclaration } from '../../../src/core/config/config-file.ts';
import { nodeAt } from '../../../src/core/config/node.ts';
import { readPlace } from '../../../src/core/config/read-place.ts';

/** A file by its place: `~/…` and `/…` are a user's or the machine's, on Linux; all else lies in a workspace. */
async function read(place: string, text: string): Promise<ConfigFile> {
  const own = /^[~/]/.test(place);
  const pattern = (path: string): RegExp => new RegExp(`^${path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('**/', '(?:.*/)?').replaceAll(/(?<!\.)\*/g, '[^/]*')}$`);
  const known = own ? userFiles({ platform: 'linux', home: '~', env: {} }).find(({ path }) => pattern(path).test(place)) : (knownPathAt(place) ?? dormantPathAt(place))?.known;
  if (!known) throw new Error(`no client reads ${place}`);
  return readPlace({ path: own ? place : `/repo/${place}`, known, live: true, content: { text } });
}

/** One server in a line: name, transport, what it starts or calls, names of variables and headers, and what else is said of it. */
function line(server: ServerDeclaration): string {
  const { name, transport, command, args, url, env, headers, cwd, envFile, disabled, ambiguity, approvals, risky, ignored, startsOnOpen } = server;
  const launch = [command, ...args, url].flatMap((part) => (part ? [part.value] : [])).join(' ');
  const more = [
    ...(env.length > 0 ? [`env ${env.map((one) => one.name + (one.value === undefined ? '?' : '')).join(' ')}`] : []),
    ...(headers.length > 0 ? [`headers ${headers.map((one) => one.name + (one.value === undefined ? '?' : '')).join(' ')}`] : []),
    ...(cwd ? [`in ${cwd.value}`] : []),
    ...(envFile ? [`from ${envFile.value}`] : []),
    ...(disabled ? ['off'] : []),
    ...(ambiguity ? ['ambiguous'] : []),
    ...(approvals ? [`approves ${approvals.map(({ value }) => value).join(' ')}`] : []),
    ...(startsOnOpen ? ['starts on open'] : []),
    ...(risky ? [`risky ${risky.map(({ key }) => key).join(' ')}`] : []),
    ...(ignored ? [`ignores ${ignored.map(({ key }) => key).join(' ')}`] : []),
  ];
  return `${name}: ${transport} ${launch}${more.length > 0 ? ` (${more.join('; ')})` : ''}`;
}

/** What each client's files look like, and what stands in them. */
const examples: readonly [string, string, string[]][] = [
  ['.vscode/mcp.json', `{
  // comments and a trailing comma
  "inputs": [{ "type": "promptString", "id": "key", "password": true }],
  "servers": {
    "files": { "type": "stdio", "command": "npx", "args": ["-y", "a@1.0.0"], "env": { "KEY": "\${input:key}" }, "envFile": ".env", "sandboxEnabled": true },
    "web": { "type": "http", "url": "https://a.example/mcp", "headers": { "Authorization": "Bearer x" }, "disabled": true },
    "dev": { "command": "node", "args": ["s.js"], "cwd": "\${workspaceFolder}", "dev": { "watch": "src/**" } },
  }
}`, [
    'files: stdio npx -y a@1.0.0 (env KEY; from .env; risky envFile sandboxEnabled)',
    'web: http https://a.example/mcp (headers Authorization; ignores disabled)',
    'dev: stdio node s.js (in ${workspaceFolder}; starts on open)',
  ]],
  ['.vscode/settings.json', '{"mcp":{"servers":{"a":{"command":"npx"}}},"editor.tabSize":2}', ['a: stdio npx']],
  ['~/.config/Code/User/settings.json', '{"mcp.servers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['~/.config/Code/User/settings.json', '{"mcp.servers.b":{"command":"npx"}}', ['b: stdio npx (ambiguous)']],
  ['~/.vscode-server/data/Machine/settings.json', '{"mcp":{"servers":{"a":{"url":"http://localhost:1/mcp"}}}}', ['a: http http://localhost:1/mcp']],
  ['.vscode/settings.json', '{"amp.mcpServers":{"a":{"command":"npx"}},"amp":{"mcpServers":{"b":{"command":"uvx"}}},"augment.advanced":{"mcpServers":[{"name":"c","command":"bunx"}]}}', ['a: stdio npx', 'b: stdio uvx', 'c: stdio bunx']],
  ['.agents/skills/web/mcp.json', '{"a":{"command":"npx","includeTools":["x"]}}', ['a: stdio npx']],
  ['~/.claude/skills/web/mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['packages/x/.continue/mcpServers/mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['~/.config/zed/settings.json', '{"dev":{"context_servers":{"a":{"command":"npx"}}},"linux":{"context_servers":{"b":{"command":"npx"}}},"profiles":{"p":{"settings":{"context_servers":{"c":{"command":"npx"}}}}}}', ['a: stdio npx', 'b: stdio npx', 'c: stdio npx']],
  ['.gemini/settings.json', '{"mcpServers":{"a":{"command":"npx"}},"mcp":{"serverCommand":"npx -y b"}}', ['a: stdio npx', 'mcp: stdio npx -y b (ambiguous)']],
  ['~/.qwen/settings.json', '{"mcpServerCommand":"npx -y b"}', ['mcp: stdio npx -y b (ambiguous)']],
  ['.claude/agents/dashes.md', '---\nname: x\nmcpServers:\n  - a:\n      command: npx\n  # ---\nbody', ['a: stdio npx']],
  ['.claude/agents/dots.md', '---\nname: x\nmcpServers:\n  - a:\n      command: npx\n...\nbody', ['a: stdio npx']],
  ['.claude/agents/rule.md', '---\nmcpServers are told in prose --- like this', []],
  ['config/mcporter.json', '{"mcpServers":{"a":{"url":"https://a.example","baseUrl":"https://b.example"},"b":{"command":"npx","baseUrl":"https://b.example"},"c":{"command":["npx","c"]},"d":{"executable":"npx","args":["d"]}}}', ['a: http https://b.example', 'b: http npx https://b.example (ambiguous)', 'c: stdio npx c', 'd: stdio npx d']],
  ['.mcp.json', '{"mcpServers":null,"a":{"command":"npx"}}', ['a: stdio npx']],
  ['team.code-workspace', '{"folders":[],"settings":{"mcp":{"servers":{"a":{"command":"npx"}}}}}', ['a: stdio npx']],
  ['team.code-workspace', '{"settings":{"mcp.servers":{"a":{"command":"npx"}},"mcp.servers.b":{"command":"e"}}}', ['a: stdio npx', 'b: stdio e (ambiguous)']],
  ['.devcontainer/devcontainer.json', '{"image":"x","customizations":{"vscode":{"mcp":{"servers":{"a":{"command":"npx","args":["-y","a"]}}},"settings":{"mcp.servers":{"b":{"command":"uvx"}}}}}}', ['a: stdio npx -y a', 'b: stdio uvx']],
  ['.devcontainer/python/devcontainer.json', '{"customizations":{"vscode":{"mcp":{"servers":{"a":{"command":"npx"}}}}}}', ['a: stdio npx']],
  ['.mcp.json', '{"mcpServers":{"a":{"command":"npx","args":["a"]}},"servers":{"b":{"command":"uvx"}}}', ['a: stdio npx a', 'b: stdio uvx']],
  ['.mcp.json', '{"servers":{"b":{"type":"http","url":"https://b.example"}}}', ['b: http https://b.example']],
  ['.github/mcp.json', '{"mcpServers":{"a":{"type":"local","command":"npx","args":["a"],"tools":["*"]}}}', ['a: stdio npx a (approves *)']],
  ['~/.copilot/mcp-config.json', '{"mcpServers":{"a":{"type":"local","command":"npx","args":[],"tools":["one"],"disabled":true}}}', ['a: stdio npx (ignores disabled)']],
  ['.github/agents/deploy.md', '---\nname: deploy\nmcp-servers:\n  infra:\n    type: local\n    command: docker\n    args: ["run", "x"]\n    env:\n      TOKEN: ${{ secrets.TOKEN }}\n    tools: ["*"]\n---\n# Deploy\n', ['infra: stdio docker run x (env TOKEN; approves *)']],
  ['~/.config/github-copilot/intellij/mcp.json', '{"servers":{"a":{"url":"https://a.example","requestInit":{"headers":{"Authorization":"Bearer x"}}}}}', ['a: http https://a.example (headers Authorization)']],
  ['.vs/mcp.json', '{"servers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['~/.claude.json', '{"mcpServers":{"a":{"command":"npx"}},"projects":{"/repo":{"mcpServers":{"b":{"type":"sse","url":"https://b.example"},"c":{"command":"uvx"}},"disabledMcpServers":["c"]}}}', ['a: stdio npx', 'b: sse https://b.example', 'c: stdio uvx (off)']],
  ['.claude/settings.json', '{"permissions":{},"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx (off; ignores a)']],
  ['.claude/agents/team/review.md', '---\nname: review\nmcpServers:\n  - github\n  - own:\n      type: stdio\n      command: npx\n      args: [-y, a]\n---\nReview.\n', ['own: stdio npx -y a']],
  ['.claude/agents/review.md', '---\nmcpServers:\n  own:\n    command: npx\n---\n', ['own: stdio npx']],
  ['.claude-plugin/plugin.json', '{"name":"p","mcpServers":{"a":{"command":"node","args":["${CLAUDE_PLUGIN_ROOT}/s.js"]}}}', ['a: stdio node ${CLAUDE_PLUGIN_ROOT}/s.js']],
  ['~/.claude/plugins/cache/market/p/1.0.0/.mcp.json', '{"a":{"command":"node"},"b":{"type":"http","url":"https://b.example","headersHelper":"get-token"}}', ['a: stdio node', 'b: http https://b.example (ambiguous)']],
  ['/etc/claude-code/managed-mcp.json', '{"mcpServers":{"a":{"type":"http","url":"https://a.example"}}}', ['a: http https://a.example']],
  ['~/.config/Claude/claude_desktop_config.json', '{"mcpServers":{"a":{"command":"npx","args":["-y","a"],"env":{"K":"v"}}},"globalShortcut":""}', ['a: stdio npx -y a (env K)']],
  ['~/.config/Claude/Claude Extensions/box/manifest.json', '{"dxt_version":"0.1","name":"box","server":{"type":"node","entry_point":"i.js","mcp_config":{"command":"node","args":["${__dirname}/i.js"],"env":{"K":"${user_config.k}"}}}}', ['box: stdio node ${__dirname}/i.js (env K)']],
  ['~/.config/Claude/Claude Extensions/box/manifest.json', '{"name":"box","server":{"mcp_config":{"command":"node","platform_overrides":{"win32":{"command":"x.exe"}}}}}', ['box: stdio node (ambiguous)']],
  ['.cursor/mcp.json', '{"mcpServers":{"a":{"command":"npx","envFile":".env","disabled":true},"b":{"url":"https://b.example","auth":{"CLIENT_ID":"x"}},"c":{"serverUrl":"https://c.example"}}}', ['a: stdio npx (from .env; risky envFile; ignores disabled)', 'b: http https://b.example', 'c: http https://c.example (ambiguous)']],
  ['.devin/mcp_config.json', '{"mcpServers":{"a":{"serverUrl":"https://a.example/mcp","disabled":true}}}', ['a: http https://a.example/mcp (ignores disabled)']],
  ['~/.codeium/windsurf/mcp_config.json', '{"mcpServers":{"a":{"serverUrl":"https://a.example/mcp","disabled":true},"b":{"serverUrl":"https://b.example","url":"https://evil.example"}}}', ['a: http https://a.example/mcp (off)', 'b: http https://b.example (ambiguous)']],
  ['~/.cline/data/settings/cline_mcp_settings.json', '{"mcpServers":{"a":{"command":"npx","args":["a"],"disabled":false,"autoApprove":["one","two"],"timeout":60},"b":{"url":"https://b.example"},"c":{"transport":{"type":"streamableHttp","url":"https://c.example","headers":{"X":"y"}},"disabled":true},"d":{"transport":{"type":"stdio","command":"npx","args":["d"],"env":{"K":"v"}}}}}', [
    'a: stdio npx a (approves one two)', 'b: sse https://b.example', 'c: http https://c.example (headers X; off)', 'd: stdio npx d (env K)',
  ]],
  ['.roo/mcp.json', '{"mcpServers":{"a":{"command":"npx","alwaysAllow":["one"],"watchPaths":["dist"],"disabled":true}}}', ['a: stdio npx (off; approves one; risky watchPaths)']],
  ['.kilo/kilo.jsonc', '{"mcp":{"a":{"type":"local","command":["npx","-y","a"],"environment":{"K":"{env:K}"},"enabled":true},"b":{"type":"remote","url":"https://b.example","enabled":false}}}', ['a: stdio npx -y a (env K)', 'b: http https://b.example (off)']],
  ['.kilocode/mcp.json', '{"mcpServers":{"a":{"command":"npx","disabled":true}}}', ['a: stdio npx (off)']],
  ['~/.continue/config.yaml', 'name: me\nmodels: []\nmcpServers:\n  - name: a b\n    command: npx\n    args:\n      - -y\n      - a\n    env:\n      K: ${{ secrets.K }}\n  - name: web\n    type: streamable-http\n    url: https://b.example\n    requestOptions:\n      headers:\n        Authorization: Bearer x\n', ['a b: stdio npx -y a (env K)', 'web: http https://b.example (headers Authorization)']],
  ['.continue/mcpServers/one.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['.continue/mcpServers/single.json', '{"command":"npx","args":["-y","a"]}', ['single: stdio npx -y a']],
  ['~/.continue/config.json', '{"experimental":{"modelContextProtocolServers":[{"transport":{"type":"stdio","command":"uvx","args":["a"]}}]}}', [': stdio uvx a']],
  ['.codex/config.toml', 'model = "o"\n\n[mcp_servers.a]\ncommand = "npx"\nargs = ["-y", "a"]\nenv_vars = ["HOME", { name = "TOKEN", source = "local" }]\nenabled = false\n\n[mcp_servers.a.env]\nK = "v"\n\n[mcp_servers.b]\nurl = "https://b.example/mcp"\nbearer_token_env_var = "B_TOKEN"\nhttp_headers = { X = "y" }\nenv_http_headers = { "X-Key" = "B_KEY" }\ndefault_tools_approval_mode = "approve"\n', [
    'a: stdio npx -y a (env K HOME? TOKEN?; off)', 'b: http https://b.example/mcp (headers X X-Key? Authorization?; approves *)',
  ]],
  ['~/.codex/work.config.toml', 'mcp_servers.a = { command = "npx" }\n', ['a: stdio npx']],
  ['~/.grok/config.toml', '[mcp_servers.a]\ncommand = "npx"\nenabled = false\n', ['a: stdio npx (ignores enabled)']],
  ['.gemini/settings.json', '{"mcpServers":{"a":{"httpUrl":"https://a.example","url":"https://old.example"},"b":{"url":"https://b.example/sse","trust":true},"c":{"command":"npx","cwd":"x"},"d":{"command":"npx"}},"mcp":{"excluded":["d"]}}', [
    'a: http https://a.example', 'b: sse https://b.example/sse (approves *; risky trust)', 'c: stdio npx (in x)', 'd: stdio npx (off)',
  ]],
  ['.gemini/settings.json', '{"mcpServers":{"a":{"command":"npx"},"b":{"command":"npx"}},"mcp":{"allowed":["b"]}}', ['a: stdio npx (off)', 'b: stdio npx']],
  ['.gemini/settings.json', '{"mcpServers":{"ab":{"command":"npx"}},"mcp":{"excluded":["a*"]}}', ['ab: stdio npx']],
  ['.qwen/settings.json', '{"mcpServers":{"ab":{"command":"npx"},"bc":{"command":"npx"}},"mcp":{"excluded":["a*"]}}', ['ab: stdio npx (off)', 'bc: stdio npx']],
  ['gemini-extension.json', '{"name":"x","mcpServers":{"a":{"httpUrl":"https://a.example"}}}', ['a: http https://a.example']],
  ['~/.tabnine/agent/settings.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['.agents/mcp_config.json', '{"mcpServers":{"a":{"serverUrl":"https://a.example","disabled":true}}}', ['a: http https://a.example (ignores disabled)']],
  ['opencode.json', '{"mcp":{"a":{"type":"local","command":["bun","x","a"],"environment":{"K":"{env:K}"}},"b":{"type":"remote","url":"https://b.example","headers":{"Authorization":"x"}},"c":{"enabled":false},"d":{"type":"local","command":"npx d"}}}', [
    'a: stdio bun x a (env K)', 'b: http https://b.example (headers Authorization)', 'c: unknown  (off; ambiguous)', 'd: stdio npx d (ambiguous)',
  ]],
  ['~/.config/goose/config.yaml', 'GOOSE_PROVIDER: openai\nextensions:\n  a:\n    type: stdio\n    cmd: npx\n    args: [-y, a]\n    envs: { K: v }\n    env_keys: [TOKEN]\n    enabled: true\n  web:\n    type: streamable_http\n    uri: https://b.example\n    enabled: false\n  developer:\n    type: builtin\n    enabled: true\n  code:\n    type: inline_python\n    code: "import os"\n    enabled: true\n', [
    'a: stdio npx -y a (env K TOKEN?)', 'web: http https://b.example (off)', 'code: unknown  (ambiguous)',
  ]],
  ['.agents/plugins/p/.mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['crush.json', '{"mcp":{"a":{"type":"stdio","command":"npx","args":["a"],"disabled":true},"b":{"type":"http","url":"$(echo x)"}}}', ['a: stdio npx a (off)', 'b: http $(echo x)']],
  ['.amp/settings.json', '{"amp.mcpServers":{"a":{"command":"npx","disabled":true},"b":{"url":"https://b.example"}}}', ['a: stdio npx (off)', 'b: http https://b.example']],
  ['.factory/mcp.json', '{"mcpServers":{"a":{"type":"http","url":"https://a.example","disabled":true}}}', ['a: http https://a.example (off)']],
  ['.augment/settings.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['.warp/.mcp.json', '{"mcpServers":{"a":{"command":"npx","working_directory":"x"}}}', ['a: stdio npx (in x)']],
  ['.kiro/settings/mcp.json', '{"mcpServers":{"a":{"command":"uvx","args":["a"],"autoApprove":"*","disabled":true},"b":{"type":"registry"}}}', ['a: stdio uvx a (off; approves *)', 'b: unknown  (ambiguous)']],
  ['~/.kiro/settings/mcp.json', '{"mcpServers":{},"powers":{"mcpServers":{"a":{"command":"npx"}}}}', ['a: stdio npx']],
  ['.kiro/agents/review.json', '{"name":"review","mcpServers":{"a":{"command":"npx"}},"tools":["*"]}', ['a: stdio npx']],
  ['.amazonq/cli-agents/x.json', '{"mcpServers":{"a":{"command":"npx","disabled":true}}}', ['a: stdio npx (off)']],
  ['.zed/settings.json', '{"context_servers":{"a":{"command":"npx","args":["a"],"env":{"K":"v"},"enabled":false},"b":{"source":"custom","command":{"path":"uvx","args":["b"],"env":{"L":"v"}}},"c":{"source":"extension","settings":{}},"d":{"url":"https://d.example"}}}', [
    'a: stdio npx a (env K; off)', 'b: stdio uvx b (env L)', 'c: unknown  (ambiguous)', 'd: http https://d.example',
  ]],
  ['.junie/mcp/mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['.ai/mcp/mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['~/.lmstudio/mcp.json', '{"mcpServers":{"a":{"url":"https://a.example"}}}', ['a: http https://a.example']],
  ['~/.config/Trae/User/mcp.json', '{"mcpServers":{"a":{"command":"npx"}},"servers":{"b":{"command":"uvx"}}}', ['b: stdio uvx', 'a: stdio npx']],
  ['~/.config/github-copilot/eclipse/mcp.json', '{"servers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['~/.rovodev/mcp.json', '{"mcpServers":{"a":{"transport":"sse","url":"https://a.example"}}}', ['a: sse https://a.example']],
  ['~/.kimi-code/mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['~/.vibe/config.toml', '[[mcp_servers]]\nname = "a"\ntransport = "stdio"\ncommand = "uvx"\nargs = ["a"]\n\n[[mcp_servers]]\nname = "b"\ntransport = "streamable-http"\nurl = "https://b.example"\n', ['a: stdio uvx a', 'b: http https://b.example']],
  ['~/.hermes/config.yaml', 'mcp_servers:\n  a:\n    command: npx\n', ['a: stdio npx']],
  ['~/.deepagents/.mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
  ['config/mcporter.json', '{"mcpServers":{"a":{"command":"npx"}}}', ['a: stdio npx']],
];

describe('what stands in each client’s files', () => {
  for (const [place, text, expected] of examples) {
    it(`${place}: ${expected.join(', ')}`, async () => {
      const file = await read(place, text);
      assert.deepEqual(file.declarations.map(line), expected);
      for (const { path, command, url } of file.declarations) {
        for (const way of [path, command?.path, url?.path]) if (way) assert.ok(nodeAt(file.tree, way), JSON.stringify(way));
      }
    });
  }

  it('a name in an agent’s list declares nothing', async () => {
    assert.deepEqual((await read('.claude/agents/a.md', '---\nmcpServers: [github, linear]\n---\n')).declarations, []);
  });

  describe('a plugin may name files instead', () => {
    const rows: [string, string[]][] = [
      ['{"mcpServers":"./servers.json"}', ['./servers.json']],
      ['{"mcpServers":["a.json","b.json"]}', ['a.json', 'b.json']],
      ['{"mcpServers":["a.json",{"x":{"command":"npx"}}]}', ['a.json']],
      ['{"mcpServers":{"x":{"command":"npx"}}}', []],
      ['{"name":"p"}', []],
    ];
    for (const [text, expected] of rows) {
      it(text, async () => {
        const { namedFiles = [], status } = await read('.claude-plugin/plugin.json', text);
        assert.deepEqual(namedFiles.map(({ value }) => value), expected);
        assert.equal(status, 'read');
      });
    }
  });

  describe('what is not a map of servers is said', () => {
    const rows: [string, string, string][] = [
      ['.vscode/settings.json', '{"mcp.servers":[{"name":"a"}]}', '`{key}` is not a map of servers'],
      ['.continue/mcpServers/a.yaml', 'mcpServers:\n  a:\n    command: npx\n', '`{key}` is not a list of servers'],
      ['.codex/config.toml', '[[mcp_servers]]\nname = "a"\n', '`{key}` is not a map of servers'],
      ['.vscode/mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}', 'no server is declared in it: the clients that read it do not look under `{key}`'],
    ];
    for (const [place, text, expected] of rows) it(place, async () => assert.equal((await read(place, text)).reason?.template, expected));
  });
});
