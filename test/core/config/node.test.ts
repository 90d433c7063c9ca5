import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import { child, lastEntry, nodeAt, pointer, spanAt, stepsOf, stringOf, valueOf, type ConfigNode, type Part, type Path } from '../../../src/core/config/node.ts';
import { generated } from './json/generated-text.ts';

function treeOf(text: string): ConfigNode {
  const { tree } = parseJson(text);
  assert.ok(tree);
  return tree;
}

describe('a tree', () => {
  const text = '{"a": {"b": ["x", {"c": null}], "": 1}, "d": 1, "d": {"e": 2}, "half": }';
  const tree = treeOf(text);

  describe('leads along a path', () => {
    const rows: [Path, unknown][] = [
      [[], valueOf(tree)],
      [['a', 'b'], ['x', { c: null }]],
      [['a', 'b', 0], 'x'],
      [['a', 'b', 1, 'c'], null],
      [['a', ''], 1],
      [['d'], { e: 2 }],
      [[{ key: 'd', occurrence: 1 }], 1],
      [[{ key: 'd', occurrence: 2 }, 'e'], 2],
      [[{ key: 'a', occurrence: 1 }, ''], 1],
    ];
    for (const [path, expected] of rows) it(`to what is at ${pointer(path) || 'the root'}`, () => assert.deepEqual(valueOf(nodeAt(tree, path)), expected));

    const nowhere: Path[] = [['x'], ['a', 'b', 2], ['a', 'b', -1], ['a', 'b', 0.5], ['a', 'b', '0'], ['a', 'b', 'length'], ['a', 'constructor'], ['__proto__'], ['d', 'x'], [{ key: 'd', occurrence: 0 }], [{ key: 'd', occurrence: 3 }], [{ key: 'd', occurrence: -1 }], ['a', '', 'y'], ['half'], ['half', 'x']];
    for (const path of nowhere) it(`and to nothing at ${pointer(path)}`, () => assert.equal(nodeAt(tree, path), undefined));
  });

  it('leads to what a path of numbers means in a map', () => assert.equal(valueOf(nodeAt(treeOf('{"0": "x"}'), [0])), 'x'));

  describe('shows where a path leads, or the nearest part there is', () => {
    const rows: [Path, Part, string][] = [
      [['a', 'b', 0], 'value', '"x"'],
      [['a', 'b', 0], 'key', '"x"'],
      [['a', 'b', 0], 'entry', '"x"'],
      [['a', 'b', 1, 'c'], 'key', '"c"'],
      [['a', 'b', 1, 'c'], 'value', 'null'],
      [['a', 'b', 1, 'c'], 'entry', '"c": null'],
      [['d'], 'entry', '"d": {"e": 2}'],
      [[{ key: 'd', occurrence: 1 }], 'entry', '"d": 1'],
      [['half'], 'value', '"half"'],
      [['half'], 'key', '"half"'],
      [['half'], 'entry', '"half"'],
      [['half', 'below'], 'value', '"half"'],
      [['a', 'b', 7], 'value', '["x", {"c": null}]'],
      [['a', 'b', 1, 'missing'], 'key', '{"c": null}'],
      [['a', '', 'below', 'that'], 'value', '1'],
      [['missing'], 'key', text],
      [[], 'value', text],
      [[], 'key', text],
    ];
    for (const [path, part, expected] of rows) {
      it(`${part} of ${pointer(path) || 'the root'}`, () => {
        const { start, end } = spanAt(tree, path, part);
        assert.equal(text.slice(start, end), expected);
      });
    }
  });

  it('gives the last of several equal keys, as JSON readers do', () => {
    assert.deepEqual(valueOf(child(tree, 'd')), { e: 2 });
    assert.equal(lastEntry(tree, 'constructor'), undefined);
    assert.equal(lastEntry(undefined, 'a'), undefined);
    assert.equal(child(child(tree, 'a'), 'x'), undefined);
  });

  it('gives text only of text', () => {
    const list = treeOf('["1", 1, null, true, {}, []]');
    assert.ok(list.kind === 'array');
    assert.deepEqual(list.items.map(stringOf), ['1', undefined, undefined, undefined, undefined, undefined]);
    assert.equal(stringOf(undefined), undefined);
  });

  it('gives each entry a step of its own that leads back to it, in small maps and in large ones', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', '', '__proto__', 'constructor', 'a#2', ...Array.from({ length: 20 }, (_, i) => `k${i}`)), { maxLength: 60, size: 'max' }), (keys) => {
        const map = treeOf(`{${keys.map((key, i) => `${JSON.stringify(key)}: ${i}`).join(', ')}}`);
        assert.ok(map.kind === 'object');
        const steps = stepsOf(map);
        assert.equal(steps.length, keys.length);
        assert.deepEqual(steps.map((step) => valueOf(nodeAt(map, [step]))), keys.map((_, i) => i));
        for (const key of keys) assert.equal(valueOf(child(map, key)), keys.lastIndexOf(key));
      }),
    );
  });

  it('of a map with 200,000 keys is asked 200,000 times without a walk for each', () => {
    const map = treeOf(`{${Array.from({ length: 200_000 }, (_, i) => `"k${i % 150_000}":${i}`).join(',')}}`);
    assert.ok(map.kind === 'object');
    let sum = 0;
    for (const step of stepsOf(map)) sum += spanAt(map, [step]).start > 0 && nodeAt(map, [step]) ? 1 : 0;
    assert.equal(sum, 200_000);
  });

  it('has the value that was written, however deep', () => {
    fc.assert(fc.property(generated, ({ text: any, value }) => assert.deepEqual(valueOf(treeOf(any)), value)));
    let value = valueOf(treeOf('['.repeat(100_000) + ']'.repeat(100_000)));
    let depth = 0;
    for (; Array.isArray(value); value = (value as unknown[])[0]) depth++;
    assert.equal(depth, 100_000);
  });

  it('has a value whose keys are in their order, and for equal keys the last', () => {
    assert.equal(JSON.stringify(valueOf(treeOf('{"b": 1, "a": {"y": [1, {"z": 0}], "x": 2}, "b": 3, "c": null}'))), '{"b":3,"a":{"y":[1,{"z":0}],"x":2},"c":null}');
    assert.equal(JSON.stringify(valueOf(treeOf('{"__proto__": {"a": 1}}'))), '{"__proto__":{"a":1}}');
    assert.equal(valueOf(undefined), undefined);
  });
});

describe('a path as a pointer', () => {
  const rows: [Path, string][] = [
    [[], ''],
    [['servers', 'a', 'args', 0], '/servers/a/args/0'],
    [['a/b', 'c~d', '~1'], '/a~1b/c~0d/~01'],
    [[''], '/'],
    [[{ key: 'a', occurrence: 2 }, 'b'], '/a#2/b'],
    [[{ key: 'a/b', occurrence: 1 }], '/a~1b#1'],
  ];
  for (const [path, expected] of rows) it(`${JSON.stringify(path)} is ${expected || 'empty'}`, () => assert.equal(pointer(path), expected));
});
