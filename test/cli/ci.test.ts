import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { sarifProblems } from '../core/report/sarif-schema.ts';
import { tempFolder } from '../files/temp.ts';
import { cli, config, ok, root, unpinned } from './run.ts';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions: object;
  readonly jobs: { readonly check: { readonly permissions: object; readonly env: Readonly<Record<string, string>>; readonly steps: readonly Step[] } };
}

const program = `${process.execPath} ${cli}`;
const version = (JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }).version;
const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('what ships for CI', function () {
  this.timeout(60_000);
  let temp: ReturnType<typeof tempFolder>;
  let env: NodeJS.ProcessEnv;
  const put = (servers: Record<string, unknown>): string => temp.write('.vscode/mcp.json', config(servers));
  const git = (...args: string[]): void => void execFileSync('git', ['-c', 'init.defaultBranch=main', ...args], { cwd: temp.folder, stdio: 'pipe', env });
  beforeEach(() => {
    temp = tempFolder();
    const home = path.join(temp.folder, '.git', 'home');
    fs.mkdirSync(home, { recursive: true });
    env = { PATH: process.env['PATH'], HOME: home, MCP_ROLL_CALL: program, GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.com', GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.com' };
    git('init', '-q');
  });
  afterEach(() => temp.remove());

  describe('the workflow', () => {
    const text = fs.readFileSync(path.join(root, 'media/ci/github-workflow.yml'), 'utf8');
    const { permissions, jobs: { check } } = parse(text) as Workflow;

    it('may do no more than it needs, pins its actions to commits, and the program to this version', () => {
      assert.deepEqual([permissions, check.permissions], [{}, { contents: 'read', 'security-events': 'write' }]);
      for (const { uses } of check.steps) if (uses !== undefined) assert.match(uses, /^(?:actions|github)\/[\w/-]+@[0-9a-f]{40}$/);
      for (const line of text.split('\n')) if (line.includes('uses:')) assert.match(line, / # v\d+\.\d+\.\d+$/);
      assert.equal(check.env['MCP_ROLL_CALL'], `npx --yes mcp-roll-call@${version}`);
      assert.ok(!/\$\{\{[^}]*(?:title|body|head_ref|head\.ref)/.test(text), 'what a stranger writes is put into a script');
    });

    /** As the runner does it: bash, and the end at the first failure. */
    const step = (name: string): { readonly status: number | null; readonly stdout: string } => {
      const { run } = check.steps.find((one) => one.name === name)!;
      return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run!], { cwd: temp.folder, encoding: 'utf8', env: { ...env, ...check.env, MCP_ROLL_CALL: program, CI: 'true' } });
    };

    it('fails on a config file that is not as it should be, passes on one that is, and reports both', () => {
      put({ a: unpinned });
      const bad = step('Check');
      assert.equal(bad.status, 1, bad.stdout);
      assert.match(bad.stdout, /^::warning file=\.vscode\/mcp\.json,/);
      put({ ok });
      assert.equal(step('Check').status, 0);
      assert.equal(step('Report').status, 0);
      const sarif = check.steps.find(({ uses }) => uses?.includes('upload-sarif'))!.with!['sarif_file'] as string;
      assert.deepEqual(sarifProblems(fs.readFileSync(path.join(temp.folder, sarif), 'utf8')), []);
    });

    it('fails where nothing was found, and still reports that', () => {
      assert.equal(step('Check').status, 3);
      assert.equal(step('Report').status, 0);
    });
  });

  describe('the hook for git', () => {
    const commit = (): { readonly status: number | null; readonly stderr: string } => {
      git('add', '-A');
      return spawnSync('git', ['commit', '-q', '-m', 'x'], { cwd: temp.folder, encoding: 'utf8', env });
    };
    beforeEach(() => {
      fs.mkdirSync(path.join(temp.folder, '.git/hooks'), { recursive: true });
      fs.copyFileSync(path.join(root, 'media/ci/pre-commit'), path.join(temp.folder, '.git/hooks/pre-commit'));
      fs.chmodSync(path.join(temp.folder, '.git/hooks/pre-commit'), 0o755);
    });

    it('refuses a commit with a bad config file, lets a good one pass, and minds only what changed', () => {
      put({ a: unpinned });
      const bad = commit();
      assert.equal(bad.status, 1, bad.stderr);
      assert.match(bad.stderr, /unpinned-package[^]*MCP Roll Call: the commit was not made\./);
      put({ ok });
      const good = commit();
      assert.equal(good.status, 0, good.stderr);
      // It is in the history now, by whatever way: the next commit, which is about something else, is not held up by it.
      put({ a: unpinned });
      git('commit', '-q', '--no-verify', '-am', 'past it');
      temp.write('README.md', 'x');
      const other = commit();
      assert.equal(other.status, 0, other.stderr);
      assert.match(other.stderr, /Nothing relevant changed since HEAD/);
    });

    it('names this version', () => assert.ok(fs.readFileSync(path.join(root, 'media/ci/pre-commit'), 'utf8').includes(`npx --yes mcp-roll-call@${version}}`)));
  });

  it('the pre-commit framework’s hook says what to run', () => {
    const [hook, ...others] = parse(fs.readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8')) as Record<string, unknown>[];
    assert.deepEqual(others, []);
    assert.deepEqual([hook!['id'], hook!['language'], hook!['pass_filenames']], ['mcp-roll-call', 'node', false]);
    const [name, ...args] = (hook!['entry'] as string).split(' ');
    assert.equal(name, 'mcp-roll-call');
    put({ a: unpinned });
    assert.equal(spawnSync(process.execPath, [cli, ...args], { cwd: temp.folder, env }).status, 1);
    // It is built from the repository, which holds no built program.
    assert.match((JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts['prepack']!, /esbuild\.mjs/);
  });
});
