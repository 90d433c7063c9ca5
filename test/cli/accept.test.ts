import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { approvesOk, config, ok, run, state, unlisted, type Ran } from './run.ts';

let temp: ReturnType<typeof tempFolder>;
let repo: string;
const put = (servers: Record<string, unknown>): string => temp.write('repo/.vscode/mcp.json', config(servers));
const on = (args: readonly string[], env: Record<string, string> = {}): Ran => run(args, { cwd: repo, home: path.join(temp.folder, 'home'), env });
const scan = (...more: string[]): Ran => on(['scan', '.', '--since-accepted', '--no-user', ...more]);
const accept = (...more: string[]): Ran => on(['accept', '.', '--no-user', ...more]);
const stored = (): string => path.join(temp.folder, 'home/.local/state/mcp-roll-call/launches.json');
const changed = { command: 'npx', args: ['-y', 'other@6.6.6'] };

interface Json {
  readonly servers: readonly { readonly name: string; readonly change?: { readonly before: { readonly launch: string }; readonly after: { readonly launch: string }; readonly otherThing: boolean } }[];
  readonly findings: readonly { readonly ruleId: string; readonly severity: string }[];
  readonly summary: { readonly changed: number; readonly exitCode: number };
}
const parsed = ({ stdout }: Ran): Json => JSON.parse(stdout) as Json;

describe('accept, and scan --since-accepted', function () {
  // Each runs the program several times.
  this.timeout(30_000);

  beforeEach(() => {
    temp = tempFolder();
    repo = path.dirname(path.dirname(put({ ok })));
    fs.mkdirSync(path.join(temp.folder, 'home'));
  });
  afterEach(() => temp.remove());

  it('says of servers that were never accepted that nothing could be told, and writes nothing', () => {
    assert.equal(scan().status, 0);
    put({ ok: changed });
    const { status, stdout, stderr } = scan('--fail-on', 'error');
    assert.equal(status, 0, stdout);
    assert.match(stdout, /Exit code 0: Nothing to act on\.\n$/);
    assert.match(stderr, /^Note: nothing that was found here was accepted before, so that no change could be told\./);
    assert.ok(!stdout.includes('changed-launch'));
    assert.deepEqual(state(path.join(temp.folder, 'home')), [], 'a scan wrote into the home folder');
  });

  it('shows what it accepts, and stores it for the user, never in the workspace', () => {
    const before = state(repo);
    const { status, stdout, stderr } = accept();
    assert.deepEqual([status, stdout, stderr], [0, `new      ok  .vscode/mcp.json:3\n    npx -y ok@1.0.0\n`, 'Accepted for you: 1 launch.\n']);
    assert.deepEqual(state(repo), before);
    assert.equal(fs.statSync(stored()).mode & 0o777, 0o600);
    assert.match(accept().stdout, /^known {4}ok/);
  });

  it('with --dry-run shows the same and stores nothing', () => {
    const { status, stdout, stderr } = accept('--dry-run');
    assert.deepEqual([status, stdout, stderr], [0, `new      ok  .vscode/mcp.json:3\n    npx -y ok@1.0.0\n`, 'Nothing was remembered. Without --dry-run 1 launch would be.\n']);
    assert.deepEqual(state(path.join(temp.folder, 'home')), []);
  });

  it('a changed launch counts for the exit code, with old and new in text and JSON; accepting it ends that', () => {
    accept();
    put({ ok: changed });
    assert.equal(on(['scan', '.', '--no-user', '--fail-on', 'error']).status, 0, 'a scan that was not asked to spoke of it');
    const { status, stdout } = scan('--fail-on', 'error');
    assert.equal(status, 1);
    assert.match(stdout, /Started otherwise than you acknowledged on \d{4}-\d\d-\d\d:\n {4}- npx -y ok@1\.0\.0\n {4}\+ npx -y other@6\.6\.6\n/);
    assert.match(stdout, /error changed-launch: `ok` is no longer the server that was accepted/);
    const json = parsed(scan('--format', 'json'));
    assert.deepEqual(json.findings.filter(({ ruleId }) => ruleId === 'changed-launch').map(({ severity }) => severity), ['error']);
    assert.deepEqual(json.servers[0]!.change, { ...json.servers[0]!.change, before: { launch: 'npx -y ok@1.0.0', transport: 'stdio', env: [], headers: [], fields: [] }, otherThing: true });
    assert.deepEqual([json.summary.changed, json.summary.exitCode], [1, 1]);
    assert.match(accept().stdout, /^changed {2}ok .*\n {4}Started otherwise/);
    assert.equal(parsed(scan('--format', 'json')).summary.changed, 0);
    put({ ok });
    assert.equal(parsed(scan('--format', 'json')).summary.changed, 0, 'going back is a change');
  });

  it('accepts one server by name', () => {
    put({ ok, unlisted });
    assert.match(accept('--server', 'unlisted').stderr, /1 launch\./);
    put({ ok: changed, unlisted: changed });
    assert.deepEqual(parsed(scan('--format', 'json')).servers.filter(({ change }) => change).map(({ name }) => name), ['unlisted']);
    const { status, stderr } = accept('--server', 'nobody');
    assert.deepEqual([status, stderr.split('\n')[0]], [2, 'mcp-roll-call: There is no server nobody. Declared are: ok, unlisted.']);
  });

  it('holds for a real branch: git checkout of a poisoned one, and back', () => {
    const git = (...args: string[]): void => void execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'init.defaultBranch=main', ...args], { cwd: repo, stdio: 'pipe' });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'first');
    accept();
    git('checkout', '-q', '-b', 'poisoned');
    put({ ok: { ...ok, args: ['-y', 'ok@1.0.0', '--eval', 'x'] } });
    git('commit', '-q', '-am', 'poisoned');
    assert.equal(scan().status, 1);
    git('checkout', '-q', 'main');
    assert.equal(scan().status, 0);
  });

  it('holds for a file that became a link to another one in its folder', () => {
    accept();
    const file = path.join(repo, '.vscode/mcp.json');
    temp.write('repo/tools/other.json', config({ ok: changed }));
    fs.rmSync(file);
    fs.symlinkSync('../tools/other.json', file);
    assert.equal(scan('--fail-on', 'error').status, 1);
  });

  it('holds however the folder is reached', () => {
    accept();
    put({ ok: changed });
    fs.symlinkSync(repo, path.join(temp.folder, 'link'));
    assert.equal(run(['scan', path.join(temp.folder, 'link'), '--since-accepted', '--no-user', '--fail-on', 'error'], { home: path.join(temp.folder, 'home') }).status, 1);
    assert.equal(on(['scan', '.vscode/mcp.json', '--since-accepted', '--no-user', '--fail-on', 'error']).status, 1);
  });

  it('with a policy one finding speaks, and accepting approves nothing', () => {
    const policy = temp.write('policy.json', approvesOk);
    put({ ok: unlisted });
    accept();
    const rules = (): string[] => parsed(scan('--format', 'json', '--policy', policy)).findings.map(({ ruleId }) => ruleId);
    assert.deepEqual(rules(), ['not-approved']);
    put({ ok: { ...unlisted, args: ['-y', 'other@2.0.0'] } });
    assert.deepEqual(rules(), ['changed-launch']);
    assert.match(accept('--policy', policy).stdout, /which the policy does not approve \(unknown\)/);
    assert.deepEqual(rules(), ['not-approved']);
    put({ ok });
    assert.deepEqual(rules(), [], 'what the policy approves needs no acknowledgement');
  });

  it('never stores or shows a secret', () => {
    const secret = 'b7Qw93kdZp02mm4T';
    put({ ok: { ...ok, args: [...ok.args, '--token', secret], env: { API_KEY: secret } } });
    const first = accept();
    put({ ok: { ...ok, args: [...ok.args, '--token', `${secret}2`], env: { API_KEY: `${secret}2` } } });
    const all = [first, scan(), scan('--format', 'json'), accept('--dry-run')].map(({ stdout, stderr }) => stdout + stderr).join();
    assert.ok(!all.includes(secret));
    for (const name of fs.readdirSync(path.dirname(stored()))) assert.ok(!fs.readFileSync(path.join(path.dirname(stored()), name), 'utf8').includes(secret), name);
    assert.match(scan().stdout, /argument 4 `•••` has another value where it is masked\n.*the environment variable `API_KEY` has another value/s);
  });

  describe('a repository that brings its own acceptances', () => {
    const refused = (ran: Ran): void => {
      assert.equal(ran.status, 2, ran.stdout);
      assert.match(ran.stderr, /a repository must not bring its own acceptances/);
      assert.equal(ran.stdout, '');
    };

    beforeEach(() => {
      put({ ok: changed });
      accept();
      fs.cpSync(path.dirname(stored()), path.join(repo, '.state'), { recursive: true });
      fs.rmSync(path.dirname(stored()), { recursive: true });
      put({ ok });
      accept();
      put({ ok: changed });
    });

    it('by a variable, as a terminal of a workspace’s settings has it', () => {
      refused(on(['scan', '.', '--since-accepted', '--no-user'], { MCP_ROLL_CALL_STATE: path.join(repo, '.state') }));
      refused(on(['scan', '.vscode/mcp.json', '.', '--since-accepted', '--no-user'], { XDG_STATE_HOME: repo }));
      refused(on(['accept', '.', '--no-user'], { MCP_ROLL_CALL_STATE: path.join(repo, '.state') }));
      const { status, stderr } = on(['scan', '.', '--since-accepted', '--no-user'], { MCP_ROLL_CALL_STATE: '.state' });
      assert.deepEqual([status, stderr.split('\n')[0]], [2, 'mcp-roll-call: MCP_ROLL_CALL_STATE is not an absolute path, so nothing is remembered.']);
    });

    it('by a link', () => {
      fs.symlinkSync(path.join(repo, '.state'), path.join(temp.folder, 'link'));
      refused(on(['scan', '.', '--since-accepted', '--no-user'], { MCP_ROLL_CALL_STATE: path.join(temp.folder, 'link') }));
    });

    it('by a setting or a file of that name: nothing in it is read', () => {
      temp.write('repo/.vscode/settings.json', JSON.stringify({ 'mcpRollCall.state': path.join(repo, '.state'), 'terminal.integrated.env.linux': { MCP_ROLL_CALL_STATE: path.join(repo, '.state') } }));
      temp.write('repo/.env', `MCP_ROLL_CALL_STATE=${path.join(repo, '.state')}\n`);
      fs.cpSync(path.join(repo, '.state'), path.join(repo, '.local/state/mcp-roll-call'), { recursive: true });
      assert.equal(scan('--fail-on', 'error').status, 1);
    });

    it('above the folder that is scanned', () => {
      fs.mkdirSync(path.join(repo, '.git'));
      temp.write('repo/packages/a/.vscode/mcp.json', config({ ok: changed }));
      refused(on(['scan', 'packages/a', '--since-accepted', '--no-user'], { MCP_ROLL_CALL_STATE: path.join(repo, '.state') }));
    });

    it('beside a config file that is named alone', () => {
      for (const place of ['.vscode/state', '.state']) refused(on(['scan', path.join(repo, '.vscode/mcp.json'), '--since-accepted', '--no-user'], { MCP_ROLL_CALL_STATE: path.join(repo, place) }));
    });
  });

  it('a store that is damaged is said, not taken for one that holds nothing; accept begins anew', () => {
    accept();
    fs.writeFileSync(stored(), '{"torn');
    const { status, stderr } = scan();
    assert.equal(status, 2);
    assert.match(stderr, /What was accepted cannot be told: .*launches\.json is damaged\./);
    const again = accept();
    assert.equal(again.status, 0);
    assert.match(again.stderr, /What was accepted before is lost: .*set aside as launches\.json\.damaged-.*\.\nAccepted for you: 1 launch\./);
    assert.equal(scan().status, 0);
  });

  it('a state folder that may not be written to ends with a message', function () {
    if (process.getuid?.() !== 0) return this.skip();
    fs.chmodSync(temp.folder, 0o755);
    const { status, stderr } = run(['accept', repo, '--no-user'], { cwd: '/', home: '/nonexistent', asNobody: true });
    assert.equal(status, 2);
    assert.match(stderr, /^mcp-roll-call: Nothing can be remembered: .*could not be written \(E\w+\), so nothing new is remembered\./);
  });
});
