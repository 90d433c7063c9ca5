import assert from 'node:assert/strict';
import { render } from '../../../src/core/text/message.ts';
import { identityOf, outlineOf } from './declarations.ts';

const approved = 'https://mcp.contoso.com/mcp';

/** Each tries to pass for the approved address, or for another than the one that is called. */
const attacks: readonly (readonly [attack: string, url: string, identity: string])[] = [
  ['login that looks like the host', 'https://mcp.contoso.com@evil.example/mcp', 'opaque'],
  ['login and password', 'https://user:pass@mcp.contoso.com/mcp', 'opaque'],
  ['empty login', 'https://@mcp.contoso.com/mcp', 'opaque'],
  ['login behind an encoded slash', 'https://mcp.contoso.com%2f@evil.example/mcp', 'opaque'],
  ['backslash before @', 'https://mcp.contoso.com\\@evil.example/mcp', 'opaque'],
  ['backslash as slash', 'https://mcp.contoso.com\\mcp', 'opaque'],
  ['backslashes for slashes', 'https:\\\\mcp.contoso.com/mcp', 'opaque'],
  ['no slashes', 'https:mcp.contoso.com/mcp', 'opaque'],
  ['one slash', 'https:/mcp.contoso.com/mcp', 'opaque'],
  ['three slashes', 'https:///mcp.contoso.com/mcp', 'opaque'],
  ['no scheme', 'mcp.contoso.com/mcp', 'opaque'],
  ['only slashes', '//mcp.contoso.com/mcp', 'opaque'],
  ['file', 'file:///etc/passwd', 'opaque'],
  ['javascript', 'javascript:alert(1)', 'opaque'],
  ['data', 'data:text/plain,x', 'opaque'],
  ['web socket', 'wss://mcp.contoso.com/mcp', 'opaque'],
  ['unix socket', 'unix:///tmp/evil.sock', 'opaque'],
  ['ftp', 'ftp://mcp.contoso.com/mcp', 'opaque'],
  ['empty', '', 'opaque'],
  ['no host', 'https://', 'opaque'],
  ['no host, a port', 'https://:443/mcp', 'opaque'],
  ['a dot for a host', 'https://./mcp', 'opaque'],
  ['two dots in the host', 'https://mcp..contoso.com/mcp', 'opaque'],
  ['two dots at its end', 'https://mcp.contoso.com../mcp', 'opaque'],
  ['port that is none', 'https://mcp.contoso.com:99999/mcp', 'opaque'],
  ['port with a letter', 'https://mcp.contoso.com:44a/mcp', 'opaque'],
  ['space inside', 'https://mcp.contoso.com /mcp', 'opaque'],
  ['space before', ' https://mcp.contoso.com/mcp', 'opaque'],
  ['tab in the scheme', 'ht\ttps://mcp.contoso.com/mcp', 'opaque'],
  ['line break in the host', 'https://mcp.conto\nso.com/mcp', 'opaque'],
  ['NUL', 'https://mcp.contoso.com\u0000.evil.example/mcp', 'opaque'],
  ['encoded NUL in the host', 'https://mcp.contoso.com%00.evil.example/mcp', 'opaque'],
  ['encoded NUL in the path', 'https://mcp.contoso.com/mcp%00', 'opaque'],
  ['encoded line break in the path', 'https://mcp.contoso.com/mcp%0d%0aX:1', 'opaque'],
  ['soft hyphen in the host', 'https://mcp.con\u00adtoso.com/mcp', 'opaque'],
  ['zero-width space in the host', 'https://mcp.contoso\u200b.com/mcp', 'opaque'],
  ['right-to-left override', 'https://mcp.contoso.com/\u202epcm', 'opaque'],
  ['half a character', 'https://mcp.contoso.com/\ud800', 'opaque'],
  ['encoded slash', 'https://mcp.contoso.com/mcp%2fadmin', 'opaque'],
  ['encoded slash, upper case', 'https://mcp.contoso.com/mcp%2Fadmin', 'opaque'],
  ['encoded backslash', 'https://mcp.contoso.com/mcp%5cadmin', 'opaque'],
  ['doubly encoded slash', 'https://mcp.contoso.com/mcp%252fadmin', 'opaque'],
  ['doubly encoded dots', 'https://mcp.contoso.com/mcp/%252e%252e/admin', 'opaque'],
  ['thrice encoded dots', 'https://mcp.contoso.com/mcp/%25252e%25252e/admin', 'opaque'],
  ['escape of nothing', 'https://mcp.contoso.com/mcp%', 'opaque'],
  ['escape of no digit', 'https://mcp.contoso.com/mcp%zz', 'opaque'],
  ['brackets that are no address', 'https://[mcp.contoso.com]/mcp', 'opaque'],
  ['zone of an IPv6 address', 'http://[fe80::1%25eth0]/mcp', 'opaque'],
  ['encoded @ in the host', 'https://mcp.contoso.com%40evil.example/mcp', 'opaque'],
  ['host by variable', 'https://${input:host}/mcp', 'unresolved'],
  ['part of the host by variable', 'https://mcp.contoso.com${env:SUFFIX}/mcp', 'unresolved'],
  ['scheme by variable', '${SCHEME}://mcp.contoso.com/mcp', 'unresolved'],
  ['path by variable', 'https://mcp.contoso.com/$TENANT/mcp', 'unresolved'],
  ['whole by variable', '${input:url}', 'unresolved'],
  ['whole by Windows’ variable', '%MCP_URL%', 'unresolved'],
  ['path by {file:}', 'https://mcp.contoso.com/mcp/{file:./path}', 'unresolved'],
  ['host by {env:}', 'https://{env:HOST}/mcp', 'unresolved'],
  ['variable that holds a ?', 'https://mcp.contoso.com/${X:-a?b}', 'unresolved'],
  // Another address than it seems, told as what it is
  ['up and out of the path', 'https://mcp.contoso.com/mcp/../admin', 'https://mcp.contoso.com/admin'],
  ['up and out, encoded', 'https://mcp.contoso.com/mcp/%2e%2e/admin', 'https://mcp.contoso.com/admin'],
  ['up and out, half encoded', 'https://mcp.contoso.com/mcp/.%2E/admin', 'https://mcp.contoso.com/admin'],
  ['a host below the approved name', 'https://mcp.contoso.com.evil.example/mcp', 'https://mcp.contoso.com.evil.example/mcp'],
  ['the approved name in the query', 'https://evil.example/?https://mcp.contoso.com/mcp', 'https://evil.example/?https%3A%2F%2Fmcp.contoso.com%2Fmcp='],
  ['the approved name in the fragment', 'https://evil.example/#@mcp.contoso.com/mcp', 'https://evil.example/'],
  ['query right behind the host', 'https://evil.example?@mcp.contoso.com/mcp', 'https://evil.example/?%40mcp.contoso.com%2Fmcp='],
  ['another port', 'https://mcp.contoso.com:8443/mcp', 'https://mcp.contoso.com:8443/mcp'],
  ['http', 'http://mcp.contoso.com/mcp', 'http://mcp.contoso.com/mcp'],
  ['http with the port of https', 'http://mcp.contoso.com:443/mcp', 'http://mcp.contoso.com:443/mcp'],
  ['path in another case', 'https://mcp.contoso.com/MCP', 'https://mcp.contoso.com/MCP'],
  ['empty part of the path', 'https://mcp.contoso.com//mcp', 'https://mcp.contoso.com//mcp'],
  ['a slash more', 'https://mcp.contoso.com/mcp/', 'https://mcp.contoso.com/mcp/'],
  ['parameters', 'https://mcp.contoso.com/mcp?tenant=evil', 'https://mcp.contoso.com/mcp?tenant='],
  ['parameter without a value', 'https://mcp.contoso.com/mcp?admin', 'https://mcp.contoso.com/mcp?admin='],
  ['look-alike letter in the host', 'https://mcp.cоntoso.com/mcp', 'https://mcp.xn--cntoso-wqf.com/mcp'],
  ['number for an address', 'http://2130706433/mcp', 'http://127.0.0.1/mcp'],
  ['octal address', 'http://0177.0.0.1/mcp', 'http://127.0.0.1/mcp'],
  ['hexadecimal address', 'http://0x7f.1/mcp', 'http://127.0.0.1/mcp'],
  ['metadata service as a number', 'http://2852039166/latest', 'http://169.254.169.254/latest'],
  ['IPv6 in long form', 'http://[0:0:0:0:0:0:0:1]/mcp', 'http://[::1]/mcp'],
  ['IPv4 in IPv6', 'http://[::ffff:127.0.0.1]/mcp', 'http://[::ffff:7f00:1]/mcp'],
];

describe('attacks on URLs', () => {
  for (const [attack, url, expected] of attacks) {
    it(attack, () => {
      const found = outlineOf({ url });
      assert.equal(found, expected);
      assert.notEqual(found, approved);
    });
  }

  it('by a bridge are seen as well', () => {
    assert.equal(outlineOf({ command: 'npx', args: ['mcp-remote', 'https://mcp.contoso.com@evil.example/mcp'] }), 'opaque');
    assert.equal(outlineOf({ command: 'npx', args: ['supergateway', '--sse', 'https://mcp.contoso.com\\@evil.example'] }), 'opaque');
  });
});

describe('spellings of one address', () => {
  for (const url of [
    'https://mcp.contoso.com/mcp', 'HTTPS://MCP.Contoso.COM/mcp', 'https://mcp.contoso.com:443/mcp', 'https://mcp.contoso.com:/mcp', 'https://mcp.contoso.com:0443/mcp', 'https://mcp.contoso.com./mcp',
    'https://mcp.contoso.com/mcp#top', 'https://mcp.contoso.com/mcp?', 'https://mcp.contoso.com/./mcp', 'https://mcp.contoso.com/x/../mcp', 'https://mcp.contoso.com/%6dcp', 'https://mcp.contoso.com/%6Dcp',
    'https://mcp%2econtoso.com/mcp', 'https://mcp。contoso。com/mcp', 'https://ｍｃｐ.contoso.com/mcp',
  ]) {
    it(url, () => assert.equal(outlineOf({ url }), approved));
  }

  it('keeps the path’s case and what must be encoded', () => assert.equal(outlineOf({ url: 'https://h.example/A%c3%a9/ü?x=1#y' }), 'https://h.example/A%C3%A9/%C3%BC?x='));
});

describe('secrets in a URL', () => {
  it('are never in the identity', () => {
    assert.equal(outlineOf({ url: 'https://mcp.exa.ai/mcp?exaApiKey=hunter2&b=c#hunter2' }), 'https://mcp.exa.ai/mcp?exaApiKey=&b=');
    const bare = `sk-${'abcdefghij0123456789'.repeat(2)}`;
    assert.equal(outlineOf({ url: `https://mcp.exa.ai/mcp?${bare}` }), 'https://mcp.exa.ai/mcp?hidden=');
  });

  it('a login is refused without repeating it', () => {
    const identity = identityOf({ url: 'https://me:hunter2@mcp.contoso.com/mcp' });
    assert.ok(identity.kind === 'opaque' && !render(identity.reason).includes('hunter2'));
  });

  it('variables in parameters change nothing', () => assert.equal(outlineOf({ url: 'https://h.example/mcp?key=${input:key}&x=$Y' }), 'https://h.example/mcp?key=&x='));
});
