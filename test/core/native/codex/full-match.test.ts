import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fullMatch } from '../../../../src/core/native/codex/full-match.ts';

function does(expression: string, text: string): boolean | string | undefined {
  const test = fullMatch(expression);
  return typeof test === 'function' ? test(text) : test;
}

describe('expressions that fit a whole value', () => {
  it('fit the whole of it or not at all', () => {
    assert.equal(does('mcp', 'mcp'), true);
    assert.equal(does('mcp', 'mcp-proxy'), false);
    assert.equal(does('mcp', 'prefix-mcp'), false);
    assert.equal(does(String.raw`https://api\.example\.com|https://api\.example\.com/mcp`, 'https://api.example.com/mcp'), true);
    assert.equal(does('a|b', 'ab'), false);
    assert.equal(does('^a$', 'a'), true);
    assert.equal(does('a.c', 'a\nc'), false);
    assert.equal(does(String.raw`\d{2,3}`, '1234'), false);
  });

  it('what Codex refuses is told apart from what is not understood here', () => {
    for (const expression of ['(', ')', '[', '[b-a]', '*a', '\\', 'a{3,1}']) assert.equal(fullMatch(expression), 'invalid', expression);
    for (const expression of ['(?i)a', '(?P<n>a)', '[[:alpha:]]', String.raw`\bword`, String.raw`\x41`, '[a&&b]', 'a{x}']) assert.equal(fullMatch(expression), 'unknown', expression);
  });

  it('as JavaScript has it, for what both understand', () => {
    const piece = fc.constantFrom('a', 'b', 'ab', '.', '[ab]', '[^a]', '[a-c]', '(a|b)', '(?:ab)', String.raw`\d`, String.raw`\w`, String.raw`\.`, '(|a)', '^', '$');
    const times = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{1,}', '*?');
    const expression = fc.array(fc.tuple(piece, times).map(([one, more]) => (one === '^' || one === '$' ? one : one + more)), { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(expression, { minLength: 1, maxLength: 2 }).map((parts) => parts.join('|')), fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.'), maxLength: 6 }), (text, value) => {
        assert.equal(does(text, value), new RegExp(`^(?:${text})$`).test(value));
      }),
      { numRuns: 1500 },
    );
  });

  it('none takes long', () => {
    assert.equal(does('(a+)+$', `${'a'.repeat(5000)}!`), false);
    assert.equal(does('(a|a)*(a|a)*(a|a)*b', 'a'.repeat(3000)), false);
    assert.equal(fullMatch('((((a{99}){99}){99}){99})'), 'unknown');
    assert.equal(does('(((){999}){999}){999}', ''), true);
    assert.equal(does('[a-z]*'.repeat(1600), 'a'.repeat(20_000)), undefined);
    assert.equal(does('a?'.repeat(4500), 'a'.repeat(20_000)), undefined);
  });

  it('none is so deep that nothing is read any more', () => {
    for (const expression of [`a${'*'.repeat(9999)}`, `a${'{1}'.repeat(3000)}`, `${'('.repeat(5000)}a${')'.repeat(5000)}`]) assert.equal(fullMatch(expression), 'unknown', expression.slice(0, 9));
    assert.equal(does('a**', 'aaa'), true);
  });
});
