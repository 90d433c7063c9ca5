import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { intakeServer, type IntakeServer } from '../intake-host/server.ts';
import { cli, config, policyText, unlisted, type Ran } from './run.ts';

/** The folder's name is what must not be submitted, so it is one that nothing else says. */
const homeName = 'zoe-quill';

describe('register --submit', function () {
  this.timeout(30_000);
  let temp: ReturnType<typeof tempFolder>;
  let server: IntakeServer;
  beforeEach(async () => {
    temp = tempFolder();
    server = await intakeServer();
    temp.write(`${homeName}/repo/.vscode/mcp.json`, config({ other: { ...unlisted, env: { API_KEY: 'b7Qw93kdZp02mm4T' } }, denied: { command: 'npx', args: ['-y', 'denied@1.0.0'] }, hidden: { command: 'sh', args: ['-c', 'npx other@1.0.0'] } }));
    temp.write(`${homeName}/repo/CODEOWNERS`, '* @contoso/ai\n');
    policy({ kind: 'post', url: `${server.url}/mcp` });
  });
  afterEach(async () => {
    temp.remove();
    await server.close();
  });
  const home = (...parts: string[]): string => path.join(temp.folder, homeName, ...parts);
  const policy = (intake: unknown, servers: readonly unknown[] = []): string => temp.write('policy.json', policyText([{ id: 'denied', state: 'denied', match: [{ package: { type: 'npm', name: 'denied' } }] }, ...servers], { intake }));

  /** Not as `run` does it: the server that is posted to lives in this process. */
  function run(args: readonly string[], { stdin = '', env = {}, withPolicy = true }: { stdin?: string; env?: Record<string, string>; withPolicy?: boolean } = {}): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [cli, ...args, '--no-user', ...(withPolicy ? ['--policy', path.join(temp.folder, 'policy.json')] : [])], { cwd: home('repo'), env: { PATH: process.env['PATH'], HOME: home(), USERPROFILE: home(), LOCALAPPDATA: home('local'), ...env } });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (part: Buffer) => (stdout += part.toString('utf8')));
      child.stderr.on('data', (part: Buffer) => (stderr += part.toString('utf8')));
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, stdout, stderr }));
      child.stdin.end(stdin);
    });
  }
  const state = async (name = 'other'): Promise<string[]> => {
    const { stdout } = await run(['scan', '--format', 'json']);
    const { servers } = JSON.parse(stdout) as { servers: { name: string; verdict: { state: string; code: string } }[] };
    const { verdict } = servers.find((one) => one.name === name)!;
    return [verdict.state, verdict.code];
  };

  it('sends nothing without a yes, having shown all of it', async () => {
    for (const stdin of ['', 'n\n', '\n', 'yesterday\n', 'nyes\n']) {
      const { status, stdout, stderr } = await run(['register', 'other', '--submit'], { stdin });
      assert.equal(status, 0);
      assert.match(stdout, /^# MCP server registration: other\n\nNothing has been sent yet\. If you agree, exactly this goes out, once\.\n/);
      assert.match(stdout, new RegExp(`\n\`\`\`http\nPOST ${server.url}/mcp\nHost: 127\\.0\\.0\\.1:\\d+\nAccept: application/json\n`));
      assert.match(stderr, /Send this\? \[y\/N\] [^]*Nothing was sent\./);
    }
    assert.equal(server.received.length, 0);
    assert.deepEqual(await state(), ['unknown', 'not-listed']);
    assert.equal(fs.existsSync(home('.local')), false);
  });

  it('posts what was shown, and the server is pending from then on, which approves nothing', async () => {
    const before = await run(['scan']);
    const { status, stdout, stderr } = await run(['register', 'other', '--submit'], { stdin: 'y\n' });
    assert.equal(status, 0, stderr);
    assert.match(stderr, /Sent\. It is called 7 there\. Its status there: received\.\nIt is pending here until the policy or a registry says otherwise\. That approves nothing\./);
    const [got] = server.received;
    assert.ok(stdout.includes(got!.body.trimEnd()));
    assert.doesNotMatch(got!.body, /b7Qw93kdZp02mm4T|zoe-quill|roll-call-[A-Za-z0-9]{6}/);
    assert.deepEqual((JSON.parse(got!.body) as { reviewers: string[] }).reviewers, ['@contoso/ai']);
    assert.deepEqual(await state(), ['pending', 'submitted']);
    const after = await run(['scan']);
    assert.match(after.stdout.replace(/\s+/g, ' '), /You asked for `other` to be registered on \d{4}-\d\d-\d\d, and nobody has decided yet\. See https:\/\/intake\.contoso\.com\/requests\/7\. It is not approved\./);
    assert.deepEqual([before.status, after.status], [1, 1]);
    for (const level of ['error', 'warning', 'info']) assert.equal((await run(['scan', '--fail-on', level])).status, 1, level);
    assert.match((await run(['explain', 'other'])).stdout, /^`other` is pending\n/);
  });

  it('gives way to what the policy says', async () => {
    await run(['register', 'other', '--submit', '--yes']);
    assert.equal(server.received.length, 1);
    const entry = (decision: string): unknown => ({ id: 'other', state: decision, match: [{ package: { type: 'npm', name: 'other', versions: ['1.0.0'] } }] });
    for (const decision of ['approved', 'denied', 'pending', 'deprecated']) {
      policy([], [entry(decision)]);
      assert.deepEqual(await state(), [decision, 'matched']);
    }
  });

  it('softens no denial, and remembers nothing of what hides what it launches', async () => {
    await run(['register', 'denied', '--exception', '--until', '2099-01-31', '--reason', 'Needed for the migration', '--yes']);
    const body = JSON.parse(server.received[0]!.body) as { kind: string; exception: unknown; manifest: { _meta: Record<string, { kind: string; exception: unknown }> } };
    assert.deepEqual([body.kind, body.exception], ['exception-request', { until: '2099-01-31', reason: 'Needed for the migration' }]);
    assert.equal(body.manifest._meta['io.github.mcp-roll-call/contract']!.kind, 'exception-request');
    assert.deepEqual(await state('denied'), ['denied', 'matched']);
    const { stderr } = await run(['register', 'hidden', '--submit', '--yes']);
    assert.match(stderr, /It stays unknown here: what it launches cannot be told/);
    assert.deepEqual(await state('hidden'), ['unknown', 'opaque']);
  });

  it('is not made pending by a workspace that brings its own state', async () => {
    await run(['register', 'other', '--submit', '--yes']);
    const [folder] = [home('.local/state/mcp-roll-call')];
    fs.cpSync(folder, home('repo/.state'), { recursive: true });
    fs.rmSync(folder, { recursive: true });
    const { stdout } = await run(['scan', '--format', 'json'], { env: { MCP_ROLL_CALL_STATE: home('repo/.state') } });
    assert.deepEqual([stdout.includes('"not-listed"'), stdout.includes('"submitted"')], [true, false]);
    const { stderr } = await run(['register', 'other', '--submit', '--yes'], { env: { MCP_ROLL_CALL_STATE: home('repo/.state') } });
    assert.match(stderr, /That it was asked for is not remembered: What was submitted is not read from /);
  });

  it('says so where it was not taken', async () => {
    server.answer = (_, response) => void response.writeHead(422).end('no such team');
    const { status, stderr } = await run(['register', 'other', '--submit', '--yes']);
    assert.equal(status, 2);
    assert.match(stderr, /The server did not take it: it answered 422: no such team\./);
    assert.deepEqual(await state(), ['unknown', 'not-listed']);
  });

  it('takes the draft as it was filled in, and whoever is named to look at it', async () => {
    await run(['register', '--all-unknown']);
    const file = home('repo/mcp-registrations/npm-other.server.json');
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/"purpose": "TODO[^"]*"/, '"purpose": "Reading the ledger with ghp_16C7e42F292c6912E7710c838347Ae178B4a"'));
    policy({ kind: 'issue', url: 'https://github.com/contoso/registry' });
    const { stdout, stderr } = await run(['register', 'other', '--submit', '--yes', '--reviewer', '@ada', '--reviewer', '@contoso/security']);
    const [url] = /^https:\/\/github\.com\/contoso\/registry\/issues\/new\?\S+$/m.exec(stdout.slice(stdout.lastIndexOf('```')))!;
    const { searchParams } = new URL(url);
    assert.equal(searchParams.get('assignees'), 'ada');
    assert.match(searchParams.get('body')!, /Please review: @contoso\/security\n/);
    assert.match(searchParams.get('body')!, /"purpose": "Reading the ledger with •••"/);
    assert.match(stdout, /^- Left out because it looks like a credential: 1 value$/m);
    assert.match(stderr, /Open this page and send what is filled in there/);
    assert.deepEqual(await state(), ['pending', 'submitted']);
  });

  it('writes files for the catalogs, over none that is there', async () => {
    policy([{ kind: 'api-center', name: 'Azure' }, { kind: 'backstage' }]);
    const none = await run(['register', 'other', '--submit', '--yes']);
    assert.equal(none.status, 2);
    assert.match(none.stderr, /Several places take it\. Say which one with --to, by its kind or name:\n {2}api-center {2}Azure\n {2}backstage {3}Backstage\n/);
    assert.equal((await run(['register', 'other', '--submit', '--yes', '--to', 'Azure'])).status, 0);
    const template = JSON.parse(fs.readFileSync(home('repo/npm-other.api-center.json'), 'utf8')) as { resources: { properties: { kind: string } }[] };
    assert.equal(template.resources[0]!.properties.kind, 'mcp');
    assert.match((await run(['register', 'other', '--submit', '--yes', '--to', 'Azure'])).stderr, /is there already, and was left as it is/);
    assert.equal((await run(['register', 'other', '--submit', '--yes', '--to', 'backstage', '--out', 'catalog/'])).status, 0);
    assert.match(fs.readFileSync(home('repo/catalog/npm-other.catalog-info.yaml'), 'utf8'), /^apiVersion: backstage\.io\/v1alpha1\nkind: API\n/);
  });

  it('asks for what is missing', async () => {
    policy([], [{ id: 'other', state: 'approved', match: [{ package: { type: 'npm', name: 'other', versions: ['1.0.0'] } }] }]);
    const cases: [string[], RegExp][] = [
      [['other', '--submit'], /approves other already \(approved\)/],
      [['denied', '--submit'], /The policy says no place where this can be asked for/],
      [['denied', '--yes'], /--yes goes with --submit or --exception/],
      [['denied', '--exception'], /--exception goes with --until and --reason/],
      [['denied', '--submit', '--until', '2099-01-01'], /--exception goes with --until and --reason/],
      [['denied', '--exception', '--until', '2001-01-01', '--reason', 'too late'], /has passed already/],
      [['--all-unknown', '--submit'], /--all-unknown only drafts/],
      [['denied', '--submit', '--draft', 'none.json'], /none\.json cannot be read as a draft/],
    ];
    for (const [args, wanted] of cases) {
      const { status, stderr } = await run(['register', ...args]);
      assert.match(stderr, wanted);
      assert.equal(status, 2, args.join(' '));
    }
    assert.match((await run(['register', 'other', '--submit'], { withPolicy: false })).stderr, /Where requests go is the policy’s to say/);
    temp.write('policy.json', '{');
    assert.equal((await run(['register', 'other', '--submit'])).status, 4);
    assert.equal(server.received.length, 0);
  });
});
