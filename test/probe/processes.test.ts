import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Launchable } from '../../src/core/probe/outcome.ts';
import { voice, type VoiceOptions } from '../servers/voice.ts';
import { failed, heard } from './listening.ts';
import { processesWith } from './processes-with.ts';
import { temporaryFolder } from './temporary.ts';

/** A word in the environment of a server and of all that come of it, unless they empty it; they are counted by it, not by what the prober knows. */
let words = 0;
function marked(options: VoiceOptions): { target: Launchable; running: () => string[] } {
  const word = `mrc-test-${process.pid}-${++words}`;
  return { target: voice(options, { TEST_WORD: word }), running: () => processesWith(word) };
}

async function until(what: string, done: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !done(); ) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('the processes of a server that is listened to', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();

  for (const kind of ['plain', 'detached', 'orphan', 'deaf'] as const) {
    for (const stubborn of [false, true]) {
      it(`end with it: a ${kind} child of a ${stubborn ? 'stubborn' : 'polite'} server`, async () => {
        const seen = path.join(folder(), 'seen');
        const { target, running } = marked({ children: [kind], waitsFor: seen, ...(stubborn && { stubborn }) });
        const listening = heard(target, { limits: { connect: 120_000 } });
        await until('they run', () => running().length >= 2);
        fs.writeFileSync(seen, '');
        await listening;
        assert.deepEqual(running(), []);
      });
    }
  }

  it('end with it: a child in a session of its own whose environment is empty', async () => {
    const sleeping = (): string[] => fs.readdirSync('/proc').filter((pid) => readable(pid, 'cmdline') === `sleep\0${seconds}\0`);
    const seconds = `600.${process.pid}`;
    const seen = path.join(folder(), 'seen');
    const listening = heard(voice({ children: ['scrubbed'], sleeps: seconds, waitsFor: seen }), { limits: { connect: 120_000 } });
    await until('it runs', () => sleeping().length > 0);
    fs.writeFileSync(seen, '');
    await listening;
    assert.deepEqual(sleeping(), []);
  });

  it('end with a server that ended before them, or never began to speak', async () => {
    for (const options of [{ exits: { code: 1, errors: '' } }, { hangs: 'start' }] as const) {
      const { target, running } = marked({ ...options, children: ['plain', 'detached', 'orphan'] });
      await failed(target, { limits: { eraProbe: 100, connect: 500 } });
      assert.deepEqual(running(), []);
    }
  });

  it('100 probes of servers that start children leave none', async () => {
    const all: (() => string[])[] = [];
    let most = 0;
    const one = async (i: number): Promise<void> => {
      const { target, running } = marked({ children: ['plain', 'detached', 'orphan'], ...(i % 10 === 0 && { stubborn: true }) });
      all.push(running);
      await heard(target);
      assert.deepEqual(running(), []);
    };
    const watch = setInterval(() => (most = Math.max(most, processesWith(`mrc-test-${process.pid}-`).length)), 200);
    try {
      let next = 0;
      await Promise.all(Array.from({ length: 4 }, async () => {
        while (next < 100) await one(next++);
      }));
    } finally {
      clearInterval(watch);
    }
    // They did run, and were seen by the same count.
    assert.ok(most >= 4, String(most));
    assert.equal(all.length, 100);
    assert.deepEqual(processesWith(`mrc-test-${process.pid}-`), []);
    assert.deepEqual(fs.readdirSync('/proc').filter((pid) => readable(pid, 'cmdline').includes('mcp-roll-call-survivor') && readable(pid, 'stat').split(' ')[3] === String(process.pid)), []);
  });

  for (const end of ['SIGKILL', 'SIGTERM', 'exit', 'throw'] as const) {
    it(`end when our own process does (${end}), and the working folder goes`, async () => {
      const { target, running } = marked({ hangs: 'start', stubborn: true, children: ['plain', 'detached', 'orphan'], state: path.join(folder(), 'state') });
      const own = spawn(process.execPath, [path.join(__dirname, 'lonely-prober.js'), JSON.stringify(target), end, path.join(folder(), 'now')], { stdio: 'ignore', env: { ...process.env, TMPDIR: folder() } });
      await until('they run', () => running().length >= 4);
      const work = fs.readdirSync(folder()).find((name) => name.startsWith('mcp-roll-call-'));
      assert.ok(work);
      if (end.startsWith('SIG')) own.kill(end as NodeJS.Signals);
      else fs.writeFileSync(path.join(folder(), 'now'), '');
      await until('it ends', () => own.exitCode !== null || own.signalCode !== null);
      await until('they end', () => running().length === 0);
      await until('the folder goes', () => !fs.existsSync(path.join(folder(), work)));
    });
  }
});

function readable(pid: string, file: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
