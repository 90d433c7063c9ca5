import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { config, policyText, run } from './run.ts';

const secret = 'b7Qw93kdZp02mm4TxY8';
const ledger = { id: 'com.contoso/ledger', state: 'approved', match: [{ package: { type: 'npm', name: 'ledger', versions: ['1.0.0'] }, args: { allow: ['--read-only'], denyExtra: true } }] };
const wiki = { id: 'com.contoso/wiki', state: 'approved', match: [{ url: { host: 'wiki.contoso.com', path: '/mcp' } }] };

interface Report {
  readonly target: string;
  readonly mode: string;
  readonly policies: readonly unknown[];
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly letsThrough: boolean;
  readonly losses: readonly { readonly direction: string; readonly dimension: string; readonly entry: string | null; readonly message: string; readonly servers: readonly { readonly name: string; readonly file: string }[] }[];
}

describe('mcp-roll-call policy compile', function () {
  this.timeout(30_000);
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
    temp.write('policy.json', policyText([ledger, wiki], { serial: 7 }));
    temp.write('work/.vscode/mcp.json', config({ ledger: { command: 'npx', args: ['-y', 'ledger@1.0.0', '--token', secret] }, wiki: { url: 'https://wiki.contoso.com/mcp' } }));
  });
  afterEach(() => temp.remove());
  const compile = (...args: string[]) => run(['policy', 'compile', 'work', '--no-user', '--policy', 'policy.json', ...args], { cwd: temp.folder });
  const json = (...args: string[]): Report => JSON.parse(compile(...args, '--format', 'json').stdout) as Report;
  const files = (): string[] => fs.readdirSync(path.join(temp.folder, 'out'), { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/')).filter((file) => fs.statSync(path.join(temp.folder, 'out', file)).isFile()).sort();

  it('prints what it wrote to standard output, and what that loses beside it, with the servers here', () => {
    const { status, stdout, stderr } = compile('--to', 'registry');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /"name": "com\.contoso\/ledger"/);
    assert.match(stderr, /^== v0\.1\/servers\/index\.json\n/);
    assert.match(stderr, /More is let through than the policy approves\n {2}Arguments\n {4}`com\.contoso\/ledger` is approved with certain arguments only;[^]*\n {6}here: ledger \(npm package ledger 1\.0\.0\) in work\/\.vscode\/mcp\.json\n/);
    assert.ok(!`${stdout}${stderr}`.includes(secret));
  });

  it('is the same again, and holds no time and no path of this machine', () => {
    const [one, other] = [compile('--to', 'registry'), compile('--to', 'registry')];
    assert.equal(one.stdout, other.stdout);
    assert.ok(!one.stdout.includes(temp.folder));
  });

  it('writes for each assistant', () => {
    const targets = /one of ([a-z, -]+);/.exec(compile('--to', 'nobody').stderr)![1]!.split(', ');
    assert.ok(['vscode', 'copilot', 'claude-code', 'registry'].every((target) => targets.includes(target)), targets.join());
    for (const target of targets) {
      const report = json('--to', target);
      assert.equal(report.target, target);
      assert.deepEqual(report.policies, [{ issuer: 'Contoso', serial: 7 }]);
      assert.ok(report.files.length > 0 && report.files.every(({ text }) => text.length > 0 && !text.includes(secret)), target);
    }
  });

  it('fails for what this policy loses, and not for what every policy loses', () => {
    temp.write('policy.json', policyText([{ ...ledger, match: [{ package: { type: 'npm', name: 'ledger', versions: ['1.0.0'] } }] }, { ...wiki, expires: '2099-01-01' }]));
    for (const target of ['vscode', 'copilot', 'claude-code', 'gemini', 'codex']) {
      const { status, stderr } = compile('--to', target, '--fail-on-loss');
      assert.equal(status, 0, `${target}: ${stderr}`);
    }
    temp.write('work/.vscode/mcp.json', config({ ledger: { command: 'npx', args: ['-y', 'ledger@1.0.0'], env: { NODE_OPTIONS: '--require ./x.js' } } }));
    assert.equal(compile('--to', 'vscode', '--fail-on-loss').status, 1, 'a server here gets through');
    assert.equal(compile('--to', 'vscode', '--deny-only', '--fail-on-loss').status, 0, 'what is not denied was asked to go on');
  });

  it('fails only where that is asked for and something is let through', () => {
    assert.equal(compile('--to', 'registry').status, 0);
    assert.equal(compile('--to', 'registry', '--fail-on-loss').status, 1);
    temp.write('policy.json', policyText([]));
    assert.equal(compile('--to', 'registry', '--fail-on-loss').status, 0);
  });

  it('says plainly where nothing is lost', () => {
    temp.write('policy.json', policyText([]));
    assert.match(compile('--to', 'registry').stderr, /Nothing is lost: for an MCP registry the files say all that this policy says\.\n/);
  });

  it('writes into a folder, with a text on where the files go and one on what is lost', () => {
    const { status, stderr } = compile('--to', 'registry', '--out', 'out');
    assert.equal(status, 0, stderr);
    assert.match(stderr, /Nothing is enforced by that\. Where the files go: out\/README\.md/);
    assert.deepEqual(files(), [
      'README.md', 'loss-report.md',
      'v0.1/servers/com.contoso/ledger/versions/1.0.0/index.json', 'v0.1/servers/com.contoso/ledger/versions/index.json', 'v0.1/servers/com.contoso/ledger/versions/latest/index.json',
      'v0.1/servers/com.contoso/wiki/versions/1.0.0/index.json', 'v0.1/servers/com.contoso/wiki/versions/index.json', 'v0.1/servers/com.contoso/wiki/versions/latest/index.json',
      'v0.1/servers/index.json', 'v0.1/servers/latest.json',
    ]);
    assert.match(fs.readFileSync(path.join(temp.folder, 'out/README.md'), 'utf8'), /^# A policy for an MCP registry\n\nPolicy: Contoso, serial 7\.\n/);
    assert.match(fs.readFileSync(path.join(temp.folder, 'out/loss-report.md'), 'utf8'), /- `com\.contoso\/ledger` is approved with certain arguments only;.*\n {2}- `ledger` \(npm package ledger 1\.0\.0\) in `work\/\.vscode\/mcp\.json`/);
  });

  it('takes its own files’ place, and removes what the policy has no more', () => {
    compile('--to', 'registry', '--out', 'out');
    temp.write('policy.json', policyText([wiki], { serial: 8 }));
    const { status, stderr } = compile('--to', 'registry', '--out', 'out');
    assert.equal(status, 0, stderr);
    assert.match(stderr, /Removed, since the policy has them no more: v0\.1\/servers\/com\.contoso\/ledger\//);
    assert.ok(!files().some((file) => file.includes('ledger')), files().join());
    assert.match(fs.readFileSync(path.join(temp.folder, 'out/README.md'), 'utf8'), /serial 8/);
  });

  it('leaves alone what somebody else wrote or changed, until told otherwise, and deletes it never', () => {
    compile('--to', 'registry', '--out', 'out');
    const changed = path.join(temp.folder, 'out/v0.1/servers/com.contoso/ledger/versions/index.json');
    fs.appendFileSync(changed, '\n// mine\n');
    temp.write('policy.json', policyText([wiki], { serial: 8 }));
    const before = files();
    const { status, stderr } = compile('--to', 'registry', '--out', 'out');
    assert.equal(status, 2);
    assert.match(stderr, /out was left as it is\. These files were not written by this program, or were changed since\. v0\.1\/servers\/com\.contoso\/ledger\/versions\/index\.json\. To replace them all the same: --force/);
    assert.deepEqual(files(), before);
    const forced = compile('--to', 'registry', '--out', 'out', '--force');
    assert.equal(forced.status, 0);
    assert.match(forced.stderr, /Not removed, though the policy has them no more, since somebody changed them\. .*: v0\.1\/servers\/com\.contoso\/ledger\/versions\/index\.json\./);
    assert.match(fs.readFileSync(changed, 'utf8'), /\/\/ mine\n$/);
    assert.match(fs.readFileSync(path.join(temp.folder, 'out/README.md'), 'utf8'), /serial 8/);
  });

  it('follows no link, even when it may replace what is there', () => {
    const victim = temp.write('elsewhere.txt', 'precious');
    fs.mkdirSync(path.join(temp.folder, 'out'));
    fs.symlinkSync(victim, path.join(temp.folder, 'out/README.md'));
    assert.equal(compile('--to', 'registry', '--out', 'out', '--force').status, 2);
    assert.equal(fs.readFileSync(victim, 'utf8'), 'precious');
    assert.deepEqual(fs.readdirSync(path.join(temp.folder, 'out')), ['README.md']);
  });

  it('removes nothing outside of its folder, whatever the text says that it wrote', () => {
    const victim = temp.write('elsewhere.txt', 'precious');
    compile('--to', 'registry', '--out', 'out');
    const readme = path.join(temp.folder, 'out/README.md');
    fs.writeFileSync(readme, fs.readFileSync(readme, 'utf8').replace('\n-->', `\n${'0'.repeat(64)} ../elsewhere.txt\n-->`));
    assert.equal(compile('--to', 'registry', '--out', 'out', '--force').status, 0);
    assert.equal(fs.readFileSync(victim, 'utf8'), 'precious');
  });

  it('removes nothing through a link, whatever the text says that it wrote', () => {
    const victim = temp.write('elsewhere/precious.txt', 'precious');
    compile('--to', 'registry', '--out', 'out');
    fs.symlinkSync(path.dirname(victim), path.join(temp.folder, 'out/linked'));
    const readme = path.join(temp.folder, 'out/README.md');
    fs.writeFileSync(readme, fs.readFileSync(readme, 'utf8').replace('\n-->', `\n${'0'.repeat(64)} linked/precious.txt\n-->`));
    const { status, stderr } = compile('--to', 'registry', '--out', 'out', '--force');
    assert.equal(fs.readFileSync(victim, 'utf8'), 'precious');
    assert.equal(status, 2);
    assert.match(stderr, /Links stand where files would be written or removed/);
  });

  it('removes nothing that it did not write, whatever the text in the folder says, and whoever insists', () => {
    fs.mkdirSync(path.join(temp.folder, 'out'));
    fs.writeFileSync(path.join(temp.folder, 'out/thesis.md'), 'Years of work.\n');
    fs.writeFileSync(path.join(temp.folder, 'out/README.md'), `# Mine\n\n<!-- Written by MCP Roll Call. What follows tells it which files it may replace:\n${'0'.repeat(64)} thesis.md\n-->\n`);
    assert.equal(compile('--to', 'copilot', '--out', 'out').status, 2);
    assert.equal(compile('--to', 'copilot', '--out', 'out', '--force').status, 0);
    assert.equal(fs.readFileSync(path.join(temp.folder, 'out/thesis.md'), 'utf8'), 'Years of work.\n');
    assert.ok(fs.existsSync(path.join(temp.folder, 'out/managed-settings.json')));
  });

  it('does not write where an assistant or an administrator would have it enforced at once', () => {
    const { status, stderr } = run(['policy', 'compile', '--to', 'registry', '--policy', 'policy.json', '--no-user', '--out', process.platform === 'win32' ? String.raw`C:\ProgramData\roll-call-test` : '/etc/roll-call-test'], { cwd: temp.folder });
    assert.equal(status, 2);
    assert.match(stderr, /belongs to those who administer the machine/);
    const home = path.join(temp.folder, 'home');
    const claude = run(['policy', 'compile', '--to', 'vscode', '--policy', 'policy.json', '--no-user', '--out', process.platform === 'darwin' ? 'home/Library/Application Support/Code/User' : process.platform === 'win32' ? 'home/AppData/Code/User' : 'home/.config/Code/User'], { cwd: temp.folder, home });
    assert.equal(claude.status, 2, claude.stderr);
    assert.match(claude.stderr, /An assistant reads its settings at this very place/);
    assert.ok(!fs.existsSync(home));
  });

  it('writes nothing of a policy that cannot be used, or of which a part is missing', () => {
    temp.write('policy.json', '{');
    assert.deepEqual([compile('--to', 'registry', '--out', 'out').status, fs.existsSync(path.join(temp.folder, 'out'))], [4, false]);
    temp.write('policy.json', policyText([wiki], { registries: [{ url: 'https://registry.contoso.invalid', api: 'v0.1', trust: 'approves' }] }));
    const { status, stderr, stdout } = compile('--to', 'registry', '--offline');
    assert.equal(status, 4);
    assert.match(stderr, /Nothing was written: the policy, a part of it or a registry that it trusts could not be read/);
    assert.equal(stdout, '');
  });

  it('tells what is missing or means nothing', () => {
    for (const [args, said] of [
      [[], /For whom\? Say it with --to: vscode/], [['--to', 'registry', '--deny-only'], /--deny-only leaves nothing of it/], [['--to', 'registry', '--force'], /it needs --out/], [['--to', 'registry', '--fail-on', 'error'], /--fail-on-loss/],
    ] as const) {
      const { status, stderr } = compile(...args);
      assert.equal(status, 2);
      assert.match(stderr, said);
    }
    const { status, stderr } = run(['policy', 'compile', '--to', 'registry', '--no-user'], { cwd: temp.folder });
    assert.equal(status, 2);
    assert.match(stderr, /No policy is configured, so there is nothing to write/);
  });
});
