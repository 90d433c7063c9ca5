import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createScanner } from 'jsonc-parser';
import { json } from '../../../src/core/config/json.ts';
import { spanAt, stepsOf, valueOf, type ConfigNode, type Path, type Step } from '../../../src/core/config/node.ts';
import type { Syntax } from '../../../src/core/config/syntax.ts';
import { toml } from '../../../src/core/config/toml.ts';
import { frontMatter, yaml } from '../../../src/core/config/yaml.ts';
import type { Change } from '../../../src/core/finding/finding.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';
import type { Span } from '../../../src/core/text/document.ts';
import { generated } from './json/generated-text.ts';

function edit(syntax: Syntax, text: string, changes: readonly Change[]): string | undefined {
  const { tree, problems } = syntax.parse(text);
  assert.deepEqual(problems, []);
  const edits = syntax.edits(text, tree!, changes);
  return edits && applyEdits(text, edits);
}

function remove(...at: Path): Change {
  return { op: 'remove', at };
}

function rename(key: string, ...at: Path): Change {
  return { op: 'rename', at, key };
}

type Row = [what: string, text: string, changes: readonly Change[], expected: string | undefined];

const jsonRows: Row[] = [
  ['takes a key out with its comma', '{ "a": 1, "b": 2, "c": 3 }', [remove('b')], '{ "a": 1, "c": 3 }'],
  ['takes the first out', '{ "a": 1, "b": 2 }', [remove('a')], '{ "b": 2 }'],
  ['takes the last out', '{ "a": 1, "b": 2 }', [remove('b')], '{ "a": 1 }'],
  ['takes the only one out', '{ "env": { "A": "x" } }', [remove('env', 'A')], '{ "env": {} }'],
  ['takes all out, over lines', '{\r\n\t"env": {\r\n\t\t"A": "x",\r\n\t\t"B": "y"\r\n\t}\r\n}', [remove('env', 'A'), remove('env', 'B')], '{\r\n\t"env": {}\r\n}'],
  ['takes the file’s only key out', '\ufeff{\n  "a": 1\n}\n', [remove('a')], '\ufeff{}\n'],
  ['takes a line out', '{\n  "a": 1,\n  "b": [\n    2\n  ],\n  "c": 3\n}', [remove('b')], '{\n  "a": 1,\n  "c": 3\n}'],
  ['takes the last line out, and the comma above', '{\r\n  "a": 1, // one\r\n  "b": 2 // two\r\n}', [remove('b')], '{\r\n  "a": 1 // one\r\n}'],
  ['leaves a trailing comma as it is', '{\n  "a": 1,\n  "b": 2,\n}', [remove('b')], '{\n  "a": 1,\n}'],
  ['takes neighbours out', '["a", "b", "c", "d"]', [remove(1), remove(2)], '["a", "d"]'],
  ['takes neighbours out at the end', '["a", "b", "c"]', [remove(2), remove(1)], '["a"]'],
  ['takes a comment behind it out', '{\n  "a": 1, // a\n  "b": 2, /* b */ // and b\n  "c": 3\n}', [remove('b')], '{\n  "a": 1, // a\n  "c": 3\n}'],
  ['leaves comments on lines of their own', '{\n  // the first\n  "a": 1,\n  // the second\n  "b": 2\n  // the end\n}', [remove('b')], '{\n  // the first\n  "a": 1\n  // the second\n  // the end\n}'],
  ['leaves them where nothing else is left', '{\n  // all of them\n  "a": 1\n}', [remove('a')], '{\n  // all of them\n}'],
  ['leaves a comment that may be about what stays', '{ "a": 1, /* b? */ "b": 2, "c": 3 } // all', [remove('a'), remove('c')], '{ /* b? */ "b": 2 } // all'],
  ['leaves a comment on a line that something else begins', '{\n  "a": 1, "b": 2 // both\n}', [remove('b')], '{\n  "a": 1 // both\n}'],
  ['takes out what says what to ignore of it, and only that', '{\n  // roll-call-ignore plain-http: a test server\n  // ours\n  "a": 1,\n  // roll-call-ignore plain-http: another\n  "b": 2\n}', [remove('a')], '{\n  // ours\n  // roll-call-ignore plain-http: another\n  "b": 2\n}'],
  ['takes out a comma that begins a line', '{\n    "a": 1 // a\n  , "b": 2 // b\n  , "c": 3\n}', [remove('b')], '{\n    "a": 1 // a\n  ,\n  "c": 3\n}'],
  ['takes out one of several equal keys', '{ "a": 1, "a": 2, "a": 3 }', [remove({ key: 'a', occurrence: 2 })], '{ "a": 1, "a": 3 }'],
  ['takes out two of them', '{ "a": 1, "a": 2, "a": 3 }', [remove({ key: 'a', occurrence: 1 }), remove({ key: 'a', occurrence: 3 })], '{ "a": 2 }'],
  ['takes out what holds another that goes', '{ "a": { "b": 1 }, "c": 2 }', [remove('a', 'b'), remove('a')], '{ "c": 2 }'],
  ['replaces and takes out', '{ "type": "sse", "url": "u" }', [{ op: 'replace', at: ['url'], value: 'v' }, remove('type')], '{ "url": "v" }'],
  ['adds where the last goes', '{\n  "a": 1,\n  "b": [2]\n}', [remove('b'), { op: 'insert', at: [], key: 'c', value: 3 }], '{\n  "a": 1,\n  "c": 3\n}'],
  ['adds where all goes', '{\n  "a": ["x"]\n}', [remove('a', 0), { op: 'append', at: ['a'], value: 'y' }], '{\n  "a": ["y"]\n}'],
  ['renames a key', '{"\\u0061": 1}', [rename('"b"', 'a')], '{"\\"b\\"": 1}'],
  ['renames what holds something that goes', '{"servers": {"a": 1, "b": 2}}', [rename('mcpServers', 'servers'), remove('servers', 'a')], '{"mcpServers": {"b": 2}}'],
  ['cannot rename to a key that is there', '{"a": 1, "b": 2}', [rename('b', 'a')], undefined],
  ['can where that goes', '{"a": 1, "b": 2}', [rename('b', 'a'), remove('b')], '{"b": 1}'],
  ['can to what it is called', '{"a": 1}', [rename('a', 'a')], '{"a": 1}'],
  ['cannot rename an item', '[1]', [rename('a', 0)], undefined],
  ['cannot give two the same name', '{"a": 1, "b": 2}', [rename('c', 'a'), rename('c', 'b')], undefined],
  ['cannot remove what is not there', '{"a": [1]}', [remove('a', 1)], undefined],
  ['cannot remove the file', '{"a": 1}', [remove()], undefined],
  ['cannot both replace and remove', '{"a": {"b": 1}}', [remove('a'), remove('c')], undefined],
];

const tomlRows: Row[] = [
  ['takes a key out of a table, its comment with it', '[s.a]\n# about the args\nargs = ["x"] # one\ntype = "sse" # two\nurl = "u"\n', [remove('s', 'a', 'type')], '[s.a]\n# about the args\nargs = ["x"] # one\nurl = "u"\n'],
  ['takes a table out, with the tables below it wherever they stand', '[s.a]\nx = 1\n\n# b is ours\n[s.b] # b\nx = 1 # b\n\n[s.b.env]\nA = "b"\n\n[s.c]\nx = 1\n\n[s.b.tools]\ny = 1\n', [remove('s', 'b')], '[s.a]\nx = 1\n\n# b is ours\n\n[s.c]\nx = 1\n'],
  ['takes a table out between others', '[s.a]\nx = 1\n\n[s.b]\nx = 1\n\n[s.c]\nx = 1\n', [remove('s', 'b')], '[s.a]\nx = 1\n\n[s.c]\nx = 1\n'],
  ['takes the last table out', '[s.a]\r\nx = 1\r\n\r\n[s.b]\r\nx = 1\r\n', [remove('s', 'b')], '[s.a]\r\nx = 1\r\n'],
  ['takes the only table out', 'm = 1\n\n[s.a]\nx = 1\n', [remove('s', 'a')], 'm = 1\n\n[s]\n'],
  ['takes everything out', '\ufeff[s.a]\nx = 1\n', [remove('s')], '\ufeff'],
  ['takes all keys out', '[s]\nx = 1\ny = """\n# roll-call-ignore\n"""', [remove('s', 'x'), remove('s', 'y')], '[s]\n'],
  ['takes out what dotted keys made', 'a.b = 1\na.c = 2 # c\nd = { e.f = 1, e.g = 2 }', [remove('a', 'b'), remove('d', 'e', 'f')], 'a.c = 2 # c\nd = { e.g = 2 }'],
  ['leaves it empty where nothing else is in it', 'a.b = 1 # b\nd = { e.f = 1, g = 2 }', [remove('a', 'b'), remove('d', 'e', 'f')], 'a = {} # b\nd = { e = {}, g = 2 }'],
  ['takes neighbours out of a list', 'a = ["x", "y", "z"]\nb = [\n  1, # one\n  2, # two\n  3 # three\n]', [remove('a', 0), remove('a', 1), remove('b', 1), remove('b', 2)], 'a = ["z"]\nb = [\n  1 # one\n]'],
  ['takes a table out of a list of them', '[[s]]\nname = "a"\n\n[[s]]\nname = "b"\n\n[s.env]\nA = "b"\n', [remove('s', 1)], '[[s]]\nname = "a"\n'],
  ['takes out what says what to ignore of it', '# for all\n# roll-call-ignore unpinned-package: ours\n[s.a]\nx = 1\n[s.b]\n', [remove('s', 'a')], '# for all\n[s.b]\n'],
  ['renames a key', '[s.a]\ntype = "http" # t', [rename('x y', 's', 'a', 'type')], '[s.a]\n"x y" = "http" # t'],
  ['renames a table in every header that goes through it', '[s.a]\n[s."a".env]\nA = "b"\n[t]\n[s.a.tools]', [rename('b', 's', 'a'), rename('r', 's')], '[r.b]\n[r.b.env]\nA = "b"\n[t]\n[r.b.tools]'],
  ['renames a table whose header comes last', '[s.a.env]\nA = "b"\n[s.a]\n', [rename('b', 's', 'a')], '[s.b.env]\nA = "b"\n[s.b]\n'],
  ['cannot rename to a key that is there', 'a = 1\nb = 2', [rename('b', 'a')], undefined],
  ['can where that goes', 'a = 1\nb = 2', [rename('b', 'a'), remove('b')], 'b = 1'],
  ['cannot leave a list of tables empty', '[[a]]\nb = 1', [remove('a', 0)], undefined],
];

const yamlRows: Row[] = [
  ['takes keys out, their comments with them', 'a:\n  # about x\n  x: 1 # x\n  y: # y\n    - 1\n  z: 1 # z\n', [remove('a', 'x'), remove('a', 'y')], 'a:\n  # about x\n  z: 1 # z\n'],
  ['takes all of them out', 'a:\n  x: 1\nb:\n- c: 1\n', [remove('a', 'x'), remove('b', 0)], 'a: {}\nb: []\n'],
  ['takes out the first key of a list’s item', 's:\n  - name: a # n\n    type: sse\n    url: u # u\n  - type: x\n    # about y\n    y: 1\n', [remove('s', 0, 'name'), remove('s', 0, 'type'), remove('s', 1, 'type')], 's:\n  - url: u # u\n  -\n    # about y\n    y: 1\n'],
  ['takes items out', 's:\n- a\n# c\n- name: b\n  x: 1 # x\n-\n  d\n-\ne: [x, y, z] # e', [remove('s', 1), remove('s', 2), remove('e', 2)], 's:\n- a\n# c\n-\ne: [x, y] # e'],
  ['takes the last out, where no line end follows', 'a: 1\r\nb: |\r\n  x', [remove('b')], 'a: 1'],
  ['takes out what says what to ignore of it', 's:\n  # roll-call-ignore unpinned-package: ours\n  # ours\n  a: 1\n  b: 2', [remove('s', 'a')], 's:\n  # ours\n  b: 2'],
  ['renames keys, in the quotes that are there', `'a': 1\nb: { c: 2 } # b`, [rename("it's", 'a'), rename('yes', 'b', 'c')], `'it''s': 1\nb: { "yes": 2 } # b`],
  ['cannot take out what an alias refers to', 'a: &x 1\nb: *x', [remove('a')], undefined],
  ['takes out an alias', 'a: &x 1\nb: *x\nc: [*x, *x]', [remove('b'), remove('c', 0)], 'a: &x 1\nc: [*x]'],
  ['cannot take out what a merge key brings', 'a: &x { y: 1 }\nb:\n  <<: *x', [remove('b', 'y')], undefined],
  ['cannot rename what a merge key brings', 'a: &x { y: 1 }\nb:\n  <<: *x', [rename('z', 'b', 'y')], undefined],
];

describe('removals and renames', () => {
  for (const [name, syntax, rows] of [['JSON', json, jsonRows], ['TOML', toml, tomlRows], ['YAML', yaml, yamlRows]] as const) {
    for (const [what, text, changes, expected] of rows) it(`in ${name}: ${what}`, () => assert.equal(edit(syntax, text, changes), expected));
  }

  it('in front matter: stay within it', () => {
    assert.equal(edit(frontMatter, '---\nname: a # n\nx: 1\n---\nname: a\n', [remove('name'), rename('z', 'x')]), '---\nz: 1\n---\nname: a\n');
  });

  it('in JSON: keep every comment that stands on a line of its own', () => {
    fc.assert(
      fc.property(generated, fc.nat(), fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), ({ text }, pick, which) => {
        const tree = json.parse(text).tree!;
        const holders = containers(tree).filter(([node]) => count(node) > 0);
        fc.pre(holders.length > 0);
        const [node, at] = holders[pick % holders.length]!;
        const gone = [...new Set(which.map((one) => one % count(node)))];
        const steps = node.kind === 'object' ? stepsOf(node) : [...Array(count(node)).keys()];
        const edits = json.edits(text, tree, gone.map((i) => remove(...at, steps[i]!)));
        assert.ok(edits, JSON.stringify(text));
        const after = applyEdits(text, edits);
        const kept = json.parse(after);
        assert.deepEqual(kept.problems, []);
        const parts = gone.map((i) => spanAt(tree, [...at, steps[i]!], 'entry'));
        for (const comment of ownLineComments(text)) {
          if (parts.some(({ start, end }) => start <= comment.start && comment.start < end)) continue;
          assert.ok(edits.every(({ span }) => span.end <= comment.start || comment.end <= span.start), JSON.stringify([text, after]));
        }
        assert.deepEqual(valueOf(kept.tree), without(valueOf(tree), at, new Set<Step>(gone.map((i) => steps[i]!))));
      }),
      { numRuns: 300 },
    );
  });
});

function containers(node: ConfigNode, path: Path = []): [ConfigNode, Path][] {
  if (node.kind === 'array') return [[node, path], ...node.items.flatMap((item, i) => containers(item, [...path, i]))];
  if (node.kind !== 'object') return [];
  const steps = stepsOf(node);
  return [[node, path], ...node.entries.flatMap(({ value }, i) => (value ? containers(value, [...path, steps[i]!]) : []))];
}

function count(node: ConfigNode): number {
  return node.kind === 'object' ? node.entries.length : node.kind === 'array' ? node.items.length : 0;
}

function ownLineComments(text: string): Span[] {
  const scanner = createScanner(text, false);
  const found: Span[] = [];
  for (let token = scanner.scan() as number; token !== 17; token = scanner.scan() as number) {
    const start = scanner.getTokenOffset();
    if ((token === 12 || token === 13) && /(?:^|[\r\n])[ \t]*$/.test(text.slice(0, start))) found.push({ start, end: start + scanner.getTokenLength() });
  }
  return found;
}

function without(value: unknown, [step, ...rest]: Path, gone: ReadonlySet<Step>): unknown {
  if (Array.isArray(value)) return step === undefined ? value.filter((_, i) => !gone.has(i)) : value.map((item, i) => (i === step ? without(item, rest, gone) : item));
  const entries = Object.entries(value as object);
  return Object.fromEntries(step === undefined ? entries.filter(([key]) => !gone.has(key)) : entries.map(([key, part]) => [key, key === step ? without(part, rest, gone) : part]));
}
