import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fits, reach, type Step } from '../../../../src/core/native/triple/glob.ts';
import { likeUrl } from '../../../../src/core/native/claude-code/url.ts';

describe('patterns with wildcards', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('a', 'b', '/').map((char): Step => ({ kind: 'char', char })) },
    { weight: 2, arbitrary: fc.constantFrom('', '', '/').map((not): Step => ({ kind: 'any', not })) },
    { weight: 1, arbitrary: fc.constantFrom(1, 2).map((skip): Step => ({ kind: 'optional', skip })) },
  );

  it('fit what following every position finds, no more and no less', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 7 }), fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 }), (drawn, text) => {
        const steps = drawn.filter((each, i) => each.kind !== 'optional' || i + each.skip < drawn.length);
        assert.equal(fits(steps, text), reach(steps, text).has(steps.length));
      }),
      { numRuns: 20_000 },
    );
  });

  it('none takes long, whoever wrote it', () => {
    const started = Date.now();
    for (let i = 0; i < 50; i++) {
      likeUrl(`https://a/${'*a'.repeat(1900)}b`, `https://a/${'a'.repeat(3900)}`);
      likeUrl(`https://a/*${'a'.repeat(1900)}b`, `https://a/${'a'.repeat(3900)}`);
      likeUrl(`${'*'.repeat(3900)}b`, `https://a/${'a'.repeat(3900)}`);
    }
    assert.ok(Date.now() - started < 5000, `${Date.now() - started} ms`);
  });

  it('a list with very many entries takes no time', () => {
    const started = Date.now();
    for (let server = 0; server < 50; server++) for (let i = 0; i < 20_000; i++) likeUrl(`https://*.h${i}.example.com/*`, `https://z${server}.example.com/mcp`);
    assert.ok(Date.now() - started < 8000, `${Date.now() - started} ms`);
  });

  it('what most entries are passed over by is in every address that one matches', () => {
    for (const [pattern, url] of [
      ['https://MCP.Contoso.com:443/A*', 'https://mcp.contoso.com/A/b'], ['https://mcp.contoso.com.', 'https://mcp.contoso.com/x'], ['*://*.contoso.com:*/x', 'http://a.contoso.com:81/x'],
      ['https://u@mcp.contoso.com/', 'https://u@mcp.contoso.com/'], ['https://[::1]:8080/*', 'https://[::1]:8080/mcp'], ['*', 'anything'], ['https://a.example/\u03a3*', 'https://a.example/\u03a3x'], ['*contoso*', 'https://mcp.contoso.com/'],
    ] as const) assert.notEqual(likeUrl(pattern, url), 'no', pattern);
  });

  it('a long address is denied as a short one is', () => {
    assert.equal(likeUrl('https://evil.example/*', `https://evil.example/mcp?pad=${'a'.repeat(20_000)}`), 'yes');
    assert.equal(likeUrl('https://mcp.contoso.com/mcp', `https://evil.example/mcp?pad=${'a'.repeat(20_000)}`), 'no');
  });
});
