import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import type { PolicyPart } from '../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../src/core/policy/read.ts';
import { stateOf } from '../../src/core/policy/state-of.ts';
import { render } from '../../src/core/text/message.ts';
import { RegistryCache } from '../../src/host/policy/registry/registry-cache.ts';
import { RegistryKeeper, type RegistrySurroundings } from '../../src/host/policy/registry/registry-keeper.ts';
import { npm, outcome, packaged, policyText, approved, program, remote } from '../core/policy/subjects.ts';
import { tempFolder } from '../files/temp.ts';
import { TestRegistry, type Fault } from './server.ts';

const minute = 60_000;
const hour = 60 * minute;
const contoso = 'https://contoso.data.eastus.azure-apicenter.ms';
const began = Date.parse('2026-11-21T10:00:00Z');

let registry: TestRegistry;
let temp: ReturnType<typeof tempFolder>;
let now: number;

/** One window: a keeper, and the policy that names the registry. */
class Window {
  readonly keeper: RegistryKeeper;
  readonly #part: PolicyPart;

  constructor(options: { readonly around?: RegistrySurroundings; readonly registry?: object; readonly servers?: readonly unknown[] } = {}) {
    const fields = { url: contoso, api: 'v0.1', trust: 'approves', ...options.registry };
    const { document } = readPolicy(policyText({ issuer: 'Contoso', registries: [fields], servers: options.servers ?? [] }), '/p.json');
    this.#part = { source: { at: '/p.json', kind: 'file', namedBy: 'setting' }, document: document!, problems: [], notes: [], registries: [] };
    this.keeper = new RegistryKeeper({
      cache: () => new RegistryCache(path.join(temp.folder, 'registries')), now: () => now, random: () => 0, fetch: registry.fetchAt(contoso), wait: async () => undefined, timeout: 200, ...options.around,
    });
    this.keeper.want(document!.registries);
  }

  get part(): PolicyPart {
    return this.keeper.withRegistries(this.#part);
  }

  says(subject: Parameters<typeof outcomeOf>[1]): string {
    return outcomeOf(this.part, subject);
  }

  get notes(): string[] {
    return this.part.notes.map(render);
  }
}

function outcomeOf(part: PolicyPart, subject: ReturnType<typeof packaged>): string {
  const state = stateOf([part]);
  assert.ok(state.kind === 'ready');
  return outcome(state.policy.decide(subject, '2026-11-21T12:00:00Z'));
}

const nameOf = (i: number): string => `tool-${String(i).padStart(2, '0')}`;
const tool = (i: number): ReturnType<typeof packaged> => packaged({ name: nameOf(i), version: '1.0.0' });
const listTool = (i: number) => registry.list({ name: `com.contoso/${nameOf(i)}`, version: '1.0.0', packages: [{ registryType: 'npm', identifier: nameOf(i), version: '1.0.0', transport: { type: 'stdio' } }] });
const pages = () => registry.asked.map(({ page, query }) => `${page}${query.has('updated_since') ? ' since' : ''}`);

describe('the keeper of registries', () => {
  beforeEach(async () => {
    registry = await TestRegistry.start();
    registry.clock = () => new Date(now);
    temp = tempFolder();
    now = began;
  });
  afterEach(async () => {
    await registry.stop();
    temp.remove();
  });
  const list = (count: number): void => {
    for (let i = 0; i < count; i++) listTool(i);
  };

  it('knows nothing before it has asked, and everything after: the last page counts as the first (vscode#317553)', async () => {
    list(95);
    const window = new Window();
    assert.equal(window.says(tool(94)), 'undetermined registry-unread');
    await window.keeper.refresh();
    for (const i of [0, 19, 20, 94]) assert.equal(window.says(tool(i)), 'approved', nameOf(i));
    assert.equal(window.says(packaged({ name: 'tool-95', version: '1.0.0' })), 'unknown not-listed');
  });

  it('goes by what it read before when it starts again without a network', async () => {
    list(30);
    await new Window().keeper.refresh();
    const offline = new Window({ around: { fetch: async () => { throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } }); } } });
    assert.equal(offline.says(tool(29)), 'approved');
    now += 3 * 24 * hour;
    await offline.keeper.refresh();
    assert.equal(offline.says(tool(29)), 'approved');
    assert.equal(offline.says(tool(31)), 'unknown not-listed');
    assert.deepEqual(offline.notes, ['The registry contoso.data.eastus.azure-apicenter.ms could not be read again (the name of the server could not be looked up (ENOTFOUND), perhaps since this machine is offline). What it listed on 2026-11-21 10:00 UTC still counts.']);
  });

  const faults: [string, Fault][] = [['404 (copilot-cli#2169)', { status: 404 }], ['503 (copilot-cli#3756)', { status: 503 }], ['401', { status: 401 }], ['a cut answer', { cut: 0.3 }], ['a page to sign in at', { body: '<html>', headers: { 'content-type': 'text/html' } }], ['no answer', { hang: true }], ['an empty listing', { body: '{"servers":[],"metadata":{}}' }], ['an odd answer', { body: '{}' }]];
  for (const [what, fault] of faults) {
    it(`blocks nothing that was approved for ${what}, and approves nothing`, async () => {
      list(45);
      const window = new Window();
      await window.keeper.refresh();
      registry.fault = () => fault;
      now += 2 * hour;
      await window.keeper.refresh();
      now += 8 * 24 * hour;
      await window.keeper.refresh();
      for (const each of [window, new Window()]) assert.deepEqual([0, 30, 44, 50].map((i) => each.says(tool(i))), ['approved', 'approved', 'approved', 'unknown not-listed']);
    });

    it(`leaves open what it could not read for ${what} on page 2, and approves what it could`, async () => {
      list(45);
      const servers = [approved('own', npm('own', '1.0.0'))];
      const window = new Window({ servers });
      registry.fault = ({ page }) => (page === 2 ? fault : undefined);
      await window.keeper.refresh();
      const expected = what === 'an empty listing' ? 'unknown not-listed' : 'undetermined registry-unread';
      assert.deepEqual([0, 19, 20, 44].map((i) => window.says(tool(i))), ['approved', 'approved', expected, expected]);
      assert.equal(window.says(packaged({ name: 'own', version: '1.0.0' })), 'approved');
      registry.fault = () => undefined;
      now += 2 * hour;
      await window.keeper.refresh({ all: true });
      await window.keeper.refresh({ all: true });
      assert.deepEqual([0, 20, 44].map((i) => window.says(tool(i))), ['approved', 'approved', 'approved']);
    });
  }

  it('drops no server for good after one failure (copilot-cli#4512)', async () => {
    list(45);
    const window = new Window();
    await window.keeper.refresh();
    const gone = registry.listed.splice(40, 1);
    now += 8 * 24 * hour;
    await window.keeper.refresh();
    assert.equal(window.says(tool(40)), 'approved');
    registry.listed.push(...gone);
    now += hour + minute;
    await window.keeper.refresh();
    assert.equal(window.says(tool(40)), 'approved');
    assert.deepEqual(pages().slice(-3), ['1', '2', '3'], 'what was missing is looked for in everything');
  });

  it('lets go what whole readings an hour apart do not list', async () => {
    list(45);
    const window = new Window();
    await window.keeper.refresh();
    registry.listed.splice(40, 1);
    now += 8 * 24 * hour;
    await window.keeper.refresh();
    now += hour + minute;
    await window.keeper.refresh();
    assert.equal(window.says(tool(40)), 'unknown not-listed');
    assert.equal(window.says(tool(41)), 'approved');
  });

  it('leaves local servers and what the policy approves itself as they are (cline#8148)', async () => {
    registry.fault = () => ({ status: 503 });
    const window = new Window({ servers: [approved('own', npm('own', '1.0.0'))] });
    await window.keeper.refresh();
    assert.equal(window.says(packaged({ name: 'own', version: '1.0.0' })), 'approved');
    assert.equal(window.says(program('./server')), 'unknown not-listed');
    assert.equal(window.says(remote('https://mcp.contoso.com/mcp')), 'undetermined registry-unread');
    assert.deepEqual(window.notes, ['The registry contoso.data.eastus.azure-apicenter.ms has not been read wholly (the server has a fault of its own right now (503)). What it may list and was not read is left open.']);
  });

  it('asks only for what changed, and for everything once a week', async () => {
    list(45);
    Object.assign(registry.listed[44]!, { updatedAt: '2026-11-15T00:00:00Z' });
    const window = new Window();
    await window.keeper.refresh();
    Object.assign(registry.listed[30]!, { status: 'deprecated', statusMessage: 'Use tool-31', updatedAt: new Date(began + 30 * minute).toISOString() });
    Object.assign(registry.listed[31]!, { status: 'deleted', updatedAt: new Date(began + 30 * minute).toISOString() });
    registry.asked.length = 0;
    now += 59 * minute;
    await window.keeper.refresh();
    assert.deepEqual(pages(), []);
    now += 2 * minute;
    await window.keeper.refresh();
    assert.deepEqual(pages(), ['1 since']);
    assert.deepEqual([30, 31, 32].map((i) => window.says(tool(i))), ['deprecated', 'revoked', 'approved']);
    registry.asked.length = 0;
    now += 7 * 24 * hour;
    await window.keeper.refresh();
    assert.deepEqual(pages(), ['1', '2', '3']);
  });

  it('hears of a revocation even from a reading that breaks off', async () => {
    list(45);
    const window = new Window();
    await window.keeper.refresh();
    Object.assign(registry.listed[0]!, { status: 'deleted', updatedAt: new Date(began + minute).toISOString() });
    registry.fault = ({ page }) => (page === 2 ? { status: 503 } : undefined);
    now += 8 * 24 * hour;
    await window.keeper.refresh();
    assert.deepEqual([0, 1, 44].map((i) => window.says(tool(i))), ['revoked', 'approved', 'approved']);
  });

  it('misses no change to clocks that differ, nor to an entry dated into the future', async () => {
    list(5);
    Object.assign(registry.listed[4]!, { updatedAt: '2099-01-01T00:00:00Z' });
    // The registry is three hours behind this machine.
    registry.clock = () => new Date(now - 3 * hour);
    const window = new Window();
    await window.keeper.refresh();
    Object.assign(registry.listed[2]!, { status: 'deleted', updatedAt: new Date(began - 3 * hour + minute).toISOString() });
    now += 2 * hour;
    await window.keeper.refresh();
    assert.equal(window.says(tool(2)), 'revoked');
    assert.deepEqual(pages().at(-1), '1 since');
  });

  it('reads all of a registry that tells no times, or does not know what changed', async () => {
    list(5);
    registry.plain = true;
    const window = new Window();
    await window.keeper.refresh();
    now += 2 * hour;
    await window.keeper.refresh();
    assert.deepEqual(pages(), ['1', '1']);
    registry.plain = false;
    registry.fault = ({ query }) => (query.has('updated_since') ? { status: 501 } : undefined);
    now += 2 * hour;
    await window.keeper.refresh();
    now += 2 * hour;
    await window.keeper.refresh();
    now += 2 * hour;
    await window.keeper.refresh();
    assert.deepEqual(pages().slice(2), ['1', '1 since', '1', '1']);
    assert.equal(window.says(tool(4)), 'approved');
  });

  it('waits longer after each failure, and as long as it is asked to', async () => {
    registry.fault = () => ({ status: 404 });
    const window = new Window();
    const asks = async (after: number): Promise<boolean> => {
      registry.asked.length = 0;
      now += after;
      await window.keeper.refresh();
      return registry.asked.length > 0;
    };
    assert.deepEqual([await asks(0), await asks(30_000), await asks(30_000), await asks(minute), await asks(minute)], [true, false, true, false, true]);
    registry.fault = () => ({ status: 503, headers: { 'retry-after': '7200' } });
    assert.deepEqual([await asks(hour), await asks(hour), await asks(hour)], [true, false, true]);
  });

  it('asks as often as the policy says', async () => {
    list(2);
    const window = new Window({ registry: { updatedEvery: 'PT10M' } });
    await window.keeper.refresh();
    now += 9 * minute;
    await window.keeper.refresh();
    assert.equal(registry.asked.length, 1);
    now += 2 * minute;
    await window.keeper.refresh();
    assert.equal(registry.asked.length, 2);
  });

  it('sees what another window has read, and does not ask again', async () => {
    list(3);
    const [one, other] = [new Window(), new Window()];
    await one.keeper.refresh();
    await other.keeper.refresh();
    assert.equal(registry.asked.length, 1);
    assert.equal(other.says(tool(2)), 'approved');
  });

  it('tells when something came, once, and by itself when it is due', async () => {
    list(3);
    const due: { wait: number; act: () => void }[] = [];
    const window = new Window({ around: { after: (wait, act) => (due.push({ wait, act }), { cancel: () => undefined }) } });
    const before = window.part;
    assert.equal(window.part, before);
    let told = 0;
    window.keeper.onDidChange(() => told++);
    window.keeper.start();
    assert.deepEqual(due.map(({ wait }) => wait), [0]);
    due[0]!.act();
    await window.keeper.refresh();
    assert.equal(told, 1);
    assert.notEqual(window.part, before);
    assert.equal(due.at(-1)!.wait, hour);
    registry.fault = () => ({ status: 503 });
    now += hour;
    await window.keeper.refresh();
    now += hour;
    await window.keeper.refresh();
    assert.equal(told, 2);
    window.keeper.dispose();
  });

  it('asks nothing that no policy names any more', async () => {
    list(3);
    const window = new Window();
    window.keeper.want([]);
    await window.keeper.refresh({ all: true });
    assert.equal(registry.asked.length, 0);
  });

  it('says what is wrong with an address, and asks nobody', async () => {
    const window = new Window({ registry: { url: 'http://registry.contoso.com' } });
    await window.keeper.refresh({ all: true });
    assert.equal(window.says(tool(0)), 'undetermined registry-unread');
    assert.match(window.notes.join(), /does not begin with `https:\/\/`/);
  });

  it('does without a place to remember, and finds a damaged one empty', async () => {
    list(3);
    const window = new Window({ around: { cache: () => undefined } });
    await window.keeper.refresh();
    now += 2 * hour;
    await window.keeper.refresh();
    assert.deepEqual([window.says(tool(2)), pages().at(-1)], ['approved', '1 since']);
    const stored = new Window();
    await stored.keeper.refresh();
    const folder = path.join(temp.folder, 'registries');
    for (const file of fs.readdirSync(folder)) fs.writeFileSync(path.join(folder, file), 'damaged');
    assert.equal(new Window().says(tool(2)), 'undetermined registry-unread');
    now += 2 * hour;
    await stored.keeper.refresh();
    assert.equal(stored.says(tool(2)), 'approved');
    assert.equal(new Window().says(tool(2)), 'approved');
  });

  describe('of which one wants to know who asks', () => {
    const token = 'eyJ0.SECRET.x';
    const entra = (get: () => Promise<string | undefined>) => new Window({ registry: { auth: 'entra' }, around: { token: get } });
    beforeEach(() => {
      list(30);
      registry.token = token;
    });

    it('reads it for who is signed in, and keeps that apart from what everybody may read', async () => {
      const window = entra(async () => token);
      await window.keeper.refresh();
      assert.equal(window.says(tool(29)), 'approved');
      assert.equal(new Window().says(tool(29)), 'undetermined registry-unread');
      const folder = path.join(temp.folder, 'registries');
      for (const file of fs.readdirSync(folder)) assert.ok(!fs.readFileSync(path.join(folder, file), 'utf8').includes('SECRET'));
    });

    it('goes by what was read before when there is no token any more', async () => {
      await entra(async () => token).keeper.refresh();
      for (const get of [async () => undefined, async () => 'expired', async () => { throw new Error('SECRET'); }]) {
        const window = entra(get);
        now += 2 * hour;
        await window.keeper.refresh();
        assert.deepEqual([window.says(tool(29)), window.says(tool(31))], ['approved', 'unknown not-listed']);
        assert.equal(window.part.registries[0]?.signIn, true);
        assert.ok(!window.notes.join().includes('SECRET'));
      }
    });
  });

  it('property: no sequence of faults blocks what was approved or approves what was not', async function () {
    this.timeout(60_000);
    const fault = fc.constantFrom<Fault>({ status: 404 }, { status: 503 }, { status: 401 }, { status: 429, headers: { 'retry-after': '5' } }, { cut: 0.5 }, { body: '{}' }, { cursor: 'com.contoso/tool-01:1.0.0' }, { cursor: 9 }, { status: 302, headers: { location: 'https://evil.example/' } });
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('fault' as const), page: fc.integer({ min: 1, max: 3 }), fault, later: fc.constantFrom(2 * hour, 8 * 24 * hour) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), later: fc.constantFrom(minute, 2 * hour, 8 * 24 * hour, -hour) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('deprecate' as const, 'delete' as const, 'vanish' as const, 'list' as const), which: fc.nat(11) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('token' as const), token: fc.constantFrom('good', 'bad', undefined) }) },
    );
    registry.pageSize = 4;
    registry.token = 'good';
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        now = began;
        registry.listed.length = 0;
        registry.fault = () => undefined;
        const cache = new RegistryCache(path.join(temp.folder, `run-${run++}`));
        let token: string | undefined = 'good';
        const open = (): Window => new Window({ registry: { auth: 'entra' }, around: { cache: () => cache, token: async () => token } });
        const touched = (i: number, change: object): void => void Object.assign(registry.listed[i] ?? {}, { updatedAt: new Date(now).toISOString() }, change);
        for (let i = 0; i < 9; i++) listTool(i);
        const ever = new Set(registry.listed.map(({ server }) => server.name));
        let window = open();
        for (const next of steps) {
          const before: string[] = Array.from({ length: 14 }, (_, i) => window.says(tool(i)));
          if (next.do === 'restart') window = open();
          else if (next.do === 'token') token = next.token;
          else if (next.do === 'list') {
            if (!ever.has(`com.contoso/${nameOf(next.which)}`)) ever.add(listTool(next.which).server.name);
          } else if (next.do === 'deprecate' || next.do === 'delete') touched(next.which, { status: next.do === 'delete' ? 'deleted' : 'deprecated' });
          else if (next.do === 'vanish') registry.listed.splice(next.which, 1);
          else if (next.do === 'fault' || next.do === 'read') {
            registry.fault = ({ page }) => (next.do === 'fault' && page === next.page ? next.fault : undefined);
            now += next.later;
            await window.keeper.refresh({ all: true });
          }
          for (let i = 0; i < 14; i++) {
            const after = window.says(tool(i));
            const listed = registry.listed.find(({ server }) => server.name === `com.contoso/${nameOf(i)}`);
            if (before[i] === 'approved' && listed?.status === 'active') assert.equal(after, 'approved', `${nameOf(i)} was blocked`);
            if (after === 'approved') assert.ok(ever.has(`com.contoso/${nameOf(i)}`), `${nameOf(i)} was never listed`);
            if (before[i] === 'revoked') assert.notEqual(after, 'approved', `${nameOf(i)} came back`);
            assert.ok(!(i > 11 && after === 'approved'));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
