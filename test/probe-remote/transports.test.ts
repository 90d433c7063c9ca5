import assert from 'node:assert/strict';
import { render } from '../../src/core/text/message.ts';
import { httpVoice, type HttpVoice, type HttpVoiceOptions } from '../servers/http-voice.ts';
import { makeCertificate } from '../policy-host/certificate.ts';
import { failed, heard, namesIn, type Given } from './listening.ts';

describe('listening over HTTP', function () {
  this.timeout(120_000);
  const open: HttpVoice[] = [];
  const serve = async (options?: HttpVoiceOptions): Promise<HttpVoice> => {
    const server = await httpVoice(options);
    open.push(server);
    return server;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  const cases: [string, HttpVoiceOptions, Given, string][] = [
    ['SDK v2, both eras: the newer one', { era: 'both' }, {}, 'discover 2026-07-28 http'],
    ['SDK v2, the newer era only', { era: 'discover' }, {}, 'discover 2026-07-28 http'],
    ['SDK v1 with a session, answering in events', { line: 'v1' }, {}, 'initialize 2025-11-25 http'],
    ['SDK v1 with a session, answering in JSON', { line: 'v1', json: true }, {}, 'initialize 2025-11-25 http'],
    ['SDK v1 without a session', { line: 'v1-stateless' }, {}, 'initialize 2025-11-25 http'],
    ['HTTP+SSE, declared as such', { line: 'sse' }, { transport: 'sse' }, 'initialize 2025-11-25 sse'],
    ['HTTP+SSE, where the server has nothing else', { line: 'sse' }, {}, 'initialize 2025-11-25 sse'],
  ];
  for (const [what, options, given, expected] of cases) {
    it(what, async () => {
      const { url } = await serve({ ...options, instructions: 'Ask first.', prompts: [{ name: 'audit' }], resourceTemplates: [{ name: 'entry', uriTemplate: 'ledger://{id}' }] });
      const { voices, notes } = await heard(url, given);
      for (const { era, protocolVersion, transport, greeting, tools, prompts, resourceTemplates } of voices) {
        assert.equal(`${era} ${protocolVersion} ${transport}`, expected);
        assert.equal((JSON.parse(greeting) as { instructions: string }).instructions, 'Ask first.');
        assert.deepEqual([namesIn(tools), namesIn(prompts), namesIn(resourceTemplates)], [['read_ledger', 'post_entry'], ['audit'], ['entry']]);
        assert.deepEqual([tools.extent, prompts.extent, resourceTemplates.extent], ['whole', 'whole', 'whole']);
      }
      assert.deepEqual(notes.map(render), []);
    });
  }

  it('a list of several pages', async () => {
    const tools = Array.from({ length: 7 }, (_, i) => ({ name: `tool_${i}`, inputSchema: { type: 'object' } }));
    for (const line of ['v2', 'v1', 'sse'] as const) {
      const { url } = await serve({ line, tools, pageSize: 3 });
      const { voices } = await heard(url);
      assert.deepEqual(voices.map((voice) => namesIn(voice.tools)), [tools.map(({ name }) => name), tools.map(({ name }) => name)]);
    }
  });

  it('what another says the second time is heard as it is', async () => {
    for (const line of ['v2', 'v1', 'sse'] as const) {
      const { url } = await serve({ line, after: { lists: 1, tools: [{ name: 'wire_money', inputSchema: { type: 'object' } }] } });
      const { voices } = await heard(url);
      assert.deepEqual(voices.map((voice) => namesIn(voice.tools)), [['read_ledger', 'post_entry'], ['wire_money']]);
    }
  });

  it('fields that no SDK knows are kept', async () => {
    const odd = { name: 'odd', inputSchema: { type: 'object' }, annotations: { readOnlyHint: true, 'x-hint': 1 }, 'x-secret-manual': 'do it' };
    for (const line of ['v2', 'v1'] as const) {
      const { url } = await serve({ line, tools: [odd] });
      const { voices } = await heard(url);
      assert.deepEqual(JSON.parse(voices[0].tools.items[0]!), odd);
    }
  });

  it('two sessions, and none stays open on the server', async () => {
    const server = await serve({ line: 'v1' });
    await heard(server.url);
    assert.equal(server.asked.filter(({ line }) => line === 'DELETE /mcp').length, 2);
    assert.equal(server.sessions.size, 0);
    // Nothing is waited for that was not asked.
    assert.deepEqual(server.asked.filter(({ line }) => line.startsWith('GET')), []);
  });

  it('from the newer era on, headers repeat what each request says', async () => {
    const server = await serve({ era: 'discover' });
    await heard(server.url);
    const told = server.asked.map(({ headers }) => [headers['mcp-protocol-version'], headers['mcp-method']]);
    assert.deepEqual(told.slice(0, 2), [['2026-07-28', 'server/discover'], ['2026-07-28', 'tools/list']]);
  });

  it('the headers of the declaration are sent with every request, and none that would break it in two', async () => {
    for (const options of [{ line: 'v1' }, { line: 'v2' }, { line: 'sse' }] as const) {
      const server = await serve(options);
      await heard(server.url, { headers: { Authorization: 'Bearer of-the-declaration', 'X-Team': 'ledger', 'Transfer-Encoding': 'chunked', 'Content-Length': '3' } });
      assert.ok(server.asked.length >= 4);
      for (const { headers } of server.asked) {
        assert.deepEqual([headers.authorization, headers['x-team'], headers['transfer-encoding']], ['Bearer of-the-declaration', 'ledger', undefined]);
        assert.match(headers['user-agent']!, /^mcp-roll-call\/9\.9\.9$/);
      }
    }
  });

  it('a certificate that nobody on this machine trusts', async () => {
    const { origin } = await serve({ tls: makeCertificate() });
    assert.equal(await failed(`${origin}/mcp`), "unreachable: https://localhost:PORT/mcp cannot be reached: the server's certificate is not trusted on this machine (DEPTH_ZERO_SELF_SIGNED_CERT); a company's own authority must be installed, or named by SSL_CERT_FILE.");
  });

  it('plain http where https is spoken', async () => {
    const { origin } = await serve({ tls: makeCertificate() });
    assert.match(await failed(`${origin.replace('https:', 'http:')}/mcp`), /^(?:unreachable|protocol): /);
    const plain = await serve();
    assert.equal(await failed(`${plain.origin.replace('http:', 'https:')}/mcp`), 'protocol: https://127.0.0.1:PORT/mcp answers with something that is not the web protocol it should be (EPROTO). Check `http` against `https`, and the port.');
  });

  it('is given up promptly', async () => {
    const control = new AbortController();
    const server = await serve({ before: () => (control.abort(), true) });
    const began = performance.now();
    assert.equal(await failed(server.url, { signal: control.signal }), 'cancelled: Listening was given up.');
    assert.ok(performance.now() - began < 30_000);
    const early = AbortSignal.abort();
    assert.equal(await failed(server.url, { signal: early }), 'cancelled: Listening was given up.');
  });
});
