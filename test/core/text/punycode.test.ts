import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeLabel } from '../../../src/core/text/punycode.ts';

describe('labels of host names', () => {
  // Samples of RFC 3492, 7.1, and names that browsers show.
  const rows: readonly (readonly [string, string])[] = [
    ['github', 'github'],
    ['xn--bcher-kva', 'bücher'],
    ['xn--80ak6aa92e', 'аррӏе'],
    ['xn--ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
    ['xn--fsqu00a', '例子'],
    ['XN--bcher-kva', 'bücher'],
  ];
  for (const [label, expected] of rows) it(`${label} stands for ${expected}`, () => assert.equal(decodeLabel(label), expected));

  it('stand for themselves where they are malformed', () => {
    for (const label of ['xn--', 'xn--é', 'xn--a-\u0430', 'xn--999999999', `xn--${'9'.repeat(80)}`]) assert.equal(typeof decodeLabel(label), 'string', label);
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => typeof decodeLabel(`xn--${text}`) === 'string'));
  });

  it('come back as a URL writes them', () => {
    const letters = fc.constantFrom(...'abcxyzäöüéабвгдежз例子中文');
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 12 }), (parts) => {
        const label = parts.join('');
        assert.equal(decodeLabel(new URL(`http://${label}.example/`).hostname.split('.')[0]!), label);
      }),
    );
  });
});
