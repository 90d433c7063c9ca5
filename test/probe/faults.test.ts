import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { ProbeLimits } from '../../src/core/probe/outcome.ts';
import { render } from '../../src/core/text/message.ts';
import { voice, type VoiceOptions } from '../servers/voice.ts';
import { failed, heard, outcomeOf } from './listening.ts';
import { temporaryFolder } from './temporary.ts';

describe('a server that cannot be listened to', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  const cases: [string, VoiceOptions, Partial<ProbeLimits>, string, string][] = [
    ['answers nothing', { hangs: 'start' }, { eraProbe: 100, connect: 400 }, 'timeout', 'It did not answer `initialize` within 0.4 seconds.'],
    ['answers no listing', { hangs: 'list' }, { connect: 2000 }, 'timeout', 'It did not answer `tools/list` within 2 seconds.'],
    ['takes too long altogether', { hangs: 'start' }, { whole: 300 }, 'timeout', 'It took longer than 0.3 seconds to listen to it, and was given up.'],
    ['says too much at once', { oversize: 3 * 1024 * 1024 }, {}, 'limit', 'One of its messages is longer than 2048 kB, which is more than is listened to.'],
    ['says too much altogether', { oversize: 50_000, endless: 'pages' }, { messageBytes: 60_000, pages: 1000 }, 'limit', 'It said more than 4 MB altogether, which is more than is listened to.'],
    ['ends while it is listened to', { endsAt: 'tools/list' }, {}, 'ended', 'It ended by itself, with exit code 3, before it had answered.'],
    ['speaks an unknown revision only', { rawGreeting: '{"protocolVersion":"2031-01-01","capabilities":{},"serverInfo":{"name":"a","version":"1"}}' }, {}, 'protocol', 'It answers with version 2031-01-01 of the protocol, which is not known here. Known are 2026-07-28, 2025-11-25, 2025-06-18, 2025-03-26, 2024-11-05, 2024-10-07.'],
    ['greets with doubled keys', { rawGreeting: '{"protocolVersion":"2025-11-25","capabilities":{}},"result":{"capabilities":{"tools":{}},"protocolVersion":"2025-11-25"}' }, {}, 'protocol', 'The key `result` stands twice in what the server sent, so that it depends on the reader which of the two counts.'],
  ];
  for (const [what, options, limits, code, sentence] of cases) {
    it(what, async () => {
      const failure = await failed(voice(options), { limits });
      assert.deepEqual([failure.code, render(failure.message)], [code, sentence]);
    });
  }

  it('is no program, or starts nowhere', async () => {
    const missing = await failed({ kind: 'stdio', command: 'no-such-program-anywhere', args: [], env: {} });
    assert.deepEqual([missing.code, render(missing.message)], ['not-started', 'The program no-such-program-anywhere was not found. Is it installed, and in the PATH that this program sees?']);
    const plain = path.join(folder(), 'plain.txt');
    fs.writeFileSync(plain, '', { mode: 0o600 });
    const denied = await failed({ kind: 'stdio', command: plain, args: [], env: {} });
    if (process.platform !== 'win32') assert.deepEqual([denied.code, render(denied.message)], ['not-started', `The program ${plain} may not be run by you.`]);
    const nowhere = await failed({ kind: 'stdio', command: process.execPath, args: [], env: {}, cwd: path.join(folder(), 'gone') });
    assert.deepEqual([nowhere.code, render(nowhere.message)], ['not-started', `The folder that it is to be started in, ${path.join(folder(), 'gone')}, is not there.`]);
    const nul = await failed({ kind: 'stdio', command: process.execPath, args: ['a\0b'], env: {} });
    assert.deepEqual([nul.code, render(nul.message)], ['not-started', 'A word of its command holds a NUL character, which no program can be given.']);
  });

  it('fails the second time only', async () => {
    const state = path.join(folder(), 'state');
    const failure = await failed(voice({ state, dies: { connections: 1 } }));
    assert.deepEqual([failure.code, render(failure.message)], ['ended', 'It was listened to once, and the second time it failed. It ended by itself, with exit code 4, before it had answered.']);
  });

  it('prints its environment when it ends: what is secret in it does not come through', async () => {
    const secret = 'correct horse battery staple';
    const failure = await failed(voice({ tells: true, exits: { code: 1, errors: `Cannot sign in with ${secret}, nor with ${Buffer.from(secret).toString('base64')} or ${encodeURIComponent(secret)}\n` } }, { LEDGER: secret, PORT: '80' }));
    assert.equal(failure.code, 'ended');
    const output = failure.output ?? '';
    assert.match(output, /Cannot sign in with •••, nor with •••(?:=|==)? or •••/);
    assert.match(output, /"LEDGER": "•••"/);
    assert.match(output, /"PORT": "80"/);
    assert.doesNotMatch(output, /horse|Y29ycmVjd/);
  });

  it('is given up at once when that is asked for, whatever it is doing', async () => {
    for (const options of [{ hangs: 'start' }, { hangs: 'list', stubborn: true }] as const) {
      const control = new AbortController();
      const state = path.join(folder(), 'state');
      fs.rmSync(state, { force: true });
      const outcome = outcomeOf(voice({ ...options, state }), { signal: control.signal });
      while (!fs.existsSync(state)) await new Promise((resolve) => setTimeout(resolve, 10));
      const asked = performance.now();
      control.abort();
      const failure = await outcome;
      assert.ok(failure.kind === 'failed');
      assert.deepEqual([failure.code, render(failure.message)], ['cancelled', 'Listening was given up.']);
      assert.ok(performance.now() - asked < 10_000);
    }
    const failure = await failed(voice(), { signal: AbortSignal.abort() });
    assert.equal(failure.code, 'cancelled');
  });
});

describe('what is remarkable in a server', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const notesOf = async (options: VoiceOptions): Promise<string[]> => (await heard(voice(options))).notes.map(render);

  it('nothing', async () => assert.deepEqual(await notesOf({}), []));

  it('output that is no message', async () => {
    assert.deepEqual(await notesOf({ noise: ['Server ready', '[]', '{"a":1}', '{"jsonrpc":"2.0","id":77,"result":{}}'] }), [
      'It wrote 3 times to its output what is no message, which some clients do not survive. Such lines belong to its error output.',
      'It answered 1 times what nobody had asked.',
    ]);
  });

  it('requests to the client, which are all refused but `ping`', async () => {
    const answers = path.join(folder(), 'answers');
    assert.deepEqual(await notesOf({ asks: ['sampling/createMessage', 'roots/list', 'elicitation/create', 'ping'], answers }), [
      'It asked its client for elicitation/create, roots/list, sampling/createMessage, which was refused: while it is listened to it gets nothing.',
    ]);
    const refused = (method: string): unknown => ({ jsonrpc: '2.0', id: `own-${method}`, error: { code: -32601, message: 'Method not found' } });
    assert.deepEqual(fs.readFileSync(answers, 'utf8').trim().split('\n').slice(0, 4).map((line) => JSON.parse(line) as unknown), [
      refused('sampling/createMessage'), refused('roots/list'), refused('elicitation/create'), { jsonrpc: '2.0', id: 'own-ping', result: {} },
    ]);
  });

  it('lists that change while they are read', async () => {
    assert.deepEqual(await notesOf({ announces: true }), ['It said that its tools changed while they were read.']);
  });
});
