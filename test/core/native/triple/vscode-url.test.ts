import assert from 'node:assert/strict';
import fc from 'fast-check';
import { likeVscodeUrl, matchesVscodeUrl, vscodeUrlForms, type VscodeUrlForm } from '../../../../src/core/native/triple/vscode-url.ts';

/** Whether each form of VS Code's comparison finds the address in the pattern: `text`, `destination`, `canonical`. */
const table: readonly (readonly [pattern: string, url: string, text: boolean, destination: boolean, canonical: boolean])[] = [
  // Wildcards, and letter case, which never counts.
  ['https://*.example.com/*', 'https://mcp.example.com/api', true, true, true],
  ['https://*.example.com/*', 'https://MCP.EXAMPLE.COM/api', true, true, true],
  ['https://*.example.com/*', 'https://example.com/api', false, false, false],
  ['https://*.example.com/*', 'https://evil.test/.example.com/tool', false, false, false],
  ['https://mcp.example.com/Secret', 'https://mcp.example.com/secret', true, true, true],
  ['https://mcp.example.com/mcp', 'https://mcp.example.com/mcp/extra', false, false, false],
  // A host in the path, behind a login, behind a backslash: what `fetch` calls counts.
  ['http://*127.0.0.2:*/*', 'http://127.0.0.2:63366/mcp', true, true, true],
  ['http://*127.0.0.2:*/*', 'http://127.0.0.1:63365/@127.0.0.2:63366/mcp', false, false, false],
  ['http://*127.0.0.2:*/*', 'http://127.0.0.1:63365\\@127.0.0.2:63366/mcp', true, false, false],
  ['http://*127.0.0.2:*/*', 'http://127.0.0.2:80@127.0.0.1:63365/mcp', true, false, false],
  ['http://*127.0.0.2:*/*', 'http://127.0.0.2:63366\\extra/mcp', true, true, true],
  ['https://*', 'https://evil.test/', false, false, true],
  // The pattern was not put into form until `canonical`.
  ['https://mcp.example.com', 'https://mcp.example.com/', false, false, true],
  ['https://mcp.example.com', 'https://mcp.example.com', false, false, true],
  ['https://mcp.example.com:443/*', 'https://mcp.example.com/mcp', false, false, true],
  ['https://mcp.example.com:443/*', 'https://mcp.example.com:443/mcp', true, false, true],
  ['https://mcp.example.com/mcp#top', 'https://mcp.example.com/mcp', false, false, true],
  ['http://localhost:*/*', 'http://localhost/mcp', false, false, true],
  ['http://localhost:*/*', 'http://localhost:3000/mcp', true, true, true],
  ['https://münchen.example/mcp', 'https://münchen.example/mcp', true, false, true],
  ['https://münchen.example/*', 'https://münchen.example/mcp', true, false, false],
  // VS Code reads addresses with its own URI first, in which `%2F` is `/`.
  ['https://mcp.example.com/a/*', 'https://mcp.example.com/a%2F..%2Fb', true, false, false],
  ['https://mcp.example.com/b', 'https://mcp.example.com/a%2F..%2Fb', false, true, true],
  // `*` in the query, and without a scheme.
  ['https://mcp.example.com/mcp?tenant=*', 'https://mcp.example.com/mcp?tenant=a', true, true, true],
  ['https://mcp.example.com/mcp', 'https://mcp.example.com/mcp?tenant=a', false, false, false],
  ['*://mcp.example.com/*', 'http://mcp.example.com/mcp', true, true, true],
  ['mcp.example.com/*', 'https://mcp.example.com/mcp', false, false, false],
  ['*', 'https://mcp.example.com/mcp', false, false, false],
  ['https://*/*', 'not a url', false, false, false],
];

describe('serverUrl in VS Code', () => {
  for (const [pattern, url, ...expected] of table) {
    it(`${pattern} and ${url}`, () => {
      assert.deepEqual(vscodeUrlForms.map((form) => matchesVscodeUrl(pattern, url, form)), expected);
    });
  }

  const open: readonly (readonly [string, string, string])[] = [
    ['https://mcp.example.com/*', 'https://mcp.example.com/${input:tenant}', 'yes'],
    ['https://mcp.example.com/a/*', 'https://mcp.example.com/${input:tenant}', 'unknown'],
    ['https://mcp.example.com/*', 'https://evil.test/${input:tenant}', 'no'],
    ['https://mcp.example.com/*', 'https://${input:host}/mcp', 'unknown'],
    ['https://mcp.example.com/*', 'https://mcp.example.com${input:rest}', 'unknown'],
    ['https://mcp.example.com/*', '${env:MCP_URL}', 'unknown'],
    ['https://mcp.example.com/mcp', 'https://mcp.example.com/mcp', 'yes'],
  ];
  for (const [pattern, url, expected] of open) {
    it(`${pattern} and ${url}, whose variable is open: ${expected}`, () => {
      assert.equal(likeVscodeUrl(pattern, url), expected);
    });
  }

  it('takes any text, and agrees with itself where no variable is open', function () {
    this.timeout(60_000);
    const text = fc.oneof(fc.string(), fc.webUrl(), fc.array(fc.constantFrom(...'ab*.@:%?#/$\\')).map((rest) => `https://${rest.join('')}`));
    fc.assert(
      fc.property(text, text, fc.constantFrom<VscodeUrlForm>(...vscodeUrlForms), (pattern, url, form) => {
        const likeness = likeVscodeUrl(pattern, url, form);
        if (!url.includes('${')) assert.equal(likeness, matchesVscodeUrl(pattern, url, form) ? 'yes' : 'no');
      }),
    );
  });

  it('finds every address that is written out, in its own words', function () {
    this.timeout(60_000);
    // A second `?`, and what is encoded, do not come out of VS Code's own URI as they went in.
    const plain = fc.webUrl({ withQueryParameters: true }).filter((url) => !/[%*]|\?.*\?/.test(url));
    fc.assert(fc.property(plain, (url) => matchesVscodeUrl(url, url)));
  });

  it('takes a moment for a pattern of wildcards only', function () {
    this.timeout(60_000);
    assert.equal(matchesVscodeUrl(`https://a.example/${'*a'.repeat(200)}b`, `https://a.example/${'a'.repeat(4000)}`), false);
  });
});
