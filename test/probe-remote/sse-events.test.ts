import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { EventReader, type StreamEvent } from '../../src/host/probe/remote/sse-events.ts';

describe('server-sent events', () => {
  const read = (parts: readonly (string | Uint8Array)[], limit = 1000): StreamEvent[] | undefined => {
    const reader = new EventReader(limit);
    const found: StreamEvent[] = [];
    for (const part of parts) {
      const events = reader.read(typeof part === 'string' ? new TextEncoder().encode(part) : part);
      if (!events) return undefined;
      found.push(...events);
    }
    return found;
  };

  const cases: [string, string, StreamEvent[]][] = [
    ['one', 'data: {"a":1}\n\n', [{ type: 'message', data: '{"a":1}' }]],
    ['a named one', 'event: endpoint\ndata: /messages?id=1\n\n', [{ type: 'endpoint', data: '/messages?id=1' }]],
    ['several lines of data', 'data: a\ndata:  b\ndata\ndata:c\n\n', [{ type: 'message', data: 'a\n b\n\nc' }]],
    ['line ends of all kinds', 'data: a\r\n\r\ndata: b\r\rdata: c\n\n', [{ type: 'message', data: 'a' }, { type: 'message', data: 'b' }, { type: 'message', data: 'c' }]],
    ['comments, ids and unknown fields', ': hello\nid: 3\nretry: 10\nwhat: ever\ndata: a\n\n', [{ type: 'message', data: 'a' }]],
    ['a name is for one event only, and without data there is none', 'event: x\n\ndata: a\n\n', [{ type: 'message', data: 'a' }]],
    ['what does not end is none', 'data: a\n\ndata: b\n', [{ type: 'message', data: 'a' }]],
    ['a mark at the beginning', '\u{FEFF}data: a\n\n', [{ type: 'message', data: 'a' }]],
  ];
  for (const [what, text, events] of cases) {
    it(what, () => assert.deepEqual(read([text]), events));
  }

  it('come out the same however the bytes are parted', () => {
    const line = fc.constantFrom('data: ü😀', 'data:x', 'data', 'event: endpoint', ': c', 'id: 1', '', '');
    fc.assert(
      fc.property(fc.array(fc.tuple(line, fc.constantFrom('\n', '\r', '\r\n')), { maxLength: 30 }), fc.array(fc.nat({ max: 200 }), { maxLength: 20 }), (lines, cuts) => {
        const bytes = new TextEncoder().encode(lines.flat().join(''));
        const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        assert.deepEqual(read(at.slice(1).map((end, i) => bytes.subarray(at[i], end))), read([bytes]));
      }),
    );
  });

  it('that are larger than allowed end it; one after the other they do not', () => {
    assert.equal(read([`data: ${'x'.repeat(95)}\n\n`], 100), undefined);
    assert.equal(read(Array.from({ length: 60 }, () => 'data: x'), 100), undefined);
    assert.equal(read(Array.from({ length: 60 }, () => ': x\n'), 100), undefined);
    assert.equal(read(Array.from({ length: 60 }, () => 'data: x\n\n'), 100)?.length, 60);
  });

  it('that are no UTF-8 are not made up for', () => {
    assert.throws(() => read([Uint8Array.of(0x64, 0xff, 0x0a)]), TypeError);
  });
});
