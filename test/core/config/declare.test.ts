import assert from 'node:assert/strict';
import type { ServerDeclaration } from '../../../src/core/config/config-file.ts';
import { render } from '../../../src/core/text/message.ts';
import { read } from './sources.ts';

function declared(entry: string): ServerDeclaration {
  const { declarations } = read('.mcp.json', `{"mcpServers":{"x":${entry}}}`);
  assert.equal(declarations.length, 1);
  return declarations[0]!;
}

function ambiguityOf(entry: string): string {
  const { ambiguity } = declared(entry);
  return ambiguity ? render(ambiguity) : '';
}

describe('a server declaration', () => {
  describe('is ambiguous, and says why', () => {
    const rows: [string, string, string][] = [
      ['null', 'null', 'the entry is not a map'],
      ['a text', '"npx -y a"', 'the entry is not a map'],
      ['a list', '["npx","-y","a"]', 'the entry is not a map'],
      ['a number', '1', 'the entry is not a map'],
      ['an empty map', '{}', 'it has neither a `command` nor a `url`'],
      ['arguments alone', '{"args":["-y","a"]}', 'it has neither a `command` nor a `url`'],
      ['command and URL', '{"command":"npx","url":"https://a.example"}', 'it has both a `command` and a `url`'],
      ['an empty command beside a URL', '{"command":"","url":"https://a.example"}', 'it has both a `command` and a `url`'],
      ['a command that is a number', '{"command":1}', '`command` is not text'],
      ['a command that is a list', '{"command":["npx","-y","a"]}', '`command` is not text'],
      ['a URL that is a map', '{"url":{"value":"https://a.example"}}', '`url` is not text'],
      ['a type that is a list', '{"command":"npx","type":["stdio"]}', '`type` is not text'],
      ['a folder that is true', '{"command":"npx","cwd":true}', '`cwd` is not text'],
      ['a variables’ file that is a list', '{"command":"npx","envFile":[".env"]}', '`envFile` is not text'],
      ['arguments in one text', '{"command":"npx","args":"-y a"}', '`args` is not a list'],
      ['arguments in a map', '{"command":"npx","args":{"0":"-y"}}', '`args` is not a list'],
      ['an argument that is a number', '{"command":"npx","args":["-p",8080]}', 'argument 2 is not text'],
      ['an argument that is null', '{"command":"npx","args":[null]}', 'argument 1 is not text'],
      ['an argument that is a list', '{"command":"npx","args":["a",["b"]]}', 'argument 2 is not text'],
      ['variables in a list', '{"command":"npx","env":["A=b"]}', '`env` is not a map'],
      ['variables in one text', '{"command":"npx","env":"A=b"}', '`env` is not a map'],
      ['headers in a list', '{"url":"https://a.example","headers":[]}', '`headers` is not a map'],
      ['a command twice', '{"command":"npx","command":"evil"}', '`command` stands twice in it'],
      ['a command twice, the same', '{"command":"npx","command":"npx"}', '`command` stands twice in it'],
      ['arguments twice', '{"command":"npx","args":["a"],"args":["b"]}', '`args` stands twice in it'],
      ['a URL twice', '{"url":"https://a.example","url":"https://b.example"}', '`url` stands twice in it'],
      ['variables twice', '{"command":"npx","env":{},"env":{"A":"b"}}', '`env` stands twice in it'],
      ['a command in another case', '{"Command":"npx"}', '`Command` is another spelling of `command`, which readers tell apart differently'],
      ['a command in two cases', '{"command":"npx","COMMAND":"evil"}', '`COMMAND` and `command` stand in it, which readers tell apart differently'],
      ['arguments in two cases', '{"command":"npx","args":["a"],"Args":["evil"]}', '`Args` and `args` stand in it, which readers tell apart differently'],
      ['a variables’ file in another case', '{"command":"npx","envfile":".env"}', '`envfile` is another spelling of `envFile`, which readers tell apart differently'],
      ['a prototype', '{"command":"node","__proto__":{"args":["evil.js"]}}', '`__proto__` stands in the entry, which readers take differently'],
      ['a prototype of variables', '{"command":"node","env":{"__proto__":{"NODE_OPTIONS":"--require evil"}}}', '`__proto__` stands in `env`, which readers take differently'],
      ['a command that makes headers', '{"type":"http","url":"https://a.example","headersHelper":"sh -c evil"}', 'its `headersHelper` runs a command of its own'],
      ['a debugger in place of the command', '{"command":"python","args":["s.py"],"dev":{"debug":{"type":"debugpy","debugpyPath":"./evil.sh"}}}', 'its `debugpyPath` may be started in place of the command'],
    ];
    for (const [what, entry, expected] of rows) it(what, () => assert.equal(ambiguityOf(entry), expected));
  });

  describe('is not ambiguous', () => {
    const rows: [string, string][] = [
      ['with a command alone', '{"command":"npx"}'],
      ['with a URL alone', '{"url":"https://a.example"}'],
      ['with null for what it does not have', '{"command":"npx","url":null,"args":null,"env":null,"cwd":null,"headers":null,"type":null}'],
      ['with keys of other clients', '{"command":"npx","alwaysAllow":["a"],"autoApprove":[],"disabled":false,"timeout":60,"gallery":true,"version":"1.0.0","dev":{}}'],
      ['with a key twice that decides nothing', '{"command":"npx","description":"a","description":"b"}'],
      ['with keys of objects', '{"command":"npx","constructor":1,"toString":2,"hasOwnProperty":3}'],
      ['with variables that are not text', '{"command":"npx","env":{"A":null,"B":1,"C":true}}'],
    ];
    for (const [what, entry] of rows) it(what, () => assert.equal(ambiguityOf(entry), ''));
  });

  describe('has a transport', () => {
    const rows: [string, string][] = [
      ['{"command":"npx"}', 'stdio'],
      ['{"url":"https://a.example"}', 'http'],
      ['{"type":"stdio","command":"npx"}', 'stdio'],
      ['{"type":"local","command":"npx"}', 'stdio'],
      ['{"type":"sse","url":"https://a.example"}', 'sse'],
      ['{"type":"http","url":"https://a.example"}', 'http'],
      ['{"type":"streamable-http","url":"https://a.example"}', 'http'],
      ['{"type":"ws","url":"wss://a.example"}', 'ws'],
      ['{"type":"HTTP","url":"https://a.example"}', 'unknown'],
      ['{"type":"","command":"npx"}', 'unknown'],
      ['{"type":"constructor","command":"npx"}', 'unknown'],
      ['{"type":"__proto__","command":"npx"}', 'unknown'],
      ['{"type":"toString","url":"https://a.example"}', 'unknown'],
      ['{}', 'unknown'],
    ];
    for (const [entry, expected] of rows) it(`${expected} for ${entry}`, () => assert.equal(declared(entry).transport, expected));
  });

  it('keeps every variable and header, with the way to it and, where it has one, its text', () => {
    const { env, headers } = declared('{"command":"npx","env":{"A":"b","N":8080,"A":"c","Z":null,"T":true,"M":{"a":1}},"headers":{"X":"y"}}');
    assert.deepEqual(
      env.map(({ name, path, value }) => [name, path.at(-1), value]),
      [['A', { key: 'A', occurrence: 1 }, 'b'], ['N', 'N', '8080'], ['A', { key: 'A', occurrence: 2 }, 'c'], ['Z', 'Z', undefined], ['T', 'T', undefined], ['M', 'M', undefined]],
    );
    assert.deepEqual(headers.map(({ name, value }) => [name, value]), [['X', 'y']]);
  });

  it('keeps the arguments that are text, each where it stands, when others are not', () => {
    assert.deepEqual(
      declared('{"command":"npx","args":["-y",1,"a"]}').args,
      [{ value: '-y', path: ['mcpServers', 'x', 'args', 0] }, { value: 'a', path: ['mcpServers', 'x', 'args', 2] }],
    );
  });

  it('is told from another of the same name by its way', () => {
    const { declarations } = read('.mcp.json', '{"mcpServers":{"x":{"command":"one"},"y":{"command":"two"},"x":{"command":"three"}}}');
    assert.deepEqual(declarations.map(({ path, command }) => [path.at(-1), command?.path.at(-2)]), [
      [{ key: 'x', occurrence: 1 }, { key: 'x', occurrence: 1 }],
      ['y', 'y'],
      [{ key: 'x', occurrence: 2 }, { key: 'x', occurrence: 2 }],
    ]);
  });

  const names: [string, string][] = [['nothing', ''], ['a prototype', '__proto__'], ['a method', 'constructor'], ['a slash and a tilde', 'a/b~c'], ['a dot', 'a.b'], ['a line end', 'a\nb'], ['a number', '0'], ['a million characters', 'x'.repeat(1_000_000)]];
  for (const [what, name] of names) {
    it(`may be called like ${what}`, () => {
      const { declarations } = read('.vscode/mcp.json', `{"servers":{${JSON.stringify(name)}:{"command":"npx"},"other":{"command":"uvx"}}}`);
      assert.deepEqual(declarations.map((server) => [server.name, server.path, server.command?.value]), [[name, ['servers', name], 'npx'], ['other', ['servers', 'other'], 'uvx']]);
    });
  }
});
