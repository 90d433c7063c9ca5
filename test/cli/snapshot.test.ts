import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { evil, isRunning, planted, post, read, Room } from './listening.ts';
import { httpVoice } from '../servers/http-voice.ts';
import { approvesOk, policyText, runWhile } from './run.ts';

const terminal = process.platform === 'linux' && fs.existsSync('/usr/bin/script');

describe('snapshot', function () {
  // Each call is a process that starts others.
  this.timeout(120_000);
  let room: Room;
  beforeEach(() => {
    room = new Room();
    room.declare({ ledger: room.server('ledger') });
    room.says('ledger', [read, post]);
  });
  afterEach(() => room.remove());

  const mark = (): string => room.beside('started');
  const marking = (): Record<string, unknown> => ({ command: 'sh', args: ['-c', `echo started >> '${mark()}'; exec sleep 1`] });

  it('starts nothing without a terminal and without --yes, shows what it would have started, and ends with 4', () => {
    room.declare({ ledger: marking() });
    const { status, stdout, stderr } = room.run(['snapshot', 'ledger']);
    assert.deepEqual([status, stdout], [4, '']);
    assert.match(stderr, /Starts: +sh\n {2}Argument 1: +-c\n {2}Argument 2: +echo started >> '/);
    assert.match(stderr, /There is no terminal to ask at\. --yes agrees/);
    assert.equal(fs.existsSync(mark()), false);
    assert.deepEqual(fs.readdirSync(room.home), []);
  });

  it('scan and check, explain and register start nothing', () => {
    room.declare({ ledger: marking() });
    for (const args of [['scan', '--no-user'], ['check'], ['explain', 'ledger'], ['register', 'ledger'], ['inventory'], ['verify', '--yes']]) room.run(args);
    assert.equal(fs.existsSync(mark()), false);
    room.run(['snapshot', 'ledger', '--yes']);
    assert.equal(fs.readFileSync(mark(), 'utf8').startsWith('started\n'), true);
  });

  it('--yes listens, and says what it said; nothing is approved by that', () => {
    const { status, stdout } = room.run(['snapshot', 'ledger', '--yes']);
    assert.equal(status, 0);
    assert.match(stdout, /post_entry {3}writes {4}Posts an entry\.\n {4}read_ledger {2}reads {5}Reads entries\./);
    assert.match(stdout, /Nothing of it was approved yet/);
    assert.match(room.run(['snapshot', 'ledger', '--yes']).stdout, /Nothing of it was approved yet/);
  });

  it('what was approved is held against, by each later call, until somebody approves again', () => {
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--approve']).status, 0);
    assert.match(room.run(['snapshot', 'ledger', '--yes']).stdout, /It says what you approved on \d{4}-/);
    room.says('ledger', [evil, post]);
    for (let i = 0; i < 2; i++) {
      const { status, stdout } = room.run(['snapshot', 'ledger', '--yes']);
      assert.equal(status, 1);
      assert.match(stdout, /read_ledger/);
    }
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--approve']).status, 0);
    assert.equal(room.run(['snapshot', 'ledger', '--yes']).status, 0);
  });

  it('--tool approves one, and says what is left', () => {
    room.run(['snapshot', 'ledger', '--yes', '--approve']);
    room.says('ledger', [{ ...read, description: 'Reads all entries.' }, { ...post, description: 'Posts.' }]);
    const first = room.run(['snapshot', 'ledger', '--yes', '--tool', 'read_ledger']);
    assert.deepEqual([first.status, /1 more thing changed, and stays to be looked at/.test(first.stderr)], [1, true]);
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--tool', 'post_entry']).status, 0);
    assert.equal(room.run(['snapshot', 'ledger', '--yes']).status, 0);
    const none = room.run(['snapshot', 'ledger', '--yes', '--tool', 'no_such']);
    assert.deepEqual([none.status, /there is no tool of this name/.test(none.stderr)], [2, true]);
  });

  it('a tool that did not change is not said to be approved', () => {
    room.run(['snapshot', 'ledger', '--yes', '--approve']);
    room.says('ledger', [evil, post]);
    const { status, stderr } = room.run(['snapshot', 'ledger', '--yes', '--tool', 'post_entry']);
    assert.equal(status, 1);
    assert.match(stderr, /post_entry says what you approved: there is nothing to approve/);
    assert.doesNotMatch(stderr, /Approved/);
  });

  it('says what can be done next, to who has not asked for it already', () => {
    const approving = room.run(['snapshot', 'ledger', '--yes', '--approve']);
    assert.doesNotMatch(approving.stdout, /--approve/);
    room.says('ledger', [evil, post]);
    const { stdout } = room.run(['snapshot', 'ledger', '--yes']);
    assert.match(stdout, /changed since you approved it on \d{4}-/);
    assert.match(stdout, /--approve takes all of it as approved, --tool NAME one tool/);
    assert.doesNotMatch(stdout, /drifted|1 of 1/);
  });

  it('what says itself that it destroys is not told as less', () => {
    room.says('ledger', [{ ...evil, name: 'run_report' }]);
    assert.match(room.run(['snapshot', 'ledger', '--yes']).stdout, /run_report {2}destroys/);
  });

  it('a summary has one line for each thing, whatever line breaks a server sends', () => {
    room.says('ledger', [{ ...read, description: 'Reads.\nEntries.' }]);
    assert.match(room.run(['snapshot', 'ledger', '--yes']).stdout, /Reads\. ⏎ Entries\./);
  });

  it('a server that says different things on two connections is told, not approved, and not written', () => {
    room.declare({ ledger: room.server('unsteady', { state: room.beside('count'), after: { connections: 1, tools: [evil] } }) });
    const { status, stdout } = room.run(['snapshot', 'ledger', '--yes']);
    assert.equal(status, 1);
    assert.match(stdout, /two different answers, which the protocol forbids|different things/);
    fs.rmSync(room.beside('count'));
    const approving = room.run(['snapshot', 'ledger', '--yes', '--approve']);
    assert.deepEqual([approving.status, /Nothing was approved: it says different things/.test(approving.stderr)], [2, true]);
    fs.rmSync(room.beside('count'));
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--out', 's.snapshot.json']).status, 2);
    assert.equal(fs.existsSync(path.join(room.folder, 's.snapshot.json')), false);
  });

  it('--out writes a snapshot, and another one only with --force, the difference shown', () => {
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--out', 's.snapshot.json']).status, 0);
    const file = path.join(room.folder, 's.snapshot.json');
    const before = fs.readFileSync(file, 'utf8');
    assert.match(room.run(['snapshot', 'ledger', '--yes', '--out', 's.snapshot.json']).stderr, /As it was: s\.snapshot\.json/);
    room.says('ledger', [evil, post]);
    const refused = room.run(['snapshot', 'ledger', '--yes', '--out', 's.snapshot.json']);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /read_ledger[\s\S]*holds something else, and was left as it is/);
    assert.equal(fs.readFileSync(file, 'utf8'), before);
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--out', 's.snapshot.json', '--force']).status, 0);
    assert.notEqual(fs.readFileSync(file, 'utf8'), before);
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--out', '.vscode/mcp.json', '--force']).status, 2);
  });

  it('--remember is for exactly this launch: with another argument, or under the same name, it is asked again', () => {
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--remember']).status, 0);
    const again = room.run(['snapshot', 'ledger']);
    assert.deepEqual([again.status, /You agreed to exactly this launch before/.test(again.stderr)], [0, true]);
    const server = room.server('ledger') as { args: string[] };
    room.declare({ ledger: { ...server, args: [...server.args, '--more'] } });
    assert.equal(room.run(['snapshot', 'ledger']).status, 4);
    room.declare({ ledger: marking() });
    assert.equal(room.run(['snapshot', 'ledger']).status, 4);
    assert.equal(fs.existsSync(mark()), false);
    room.declare({ other: server });
    assert.equal(room.run(['snapshot', 'other']).status, 0);
    assert.match(room.run(['snapshot', '--forget']).stderr, /Taken back: 1 permission/);
    assert.equal(room.run(['snapshot', 'other']).status, 4);
  });

  it('what the policy denies is started by nobody who is not there, remembered or not', () => {
    room.declare({ ledger: { ...marking(), command: 'sh' } });
    room.run(['snapshot', 'ledger', '--yes', '--remember']);
    fs.rmSync(mark());
    const policy = path.join(room.beside('policy.json'));
    fs.writeFileSync(policy, policyText([{ id: 'no', state: 'denied', match: [{ serverName: 'ledger' }] }]));
    const { status, stderr } = room.run(['snapshot', 'ledger', '--yes', '--policy', policy]);
    assert.equal(status, 4);
    assert.match(stderr, /The policy denies this server[\s\S]*--yes does not count for it/);
    assert.equal(fs.existsSync(mark()), false);
    fs.writeFileSync(policy, approvesOk);
    room.run(['snapshot', 'ledger', '--policy', policy]);
    assert.equal(fs.existsSync(mark()), true);
  });

  it('says what could not be listened to, and its last words without its secrets', () => {
    room.declare({ ledger: room.server('ends', { exits: { code: 3, errors: 'cannot go on' }, tells: true }, { env: { API_KEY: planted } }) });
    const { status, stdout, stderr } = room.run(['snapshot', 'ledger', '--yes']);
    assert.deepEqual([status, stdout], [4, '']);
    assert.match(stderr, /ledger \(?.*could not be listened to|could not be listened to/);
    assert.match(stderr, /cannot go on/);
    assert.equal(stderr.includes(planted), false);
  });

  it('secrets stand in no output, no state and no report, wherever they come from', () => {
    const inputs = [{ id: 'tok', type: 'promptString', password: true, description: 'A token' }];
    const server = room.server('ledger');
    room.declare({ ledger: { ...server, args: [...(server['args'] as string[]), '--api-key', planted], env: { API_KEY: planted, FROM: '${env:LEDGER_TOKEN}', ASKED: '${input:tok}' } } }, inputs);
    const env = { LEDGER_TOKEN: `${planted}-2`, MY_TOKEN: `${planted}-3` };
    for (const args of [['--approve', '--remember', '--out', 's.snapshot.json'], ['--format', 'json']]) {
      const { status, stdout, stderr } = room.run(['snapshot', 'ledger', '--yes', '--input', 'tok=MY_TOKEN', ...args], env);
      assert.equal(status, 0, stderr);
      assert.equal((stdout + stderr).includes(planted), false);
    }
    assert.deepEqual(room.holding(planted), []);
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--input', `tok=${planted}`], env).stderr.includes(planted), false);
  });

  it('a server that repeats a secret in what it says is neither shown nor kept', () => {
    room.declare({ ledger: room.server('ledger', {}, { env: { API_KEY: planted } }) });
    room.says('ledger', [{ ...read, description: `Use ${planted}.` }]);
    const { status, stdout, stderr } = room.run(['snapshot', 'ledger', '--yes', '--approve', '--out', 's.json']);
    assert.deepEqual([status, stdout], [4, '']);
    assert.match(stderr, /It repeats the value of API_KEY in what it says of itself/);
    assert.equal(stderr.includes(planted), false);
    assert.deepEqual(room.holding(planted), []);
  });

  it('what could not be heard whole is not written, so that nothing is held against a part', () => {
    room.declare({ ledger: room.server('ledger', { refuses: { code: -32_000, message: 'not today' } }) });
    const { status, stderr } = room.run(['snapshot', 'ledger', '--yes', '--out', 's.snapshot.json']);
    assert.deepEqual([status, /was not written: not all of what the server says could be read/.test(stderr)], [2, true], stderr);
    assert.equal(fs.readdirSync(room.folder, { recursive: true }).some((name) => String(name).endsWith('s.snapshot.json')), false);
  });

  it('an answer that is missing is asked for by its name, and nothing starts', () => {
    room.declare({ ledger: { ...marking(), env: { A: '${input:tok}' } } }, [{ id: 'tok', type: 'promptString', password: true }]);
    const { status, stderr } = room.run(['snapshot', 'ledger', '--yes']);
    assert.deepEqual([status, /The launch asks for input:tok, and there is no answer/.test(stderr)], [2, true]);
    assert.equal(fs.existsSync(mark()), false);
  });

  it('hostile words of a server act on no terminal', () => {
    room.says('ledger', [{ ...read, name: 'a\u001b[2J\u202eb', description: '\u001b]0;evil\u0007 x' }], { name: '\u001b[31mname' });
    const { stdout } = room.run(['snapshot', 'ledger', '--yes']);
    assert.equal(/(?!\n)[\p{Cc}\p{Cf}]/u.test(stdout), false);
    assert.match(stdout, /a\\u\{1B\}\[2J\\u\{202E\}b/);
  });

  (fs.existsSync('/proc/self/cmdline') ? it : it.skip)('leaves no process behind, not when it is stopped either', async () => {
    const server = room.server('hangs', { hangs: 'start', children: ['plain', 'detached'], stubborn: true });
    room.declare({ ledger: { ...server, args: [...(server['args'] as string[]), room.home] } });
    const child = room.start(['snapshot', 'ledger', '--yes']);
    const until = async (is: () => boolean): Promise<void> => {
      const end = Date.now() + 50_000;
      while (!is()) {
        assert.ok(Date.now() < end, 'waited too long');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    // The command line of the server ends with the home folder; ours only has it in its environment.
    await until(() => isRunning(`}\0${room.home}`));
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
    assert.equal(isRunning(`}\0${room.home}`), false);
  });

  it('a remote server that wants somebody to sign in opens no browser where nobody can be asked', async () => {
    const server = await httpVoice({
      before: (_, response) => {
        response.writeHead(401, { 'WWW-Authenticate': 'Bearer scope="ledger:read"' }).end();
        return true;
      },
    });
    try {
      room.declare({ ledger: { type: 'http', url: server.url } });
      fs.mkdirSync(room.beside('bin'));
      for (const opener of ['xdg-open', 'open']) fs.writeFileSync(path.join(room.beside('bin'), opener), `#!/bin/sh\necho opened >> '${mark()}'\n`, { mode: 0o755 });
      const { status, stdout, stderr } = await runWhile(['snapshot', 'ledger', '--yes'], { cwd: room.folder, home: room.home, env: { PATH: `${room.beside('bin')}:${process.env['PATH']}` } });
      assert.deepEqual([status, stdout], [4, '']);
      assert.match(stderr, /could not be listened to/);
      assert.equal(fs.existsSync(mark()), false);
    } finally {
      await server.close();
    }
  });

  it('a value for an input comes from a line of standard input too, and is no argument', () => {
    room.declare({ ledger: room.server('ledger', {}, { env: { A: '${input:tok}' } }) }, [{ id: 'tok', type: 'promptString', password: true }]);
    const { status, stdout, stderr } = room.piped(['snapshot', 'ledger', '--yes', '--input', 'tok=-'], `${planted}\n`);
    assert.equal(status, 0, stderr);
    assert.equal((stdout + stderr).includes(planted), false);
    assert.equal(room.piped(['snapshot', 'ledger', '--yes', '--input', 'tok=-'], '').status, 2);
  });

  (terminal ? describe : describe.skip)('at a terminal', () => {
    it('asks, and takes no for an answer', () => {
      room.declare({ ledger: marking() });
      const { status, stdout } = room.atTerminal(['snapshot', 'ledger'], 'n\n');
      assert.equal(status, 4);
      assert.match(stdout, /Start it with your rights, and listen to what it says of itself\? \[y\/N\]/);
      assert.equal(fs.existsSync(mark()), false);
    });

    it('asks, and takes yes', () => {
      assert.match(room.atTerminal(['snapshot', 'ledger'], 'y\n').stdout, /read_ledger/);
    });

    it('what the policy denies takes its name, typed', () => {
      room.declare({ ledger: marking() });
      const policy = room.beside('policy.json');
      fs.writeFileSync(policy, policyText([{ id: 'no', state: 'denied', match: [{ serverName: 'ledger' }] }]));
      room.atTerminal(['snapshot', 'ledger', '--policy', policy], 'y\n');
      assert.equal(fs.existsSync(mark()), false);
      room.atTerminal(['snapshot', 'ledger', '--policy', policy], 'ledger\n');
      assert.equal(fs.existsSync(mark()), true);
    });
  });

  it('what changed of a server is in the inventory, and in a scan that asks for it', () => {
    room.says('ledger', [read]);
    room.declare({ ledger: room.server('ledger') });
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--approve']).status, 0);
    const exposed = (): readonly string[] => (JSON.parse(room.run(['inventory', '--format', 'json', '--no-user']).stdout) as { mcpServers: { exposure: { contributors: { id: string }[] } }[] }).mcpServers[0]!.exposure.contributors.map(({ id }) => id);
    assert.ok(!exposed().includes('identity/changed-voice'));
    // Not by exit codes: where this repository lies in a temporary folder, so do the tests' servers, which a rule objects to.
    const told = (...args: string[]): boolean => room.run(['scan', '--no-user', ...args]).stdout.includes('something else than was approved');
    assert.equal(told('--since-accepted'), false);
    room.says('ledger', [evil]);
    assert.equal(room.run(['snapshot', 'ledger', '--yes']).status, 1);
    assert.ok(exposed().includes('identity/changed-voice'));
    const scan = room.run(['scan', '--since-accepted', '--no-user']);
    assert.equal(scan.status, 1);
    assert.match(scan.stdout, /1 says something else than was approved/);
    assert.equal(told(), false);
    assert.match(room.run(['explain', 'ledger', '--no-user']).stdout.replace(/\s+/g, ' '), /When it was last listened to, on [\d-]+, it said something else than was approved on [\d-]+/);
  });
});
