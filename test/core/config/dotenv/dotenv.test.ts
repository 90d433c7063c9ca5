import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dotenv } from '../../../../src/core/config/dotenv/dotenv.ts';
import { render } from '../../../../src/core/text/message.ts';

/** What a text sets, with the bytes each part stands in. */
function read(text: string): [string, unknown, string, string][] {
  const { tree } = dotenv.parse(text);
  assert.ok(tree?.kind === 'object');
  return tree.entries.map(({ key, keySpan, value }) => {
    assert.ok(value?.kind === 'string');
    return [key, value.value, text.slice(keySpan.start, keySpan.end), text.slice(value.span.start, value.span.end)];
  });
}

describe('a .env file', () => {
  const cases: readonly (readonly [string, string, readonly (readonly [string, string, string, string])[]])[] = [
    ['plain', 'A=b', [['A', 'b', 'A', 'b']]],
    ['exported, with spaces and Windows line ends', ' export A = b \r\nC=d\r\n', [['A', 'b', 'A', 'b'], ['C', 'd', 'C', 'd']]],
    ['a variable called export', 'export=1', [['export', '1', 'export', '1']]],
    ['double quotes', 'A="b # c\\n" # note', [['A', 'b # c\n', 'A', '"b # c\\n"']]],
    ['single quotes and backticks', "A='b \"c\"'\nB=`d`", [['A', 'b "c"', 'A', "'b \"c\"'"], ['B', 'd', 'B', '`d`']]],
    ['over lines', 'A="b\nc"\nD=e', [['A', 'b\nc', 'A', '"b\nc"'], ['D', 'e', 'D', 'e']]],
    ['an open quote', 'A="b\nC=d', [['A', '"b', 'A', '"b'], ['C', 'd', 'C', 'd']]],
    ['a comment behind', 'A=b # c\nD=e#f', [['A', 'b', 'A', 'b'], ['D', 'e#f', 'D', 'e#f']]],
    ['nothing behind', 'A=\nB= # x', [['A', '', 'A', ''], ['B', '', 'B', '']]],
    ['comments and empty lines', '# A=b\n\n  \nC=d', [['C', 'd', 'C', 'd']]],
    ['a byte order mark', '\uFEFFA=b', [['A', 'b', 'A', 'b']]],
    ['the same name twice', 'A=b\nA=c', [['A', 'b', 'A', 'b'], ['A', 'c', 'A', 'c']]],
  ];
  for (const [what, text, expected] of cases) it(`reads: ${what}`, () => assert.deepEqual(read(text), expected));

  it('tells of a line that is none', () => {
    const { problems } = dotenv.parse('A=b\nnot a variable\n');
    assert.deepEqual(problems.map(({ span, message }) => [span, render(message)]), [[{ start: 4, end: 18 }, 'a line is `NAME=value`']]);
  });

  it('never throws, and every part lies where its text is, whatever the text', () => {
    const pieces = fc.array(fc.constantFrom('A', 'export ', '=', '"', "'", '`', '\\', '\n', '\r\n', '#', ' ', 'x', '\uFEFF'), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.oneof(pieces, fc.string()), (text) => {
      const { tree } = dotenv.parse(text);
      assert.ok(tree?.kind === 'object');
      let last = 0;
      for (const { key, keySpan, value } of tree.entries) {
        assert.equal(text.slice(keySpan.start, keySpan.end), key);
        assert.ok(last <= keySpan.start && keySpan.end <= value!.span.start && value!.span.end <= text.length);
        last = value!.span.end;
      }
    }));
  });

  it('takes no longer for many open quotes than the text is long', () => {
    const text = 'A="\\"\n'.repeat(20_000);
    const start = Date.now();
    dotenv.parse(text);
    assert.ok(Date.now() - start < 1000);
  });
});
