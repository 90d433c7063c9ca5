import assert from 'node:assert/strict';
import * as http from 'node:http';
import { render } from '../../src/core/text/message.ts';
import { signIn } from '../../src/host/probe/oauth/sign-in.ts';
import type { SigningIn, SignInChallenge, SignInRequest } from '../../src/host/probe/oauth/signing-in.ts';
import { memoryTokens, type KeptTokens, type TokenKeeper } from '../../src/host/probe/oauth/token-keeper.ts';
import { reachOf } from '../../src/host/probe/remote/reach.ts';
import { serve, type TestServer } from '../policy-host/server.ts';
import { authorizationServer, protectedVoice, type AuthorizationOptions, type AuthorizationServer, type ProtectedOptions } from '../servers/authorization-server.ts';
import { httpVoice, type HttpVoice } from '../servers/http-voice.ts';
import { officialAuthorization } from '../servers/official-authorization.ts';
import { failed, heard, namesIn, resolving } from './listening.ts';

describe('signing in to a remote server', function () {
  this.timeout(120_000);
  const open: { close(): Promise<void> }[] = [];
  const both = async (options: AuthorizationOptions = {}, voice: ProtectedOptions = {}): Promise<{ authorization: AuthorizationServer; server: HttpVoice }> => {
    const authorization = await authorizationServer(options);
    const server = await protectedVoice(authorization, voice);
    open.push(authorization, server);
    return { authorization, server };
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  interface Person extends SigningIn {
    readonly asked: SignInRequest[];
    readonly opened: string[];
    readonly pages: string[];
  }
  /** Somebody who agrees, with a browser that follows wherever it is sent. */
  const person = (changes: Partial<SigningIn> = {}, tokens: TokenKeeper = memoryTokens()): Person => {
    const [asked, opened, pages]: [SignInRequest[], string[], string[]] = [[], [], []];
    return {
      asked, opened, pages, tokens,
      agree: async (request) => (asked.push(request), true),
      openBrowser: async (url) => {
        opened.push(url);
        // Without waiting, as a browser is opened.
        void fetch(url).then(async (response) => pages.push(await response.text()), () => undefined);
      },
      ...changes,
    };
  };
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  /** Whether anything still listens where the browser was to come back to. */
  const listens = (opened: string): Promise<string> =>
    new Promise((resolve) => {
      const back = new URL(opened).searchParams.get('redirect_uri')!;
      http.get(back, () => resolve('listens')).on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? ''));
    });

  it('the whole way: agreed to with the scopes in view, by the browser and back, and heard', async () => {
    const { authorization, server } = await both();
    const signingIn = person();
    const { voices } = await heard(server.url, { signingIn, headers: { 'x-team': 'ledger' } });
    assert.deepEqual(voices.map(({ tools }) => namesIn(tools)), [['read_ledger', 'post_entry'], ['read_ledger', 'post_entry']]);
    assert.deepEqual(signingIn.asked, [{ resource: server.url, issuer: authorization.issuer, origin: authorization.origin, scopes: ['ledger:read', 'ledger:write'] }]);
    await until(() => signingIn.pages.length > 0);
    assert.deepEqual(signingIn.pages, ['Thank you. MCP Roll Call goes on in its own window; you can close this page.\n']);
    assert.equal(await listens(signingIn.opened[0]!), 'ECONNREFUSED');

    const [register, authorize, token] = ['/register', '/authorize', '/token'].map((path) => authorization.got.find((one) => one.path === path)!.parameters);
    assert.match(String(register!['redirect_uris']), /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    assert.deepEqual([register!['client_name'], register!['token_endpoint_auth_method'], register!['application_type']], ['MCP Roll Call', 'none', 'native']);
    assert.deepEqual([authorize!['resource'], token!['resource'], authorize!['code_challenge_method'], authorize!['scope']], [server.url, server.url, 'S256', 'ledger:read ledger:write']);
    // What the declaration sends to its server is nobody else's business.
    assert.deepEqual(authorization.asked.map(({ headers }) => headers['x-team']).filter(Boolean), []);
    assert.deepEqual(authorization.asked.map(({ headers }) => headers.authorization).filter(Boolean), []);
  });

  it("with the official SDK's own authorization server", async () => {
    const voice = await httpVoice({ line: 'v1' });
    const official = await officialAuthorization(voice);
    open.push(voice, official);
    const signingIn = person();
    const { voices } = await heard(official.url, { signingIn });
    assert.deepEqual(voices.map(({ tools }) => namesIn(tools)), [['read_ledger', 'post_entry'], ['read_ledger', 'post_entry']]);
    assert.deepEqual(signingIn.asked, [{ resource: official.url, issuer: `${official.issuer}/`, origin: official.issuer, scopes: ['ledger:read'] }]);
    await heard(official.url, { signingIn });
    assert.deepEqual([signingIn.opened.length, official.clients.size], [1, 1]);
  });

  it('the scopes that the refusal names come before all that the server knows', async () => {
    const { server } = await both({}, { scope: 'ledger:read' });
    const signingIn = person();
    await heard(server.url, { signingIn });
    assert.deepEqual(signingIn.asked.map(({ scopes }) => scopes), [['ledger:read']]);
  });

  it('scopes that nobody names are not made up', async () => {
    const { authorization, server } = await both({ metadata: { scopes_supported: ['everything', 'offline_access'] } }, { metadata: { scopes_supported: undefined } });
    const signingIn = person();
    await heard(server.url, { signingIn });
    assert.deepEqual(signingIn.asked[0]!.scopes, []);
    assert.equal(authorization.got.find(({ path }) => path === '/authorize')!.parameters['scope'], undefined);
  });

  it('a server of the older kind (HTTP+SSE)', async () => {
    const authorization = await authorizationServer();
    const server = await protectedVoice(authorization, { line: 'sse' });
    open.push(authorization, server);
    const { voices } = await heard(server.url, { signingIn: person() });
    assert.equal(voices[0].transport, 'sse');
  });

  describe('tokens', () => {
    it('are kept, and nobody signs in the second time', async () => {
      const { authorization, server } = await both();
      const signingIn = person();
      await heard(server.url, { signingIn });
      await heard(server.url, { signingIn });
      assert.equal(signingIn.opened.length, 1);
      assert.equal(authorization.good.size, 1);
    });

    it('that have run out are refreshed, and the new ones kept', async () => {
      const { authorization, server } = await both({ token: { expires_in: 1 } });
      const signingIn = person();
      await heard(server.url, { signingIn });
      authorization.options = {};
      authorization.good.clear();
      await heard(server.url, { signingIn });
      await heard(server.url, { signingIn });
      assert.equal(signingIn.opened.length, 1);
      assert.deepEqual(authorization.got.filter(({ path }) => path === '/token').map(({ parameters }) => [parameters['grant_type'], parameters['resource']]), [['authorization_code', server.url], ['refresh_token', server.url]]);
    });

    it('that cannot be refreshed are forgotten, and somebody signs in', async () => {
      const { authorization, server } = await both({ token: { expires_in: 1 } });
      const signingIn = person();
      await heard(server.url, { signingIn });
      authorization.options = { refusesRefresh: true };
      await heard(server.url, { signingIn });
      assert.equal(signingIn.opened.length, 2);
    });

    it('that the server takes no more are forgotten, and somebody signs in once', async () => {
      const { authorization, server } = await both();
      const signingIn = person();
      await heard(server.url, { signingIn });
      authorization.good.clear();
      await heard(server.url, { signingIn });
      assert.equal(signingIn.opened.length, 2);
      // A server that takes none at all is not asked for ever.
      server.answer = ((before) => (request, response) => (request.url === '/mcp' ? void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end() : before(request, response)))(server.answer);
      assert.equal(await failed(server.url, { signingIn }), 'unauthorized: http://127.0.0.1:PORT/mcp does not accept the credentials that were sent (401). They may have expired, or be meant for another server.');
      assert.equal(signingIn.opened.length, 3);
    });

    it('with too few scopes are replaced by one with what the server names', async () => {
      const { server } = await both({}, { scope: 'ledger:read', needs: 'ledger:audit' });
      const signingIn = person();
      await heard(server.url, { signingIn });
      assert.deepEqual(signingIn.asked.map(({ scopes }) => scopes), [['ledger:read'], ['ledger:audit']]);
    });

    it('of one authorization server are never sent to another, nor for another resource', async () => {
      const { authorization, server } = await both();
      const tokens = memoryTokens();
      await heard(server.url, { signingIn: person({}, tokens) });
      // The same server names another one from now on.
      const other = await authorizationServer();
      const moved = await protectedVoice(other, {});
      open.push(other, moved);
      const seen: (KeptTokens | undefined)[] = [];
      const watched: TokenKeeper = { ...tokens, get: async (key) => { const kept = await tokens.get(key); seen.push(kept); return kept; } };
      const signingIn = person({}, watched);
      await heard(moved.url, { signingIn });
      assert.deepEqual(seen, [undefined]);
      const secrets = [...authorization.good.keys()];
      assert.equal(secrets.length, 1);
      assert.ok(![...other.asked, ...moved.asked].some((one) => JSON.stringify(one).includes(secrets[0]!)));
    });

    it('of another kind than can be sent are not taken', async () => {
      for (const token of [{ token_type: 'DPoP' }, { access_token: 'a\r\nx-injected: 1' }]) {
        const { server } = await both({ token });
        assert.equal(await failed(server.url, { signingIn: person() }), 'protocol: http://127.0.0.1:PORT gave out a token of a kind that cannot be sent as a header.');
      }
    });
  });

  describe('nobody signs in', () => {
    it('where there is nobody to ask', async () => {
      const { server, authorization } = await both();
      assert.equal(await failed(server.url), 'unauthorized: http://127.0.0.1:PORT/mcp wants somebody to sign in before it says anything of itself (401).');
      assert.deepEqual(authorization.asked, []);
    });

    it('who does not agree: nothing is registered, and no browser opens', async () => {
      const { server, authorization } = await both();
      const signingIn = person({ agree: async () => false });
      assert.equal(await failed(server.url, { signingIn }), 'cancelled: Nobody signed in at http://127.0.0.1:PORT, so the server was not listened to.');
      assert.deepEqual([signingIn.opened, authorization.got.map(({ path }) => path)], [[], ['/.well-known/oauth-authorization-server']]);
    });

    it('whom the authorization server turns away', async () => {
      const { server } = await both({ answer: { code: undefined, error: 'access_denied', error_description: 'go away' } });
      const signingIn = person();
      assert.equal(await failed(server.url, { signingIn }), 'unauthorized: The sign-in at http://127.0.0.1:PORT was declined, so the server was not listened to.');
      await until(() => signingIn.pages.length > 0);
      assert.deepEqual(signingIn.pages, ['Nobody was signed in. You can close this page and go back to MCP Roll Call.\n']);
    });

    it('who does not come back in time', async () => {
      const { server } = await both({ waits: true });
      const signingIn = person({ timeout: 600 });
      assert.equal(await failed(server.url, { signingIn }), 'timeout: Nobody signed in at http://127.0.0.1:PORT within 0 minutes. Nothing waits for it any more; try again.');
      assert.equal(await listens(signingIn.opened[0]!), 'ECONNREFUSED');
    });

    it('who gives up meanwhile', async () => {
      const { server } = await both({ waits: true });
      const control = new AbortController();
      const signingIn = person({ openBrowser: async (url) => { opened.push(url); control.abort(); } });
      const opened: string[] = [];
      assert.equal(await failed(server.url, { signingIn, signal: control.signal }), 'cancelled: The sign-in at http://127.0.0.1:PORT was given up.');
      assert.equal(await listens(opened[0]!), 'ECONNREFUSED');
    });

    it('where the declaration brings its own credentials: they are never replaced', async () => {
      const { server, authorization } = await both();
      const signingIn = person();
      assert.match(await failed(server.url, { signingIn, headers: { Authorization: 'Bearer of-the-declaration' } }), /^unauthorized: .* does not accept the credentials that were sent \(401\)/);
      assert.deepEqual([signingIn.asked, authorization.asked], [[], []]);
      assert.deepEqual([...new Set(server.asked.map(({ headers }) => headers.authorization))], ['Bearer of-the-declaration']);
    });
  });

  describe('what comes back', () => {
    it('with another state is not taken', async () => {
      for (const state of ['another', undefined]) {
        const { server, authorization } = await both({ answer: { state } });
        const signingIn = person();
        assert.equal(await failed(server.url, { signingIn }), 'unauthorized: What came back from the browser belongs to another sign-in (its `state` differs), so it was not taken. Try again; if it happens again, something else on this machine interferes.');
        assert.deepEqual(authorization.got.filter(({ path }) => path === '/token'), []);
        assert.equal(await listens(signingIn.opened[0]!), 'ECONNREFUSED');
      }
    });

    it('from another issuer than was asked, or from nobody who says so, is a mix-up: no code is sent', async () => {
      for (const iss of ['https://evil.example', undefined]) {
        const { server, authorization } = await both({ answer: { iss } });
        assert.equal(await failed(server.url, { signingIn: person() }), 'refused: Another authorization server answered the sign-in to http://127.0.0.1:PORT/mcp than the one that was asked, as in a mix-up attack (RFC 9207). Nothing was sent to it, and nobody is signed in.');
        assert.deepEqual(authorization.got.filter(({ path }) => path === '/token'), []);
      }
    });

    it('only to the path that was named, under this machine\'s own address, and once', async () => {
      const { server } = await both({ waits: true });
      const statuses: (number | undefined)[] = [];
      const ask = (url: string, options: http.RequestOptions = {}): Promise<void> => new Promise((resolve) => http.request(url, options, (response) => { statuses.push(response.statusCode); response.resume().on('end', resolve); }).end());
      const signingIn = person({
        openBrowser: async (url) => {
          const { searchParams } = new URL(url);
          const back = `${searchParams.get('redirect_uri')}?state=${searchParams.get('state')}&error=access_denied&iss=${encodeURIComponent(new URL(url).origin)}`;
          await ask(back.replace('/callback', '/favicon.ico'));
          await ask(back, { method: 'POST' });
          await ask(back, { headers: { host: 'evil.example' } });
          await ask(back);
        },
      });
      assert.match(await failed(server.url, { signingIn }), /^unauthorized: The sign-in at .* was declined/);
      assert.deepEqual(statuses, [404, 404, 400, 200]);
    });
  });

  describe('authorization servers that are not followed', () => {
    const cases: [string, AuthorizationOptions, ProtectedOptions, string][] = [
      ['whose metadata names another issuer', { metadata: { issuer: 'https://evil.example' } }, {}, 'refused: Another authorization server answered the sign-in to http://127.0.0.1:PORT/mcp than the one that was asked, as in a mix-up attack (RFC 9207). Nothing was sent to it, and nobody is signed in.'],
      ['without PKCE', { metadata: { code_challenge_methods_supported: undefined } }, {}, 'refused: http://127.0.0.1:PORT does not say that it protects sign-ins by PKCE (S256), so that a code could be stolen on its way. MCP forbids to go on.'],
      ['whose page is not protected', { metadata: { authorization_endpoint: 'http://login.example/authorize' } }, {}, 'refused: http://127.0.0.1:PORT names http://login.example/authorize for signing in, which is not protected by https. It is not opened.'],
      ['whose page is a program', { metadata: { authorization_endpoint: 'file:///bin/calculator' } }, {}, 'refused: http://127.0.0.1:PORT names file:///bin/calculator for signing in, which is not protected by https. It is not opened.'],
      ['that give out tokens for another server', {}, { metadata: { resource: 'https://bank.example/mcp' } }, 'refused: http://127.0.0.1:PORT/mcp asks for a token that is meant for another server, https://bank.example/mcp. Whoever got it could use it there, so nobody is signed in.'],
      ['that know only registered programs', { metadata: { registration_endpoint: undefined } }, {}, 'unauthorized: http://127.0.0.1:PORT lets only programs in that were registered there before. Put a token into a header of the declaration, through an input.'],
      ['that are nowhere', {}, { metadata: { authorization_servers: [] } }, 'unauthorized: http://127.0.0.1:PORT/mcp wants somebody to sign in and does not publish where (RFC 9728, RFC 8414). Put a token into a header of the declaration, through an input.'],
    ];
    for (const [what, options, voice, said] of cases) {
      it(what, async () => {
        const { server } = await both(options, { ...voice, before: () => false });
        const signingIn = person();
        assert.equal(await failed(server.url, { signingIn }), said);
        assert.deepEqual(signingIn.opened, []);
      });
    }

    /** What a server out there says is held against its name, before anybody is asked. */
    const outside = async (url: string, challenge: string, names: Record<string, string> = {}): Promise<string> => {
      const signed = await signIn({ url: new URL(url), challenge, reach: reachOf(new URL(url)), version: '9.9.9', lookup: resolving(names) }, person(), false);
      return signed.kind === 'failed' ? `${signed.code}: ${render(signed.message)}` : 'signed in';
    };

    it('that a public server places on this machine or in the network around it', async () => {
      const inside: TestServer = await serve((_, response) => response.end());
      open.push(inside);
      for (const at of [inside.origin.replace('http:', 'https:'), 'https://169.254.169.254', 'https://[::ffff:7f00:1]', 'https://localhost', 'https://vault.internal', 'https://10.0.0.8']) {
        assert.equal(
          await outside('https://ledger.example/mcp', `Bearer resource_metadata="${at}/metadata"`),
          `refused: The server sends this program to ${new URL(at).href.slice(0, -1)}/metadata, which is on this machine or in the network around it. A server out there has no business with that, so it is not called.`,
        );
      }
      assert.match(await outside('https://ledger.example/mcp', 'Bearer resource_metadata="https://meta.example/"', { 'meta.example': '192.168.1.1' }), /^refused: The name meta\.example leads to 192\.168\.1\.1/);
      assert.deepEqual(inside.asked, []);
    });

    it('without https, nor for a server without', async () => {
      assert.equal(await outside('https://ledger.example/mcp', 'Bearer resource_metadata="http://meta.example/metadata"'), 'refused: http://meta.example/metadata is not protected by https, so nobody is signed in through it.');
      assert.equal(await outside('http://ledger.example/mcp', 'Bearer'), 'refused: http://ledger.example/mcp wants a token, and is not protected by https: anybody on the way could take it. Nobody is signed in.');
    });
  });

  describe('a token that somebody else has', () => {
    it('is asked for first, with all that is known', async () => {
      const { server, authorization } = await both();
      authorization.good.set('of-the-editor', { resource: server.url, scope: '' });
      const challenges: SignInChallenge[] = [];
      const signingIn = person({ accessToken: async (challenge) => (challenges.push(challenge), 'of-the-editor') });
      await heard(server.url, { signingIn });
      assert.deepEqual(challenges, [{ url: server.url, issuer: authorization.issuer, resource: server.url, scopes: ['ledger:read', 'ledger:write'], wwwAuthenticate: `Bearer resource_metadata="${server.origin}/.well-known/oauth-protected-resource/mcp"` }]);
      assert.deepEqual([signingIn.asked, signingIn.opened], [[], []]);
    });

    it('that is not taken, or that nobody has: the browser opens', async () => {
      for (const token of ['stale', undefined]) {
        const { server } = await both();
        const signingIn = person({ accessToken: async () => token });
        await heard(server.url, { signingIn });
        assert.equal(signingIn.opened.length, 1);
      }
    });

    it('is asked for where nothing is published', async () => {
      const bare = await serve((request, response) => void response.writeHead(request.url?.startsWith('/mcp') ? 401 : 404, { 'www-authenticate': 'Bearer realm="x"' }).end());
      open.push(bare);
      const challenges: SignInChallenge[] = [];
      assert.match(await failed(`${bare.origin}/mcp?key=secret`, { signingIn: person({ accessToken: async (challenge) => void challenges.push(challenge) as undefined }) }), /^unauthorized: .* does not publish where/);
      assert.deepEqual(challenges.map(({ resource, scopes, issuer }) => ({ resource, scopes, issuer })), [{ resource: `${bare.origin}/mcp`, scopes: [], issuer: undefined }]);
    });
  });

  it('a client that describes itself by a document need not be registered', async () => {
    const { server, authorization } = await both({ metadata: { client_id_metadata_document_supported: true } });
    await heard(server.url, { signingIn: person({ clientMetadataUrl: 'https://rollcall.example/client.json' }) });
    assert.deepEqual(authorization.got.filter(({ path }) => path === '/register'), []);
    assert.equal(authorization.got.find(({ path }) => path === '/token')!.parameters['client_id'], 'https://rollcall.example/client.json');
  });

  it('no token, code or state stands in any sentence, nor is anything printed', async () => {
    const printed: unknown[] = [];
    const real = { warn: console.warn, error: console.error, log: console.log };
    Object.assign(console, Object.fromEntries(Object.keys(real).map((name) => [name, (...words: unknown[]) => printed.push(words)])));
    try {
      for (const options of [{ token: { token_type: 'mac' } }, { answer: { state: 'x' } }, { answer: { iss: 'x' } }, { answer: { code: 'secret-code' } }] as AuthorizationOptions[]) {
        const { server, authorization } = await both(options);
        const signingIn = person();
        const said = await failed(server.url, { signingIn });
        const secrets = ['secret', new URL(signingIn.opened[0]!).searchParams.get('state')!, ...authorization.good.keys()];
        assert.deepEqual(secrets.filter((secret) => said.includes(secret)), []);
      }
    } finally {
      Object.assign(console, real);
    }
    assert.deepEqual(printed, []);
  });
});
