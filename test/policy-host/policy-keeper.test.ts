import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { decided, hour, kept, keySet, Machine, notes, parts, policyText, problems, signed, start } from './keeping.ts';

/** Every complaint and attack here ends the same way: what was approved stays so, and nothing else is. */
describe('policy from an address', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await Machine.make();
    machine.given = [{ value: machine.address, namedBy: 'setting' }];
  });
  afterEach(() => machine.close());

  const good = policyText(42, { approves: ['ok'], denies: ['bad'] });

  it('holds once it came; until then nothing is approved, and that is told', async () => {
    machine.publish(good);
    const keeper = machine.keeper();
    const before = keeper.read();
    assert.equal(before.kind, 'unusable');
    assert.deepEqual(problems(before), ['The policy could not be got: it has not been asked for yet. Until it is, nothing is approved by it.']);
    assert.deepEqual(machine.server.asked, []);
    await keeper.refresh();
    assert.deepEqual(decided(keeper.read(), 'ok', 'bad', 'other'), ['approved', 'denied', 'unknown']);
    const [part] = parts(keeper.read());
    assert.equal(part?.source.at, machine.address);
    assert.equal(part?.confirmed, '2026-11-21T09:00:00.000Z');
    assert.deepEqual(problems(keeper.read()), []);
    assert.deepEqual(notes(keeper.read()), ['It comes over plain http, from this machine itself.']);
  });

  it('is there at once the next time, without asking anybody', async () => {
    machine.publish(good);
    await machine.keeper().refresh();
    machine.server.asked.splice(0);
    machine.now += 30 * 60_000;
    const next = machine.keeper();
    assert.deepEqual(decided(next.read(), 'ok', 'bad', 'other'), ['approved', 'denied', 'unknown']);
    assert.equal(parts(next.read())[0]?.confirmed, '2026-11-21T09:00:00.000Z');
    await next.refresh();
    assert.deepEqual(machine.server.asked, []);
    await next.refresh({ all: true });
    assert.equal(machine.server.asked.length, 1);
  });

  it('is asked for again after an hour, or when the policy says, with what the server said of it', async () => {
    for (const [refreshAfter, minutes] of [[undefined, 60], ['PT5M', 5], ['P1D', 1440], ['PT1S', 1], ['P10Y', 1440], ['PT0S', 1], ['soon', 60]] as const) {
      machine.publish(policyText(43, { approves: ['ok'], refreshAfter }));
      const keeper = machine.keeper();
      await keeper.refresh({ all: true });
      machine.server.asked.splice(0);
      machine.now += minutes * 60_000 - 1000;
      await keeper.refresh();
      assert.equal(machine.server.asked.length, 0, refreshAfter);
      machine.now += 1000;
      await keeper.refresh();
      assert.equal(machine.server.asked.length, 1, refreshAfter);
      assert.ok(machine.server.asked[0]!.headers['if-none-match']);
      assert.deepEqual(decided(keeper.read(), 'ok'), ['approved']);
      assert.equal(parts(keeper.read())[0]?.confirmed, new Date(machine.now).toISOString());
      machine.now += 48 * hour;
    }
  });

  it('is asked for in the background, spread over time, and whoever listens is told of what is different', async () => {
    machine.publish(good);
    const keeper = machine.keeper({ random: () => 1 });
    let told = 0;
    keeper.onDidChange(() => told++);
    keeper.read();
    keeper.start();
    assert.deepEqual(machine.due, [0]);
    machine.waiting[0]!.act();
    await keeper.refresh();
    assert.equal(told, 1);
    // A tenth later at most; looked at once an hour anyway, since machines sleep.
    assert.deepEqual(machine.due, [60]);
    machine.now += hour;
    machine.publish(policyText(43, { approves: ['ok', 'more'] }));
    machine.waiting[0]!.act();
    await keeper.refresh();
    assert.equal(told, 1);
    assert.deepEqual(machine.due, [6]);
    machine.now += 6 * 60_000;
    machine.waiting[0]!.act();
    await keeper.refresh();
    assert.equal(told, 2);
    assert.deepEqual(decided(keeper.read(), 'more'), ['approved']);
    keeper.dispose();
    assert.deepEqual(machine.due, []);
  });

  it('another window’s newer one is taken from disk', async () => {
    machine.publish(good);
    const one = machine.keeper();
    const two = machine.keeper();
    await one.refresh();
    await two.refresh();
    machine.now += 2 * hour;
    machine.publish(policyText(43, { approves: ['new'] }));
    await one.refresh();
    machine.server.asked.splice(0);
    assert.deepEqual(decided(two.read(), 'ok', 'new'), ['unknown', 'approved']);
    await two.refresh();
    assert.deepEqual(machine.server.asked, []);
  });

  it('that cannot be remembered holds all the same, and that is told', async () => {
    machine.publish(good);
    fs.mkdirSync(machine.at('home/.local'), { recursive: true });
    fs.writeFileSync(machine.at('home/.local/state'), 'a file in its place');
    const keeper = machine.keeper();
    await keeper.refresh();
    assert.deepEqual(decided(keeper.read(), 'ok'), ['approved']);
    assert.match(notes(keeper.read()).at(-1)!, /could not be written \(\w+\), so nothing new is remembered\.$/);
  });

  it('gives the same state as long as nothing is different', async () => {
    machine.publish(good);
    const keeper = machine.keeper();
    await keeper.refresh();
    assert.equal(keeper.read(), keeper.read());
  });

  describe('that fails', () => {
    const faults: [name: string, make: () => void, why: RegExp][] = [
      ['404', () => machine.answer(404), /nothing is published at that address \(404\)/],
      ['503', () => machine.answer(503), /the server has a fault of its own right now \(503\)/],
      ['401', () => machine.answer(401), /the server wants to know who asks \(401\)/],
      ['a redirect to another origin', () => (machine.server.answer = (_, response) => void response.writeHead(302, { location: 'https://evil.example/policy.json' }).end()), /sends to another place, https:\/\/evil\.example\/policy\.json/],
      ['a broken connection', () => (machine.server.answer = (request) => void request.socket.destroy()), /the connection broke off/],
      ['oversize', () => (machine.server.answer = (_, response) => void response.end(Buffer.alloc(5 << 20, ' '))), /larger than 4 MB/],
    ];
    for (const [name, fail, why] of faults) {
      it(`attack: ${name} after a good one leaves approvals as they were, and approves nothing new`, async () => {
        machine.publish(good);
        const keeper = machine.keeper();
        await keeper.refresh();
        machine.now += 2 * hour;
        fail();
        await keeper.refresh();
        for (const state of [keeper.read(), machine.keeper().read()]) {
          assert.deepEqual(decided(state, 'ok', 'bad', 'other'), ['approved', 'denied', 'unknown']);
          assert.equal(parts(state)[0]?.confirmed, '2026-11-21T09:00:00.000Z');
        }
        assert.match(notes(keeper.read()).at(-1)!, why);
        assert.match(notes(keeper.read()).at(-1)!, /^Since 2026-11-21 11:00 UTC it could not be got: /);
        // Not old yet.
        assert.deepEqual(kept(keeper.read()), []);
      });

      it(`${name} at first approves nothing, and tells why`, async () => {
        fail();
        const keeper = machine.keeper();
        await keeper.refresh();
        assert.equal(keeper.read().kind, 'unusable');
        assert.match(problems(keeper.read())[0]!, why);
      });
    }

    it('offline: after a day without an answer its age is told where verdicts are', async () => {
      machine.publish(good);
      const keeper = machine.keeper();
      await keeper.refresh();
      machine.now += 2 * hour;
      machine.answer(503);
      await keeper.refresh();
      machine.now += 25 * hour;
      await keeper.refresh();
      assert.deepEqual(kept(keeper.read()), ['Since 2026-11-21 11:00 UTC it could not be got: the server has a fault of its own right now (503). The one that came on 2026-11-21 09:00 UTC still holds.']);
      assert.deepEqual(decided(keeper.read(), 'ok'), ['approved']);
      machine.publish(good);
      await keeper.refresh({ all: true });
      assert.deepEqual([...kept(keeper.read()), ...notes(keeper.read()).slice(1)], []);
    });

    it('is asked again after a minute, then twice as long each time, six hours at most', async () => {
      machine.answer(503);
      const keeper = machine.keeper();
      keeper.read();
      keeper.start();
      const waits: number[] = [];
      for (let i = 0; i < 12; i++) {
        await keeper.refresh({ all: true });
        waits.push(machine.due[0]!);
        machine.now += 1000;
      }
      // The clock looks in at least once an hour.
      assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]);
      machine.now += 6 * hour - 60_000;
      machine.server.asked.splice(0);
      await keeper.refresh();
      assert.equal(machine.server.asked.length, 0);
      machine.now += 60_000;
      await keeper.refresh();
      assert.equal(machine.server.asked.length, 1);
    });
  });

  describe('that is not what it should be', () => {
    it('attack: malformed: the last good one holds, tightened by what the new one denies', async () => {
      machine.publish(good);
      const keeper = machine.keeper();
      await keeper.refresh();
      machine.now += 2 * hour;
      machine.publish(policyText(43, { approves: ['evil'], denies: ['ok'] }).replace('"policyVersion":1', '"policyVersion":9'));
      await keeper.refresh();
      assert.deepEqual(decided(keeper.read(), 'ok', 'bad', 'evil'), ['denied', 'denied', 'unknown']);
      assert.deepEqual(kept(keeper.read()), ['The policy that is there now cannot be used. The last one that could still holds.']);
      assert.match(notes(keeper.read()).at(-1)!, /^Since 2026-11-21 11:00 UTC what comes from there is not taken\. /);
      assert.equal(parts(keeper.read())[0]?.confirmed, '2026-11-21T09:00:00.000Z');
      // Neither is it remembered.
      assert.deepEqual(decided(machine.keeper().read(), 'ok', 'evil'), ['approved', 'unknown']);
    });

    it('attack: a page of a hotel’s network, an empty answer, bytes that are no text', async () => {
      machine.publish(good);
      const keeper = machine.keeper();
      await keeper.refresh();
      for (const body of ['<html>Sign in</html>', '', '[]', 'null', Buffer.from([0x7b, 0xe4, 0x7d])]) {
        machine.server.answer = (_, response) => void response.end(body);
        await keeper.refresh({ all: true });
        assert.deepEqual(decided(keeper.read(), 'ok', 'bad', 'other'), ['approved', 'denied', 'unknown'], String(body));
        assert.equal(kept(keeper.read()).length, 1);
      }
    });

    it('attack: rollback to an older one, also after a restart, and after what is remembered of the text is gone', async () => {
      machine.publish(good);
      await machine.keeper().refresh();
      machine.publish(policyText(41, { approves: ['withdrawn'] }));
      const restarted = machine.keeper();
      await restarted.refresh({ all: true });
      assert.deepEqual(decided(restarted.read(), 'ok', 'withdrawn'), ['approved', 'unknown']);
      assert.match(kept(restarted.read())[0]!, /older than one seen before/);
      fs.rmSync(machine.at('home/.local/state/mcp-roll-call/policy'), { recursive: true });
      const robbed = machine.keeper();
      await robbed.refresh();
      assert.deepEqual(decided(robbed.read(), 'ok', 'withdrawn'), ['unusable', 'unusable']);
      assert.match(problems(robbed.read()).join(), /`serial` is 41, but 42 was seen before/);
      machine.publish(policyText(43, { approves: ['ok'] }));
      await robbed.refresh({ all: true });
      assert.deepEqual(decided(robbed.read(), 'ok'), ['approved']);
    });

    it('attack: rollback where what is remembered of serials was thrown away or damaged, but not the text', async () => {
      for (const damage of ['', '{', '{"format":"mcp-roll-call/policy-serials","version":1,"value":{"x":"y"}}']) {
        machine.publish(good);
        await machine.keeper().refresh({ all: true });
        const file = machine.at('home/.local/state/mcp-roll-call/policy-serials.json');
        if (damage === '') fs.rmSync(file);
        else fs.writeFileSync(file, damage);
        machine.publish(policyText(41, { approves: ['withdrawn'] }));
        const keeper = machine.keeper();
        await keeper.refresh({ all: true });
        assert.deepEqual(decided(keeper.read(), 'ok', 'withdrawn'), ['approved', 'unknown']);
      }
    });

    it('attack: rollback in what is remembered itself', async () => {
      machine.publish(policyText(41, { approves: ['withdrawn'] }));
      await machine.keeper().refresh();
      const folder = machine.at('home/.local/state/mcp-roll-call/policy');
      const file = path.join(folder, fs.readdirSync(folder)[0]!);
      const older = fs.readFileSync(file);
      machine.publish(good);
      await machine.keeper().refresh({ all: true });
      fs.writeFileSync(file, older);
      assert.deepEqual(decided(machine.keeper().read(), 'withdrawn'), ['unusable']);
    });

    it('attack: fast-forward to a serial that would lock every later policy out', async () => {
      machine.publish(good);
      const keeper = machine.keeper();
      await keeper.refresh();
      machine.publish(policyText(Number.MAX_SAFE_INTEGER, { approves: ['evil'], denies: ['ok'] }));
      await keeper.refresh({ all: true });
      assert.deepEqual(decided(keeper.read(), 'ok', 'evil'), ['denied', 'unknown']);
      assert.match(kept(keeper.read())[0]!, /numbered far beyond the last one/);
      machine.publish(policyText(43, { approves: ['ok'] }));
      for (const one of [keeper, machine.keeper()]) {
        await one.refresh({ all: true });
        assert.deepEqual(decided(one.read(), 'ok'), ['approved']);
        assert.deepEqual(kept(one.read()), []);
      }
    });

    it('attack: freeze: an old one that is served for ever runs out', async () => {
      machine.publish(policyText(42, { approves: ['ok'], expiresAt: '2026-11-20T00:00:00Z', defaults: { whenStale: 'undetermined' } }));
      const keeper = machine.keeper();
      await keeper.refresh();
      assert.deepEqual(decided(keeper.read(), 'ok'), ['undetermined']);
    });

    it('attack: what is remembered says that it was confirmed tomorrow, so that nobody asks', async () => {
      machine.publish(good);
      machine.now = start + 72 * hour;
      await machine.keeper().refresh();
      machine.now = start;
      machine.server.asked.splice(0);
      await machine.keeper().refresh();
      assert.equal(machine.server.asked.length, 1);
    });
  });

  describe('that must be signed', () => {
    beforeEach(() => {
      machine.keys = keySet('a', 'b');
    });

    it('holds with the signature that lies beside it', async () => {
      machine.publish(good, signed(good));
      const keeper = machine.keeper();
      await keeper.refresh();
      assert.deepEqual(decided(keeper.read(), 'ok'), ['approved']);
      assert.deepEqual(machine.server.asked.map(({ line }) => line).sort(), ['GET /policy.json', 'GET /policy.json.jws']);
      assert.deepEqual(decided(machine.keeper().read(), 'ok'), ['approved']);
      machine.now += 2 * hour;
      await keeper.refresh();
      assert.equal(parts(keeper.read())[0]?.confirmed, '2026-11-21T11:00:00.000Z');
    });

    it('a query stays behind the name of the signature, and is shown to nobody', async () => {
      machine.given = [{ value: `${machine.address}?sig=hunter2hunter2`, namedBy: 'setting' }];
      machine.server.answer = (request, response) => void response.end(request.url?.startsWith('/policy.json.jws?sig=') ? signed(good) : good);
      const keeper = machine.keeper();
      await keeper.refresh();
      assert.deepEqual(decided(keeper.read(), 'ok'), ['approved']);
      assert.deepEqual(machine.server.asked.map(({ line }) => line).sort(), ['GET /policy.json.jws?sig=hunter2hunter2', 'GET /policy.json?sig=hunter2hunter2']);
      const state = keeper.read();
      assert.ok(!JSON.stringify([parts(state), notes(state)]).includes('hunter2'));
      for (const file of fs.readdirSync(machine.at('home'), { recursive: true, encoding: 'utf8' })) {
        const full = machine.at('home', file);
        if (fs.statSync(full).isFile()) assert.ok(!fs.readFileSync(full, 'utf8').includes('hunter2'), file);
      }
    });

    const attacks: [name: string, text: () => string, signature: (text: string) => string | undefined, why: RegExp][] = [
      ['unsigned', () => policyText(43, { approves: ['evil'], denies: ['ok'] }), () => undefined, /it is not signed/],
      ['tampered', () => policyText(43, { approves: ['evil'], denies: ['ok'] }), () => signed(policyText(43, { approves: ['ok'] })), /does not fit/],
      ['signed by a stranger', () => policyText(43, { approves: ['evil'], denies: ['ok'] }), (text) => signed(text, 'stranger'), /names the key stranger, which is none of those configured \(a, b\)/],
      ['signed with a page', () => policyText(43, { approves: ['evil'], denies: ['ok'] }), () => '<html>', /damaged/],
    ];
    for (const [name, text, signature, why] of attacks) {
      it(`attack: ${name}: neither its approvals nor its denials count`, async () => {
        machine.publish(good, signed(good));
        const keeper = machine.keeper();
        await keeper.refresh();
        machine.publish(text(), signature(text()));
        await keeper.refresh({ all: true });
        assert.deepEqual(decided(keeper.read(), 'ok', 'bad', 'evil'), ['approved', 'denied', 'unknown']);
        assert.match(notes(keeper.read()).at(-1)!, why);
        assert.equal(kept(keeper.read()).length, 1);
      });

      it(`${name} at first: nothing counts`, async () => {
        machine.publish(text(), signature(text()));
        const keeper = machine.keeper();
        await keeper.refresh();
        assert.deepEqual(decided(keeper.read(), 'ok', 'evil'), ['unusable', 'unusable']);
        assert.match(problems(keeper.read())[0]!, why);
        assert.equal(fs.existsSync(machine.at('home')), false);
      });
    }

    it('a signature that cannot be got is no missing one', async () => {
      machine.server.answer = (request, response) => void (request.url?.endsWith('.jws') ? response.writeHead(503).end() : response.end(good));
      const keeper = machine.keeper();
      await keeper.refresh();
      assert.match(problems(keeper.read())[0]!, /its signature could not be got: the server has a fault of its own right now \(503\)/);
    });

    it('key rotation: the same policy, signed anew, holds on when the old key goes', async () => {
      machine.publish(good, signed(good, 'a'));
      const keeper = machine.keeper();
      await keeper.refresh();
      machine.publish(good, signed(good, 'b'));
      await keeper.refresh({ all: true });
      machine.keys = keySet('b');
      for (const one of [keeper, machine.keeper()]) assert.deepEqual(decided(one.read(), 'ok'), ['approved']);
    });

    it('key rotation: what was signed with a key that is not configured any more counts no longer, wherever it comes from', async () => {
      machine.publish(good, signed(good, 'a'));
      const keeper = machine.keeper();
      await keeper.refresh();
      machine.keys = keySet('b');
      for (const one of [keeper, machine.keeper()]) {
        assert.deepEqual(decided(one.read(), 'ok'), ['unusable']);
        await one.refresh({ all: true });
        assert.deepEqual(decided(one.read(), 'ok'), ['unusable']);
      }
    });

    it('attack: fast-forward with a stolen key, step by step: once that key is taken away, the real policy is taken again', async () => {
      machine.publish(good, signed(good, 'a'));
      const keeper = machine.keeper();
      await keeper.refresh();
      for (const serial of [10_000, 20_000, 30_000]) {
        const stolen = policyText(serial, { approves: ['evil'] });
        machine.publish(stolen, signed(stolen, 'a'));
        await keeper.refresh({ all: true });
      }
      assert.deepEqual(decided(keeper.read(), 'evil'), ['approved']);
      machine.keys = keySet('b');
      const real = policyText(43, { approves: ['ok'] });
      machine.publish(real, signed(real, 'b'));
      for (const one of [keeper, machine.keeper(), machine.keeper()]) {
        await one.refresh({ all: true });
        assert.deepEqual(decided(one.read(), 'ok', 'evil'), ['approved', 'unknown']);
      }
      // And from there on nothing goes back.
      const older = policyText(42, { approves: ['withdrawn'] });
      machine.publish(older, signed(older, 'b'));
      const last = machine.keeper();
      await last.refresh({ all: true });
      assert.deepEqual(decided(last.read(), 'ok', 'withdrawn'), ['approved', 'unknown']);
    });

    it('attack: what is remembered is checked like what comes', async () => {
      machine.publish(good, signed(good));
      await machine.keeper().refresh();
      const folder = machine.at('home/.local/state/mcp-roll-call/policy');
      const file = path.join(folder, fs.readdirSync(folder)[0]!);
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('approved-ok', 'approved-0k'));
      assert.deepEqual(decided(machine.keeper().read(), 'ok'), ['unusable']);
    });

    it('attack: keys of which none can be used let nothing through', async () => {
      machine.keys = { keys: { byId: new Map() }, problems: [] };
      machine.publish(good, signed(good));
      const keeper = machine.keeper();
      await keeper.refresh();
      assert.deepEqual(decided(keeper.read(), 'ok'), ['unusable']);
    });
  });
});
