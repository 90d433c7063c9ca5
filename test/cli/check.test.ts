import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Report } from '../../src/core/report/json-schema.ts';
import { sarifProblems, type Sarif } from '../core/report/sarif-schema.ts';
import { tempFolder } from '../files/temp.ts';
import { approvesOk, config, ok, run, state, unlisted, unpinned, type Ran } from './run.ts';

describe('mcp-roll-call check', function () {
  // Each runs the program, and git, several times.
  this.timeout(60_000);
  let temp: ReturnType<typeof tempFolder>;
  let repo: string;
  beforeEach(() => {
    temp = tempFolder();
    repo = path.join(temp.folder, 'repo');
    fs.mkdirSync(repo);
    fs.mkdirSync(path.join(temp.folder, 'home'));
  });
  afterEach(() => temp.remove());

  const put = (file: string, text: string): string => temp.write(`repo/${file}`, text);
  const check = (args: readonly string[], env: Record<string, string> = {}): Ran => run(['check', ...args], { cwd: repo, home: path.join(temp.folder, 'home'), env });
  const json = (...args: string[]): Report => JSON.parse(check([...args, '--format', 'json']).stdout) as Report;
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false', ...args], { cwd: repo, encoding: 'utf8', stdio: 'pipe' });
  const commit = (message: string): void => {
    git('add', '-A');
    git('commit', '-q', '-m', message);
  };
  const rulesIn = ({ findings }: Report): string[] => findings.map(({ ruleId }) => ruleId).sort();

  it('leaves out the files of the user, unless asked', () => {
    temp.write('home/.cursor/mcp.json', JSON.stringify({ mcpServers: { a: unpinned } }));
    put('.vscode/mcp.json', config({ ok }));
    assert.equal(check([]).status, 0);
    assert.equal(check(['--user']).status, 1);
  });

  it('has the exit codes of scan', () => {
    assert.equal(check([]).status, 3);
    put('.vscode/mcp.json', config({ a: unpinned }));
    assert.equal(check([]).status, 1);
    assert.equal(check(['--fail-on', 'error']).status, 0);
    assert.equal(check(['--policy', 'none.json', '--fail-on', 'error']).status, 4);
    put('.vscode/mcp.json', '<');
    assert.equal(check([]).status, 1);
    assert.equal(check(['--severity', 'invalid-syntax=off']).status, 5);
    assert.equal(check(['--frobnicate']).status, 2);
  });

  describe('--baseline', () => {
    const secret = ['b7Qw93kd', 'Zp02mm4T'].join('');
    const known = { a: unpinned, b: { command: 'npx', args: ['-y', 'ok@1.0.0'], env: { API_KEY: secret } } };

    it('takes in what is there, and then only what is new counts', () => {
      put('.vscode/mcp.json', config(known));
      assert.equal(check([]).status, 1);
      const taken = check(['--baseline', 'b.json', '--update-baseline']);
      assert.deepEqual([taken.status, taken.stderr], [0, 'Baseline written: b.json, 2 entries.\n']);
      const text = fs.readFileSync(path.join(repo, 'b.json'), 'utf8');
      assert.ok(!text.includes(secret));
      put('.vscode/mcp.json', `// moved\n\n${JSON.stringify({ servers: { first: ok, ...known } })}`);
      const again = check(['--baseline', 'b.json']);
      assert.equal(again.status, 0, again.stdout);
      assert.match(again.stdout, /Does not count\n {2}unpinned-package {2}\.vscode\/mcp\.json:3\n {4}In the baseline\.\n/);
      assert.match(again.stdout, /Set aside: 2 baselined\./);
      put('.vscode/mcp.json', config({ ...known, c: unpinned }));
      const { findings, baselined, summary, baseline } = json('--baseline', 'b.json');
      assert.deepEqual([findings.map(({ ruleId }) => ruleId), baselined.map(({ finding }) => finding.ruleId).sort(), summary.baselined, summary.exitCode], [['unpinned-package'], ['literal-secret', 'unpinned-package'], 2, 1]);
      assert.deepEqual(baseline!.stale, []);
      // The same for a file that is named alone.
      fs.mkdirSync(path.join(repo, '.git'));
      assert.deepEqual(json('.vscode/mcp.json', '--baseline', 'b.json').findings.length, 1);
    });

    it('tells what is of no use any more, and keeps what was not looked at', () => {
      put('.vscode/mcp.json', config(known));
      put('sub/.mcp.json', JSON.stringify({ mcpServers: { a: unpinned } }));
      check(['--baseline', 'b.json', '--update-baseline']);
      put('.vscode/mcp.json', config({ ok }));
      const { status, stdout } = check(['--baseline', 'b.json']);
      assert.equal(status, 0);
      assert.match(stdout, /Baseline {2}b\.json\n {2}2 entries match nothing any more\. Take them out, or run this again with --update-baseline:\n {4}literal-secret in \.vscode\/mcp\.json: The environment/);
      assert.match(check(['.vscode/mcp.json', '--baseline', 'b.json', '--update-baseline']).stderr, /Baseline written: b\.json, 1 entry\.\n/);
      assert.equal(check(['--baseline', 'b.json']).status, 0);
    });

    it('holds as long as it says', () => {
      put('.vscode/mcp.json', config({ a: unpinned }));
      check(['--baseline', 'b.json', '--update-baseline', '--expires', '2999-12-31']);
      const text = fs.readFileSync(path.join(repo, 'b.json'), 'utf8');
      assert.match(text, /"expires": "2999-12-31"/);
      assert.match(check(['--baseline', 'b.json']).stdout, /In the baseline until 2999-12-31\./);
      put('b.json', text.replace('2999-12-31', '2020-01-01'));
      const { status, stdout } = check(['--baseline', 'b.json']);
      assert.equal(status, 1);
      assert.match(stdout, /1 entry expired, so that what it was about counts again:\n {4}unpinned-package in \.vscode\/mcp\.json/);
    });

    it('silences no verdict', () => {
      const policy = temp.write('policy.json', approvesOk);
      put('.vscode/mcp.json', config({ unlisted }));
      const { status, stderr } = check(['--policy', policy, '--baseline', 'b.json', '--update-baseline']);
      assert.equal(status, 1);
      assert.match(stderr, /Baseline written: b\.json, 0 entries\. 1 more cannot be in it: a baseline silences neither what the policy says of a server nor a rule that it has locked\./);
      const { findings } = json('--policy', policy);
      put('b.json', JSON.stringify({ baselineVersion: 1, entries: findings.map(({ ruleId, fingerprint }) => ({ rule: ruleId, file: '.vscode/mcp.json', fingerprint, what: 'x' })) }));
      const again = check(['--policy', policy, '--baseline', 'b.json']);
      assert.equal(again.status, 1);
      assert.match(again.stdout, /1 entry cannot count: a baseline silences neither/);
    });

    const refused: [string, readonly string[], RegExp][] = [
      ['a file that is not there', ['--baseline', 'none.json'], /There is no baseline none\.json\. --update-baseline makes one\./],
      ['a file that is none', ['--baseline', 'README.md'], /README\.md cannot be used as a baseline: it is not a JSON object\./],
      ['an update over something else', ['--baseline', 'README.md', '--update-baseline'], /README\.md cannot be used as a baseline/],
      ['an update over a config file', ['--baseline', '.mcp.json', '--update-baseline'], /\.mcp\.json is one of the files that are looked at/],
      ['an update without a file', ['--update-baseline'], /--update-baseline needs --baseline FILE/],
      ['an update of what changed', ['--baseline', 'b.json', '--update-baseline', '--changed-since', 'HEAD'], /--changed-since cannot go with it/],
      ['an end without an update', ['--baseline', 'b.json', '--expires', '2999-01-01'], /--expires goes with --update-baseline/],
      ['an end in the past', ['--baseline', 'b.json', '--update-baseline', '--expires', '2020-01-01'], /a day that is still to come/],
      ['an end that is no day', ['--baseline', 'b.json', '--update-baseline', '--expires', 'soon'], /a day that is still to come/],
    ];
    for (const [name, args, expected] of refused) {
      it(`refuses ${name}`, () => {
        put('README.md', 'x');
        put('.mcp.json', '{"mcpServers":{}}');
        const { status, stderr } = check(args);
        assert.equal(status, 2);
        assert.match(stderr, expected);
        assert.deepEqual(fs.readdirSync(repo).sort(), ['.mcp.json', 'README.md']);
      });
    }
  });

  describe('--changed-since', () => {
    beforeEach(() => {
      put('old/.mcp.json', JSON.stringify({ mcpServers: { a: unpinned } }));
      put('.vscode/mcp.json', config({ ok }));
      git('init', '-q');
      commit('first');
    });

    it('says that nothing relevant changed, and what was left', () => {
      put('README.md', 'x');
      const { status, stdout } = check(['--changed-since', 'main']);
      assert.equal(status, 0, stdout);
      assert.match(stdout, /left out {3}\.: as before since main: \.vscode\/mcp\.json, old\/\.mcp\.json/);
      assert.match(stdout, /Nothing relevant changed since main\. 2 config files are as before, and not judged\.\n {2}Exit code 0: Nothing relevant changed\.\n$/);
      assert.doesNotMatch(stdout, /\bapproved\.|No config file/);
    });

    it('judges what was committed, staged, saved or added since, and nothing else', () => {
      git('checkout', '-q', '-b', 'work');
      const changes: [string, () => void][] = [
        ['saved', () => put('.vscode/mcp.json', config({ b: unpinned }))],
        ['staged', () => git('add', '-A')],
        ['committed', () => git('commit', '-q', '-m', 'second')],
      ];
      for (const [name, change] of changes) {
        change();
        const report = json('--changed-since', 'main');
        assert.deepEqual([rulesIn(report), report.findings.map(({ file }) => path.relative(repo, file)), report.coverage.changedSince], [['unpinned-package'], ['.vscode/mcp.json'], { since: 'main', judged: 1, left: 1 }], name);
      }
      put('new/.mcp.json', JSON.stringify({ mcpServers: { a: unpinned } }));
      assert.equal(json('--changed-since', 'main').findings.length, 2);
      put('.gitignore', 'new\n');
      assert.equal(json('--changed-since', 'main').findings.length, 1);
      // What others did on main meanwhile is not of this branch.
      git('stash', '-q', '-u');
      git('checkout', '-q', 'main');
      put('old/.mcp.json', JSON.stringify({ mcpServers: { a: ok } }));
      commit('on main');
      git('checkout', '-q', 'work');
      assert.deepEqual(json('--changed-since', 'main').coverage.changedSince, { since: 'main', judged: 1, left: 1 });
    });

    it('judges what a link leads to, though the link is as before', () => {
      put('servers.json', JSON.stringify({ mcpServers: { a: ok } }));
      fs.symlinkSync('servers.json', path.join(repo, '.mcp.json'));
      commit('link');
      assert.equal(json('--changed-since', 'HEAD').coverage.changedSince!.judged, 0);
      put('servers.json', JSON.stringify({ mcpServers: { a: unpinned } }));
      assert.deepEqual(rulesIn(json('--changed-since', 'HEAD')), ['unpinned-package']);
    });

    it('cannot be told by flags of the index that a file did not change', () => {
      git('update-index', '--assume-unchanged', '.vscode/mcp.json');
      git('update-index', '--skip-worktree', 'old/.mcp.json');
      put('.vscode/mcp.json', config({ b: unpinned }));
      put('old/.mcp.json', JSON.stringify({ mcpServers: { z: unpinned } }));
      assert.equal(json('--changed-since', 'HEAD').findings.length, 2);
    });

    it('runs nothing that the repository names', () => {
      const mark = path.join(temp.folder, 'ran');
      const evil = temp.write('evil.sh', `#!/bin/sh\ntouch ${JSON.stringify(mark)}\ncat\n`);
      fs.chmodSync(evil, 0o755);
      put('.gitattributes', '* filter=x diff=x\n');
      for (const [name, value] of [['filter.x.clean', evil], ['filter.x.smudge', evil], ['filter.x.process', evil], ['diff.x.textconv', evil], ['diff.x.command', evil], ['diff.external', evil], ['core.fsmonitor', evil]]) git('config', name!, value!);
      put('.vscode/mcp.json', config({ b: unpinned }));
      fs.rmSync(mark, { force: true });
      assert.equal(json('--changed-since', 'HEAD').findings.length, 1);
      assert.equal(fs.existsSync(mark), false);
    });

    it('works before the first commit, and in a repository without any config file', () => {
      fs.rmSync(path.join(repo, '.git'), { recursive: true });
      git('init', '-q');
      assert.equal(json('--changed-since', 'HEAD').findings.length, 1);
      for (const folder of ['old', '.vscode']) fs.rmSync(path.join(repo, folder), { recursive: true });
      const { status, stdout } = check(['--changed-since', 'HEAD']);
      assert.equal(status, 0);
      assert.match(stdout, /Nothing relevant changed since HEAD: there is no config file here\./);
    });

    const refused: [string, string, RegExp][] = [
      ['an option', '--changed-since=--output=x', /--changed-since takes a branch, tag or commit; not --output=x\./],
      ['what git does not know', '--changed-since=nowhere', /What changed since nowhere cannot be told: git knows no commit `nowhere` here/],
      ['a file', '--changed-since=HEAD:old/.mcp.json', /git knows no commit/],
    ];
    for (const [name, arg, expected] of refused) {
      it(`refuses ${name}`, () => {
        const { status, stderr } = check([arg]);
        assert.equal(status, 2);
        assert.match(stderr, expected);
      });
    }

    it('needs a repository', () => {
      fs.rmSync(path.join(repo, '.git'), { recursive: true });
      assert.match(check(['--changed-since', 'HEAD']).stderr, /--changed-since needs a git repository, and there is none here\./);
    });
  });

  describe('--format and --output', () => {
    it('writes SARIF that is valid, with places relative to the repository', () => {
      fs.mkdirSync(path.join(repo, '.git'));
      put('app s/.mcp.json', JSON.stringify({ mcpServers: { a: unpinned } }));
      const { status, stdout, stderr } = run(['check', '--format', 'sarif', '--output', 'out.sarif'], { cwd: path.join(repo, 'app s') });
      assert.deepEqual([status, stdout, stderr], [1, '', 'Written: out.sarif\n']);
      const text = fs.readFileSync(path.join(repo, 'app s/out.sarif'), 'utf8');
      assert.deepEqual(sarifProblems(text), []);
      const [sarif] = (JSON.parse(text) as Sarif).runs;
      assert.equal(sarif.results[0]!.locations[0].physicalLocation.artifactLocation.uri, 'app%20s/.mcp.json');
      assert.equal(sarif.invocations[0].exitCode, 1);
    });

    it('in the job summary of GitHub Actions there are links', () => {
      put('.mcp.json', JSON.stringify({ mcpServers: { a: unpinned } }));
      const summary = temp.write('summary.md', 'before\n');
      const { stdout } = check(['--format', 'github'], { GITHUB_STEP_SUMMARY: summary, GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'contoso/app', GITHUB_SHA: 'a'.repeat(40) });
      assert.match(stdout, /^::warning file=\.mcp\.json,line=1,/);
      assert.match(fs.readFileSync(summary, 'utf8'), new RegExp(`^before\\n### MCP Roll Call\\n[^]*\\(https://github\\.com/contoso/app/blob/${'a'.repeat(40)}/\\.mcp\\.json#L1\\)`));
    });

    it('text that is scanned gives GitHub Actions no command', () => {
      put('.mcp.json', JSON.stringify({ mcpServers: { a: { command: 'npx', args: ['-y', 'x@1.0.0', '::add-mask::x'] } } }));
      const lines = check([], { GITHUB_ACTIONS: 'true' }).stdout.trimEnd().split('\n');
      const [, token] = /^::stop-commands::([0-9a-f-]{36})$/.exec(lines[0]!) ?? assert.fail(lines[0]);
      assert.equal(lines.at(-1), `::${token}::`);
    });

    it('scan has them too', () => {
      put('.mcp.json', JSON.stringify({ mcpServers: { a: unpinned } }));
      for (const format of ['text', 'json', 'sarif', 'github', 'markdown']) {
        const { status, stdout, stderr } = run(['scan', '.', '--no-user', '--format', format, '--output', 'out'], { cwd: repo });
        assert.deepEqual([status, stdout, stderr], [1, '', 'Written: out\n'], format);
        assert.ok(fs.statSync(path.join(repo, 'out')).size > 50);
      }
      assert.match(run(['scan', '--no-user', '--output', '.mcp.json'], { cwd: repo }).stderr, /\.mcp\.json is one of the files that are looked at, and was left as it is\./);
    });

    it('writes nothing but what it is told to', () => {
      put('.mcp.json', JSON.stringify({ mcpServers: { a: unpinned } }));
      const before = state(temp.folder);
      for (const args of [['--format', 'sarif'], ['--format', 'github'], ['--format', 'markdown'], []]) check(args);
      assert.deepEqual(state(temp.folder), before);
    });
  });

  describe('what a user says of rules', () => {
    const refused: [string, string, RegExp][] = [
      ['no JSON', '{', /s\.json is not a JSON object\./],
      ['a key that is not known', '{"rules":{}}', /`rules` is not known here\. Known are audience, severities and ignores\./],
      ['a rule that is not there', '{"severities":{"no-such":"off"}}', /there is no rule `no-such`\. mcp-roll-call explain --list tells them all\./],
      ['a severity that is none', '{"severities":{"plain-http":"loud"}}', /`plain-http`: a severity is one of error, warning, info, off\./],
      ['an ignore without a reason', '{"ignores":[{"rule":"plain-http"}]}', /ignore 1 gives no reason\./],
      ['an ignore with a day that is none', '{"ignores":[{"rule":"plain-http","reason":"It is ours","expires":"soon"}]}', /`expires` must be a day/],
      ['an audience that is none', '{"audience":"all"}', /`audience` is one of default, strict\./],
    ];
    for (const [name, text, expected] of refused) {
      it(`is refused with ${name}`, () => {
        const { status, stderr } = check(['--settings', temp.write('s.json', text)]);
        assert.equal(status, 2);
        assert.match(stderr, expected);
      });
    }

    it('is refused on the command line likewise', () => {
      for (const [args, expected] of [
        [['--severity', 'plain-http'], /--severity plain-http is not of the form RULE=LEVEL\./],
        [['--severity', 'plain-http=loud'], /a severity is one of/],
        [['--severity', 'nope=off'], /there is no rule `nope`/],
        [['--audience', 'loud'], /--audience is one of default, strict\./],
        [['--severity', ''], /Nothing stands behind --severity\./],
        [['--settings', 'none.json'], /There is no file none\.json\./],
      ] as const) assert.match(check(args).stderr, expected);
    });
  });
});
