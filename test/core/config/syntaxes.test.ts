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
          const edits = syntax.edits(text, tree, [node.kind === 'object' ? { op: 'insert', at, key: 'new', value: 1 } : node.kind === 'array' ? { op: 'append', at, value: 1 } : { op: 'replace', at, value: 1 }]);
          if (edits) applyEdits(text, edits);
        }),
        { numRuns: 1000 },
      );
    });
  });
}
