import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { TextDocument } from '../../../src/core/text/document.ts';

const line = fc.constantFrom('', 'a', 'b c', '😀', '\ud800', '\u2028', '\u0085', '\t');
const lines = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 8 });

describe('a text document', () => {
  describe('turns offsets into positions', () => {
    const rows: [string, string, [number, number, number][]][] = [
      ['with LF', 'ab\ncd', [[0, 0, 0], [2, 0, 2], [3, 1, 0], [5, 1, 2]]],
      ['with CRLF', 'ab\r\ncd', [[2, 0, 2], [4, 1, 0], [6, 1, 2]]],
      ['with a lone CR', 'ab\rcd', [[2, 0, 2], [3, 1, 0]]],
      ['with CR before CRLF', 'a\r\r\nb', [[1, 0, 1], [2, 1, 0], [4, 2, 0]]],
      ['with LF before CR', 'a\n\rb', [[2, 1, 0], [3, 2, 0]]],
      ['with characters of two units, which count two', '😀a', [[0, 0, 0], [2, 0, 2], [3, 0, 3]]],
      ['with line separators of other kinds, which are none here', 'a\u2028b\u0085c\vd\fe', [[2, 0, 2], [8, 0, 8]]],
      ['with a line end at the end', 'a\n', [[1, 0, 1], [2, 1, 0]]],
      ['with a CR at the end', 'a\r', [[2, 1, 0]]],
      ['with a byte order mark, which no editor counts', '\ufeffab\n\ufeffc', [[0, 0, 0], [1, 0, 0], [2, 0, 1], [4, 1, 0], [5, 1, 1]]],
      ['of nothing', '', [[0, 0, 0]]],
      ['outside of it, held to its ends', 'ab\ncd', [[-1, 0, 0], [6, 1, 2], [Infinity, 1, 2], [-Infinity, 0, 0]]],
    ];
    for (const [what, text, positions] of rows) {
      it(what, () => {
        const document = new TextDocument(text);
        for (const [offset, number, character] of positions) assert.deepEqual(document.positionAt(offset), { line: number, character }, String(offset));
      });
    }
  });

  it('has every position where counting along the text finds it', () => {
    fc.assert(
      fc.property(lines, line, (parts, last) => {
        const text = parts.map(([content, end]) => content + end).join('') + last;
        const document = new TextDocument(text);
        let number = 0;
        let start = 0;
        for (let offset = 0; offset <= text.length; offset++) {
          assert.deepEqual(document.positionAt(offset), { line: number, character: offset - start });
          assert.equal(document.offsetAt({ line: number, character: offset - start }), offset);
          const ends = text[offset] === '\n' || (text[offset] === '\r' && text[offset + 1] !== '\n');
          if (ends) [number, start] = [number + 1, offset + 1];
        }
        assert.equal(document.lineCount, number + 1);
      }),
    );
  });

  it('has its lines without their ends, and nothing beyond them', () => {
    const document = new TextDocument('a\r\n\rb \n\nc');
    assert.deepEqual(Array.from({ length: document.lineCount }, (_, i) => document.line(i)), ['a', '', 'b ', '', 'c']);
    assert.equal(document.line(5), '');
    assert.equal(document.line(-1), '');
    assert.equal(document.line(0.5), '');
    assert.equal(new TextDocument('\ufeffa\nb').line(0), 'a');
  });

  it('turns spans into ranges', () => {
    assert.deepEqual(new TextDocument('a\r\n"b"').rangeOf({ start: 3, end: 6 }), { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } });
  });

  it('finds 100,000 positions among as many lines', () => {
    const document = new TextDocument('ab\n'.repeat(100_000));
    for (let i = 0; i < 100_000; i++) assert.equal(document.positionAt(i * 3 + 1).line, i);
  });
});
