import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parse as parseOtherYaml } from 'yaml';
import { json } from '../../../src/core/config/json.ts';
import { nodeAt, spanAt, stepsOf, valueOf, type ConfigNode, type Path } from '../../../src/core/config/node.ts';
import type { Syntax } from '../../../src/core/config/syntax.ts';
import { toml } from '../../../src/core/config/toml.ts';
import { TomlArray, TomlObject } from '../../../src/core/config/toml/toml-node.ts';
import { frontMatter, yaml } from '../../../src/core/config/yaml.ts';
import type { Change } from '../../../src/core/finding/finding.ts';
import { applyEdits } from '../../../src/core/text/edit.ts';
import { documents, hostile, isMap, text as anyText, value as anyValue, type Generated, type Value } from './generated.ts';
import { Printer as JsonPrinter } from './json/generated-text.ts';
import { otherToml } from './toml/other-toml.ts';
import { printToml } from './toml/print-toml.ts';
import { printYaml } from './yaml/print-yaml.ts';

interface Row {
  readonly name: string;
  readonly syntax: Syntax;
  readonly generated: fc.Arbitrary<Generated>;
  /** What another reader makes of a text. */
  readonly oracle: (text: string) => unknown;
  /** The text of a string scalar, by itself, as another reader takes it; undefined where it cannot stand by itself. */
  readonly scalar: (written: string) => unknown;
  /** Whether the syntax has a way to make such a change. */
  readonly possible: (node: ConfigNode, change: Change) => boolean;
}

const always = (): boolean => true;
const front = /^\ufeff?---\r?\n([^]*?)(?<=\n)---\r?\n/;

const rows: readonly Row[] = [
  {
    name: 'JSON',
    syntax: json,
    generated: documents((root, choices, eol) => new JsonPrinter(Array.from({ length: 40 }, () => choices.of(...Array(1000).keys())), eol, true).print(asWritten(root) as never)),
    oracle: (text) => JSON.parse(text.replace(/^\ufeff/, '')),
    scalar: (written) => JSON.parse(written),
    possible: always,
  },
  {
    name: 'TOML',
    syntax: toml,
    generated: documents(printToml).filter(({ value }) => Object.keys(value as object).length > 0),
    oracle: otherToml,
    scalar: (written) => (otherToml(`x = ${written}`) as { x: unknown }).x,
    possible: (node, change) => {
      if (change.op === 'replace') return !(node instanceof TomlObject && node.form !== 'inline') && !(node instanceof TomlArray && node.tables);
      const section = (node instanceof TomlObject && node.form === 'implied') || (node instanceof TomlArray && node.tables);
      return !section || !('value' in change) || isMap(change.value as Value);
    },
  },
  {
    name: 'YAML',
    syntax: yaml,
    generated: documents(printYaml),
    oracle: otherYaml,
    scalar: (written) => (/^[|>]/.test(written) ? undefined : parseOtherYaml(written)),
    possible: always,
  },
  {
    name: 'front matter',
    syntax: frontMatter,
    generated: documents((root, choices, eol) => `---${eol}${printYaml(root, choices, eol).replace(/^(?:%YAML 1.2\r?\n)?---\r?\n/, '')}---${eol}${choices.of('', `# A page${eol}---${eol}a: b${eol}`)}`),
    oracle: (text) => otherYaml(front.exec(text)![1]!),
    scalar: (written) => (/^[|>]/.test(written) ? undefined : parseOtherYaml(written)),
    possible: always,
  },
];

function otherYaml(text: string): unknown {
  return parseOtherYaml(text.replace(/^\ufeff/, ''), { merge: true, logLevel: 'error' });
}

function asWritten(value: Value): unknown {
  if (Array.isArray(value)) return value.map(asWritten);
  if (typeof value === 'number') return { number: JSON.stringify(value) };
  return isMap(value) ? new Map(Object.entries(value).map(([key, part]) => [key, asWritten(part)])) : value;
}

/** Equal as far as config goes: neither the order of keys nor the sign of a zero counts. */
function sameValue(actual: unknown, expected: unknown, message?: string): void {
  assert.deepEqual(canonical(actual), canonical(expected), message);
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value === 'number') return Object.is(value, -0) ? 0 : value;
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.entries(value).map(([key, part]): [string, unknown] => [key, canonical(part)]).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function treeOf(syntax: Syntax, text: string): ConfigNode {
  const { tree, problems } = syntax.parse(text);
  assert.deepEqual(problems.map(({ span, message }) => [span, message.template]), [], JSON.stringify(text));
  assert.ok(tree, JSON.stringify(text));
  return tree;
}

/** Every node of a tree with the way to it. */
function nodesOf(node: ConfigNode, path: Path = []): [ConfigNode, Path][] {
  const here: [ConfigNode, Path] = [node, path];
  if (node.kind === 'array') return [here, ...node.items.flatMap((item, i) => nodesOf(item, [...path, i]))];
  if (node.kind !== 'object') return [here];
  const steps = stepsOf(node);
  return [here, ...node.entries.flatMap(({ value }, i) => (value ? nodesOf(value, [...path, steps[i]!]) : []))];
}

/** The places of a container's parts, keys included. */
function partsOf(node: ConfigNode): { start: number; end: number }[] {
  if (node.kind === 'array') return node.items.map(({ span }) => span);
  return node.kind === 'object' ? node.entries.map(({ keySpan, value }) => ({ start: keySpan.start, end: Math.max(keySpan.end, value?.span.end ?? 0) })) : [];
}

function changed(value: Value, [step, ...rest]: Path, update: (value: Value) => Value): Value {
  if (step === undefined) return update(value);
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? changed(item, rest, update) : item));
  assert.ok(isMap(value));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === step ? changed(part, rest, update) : part]));
}

/** What the edits make, whose every byte outside of them is the text's. */
function edited({ syntax }: Row, text: string, changes: readonly Change[]): string | undefined {
  const edits = syntax.edits(text, treeOf(syntax, text), changes);
  if (!edits) return undefined;
  const after = applyEdits(text, edits);
  const ends = new Set(text.match(/\r\n|\n|\r/g) ?? ['\n']);
  if (!/\n/.test(JSON.stringify(changes))) for (const end of after.match(/\r\n|\n|\r/g) ?? []) assert.ok(ends.has(end), `a new kind of line end in ${JSON.stringify(after)}`);
  return after;
}

for (const row of rows) {
  const { name, syntax, generated, oracle, scalar, possible } = row;
  const runs = { numRuns: 300 };
  const fewer = { numRuns: 100 };
  describe(`${name}, as any syntax,`, () => {
    it('reads what another reader reads', () => {
      fc.assert(
        fc.property(generated, ({ text, value }) => {
          sameValue(oracle(text), value, `the test’s own printer: ${JSON.stringify(text)}`);
          sameValue(valueOf(treeOf(syntax, text)), value, JSON.stringify(text));
        }),
        runs,
      );
    });

    it('knows where each part is', () => {
      fc.assert(
        fc.property(generated, ({ text }) => {
          const tree = treeOf(syntax, text);
          const scalars: ConfigNode[] = [];
          for (const [node, path] of nodesOf(tree)) {
            const { start, end } = node.span;
            assert.ok(0 <= start && start <= end && end <= text.length);
            assert.deepEqual(spanAt(tree, path), node.span);
            if (node.kind === 'object') {
              for (const { key, keySpan } of node.entries) {
                const again = scalar(text.slice(keySpan.start, keySpan.end).replace(/^[\w-]+$/, '"$&"'));
                assert.equal(again, key);
              }
            } else if (node.kind !== 'array') {
              scalars.push(node);
              const again = scalar(text.slice(start, end));
              if (node.kind === 'string' && again !== undefined) assert.equal(again, node.value);
            }
            // A TOML table may stand in several places; all else lies within what it belongs to.
            const holder = nodeAt(tree, path.slice(0, -1))!;
            if (name !== 'TOML' || holder.kind === 'array' ? !(holder instanceof TomlArray && holder.tables) : holder instanceof TomlObject && holder.form === 'inline') {
              if (path.length > 0) assert.ok(holder.span.start <= start && end <= holder.span.end);
            }
          }
          const sorted = scalars.toSorted((a, b) => a.span.start - b.span.start);
          sorted.forEach((node, i) => assert.ok(i === 0 || sorted[i - 1]!.span.end <= node.span.start));
          if (name !== 'TOML') assert.deepEqual(sorted, scalars);
        }),
        runs,
      );
    });

    it('replaces what it is told to, nothing else, and a second time changes nothing', () => {
      fc.assert(
        fc.property(generated, fc.nat(), anyValue(2), ({ text, value }, pick, put) => {
          const nodes = nodesOf(treeOf(syntax, text));
          const [node, at] = nodes[pick % nodes.length]!;
          const change: Change = { op: 'replace', at, value: put };
          fc.pre(possible(node, change) && (at.length > 0 || isMap(put)));
          const after = edited(row, text, [change]);
          assert.ok(after !== undefined, JSON.stringify([text, change]));
          const expected = changed(value, at, () => put);
          sameValue(oracle(after), expected, JSON.stringify([text, change, after]));
          sameValue(valueOf(treeOf(syntax, after)), expected);
          assert.equal(edited(row, after, [change]), after);
        }),
        runs,
      );
    });

    it('appends to a list and inserts into a map, in order', () => {
      fc.assert(
        fc.property(generated, fc.nat(), fc.array(anyValue(2), { minLength: 1, maxLength: 3 }), ({ text, value }, pick, put) => {
          const nodes = nodesOf(treeOf(syntax, text)).filter(([node]) => node.kind === 'array' || node.kind === 'object');
          const [node, at] = nodes[pick % nodes.length]!;
          const changes = put.map((one, i): Change => (node.kind === 'array' ? { op: 'append', at, value: one } : { op: 'insert', at, key: `new ${i}`, value: one }));
          fc.pre(changes.every((change) => possible(node, change)));
          const after = edited(row, text, changes);
          assert.ok(after !== undefined, JSON.stringify([text, changes]));
          const expected = changed(value, at, (one) => (Array.isArray(one) ? [...one, ...put] : { ...(one as object), ...Object.fromEntries(put.map((part, i) => [`new ${i}`, part])) }));
          sameValue(oracle(after), expected, JSON.stringify([text, changes, after]));
          for (const [old, way] of nodes) if (old.span.end < node.span.start && way.length > 0) assert.deepEqual(nodeAt(treeOf(syntax, after), way)?.span, old.span);
        }),
        runs,
      );
    });

    it('removes parts, side by side or all of them, and nothing else', () => {
      fc.assert(
        fc.property(generated, fc.nat(), fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), ({ text, value }, pick, which) => {
          const nodes = nodesOf(treeOf(syntax, text)).filter(([node]) => partsOf(node).length > 0);
          const [node, at] = nodes[pick % nodes.length]!;
          const count = partsOf(node).length;
          const gone = new Set(which.map((one) => one % count));
          const steps = node.kind === 'object' ? stepsOf(node) : partsOf(node).map((_, i) => i);
          const after = edited(row, text, [...gone].map((i): Change => ({ op: 'remove', at: [...at, steps[i]!] })));
          const emptiesTables = node instanceof TomlArray && node.tables && gone.size === count;
          const what = JSON.stringify([text, at, [...gone], after]);
          assert.equal(after === undefined, emptiesTables, what);
          if (after === undefined) return;
          const expected = changed(value, at, (one) => (Array.isArray(one) ? one.filter((_, i) => !gone.has(i)) : Object.fromEntries(Object.entries(one as object).filter(([key]) => ![...gone].some((i) => steps[i] === key)))));
          sameValue(after.replace(/^\ufeff/, '') === '' ? {} : oracle(after), expected, what);
          // What stands before the part in front of those that go, and behind the part that follows, is not touched.
          if (name === 'TOML' && !(node instanceof TomlArray && !node.tables)) return;
          const places = partsOf(node);
          const before = Math.min(...gone) - 1;
          const behind = Math.max(...gone) + 1;
          if (before >= 0) assert.ok(after.startsWith(text.slice(0, places[before]!.end)), what);
          if (behind < count) assert.ok(after.endsWith(text.slice(places[behind]!.start)), what);
        }),
        fewer,
      );
    });

    it('renames a key, wherever it is written, and nothing else', () => {
      fc.assert(
        fc.property(generated, fc.nat(), fc.oneof(fc.constantFrom(...hostile), anyText), ({ text, value }, pick, key) => {
          const ways = nodesOf(treeOf(syntax, text)).flatMap(([node, at]) => (node.kind === 'object' ? stepsOf(node).map((step): Path => [...at, step]) : []));
          const at = ways[pick % ways.length]!;
          const old = at.at(-1) as string;
          const holder = nodeAt(treeOf(syntax, text), at.slice(0, -1));
          const taken = holder?.kind === 'object' && holder.entries.some((entry) => entry.key === key) && key !== old;
          const after = edited(row, text, [{ op: 'rename', at, key }]);
          const what = JSON.stringify([text, at, key, after]);
          assert.equal(after === undefined, taken, what);
          if (after === undefined) return;
          sameValue(oracle(after), changed(value, at.slice(0, -1), (one) => Object.fromEntries(Object.entries(one as object).map(([name, part]) => [name === old ? key : name, part]))), what);
          const back = edited(row, after, [{ op: 'rename', at: [...at.slice(0, -1), key], key: old }]);
          assert.ok(back !== undefined);
          sameValue(oracle(back), value);
        }),
        fewer,
      );
    });

    it('replaces, adds, renames and removes in one go', () => {
      fc.assert(
        fc.property(generated, fc.nat(), anyValue(1), ({ text, value }, pick, put) => {
          const nodes = nodesOf(treeOf(syntax, text)).filter(([node]) => node.kind === 'object' && node.entries.length > 2);
          fc.pre(nodes.length > 0);
          const [node, at] = nodes[pick % nodes.length]!;
          const [first, second, third] = stepsOf(node as never) as string[];
          const replace: Change = { op: 'replace', at: [...at, first!], value: put };
          const insert: Change = { op: 'insert', at, key: 'new', value: put };
          fc.pre(possible(nodeAt(treeOf(syntax, text), replace.at)!, replace) && possible(node, insert));
          const after = edited(row, text, [{ op: 'remove', at: [...at, second!] }, replace, { op: 'rename', at: [...at, third!], key: 'renamed' }, insert]);
          assert.ok(after !== undefined, JSON.stringify([text, at, put]));
          const expected = changed(value, at, (one) => {
            const { [second!]: _, [third!]: moved, ...rest } = one as { [key: string]: Value };
            return { ...rest, [first!]: put, renamed: moved!, new: put };
          });
          sameValue(oracle(after), expected, JSON.stringify([text, at, put, after]));
        }),
        fewer,
      );
    });

    it('makes a list that is not there', () => {
      fc.assert(
        fc.property(generated, anyValue(1), ({ text, value }, put) => {
          const change: Change = { op: 'append', at: ['new list', 'below'], value: put };
          const after = edited(row, text, [change]);
          assert.ok(after !== undefined, JSON.stringify([text, change]));
          sameValue(oracle(after), { ...(value as object), 'new list': { below: [put] } }, JSON.stringify([text, change, after]));
        }),
        { numRuns: 100 },
      );
    });

    it('holds any text, whatever it replaces', () => {
      fc.assert(
        fc.property(generated, fc.nat(), fc.oneof(fc.constantFrom(...hostile), anyText), ({ text, value }, pick, put) => {
          const nodes = nodesOf(treeOf(syntax, text)).filter(([node]) => node.kind === 'string');
          fc.pre(nodes.length > 0);
          const at = nodes[pick % nodes.length]![1];
          const after = edited(row, text, [{ op: 'replace', at, value: put }]);
          assert.ok(after !== undefined, JSON.stringify([text, put]));
          sameValue(oracle(after), changed(value, at, () => put), JSON.stringify([text, put, after]));
        }),
        runs,
      );
    });

    it('never throws, and points into the text', () => {
      const mutated = fc.tuple(generated, fc.nat(), fc.nat(10), fc.oneof(fc.constantFrom('', '"', "'", '[', ']', '{', '}', '=', ':', '\n', '\r', '\t', '- ', '#', '---\n', '<<<<<<< a\n', '\u0000', '*a', '&a ', '<<: ', '"""', '.', ','), fc.string({ maxLength: 3 }))).map(([{ text }, at, length, put]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + put + text.slice(start + length);
      });
      const cut = fc.tuple(generated, fc.nat()).map(([{ text }, at]) => text.slice(0, at % (text.length + 1)));
      const random = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.array(fc.constantFrom('a', ' ', '  ', '\n', '\r', ':', ': ', '- ', '[', ']', '{', '}', '=', '.', '"', "'", '#', ',', '1', '---\n', '|', '>', '*a', '&a', '!', '?', '\t', '\\'), { maxLength: 40 }).map((parts) => parts.join('')));
      fc.assert(
        fc.property(fc.oneof(mutated, cut, random, random.map((text) => `---\n${text}\n---\n`)), fc.nat(), (text, pick) => {
          const { tree, problems } = syntax.parse(text);
          for (const { span } of problems) assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length + 1, JSON.stringify([text, span]));
          if (!tree) return;
          const nodes = nodesOf(tree);
          for (const [{ span }] of nodes) assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify([text, span]));
          const [node, at] = nodes[pick % nodes.length]!;
          const put: Change = node.kind === 'object' ? { op: 'insert', at, key: 'new', value: 1 } : node.kind === 'array' ? { op: 'append', at, value: 1 } : { op: 'replace', at, value: 1 };
          for (const change of [put, { op: 'remove', at } as const, { op: 'rename', at, key: 'new' } as const]) {
            const edits = syntax.edits(text, tree, [change]);
            if (edits) applyEdits(text, edits);
          }
        }),
        { numRuns: 1000 },
      );
    });
  });
}
