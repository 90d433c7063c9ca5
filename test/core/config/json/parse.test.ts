import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseJson } from '../../../../src/core/config/json/parse.ts';
import { nodeAt, valueOf, type ConfigNode } from '../../../../src/core/config/node.ts';
import type { ParsedText } from '../../../../src/core/config/syntax.ts';
import type { Span } from '../../../../src/core/text/document.ts';
import { render } from '../../../../src/core/text/message.ts';
import { generated, oracle } from './generated-text.ts';

function problemsOf(text: string): string[] {
  return parseJson(text).problems.map(({ span, message }) => `${span.start}-${span.end} ${render(message)}`);
}

function childrenOf(node: ConfigNode): Span[] {
  if (node.kind === 'array') return node.items.map((item) => item.span);
  return node.kind === 'object' ? node.entries.flatMap(({ keySpan, value }) => (value ? [keySpan, value.span] : [keySpan])) : [];
}

/** Calls `visit` for every node, on a stack of its own. */
function walk(tree: ConfigNode | undefined, visit: (node: ConfigNode) => void): void {
  const stack = tree ? [tree] : [];
  for (let node = stack.pop(); node; node = stack.pop()) {
    visit(node);
    if (node.kind === 'array') stack.push(...node.items);
    else if (node.kind === 'object') for (const { value } of node.entries) if (value) stack.push(value);
  }
}

/** What holds for the reading of any text at all. */
function checkShape(text: string): ParsedText {
  const parsed = parseJson(text);
  for (const { span } of parsed.problems) assert.ok(0 <= span.start && span.start < span.end && span.end <= text.length, `problem at ${span.start}-${span.end} of ${text.length}`);
  walk(parsed.tree, (node) => {
    assert.ok(0 <= node.span.start && node.span.start < node.span.end && node.span.end <= text.length, `${node.kind} at ${node.span.start}-${node.span.end} of ${text.length}`);
    let at = node.span.start;
    for (const span of childrenOf(node)) {
      assert.ok(at < span.start && span.start < span.end && span.end <= node.span.end, `part at ${span.start}-${span.end} in ${node.span.start}-${node.span.end}`);
      at = span.end - 1;
    }
  });
  assert.equal(parsed.problems.length > 0, oracle(text).wrong, `${JSON.stringify(text)}: ${JSON.stringify(parsed.problems)}`);
  return parsed;
}

describe('parseJson', () => {
  it('reads every valid text to its value, each part from where it stands', () => {
    fc.assert(
      fc.property(generated, ({ text, value }) => {
        const { tree, problems } = parseJson(text);
        assert.deepEqual(problems, []);
        assert.deepEqual(valueOf(tree), value);
        walk(tree, (node) => {
          const slice = text.slice(node.span.start, node.span.end);
          assert.deepEqual(valueOf(parseJson(slice).tree), valueOf(node));
          if (node.kind === 'object') for (const { key, keySpan } of node.entries) assert.equal(JSON.parse(text.slice(keySpan.start, keySpan.end)), key);
        });
        // The library itself takes `__proto__` for the prototype.
        if (!JSON.stringify(value).includes('__proto__')) assert.deepEqual(oracle(text), { value, wrong: false });
      }),
      { numRuns: 500 },
    );
  });

  it('reads every half-typed text', () => {
    fc.assert(
      fc.property(generated, ({ text }) => {
        for (let end = 0; end <= Math.min(text.length, 400); end++) checkShape(text.slice(0, end));
      }),
      { numRuns: 100 },
    );
  });

  it('reads every text with a character lost', () => {
    fc.assert(
      fc.property(generated, ({ text }) => {
        for (let at = 0; at < Math.min(text.length, 400); at++) checkShape(text.slice(0, at) + text.slice(at + 1));
      }),
      { numRuns: 100 },
    );
  });

  it('reads anything', () => {
    const token = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '"a"', '"b', "'c'", 'true', 'null', 'nul', '0', '01', '1.', '-', '1e', '.5', '+1', '//', '/*', '*/', '/', '\\', '\n', '\r', ' ', '\u00a0', '\ufeff', '\0', '<<<<<<< HEAD\n', '=======', '\ud83d', '"\\u12"', '"\\x"', '"\t"');
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(token, { maxLength: 25, size: 'max' }).map((tokens) => tokens.join(''))), (text) => void checkShape(text)), { numRuns: 3000 });
  });

  describe('finds what stands before the damage', () => {
    const servers: [string, unknown][] = [
      ['first', { command: 'npx', args: ['-y', 'one'] }],
      ['second', { command: 'uvx', args: ['two'], env: { A: 'b' } }],
      ['third', { url: 'https://h.example/mcp' }],
    ];
    const entries = servers.map(([name, server]) => `"${name}": ${JSON.stringify(server)}`);
    const text = `{\n  // ours\n  "servers": {\n    ${entries.join(',\n    ')}\n  }\n}\n`;
    for (const [cut, name] of [[1, 'first'], [2, 'second'], [3, 'third']] as const) {
      it(`wherever it begins behind \`${name}\``, () => {
        const from = text.indexOf(entries[cut - 1]!) + entries[cut - 1]!.length;
        const until = cut < 3 ? text.indexOf(entries[cut]!) + entries[cut]!.length : text.length;
        for (let end = from; end < until; end++) {
          const { tree } = parseJson(text.slice(0, end));
          for (const [whole, server] of servers.slice(0, cut)) assert.deepEqual(valueOf(nodeAt(tree, ['servers', whole])), server);
        }
      });
    }
  });

  describe('takes a half-typed entry for what is meant', () => {
    const rows: [string, string, unknown, string[]][] = [
      ['a key without a value, the next entry below', '{"command":\n"args": ["-y"]}', { command: undefined, args: ['-y'] }, ['1-10 A value is missing behind this key.']],
      ['a key without colon and value, the next entry below', '{"command"\n"args": ["-y"]}', { command: undefined, args: ['-y'] }, ['1-10 A value is missing behind this key.']],
      ['a colon forgotten', '{"command" "npx", "args": []}', { command: 'npx', args: [] }, ['11-16 A colon is missing before this.']],
      ['a comma forgotten', '{"a": 1\n"b": [1 2]}', { a: 1, b: [1, 2] }, ['8-11 A comma is missing before this.', '16-17 A comma is missing before this.']],
      ['a comma too many', '{"a": 1,, "b": [1,,2]}', { a: 1, b: [1, 2] }, ['8-9 Something is missing before this comma.', '18-19 Something is missing before this comma.']],
      ['a bracket forgotten', '{"x": {"args": ["-y"}, "y": {}}', { x: { args: ['-y'] }, y: {} }, ['20-21 A bracket opened before this one is not closed.']],
      ['a bracket too many', '{"a": 1}}', { a: 1 }, ['8-9 This bracket closes nothing.']],
      ['a quote forgotten', '{"a": "npx,\n"b": 1}', { a: 'npx,', b: 1 }, ['6-11 This text is not closed, or holds a character that JSON does not allow.', '12-15 A comma is missing before this.']],
      ['a value without its key', '{"a": 1, 2, "b": 3}', { a: 1, b: 3 }, ['9-10 A key in double quotes belongs here.', '10-11 Something is missing before this comma.']],
      ['a key without quotes', '{a: 1, "b": 2}', { b: 2 }, ['1-2 This is not JSON.', '2-3 This colon does not belong here.', '4-5 A key in double quotes belongs here.', '5-6 Something is missing before this comma.']],
      ['nothing behind the colon', '{"a":}', { a: undefined }, ['5-6 A value is missing before this.']],
      ['nothing behind the key', '{"a"}', { a: undefined }, ['4-5 A value is missing before this.']],
      ['a number half typed', '{"a": 1., "b": 1e, "c": -}', { a: 1, b: 1, c: undefined }, ['6-8 This number is not complete.', '15-17 This number is not complete.', '24-25 This is not JSON.', '25-26 A value is missing before this.']],
      ['a comment not closed', '{"a": 1 /* b', { a: 1 }, ['8-12 This comment is not closed.', '0-1 This bracket is not closed.']],
      ['only the beginning of a comment', '/*', undefined, ['0-2 This comment is not closed.']],
      ['two values', '{"a": 1} {"b": 2}', { a: 1 }, ['9-17 Only one value may stand in the file; this is a second one.']],
    ];
    for (const [what, text, value, problems] of rows) {
      it(what, () => {
        assert.deepEqual(valueOf(parseJson(text).tree), value);
        assert.deepEqual(problemsOf(text).toSorted(), problems.toSorted());
        checkShape(text);
      });
    }
  });

  it('keeps every one of several equal keys', () => {
    const { tree, problems } = parseJson('{"a": 1, "b": 2, "a": 3, "a": {"a": 4}}');
    assert.ok(tree?.kind === 'object');
    assert.deepEqual(tree.entries.map(({ key, value }) => [key, valueOf(value)]), [['a', 1], ['b', 2], ['a', 3], ['a', { a: 4 }]]);
    assert.deepEqual(problems, []);
  });

  it('takes `__proto__` for a key like any other', () => {
    const value = valueOf(parseJson('{"__proto__": {"command": "x"}, "constructor": 1}').tree);
    assert.ok(value instanceof Object);
    assert.deepEqual(Object.keys(value), ['__proto__', 'constructor']);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.ok(!('command' in {}));
  });

  it('says so where a merge conflict is not resolved, and finds the servers of both sides', () => {
    const text = '{"servers": {\n<<<<<<< HEAD\n  "ours": {"command": "a"}\n||||||| base\n=======\n  "theirs": {"command": "b"}\n>>>>>>> branch\n}}';
    assert.deepEqual(valueOf(parseJson(text).tree), { servers: { ours: { command: 'a' }, theirs: { command: 'b' } } });
    assert.equal(problemsOf(text)[0], '14-21 A merge conflict is not resolved here.');
    assert.equal(problemsOf(text).filter((problem) => problem.includes('merge conflict')).length, 4);
  });

  it('keeps lone surrogates', () => {
    const text = '{"a\ud800": "\udc00\\ud800"}';
    assert.deepEqual(valueOf(parseJson(text).tree), { 'a\ud800': '\udc00\ud800' });
    assert.deepEqual(problemsOf(text), []);
  });

  it('reports no more than 50 problems', () => {
    assert.equal(parseJson('?'.repeat(3) + ' ?'.repeat(1000)).problems.length, 50);
  });

  const empty: [string, string][] = [['nothing', ''], ['white space', ' \t\r\n'], ['a byte order mark', '\ufeff'], ['a comment', '// later\n']];
  for (const [what, text] of empty) {
    it(`finds nothing, and nothing wrong, in ${what}`, () => {
      const { tree, problems } = parseJson(text);
      assert.equal(tree, undefined);
      assert.deepEqual(problems, []);
    });
  }

  // A cost that grows with the square of the size would take minutes to hours for these.
  const size = 300_000;
  const shapes: [string, string][] = [
    ['8,000 maps in each other', '{"a":'.repeat(8000) + '1' + '}'.repeat(8000)],
    ['200,000 lists in each other', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['200,000 maps in each other, not closed', '{"a":'.repeat(200_000)],
    ['brackets that close nothing behind many open ones', '['.repeat(size) + '}'.repeat(size)],
    ['brackets that alternate', '[{'.repeat(size / 2) + ']}'.repeat(size / 2)],
    ['keys without values', `{${'"a" '.repeat(size / 4)}`],
    ['keys without values but with colons', `{${'"a": '.repeat(size / 4)}`],
    ['strings, each before much white space', `{"a": "b"${`${' '.repeat(1000)}"c"`.repeat(size / 1000)}`],
    ['commas', `[${','.repeat(size)}`],
    ['colons', `{"a"${':'.repeat(size)}`],
    ['quotes', '"'.repeat(size)],
    ['backslashes', `"${'\\'.repeat(size)}`],
    ['white space', ' '.repeat(size)],
    ['line ends', '\r'.repeat(size)],
    ['comments that are opened again and again', '/*'.repeat(size / 2)],
    ['slashes', `[${'/ '.repeat(size / 2)}`],
    ['minus signs', '-'.repeat(size)],
    ['conflict markers', '<<<<<<< '.repeat(size / 8)],
    ['one key, again and again', `{${'"a":1,'.repeat(size / 6)}"a":1}`],
    ['a text of 10 MB', `{"servers":{${Array.from({ length: 100_000 }, (_, i) => `"server-${i}":{"command":"npx","args":["-y","package-${i}@1.0.0"],"env":{"A":"b"}}`).join(',\n')}}}`],
  ];
  for (const [what, text] of shapes) {
    it(`reads ${what} in time that grows with the size`, () => {
      const { tree } = parseJson(text);
      if (tree) assert.ok(tree.span.end <= text.length);
    });
  }
});
