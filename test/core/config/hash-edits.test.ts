import assert from 'node:assert/strict';
import type { Syntax } from '../../../src/core/config/syntax.ts';
import { toml } from '../../../src/core/config/toml.ts';
import { frontMatter, yaml } from '../../../src/core/config/yaml.ts';
import type { Change } from '../../../src/core/finding/finding.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';

function edit(syntax: Syntax, text: string, ...changes: readonly Change[]): string | undefined {
  const { tree, problems } = syntax.parse(text);
  assert.deepEqual(problems, []);
  const edits = syntax.edits(text, tree!, changes);
  return edits && applyEdits(text, edits);
}

type Row = [what: string, text: string, changes: readonly Change[], expected: string | undefined];

const tomlRows: Row[] = [
  ['pins a version, in the quotes that are there', "[s.a]\nargs = ['-y', 'tool'] # which?\n", [{ op: 'replace', at: ['s', 'a', 'args', 1], value: 'tool@1.0.0' }], "[s.a]\nargs = ['-y', 'tool@1.0.0'] # which?\n"],
  ['takes others where those do not do', "a = 'b'", [{ op: 'replace', at: ['a'], value: "it's\n\u0007\u007f\\" }], 'a = "it\'s\\n\\u0007\\u007f\\\\"'],
  ['disables a server, behind its own keys', '[s.a] # ours\n  command = "x" # c\n\n  [s.a.env]\n  A = "b"\n', [{ op: 'insert', at: ['s', 'a'], key: 'enabled', value: false }], '[s.a] # ours\n  command = "x" # c\n  enabled = false\n\n  [s.a.env]\n  A = "b"\n'],
  ['moves a secret, with CRLF', '[s.a]\r\nurl = "u"\r\n\r\n[s.a.http_headers]\r\nAuthorization = "Bearer x"\r\n', [{ op: 'insert', at: ['s', 'a'], key: 'bearer_token_env_var', value: 'TOKEN' }, { op: 'replace', at: ['s', 'a', 'http_headers', 'Authorization'], value: '${TOKEN}' }], '[s.a]\r\nurl = "u"\r\nbearer_token_env_var = "TOKEN"\r\n\r\n[s.a.http_headers]\r\nAuthorization = "${TOKEN}"\r\n'],
  ['gives an empty table its first key', '[s.a]', [{ op: 'insert', at: ['s', 'a'], key: 'b c', value: 1 }], '[s.a]\n"b c" = 1'],
  ['adds to braces, and to empty ones', 'a = { b = 1 }\nc = {}\nd = []', [{ op: 'insert', at: ['a'], key: 'e', value: 'f' }, { op: 'insert', at: ['c'], key: 'e', value: 'f' }, { op: 'append', at: ['d'], value: 1 }], 'a = { b = 1, e = "f" }\nc = { e = "f" }\nd = [1]'],
  ['appends one a line, comments kept', 'args = [\n    "-y",\n    "a" # one\n]', [{ op: 'append', at: ['args'], value: 'b' }], 'args = [\n    "-y",\n    "a", # one\n    "b"\n]'],
  ['adds to what dotted keys make', 'a.b.c = 1 # d\ne = 2', [{ op: 'insert', at: ['a', 'b'], key: 'f', value: 3 }], 'a.b.c = 1 # d\na.b.f = 3\ne = 2'],
  ['makes a table of its own below one that is only implied', '[s.a]\ncommand = "x"\n\n[other]\n', [{ op: 'insert', at: ['s'], key: 'b', value: { command: 'y', env: { A: 'b' } } }], '[s.a]\ncommand = "x"\n\n[s.b]\ncommand = "y"\nenv = { A = "b" }\n\n[other]\n'],
  ['appends a table to a list of them', '[[s]]\nname = "a"\n', [{ op: 'append', at: ['s'], value: { name: 'b' } }], '[[s]]\nname = "a"\n\n[[s]]\nname = "b"\n'],
  ['puts the file’s own keys before the first table and its comment', '#:schema ./s.json\n\n# the docs\n[s.a]\n', [{ op: 'insert', at: [], key: 'model', value: 'm' }], '#:schema ./s.json\n\nmodel = "m"\n\n# the docs\n[s.a]\n'],
  ['cannot write null', 'a = 1', [{ op: 'replace', at: ['a'], value: null }], undefined],
  ['cannot write half a character', 'a = 1', [{ op: 'replace', at: ['a'], value: '\ud800' }], undefined],
  ['cannot replace a table', '[a]\nb = 1', [{ op: 'replace', at: ['a'], value: { b: 2 } }], undefined],
  ['cannot give an implied table a key of its own', '[a.b]\nc = 1', [{ op: 'insert', at: ['a'], key: 'd', value: 2 }], undefined],
  ['cannot add a key that is there', 'a = 1', [{ op: 'insert', at: [], key: 'a', value: 2 }], undefined],
];

const yamlRows: Row[] = [
  ['pins a version, in the quotes that are there', "args: ['-y', tool] # which?\n", [{ op: 'replace', at: ['args', 0], value: "it's" }, { op: 'replace', at: ['args', 1], value: 'tool@1.0.0' }], "args: ['it''s', tool@1.0.0] # which?\n"],
  ['quotes what a reader would take for something else', 'a: [x]', ['yes', '1.0', '@s/t', 'a: b', '*a', '&a', '!a', '%a', '', 'a\nb', '- a', '#a', 'null', '~', '1e3', '12:30', 'a #b', ' a', '2026-11-21', '<<'].map((value): Change => ({ op: 'append', at: ['a'], value })), 'a: [x, "yes", "1.0", "@s/t", "a: b", "*a", "&a", "!a", "%a", "", "a\\nb", "- a", "#a", "null", "~", "1e3", "12:30", "a #b", " a", "2026-11-21", "<<"]'],
  ['quotes nothing else', 'a: x', [{ op: 'replace', at: ['a'], value: 'https://a.example/mcp' }], 'a: https://a.example/mcp'],
  ['disables a server in a list, at its own column', 'mcpServers:\n  - name: a\n    command: x # c\n  -   name: b\n', [{ op: 'insert', at: ['mcpServers', 0], key: 'disabled', value: true }, { op: 'insert', at: ['mcpServers', 1], key: 'disabled', value: true }], 'mcpServers:\n  - name: a\n    command: x # c\n    disabled: true\n  -   name: b\n      disabled: true\n'],
  ['moves a secret, with CRLF', 'a:\r\n    env:\r\n        T: "x"\r\n', [{ op: 'replace', at: ['a', 'env', 'T'], value: '${{ secrets.T }}' }, { op: 'append', at: ['inputs'], value: { id: 't', password: true } }], 'a:\r\n    env:\r\n        T: "${{ secrets.T }}"\r\ninputs:\r\n    - id: t\r\n      password: true\r\n'],
  ['replaces a block text', 'a: |\n  b\n  c\nd: 1', [{ op: 'replace', at: ['a'], value: 'e' }], 'a: e\nd: 1'],
  ['gives a key its value', 'a:\nb:   # c', [{ op: 'replace', at: ['a'], value: 1 }, { op: 'replace', at: ['b'], value: 2 }], 'a: 1\nb: 2   # c'],
  ['replaces a block, on the line of its key', 'a: # c\n  - b # d\nc: 1', [{ op: 'replace', at: ['a'], value: [1] }], 'a: [1] # c # d\nc: 1'],
  ['adds to inner and outer blocks that end together', 'a:\n  b:\n    - 1\n', [{ op: 'insert', at: [], key: 'x', value: 0 }, { op: 'insert', at: ['a'], key: 'z', value: 0 }, { op: 'append', at: ['a', 'b'], value: 2 }], 'a:\n  b:\n    - 1\n    - 2\n  z: 0\nx: 0\n'],
  ['adds to lists that are not indented', 'a:\n- b\n', [{ op: 'append', at: ['a'], value: { c: [{ d: 1 }] } }], 'a:\n- b\n- c:\n    - d: 1\n'],
  ['leaves an anchor where nothing refers to it', 'a: &x 1', [{ op: 'replace', at: ['a'], value: 2 }], 'a: &x 2'],
  ['puts a value in place of an alias', 'a: &x 1\nb: *x', [{ op: 'replace', at: ['b'], value: 2 }], 'a: &x 1\nb: 2'],
  ['cannot change what an alias refers to', 'a: &x 1\nb: *x', [{ op: 'replace', at: ['a'], value: 2 }], undefined],
  ['cannot change a part of an alias', 'a: &x { y: 1 }\nb: *x', [{ op: 'replace', at: ['b', 'y'], value: 2 }], undefined],
  ['cannot change what a merge key brings', 'a: &x { y: 1 }\nb:\n  <<: *x', [{ op: 'replace', at: ['b', 'y'], value: 2 }], undefined],
  ['cannot add behind a text that keeps its line ends', 'a: |+\n  b\n\n', [{ op: 'insert', at: [], key: 'c', value: 1 }], undefined],
  ['cannot make a number of what a tag says is text', 'a: !!str 1', [{ op: 'replace', at: ['a'], value: 2 }], undefined],
];

describe('edits of TOML', () => {
  for (const [what, text, changes, expected] of tomlRows) it(what, () => assert.equal(edit(toml, text, ...changes), expected));
});

describe('edits of YAML', () => {
  for (const [what, text, changes, expected] of yamlRows) it(what, () => assert.equal(edit(yaml, text, ...changes), expected));
});

describe('edits of front matter', () => {
  it('stay within it', () => {
    const page = '---\nname: a\nmcp-servers:\n  x:\n    command: npx\n    args: [tool]\n---\n\nmcp-servers:\n---\n';
    const changes: Change[] = [{ op: 'replace', at: ['mcp-servers', 'x', 'args', 0], value: 'tool@1' }, { op: 'insert', at: ['mcp-servers', 'x'], key: 'tools', value: ['*'] }, { op: 'insert', at: [], key: 'model', value: 'm' }];
    assert.equal(edit(frontMatter, page, ...changes), '---\nname: a\nmcp-servers:\n  x:\n    command: npx\n    args: [tool@1]\n    tools:\n      - "*"\nmodel: m\n---\n\nmcp-servers:\n---\n');
  });
});
