import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { staysHere } from '../../../src/core/identity/loopback.ts';
import { canonicalRegistry, canonicalUrl } from '../../../src/core/identity/canonical-url.ts';

const piece = fc.constantFrom('https://', 'http://', 'HTTPS://', 'a.example', 'A.Example.', 'ünï.example', '127.1', '[::1]', '0x7f.1', ':443', ':80', ':', ':8443', '/', '//', '/.', '/..', '/%2e', '%2E%2e', '%6d', '%C3%A9', '%2f', '%', 'mcp', 'é', ' ', '?', 'a=b', '&', '#', '@', '\\', ';', '..;', '|', '^', '`', '{', '}', '"', '<', '$', '*', '~', '!', '\u200b', '\ud800', '😀');
const url = fc.oneof(fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')), fc.array(piece, { maxLength: 8 }).map((pieces) => `https://a.example/${pieces.join('')}`), fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), fc.string({ unit: 'binary' }));

describe('the canonical form of an address', function () {
  this.timeout(20_000);

  it('is its own canonical form', () => {
    fc.assert(
      fc.property(url, (text) => {
        const once = canonicalUrl(text);
        if ('problem' in once) return;
        assert.deepEqual(canonicalUrl(once.url), { url: once.url, query: [] });
      }),
      { numRuns: 4000 },
    );
  });

  it('goes where the address goes', () => {
    fc.assert(
      fc.property(url, (text) => {
        const read = canonicalUrl(text);
        if ('problem' in read) return;
        const [there, here] = [new URL(text), new URL(read.url)];
        assert.equal(here.protocol, there.protocol);
        assert.equal(here.port, there.port);
        assert.equal(here.hostname, there.hostname.replace(/\.$/, ''));
        assert.equal(decodeURIComponent(here.pathname.replace(/%(?![0-9A-F]{2})/g, '%25').replace(/%[89A-F]./g, '')), decodeURIComponent(there.pathname.replace(/%[89A-Fa-f]./g, '')));
        assert.equal(here.username + here.password + here.search + here.hash, '');
      }),
      { numRuns: 3000 },
    );
  });

  it('is told of any text at once, however long', () => {
    for (const text of [`https://${'a'.repeat(1e6)}`, `https://a.example/${'%41'.repeat(3e5)}`, `https://a.example/${'../'.repeat(3e5)}`, '@'.repeat(1e6), `https://${'.'.repeat(7000)}`, `https://${'ü'.repeat(2000)}.example`]) {
      assert.ok('problem' in canonicalUrl(text), text.slice(0, 30));
    }
  });

  it('names parameters once each, in order', () => assert.deepEqual(canonicalUrl('https://a.example/?b=1&a=2&b=3&c'), { url: 'https://a.example/', query: ['b', 'a', 'c'] }));
});

describe('the canonical form of a registry', () => {
  for (const [text, expected] of [
    ['https://npm.contoso.com', 'https://npm.contoso.com/'],
    ['https://npm.contoso.com/', 'https://npm.contoso.com/'],
    [' HTTPS://NPM.contoso.com:443/a/b/ ', 'https://npm.contoso.com/a/b'],
    ['https://me:secret@npm.contoso.com/a?token=x#y', 'https://npm.contoso.com/a'],
    ['https://a@b@npm.contoso.com/', 'https://npm.contoso.com/'],
    ['./folder', undefined], ['file:///x', undefined], ['', undefined], ['npm.contoso.com', undefined], ['https://h.example/%2f', undefined],
  ] as const) {
    it(text || '(nothing)', () => assert.equal(canonicalRegistry(text), expected));
  }
});

describe('a host whose traffic stays on the machine', () => {
  for (const host of ['localhost', 'LOCALHOST.', 'x.localhost', '127.0.0.1', '127.100.200.255', '127.1', '2130706433', '[::1]', '0.0.0.0', '[::]', 'host.docker.internal', 'host.containers.internal']) it(`is ${host}`, () => assert.equal(staysHere(host), true));
  for (const host of ['localhost.example', 'xlocalhost', '10.127.0.1', '127.0.0.1.example', '128.0.0.1', '[::2]', 'docker.internal', 'x.host.docker.internal', 'a b', '', '${HOST}', '[']) it(`is not ${JSON.stringify(host)}`, () => assert.equal(staysHere(host), false));
});
