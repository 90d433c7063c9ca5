import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { run, state, type Ran } from './run.ts';

let temp: ReturnType<typeof tempFolder>;
let repo: string;
let home: string;
const on = (...args: string[]): Ran => run(args, { cwd: repo, home });
const token = 'ghp_0123456789abcdefghij0123456789abcdef';
const workspace = `{\n  "servers": {\n    "evil": { "command": "npx", "args": ["-y", "evil-mcp@1.2.3", "--token", "${token}"] }, // the one\n    "good": { "command": "npx", "args": ["-y", "good-mcp@1.0.0"] }\n  }\n}\n`;
const project = '{"mcpServers":{"other":{"command":"pnpm","args":["dlx","evil-mcp"]}}}';
const codex = '[mcp_servers.evil]\ncommand = "npx"\nargs = ["-y", "evil-mcp"]\n';
const goose = 'extensions:\n  evil:\n    type: stdio\n    cmd: npx\n    args: [evil-mcp]\n    enabled: true\n';

/** All files that were there at the start, with what they hold. */
function texts(): Record<string, string> {
  return Object.fromEntries(['repo/.vscode/mcp.json', 'repo/.mcp.json', 'home/.codex/config.toml', 'home/.config/goose/config.yaml'].map((file) => [file, fs.readFileSync(path.join(temp.folder, file), 'utf8')]));
}
const original = { 'repo/.vscode/mcp.json': workspace, 'repo/.mcp.json': project, 'home/.codex/config.toml': codex, 'home/.config/goose/config.yaml': goose };

/** Everything below the folder that holds a secret, but for the file it was written in. */
function holding(secret: string): string[] {
  return fs.readdirSync(temp.folder, { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(temp.folder, name)).isFile() && fs.readFileSync(path.join(temp.folder, name), 'utf8').includes(secret));
}
const records = (): string[] => fs.readdirSync(temp.folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mcp-roll-call-undo')).map((name) => name.replace(/[0-9a-f]{12}/, 'x')).sort();

describe('block', function () {
  // Each runs the program several times.
  this.timeout(60_000);

  beforeEach(() => {
    temp = tempFolder();
    for (const [file, text] of Object.entries(original)) temp.write(file, text);
    repo = path.join(temp.folder, 'repo');
    home = path.join(temp.folder, 'home');
    execFileSync('git', ['init', '-q'], { cwd: repo });
  });
  afterEach(() => temp.remove());

  it('--dry-run shows each change with its secrets masked and what is out of reach, and touches nothing at all', () => {
    const before = state(temp.folder);
    const { status, stdout, stderr } = on('block', 'npm:evil-mcp', '.', '--dry-run');
    assert.equal(status, 0, stderr);
    assert.deepEqual(state(temp.folder), before, 'a rehearsal wrote something');
    assert.match(stdout, /^# Block everywhere: npm:evil-mcp\n\nA rehearsal: nothing was changed\.\n\n- Switched on now: 4 declarations\n- Files to change: 4\n/);
    for (const file of ['.vscode/mcp.json', '.mcp.json', '~/.codex/config.toml', '~/.config/goose/config.yaml']) assert.ok(stdout.includes(`## \`${file}\``), file);
    assert.match(stdout, /## What this does not reach/);
    assert.ok(!stdout.includes(token));
    assert.equal(stderr, 'A rehearsal: nothing was changed. Without --dry-run it is.\n');
  });

  it('changes every file, and --undo brings each back to the byte, with nothing left behind', () => {
    fs.chmodSync(path.join(home, '.codex/config.toml'), 0o640);
    const { status, stderr } = on('block', 'evil-mcp', '.', '--yes');
    assert.equal(status, 0, stderr);
    const changed = texts();
    assert.equal(changed['repo/.vscode/mcp.json'], workspace.replace(/ {4}"evil".*\n/, ''));
    assert.equal(changed['repo/.mcp.json'], '{"mcpServers":{}}');
    assert.equal(changed['home/.codex/config.toml'], `${codex}enabled = false\n`);
    assert.equal(changed['home/.config/goose/config.yaml'], goose.replace('enabled: true', 'enabled: false'));
    assert.equal(fs.statSync(path.join(home, '.codex/config.toml')).mode & 0o777, 0o640);
    assert.match(on('block', 'evil-mcp', '.', '--dry-run').stdout, /- Switched on now: 0 declarations\n- Already switched off: 2\n- Files to change: 0\n/);

    const undo = on('block', '--undo');
    assert.deepEqual([undo.status, texts()], [0, original], undo.stderr);
    assert.equal(fs.statSync(path.join(home, '.codex/config.toml')).mode & 0o777, 0o640);
    assert.deepEqual(records(), []);
    assert.equal(on('block', '--undo').status, 2, 'it was undone twice');
  });

  it('keeps what it took out where the file is, for its owner alone, and a secret nowhere else', () => {
    on('block', 'evil-mcp', '.', '--yes');
    assert.deepEqual(records(), ['home/.codex/.config.toml.x.mcp-roll-call-undo', 'home/.config/goose/.config.yaml.x.mcp-roll-call-undo', 'repo/.git/.mcp.json.x.mcp-roll-call-undo', 'repo/.git/mcp.json.x.mcp-roll-call-undo']);
    const places = holding(token);
    assert.equal(places.length, 1, places.join());
    assert.match(places[0]!, /^repo\/\.git\/mcp\.json\.[0-9a-f]{12}\.mcp-roll-call-undo$/);
    assert.equal(fs.statSync(path.join(temp.folder, places[0]!)).mode & 0o777, 0o600);
    assert.equal(execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], { cwd: repo, encoding: 'utf8' }), '?? .mcp.json\n?? .vscode/mcp.json\n');

    const kept = on('block', '--keep');
    assert.equal(kept.status, 0, kept.stderr);
    assert.deepEqual([records(), holding(token)], [[], []]);
  });

  it('asks first: without an answer nothing is changed', () => {
    const { stderr } = on('block', 'evil-mcp', '.');
    assert.match(stderr, /Change these 4 files\? \[y\/N\]/);
    assert.deepEqual(texts(), original);
  });

  it('says what stays on and why, and ends with 1', function () {
    if (process.getuid?.() !== 0) this.skip();
    fs.chownSync(path.join(home, '.codex/config.toml'), 1, 1);
    fs.chmodSync(temp.folder, 0o755);
    for (const folder of [repo, home, `${home}/.codex`]) fs.chmodSync(folder, 0o755);
    const { status, stdout } = run(['block', 'evil-mcp', '.', '--dry-run'], { cwd: repo, home, asNobody: true });
    assert.equal(status, 1);
    assert.match(stdout, /- `~\/\.codex\/config\.toml` \(`evil`\): It belongs to another user of this machine: ask whoever looks after it\.\n/);
  });

  it('does not write through a link that leads out of the workspace', () => {
    const outside = temp.write('outside.json', project);
    fs.rmSync(path.join(repo, '.mcp.json'));
    fs.symlinkSync(outside, path.join(repo, '.mcp.json'));
    on('block', 'evil-mcp', '.', '--yes');
    assert.equal(fs.readFileSync(outside, 'utf8'), project);
  });

  it('undoes what it can where a file has changed since, and tells where the rest is kept', () => {
    on('block', 'evil-mcp', '.', '--yes');
    fs.writeFileSync(path.join(repo, '.mcp.json'), '{"mcpServers":{"next":{"command":"x"}}}');
    const { status, stderr } = on('block', '--undo');
    assert.equal(status, 1);
    assert.match(stderr, /\.mcp\.json was left as it is: The file has changed there since|\.mcp\.json was left as it is: The file has changed around it since/);
    assert.match(stderr, /What was taken out of it is kept in \.git\/\.mcp\.json\.[0-9a-f]{12}\.mcp-roll-call-undo/);
    assert.deepEqual({ ...texts(), 'repo/.mcp.json': project }, original);
  });

  it('believes no record that is not the one it kept', () => {
    on('block', 'evil-mcp', '.', '--yes');
    const record = fs.readdirSync(path.join(repo, '.git')).find((name) => name.startsWith('.mcp.json.'));
    const file = path.join(repo, '.git', record!);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('evil-mcp', 'worse-mcp'));
    const { stderr } = on('block', '--undo');
    assert.match(stderr, /\.mcp\.json was left as it is: What was taken out of it is not where it was kept, or is not what was kept there\./);
    assert.equal(texts()['repo/.mcp.json'], '{"mcpServers":{}}');
  });

  it('writes the page to a file, and gives the same as JSON', () => {
    const out = path.join(temp.folder, 'rehearsal.md');
    const { stdout } = on('block', 'evil-mcp', '.', '--dry-run', '--out', out, '--format', 'json');
    assert.match(fs.readFileSync(out, 'utf8'), /^# Block everywhere: npm:evil-mcp\n\nA rehearsal/);
    const given = JSON.parse(stdout) as { files: { path: string; servers: { name: string; how: string }[] }[]; written: string[] };
    assert.deepEqual(given.files.map(({ servers }) => servers), [[{ name: 'evil', how: 'removed' }], [{ name: 'other', how: 'removed' }], [{ name: 'evil', how: 'disabled' }], [{ name: 'evil', how: 'disabled' }]]);
    assert.deepEqual(given.written, []);
    assert.ok(!stdout.includes(token));
  });

  it('says when nothing here declares it, and what is no use', () => {
    const { status, stderr } = on('block', 'npm:unheard-of', '.', '--yes');
    assert.deepEqual([status, stderr], [0, 'There is nothing to change.\nNothing that was looked at declares npm:unheard-of. Name the folders to look at, if it is declared elsewhere.\n']);
    temp.write('near/.mcp.json', JSON.stringify({ mcpServers: { 'evil-server': { command: 'npx', args: ['-y', 'evil-mcp'] } } }));
    assert.match(on('block', 'evil-serve', '../near', '--no-user', '--dry-run').stderr, /^There is nothing to change\.\nNothing that was looked at declares evil-serve\. Is one of these meant\? evil-server\.\n$/);
    assert.match(on('block', 'evil-serve', '../near', '--no-user', '--dry-run').stdout, /\*\*Nothing that was looked at declares it\.\*\*/);
    assert.equal(on('block').status, 2);
    assert.equal(on('block', 'x', '--undo').status, 2);
    assert.equal(on('block', 'https://').status, 2);
  });

  it('keeps no secret where a repository says that git’s own folder is', () => {
    temp.write('repo/sub/.mcp.json', JSON.stringify({ mcpServers: { evil: { command: 'npx', args: ['-y', 'evil-mcp'], env: { TOKEN: token } } } }));
    temp.write('repo/sub/public/HEAD', 'ref: refs/heads/main\n');
    temp.write('repo/sub/.git', 'gitdir: ./public\n');
    const { status, stderr } = on('block', 'npm:evil-mcp', 'sub', '--yes');
    assert.equal(status, 0, stderr);
    assert.deepEqual(fs.readdirSync(path.join(repo, 'sub/public')), ['HEAD']);
    for (const name of holding(token)) assert.ok(name.startsWith('repo/.git/') || name === 'repo/.vscode/mcp.json', name);
    assert.equal(on('block', '--undo').status, 0);
    assert.ok(fs.readFileSync(path.join(repo, 'sub/.mcp.json'), 'utf8').includes(token));
  });

  it('remembers no secret that somebody called a server by', () => {
    temp.write('home/.claude.json', JSON.stringify({ mcpServers: { [token]: { command: 'bash', args: ['-c', 'serve'] } } }));
    assert.equal(on('block', token, '.', '--yes').status, 0);
    const journal = holding('mcp-roll-call/stops').filter((name) => name.endsWith('stops.json'));
    assert.equal(journal.length, 1);
    assert.ok(!fs.readFileSync(path.join(temp.folder, journal[0]!), 'utf8').includes(token));
  });
});
