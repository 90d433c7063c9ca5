import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { jsonEdits } from '../../../../src/core/config/json/edit.ts';
import { parseJson } from '../../../../src/core/config/json/parse.ts';
import { nodeAt, stepsOf, valueOf, type ConfigNode, type Path } from '../../../../src/core/config/node.ts';
import type { Change } from '../../../../src/core/finding/finding.ts';
import { applyEdits, type TextEdit } from '../../../../src/core/text/edit.ts';
import { choices, eols, generated, plain, Printer, written } from './generated-text.ts';

function treeOf(text: string): ConfigNode {
  const { tree, problems } = parseJson(text);
  assert.deepEqual(problems, []);
  assert.ok(tree);
  return tree;
}

function edit(text: string, ...changes: readonly Change[]): string | undefined {
  const edits = jsonEdits(text, treeOf(text), changes);
  return edits && applyEdits(text, edits);
}

/** Every node of a tree with the way to it. */
function nodesOf(node: ConfigNode, path: Path = []): [ConfigNode, Path][] {
  const here: [ConfigNode, Path] = [node, path];
  if (node.kind === 'array') return [here, ...node.items.flatMap((item, i) => nodesOf(item, [...path, i]))];
  if (node.kind !== 'object') return [here];
  const steps = stepsOf(node);
  return [here, ...node.entries.flatMap(({ value }, i) => (value ? nodesOf(value, [...path, steps[i]!]) : []))];
}

/** The value with what is at `path` changed, at any depth and in any map. */
function changed(value: unknown, path: Path, update: (value: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return update(value);
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? changed(item, rest, update) : item));
  assert.ok(typeof value === 'object' && value !== null);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === step ? changed(part, rest, update) : part]));
}

function extended(map: unknown, key: string, value: unknown): unknown {
  assert.ok(typeof map === 'object' && map !== null);
  return Object.fromEntries([...Object.entries(map), [key, value]]);
}

/** Nothing but white space is taken away: every comment, and every part, stays as it is. */
function onlyAdds(text: string, edits: readonly TextEdit[]): void {
  for (const { span } of edits) assert.match(text.slice(span.start, span.end), /^[ \t\r\n]*$/);
}

const value = written(2).map((one): unknown => JSON.parse(JSON.stringify(plain(one))));
const map = fc.tuple(written(3), written(2), choices, eols, fc.boolean()).map(([one, other, random, eol, strict]) => {
  const printer = new Printer(random, eol, strict);
  const text = printer.trivia() + printer.print(new Map(Object.entries({ one, other }))) + printer.trivia();
  return { text, extensions: printer.extensions };
});

function check(text: string, extensions: boolean, changes: readonly Change[], expected: unknown): string {
  const edits = jsonEdits(text, treeOf(text), changes);
  assert.ok(edits);
  const after = applyEdits(text, edits);
  assert.deepEqual(valueOf(treeOf(after)), expected);
  // What every client could read stays so.
  if (!extensions) assert.deepEqual(JSON.parse(after), expected);
  const ends = new Set(text.match(/\r\n|\n|\r/g) ?? ['\n']);
  for (const end of after.match(/\r\n|\n|\r/g) ?? []) assert.ok(ends.has(end), `a new kind of line end in ${JSON.stringify(after)}`);
  return after;
}

describe('jsonEdits', () => {
  describe('of any text', () => {
    it('replaces what it is told to, nothing else, and a second time changes nothing', () => {
      fc.assert(
        fc.property(generated, fc.nat(), value, (before, pick, put) => {
          const text = before.text.replace(/^\ufeff/, '');
          const nodes = nodesOf(treeOf(text));
          const [node, at] = nodes[pick % nodes.length]!;
          const change: Change = { op: 'replace', at, value: put };
          const edits = jsonEdits(text, treeOf(text), [change]);
          assert.deepEqual(edits?.map(({ span }) => span), [node.span]);
          const extensions = before.extensions;
          const after = check(text, extensions, [change], changed(before.value, at, () => put));
          assert.equal(edit(after, change), after);
        }),
        { numRuns: 800 },
      );
    });

    it('appends to a list what it is told to, in order', () => {
      fc.assert(
        fc.property(generated, fc.nat(), fc.array(value, { minLength: 1, maxLength: 3 }), ({ text, value: before, extensions }, pick, put) => {
          const lists = nodesOf(treeOf(text)).filter(([node]) => node.kind === 'array');
          fc.pre(lists.length > 0 && !text.startsWith('\ufeff'));
          const at = lists[pick % lists.length]![1];
          const changes = put.map((one): Change => ({ op: 'append', at, value: one }));
          check(text, extensions, changes, changed(before, at, (list) => (Array.isArray(list) ? [...(list as unknown[]), ...put] : assert.fail())));
          onlyAdds(text, jsonEdits(text, treeOf(text), changes)!);
        }),
        { numRuns: 800 },
      );
    });

    it('inserts into a map what it is told to, behind the rest', () => {
      fc.assert(
        fc.property(generated, fc.nat(), value, ({ text, value: before, extensions }, pick, put) => {
          const maps = nodesOf(treeOf(text)).filter(([node]) => node.kind === 'object');
          fc.pre(maps.length > 0 && !text.startsWith('\ufeff'));
          const at = maps[pick % maps.length]![1];
          const change: Change = { op: 'insert', at, key: 'new "key"', value: put };
          check(text, extensions, [change], changed(before, at, (one) => extended(one, 'new "key"', put)));
          onlyAdds(text, jsonEdits(text, treeOf(text), [change])!);
        }),
        { numRuns: 800 },
      );
    });

    it('makes a list that is not there, and changes something else at the same time', () => {
      fc.assert(
        fc.property(map, value, fc.array(value, { minLength: 1, maxLength: 3 }), ({ text, extensions }, put, items) => {
          const before = valueOf(treeOf(text));
          const changes: Change[] = [{ op: 'replace', at: ['one'], value: put }, ...items.map((one): Change => ({ op: 'append', at: ['inputs', 'deep'], value: one }))];
          check(text, extensions, changes, extended(changed(before, ['one'], () => put), 'inputs', { deep: items }));
          const twice: Change[] = items.map((one) => ({ op: 'append', at: ['inputs'], value: one }));
          check(text, extensions, twice, extended(before, 'inputs', items));
        }),
        { numRuns: 400 },
      );
    });

    it('of half-typed and damaged ones too: they do not throw', () => {
      fc.assert(
        fc.property(map, fc.nat(), fc.constantFrom('', '?', '}', ']', ',', '"', '/*'), ({ text }, cut, put) => {
          const at = cut % (text.length + 1);
          const damaged = text.slice(0, at) + put + text.slice(at + 1);
          const { tree } = parseJson(damaged);
          if (!tree) return;
          for (const [node, path] of nodesOf(tree)) {
            const edits = jsonEdits(damaged, tree, [node.kind === 'object' ? { op: 'insert', at: path, key: 'new', value: 1 } : node.kind === 'array' ? { op: 'append', at: path, value: 1 } : { op: 'replace', at: path, value: 1 }]);
            if (edits) applyEdits(damaged, edits);
          }
        }),
        { numRuns: 300 },
      );
    });
  });

  describe('gives what a person would have written', () => {
    const input = { type: 'promptString', id: 'token', password: true };
    const rows: [string, string, readonly Change[], string][] = [
      ['a text in place of another, comments around it', '{\n  "args": ["-y", /* which? */ "a"] // the team’s\n}', [{ op: 'replace', at: ['args', 1], value: 'a@1.0.0' }], '{\n  "args": ["-y", /* which? */ "a@1.0.0"] // the team’s\n}'],
      ['an argument behind others', '{\n  "args": ["-y", "a"]\n}', [{ op: 'append', at: ['args'], value: 'b' }], '{\n  "args": ["-y", "a", "b"]\n}'],
      ['arguments behind others, one a line', '{\n  "args": [\n    "-y",\n    "a"\n  ]\n}', [{ op: 'append', at: ['args'], value: 'b' }, { op: 'append', at: ['args'], value: 'c' }], '{\n  "args": [\n    "-y",\n    "a",\n    "b",\n    "c"\n  ]\n}'],
      ['an argument below others that hang', '{\n  "args": ["-y",\n           "a"]\n}', [{ op: 'append', at: ['args'], value: 'b' }], '{\n  "args": ["-y",\n           "a",\n           "b"]\n}'],
      ['behind a trailing comma, which stays the style', '{\n  "args": [\n    "a",\n  ],\n}', [{ op: 'append', at: ['args'], value: 'b' }], '{\n  "args": [\n    "a",\n    "b",\n  ],\n}'],
      ['behind a comment on the last line', '{\n  "a": 1 // one\n}', [{ op: 'insert', at: [], key: 'b', value: 2 }], '{\n  "a": 1, // one\n  "b": 2\n}'],
      ['behind a trailing comma and comments', '{\n  "a": 1, // one\n  // "c": 3\n}', [{ op: 'insert', at: [], key: 'b', value: 2 }], '{\n  "a": 1, // one\n  // "c": 3\n  "b": 2,\n}'],
      ['behind a comment on the line of the only item', '{\n  "args": ["a" // one\n  ]\n}', [{ op: 'append', at: ['args'], value: 'b' }], '{\n  "args": ["a", // one\n    "b"\n  ]\n}'],
      ['behind a comment within the line', '{ "args": ["a" /* one */] }', [{ op: 'append', at: ['args'], value: 'b' }], '{ "args": ["a", /* one */ "b"] }'],
      ['an input where there is no list yet', '{\n  "servers": {}\n}\n', [{ op: 'append', at: ['inputs'], value: input }], '{\n  "servers": {},\n  "inputs": [\n    {\n      "type": "promptString",\n      "id": "token",\n      "password": true\n    }\n  ]\n}\n'],
      ['an input in an empty list', '{\n  "inputs": [],\n  "servers": {}\n}', [{ op: 'append', at: ['inputs'], value: input }], '{\n  "inputs": [\n    {\n      "type": "promptString",\n      "id": "token",\n      "password": true\n    }\n  ],\n  "servers": {}\n}'],
      ['an input behind another, over several lines like it', '{\n  "inputs": [\n    {\n      "id": "a"\n    }\n  ]\n}', [{ op: 'append', at: ['inputs'], value: { id: 'b' } }], '{\n  "inputs": [\n    {\n      "id": "a"\n    },\n    {\n      "id": "b"\n    }\n  ]\n}'],
      ['an input behind another, on one line like it', '{\n  "inputs": [\n    { "id": "a" }\n  ]\n}', [{ op: 'append', at: ['inputs'], value: { id: 'b', password: true } }], '{\n  "inputs": [\n    { "id": "a" },\n    { "id": "b", "password": true }\n  ]\n}'],
      ['an input behind another, brackets on one line', '{\n  "inputs": [{\n    "id": "a"\n  }]\n}', [{ op: 'append', at: ['inputs'], value: { id: 'b' } }], '{\n  "inputs": [{\n    "id": "a"\n  }, {\n    "id": "b"\n  }]\n}'],
      ['all on one line', '{"servers":{"a":{"command":"x"}}}', [{ op: 'append', at: ['inputs'], value: { id: 'b', tags: [1, [2]], more: {} } }], '{"servers":{"a":{"command":"x"}}, "inputs": [{ "id": "b", "tags": [1, [2]], "more": {} }]}'],
      ['tabs and CRLF', '{\r\n\t"servers": {\r\n\t\t"a": {}\r\n\t}\r\n}\r\n', [{ op: 'append', at: ['inputs'], value: { id: 'b' } }], '{\r\n\t"servers": {\r\n\t\t"a": {}\r\n\t},\r\n\t"inputs": [\r\n\t\t{\r\n\t\t\t"id": "b"\r\n\t\t}\r\n\t]\r\n}\r\n'],
      ['four spaces, whatever a comment at the top has', '/**\n * Ours.\n */\n{\n    "a": 1\n}', [{ op: 'insert', at: [], key: 'b', value: { c: [{}, { d: 1 }] } }], '/**\n * Ours.\n */\n{\n    "a": 1,\n    "b": {\n        "c": [\n            {},\n            {\n                "d": 1\n            }\n        ]\n    }\n}'],
      ['wide indentation', `{\n${' '.repeat(12)}"a": {}\n}`, [{ op: 'insert', at: ['a'], key: 'b', value: 1 }], `{\n${' '.repeat(12)}"a": {\n${' '.repeat(24)}"b": 1\n${' '.repeat(12)}}\n}`],
      ['no indentation at all', '{\n"a": 1\n}', [{ op: 'insert', at: [], key: 'b', value: 2 }], '{\n"a": 1,\n"b": 2\n}'],
      ['an empty file’s map', '{}', [{ op: 'append', at: ['inputs'], value: 'a' }], '{\n  "inputs": ["a"]\n}'],
      ['an empty map over several lines', '{\n  "env": {\n\n  }\n}', [{ op: 'insert', at: ['env'], key: 'A', value: 'b' }], '{\n  "env": {\n    "A": "b"\n  }\n}'],
      ['an empty map with a comment', '{\n  "env": { /* none */ },\n  "args": [\n    // none yet\n  ]\n}', [{ op: 'insert', at: ['env'], key: 'A', value: 'b' }, { op: 'append', at: ['args'], value: 'c' }], '{\n  "env": { /* none */\n    "A": "b"\n  },\n  "args": [\n    // none yet\n    "c"\n  ]\n}'],
      ['a map in place of a text', '{\n  "a": "x"\n}', [{ op: 'replace', at: ['a'], value: { b: { c: ['d', 'e'] }, f: [] } }], '{\n  "a": {\n    "b": {\n      "c": ["d", "e"]\n    },\n    "f": []\n  }\n}'],
      ['a map in place of one on one line', '{\n  "env": { "A": "b" }\n}', [{ op: 'replace', at: ['env'], value: { A: 'c', D: 'e' } }], '{\n  "env": { "A": "c", "D": "e" }\n}'],
      ['a map in place of a text, all on one line', '{"a": 1}\n', [{ op: 'replace', at: ['a'], value: { b: ['c'] } }], '{"a": { "b": ["c"] }}\n'],
      ['several changes at once', '{\n  "a": ["1", "2"],\n  "b": "3"\n}', [{ op: 'replace', at: ['b'], value: 'x' }, { op: 'replace', at: ['a', 1], value: 'y' }, { op: 'append', at: ['a'], value: 'z' }, { op: 'insert', at: [], key: 'c', value: 'w' }], '{\n  "a": ["1", "y", "z"],\n  "b": "x",\n  "c": "w"\n}'],
      ['the last of several equal keys, which is what counts', '{"a": 1, "a": 2}', [{ op: 'replace', at: ['a'], value: 3 }], '{"a": 1, "a": 3}'],
      ['the first of several equal keys, where told', '{"a": 1, "a": 2}', [{ op: 'replace', at: [{ key: 'a', occurrence: 1 }], value: 3 }], '{"a": 3, "a": 2}'],
      ['behind a byte order mark', '\ufeff{\n  "a": 1\n}', [{ op: 'insert', at: [], key: 'b', value: 2 }], '\ufeff{\n  "a": 1,\n  "b": 2\n}'],
      ['names that mean something to JavaScript', '{}', [{ op: 'insert', at: [], key: '__proto__', value: { constructor: '$&' } }], '{\n  "__proto__": {\n    "constructor": "$&"\n  }\n}'],
    ];
    for (const [what, text, changes, expected] of rows) it(what, () => assert.equal(edit(text, ...changes), expected));
  });

  describe('cannot', () => {
    const rows: [string, string, readonly Change[]][] = [
      ['replace what is not there', '{"a": 1}', [{ op: 'replace', at: ['b'], value: 1 }]],
      ['replace behind the end of a list', '{"a": [1]}', [{ op: 'replace', at: ['a', 1], value: 1 }]],
      ['append to a map', '{"a": {}}', [{ op: 'append', at: ['a'], value: 1 }]],
      ['append to null', '{"a": null}', [{ op: 'append', at: ['a'], value: 1 }]],
      ['append below a text', '{"a": "x"}', [{ op: 'append', at: ['a', 'b'], value: 1 }]],
      ['append below a list', '{"a": []}', [{ op: 'append', at: ['a', 'b'], value: 1 }]],
      ['append at an index of a map that is not there', '{}', [{ op: 'append', at: ['a', 0], value: 1 }]],
      ['insert into a list', '{"a": []}', [{ op: 'insert', at: ['a'], key: 'b', value: 1 }]],
      ['insert into a map that is not there', '{}', [{ op: 'insert', at: ['a'], key: 'b', value: 1 }]],
      ['insert a key that is there', '{"a": 1}', [{ op: 'insert', at: [], key: 'a', value: 2 }]],
      ['insert a key twice', '{}', [{ op: 'insert', at: [], key: 'a', value: 1 }, { op: 'insert', at: [], key: 'a', value: 2 }]],
      ['insert a key that a new list needs', '{}', [{ op: 'append', at: ['a'], value: 1 }, { op: 'insert', at: [], key: 'a', value: 2 }]],
      ['make two lists below the same new key', '{}', [{ op: 'append', at: ['a', 'b'], value: 1 }, { op: 'append', at: ['a', 'c'], value: 2 }]],
      ['replace a part and the whole', '{"a": {"b": 1}}', [{ op: 'replace', at: ['a', 'b'], value: 2 }, { op: 'replace', at: ['a'], value: 3 }]],
      ['replace a part twice', '{"a": 1}', [{ op: 'replace', at: ['a'], value: 2 }, { op: 'replace', at: ['a'], value: 3 }]],
      ['append to a list that it replaces', '{"a": [1]}', [{ op: 'append', at: ['a'], value: 2 }, { op: 'replace', at: ['a'], value: [] }]],
    ];
    for (const [what, text, changes] of rows) it(what, () => assert.equal(edit(text, ...changes), undefined));

    it('add to what is not closed', () => {
      const text = '{"a": [1';
      const { tree } = parseJson(text);
      assert.equal(jsonEdits(text, tree!, [{ op: 'append', at: ['a'], value: 2 }]), undefined);
      assert.equal(jsonEdits(text, tree!, [{ op: 'insert', at: [], key: 'b', value: 2 }]), undefined);
    });
  });

  it('edits a text that is nested 200,000 deep, and one of 2 MB on one line', () => {
    const deep = `{"a": ${'['.repeat(200_000)}${']'.repeat(200_000)}, "b": 1}`;
    assert.equal(edit(deep, { op: 'replace', at: ['b'], value: 2 })?.slice(-9), ', "b": 2}');
    const long = `{"a": [${Array.from({ length: 300_000 }, (_, i) => i).join(', ')}]}`;
    const changes = Array.from({ length: 300 }, (_, i): Change => ({ op: 'replace', at: ['a', i * 1000], value: 'x' }));
    const after = edit(long, ...changes)!;
    assert.equal(after.split('"x"').length, 301);
    assert.equal(valueOf(nodeAt(treeOf(after), ['a', 299_000])), 'x');
  });
});
