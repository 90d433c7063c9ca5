import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { httpVoice } from '../servers/http-voice.ts';
import { evil, planted, post, read, Room } from './listening.ts';
import { runWhile } from './run.ts';

const committed = 'servers/ledger.snapshot.json';

describe('verify', function () {
  // Each call is a process that starts others.
  this.timeout(120_000);
  let room: Room;
  beforeEach(() => {
    room = new Room();
    room.declare({ ledger: room.server('ledger') });
    room.says('ledger', [read, post]);
  });
  afterEach(() => room.remove());

  /** Registers it as a team would: a manifest, and the snapshot beside it. */
  function commit(): void {
    const { status, stderr } = room.run(['register', 'ledger', '--listen', '--yes', '--out', 'servers/ledger.server.json']);
    assert.equal(status, 0, stderr);
  }

  const text = (): string => fs.readFileSync(path.join(room.folder, committed), 'utf8');

  it('0: the server says what is committed', () => {
    commit();
    const { status, stdout } = room.run(['verify', '--yes']);
    assert.equal(status, 0);
    assert.match(stdout, /same +ledger +\.vscode\/mcp\.json:\d+ +2 tools/);
  });

  it('1: it says something else; in every format', () => {
    commit();
    room.says('ledger', [evil, post]);
    const plain = room.run(['verify', '--yes']);
    assert.equal(plain.status, 1);
    assert.match(plain.stdout, /`read_ledger` can now (?:write|delete)/);
    const json = room.run(['verify', '--yes', '--format', 'json']);
    assert.equal(json.status, 1);
    assert.match(JSON.stringify(JSON.parse(json.stdout)), /"authority"/);
    const sarif = JSON.parse(room.run(['verify', '--yes', '--format', 'sarif']).stdout) as { version: string; runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[] };
    assert.equal(sarif.version, '2.1.0');
    assert.equal(sarif.runs[0]!.results[0]!.locations[0]!.physicalLocation.artifactLocation.uri, '.vscode/mcp.json');
    const markdown = room.run(['verify', '--yes', '--format', 'markdown', '--output', 'report.md']);
    assert.deepEqual([markdown.status, markdown.stdout], [1, '']);
    assert.match(fs.readFileSync(path.join(room.folder, 'report.md'), 'utf8'), /read_ledger/);
    assert.equal(room.run(['verify', '--yes', '--fail-on', 'never']).status, 0);
  });

  it('--fail-on never lets what changed pass, and nothing that could not be compared', () => {
    commit();
    room.declare({ ledger: room.server('ledger'), other: room.server('other', { exits: { code: 1, errors: 'no' } }) });
    room.says('ledger', [evil, post]);
    const sarif = room.run(['verify', 'ledger', '--yes', '--fail-on', 'never', '--format', 'sarif']);
    assert.equal(sarif.status, 0);
    assert.match(sarif.stdout, /"exitCodeDescription": "--fail-on never lets what changed pass\."/);
    assert.equal(room.run(['verify', 'ledger', 'other', '--yes', '--fail-on', 'never']).status, 4);
    room.write('servers/broken.snapshot.json', '{');
    assert.equal(room.run(['verify', 'ledger', '--yes', '--fail-on', 'never', '--snapshot', 'servers/broken.snapshot.json']).status === 0, false);
  });

  it('says nothing of the snapshots of servers that were not asked about', () => {
    commit();
    room.declare({ ledger: room.server('ledger'), other: room.server('other') });
    assert.doesNotMatch(room.run(['verify', 'other', '--yes']).stderr, /none of the servers here/);
  });

  it('its help tells what it ends with, and nothing that it never ends with', () => {
    for (const command of ['verify', 'snapshot']) {
      const { stdout } = room.run([command, '--help']);
      assert.match(stdout, /\n {2}1 {2}A server says something else than was approved/);
      assert.doesNotMatch(stdout, /\n {2}5 {2}|No config file was found/);
    }
  });

  it('1: a server that says different things on equal connections', () => {
    // Two connections for the commit, and the first of two for the check, are told the same.
    room.declare({ ledger: room.server('unsteady', { tools: [read, post], state: room.beside('count'), after: { connections: 3, tools: [evil] } }) });
    commit();
    const { status, stdout } = room.run(['verify', '--yes']);
    assert.equal(status, 1);
    assert.match(stdout, /unsteady +ledger/);
  });

  it('3: nothing to compare is never an all-clear', () => {
    const { status, stderr } = room.run(['verify', '--yes']);
    assert.equal(status, 3);
    assert.match(stderr, /Nothing was compared/);
    fs.rmSync(path.join(room.folder, '.vscode'), { recursive: true });
    assert.equal(room.run(['verify', '--yes']).status, 3);
  });

  it('4: one that was named and has nothing to be compared with', () => {
    assert.equal(room.run(['verify', 'ledger', '--yes']).status, 4);
    assert.equal(room.run(['verify', 'nobody', '--yes']).status, 2);
  });

  it('4: nobody agreed, it cannot be listened to, or an answer is missing', () => {
    commit();
    const unasked = room.run(['verify']);
    assert.equal(unasked.status, 4);
    assert.match(unasked.stdout, /nobody agreed to it/);
    room.declare({ ledger: room.server('ledger', {}, { env: { A: '${input:x}' } }) }, [{ id: 'x', type: 'promptString' }]);
    assert.match(room.run(['verify', '--yes']).stdout, /It asks for input:x, and there was no answer/);
    room.declare({ ledger: room.server('ledger', { exits: { code: 1, errors: 'no' } }) });
    const ended = room.run(['verify', '--yes']);
    assert.equal(ended.status, 4);
    assert.doesNotMatch(ended.stdout, /what was approved\.$/m);
  });

  it('line ends of another system do not matter; a changed letter does', () => {
    commit();
    const before = text();
    room.write(committed, `\ufeff${before.replaceAll('\n', '\r\n')}`);
    assert.equal(room.run(['verify', '--yes']).status, 0);
    room.write(committed, before.replace('Reads entries.', 'Reads entries!'));
    const { status, stderr } = room.run(['verify', '--yes']);
    assert.equal(status, 4);
    assert.match(stderr, /servers\/ledger\.snapshot\.json is not compared with\. .*was changed without taking the snapshot again/);
  });

  it('4: a snapshot of what is declared no more: a package that was swapped does not leave the check unseen', () => {
    commit();
    room.declare({ other: { command: 'other' } });
    const { status, stdout } = room.run(['verify', '--yes']);
    assert.equal(status, 4);
    assert.match(stdout.replace(/\s+/g, ' '), /No server that is declared here is the one of this snapshot\./);
    fs.rmSync(path.join(room.folder, '.vscode'), { recursive: true });
    assert.equal(room.run(['verify', '--yes']).status, 3);
  });

  it('a snapshot counts wherever it lies, without a manifest too; another program’s of such a name says nothing', () => {
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--out', 'ci/ledger.snapshot.json']).status, 0);
    fs.writeFileSync(path.join(room.folder, 'page.snapshot.json'), '{ "rendered": "<p>" }');
    const { status, stdout, stderr } = room.run(['verify', '--yes']);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /same +ledger/);
    assert.ok(!`${stdout}${stderr}`.includes('page.snapshot'), stderr);
    room.says('ledger', [evil, post]);
    assert.equal(room.run(['verify', '--yes']).status, 1);
    fs.appendFileSync(path.join(room.folder, 'ci/ledger.snapshot.json'), '!');
    const broken = room.run(['verify', '--yes']);
    assert.equal(broken.status, 4);
    assert.match(broken.stderr, /ci\/ledger\.snapshot\.json is not compared with\./);
  });

  it('--snapshot names one that lies elsewhere', () => {
    assert.equal(room.run(['snapshot', 'ledger', '--yes', '--out', 'kept/x.json']).status, 0);
    assert.equal(room.run(['verify', '--yes', '--snapshot', 'kept/x.json']).status, 0);
    room.says('ledger', [read]);
    assert.equal(room.run(['verify', '--yes', '--snapshot', 'kept/x.json']).status, 1);
    assert.equal(room.run(['verify', '--yes', '--snapshot', 'kept/none.json']).status, 2);
  });

  it('--all: also what only this user approved', () => {
    room.run(['snapshot', 'ledger', '--yes', '--approve']);
    assert.equal(room.run(['verify', '--yes']).status, 3);
    assert.equal(room.run(['verify', '--yes', '--all']).status, 0);
    room.says('ledger', [evil]);
    assert.equal(room.run(['verify', '--yes', '--all']).status, 1);
    // Looking did not approve.
    assert.equal(room.run(['verify', '--yes', '--all']).status, 1);
  });

  it('a commit that brings its own snapshot of worse tools silences nothing that this user approved', () => {
    commit();
    room.run(['snapshot', 'ledger', '--yes', '--approve']);
    room.says('ledger', [evil, post]);
    room.run(['register', 'ledger', '--listen', '--yes', '--force', '--out', 'servers/ledger.server.json']);
    const { status, stdout } = room.run(['verify', '--yes']);
    assert.equal(status, 1);
    assert.match(stdout, /same +ledger \(against ledger\.snapshot\.json\)/);
    assert.match(stdout, /changed +ledger \(against what you approved\)/);
  });

  it('a repository brings no approvals and no permissions of its own', () => {
    room.run(['snapshot', 'ledger', '--yes', '--approve', '--remember']);
    fs.cpSync(path.join(room.home, '.local/state/mcp-roll-call'), path.join(room.folder, '.mcp-roll-call'), { recursive: true });
    fs.rmSync(path.join(room.home, '.local'), { recursive: true });
    assert.equal(room.run(['verify', '--all', '--yes']).status, 3);
    assert.equal(room.run(['snapshot', 'ledger']).status, 4);
    const env = { MCP_ROLL_CALL_STATE: path.join(room.folder, '.mcp-roll-call') };
    for (const args of [['snapshot', 'ledger', '--yes'], ['verify', '--all', '--yes'], ['register', 'ledger', '--listen', '--yes']]) {
      const { status, stderr } = room.run(args, env);
      assert.deepEqual([status, /a repository must not bring its own approvals/.test(stderr)], [2, true], args.join(' '));
    }
  });

  it('two entries of exactly one launch are started as one', () => {
    const one = room.server('ledger', { state: room.beside('count') });
    room.declare({ ledger: one, same: one });
    room.run(['snapshot', 'ledger', '--yes', '--approve']);
    const connections = (): number => fs.readFileSync(room.beside('count'), 'utf8').length;
    const before = connections();
    const single = room.run(['verify', 'ledger', '--yes']);
    const once = connections() - before;
    assert.equal(single.status, 0);
    const { status, stdout } = room.run(['verify', '--yes', '--all']);
    assert.equal(status, 0, stdout);
    assert.equal(connections() - before - once, once);
    assert.match(stdout, /same +ledger[\s\S]*same +same/);
  });

  it('over HTTP, with a secret in a header, which stands nowhere', async () => {
    const server = await httpVoice({ tools: [read, post] });
    try {
      room.declare({ ledger: { type: 'http', url: server.url, headers: { Authorization: `Bearer ${planted}` } } });
      const go = (args: readonly string[]) => runWhile(args, { cwd: room.folder, home: room.home });
      const first = await go(['register', 'ledger', '--listen', '--yes', '--out', 'servers/ledger.server.json']);
      assert.equal(first.status, 0, first.stderr);
      assert.match(first.stderr, /Connects to: +127\.0\.0\.1:\d+\n/);
      const second = await go(['verify', '--yes', '--format', 'json']);
      assert.equal(second.status, 0, second.stderr);
      assert.equal([first, second].some(({ stdout, stderr }) => (stdout + stderr).includes(planted)), false);
      assert.deepEqual(room.holding(planted), []);
    } finally {
      await server.close();
    }
  });
});
