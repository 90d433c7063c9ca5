import assert from 'node:assert/strict';
import * as zlib from 'node:zlib';
import type { RequestListener, ServerResponse } from 'node:http';
import { render } from '../../src/core/text/message.ts';
import { serve, type TestServer } from '../policy-host/server.ts';
import { answerTo, handWritten, json, pour, type HandWritten } from '../servers/hostile-http.ts';
import { failed, heard, namesIn, outcomeOf, resolving } from './listening.ts';

describe('remote servers that nobody has to trust', function () {
  this.timeout(120_000);
  const open: TestServer[] = [];
  const at = async (answer: RequestListener): Promise<TestServer> => {
    const server = await serve(answer);
    open.push(server);
    return server;
  };
  const hostile = async (instead: HandWritten['instead']): Promise<string> => `${(await at(handWritten({ instead: instead! }))).origin}/mcp`;
  const always = async (answer: (response: ServerResponse) => void): Promise<string> => `${(await at((_, response) => answer(response))).origin}/mcp`;
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  const address = 'http://127.0.0.1:PORT/mcp';

  it('an honest one, by hand', async () => {
    const { voices } = await heard(await hostile(undefined));
    assert.deepEqual(voices.map(({ tools }) => namesIn(tools)), [['read_ledger'], ['read_ledger']]);
  });

  describe('statuses', () => {
    const cases: [number, string][] = [
      [401, `unauthorized: ${address} wants somebody to sign in before it says anything of itself (401).`],
      [403, `refused: ${address} knows who asks and does not let them in (403). Ask whoever runs it for access.`],
      [404, `unreachable: There is nothing at ${address} (404). Check the path: it often ends in \`/mcp\` or \`/sse\`.`],
      [405, `protocol: ${address} does not take what every MCP server must take (405), so it is perhaps none.`],
      [407, `unreachable: The proxy on the way to ${address} wants to know who asks (407).`],
      [429, `refused: ${address} was asked too often (429). Try again later.`],
      [503, `unreachable: ${address} has a fault of its own right now (503). Try again later, or tell whoever runs it.`],
    ];
    for (const [status, said] of cases) {
      it(String(status), async () => {
        assert.equal(await failed(await always((response) => response.writeHead(status).end('no'))), said);
      });
    }

    it('401 to credentials that were sent', async () => {
      assert.equal(
        await failed(await always((response) => response.writeHead(401).end()), { headers: { authorization: 'Bearer sk-of-the-declaration-1234567890' } }),
        `unauthorized: ${address} does not accept the credentials that were sent (401). They may have expired, or be meant for another server.`,
      );
    });

    it('an older server that answers the newer greeting with any of them is greeted the older way', async () => {
      for (const status of [400, 404, 405, 422, 500, 501]) {
        const { voices } = await heard(await hostile((method, response) => method === 'server/discover' && (response.writeHead(status).end('what?'), true)));
        assert.equal(voices[0].era, 'initialize');
      }
    });
  });

  describe('what is no MCP', () => {
    it('a web page', async () => {
      assert.equal(
        await failed(await always((response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Welcome</html>'))),
        `protocol: ${address} answers with a web page instead of MCP. Is that the address people open in a browser? The path for clients often ends in \`/mcp\`.`,
      );
    });

    it('another type', async () => {
      assert.equal(
        await failed(await always((response) => response.writeHead(200, { 'content-type': 'image/png' }).end('x'))),
        `protocol: ${address} answers with \`image/png\`, which is neither JSON nor a stream of events, so it is perhaps no MCP server.`,
      );
    });

    it('JSON that answers nothing', async () => {
      assert.equal(await failed(await always((response) => json(response, { ok: true }))), `protocol: ${address} answers with JSON that is no answer to what was asked, so it is perhaps no MCP server.`);
    });

    it('a stream that ends without an answer, and one that is broken off', async () => {
      const began = { 'content-type': 'text/event-stream' };
      assert.equal(
        await failed(await hostile((method, response) => method === 'tools/list' && (response.writeHead(200, began).end('event: message\ndata: {"jsonrpc":"2.0","method":"notifications/message"}\n\n'), true))),
        `protocol: ${address} began an answer to \`tools/list\` and ended it without one.`,
      );
      assert.equal(
        await failed(await hostile((method, response) => method === 'tools/list' && (response.writeHead(200, began).write('data: {"jsonrpc":', () => response.destroy()), true))),
        `unreachable: ${address} cannot be reached: the connection broke off (ECONNRESET).`,
      );
    });

    it('bytes that are no UTF-8, as JSON and as an event', async () => {
      const bad = (text: string): Buffer => Buffer.from(text.replace('?', '\xff'), 'latin1');
      for (const [type, text] of [['application/json', '{"jsonrpc":"2.0","id":3,"result":{"tools":[{"name":"?"}]}}'], ['text/event-stream', 'data: {"jsonrpc":"2.0","id":3,"result":{"tools":[{"name":"?"}]}}\n\n']] as const) {
        assert.equal(
          await failed(await hostile((method, response) => method === 'tools/list' && (response.writeHead(200, { 'content-type': type }).end(bad(text)), true))),
          `protocol: ${address} sends something that is not UTF-8, so that names in it could mean something else.`,
        );
      }
    });

    it('a packing that does not exist', async () => {
      assert.equal(await failed(await always((response) => response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'zip' }).end('x'))), `protocol: ${address} packs its answers in a way that nobody asked for (zip).`);
    });

    it('a server that packs all the same is read', async () => {
      for (const [packing, pack] of [['gzip', zlib.gzipSync], ['deflate', zlib.deflateSync], ['br', zlib.brotliCompressSync]] as const) {
        const { voices } = await heard(await hostile((method, response, message) => method === 'tools/list' && (response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': packing }).end(pack(JSON.stringify(answerTo(message)))), true)));
        assert.deepEqual(namesIn(voices[0].tools), ['read_ledger']);
      }
    });
  });

  describe('too much', () => {
    const said = `limit: ${address} says more in one go than is listened to (64 KiB), so nothing of it is kept.`;
    const limits = { messageBytes: 64 * 1024 };

    it('one message beyond the limit, and just below it', async () => {
      const big = (bytes: number): HandWritten['instead'] => (method, response, message) => method === 'tools/list' && (json(response, { jsonrpc: '2.0', id: message['id'], result: { tools: [{ name: 'x'.repeat(bytes), inputSchema: {} }] } }), true);
      assert.equal(await failed(await hostile(big(64 * 1024)), { limits }), said);
      const { voices } = await heard(await hostile(big(63 * 1024)), { limits });
      assert.equal(namesIn(voices[0].tools)[0]!.length, 63 * 1024);
    });

    it('more than 2 MiB, as it is by itself', async () => {
      const url = await hostile((method, response, message) => method === 'tools/list' && (json(response, { jsonrpc: '2.0', id: message['id'], result: { tools: [{ name: 'x'.repeat(2 * 1024 * 1024) }] } }), true));
      assert.equal(await failed(url), `limit: ${address} says more in one go than is listened to (2 MiB), so nothing of it is kept.`);
    });

    it('a body without an end', async () => {
      assert.equal(await failed(await hostile((method, response) => method === 'tools/list' && (pour(response.writeHead(200, { 'content-type': 'application/json' }), ' '.repeat(10_000)), true)), { limits }), said);
    });

    it('an event without an end', async () => {
      for (const chunk of ['data: x', 'data: x\n', ': keep waiting\n']) {
        assert.equal(await failed(await hostile((method, response) => method === 'tools/list' && (pour(response.writeHead(200, { 'content-type': 'text/event-stream' }), chunk.repeat(500)), true)), { limits }), said);
      }
    });

    it('events without an end', async () => {
      assert.equal(
        await failed(await hostile((method, response) => method === 'tools/list' && (pour(response.writeHead(200, { 'content-type': 'text/event-stream' }), 'data: {"jsonrpc":"2.0","method":"notifications/message"}\n\n'), true)), { limits }),
        `limit: ${address} says more in one go than is listened to (1 MiB), so nothing of it is kept.`,
      );
    });

    it('a small body that unpacks to a huge one', async () => {
      const bomb = zlib.gzipSync(Buffer.alloc(50 * 1024 * 1024, ' '));
      assert.ok(bomb.length < 64 * 1024);
      assert.equal(await failed(await hostile((method, response) => method === 'tools/list' && (response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb), true)), { limits }), said);
    });

    it('an error with an endless page', async () => {
      assert.match(await failed(await always((response) => pour(response.writeHead(500, { 'content-type': 'application/json' }), 'x'.repeat(10_000))), { limits }), /^unreachable: .*a fault of its own right now \(500\)/);
    });
  });

  describe('too slow', () => {
    it('no answer at all', async () => {
      assert.equal(await failed(await always(() => undefined), { limits: { connect: 200, eraProbe: 100 } }), 'timeout: It did not answer `initialize` within 0.2 seconds.');
      assert.equal(await failed(await always(() => undefined), { transport: 'sse', limits: { connect: 200 } }), `timeout: ${address} did not answer in time. Is it up, and does this machine reach it?`);
    });

    it('an answer that comes a byte at a time', async () => {
      const drip = (response: ServerResponse): void => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      };
      assert.equal(await failed(await hostile((method, response) => method === 'tools/list' && (drip(response), true)), { limits: { connect: 500 } }), 'timeout: It did not answer `tools/list` within 0.5 seconds.');
      assert.equal(await failed(await hostile((method, response) => method === 'tools/list' && (drip(response), true)), { limits: { whole: 1000 } }), 'timeout: It took longer than 1 seconds to listen to it, and was given up.');
    });

    it('nobody there', async () => {
      const gone = await at(() => undefined);
      await gone.close();
      assert.equal(await failed(`${gone.origin}/mcp`), `unreachable: ${address} cannot be reached: nothing answers at that address (ECONNREFUSED).`);
      assert.equal(await failed('https://nobody.example/mcp', { lookup: resolving({}) }), 'unreachable: https://nobody.example/mcp cannot be reached: the name of the server could not be looked up (ENOTFOUND), perhaps since this machine is offline.');
    });
  });

  describe('elsewhere', () => {
    it('a redirect within the same origin is followed, with the method as it was', async () => {
      const server = await at((request, response) => (request.url === '/mcp' ? response.writeHead(308, { location: '/v2/mcp' }).end() : handWritten()(request, response)));
      const { voices } = await heard(`${server.origin}/mcp`);
      assert.deepEqual(namesIn(voices[0].tools), ['read_ledger']);
    });

    it('one that loses what was asked is not', async () => {
      const url = await always((response) => response.writeHead(302, { location: '/login' }).end());
      assert.equal(await failed(url), `protocol: ${address} sends to http://127.0.0.1:PORT/login in a way (302) that loses what was asked. If the server lives there, declare that address.`);
    });

    it('one without an end is not', async () => {
      assert.equal(await failed(await always((response) => response.writeHead(307, { location: '/mcp' }).end())), `protocol: ${address} sends from one address to the next, more than 3 times.`);
    });

    it('one to another origin is refused, and nothing is sent there', async () => {
      const other = await at((_, response) => response.end());
      const url = await always((response) => response.writeHead(307, { location: `${other.origin}/steal` }).end());
      const said = await failed(url, { headers: { authorization: 'Bearer secret-of-the-declaration' } });
      assert.equal(said, `refused: ${address} sends to another place, http://127.0.0.1:PORT/steal, which is not followed: what was agreed to is the first one. If the server has moved, declare its new address.`);
      assert.deepEqual(other.asked, []);
    });

    it('a stream that wants requests to be sent elsewhere is refused', async () => {
      const other = await at((_, response) => response.end());
      const server = await at((_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`event: endpoint\ndata: ${other.origin}/messages\n\n`));
      assert.equal(await failed(`${server.origin}/sse`, { transport: 'sse' }), 'refused: http://127.0.0.1:PORT/sse wants requests to be sent to another place, http://127.0.0.1:PORT/messages, which is not done: what was agreed to is the first one.');
      assert.deepEqual(other.asked, []);
    });
  });

  describe('names that lead to this machine or the network around it', () => {
    const refused = (host: string, to: string): string => `The name ${host} leads to ${to}, which is on this machine or in the network around it, as an attack by DNS rebinding would. It is not called. If that is meant to be so, declare the address itself.`;

    it('a public one is refused, though only one of its addresses does', async () => {
      const server = await at(handWritten());
      const { port } = new URL(server.origin);
      for (const to of ['127.0.0.1', '10.1.2.3', '192.168.0.1', '169.254.169.254', '100.64.1.1', '::1', 'fd00::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', 'fe80::1', '0.0.0.0']) {
        const said = await failed(`http://ledger.example:${port}/mcp`, { lookup: resolving({ 'ledger.example': ['93.184.216.34', to] }) });
        assert.equal(said, `refused: ${refused('ledger.example', to)}`);
      }
      assert.deepEqual(server.asked, []);
    });

    it('one that answers otherwise the second time (rebinding) is refused then', async () => {
      const server = await at(handWritten());
      let asked = 0;
      const lookup: ReturnType<typeof resolving> = ((name: string, options: object, callback: () => void) => resolving({ 'ledger.test': ++asked === 1 ? '127.0.0.1' : '169.254.169.254' })(name, options as never, callback)) as never;
      server.answer = (request, response) => {
        response.setHeader('connection', 'close');
        handWritten()(request, response);
      };
      assert.equal(await failed(`http://ledger.test:${new URL(server.origin).port}/mcp`, { lookup }), `refused: ${refused('ledger.test', '169.254.169.254')}`);
      assert.equal(server.asked.length, 1);
    });

    it('what the declaration names itself is called: an address, this machine, a name of this network', async () => {
      const { origin } = await at(handWritten());
      const { port } = new URL(origin);
      for (const [host, to] of [['127.0.0.1', {}], ['localhost', { localhost: '127.0.0.1' }], ['ledger.internal', { 'ledger.internal': '127.0.0.1' }], ['ledger', { ledger: '127.0.0.1' }]] as const) {
        const { voices } = await heard(`http://${host}:${port}/mcp`, { lookup: resolving(to) });
        assert.deepEqual(namesIn(voices[0].tools), ['read_ledger'], host);
      }
    });

    it('a name of this network does not lead to where clouds hand out credentials, nor does this machine lead away', async () => {
      assert.equal(await failed('http://ledger.internal/mcp', { lookup: resolving({ 'ledger.internal': '169.254.169.254' }) }), `refused: ${refused('ledger.internal', '169.254.169.254')}`);
      assert.equal(await failed('http://localhost/mcp', { lookup: resolving({ localhost: '93.184.216.34' }) }), `refused: ${refused('localhost', '93.184.216.34')}`);
    });
  });

  describe('what cannot be called or sent', () => {
    const cases: [string, Record<string, string>, string][] = [
      ['not an address', {}, 'not-started: not an address is not a complete address. Write it as `https://host/path`.'],
      ['file:///etc/passwd', {}, 'not-started: file:///etc/passwd is no web address. Write it as `https://host/path`.'],
      ['https://ann:hunter2@ledger.example/mcp', {}, 'not-started: https://•••@ledger.example/mcp holds a login, which no client sends from there. Put it into a header.'],
      ['https://ledger.example/mcp', { 'bad name': 'x' }, 'not-started: `bad name` cannot be the name of a header.'],
      ['https://ledger.example/mcp', { 'x-key': 'hunter2\r\nx-other: 1' }, 'not-started: The value of the header `x-key` holds characters that cannot be sent. A line break in the middle, perhaps?'],
      ['https://ledger.example/mcp', { 'x-key': 'hunter2\u2028' }, 'not-started: The value of the header `x-key` holds characters that cannot be sent. A line break in the middle, perhaps?'],
    ];
    for (const [url, headers, said] of cases) {
      it(said, async () => {
        assert.equal(await failed(url, { headers }), said);
      });
    }
  });

  it('no secret of the declaration stands in any sentence', async () => {
    const secrets = ['hunter2-in-the-query', 'ghp_0123456789abcdefghijklmnopqrstuvwxyz', 'hunter2-in-a-header'];
    const answers: ((response: ServerResponse) => void)[] = [
      ...[301, 307].map((status) => (response: ServerResponse) => void response.writeHead(status, { location: `https://elsewhere.example/?t=${secrets[0]}` }).end()),
      ...[400, 401, 403, 404, 500].map((status) => (response: ServerResponse) => void response.writeHead(status).end(secrets[2])),
      (response) => json(response, { jsonrpc: '2.0', id: 1, result: secrets }), (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(secrets[0]), (response) => response.destroy(),
    ];
    for (const answer of answers) {
      const server = await at((_, response) => answer(response));
      const outcome = await outcomeOf(`${server.origin}/${secrets[1]}/mcp?api_key=${secrets[0]}`, { headers: { 'x-api-key': secrets[2]! }, limits: { connect: 5000 } });
      assert.equal(outcome.kind, 'failed');
      const told = outcome.kind === 'failed' ? `${render(outcome.message)} ${JSON.stringify(outcome)}` : '';
      assert.deepEqual(secrets.filter((secret) => told.includes(secret)), []);
      // They were sent, though: otherwise this shows nothing.
      assert.equal(server.asked[0]!.headers['x-api-key'], secrets[2]);
      assert.ok(server.asked[0]!.line.includes(secrets[0]!));
    }
  });
});
