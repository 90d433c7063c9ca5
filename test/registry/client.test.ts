import assert from 'node:assert/strict';
import { render } from '../../src/core/text/message.ts';
import { readListing, type ClientOptions, type ClientReading } from '../../src/host/policy/registry/registry-client.ts';
import { readEndpoint, type RegistryEndpoint } from '../../src/host/policy/registry/registry-endpoint.ts';
import { TestRegistry, type Asked, type Fault } from './server.ts';

const contoso = 'https://contoso.data.eastus.azure-apicenter.ms';
let registry: TestRegistry;

function endpoint(url: string, api = 'v0.1'): RegistryEndpoint {
  const read = readEndpoint(url, api);
  if ('problem' in read) throw new Error(render(read.problem));
  return read;
}

const waited: number[] = [];
const read = (options: ClientOptions = {}, since?: string, url = registry.url): Promise<ClientReading> =>
  readListing(endpoint(url), since, { timeout: 2000, wait: async (ms) => void waited.push(ms), ...options });
const names = ({ servers }: ClientReading): string[] => servers.map(({ name }) => name);
const why = ({ problem }: ClientReading): string => (problem ? render(problem) : 'nothing');
/** Goes wrong once, or always, at one page. */
const at = (page: number, fault: Fault, times = Infinity) => (asked: Asked): Fault | undefined => (asked.page === page && times-- > 0 ? fault : undefined);

describe('reading a registry', () => {
  beforeEach(async () => {
    registry = await TestRegistry.start();
    waited.length = 0;
  });
  afterEach(() => registry.stop());
  const list = (count: number): void => {
    for (let i = 0; i < count; i++) registry.list({ name: `com.contoso/s${String(i).padStart(3, '0')}`, version: '1.0.0' });
  };

  it('turns every page, not only the first (vscode#317553)', async () => {
    list(95);
    const all = await read();
    assert.deepEqual([all.complete, all.servers.length, why(all)], [true, 95, 'nothing']);
    assert.deepEqual(registry.asked.map(({ page }) => page), [1, 2, 3, 4, 5]);
    assert.deepEqual(registry.asked.map(({ query }) => query.get('limit')), ['100', '100', '100', '100', '100']);
  });

  it('reads the real entries of public repositories', async () => {
    registry.listReal();
    const all = await read();
    assert.deepEqual([all.complete, all.servers.length, all.skipped], [true, 60, 0]);
  });

  it('asks for what is deleted too, and for what changed since', async () => {
    list(3);
    registry.list({ name: 'com.contoso/gone', version: '1.0.0' }, { status: 'deleted', updatedAt: '2026-11-20T00:00:00Z' });
    assert.deepEqual((await read()).servers.map(({ status }) => status), ['deleted', 'active', 'active', 'active']);
    assert.deepEqual(names(await read({}, '2026-11-10T00:00:00Z')), ['com.contoso/gone']);
  });

  for (const [spelled, base] of [['', ''], ['/', ''], ['/v0.1', ''], ['/v0.1/servers', ''], ['/workspaces/default', '/workspaces/default'], ['/workspaces/default/', '/workspaces/default'], ['/workspaces/default/v0.1/servers/', '/workspaces/default']]) {
    it(`takes an address that ends with "${spelled}"`, async () => {
      list(2);
      const { url } = registry;
      registry.base = base!;
      assert.equal((await read({}, undefined, url + spelled)).servers.length, 2);
    });
  }

  const addresses: [string, string, string, string | undefined][] = [
    ['plain http', 'http://registry.contoso.com', 'v0.1', 'does not begin with `https://`'],
    ['a login', 'https://me:pw@registry.contoso.com', 'v0.1', 'holds a login'],
    ['parameters', 'https://registry.contoso.com/?a=b', 'v0.1', 'write the base URL alone'],
    ['no address', 'registry.contoso.com', 'v0.1', 'not a complete address'],
    ['another API', 'https://registry.contoso.com', 'v1', 'write `v0.1`'],
    ['the API in development', 'https://registry.contoso.com', 'v0', undefined],
    ['loopback', 'http://localhost:8080', 'v0.1', undefined],
  ];
  for (const [what, url, api, problem] of addresses) {
    it(`${problem === undefined ? 'takes' : 'does not take'} ${what}`, () => {
      const taken = readEndpoint(url, api);
      assert.ok('problem' in taken ? problem !== undefined && render(taken.problem).includes(problem) : problem === undefined, JSON.stringify(taken));
      assert.ok(!JSON.stringify(taken).includes('pw@'));
    });
  }

  const faults: [string, Fault, RegExp][] = [
    ['is not there', { status: 404 }, /404/],
    ['has a fault of its own', { status: 503 }, /503/],
    ['is cut off', { cut: 0.5 }, /cut off or damaged/],
    ['is empty', { body: '' }, /cut off or damaged/],
    ['is a page to sign in at', { body: '<html>Welcome to the hotel</html>', headers: { 'content-type': 'text/html' } }, /something else than JSON/],
    ['is JSON, and no listing', { body: '{"message":"ok"}' }, /not the listing of an MCP registry/],
    ['names a cursor that is none', { cursor: 7 }, /not the listing/],
    ['does not come', { hang: true }, /did not answer completely/],
    ['leads elsewhere', { status: 302, headers: { location: 'https://evil.example/v0.1/servers' } }, /evil\.example/],
    ['wants a login', { status: 401 }, /auth: "entra"/],
    ['is huge', { body: `{"servers":[],"x":"${'x'.repeat(300_000)}"}` }, /larger than/],
  ];
  for (const [what, fault, reason] of faults) {
    it(`gives back what it has when page 2 ${what}`, async () => {
      list(50);
      registry.fault = at(2, fault);
      const part = await read({ timeout: 300, limit: 200_000 });
      assert.deepEqual([part.complete, part.servers.length], [false, 20]);
      assert.match(why(part), reason);
    });
    it(`has nothing, and says why, when page 1 ${what}`, async () => {
      list(50);
      registry.fault = at(1, fault);
      const part = await read({ timeout: 300, limit: 200_000 });
      assert.deepEqual([part.complete, part.servers.length], [false, 0]);
      assert.match(why(part), reason);
    });
  }

  it('asks again for a page that did not arrive, and has all then', async () => {
    list(50);
    registry.fault = at(2, { status: 503 }, 2);
    const all = await read();
    assert.deepEqual([all.complete, all.servers.length, waited.length], [true, 50, 2]);
  });

  it('asks once more where the first page does not arrive, and not at all where nobody answers', async () => {
    registry.fault = () => ({ status: 503 });
    await read();
    assert.equal(registry.asked.length, 2);
    const { url } = registry;
    await registry.stop();
    assert.match(why(await read({}, undefined, url)), /nothing answers|the connection broke off/);
    assert.equal(waited.length, 1);
    registry = await TestRegistry.start();
  });

  it('does not ask again for what stays as it is', async () => {
    for (const status of [400, 401, 403, 404, 410, 501]) {
      registry.asked.length = 0;
      registry.fault = () => ({ status });
      await read();
      assert.equal(registry.asked.length, 1, String(status));
    }
  });

  it('waits as long as it is asked to, and not for an hour', async () => {
    list(3);
    registry.fault = at(1, { status: 429, headers: { 'retry-after': '7' } }, 1);
    assert.equal((await read()).complete, true);
    assert.deepEqual(waited, [7000]);
    waited.length = 0;
    registry.fault = at(1, { status: 503, headers: { 'retry-after': '3600' } });
    const part = await read();
    assert.deepEqual([part.complete, part.retryAfter, waited], [false, 3600, []]);
  });

  it('understands a date to wait for, by the clock of who says so', async () => {
    registry.clock = () => new Date('2026-01-01T00:00:00Z');
    registry.fault = at(1, { status: 503, headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' } });
    await read();
    assert.deepEqual(waited, [9000]);
  });

  it('does not ask for ever where each page fails once', async () => {
    list(400);
    const failed = new Set<number>();
    registry.fault = ({ page }) => (failed.has(page) ? undefined : (failed.add(page), { status: 503 }));
    const part = await read();
    assert.deepEqual([part.complete, waited.length], [false, 6]);
  });

  it('comes to an end where the pages do not', async () => {
    list(30);
    registry.fault = () => ({ cursor: 'com.contoso/s001:1.0.0' });
    assert.match(why(await read()), /round in a circle/);
    let n = 0;
    registry.fault = () => ({ cursor: `com.contoso/s000:${n++}` });
    assert.match(why(await read({ limits: { pages: 20 } })), /never comes to an end/);
    registry.fault = () => undefined;
    assert.match(why(await read({ limits: { servers: 10 } })), /more than 10 servers/);
    assert.match(why(await read({ limits: { bytes: 1000 } })), /more than 0 MB/);
  });

  it('can be given up', async () => {
    list(50);
    const control = new AbortController();
    registry.fault = ({ page }) => (page === 2 ? (control.abort(), { hang: true }) : undefined);
    const part = await read({ signal: control.signal });
    assert.deepEqual([part.complete, part.servers.length], [false, 20]);
  });

  it('knows who does not tell what changed', async () => {
    registry.fault = ({ query }) => (query.has('updated_since') ? { status: 400 } : undefined);
    assert.equal((await read({}, '2026-11-10T00:00:00Z')).noIncrements, true);
    assert.equal((await read()).noIncrements, undefined);
  });

  it('names the address an Azure API Center has when it is not found', async () => {
    registry.fault = () => ({ status: 404 });
    const part = await read({ fetch: registry.fetchAt('https://contoso.data.eastus.azure-apicenter.ms') }, undefined, 'https://contoso.data.eastus.azure-apicenter.ms');
    assert.match(why(part), /ends with `\/workspaces\/default`/);
  });

  describe('that wants to know who asks', () => {
    const token = 'eyJ0.SECRET.x';
    beforeEach(() => {
      list(45);
      registry.token = token;
    });

    it('sends the token with every page, to the registry alone', async () => {
      const all = await read({ fetch: registry.fetchAt(contoso), token: async () => token }, undefined, contoso);
      assert.deepEqual([all.complete, all.servers.length], [true, 45]);
      assert.deepEqual(registry.asked.map(({ authorization }) => authorization), Array(3).fill(`Bearer ${token}`));
    });

    it('sends none anywhere else, even when told to go there', async () => {
      const seen: string[] = [];
      const fetch: typeof globalThis.fetch = (input, init) => {
        seen.push(`${new URL(input instanceof Request ? input.url : input).origin} ${new Headers(init?.headers).get('authorization') ?? '-'}`);
        return registry.fetchAt(contoso)(input, init);
      };
      registry.fault = at(1, { status: 307, headers: { location: 'https://contoso.data.eastus.azure-apicenter.ms.evil.example/v0.1/servers' } });
      const part = await read({ fetch, token: async () => token }, undefined, contoso);
      assert.deepEqual([...new Set(seen)], [`${contoso} Bearer ${token}`]);
      assert.equal(part.complete, false);
      assert.ok(!why(part).includes('SECRET'));
    });

    it('sends none in the clear', async () => {
      const part = await read({ token: async () => token });
      assert.deepEqual([part.servers.length, why(part)], [0, 'a sign-in with `auth: "entra"` is only ever sent to Azure API Center (`https://….azure-apicenter.ms`)']);
      assert.equal(registry.asked.length, 0);
    });

    for (const host of ['https://registry.contoso.com', 'https://azure-apicenter.ms.evil.example', 'https://evil-azure-apicenter.ms', 'https://azure-apicenter.ms']) {
      it(`attack: a registry at ${host} is not given the token, which opens the organisation’s API Center`, async () => {
        const part = await read({ fetch: registry.fetchAt(host), token: async () => token }, undefined, host);
        assert.deepEqual([part.complete, part.servers.length, registry.asked.length], [false, 0, 0]);
      });
    }

    const noTokens: [string, () => Promise<string | undefined>][] = [
      ['nobody is signed in', async () => undefined],
      ['signing in fails', async () => { throw new Error('AADSTS50076: me@contoso.com'); }],
      ['what is had is no token', async () => 'a\r\nx-evil: 1'],
      ['it is empty', async () => ''],
    ];
    for (const [what, get] of noTokens) {
      it(`asks nothing where ${what}`, async () => {
        const part = await read({ fetch: registry.fetchAt(contoso), token: get }, undefined, contoso);
        assert.deepEqual([part.complete, part.servers.length, part.signIn, why(part), registry.asked.length], [false, 0, true, 'nobody is signed in to it', 0]);
      });
    }

    it('says so when the token is refused', async () => {
      const part = await read({ fetch: registry.fetchAt(contoso), token: async () => 'eyJ0.OTHER.x' }, undefined, contoso);
      assert.deepEqual([part.complete, part.signIn, why(part)], [false, true, 'it does not let this account read it (401)']);
    });
  });
});
