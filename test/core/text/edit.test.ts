import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits, difference, type TextEdit } from '../../../src/core/text/edit.ts';

const at = (start: number, end: number, newText: string): TextEdit => ({ span: { start, end }, newText });

describe('text edits', () => {
  const rows: [string, TextEdit[], string][] = [
    ['none', [], 'abcdef'],
    ['an insertion', [at(3, 3, 'X')], 'abcXdef'],
    ['at the beginning and the end', [at(0, 0, 'X'), at(6, 6, 'Y')], 'XabcdefY'],
    ['a deletion', [at(1, 3, '')], 'adef'],
    ['in any order', [at(4, 5, 'Y'), at(0, 1, 'X')], 'XbcdYf'],
    ['that touch', [at(0, 2, 'X'), at(2, 4, 'Y')], 'XYef'],
    ['an insertion before a replacement at the same place, given behind it', [at(2, 4, 'Y'), at(2, 2, 'X')], 'abXYef'],
    ['insertions at one place, in their order', [at(2, 2, 'X'), at(2, 2, 'Y')], 'abXYcdef'],
    ['with signs of a pattern', [at(0, 1, '$&$1\\')], '$&$1\\bcdef'],
  ];
  for (const [what, edits, expected] of rows) it(what, () => assert.equal(applyEdits('abcdef', edits), expected));

  const overlapping: [string, TextEdit[]][] = [
    ['two that overlap', [at(0, 3, 'X'), at(2, 4, 'Y')]],
    ['one within another', [at(0, 6, 'X'), at(2, 3, 'Y')]],
    ['an insertion within a replacement', [at(0, 3, 'X'), at(1, 1, 'Y')]],
    ['the same twice', [at(1, 2, 'X'), at(1, 2, 'X')]],
  ];
  for (const [what, edits] of overlapping) it(`refuse ${what}`, () => assert.throws(() => applyEdits('abcdef', edits), RangeError));

  it('do not depend on the order they are given in', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string(), fc.string()), { maxLength: 6 }), fc.infiniteStream(fc.nat()), (parts, random) => {
        let text = '';
        let expected = '';
        const edits: TextEdit[] = [];
        for (const [kept, old, put] of parts) {
          text += `${kept}|`;
          edits.push(at(text.length, text.length + old.length, put));
          text += old;
          expected += `${kept}|${put}`;
        }
        const shuffled = edits.map((edit) => ({ edit, key: random.next().value })).toSorted((a, b) => a.key - b.key);
        assert.equal(applyEdits(text, shuffled.map(({ edit }) => edit)), expected);
      }),
    );
  });
});

describe('the difference of two texts', () => {
  const rows: [string, string, string, TextEdit | undefined][] = [
    ['none', 'abc', 'abc', undefined],
    ['in the middle', 'abcdef', 'abXef', at(2, 4, 'X')],
    ['an insertion', 'ab', 'aXb', at(1, 1, 'X')],
    ['a deletion of one of two alike', 'aaa', 'aa', at(2, 3, '')],
    ['all', 'abc', 'xyz', at(0, 3, 'xyz')],
    ['never between the halves of a line end', 'a\r\nb', 'a\rb', at(1, 3, '\r')],
    ['never between the halves of a character', '\u{1F600}', '\u{1F601}', at(0, 2, '\u{1F601}')],
  ];
  for (const [what, before, after, expected] of rows) it(what, () => assert.deepEqual(difference(before, after), expected));

  it('makes the second of the first, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\r\n', '\n', '\u{1F600}', '\u{1F601}'), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edit = difference(before, after);
        assert.equal(applyEdits(before, edit ? [edit] : []), after);
      }),
    );
  });
});
