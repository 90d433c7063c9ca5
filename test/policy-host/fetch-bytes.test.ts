import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { render } from '../../src/core/text/message.ts';
import { fetchBytes, type Fetched, type FetchOptions } from '../../src/host/policy/fetch-bytes.ts';
import { tempFolder } from '../files/temp.ts';
import { makeCertificate } from './certificate.ts';
import { serve, type TestServer } from './server.ts';

const why = (fetched: Fetched): string => (fetched.kind === 'failed' ? render(fetched.reason) : fetched.kind);
const text = (fetched: Fetched): string => (fetched.kind === 'fresh' ? fetched.bytes.toString('utf8') : why(fetched));

describe('policy over HTTP: getting a document', () => {
  let server: TestServer;
  before(async () => {
    server = await serve((_, response) => void response.end());
  });
  beforeEach(() => server.asked.splice(0));
  after(() => server.close());
  const get = (options: FetchOptions = {}, at = '/policy.json'): Promise<Fetched> => fetchBytes(server.origin + at, options);

  it('gives the bytes, and what the server says to ask with next time', async () => {
    server.answer = (_, response) => void response.writeHead(200, { etag: '"42"', 'last-modified': 'Sat, 21 Nov 2026 09:00:00 GMT' }).end('{ "ä": 1 }');
    const fetched = await get();
    assert.equal(text(fetched), '{ "ä": 1 }');
    assert.deepEqual(fetched.kind === 'fresh' && fetched.validators, { etag: '"42"', lastModified: 'Sat, 21 Nov 2026 09:00:00 GMT' });
  });

  it('asks whether there is another one, and takes “no” for an answer only where it asked', async () => {
    server.answer = (_, response) => void response.writeHead(304).end();
    assert.equal((await get({ validators: { etag: 'W/"7"', lastModified: 'Sat, 21 Nov 2026 09:00:00 GMT' } })).kind, 'unchanged');
    assert.equal(server.asked[0]?.headers['if-none-match'], 'W/"7"');
    assert.equal(server.asked[0]?.headers['if-modified-since'], 'Sat, 21 Nov 2026 09:00:00 GMT');
    assert.equal(why(await get()), 'the server gave an answer that is no document (304)');
  });

  it('says in plain words why an answer is no document', async () => {
    const cases: [number, string][] = [
      [401, 'the server wants to know who asks (401)'],
      [403, 'the server wants to know who asks (403)'],
      [404, 'nothing is published at that address (404)'],
      [410, 'nothing is published at that address (410)'],
      [429, 'the server was asked too often (429)'],
      [500, 'the server has a fault of its own right now (500)'],
      [503, 'the server has a fault of its own right now (503)'],
      [204, 'the server gave an answer that is no document (204)'],
      [206, 'the server gave an answer that is no document (206)'],
      [300, 'the server gave an answer that is no document (300)'],
      [302, 'the server gave an answer that is no document (302)'],
    ];
    for (const [status, reason] of cases) {
      server.answer = (_, response) => void response.writeHead(status).end(status === 204 ? undefined : '{}');
      const fetched = await get();
      assert.equal(why(fetched), reason);
      assert.equal(fetched.kind === 'failed' && fetched.status, status);
    }
  });

  it('follows a redirect that stays with the same server, at most three times', async () => {
    let hops = 3;
    server.answer = (request, response) => {
      const step = Number(new URL(request.url ?? '', server.origin).searchParams.get('n') ?? 0);
      if (step < hops) response.writeHead([301, 302, 307][step % 3]!, { location: `/policy.json?n=${step + 1}` }).end();
      else response.end('here');
    };
    assert.equal(text(await get()), 'here');
    hops = 4;
    assert.equal(why(await get()), 'the server sends from one address to the next, more than 3 times');
  });

  it('attack: a redirect to another origin is not followed, wherever it leads', async () => {
    const other = await serve((_, response) => void response.end('{ "evil": true }'));
    try {
      for (const to of [`${other.origin}/policy.json`, other.origin.replace('http:', ''), server.origin.replace('127.0.0.1', 'localhost'), server.origin.replace('http:', 'https:'), server.origin.replace('//', '//user:pw@'), 'file:///etc/passwd', 'data:application/json,{}', 'http://[']) {
        server.answer = (_, response) => void response.writeHead(302, { location: to }).end();
        const reason = why(await get());
        assert.match(reason, /^the server sends to (another place|something that is no address)/, to);
        assert.ok(!reason.includes('pw'), reason);
      }
      assert.deepEqual(other.asked, []);
    } finally {
      await other.close();
    }
  });

  it('attack: what is too large is not read to its end, whether announced, not announced, or packed', async () => {
    const limit = 64 * 1024;
    const big = Buffer.alloc(limit * 40, 0x20);
    const answers: TestServer['answer'][] = [
      (_, response) => void response.writeHead(200, { 'content-length': big.length }).end(big),
      (_, response) => {
        // Never ends by itself.
        const more = (): void => void (response.destroyed || response.write(big, more));
        response.writeHead(200);
        more();
      },
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(zlib.gzipSync(big)),
    ];
    for (const answer of answers) {
      server.answer = answer;
      assert.match(why(await get({ limit })), /^what the server sends is larger than/);
    }
    server.answer = answers[2]!;
    assert.equal(text(await get()).length, big.length);
  });

  it('attack: a server that takes its time is given up, before the headers, within the body, or between redirects', async () => {
    const held: NodeJS.Timeout[] = [];
    const answers: TestServer['answer'][] = [
      () => undefined,
      (_, response) => {
        response.writeHead(200);
        held.push(setInterval(() => response.write(' '), 20));
      },
      (_, response) => void setTimeout(() => response.writeHead(302, { location: '/policy.json' }).end(), 120),
    ];
    for (const answer of answers) {
      server.answer = answer;
      const before = Date.now();
      assert.equal(why(await get({ timeout: 200 })), 'the server did not answer completely within 0.2 seconds');
      assert.ok(Date.now() - before < 2000);
    }
    held.forEach(clearInterval);
  });

  it('gives up when told to', async () => {
    server.answer = () => undefined;
    const control = new AbortController();
    setTimeout(() => control.abort(), 30);
    assert.equal(why(await get({ signal: control.signal })), 'it was given up');
    assert.equal(why(await get({ signal: AbortSignal.abort() })), 'it was given up');
  });

  it('says why there is no connection', async () => {
    const gone = await serve(() => undefined);
    await gone.close();
    assert.equal(why(await fetchBytes(gone.origin)), 'nothing answers at that address (ECONNREFUSED)');
    server.answer = (request) => void request.socket.destroy();
    assert.match(why(await get()), /^the connection broke off/);
    server.answer = (request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{');
      setTimeout(() => request.socket.destroy(), 20);
    };
    assert.match(why(await get()), /^the connection broke off/);
    // What no server here can make: the network's own faults.
    const faults: [unknown, string][] = [
      [new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }), 'the name of the server could not be looked up (ENOTFOUND), perhaps since this machine is offline'],
      [new TypeError('fetch failed', { cause: new AggregateError([Object.assign(new Error('x'), { code: 'ENETUNREACH' })]) }), 'the network does not lead there (ENETUNREACH), perhaps since this machine is offline'],
      [new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }) }), "the server's certificate has expired (CERT_HAS_EXPIRED)"],
      [new TypeError('odd'), 'no connection came about'],
      ['odd', 'no connection came about'],
      [Object.assign(new Error('x'), { code: 'E\u001b[2J' }), 'no connection came about'],
    ];
    for (const [fault, reason] of faults) assert.equal(why(await get({ fetch: () => Promise.reject(fault as Error) })), reason);
  });

  it('asks nobody at an address that is not https, holds a login, or is none', async () => {
    const fetch = (): never => assert.fail('asked');
    const cases: [string, RegExp][] = [
      ['http://policy.contoso.com/p.json', /^http:\/\/policy\.contoso\.com\/p\.json does not begin with `https:\/\/`/],
      ['http://127.0.0.1.contoso.com/', /does not begin/],
      ['http://localhost.contoso.com/', /does not begin/],
      ['http://10.0.0.1/', /does not begin/],
      ['ftp://contoso.com/p', /does not begin/],
      ['file:///etc/passwd', /does not begin/],
      ['data:,{}', /does not begin/],
      ['https://user:hunter2@contoso.com/', /^https:\/\/•••@contoso\.com\/ holds a login/],
      ['https://token@contoso.com/', /holds a login/],
      ['https://', /is not a complete address/],
      ['policy.json', /is not a complete address/],
      ['', /is not a complete address/],
    ];
    for (const [address, reason] of cases) assert.match(why(await fetchBytes(address, { fetch })), reason, address);
  });

  it('sends no cookie, no login and no referrer', async () => {
    server.answer = (_, response) => void response.writeHead(200, { 'set-cookie': 'a=b' }).end('{}');
    await get();
    await get();
    for (const { headers } of server.asked) {
      assert.deepEqual(Object.keys(headers).filter((name) => !['host', 'connection', 'accept', 'accept-language', 'accept-encoding', 'sec-fetch-mode', 'user-agent'].includes(name)), []);
    }
  });

  describe('over TLS', () => {
    const temp = tempFolder();
    after(() => temp.remove());
    const own = makeCertificate();
    const child = (address: string, trusted?: string): Promise<{ kind: string; text?: string; reason?: string }> =>
      new Promise((resolve, reject) => {
        const process_ = spawn(process.execPath, ['--use-openssl-ca', path.join(__dirname, 'fetch-process.js'), address], { env: { PATH: process.env['PATH'], ...(trusted && { SSL_CERT_FILE: trusted }) } });
        let out = '';
        process_.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
        process_.on('error', reject);
        process_.on('close', () => resolve(JSON.parse(out) as { kind: string }));
      });

    it('takes a document from a server whose certificate is trusted', async () => {
      const secure = await serve((_, response) => void response.end('secure'), own);
      try {
        assert.deepEqual(await child(secure.origin, temp.write('ca.pem', own.cert)), { kind: 'fresh', text: 'secure' });
      } finally {
        await secure.close();
      }
    });

    it('attack: a certificate that nobody vouches for, of another name, or that has expired', async () => {
      const cases: [ReturnType<typeof makeCertificate>, boolean, RegExp][] = [
        [own, false, /^the server's certificate is not trusted on this machine \(DEPTH_ZERO_SELF_SIGNED_CERT\)/],
        [makeCertificate(['contoso.com']), true, /certificate is for another name/],
        [makeCertificate(['localhost'], -1), true, /certificate has expired/],
      ];
      for (const [certificate, trusted, reason] of cases) {
        const secure = await serve((_, response) => void response.end('secure'), certificate);
        try {
          const got = await child(secure.origin, trusted ? temp.write('other.pem', certificate.cert) : undefined);
          assert.match(got.reason ?? got.kind, reason);
          assert.deepEqual(secure.asked, []);
        } finally {
          await secure.close();
        }
      }
    });
  });
});
