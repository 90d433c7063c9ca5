import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { invalidDenyPattern, maxArgument } from '../../../src/core/policy/deny-pattern.ts';

describe('a pattern for arguments', () => {
  for (const good of ['^/$', '^~/?$', '^[A-Za-z]:\\\\?$', '\\.\\.', '--privileged', '^--(?:allow|deny)-write$', '/etc/.*', '^.*secret.*', '^(?<opt>--x)=\\d{1,5}', '[(+*]', '(ab)?c', 'a{3}', '^\\(a\\+\\)\\+$']) {
    it(`${good} is taken`, () => assert.equal(invalidDenyPattern(good), undefined));
  }
  for (const [bad, word] of [
    ['(', 'not a regular expression'],
    ['[', 'not a regular expression'],
    ['(a+)+', 'repeated group'],
    ['(a*)*', 'repeated group'],
    ['((a)+b)+', 'repeated group'],
    ['(a|a)*', 'repeated group'],
    ['(a?){30}', 'repeated group'],
    ['(a{2,3})*', 'repeated group'],
    ['(?:x[a-z]*){2,}', 'repeated group'],
    ['(a+)*?b', 'repeated group'],
    ['(?<n>a+)+b', 'repeated group'],
    ['(?:(?<n>a)+b)+', 'repeated group'],
    ['a*?b*?c', 'too many'],
    ['[^]]*x*y', 'too many'],
    ['(a)\\1', 'Look-around'],
    ['(?<a>x)\\k<a>', 'Look-around'],
    ['(?=a)b', 'Look-around'],
    ['(?!a)b', 'Look-around'],
    ['(?<=a)b', 'Look-around'],
    ['(?<!a)b', 'Look-around'],
    ['.*.*', 'too many'],
    ['^a|.*x.*', 'too many'],
    ['^.*.*.*$', 'too many'],
    ['a{1,500}b{1,500}', 'too many'],
    ['a?a?a?a?a?a?a?a?a?', 'too many'],
  ] as const) {
    it(`${bad} is refused`, () => assert.match(invalidDenyPattern(bad) ?? '', new RegExp(word)));
  }

  it('that is taken takes little time on any argument', function () {
    this.timeout(30_000);
    const piece = fc.constantFrom('a', 'b', '.', '\\w', '[ab]', 'a*', 'b+', '.*', 'a?', '(a', '(?:', ')', ')*', ')+', '|', '^', '$', '{2,}', '{3}');
    let slowest = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom('a', 'ab', 'b'), (pieces, letters) => {
        const source = pieces.join('');
        if (source === '' || invalidDenyPattern(source) !== undefined) return;
        const argument = letters.repeat(maxArgument).slice(0, maxArgument - 1) + '!';
        const started = process.hrtime.bigint();
        new RegExp(source).test(argument);
        slowest = Math.max(slowest, Number(process.hrtime.bigint() - started) / 1e6);
      }),
      { numRuns: 1000 },
    );
    assert.ok(slowest < 500, `${slowest} ms`);
  });
});
