import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { hiddenIn, mayHide, named } from '../../../src/core/text/hidden.ts';

const found = (text: string): string[] => hiddenIn(text).map(({ start, end, kind }) => `${kind} ${named(text.slice(start, end))}`);

describe('characters that nobody sees', () => {
  const hiding: [string, string, string[]][] = [
    ['a line turned around', 'npx \u202etxt.seton', ['direction U+202E']],
    ['isolates, as in Trojan Source', 'admin\u2066 // only\u2069', ['direction U+2066', 'direction U+2069']],
    ['a sentence in tags', `read${Array.from('rm', (c) => String.fromCodePoint(0xe0000 + c.codePointAt(0)!)).join('')}me`, ['tag U+E0072 U+E006D']],
    ['a blank in a name', 'led\u200bger', ['blank U+200B']],
    ['a word joiner', 'led\u2060ger', ['blank U+2060']],
    ['a byte order mark in the middle', 'a\ufeffb', ['blank U+FEFF']],
    ['a joiner between Latin letters', 'led\u200dger', ['blank U+200D']],
    ['a non-joiner between Latin letters', 'led\u200cger', ['blank U+200C']],
    ['a direction mark among Latin letters', 'npx\u200f tool', ['direction U+200F']],
    ['a selector behind a Latin letter', 'a\ufe0fb', ['blank U+FE0F']],
    ['many selectors, which can spell bytes', 'x\u{e0101}\u{e0102}\u{e0103}', ['blank U+E0101 U+E0102 U+E0103']],
    ['selectors behind an emoji, which can spell bytes', '😀\u{e0101}\u{e0102}', ['blank U+E0101 U+E0102']],
    ['Hangul fillers', 'a\u3164b\uffa0c', ['blank U+3164', 'blank U+FFA0']],
    ['an escape for a terminal', 'a\u001b[2Kb', ['control U+001B']],
    ['a line separator', 'a\u2028b', ['blank U+2028']],
    ['tags behind a black flag that spell no region', `\u{1f3f4}${Array.from('ignore rules', (c) => String.fromCodePoint(0xe0000 + c.codePointAt(0)!)).join('')}`, ['tag U+E0069 U+E0067 U+E006E U+E006F …']],
  ];
  for (const [name, text, expected] of hiding) {
    it(`are found: ${name}`, () => {
      assert.deepEqual(found(text), expected);
      assert.ok(mayHide(text));
    });
  }

  const writing: [string, string][] = [
    ['a byte order mark at the beginning', '\ufeff{"servers": {}}'],
    ['a family', '👨‍👩‍👧 and 🏳️‍🌈, ❤️, 👩🏽‍💻, ☎️, 1️⃣'],
    ['flags of regions', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇩🇪'],
    ['Persian', 'می‌خواهم خانه‌ها'],
    ['Hindi', 'क्‍ष श्र‌ी'],
    ['Sinhala', 'ශ්‍රී ලංකාව'],
    ['Hebrew with marks', 'שלום\u200f (world)'],
    ['Arabic with marks', 'مرحبا \u200e(API)\u200e'],
    ['Chinese', '文件服务器，版本 1.0'],
    ['Japanese with a variant of a character', '葛\u{e0100}城市'],
    ['Vietnamese', 'Máy chủ tệp tin tiếng Việt'],
    ['German with a soft hyphen', 'Daten\u00adbank'],
    ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ\u180bᠬ'],
    ['code', 'if (a < b) { return `${c}\\u200b`; }\t// x\r\n'],
  ];
  for (const [name, text] of writing) it(`are left alone: ${name}`, () => assert.deepEqual(found(text), []));

  it('are found wherever they are put into a text', () => {
    const hidden = fc.constantFrom('\u202a', '\u202b', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u200b', '\u2060', '\u2063', '\u{e0041}', '\u{e0101}', '\u3164', '\u034f', '\u180e');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'Z', ' ', '-', '.', '/', '1', 'é'), minLength: 1, maxLength: 60 }), hidden, fc.nat(), (text, character, at) => {
        const place = at % text.length;
        const made = text.slice(0, place) + character + text.slice(place);
        assert.deepEqual(hiddenIn(made).map(({ start, end }) => made.slice(start, end)), [character]);
        assert.ok(mayHide(made));
      }),
      { numRuns: 1000 },
    );
  });

  it('take time in proportion to the text, whatever it is', () => {
    const time = (text: string): number => {
      const start = performance.now();
      hiddenIn(text);
      return performance.now() - start;
    };
    for (const unit of ['\u200b', 'a\u200b', '\u200fא', '👨‍']) {
      time(unit.repeat(10_000));
      const [small, large] = [time(unit.repeat(20_000)), time(unit.repeat(200_000))];
      assert.ok(large < Math.max(small, 2) * 60, `${JSON.stringify(unit)}: ${small} ms, ${large} ms`);
    }
  });
});
