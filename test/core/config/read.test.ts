import assert from 'node:assert/strict';
import { say } from '../../../src/core/text/message.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { pointer } from '../../../src/core/config/node.ts';
import { outcome, read, summary, type Place } from './sources.ts';

describe('reading a config file', () => {
  describe('of the shapes that lie about', () => {
    it('.vscode/mcp.json as people write it', () => {
      const file = read(
        '.vscode/mcp.json',
        `{
  // 💡 Inputs are prompted on first server start, then stored securely by VS Code.
  "inputs": [{ "type": "promptString", "id": "perplexity-key", "description": "Perplexity API Key", "password": true }],
  "servers": {
    "Perplexity": {
      "type": "stdio",
      "command": "npx",
      "args": ["-y", "server-perplexity-ask@0.1.3"],
      "env": { "PERPLEXITY_API_KEY": "\${input:perplexity-key}" },
    },
    "GitHub": { "type": "http", "url": "https://api.githubcopilot.com/mcp/", "headers": { "X-Toolsets": "repos" } }, /* remote */
  },
}
`,
      );
      assert.equal(outcome(file), 'read');
      assert.deepEqual(file.clients, ['vscode']);
      assert.equal(file.spelling, 'vscode');
      assert.deepEqual(
        file.declarations.map(({ path, ...said }) => [pointer(path), said]),
        [
          ['/servers/Perplexity', {
            name: 'Perplexity', disabled: false, transport: 'stdio',
            range: { start: { line: 4, character: 4 }, end: { line: 9, character: 5 } },
            command: { value: 'npx', path: ['servers', 'Perplexity', 'command'] },
            args: [{ value: '-y', path: ['servers', 'Perplexity', 'args', 0] }, { value: 'server-perplexity-ask@0.1.3', path: ['servers', 'Perplexity', 'args', 1] }],
            env: [{ name: 'PERPLEXITY_API_KEY', path: ['servers', 'Perplexity', 'env', 'PERPLEXITY_API_KEY'], value: '${input:perplexity-key}' }],
            headers: [],
          }],
          ['/servers/GitHub', {
            name: 'GitHub', disabled: false, transport: 'http', args: [], env: [],
            range: { start: { line: 10, character: 4 }, end: { line: 10, character: 115 } },
            url: { value: 'https://api.githubcopilot.com/mcp/', path: ['servers', 'GitHub', 'url'] },
            headers: [{ name: 'X-Toolsets', path: ['servers', 'GitHub', 'headers', 'X-Toolsets'], value: 'repos' }],
          }],
        ],
      );
    });

    const rows: [string, Place, string, string, string[]][] = [
      ['.mcp.json, wrapped', '.mcp.json', '{"mcpServers":{"a":{"command":"npx","args":["-y","a"]},"b":{"type":"sse","url":"https://b.example/sse"}}}', 'read', ['a: npx -y a', 'b: https://b.example/sse']],
      ['.mcp.json, bare', '.mcp.json', '{"a":{"command":"npx","args":["-y","a"]},"b":{"type":"http","url":"https://b.example"}}', 'read', ['a: npx -y a', 'b: https://b.example']],
      ['a bare map with other things in it', '.mcp.json', '{"$schema":"https://s.example","a":{"command":"npx"},"notes":{"text":"x"},"version":1}', 'read', ['a: npx']],
      ['a bare map, the next server half typed', '.mcp.json', '{"a":{"command":"npx"},"b":{}', 'partial: line 1: This bracket is not closed.', ['a: npx']],
      ['a bare map whose server is called `servers`', '.mcp.json', '{"servers":{"command":"npx"}}', 'read', ['servers: npx']],
      ['.mcp.json, wrapped, with what looks like a server beside', '.mcp.json', '{"mcpServers":{"a":{"command":"npx"}},"b":{"command":"uvx"}}', 'read', ['a: npx']],
      ['.mcp.json, wrapped and empty', '.mcp.json', '{"mcpServers":{}}', 'read: no server is declared in it', []],
      ['.mcp.json with Visual Studio’s key', '.mcp.json', '{"servers":{"a":{"command":"npx"}}}', 'read', ['a: npx']],
      ['.vscode/mcp.json with the others’ key', '.vscode/mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}', 'read: no server is declared in it: the clients that read it do not look under `mcpServers`', []],
      ['.cursor/mcp.json', '.cursor/mcp.json', '{"mcpServers":{"a":{"command":"npx","envFile":".env"}}}', 'read', ['a: npx']],
      ['a bare map where Cursor reads none', '.cursor/mcp.json', '{"a":{"command":"npx"}}', 'read: no server is declared in it', []],
      ['~/.cursor/mcp.json', '~/.cursor/mcp.json', '{"mcpServers":{"a":{"url":"https://a.example/sse"}}}', 'read', ['a: https://a.example/sse']],
      ['VS Code’s own of the user', '~/.config/Code/User/mcp.json', '{"servers":{"a":{"command":"npx"}},"inputs":[]}', 'read', ['a: npx']],
      ['keys that stand twice on the way', '.vscode/mcp.json', '{"servers":{"a":{"command":"npx"}},"servers":{"b":{"command":"uvx"}}}', 'read', ['a: npx', 'b: uvx']],
      ['a server that stands twice', '.mcp.json', '{"mcpServers":{"a":{"command":"one"},"a":{"command":"two"}}}', 'read', ['a: one', 'a: two']],
      ['half-typed servers', '.vscode/mcp.json', '{"servers":{"a":{"command":"npx"},"b":', 'partial: line 1: This bracket is not closed.', ['a: npx', 'b:  (it has neither a `command` nor a `url`)']],
      ['only a name as yet', '.vscode/mcp.json', '{"servers":{"a"}}', 'partial: line 1: A value is missing before this.', ['a:  (it has neither a `command` nor a `url`)']],
      ['a merge conflict', '.vscode/mcp.json', '{"servers":{\n<<<<<<< HEAD\n"a":{"command":"npx"}}}', 'partial: line 2: A merge conflict is not resolved here.', ['a: npx']],
      ['a byte order mark', '.vscode/mcp.json', '\ufeff{"servers":{"a":{"command":"npx"}}}', 'read', ['a: npx']],
      ['nothing', '.vscode/mcp.json', '', 'read: the file is empty', []],
      ['white space', '.vscode/mcp.json', ' \r\n\t', 'read: the file is empty', []],
      ['a byte order mark alone', '.mcp.json', '\ufeff', 'read: the file is empty', []],
      ['null', '.vscode/mcp.json', 'null', 'invalid: the file is not a map', []],
      ['a list', '.mcp.json', '[]', 'invalid: the file is not a map', []],
      ['a list of maps', '.mcp.json', '[{"command":"npx"}]', 'invalid: the file is not a map', []],
      ['text', '.vscode/mcp.json', 'servers:\n  a:\n    command: npx\n', 'invalid: line 1: This is not JSON.', []],
      ['a list of servers', '.vscode/mcp.json', '{"servers":[{"name":"a","command":"npx"}]}', 'partial: `servers` is not a map of servers', []],
      ['a text instead of servers', '.mcp.json', '{"mcpServers":"a"}', 'partial: `mcpServers` is not a map of servers', []],
      ['null instead of servers', '.mcp.json', '{"mcpServers":null}', 'read: no server is declared in it', []],
    ];
    for (const [what, place, text, expected, servers] of rows) {
      it(what, () => {
        const file = read(place, text);
        assert.equal(outcome(file), expected);
        assert.deepEqual(summary(file), servers);
      });
    }

    it('~/.claude.json, with the servers of projects and those a project leaves off', () => {
      const file = read(
        '~/.claude.json',
        JSON.stringify({
          numStartups: 12,
          mcpServers: { everywhere: { type: 'stdio', command: 'npx', args: [], env: {} } },
          projects: {
            '/home/me/a': { allowedTools: [], mcpServers: { db: { command: 'uvx', args: ['db'] }, off: { command: 'npx', args: ['off'] } }, disabledMcpServers: ['off', 1, 'everywhere'] },
            '/home/me/b/c': { mcpServers: { off: { command: 'npx', args: ['on-here'] } } },
            '/home/me/d': { history: [] },
          },
        }),
      );
      assert.equal(outcome(file), 'read');
      assert.deepEqual(summary(file), ['everywhere: npx', 'db: uvx db', 'off: npx off (off)', 'off: npx on-here']);
      assert.deepEqual(file.declarations.map(({ path }) => pointer(path)), ['/mcpServers/everywhere', '/projects/~1home~1me~1a/mcpServers/db', '/projects/~1home~1me~1a/mcpServers/off', '/projects/~1home~1me~1b~1c/mcpServers/off']);
    });
  });

  describe('ranges run from the name’s opening quote through the value', () => {
    const rows: [string, string, string, [number, number, number, number][]][] = [
      ['of both of two equal names', '.mcp.json', '{"mcpServers":{\n  "a": {"command":"one"},\n  "a": {\n  }\n}}', [[1, 2, 1, 24], [2, 2, 3, 3]]],
      ['with CRLF', '.vscode/mcp.json', '{\r\n"servers": {\r\n\t"a" : { },\r\n"b":null}}', [[2, 1, 2, 10], [3, 0, 3, 8]]],
      ['with lone CR', '.vscode/mcp.json', '{\r"servers": {\r"a": 1}}', [[2, 0, 2, 6]]],
      ['behind characters of two units', '.vscode/mcp.json', '{"servers":{/* 😀 */"😀":{}}}', [[0, 20, 0, 27]]],
      ['behind a byte order mark, which editors do not count', '.vscode/mcp.json', '\ufeff{"servers":{"a":{},\n"b":{}}}', [[0, 12, 0, 18], [1, 0, 1, 6]]],
      ['without a value', '.vscode/mcp.json', '{"servers":{"a"  }}', [[0, 12, 0, 15]]],
    ];
    for (const [what, place, text, expected] of rows) {
      it(what, () => {
        const { declarations } = read(place as Place, text);
        assert.deepEqual(declarations.map(({ range: { start, end } }) => [start.line, start.character, end.line, end.character]), expected);
      });
    }
  });

  it('says which file could not be read, and why', () => {
    const known = workspaceFileAt('.mcp.json')!;
    const source = { path: '/w/.mcp.json', root: '/w', known, live: true };
    const absent = readConfigFile({ ...source, content: { absent: true } });
    assert.deepEqual([absent.status, absent.reason, absent.declarations], ['absent', undefined, []]);
    assert.equal(outcome(readConfigFile({ ...source, content: { unreadable: say('permission denied') } })), 'unreadable: permission denied');
    assert.equal(outcome(readConfigFile({ ...source, content: { text: '{"mcpServers":{"a":{"command":"x"}}}', flaw: say('it is not all UTF-8') } })), 'partial: it is not all UTF-8');
  });

  it('reads a file of 10 MB and 60,000 servers, and one nested 200,000 deep', () => {
    const many = Array.from({ length: 60_000 }, (_, i) => `"server-${i % 50_000}":{"command":"npx","args":["-y","package-${i}@1.0.0"],"env":{"A":"${'b'.repeat(80)}"}}`);
    const file = read('.vscode/mcp.json', `{"servers":{${many.join(',\n')}}`);
    assert.equal(file.declarations.length, 60_000);
    assert.ok(file.declarations.every(({ ambiguity }) => ambiguity === undefined));
    const deep = read('.vscode/mcp.json', `{"servers":{"a":{"command":"npx"},"b":${'{"x":['.repeat(100_000)}`);
    assert.equal(outcome(deep), 'partial: line 1: This bracket is not closed.');
    assert.deepEqual(summary(deep), ['a: npx', 'b:  (it has neither a `command` nor a `url`)']);
    const protos = read('.vscode/mcp.json', `${'{"__proto__":'.repeat(100_000)}{"servers":{"a":{"command":"npx"}}}${'}'.repeat(100_000)}`);
    assert.equal(protos.declarations.length, 1);
  });
});
