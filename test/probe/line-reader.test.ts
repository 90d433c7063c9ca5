import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineReader } from '../../src/host/probe/stdio/line-reader.ts';

function read(limit: number, chunks: readonly Buffer[]): { lines: string[]; whole: boolean } {
  const lines: string[] = [];
  const reader = new LineReader(limit, (line) => lines.push(line.toString()));
  return { whole: chunks.every((chunk) => reader.take(chunk)), lines };
}

describe('lines', () => {
  it('are the same however the bytes come', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', '\n', '\r\n', '💡') })), fc.array(fc.nat(7)), (parts, sizes) => {
      const all = Buffer.from(parts.join(''));
      const chunks: Buffer[] = [];
      let at = 0;
      for (const size of sizes) chunks.push(all.subarray(at, (at += size)));
      chunks.push(all.subarray(at));
      assert.deepEqual(read(1000, chunks), { whole: true, lines: all.toString().split('\n').slice(0, -1).map((line) => line.replace(/\r$/, '')) });
    }));
  });

  it('may be as long as the limit, and no longer, with an end or without', () => {
    assert.deepEqual(read(4, [Buffer.from('abcd\n')]), { whole: true, lines: ['abcd'] });
    assert.deepEqual(read(4, [Buffer.from('ab\nab'), Buffer.from('cde')]), { whole: false, lines: ['ab'] });
    assert.deepEqual(read(4, [Buffer.from('abcde\nx\n')]), { whole: false, lines: [] });
  });
});
