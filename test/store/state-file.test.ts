import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { render } from '../../src/core/text/message.ts';
import { takeLock } from '../../src/host/store/lock.ts';
import { processStart, processWorld } from '../../src/host/store/process-identity.ts';
import { tempFolder } from '../files/temp.ts';
import { counterFile, plusOne } from './counter.ts';

let temp: ReturnType<typeof tempFolder>;
let file: string;

function counting(name: string, times: number): ChildProcess & { readonly written: () => number } {
  const child = spawn(process.execPath, [path.join(__dirname, 'count-process.js'), file, name, String(times)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let written = 0;
  child.stdout.on('data', (data: Buffer) => { written += data.toString().split('.').length - 1; });
  return Object.assign(child, { written: () => written });
}

/** A lock as a process leaves it that ended without giving it back. */
function leftLock(owner: Record<string, unknown>, age = 0): void {
  fs.mkdirSync(`${file}.lock`, { recursive: true });
  fs.writeFileSync(`${file}.lock/owner`, JSON.stringify(owner));
  const when = new Date(Date.now() - age);
  fs.utimesSync(`${file}.lock`, when, when);
}

/** The number of a process that is no more. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid!;
}

describe('a state file', () => {
  beforeEach(() => {
    temp = tempFolder();
    file = path.join(temp.folder, 'state', 'count.json');
  });
  afterEach(() => temp.remove());

  it('is made, private to the user, with what was stored', async () => {
    const state = counterFile(file);
    assert.deepEqual(state.read(), { value: { counts: {} } });
    assert.equal(fs.existsSync(path.dirname(file)), false, 'reading made a folder');
    assert.deepEqual(await state.update(plusOne('a')), { value: { counts: { a: 1 } } });
    assert.deepEqual(state.read(), { value: { counts: { a: 1 } } });
    assert.deepEqual(JSON.parse(fs.readFileSync(file, 'utf8')), { format: 'mcp-roll-call/count', version: 2, value: { counts: { a: 1 } } });
    if (process.platform !== 'win32') {
      assert.equal(fs.statSync(file).mode & 0o777, 0o600);
      assert.equal(fs.statSync(path.dirname(file)).mode & 0o777, 0o700);
    }
    assert.deepEqual(fs.readdirSync(path.dirname(file)), ['count.json'], 'something was left beside it');
  });

  it('is not written when nothing changes', async () => {
    const state = counterFile(file);
    await state.update(plusOne('a'));
    const before = fs.statSync(file, { bigint: true });
    await state.update((held) => ({ ...held }));
    assert.equal(fs.statSync(file, { bigint: true }).ino, before.ino);
    assert.equal(fs.statSync(file, { bigint: true }).mtimeNs, before.mtimeNs);
  });

  it('passes on what the change throws, stores nothing and gives the lock back', async () => {
    const state = counterFile(file, 200);
    await state.update(plusOne('a'));
    await assert.rejects(state.update(() => { throw new RangeError('mine'); }), RangeError);
    assert.deepEqual(await state.update(plusOne('a')), { value: { counts: { a: 2 } } });
  });

  it('loses nothing when several processes and this one write at the same time', async function () {
    this.timeout(60_000);
    const times = 60;
    const names = ['a', 'b', 'c'];
    const children = names.map(async (name) => once(counting(name, times), 'exit'));
    const own = counterFile(file, 60_000);
    const both = [0, 1].map(async () => {
      for (let i = 0; i < times; i++) assert.equal((await own.update(plusOne('own'))).unusable, undefined);
    });
    for (const ended of await Promise.all(children)) assert.deepEqual(ended, [0, null]);
    await Promise.all(both);
    assert.deepEqual(own.read(), { value: { counts: { a: times, b: times, c: times, own: 2 * times } } });
    assert.deepEqual(fs.readdirSync(path.dirname(file)), ['count.json']);
  });

  it('loses nothing that was stored, and blocks nobody, when writers are killed at any moment', async function () {
    this.timeout(60_000);
    let told = 0;
    for (let round = 0; round < 12; round++) {
      const child = counting('killed', 1_000_000);
      await once(child.stdout!, 'data');
      await wait(3 + round * 4);
      child.kill('SIGKILL');
      await once(child, 'close');
      told += child.written();
      const start = Date.now();
      const { value, unusable, setAside } = await counterFile(file).update(plusOne('own'));
      assert.deepEqual({ unusable, setAside }, { unusable: undefined, setAside: undefined });
      assert.ok(Date.now() - start < 3000, 'waited for a dead process');
      // The killed one may have stored once more than it lived to tell, in each round.
      const stored = value.counts['killed'] ?? 0;
      assert.ok(stored >= told && stored <= told + 1, `told of ${told}, stored ${stored}`);
      told = stored;
      assert.equal(value.counts['own'], round + 1);
    }
    await counterFile(file).update(plusOne('own'));
    assert.deepEqual(fs.readdirSync(path.dirname(file)).filter((name) => name.endsWith('.tmp')), [], 'drafts of the dead were left');
  });

  for (const [what, content] of [
    ['torn', '{"format":"mcp-roll-call/count","version":2,"val'],
    ['empty', ''],
    ['full of zeros, as after a power cut', '\0'.repeat(200)],
    ['another program’s', '{"counts":{"a":7}}'],
    ['of a wrong shape', '{"format":"mcp-roll-call/count","version":2,"value":[]}'],
    ['of a version that is no number', '{"format":"mcp-roll-call/count","version":"2","value":{"counts":{}}}'],
  ] as const) {
    it(`that is ${what} counts as empty, is set aside with a message at the next write, and rebuilt`, async () => {
      temp.write('state/count.json', content);
      const held = counterFile(file).read();
      assert.deepEqual(held.value, { counts: {} });
      assert.equal(render(held.setAside!), `${file} is damaged`);
      assert.equal(fs.readFileSync(file, 'utf8'), content, 'reading changed it');
      const updated = await counterFile(file).update(plusOne('a'));
      assert.match(render(updated.setAside!), /is damaged; it was set aside as count\.json\.damaged-2\d\d\d-[\dTZ-]+$/);
      assert.deepEqual(counterFile(file).read(), { value: { counts: { a: 1 } } });
      const aside = fs.readdirSync(path.dirname(file)).find((name) => name.includes('damaged'))!;
      assert.equal(fs.readFileSync(path.join(path.dirname(file), aside), 'utf8'), content);
    });
  }

  it('in whose place a folder lies is set aside and rebuilt', async () => {
    fs.mkdirSync(file, { recursive: true });
    assert.equal(render(counterFile(file).read().setAside!), `${file} is not a file`);
    assert.match(render((await counterFile(file).update(plusOne('a'))).setAside!), /is not a file; it was set aside as/);
    assert.deepEqual(counterFile(file).read(), { value: { counts: { a: 1 } } });
  });

  it('that may not be read is set aside and rebuilt', async function () {
    if (process.getuid?.() !== 0) return this.skip();
    temp.write('state/count.json', '{}');
    fs.chmodSync(file, 0);
    for (const folder of [temp.folder, path.dirname(file)]) fs.chownSync(folder, 65534, 65534);
    process.seteuid!(65534);
    try {
      assert.equal(render(counterFile(file).read().setAside!), `you have no permission to read ${file}`);
      assert.match(render((await counterFile(file).update(plusOne('a'))).setAside!), /no permission to read .*; it was set aside as/);
      assert.deepEqual(counterFile(file).read(), { value: { counts: { a: 1 } } });
    } finally {
      process.seteuid!(0);
    }
  });

  it('of a newer version is left alone, and that is said', async () => {
    const content = '{"format":"mcp-roll-call/count","version":3,"value":{"counts":{"a":7}}}';
    temp.write('state/count.json', content);
    const said = `${file} was written by a newer version of MCP Roll Call, and is left alone`;
    assert.equal(render(counterFile(file).read().unusable!), said);
    assert.equal(render((await counterFile(file).update(plusOne('a'))).unusable!), said);
    assert.equal(fs.readFileSync(file, 'utf8'), content);
    assert.deepEqual(fs.readdirSync(path.dirname(file)), ['count.json']);
  });

  it('of an older version is read as its reader knows how', async () => {
    temp.write('state/count.json', '{"format":"mcp-roll-call/count","version":1,"value":5}');
    assert.deepEqual((await counterFile(file).update(plusOne('a'))).value, { counts: { old: 5, a: 1 } });
  });

  it('in a folder that may not be written to stays, with a message and no crash', async function () {
    if (process.getuid?.() !== 0) return this.skip();
    await counterFile(file).update(plusOne('a'));
    fs.chmodSync(file, 0o644);
    for (const folder of [temp.folder, path.dirname(file)]) fs.chmodSync(folder, 0o555);
    process.seteuid!(65534);
    try {
      const { value, unusable } = await counterFile(file).update(plusOne('a'));
      assert.deepEqual(value, { counts: { a: 1 } });
      assert.equal(render(unusable!), `${file} could not be written (EACCES), so nothing new is remembered`);
      const elsewhere = path.join(temp.folder, 'not', 'there', 'count.json');
      assert.equal(render((await counterFile(elsewhere).update(plusOne('a'))).unusable!), `${elsewhere} could not be written (EACCES), so nothing new is remembered`);
    } finally {
      process.seteuid!(0);
      for (const folder of [temp.folder, path.dirname(file)]) fs.chmodSync(folder, 0o755);
    }
  });

  it('below something that is no folder says so', async () => {
    temp.write('state', 'a file');
    assert.match(render((await counterFile(file).update(plusOne('a'))).unusable!), /could not be written \((?:EEXIST|ENOTDIR)\)/);
    assert.equal(counterFile(file).read().setAside, undefined);
  });
});

describe('the lock of a state file', () => {
  const alive = (): Record<string, unknown> => ({ token: 'abc', pid: process.pid, world: processWorld(), start: processStart(process.pid) });

  beforeEach(() => {
    temp = tempFolder();
    file = path.join(temp.folder, 'count.json');
  });
  afterEach(() => temp.remove());

  it('of a process that is at work is waited for, and then given up on', async () => {
    leftLock(alive());
    const { unusable } = await counterFile(file, 150).update(plusOne('a'));
    assert.equal(render(unusable!), `${file} has been in use by another process for too long`);
    assert.deepEqual(fs.readdirSync(temp.folder), ['count.json.lock']);
  });

  it('of a process that is dead is taken at once', async () => {
    leftLock({ ...alive(), pid: await deadPid() });
    const start = Date.now();
    assert.deepEqual(await counterFile(file).update(plusOne('a')), { value: { counts: { a: 1 } } });
    assert.ok(Date.now() - start < 1000);
  });

  it('of a process whose number another one has now is taken at once', async function () {
    if (processStart(process.pid) === undefined) return this.skip();
    leftLock({ ...alive(), start: '1' });
    const start = Date.now();
    assert.deepEqual(await counterFile(file).update(plusOne('a')), { value: { counts: { a: 1 } } });
    assert.ok(Date.now() - start < 1000);
  });

  it('of a machine or container whose processes cannot be seen from here holds until it is too old', async () => {
    leftLock({ token: 'abc', pid: await deadPid(), world: 'elsewhere' });
    assert.ok((await counterFile(file, 100).update(plusOne('a'))).unusable);
    leftLock({ token: 'abc', pid: process.pid, world: 'elsewhere' }, 31_000);
    assert.deepEqual(await counterFile(file, 100).update(plusOne('a')), { value: { counts: { a: 1 } } });
  });

  it('without a readable owner holds until it is too old', async () => {
    fs.mkdirSync(`${file}.lock`);
    fs.writeFileSync(`${file}.lock/owner`, '{"tok');
    assert.ok((await counterFile(file, 100).update(plusOne('a'))).unusable);
    const when = new Date(Date.now() - 31_000);
    fs.utimesSync(`${file}.lock`, when, when);
    assert.deepEqual(await counterFile(file, 100).update(plusOne('a')), { value: { counts: { a: 1 } } });
  });

  it('that two find dead at once is had by one of them at a time', async () => {
    for (let round = 0; round < 20; round++) {
      leftLock({ ...alive(), token: `d${round}`, pid: 2 ** 22 + round });
      let inside = 0;
      await Promise.all(
        [0, 1, 2, 3].map(async () => {
          const lock = await takeLock(`${file}.lock`, 5000);
          assert.ok(lock);
          assert.equal(++inside, 1);
          await wait(1);
          assert.ok(lock.held());
          inside--;
          lock.release();
          assert.ok(!lock.held());
        }),
      );
    }
  });

  it('that was taken from a holder who slept too long lets that one write no more', async () => {
    const state = counterFile(file, 1000);
    await state.update(plusOne('a'));
    const { unusable } = await state.update((held) => {
      fs.renameSync(`${file}.lock`, path.join(temp.folder, 'taken'));
      return plusOne('sleeper')(held);
    });
    assert.equal(render(unusable!), `${file} could not be written (ETIMEDOUT), so nothing new is remembered`);
    assert.deepEqual(state.read(), { value: { counts: { a: 1 } } });
  });
});
