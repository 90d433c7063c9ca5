import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Path } from '../../../src/core/config/node.ts';
import { loadSyntax } from '../../../src/core/config/syntaxes.ts';
import { Excerpts } from '../../../src/core/report/excerpt.ts';
import { assessed } from './assessed.ts';

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The line at a path, and below it what is marked. */
function excerpt(text: string, at: Path, part: 'key' | 'value' | 'entry' = 'value', path = '.vscode/mcp.json'): string[] {
  const found = new Excerpts(assessed(path, text).file).of({ at, part, range: nowhere });
  return found ? [found.text, ' '.repeat(found.from) + '^'.repeat(found.to - found.from)] : [];
}

const server = (entry: string): string => `{"servers":{"s":${entry}}}`;

describe('an excerpt of a config file', () => {
  it('of what is no part of the tree is the line it stands in, with nothing in it but what may be shown', () => {
    const text = '{\n  "servers": {\n    "s": { "command": "npx", "env": { "API_KEY": "b7Qw93kd" } } b7Qw93kdZp02\n  }\n}';
    const { file } = assessed('.vscode/mcp.json', text);
    const start = text.indexOf('b7Qw93kdZp02');
    const found = new Excerpts(file).of({ at: [], part: 'value', range: file.document.rangeOf({ start, end: start + 12 }) });
    assert.deepEqual([found?.text, found?.text.slice(found.from, found.to)], ['"s": { "command": "npx", "env": { "API_KEY": "•••" } } …', '…']);
  });

  it('is the line without its indentation, marked where the finding is', () => {
    const text = '{\n  "servers": {\n    "s": {\n      "command": "npx",\n\t\t"args": ["-y", "pkg"] // the args\n    }\n  }\n}';
    assert.deepEqual(excerpt(text, ['servers', 's', 'args', 1]), ['"args": ["-y", "pkg"] // …', '               ^^^^^']);
    assert.deepEqual(excerpt(text, ['servers', 's'], 'key'), ['"s": {', '^^^']);
    assert.deepEqual(excerpt(text, ['servers', 's']), ['"s": {', '     ^'], 'what goes on below is marked to the end of its line');
    assert.deepEqual(excerpt(text, ['servers', 's', 'command'], 'entry'), ['"command": "npx",', '^^^^^^^^^^^^^^^^']);
    assert.deepEqual(excerpt(text.replaceAll('\n', '\r\n'), ['servers', 's', 'command']), ['"command": "npx",', '           ^^^^^']);
  });

  const masked: [string, string, Path, string][] = [
    ['a variable', '{"command":"a","env":{"API_KEY":"hunter2hunter2"}}', ['env', 'API_KEY'], '{"servers":{"s":{"command":"a","env":{"API_KEY":"•••"}}}}'],
    ['a variable that is no secret by its name', '{"command":"a","env":{"MODE":"hunter2"}}', ['env', 'MODE'], '{"servers":{"s":{"command":"a","env":{"MODE":"•••"}}}}'],
    ['a number', '{"command":"a","env":{"PIN":4711}}', ['env', 'PIN'], '{"servers":{"s":{"command":"a","env":{"PIN":•••}}}}'],
    ['not a reference', '{"command":"a","env":{"API_KEY":"${input:key}"}}', ['env', 'API_KEY'], '{"servers":{"s":{"command":"a","env":{"API_KEY":"${input:key}"}}}}'],
    ['a header', '{"url":"https://h.example/","headers":{"X-Api-Key":"hunter2hunter2"}}', ['url'], '{"servers":{"s":{"url":"https://h.example/","headers":{"X-Api-Key":"•••"}}}}'],
    ['an argument behind an option', '{"command":"a","args":["--token","hunter2"]}', ['args', 1], '{"servers":{"s":{"command":"a","args":["--token","•••"]}}}'],
    ['part of an argument', '{"command":"a","args":["--api-key=hunter2hunter2"]}', ['args', 0], '{"servers":{"s":{"command":"a","args":["--api-key=•••"]}}}'],
    ['login and query of an address', '{"url":"https://me:hunter2@h.example/mcp?key=hunter2"}', ['url'], '{"servers":{"s":{"url":"https://•••@h.example/mcp?key=•••"}}}'],
    ['what stands under a key we do not know', '{"command":"a","note":"hunter2"}', ['command'], '{"servers":{"s":{"command":"a","note":"•••"}}}'],
    ['a comment', '{"command":"a" /* hunter2 */}', ['command'], '{"servers":{"s":{"command":"a" // …}}}'],
  ];
  for (const [name, entry, way, expected] of masked) {
    it(`masks ${name}`, () => assert.equal(excerpt(server(entry), ['servers', 's', ...way])[0], expected.replace(' // …}}}', ' // …')));
  }

  it('shows nothing of what was not understood', () => {
    const [line] = excerpt('{"servers":{"s":{"command":"a" hunter2 "env":{"K" "hunter2"}}}}', ['servers', 's', 'command']);
    assert.ok(!line!.includes('hunter2'), line);
  });

  it('shows a server’s name where it is a value, and each syntax as it is written', async () => {
    await Promise.all([loadSyntax('yaml'), loadSyntax('toml')]);
    const yaml = 'name: me\nmcpServers:\n  - name: pg\n    command: npx\n    env:\n      KEY: hunter2hunter2\n';
    assert.deepEqual(excerpt(yaml, ['mcpServers', 0], 'key', '.continue/mcpServers/pg.yaml')[0], '- name: pg');
    assert.equal(excerpt(yaml, ['mcpServers', 0, 'env', 'KEY'], 'value', '.continue/mcpServers/pg.yaml')[0], 'KEY: •••');
    const toml = '[mcp_servers.pg]\ncommand = "npx"\nother = "hunter2"\n';
    assert.equal(excerpt(toml, ['mcp_servers', 'pg'], 'key', '.codex/config.toml')[0], '[mcp_servers.pg]');
    assert.equal(excerpt(toml, ['mcp_servers', 'pg', 'command'], 'value', '.codex/config.toml')[0], 'command = "npx"');
    assert.equal(excerpt(toml, ['mcp_servers', 'pg', 'other'], 'value', '.codex/config.toml')[0], 'other = "•••"');
    assert.equal(excerpt('CODEX_HOME=./hunter2\n', ['CODEX_HOME'], 'entry', '.env')[0], 'CODEX_HOME=•••');
  });

  it('makes visible what could act on a terminal', () => {
    const [line] = excerpt(server('{"command":"a\u001b]0;x\u0007\u202eb"}'), ['servers', 's', 'command']);
    assert.equal(line, '{"servers":{"s":{"command":"a\\u{1B}]0;x\\u{7}\\u{202E}b"}}}');
  });

  it('takes of one long line what lies near', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `"s${i}":{"command":"npx","args":["pkg${i}"]}`).join(',');
    const [line, mark] = excerpt(`{"servers":{${many}}}`, ['servers', 's2500', 'args', 0]);
    assert.ok(line!.startsWith('… ') && line!.length < 1200, line);
    assert.equal(line!.slice(mark!.indexOf('^'), mark!.lastIndexOf('^') + 1), '"pkg2500"');
  });

  it('survives deep nesting and texts without any tree', () => {
    assert.deepEqual(excerpt('', ['servers']), []);
    const deep = `{"servers":{"s":{"command":"a"}},"x":${'['.repeat(8000)}${']'.repeat(8000)}}`;
    assert.ok(excerpt(deep, ['servers', 's', 'command'])[0]!.includes('"command":"a"'));
  });

  it('never shows a value that may be a secret, wherever it stands and whatever is marked', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_/+-]{8,40}$/).map((text) => `Zq9${text}`);
    const places: ((value: string) => string)[] = [
      (v) => `{"command":"npx","env":{"MY_TOKEN":${JSON.stringify(v)}}}`,
      (v) => `{"command":"npx","env":{"OTHER":${JSON.stringify(v)}}}`,
      (v) => `{"command":"npx","args":["--password",${JSON.stringify(v)}]}`,
      (v) => `{"command":"npx","args":["--secret=${v}"]}`,
      (v) => `{"command":"npx","args":["-e","API_KEY=${v}"]}`,
      (v) => `{"command":"sh","args":["-c","API_KEY=${v} npx x"]}`,
      (v) => `{"url":"https://h.example/mcp?api_key=${encodeURIComponent(v)}"}`,
      (v) => `{"url":"https://h.example/","headers":{"Authorization":"Bearer ${v}"}}`,
      (v) => `{"command":"npx","unknown":{"deep":[${JSON.stringify(v)}]}}`,
      (v) => `{"command":"npx" // ${v}\n}`,
    ];
    fc.assert(
      fc.property(secret, fc.nat(places.length - 1), fc.constantFrom('key', 'value', 'entry'), (value, which, part) => {
        const { file } = assessed('.vscode/mcp.json', server(places[which]!(value)));
        const excerpts = new Excerpts(file);
        for (const way of [[], ['command'], ['url'], ['env'], ['env', 'MY_TOKEN'], ['args', 0], ['args', 1], ['headers', 'Authorization'], ['unknown', 'deep', 0]]) {
          const shown = excerpts.of({ at: ['servers', 's', ...way], part, range: nowhere })!.text;
          assert.ok(!shown.includes(value) && !shown.includes(encodeURIComponent(value)), shown);
        }
      }),
      { numRuns: 300 },
    );
  });
});
