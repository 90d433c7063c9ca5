import assert from 'node:assert/strict';
import { prepare } from '../../src/core/intake/prepare.ts';
import { usualLimits, type PreparedPost } from '../../src/core/intake/prepared.ts';
import { previewOf } from '../../src/core/intake/preview.ts';
import { render, type Message } from '../../src/core/text/message.ts';
import { send } from '../../src/host/intake/send.ts';
import { requestOf } from '../core/intake/requests.ts';
import { intakeServer, type IntakeServer } from './server.ts';

type Refused = { readonly why: Message };
let server: IntakeServer;
const post = (path = '/mcp', timeoutSeconds = 5): PreparedPost => prepare({ kind: 'post', url: server.url + path, timeoutSeconds }, requestOf({ name: 'größe' }), { limits: usualLimits, version: '1.0.0' }) as PreparedPost;

describe('a request that is posted', () => {
  beforeEach(async () => {
    server = await intakeServer();
  });
  afterEach(() => server.close());

  it('is what the preview shows, to the byte', async () => {
    const prepared = post();
    assert.deepEqual(await send(prepared), { sent: true, link: 'https://intake.contoso.com/requests/7', reference: '7', status: 'received' });
    const [got, ...others] = server.received;
    assert.equal(others.length, 0);
    const lines = [`${got!.method} ${server.url}${got!.url}`];
    for (let i = 0; i < got!.rawHeaders.length; i += 2) lines.push(`${got!.rawHeaders[i]}: ${got!.rawHeaders[i + 1]}`);
    const shown = previewOf(prepared, requestOf({ name: 'größe' }));
    assert.ok(shown.includes(['```http', ...lines, '', got!.body.replace(/\n$/, ''), '```'].join('\n')), `${lines.join('\n')}\n---\n${shown}`);
    const body = JSON.parse(got!.body) as Record<string, unknown>;
    assert.deepEqual([body['kind'], body['server'], body['likelyOwner'], body['reviewers']], ['registration-request', { name: 'größe', identity: 'npm package @contoso/ledger-mcp 1.4.2', fileName: 'npm-contoso__ledger-mcp.server.json' }, { value: '@ada @contoso/payments', evidence: '.github/CODEOWNERS:3' }, ['@ada', '@contoso/payments']]);
  });

  it('is taken with any 2xx, whatever the answer says or does not', async () => {
    const cases: [number, string, object][] = [
      [200, '', { sent: true }],
      [201, '{}', { sent: true }],
      [204, '', { sent: true }],
      [200, '<html>', { sent: true }],
      [200, '[1]', { sent: true }],
      [200, '{"url":"javascript:alert(1)","id":{},"status":7}', { sent: true }],
      [200, '{"url":"http://evil.example/x"}', { sent: true }],
      [200, '{"url":"https://u:p@evil.example/x"}', { sent: true }],
      [200, '{"id":"A-\\u001b[31m1","status":"approved"}', { sent: true, reference: 'A-\\u{1B}[31m1', status: 'approved' }],
      [200, `{"id":"${'x'.repeat(100_000)}"}`, { sent: true }],
    ];
    for (const [status, text, wanted] of cases) {
      server.answer = (_, response) => void response.writeHead(status).end(text);
      assert.deepEqual(await send(post()), wanted, text.slice(0, 60));
    }
  });

  it('follows to another path of the same server, and to no other server', async () => {
    server.answer = ({ url }, response) => void (url === '/mcp' ? response.writeHead(308, { location: '/v2/mcp' }).end() : response.writeHead(200).end());
    assert.deepEqual(await send(post()), { sent: true });
    assert.deepEqual(server.received.map(({ method, url }) => `${method} ${url}`), ['POST /mcp', 'POST /v2/mcp']);
    assert.equal(server.received[0]!.body, server.received[1]!.body);
    const other = await intakeServer();
    for (const location of [`${other.url}/mcp`, `http://localhost:${new URL(server.url).port}/mcp`, 'https://evil.example/', 'ftp://x/', server.url.replace('://', '://u:p@'), '//evil.example/x']) {
      server.answer = (_, response) => void response.writeHead(307, { location }).end();
      const answer = await send(post());
      assert.ok(!answer.sent, location);
      assert.match(render(answer.why), /which gets nothing|is not an https address/, location);
    }
    assert.equal(other.received.length, 0);
    await other.close();
    server.answer = (_, response) => void response.writeHead(307, { location: '/mcp' }).end();
    assert.match(render(((await send(post())) as unknown as Refused).why), /without end/);
  });

  it('is not taken otherwise, and says why', async () => {
    const cases: [number, string, RegExp][] = [
      [302, '', /sends elsewhere \(302\)/],
      [303, '', /sends elsewhere \(303\)/],
      [304, '', /sends elsewhere/],
      [400, '{"error":"no such team"}', /it answered 400: \{"error":"no such team"\}\./],
      [401, '', /it answered 401\./],
      [503, '<h1>Down \u001b[2J</h1>', /it answered 503: Down \\u\{1B\}\[2J\./],
    ];
    for (const [status, text, wanted] of cases) {
      server.answer = (_, response) => void response.writeHead(status, { location: '/x' }).end(text);
      const answer = await send(post());
      assert.ok(!answer.sent);
      assert.match(render(answer.why), wanted);
    }
  });

  it('does not wait for ever, and says so where nobody is there', async () => {
    server.answer = () => undefined;
    const answer = await send(post('/mcp', 1));
    assert.match(render((answer as unknown as Refused).why), /did not answer within 1 seconds\. Whether it took the request is not known\./);
    server.answer = (_, response) => void response.writeHead(200).write('{');
    assert.match(render(((await send(post('/mcp', 1))) as unknown as Refused).why), /did not answer within 1 seconds/);
    const prepared = post();
    await server.close();
    assert.match(render(((await send(prepared)) as unknown as Refused).why), /could not be reached \(ECONNREFUSED\)\. Nothing was submitted\./);
    server = await intakeServer();
  });
});
