import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { visible } from '../../../src/core/text/visible.ts';

describe('text made visible', () => {
  describe('shows what would hide or disguise', () => {
    const rows: [string, string, string][] = [
      ['a terminal’s escape', 'a\u001b[31mred', 'a\\u{1B}[31mred'],
      ['a terminal’s escape in one character', '\u009b2J', '\\u{9B}2J'],
      ['a bell and a link', '\u001b]8;;https://evil.example\u0007x', '\\u{1B}]8;;https://evil.example\\u{7}x'],
      ['CR, which overwrites a line', 'approved\rdenied', 'approved\\u{D}denied'],
      ['LF, which makes one', 'a\n✔ b', 'a\\u{A}✔ b'],
      ['tab, backspace, null, delete', 'a\tb\bc\0d\u007f', 'a\\u{9}b\\u{8}c\\u{0}d\\u{7F}'],
      ['line and paragraph separators', 'a\u2028b\u2029c\u0085', 'a\\u{2028}b\\u{2029}c\\u{85}'],
      ['an override of direction', 'a\u202Egnp.exe', 'a\\u{202E}gnp.exe'],
      ['isolates and marks of direction', '\u2066a\u2069\u200e\u200f\u061c', '\\u{2066}a\\u{2069}\\u{200E}\\u{200F}\\u{61C}'],
      ['spaces of no width', 'led\u200bger\ufeff\u2060', 'led\\u{200B}ger\\u{FEFF}\\u{2060}'],
      ['joiners', 'led\u200cger\u200d', 'led\\u{200C}ger\\u{200D}'],
      ['a soft hyphen', 'led\u00adger', 'led\\u{AD}ger'],
      ['tags, which only a model reads', 'a\u{E0001}\u{E0049}\u{E007F}', 'a\\u{E0001}\\u{E0049}\\u{E007F}'],
      ['selectors of variants, which can carry data', 'a\ufe0f\u{E0100}', 'a\\u{FE0F}\\u{E0100}'],
      ['private use', '\ue000\u{F0000}', '\\u{E000}\\u{F0000}'],
      ['what is no character', '\uffff\u0378\u{1FFFE}', '\\u{FFFF}\\u{378}\\u{1FFFE}'],
      ['halves of characters', 'a\ud800b\udc00', 'a\\u{D800}b\\u{DC00}'],
      ['letters that show nothing', 'a\u115f\u3164\uffa0\u2800\u180e', 'a\\u{115F}\\u{3164}\\u{FFA0}\\u{2800}\\u{180E}'],
      ['blanks that look like a space', 'git\u00a0hub\u2003\u3000\u202f', 'git\\u{A0}hub\\u{2003}\\u{3000}\\u{202F}'],
      ['notes between lines', '\ufff9a\ufffb', '\\u{FFF9}a\\u{FFFB}'],
    ];
    for (const [what, text, expected] of rows) it(what, () => assert.equal(visible(text), expected));
  });

  describe('leaves the text of the world’s languages as it is', () => {
    const texts = ['@contoso/ledger@1.4.2', 'Größe façade naïve', 'Ελληνικά Русский', 'עברית', 'العربية', '日本語 中文 한국어', 'हिन्दी தமிழ் ไทย', 'e\u0301 (combined)', '“quoted” – dash … €', '✔ ⚠ 🚀 👍🏽', '\\u{1B}', '\ufffd'];
    for (const text of texts) it(text, () => assert.equal(visible(text), text));
  });

  // Joiners are part of some scripts and emoji. In a name they are shown as escapes all the same: they are also what makes two names look alike.
  it('takes apart a family and a Persian word, which stay recognisable', () => {
    assert.equal(visible('👨\u200d👩\u200d👧'), '👨\\u{200D}👩\\u{200D}👧');
    assert.equal(visible('می\u200cخواهم'), 'می\\u{200C}خواهم');
    assert.equal(visible('❤\ufe0f'), '❤\\u{FE0F}');
  });

  it('cuts what is long, never within a character', () => {
    assert.equal(visible('x'.repeat(200)), 'x'.repeat(200));
    assert.equal(visible('x'.repeat(201)), `${'x'.repeat(200)}…`);
    assert.equal(visible('abc', 2), 'ab…');
    assert.equal(visible('a😀b', 2), 'a…');
    assert.equal(visible('a😀b', 3), 'a😀…');
    assert.equal(visible('\ud83d\ud83d', 1), '\\u{D83D}…');
    assert.equal(visible('\u001b'.repeat(1_000_000)), `${'\\u{1B}'.repeat(200)}…`);
  });

  it('has nothing in it that needs to be made visible', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300, size: 'max' }), (text) => {
        const shown = visible(text);
        assert.equal(visible(shown, Infinity), shown);
        assert.doesNotMatch(shown, /\p{C}|(?! )\p{Z}/u);
      }),
      { numRuns: 1000 },
    );
  });
});
