import assert from 'node:assert/strict';
import fc from 'fast-check';
import { likeCopilotUrl } from '../../../../src/core/native/triple/copilot-url.ts';

const table: readonly (readonly [pattern: string, url: string, expected: string])[] = [
  ['https://mcp.example.com/*', 'https://mcp.example.com/mcp', 'yes'],
  ['https://*.internal.example.com/*', 'https://a.b.internal.example.com/mcp', 'yes'],
  ['https://*.internal.example.com/*', 'https://evil.test/.internal.example.com/mcp', 'no'],
  // Both sides are put into form: letter case, punycode, default port, encoded letters, the dot at the end, the fragment.
  ['HTTPS://MCP.Example.com/*', 'https://mcp.example.com/mcp', 'yes'],
  ['https://münchen.example/*', 'https://xn--mnchen-3ya.example/mcp', 'yes'],
  ['https://*.münchen.example/*', 'https://a.xn--mnchen-3ya.example/mcp', 'yes'],
  ['https://mcp.example.com:443/*', 'https://mcp.example.com/mcp', 'yes'],
  ['https://mcp.example.com/*', 'https://mcp.example.com:443/mcp', 'yes'],
  ['http://mcp.example.com:80/mcp', 'http://mcp.example.com/mcp', 'yes'],
  ['https://evil.test/*', 'https://%65vil.test/mcp', 'yes'],
  ['https://%65vil.test/*', 'https://evil.test/mcp', 'yes'],
  ['https://evil.test./*', 'https://evil.test/mcp', 'yes'],
  ['https://evil.test/*', 'https://evil.test./mcp', 'yes'],
  ['https://mcp.example.com/mcp#top', 'https://mcp.example.com/mcp', 'yes'],
  ['https://mcp.example.com/mcp', 'https://mcp.example.com/mcp#top', 'yes'],
  ['https://mcp.example.com:8443/*', 'https://mcp.example.com/mcp', 'no'],
  ['https://mcp.example.com', 'https://mcp.example.com/', 'yes'],
  ['https://mcp.example.com/mcp', 'https://mcp.example.com/mcp/more', 'no'],
  // What the page leaves open.
  ['https://mcp.example.com/MCP', 'https://mcp.example.com/mcp', 'unknown'],
  ['http://localhost:*/*', 'http://localhost/mcp', 'unknown'],
  ['https://mcp.example.com/*', 'https://user@mcp.example.com/mcp', 'unknown'],
  // A variable.
  ['https://mcp.example.com/*', 'https://mcp.example.com/$TENANT', 'unknown'],
  ['https://mcp.example.com/*', 'https://evil.test/${TENANT}', 'no'],
  ['https://mcp.example.com/*', '${MCP_URL}', 'unknown'],
  ['no address', 'https://mcp.example.com/', 'no'],
  ['https://mcp.example.com/*', 'no address', 'no'],
];

describe('serverUrl in Copilot', () => {
  for (const [pattern, url, expected] of table) {
    it(`${pattern} and ${url}: ${expected}`, () => {
      assert.equal(likeCopilotUrl(pattern, url), expected);
    });
  }

  it('takes any text', function () {
    this.timeout(60_000);
    const text = fc.oneof(fc.string(), fc.webUrl(), fc.array(fc.constantFrom(...'ab*.@:%?#/$[]\\')).map((rest) => `https://${rest.join('')}`));
    fc.assert(fc.property(text, text, (pattern, url) => ['yes', 'no', 'unknown'].includes(likeCopilotUrl(pattern, url))));
  });
});
