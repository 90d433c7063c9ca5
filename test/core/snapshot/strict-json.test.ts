import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { canonical } from '../../../src/core/snapshot/canonical.ts';
import { strictJson } from '../../../src/core/snapshot/strict-json.ts';
import { render } from '../../../src/core/text/message.ts';

const refusal = (text: string, levels?: number): string => {
  const read = strictJson(text, levels);
  assert.ok('refused' in read, text.slice(0, 200));
  return render(read.refused);
};

describe('JSON that can be read in one way only', () => {
  it('a key that stands twice is refused, and said where', () => {
    assert.equal(refusal('{"a":{"b":1,"b":2}}'), 'The key `b` stands twice at `#/a`, so that it depends on the reader which of the two counts.');
    assert.match(refusal('[{"x":[0,{"a/b":{"k":1,"\\u006b":1}}]}]'), /The key `k` stands twice at `#\/0\/x\/1\/a~1b`/);
    assert.match(refusal('{"__proto__":1,"__proto__":2}'), /The key `__proto__` stands twice at `#`/);
    assert.match(refusal('{"\u202e":1,"\u202e":2}'), /The key `\\u\{202E\}` stands twice/);
  });

  it('half of a character is refused, escaped or raw, in keys too', () => {
    for (const text of ['{"a":"\\ud800"}', '{"a":"\ud800"}', '{"a":"x\\udc00y"}', '{"a":"\\ude00\\ud83d"}']) assert.match(refusal(text), /A text at `#\/a` holds half of a character/);
    assert.match(refusal('{"\\udfff":1}'), /A text at `#` holds half of a character/);
    assert.ok('value' in strictJson('"\\ud83d\\ude00"'));
    assert.ok('value' in strictJson('"\ud83d\\ude00"'), 'one half raw, the other escaped: together they are one');
  });

  it('depth ends at 128 levels, and brings nothing down', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    assert.ok('value' in strictJson(nested(128)));
    assert.match(refusal(nested(129)), /nested more than 128 levels deep, at `#(?:\/0)+/);
    assert.match(refusal('{"a":'.repeat(1_000_000)), /nested more than 128 levels/);
    assert.match(refusal('[[[]]]', 2), /nested more than 2 levels deep, at `#\/0\/0`/);
  });

  const invalid = ['', ' ', '{', '[1,]', '[,1]', '{"a":1,}', '{a:1}', "{'a':1}", '{"a" 1}', '{"a"}', '01', '1.', '.5', '+1', '-', 'NaN', 'Infinity', 'tru', 'nul', '"', '"\\x"', '"\\u12"', '"a\nb"', '"\t"', '// c\n1', '1 2', '[1]]', '\ufeff1', '\u00a01', '"\\'];
  it('what is no JSON is refused, and said where', () => {
    for (const text of invalid) assert.match(refusal(text), /It is no valid JSON, at `#/, JSON.stringify(text));
    assert.equal(refusal('{"a":[1, x]}'), 'It is no valid JSON, at `#/a/1` (character 10).');
  });

  it('a number of more digits than anybody needs is refused', () => {
    assert.match(refusal(`{"n":1${'0'.repeat(2_000_000)}}`), /A number at `#\/n` has more than 1000 characters/);
  });

  it('a long text is read in no time', () => {
    const read = strictJson(JSON.stringify('é\\"\u202e'.repeat(400_000)));
    assert.ok('value' in read && (read.value as string).length === 1_600_000);
  });

  it('a key that means something to JavaScript is data', () => {
    const read = strictJson('{"__proto__":{"polluted":true},"constructor":1,"toJSON":2,"then":3}');
    assert.ok('value' in read);
    assert.equal(canonical(read.value), '{"__proto__":{"polluted":true},"constructor":1,"then":3,"toJSON":2}');
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });

  it('takes exactly what JSON.parse takes, where that is not ambiguous, and gives the same values', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '"a"', '"b":', '1', '-0', '1e5', '.5', 'true', 'null', ' ', '\n', '\\', '\\u00e9', '\u0001', '/');
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.array(pieces).map((all) => all.join(''))), (text) => {
        const read = strictJson(text);
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          assert.ok('refused' in read);
          return;
        }
        if ('refused' in read) assert.match(render(read.refused), /stands twice|half of a character|levels deep/);
        else assert.deepEqual(JSON.parse(canonical(read.value)), JSON.parse(JSON.stringify(parsed)));
      }),
      { numRuns: 2000 },
    );
  });
});
