import assert from 'node:assert/strict';
import { likeUrl } from '../../../../src/core/native/claude-code/url.ts';
import type { Likeness } from '../../../../src/core/native/triple/identity.ts';

describe('Claude Code: how an address is held against a pattern', () => {
  const rows: readonly (readonly [pattern: string, url: string, likeness: Likeness])[] = [
    // The table and the text of the documentation.
    ['https://mcp.example.com/*', 'https://mcp.example.com/api', 'yes'],
    ['https://mcp.example.com/*', 'https://mcp.example.com/a/b?c=d', 'yes'],
    ['https://mcp.example.com', 'https://mcp.example.com/any/path', 'yes'],
    ['https://mcp.example.com', 'https://mcp.example.com', 'yes'],
    ['https://mcp.example.com', 'https://mcp.example.com.evil.example/x', 'no'],
    ['https://mcp.example.com', 'https://mcp.example.com@evil.example/x', 'no'],
    ['https://mcp.example.com', 'https://mcp.example.com:8443/x', 'no'],
    ['https://*.example.com/*', 'https://api.example.com/mcp', 'yes'],
    ['https://*.example.com/*', 'https://a.b.example.com/mcp', 'yes'],
    ['https://*.example.com/*', 'https://example.com/mcp', 'no'],
    ['http://localhost:*/*', 'http://localhost:3000/mcp', 'yes'],
    ['http://localhost:*/*', 'http://127.0.0.1:3000/mcp', 'no'],
    ['*://mcp.example.com/*', 'http://mcp.example.com/x', 'yes'],
    ['*://mcp.example.com/*', 'wss://mcp.example.com/x', 'yes'],
    ['https://Mcp.Example.com/*', 'https://mcp.example.com/api', 'yes'],
    ['https://mcp.example.com/*', 'HTTPS://MCP.EXAMPLE.COM/api', 'yes'],
    ['https://mcp.example.com/*', 'https://mcp.example.com./api', 'yes'],
    ['https://mcp.example.com./*', 'https://mcp.example.com/api', 'yes'],
    ['https://mcp.example.com/api', 'https://mcp.example.com/API', 'no'],
    ['https://mcp.example.com/api', 'https://mcp.example.com/api', 'yes'],
    ['https://mcp.example.com/api', 'https://mcp.example.com/api/v2', 'no'],
    ['https://mcp.example.com/api', 'https://mcp.example.com/api?x=1', 'no'],
    ['https://mcp.example.com/*', 'http://mcp.example.com/api', 'no'],
    // Where it says too little, nobody knows.
    ['https://*.example.com/*', 'https://evil.example/x.example.com/', 'unknown'],
    ['https://*.example.com', 'https://evil.example/x.example.com', 'unknown'],
    ['https://mcp.example.com:443/*', 'https://mcp.example.com/x', 'unknown'],
    ['https://mcp.example.com/*', 'https://mcp.example.com:443/x', 'unknown'],
    ['https://mcp.example.com/', 'https://mcp.example.com', 'unknown'],
    ['https://mcp.example.com/a/*', 'https://mcp.example.com/a/../b', 'unknown'],
    ['https://mcp.example.com/*', 'https://evil.example\\@mcp.example.com/', 'no'],
    ['mcp.example.com/*', 'https://mcp.example.com/x', 'no'],
    ['*', 'https://mcp.example.com/x', 'yes'],
    ['*', 'no address', 'yes'],
    ['https://mcp.example.com/*', 'no address', 'no'],
    ['', '', 'yes'],
  ];
  for (const [pattern, url, expected] of rows) it(`${pattern} and ${url}: ${expected}`, () => assert.equal(likeUrl(pattern, url), expected));

  it('under a scheme with a wildcard, letter case of the host counted before 2.1.129', () => {
    assert.equal(likeUrl('*://mcp.example.com/*', 'https://MCP.example.com/x', 'folded'), 'yes');
    assert.equal(likeUrl('*://mcp.example.com/*', 'https://MCP.example.com/x', 'as-written'), 'no');
    assert.equal(likeUrl('https://mcp.example.com/*', 'https://MCP.example.com/x', 'as-written'), 'yes');
  });

  it('takes no long time on any text', () => {
    const long = `https://${'a.'.repeat(2000)}example/`;
    for (const [pattern, url] of [[`https://${'*a'.repeat(500)}/`, long], ['*'.repeat(3000), long], [long.repeat(100), long]] as const) {
      const started = process.hrtime.bigint();
      likeUrl(pattern, url);
      assert.ok(process.hrtime.bigint() - started < 20_000_000_000n);
    }
  });
});
