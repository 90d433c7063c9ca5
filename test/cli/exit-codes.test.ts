import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { makePipe, tempFolder } from '../files/temp.ts';
import { approvesOk, config, ok, policyText, run, unlisted, unpinned } from './run.ts';

const withSecret = { command: 'npx', args: ['-y', 'ok@1.0.0'], env: { API_KEY: 'b7Qw93kdZp02mm4T' } };

describe('exit codes of scan', () => {
  let temp: ReturnType<typeof tempFolder>;
  let policies: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
    policies = tempFolder();
    policies.write('ok.json', approvesOk);
    policies.write('broken.json', '{"policyVersion": 1,');
  });
  afterEach(() => {
    temp.remove();
    policies.remove();
  });

  interface Case {
    readonly files: Record<string, string>;
    readonly policy?: string;
    readonly args?: readonly string[];
    readonly code: number;
  }
  const file = '.vscode/mcp.json';
  const cases: Record<string, Case> = {
    '0: nothing to find fault with, and no policy': { files: { [file]: config({ a: ok }) }, code: 0 },
    '0: all approved': { files: { [file]: config({ a: ok }) }, policy: 'ok.json', code: 0 },
    '0: a config without servers': { files: { [file]: '{"servers":{}}' }, code: 0 },
    '0: findings below --fail-on': { files: { [file]: config({ a: unpinned }) }, args: ['--fail-on', 'error'], code: 0 },
    '0: only looking': { files: { [file]: config({ a: withSecret, b: unlisted }) }, policy: 'ok.json', args: ['--fail-on', 'never'], code: 0 },
    '0: what nobody reads where it lies': { files: { [file]: config({ a: ok }), 'templates/x/.vscode/mcp.json': config({ b: unlisted }) }, policy: 'ok.json', code: 0 },
    '0: what nobody reads and cannot be read either': { files: { [file]: config({ a: ok }), 'templates/x/.vscode/mcp.json': '<' }, policy: 'ok.json', code: 0 },
    '1: a warning': { files: { [file]: config({ a: unpinned }) }, code: 1 },
    '1: an error': { files: { [file]: config({ a: withSecret }) }, args: ['--fail-on', 'error'], code: 1 },
    '1: a server that the policy does not approve, whatever --fail-on says of findings': { files: { [file]: config({ a: unlisted }) }, policy: 'ok.json', args: ['--fail-on', 'error'], code: 1 },
    '1: a nested project’s server': { files: { 'apps/web/.vscode/mcp.json': config({ a: unlisted }) }, policy: 'ok.json', code: 1 },
    '1: a literal secret even where nobody reads it': { files: { [file]: config({ a: ok }), 'templates/x/.vscode/mcp.json': config({ b: withSecret }) }, code: 1 },
    '2: an unknown option': { files: {}, args: ['--frobnicate'], code: 2 },
    '2: an unknown format': { files: {}, args: ['--format', 'xml'], code: 2 },
    '2: an unknown severity': { files: {}, args: ['--fail-on', 'warn'], code: 2 },
    '2: a policy that a script left empty': { files: { [file]: config({ a: ok }) }, args: ['--policy', ''], code: 2 },
    '2: a path that is not there': { files: {}, args: ['nowhere'], code: 2 },
    '2: an empty path': { files: { [file]: config({ a: ok }) }, args: [''], code: 2 },
    '3: no config': { files: { 'README.md': 'x', 'servers.json': config({ a: unlisted }), '.vscode/settings.json': '{"editor.tabSize":2}' }, code: 3 },
    '3: no config, under a policy': { files: {}, policy: 'ok.json', code: 3 },
    '4: a policy that is not JSON': { files: { [file]: config({ a: ok }) }, policy: 'broken.json', code: 4 },
    '4: a policy that is not there': { files: { [file]: config({ a: ok }) }, policy: 'none.json', code: 4 },
    '4: a policy that is a folder': { files: { [file]: config({ a: ok }) }, policy: '.', code: 4 },
    // That a text is damaged is a finding; where none counts, that it could not be read still does.
    '1: a config that is no JSON': { files: { [file]: '<xml/>' }, code: 1 },
    '5: a config that is no JSON, where findings do not count': { files: { [file]: '<xml/>' }, args: ['--fail-on', 'never'], code: 5 },
    '5: a config that breaks off': { files: { [file]: '{"servers":{"a":{"command":"npx","args":["-y","ok@1.0.0"]},' }, policy: 'ok.json', args: ['--fail-on', 'never'], code: 5 },
    '2 before 4': { files: {}, policy: 'broken.json', args: ['--frobnicate'], code: 2 },
    '1 before 4': { files: { [file]: config({ a: withSecret }) }, policy: 'broken.json', code: 1 },
    '4 before 5': { files: { [file]: '<' }, policy: 'broken.json', args: ['--fail-on', 'never'], code: 4 },
    '4 before 3': { files: {}, policy: 'broken.json', code: 4 },
    '4 whatever --fail-on says': { files: {}, policy: 'broken.json', args: ['--fail-on', 'never'], code: 4 },
    '1 before 5': { files: { [file]: config({ a: unpinned }), '.mcp.json': '<' }, code: 1 },
    '5 before 3': { files: { '.mcp.json': '<' }, args: ['--fail-on', 'never'], code: 5 },
  };
  for (const [name, { files, policy, args = [], code }] of Object.entries(cases)) {
    for (const format of ['text', 'json']) {
      it(`${name} (${format})`, () => {
        for (const [where, text] of Object.entries(files)) temp.write(where, text);
        const { status, stdout, stderr } = run(['scan', '--no-user', '--format', format, ...(policy === undefined ? [] : ['--policy', path.join(policies.folder, policy)]), ...args], { cwd: temp.folder });
        assert.equal(status, code, stdout + stderr);
        if (code === 2) {
          assert.equal(stdout, '');
          assert.match(stderr, /^mcp-roll-call: .+\nSee mcp-roll-call scan --help\.\n$/);
        } else if (format === 'json') {
          assert.equal((JSON.parse(stdout) as { summary: { exitCode: number } }).summary.exitCode, code);
        } else {
          assert.match(stdout, new RegExp(`Exit code ${code}: `));
        }
      });
    }
  }

  const unreadable: Record<string, (file: string) => unknown> = {
    'a pipe': makePipe,
    'a folder': (where) => fs.mkdirSync(where),
    'a link out of the folder': (where) => fs.symlinkSync(path.join(policies.folder, 'ok.json'), where),
    'a link to nothing': (where) => fs.symlinkSync('nothing', where),
    'no permission': (where) => fs.writeFileSync(where, '{}', { mode: 0 }),
    'more than 8 MB': (where) => fs.writeFileSync(where, Buffer.alloc(10 << 20, ' ')),
  };
  for (const [name, make] of Object.entries(unreadable)) {
    (process.platform === 'win32' ? it.skip : it)(`5: ${name} in place of a config`, () => {
      fs.chmodSync(temp.folder, 0o755);
      make(path.join(temp.folder, '.mcp.json'));
      const { status, stdout, stderr } = run(['scan', '--no-user'], { cwd: temp.folder, asNobody: true });
      assert.equal(status, 5, stdout + stderr);
      assert.match(stdout, /^ {2}unreadable \.mcp\.json/m);
      assert.doesNotMatch(stdout, /approved\./);
    });
  }

  (process.platform === 'win32' ? it.skip : it)('2: a path that nobody may look at', () => {
    fs.chmodSync(temp.folder, 0o755);
    temp.write('locked/in/x', '');
    fs.chmodSync(path.join(temp.folder, 'locked'), 0);
    const { status, stderr } = run(['scan', 'locked/in', '--no-user'], { cwd: temp.folder, asNobody: true });
    fs.chmodSync(path.join(temp.folder, 'locked'), 0o755);
    assert.deepEqual([status, stderr.split('\n')[0]], [2, 'mcp-roll-call: locked/in cannot be looked at: you have no permission to read it.']);
  });

  it('counts user files unless told not to, and leaves disabled servers out', () => {
    const home = tempFolder();
    home.write('.claude.json', JSON.stringify({ projects: { '/p': { mcpServers: { off: unlisted }, disabledMcpServers: ['off'] } } }));
    const policy = path.join(policies.folder, 'ok.json');
    assert.equal(run(['scan', temp.folder, '--policy', policy], { home: home.folder }).status, 0);
    home.write('.cursor/mcp.json', JSON.stringify({ mcpServers: { on: unlisted } }));
    assert.equal(run(['scan', temp.folder, '--policy', policy], { home: home.folder }).status, 1);
    assert.equal(run(['scan', temp.folder, '--policy', policy, '--no-user'], { home: home.folder }).status, 3);
    home.remove();
  });

  it('never takes a policy from what it scans', () => {
    temp.write('.vscode/mcp.json', config({ a: unlisted }));
    temp.write('.vscode/settings.json', '{"mcpRollCall.policy.file":"mcp-policy.json"}');
    const everything = policyText([{ id: 'all', state: 'approved', minIdentity: 'name', match: [{ serverName: 'a' }] }]);
    for (const name of ['mcp-policy.json', 'policy.json', '.mcp-policy.json', '.vscode/mcp-policy.json']) temp.write(name, everything);
    assert.equal(run(['scan', '--no-user', '--policy', path.join(policies.folder, 'ok.json')], { cwd: temp.folder }).status, 1);
    const { stdout } = run(['scan', '--no-user'], { cwd: temp.folder });
    assert.match(stdout, /no policy/);
    const named = run(['scan', '--no-user', '--policy', 'mcp-policy.json'], { cwd: temp.folder });
    assert.equal(named.status, 0);
    assert.match(named.stdout.replace(/\s+/g, ' '), /Note: It lies in .*, which was scanned\. Whoever can change a server there can change the policy too\./);
  });
});

describe('the program', () => {
  it('without a command, or with one that is not there, says how to use it', () => {
    assert.equal(run([]).status, 2);
    assert.match(run([]).stderr, /mcp-roll-call scan/);
    for (const args of [['frobnicate'], ['__proto__'], ['--policy', 'x']]) assert.equal(run(args).status, 2);
  });

  it('tells its version and helps, with the exit codes', () => {
    assert.match(run(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
    for (const args of [['--help'], ['-h'], ['help'], ...['scan', 'explain', 'register', 'policy', 'demo'].map((name) => [name, '--help'])]) {
      const { status, stdout, stderr } = run(args);
      assert.deepEqual([status, stderr], [0, '']);
      assert.match(stdout, /Exit codes \(when several hold: 2, 1, 4, 5, 3\):\n {2}0 {2}Nothing to act on\./);
      for (const line of stdout.split('\n')) assert.ok(line.length <= 130, line);
    }
  });
});
