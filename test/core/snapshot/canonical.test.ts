import assert from 'node:assert/strict';
import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { canonical } from '../../../src/core/snapshot/canonical.ts';
import { strictJson } from '../../../src/core/snapshot/strict-json.ts';

function canonicalOf(text: string): string {
  const read = strictJson(text);
  assert.ok('value' in read, text);
  return canonical(read.value);
}

describe('the canonical form (RFC 8785)', () => {
  describe('the vectors of the RFC', () => {
    it('3.2.2: strings, literals, numbers', () => {
      const text = '{"numbers":[333333333.3333333,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
      assert.equal(canonicalOf(text), '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
    });

    it('3.2.3: keys in the order of their UTF-16 code units', () => {
      const text = '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}';
      assert.equal(canonicalOf(text), '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}');
    });

    // Appendix B: the double, as its bits, and its text.
    const doubles: [string, string][] = [
      ['0000000000000000', '0'], ['8000000000000000', '0'], ['0000000000000001', '5e-324'], ['8000000000000001', '-5e-324'], ['7fefffffffffffff', '1.7976931348623157e+308'], ['ffefffffffffffff', '-1.7976931348623157e+308'],
      ['4340000000000000', '9007199254740992'], ['c340000000000000', '-9007199254740992'], ['4430000000000000', '295147905179352830000'], ['44b52d02c7e14af5', '9.999999999999997e+22'], ['44b52d02c7e14af6', '1e+23'], ['44b52d02c7e14af7', '1.0000000000000001e+23'],
      ['444b1ae4d6e2ef4e', '999999999999999700000'], ['444b1ae4d6e2ef4f', '999999999999999900000'], ['444b1ae4d6e2ef50', '1e+21'], ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'], ['3eb0c6f7a0b5ed8d', '0.000001'],
      ['41b3de4355555553', '333333333.3333332'], ['41b3de4355555554', '333333333.33333325'], ['41b3de4355555555', '333333333.3333333'], ['41b3de4355555556', '333333333.3333334'], ['41b3de4355555557', '333333333.33333343'], ['becbf647612f3696', '-0.0000033333333333333333'], ['43143ff3c1cb0959', '1424953923781206.2'],
    ];
    it('Appendix B: numbers', () => {
      for (const [bits, text] of doubles) {
        assert.equal(canonical(Buffer.from(bits, 'hex').readDoubleBE()), text);
        assert.equal(canonicalOf(text), text, 'and read again');
      }
    });
  });

  it('is that of the npm package `canonicalize`, for all that doubles hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value, undefined, 1);
        assert.equal(canonicalOf(text), canonicalize(JSON.parse(text)));
      }),
    );
  });

  describe('numbers that a double does not hold keep their digits', () => {
    const rows: [string, string][] = [
      ['18446744073709551615', '1.8446744073709551615e19'],
      ['18446744073709551616', '1.8446744073709551616e19'],
      ['9007199254740993', '9.007199254740993e15'],
      ['1e400', '1e400'],
      ['-10E+399', '-1e400'],
      ['1e-400', '1e-400'],
      ['1e99999999999999999999', '1e99999999999999999999'],
      ['0.10000000000000000555', '1.0000000000000000555e-1'],
      ['333333333.33333329', '3.3333333333333329e8'],
      ['1.00000000000000000000', '1'],
      ['100e-2', '1'],
      ['-0', '0'],
      ['-0.0e5', '0'],
      ['0e999999', '0'],
      ['0.1', '0.1'],
      ['1E-1', '0.1'],
      ['9007199254740992', '9007199254740992'],
    ];
    for (const [written, expected] of rows) {
      it(`${written} is ${expected}`, () => {
        assert.equal(canonicalOf(written), expected);
        assert.equal(canonicalOf(canonicalOf(written)), expected, 'and read again');
      });
    }

    it('two numbers are one text only where they are one value', () => {
      const number = fc.tuple(fc.constantFrom('', '-'), fc.bigInt(0n, 10n ** 25n), fc.integer({ min: -30, max: 30 }));
      fc.assert(
        fc.property(number, number, (a, b) => {
          const text = ([sign, digits, power]: typeof a): string => `${sign}${digits}e${power}`;
          const value = ([sign, digits, power]: typeof a): bigint => BigInt(sign === '' ? 1 : -1) * digits * 10n ** BigInt(power + 30);
          assert.equal(canonicalOf(text(a)) === canonicalOf(text(b)), value(a) === value(b));
          assert.equal(canonicalOf(`${a[0]}${a[1] * 1000n}e${a[2] - 3}`), canonicalOf(text(a)));
          assert.notEqual(canonicalOf(`${a[0]}${a[1] + 1n}e${a[2]}`), canonicalOf(text(a)));
        }),
      );
    });
  });

  it('nothing is normalised: what looks alike stays apart', () => {
    assert.notEqual(canonicalOf('"é"'), canonicalOf('"e\u0301"'));
    assert.notEqual(canonicalOf('"a"'), canonicalOf('"а"'));
    assert.notEqual(canonicalOf('"ﬁ"'), canonicalOf('"fi"'));
    assert.notEqual(canonicalOf('"a"'), canonicalOf('"a\u200b"'));
  });
});
