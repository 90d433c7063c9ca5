import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { rawElements, rawPart } from '../../../src/core/snapshot/raw-message.ts';
import { render } from '../../../src/core/text/message.ts';

const why = (answer: unknown): string => {
  assert.ok(typeof answer === 'object' && answer !== null && 'refused' in answer, JSON.stringify(answer));
  return render((answer as { refused: Parameters<typeof render>[0] }).refused);
};

describe('the raw parts of a message', () => {
  const line = '{"jsonrpc":"2.0", "id":1,"result" : {"tools":[ {"name":"a","n":1e400, "n":2},\n"x]}", 5 ,[],null], "nextCursor":"2"}}';

  it('an item stands there byte for byte, its doubled keys and great numbers in it', () => {
    assert.deepEqual(rawElements(line, ['result', 'tools']), ['{"name":"a","n":1e400, "n":2}', '"x]}"', '5', '[]', 'null']);
    assert.equal(rawPart(line, ['result', 'nextCursor']), '"2"');
    assert.equal(rawPart(line, ['id']), '1');
    assert.equal(rawPart(' [1] ', []), '[1]');
    assert.deepEqual(rawElements('{"result":{"tools":[]}}', ['result', 'tools']), []);
  });

  it('nothing there is told from a list that is there', () => {
    assert.equal(rawPart(line, ['error']), undefined);
    assert.equal(rawPart(line, ['id', 'tools']), undefined);
    assert.equal(rawElements(line, ['result', 'nextCursor']), undefined);
    assert.equal(rawElements('{"result":{"tools":{}}}', ['result', 'tools']), undefined);
  });

  it('a key is found however it is written', () => {
    assert.deepEqual(rawElements('{"r\\u0065sult":{"t\\u006fols":[1]}}', ['result', 'tools']), ['1']);
    assert.equal(rawPart('{"__proto__":{"x":1}}', ['__proto__', 'x']), '1');
    assert.equal(rawPart('{"a":1}', ['__proto__']), undefined);
  });

  it('a key that stands twice on the way is refused, since readers differ in which one counts', () => {
    assert.match(why(rawElements('{"result":{"tools":[1]},"result":{"tools":[2]}}', ['result', 'tools'])), /The key `result` stands twice/);
    assert.match(why(rawElements('{"result":{"tools":[1],"t\\u006fols":[2]}}', ['result', 'tools'])), /The key `tools` stands twice/);
  });

  it('what is no JSON is refused', () => {
    for (const text of ['', '{', '{"result":{"tools":[1,]}}', '\ufeff{}', '{"a":1}{"b":2}', '[NaN]']) assert.match(why(rawPart(text, ['result'])), /no JSON/, text);
  });

  it('depth brings nothing down', () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    assert.deepEqual(rawElements(`{"result":{"tools":[${deep},{"name":"b"}]}}`, ['result', 'tools']), [deep, '{"name":"b"}']);
  });

  it('whatever the items are, they come back as they were written', () => {
    const spaced = fc.tuple(fc.json({ noUnicodeString: false }), fc.constantFrom('', ' ', '\n\t'));
    fc.assert(
      fc.property(fc.array(spaced), fc.json(), (items, other) => {
        const text = `{"other":${other},"result":{"tools":[${items.map(([item, blank]) => blank + item + blank).join(',')}],"x":${other}}}`;
        assert.deepEqual(rawElements(text, ['result', 'tools']), items.map(([item]) => item));
      }),
    );
  });

  it('no text makes it throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', '1', ' ') })), (text) => void rawElements(text, ['a'])));
  });
});
