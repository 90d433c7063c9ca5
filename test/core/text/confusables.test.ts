import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isMixedScript, skeleton } from '../../../src/core/text/confusables.ts';

describe('names that look alike', () => {
  for (const [why, one, other] of [
    ['Cyrillic letters', 'раураl.com', 'paypal.com'],
    ['all in Cyrillic', 'аррӏе.com', 'apple.com'],
    ['a Greek omicron', 'gοοgle.com', 'google.com'],
    ['full-width letters', 'ｇｉｔｈｕｂ.com', 'github.com'],
    ['a mathematical alphabet', '𝗀𝗂𝗍𝗁𝗎𝖻.com', 'github.com'],
    ['an accent', 'gíthub.com', 'github.com'],
    ['a zero-width joiner', 'git\u200dhub.com', 'github.com'],
    ['a dotless i', 'gıthub.com', 'github.com'],
    ['rn for m', 'exarnple', 'example'],
    ['one for l', 'p1aywright', 'playwright'],
    ['nought for o', 'n0tion', 'notion'],
    ['capitals', 'GitHub', 'github'],
  ] as const) {
    it(why, () => assert.equal(skeleton(one), skeleton(other)));
  }

  it('tells other names apart', () => {
    for (const [one, other] of [['server-fetch', 'server-patch'], ['mcp-ui', 'mcp-ul'], ['a-b', 'ab'], ['データ', 'デタ']] as const) assert.notEqual(skeleton(one), skeleton(other));
  });

  it('has one look for each text, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(skeleton(skeleton(text)), skeleton(text))));
  });
});

describe('several scripts in one name', () => {
  for (const mixed of ['раypal', 'gοοgle', 'аpple.com', 'Gгιt']) it(mixed, () => assert.ok(isMixedScript(mixed)));
  for (const one of ['github', 'яндекс', 'ελλάδα', '日本語', '日本語GitHub', 'サーバーmcp', '한국어-mcp', 'café', '🎉party', '', '1.2.3']) it(`not in ${one || 'nothing'}`, () => assert.ok(!isMixedScript(one)));
});
