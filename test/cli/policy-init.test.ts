import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readPolicy } from '../../src/core/policy/read.ts';
import { tempFolder } from '../files/temp.ts';
import { config, ok, policyText, run, unlisted, unpinned } from './run.ts';

const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;

describe('mcp-roll-call policy init', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
    for (const repository of ['payments', 'web']) temp.write(`work/${repository}/.git/HEAD`, 'ref: refs/heads/main\n');
    temp.write('work/payments/.vscode/mcp.json', config({ ok, other: { ...unlisted, env: { API_TOKEN: token } }, off: { command: 'npx', args: ['-y', 'dormant@1.0.0'] } }));
    temp.write('work/payments/.vscode/templates/mcp.json.example', config({ never: { command: 'npx', args: ['-y', 'never@1.0.0'] } }));
    temp.write('work/payments/CODEOWNERS', '* @contoso/payments\n');
    temp.write('work/web/.mcp.json', JSON.stringify({ mcpServers: { ok, open: unpinned, tool: { command: 'node', args: ['x.js'] } } }));
  });
  afterEach(() => temp.remove());
  const init = (...args: string[]) => run(['policy', 'init', 'work', '--no-user', ...args], { cwd: temp.folder, env: { PATH: process.env['PATH']! } });
  const states = (text: string): string[] => readPolicy(text, '/p').document!.servers.map(({ id, state }) => `${id} ${state}`).sort();

  it('drafts a pending entry for each different server, and says who uses it', () => {
    const { status, stdout, stderr } = init('--issuer', 'Contoso');
    assert.equal(status, 0, stderr);
    const { document, problems } = readPolicy(stdout, '/p');
    assert.deepEqual([problems, document!.issuer], [[], 'Contoso']);
    assert.deepEqual(states(stdout), ['local:tool pending', 'npm:dormant pending', 'npm:ok pending', 'npm:other pending', 'npm:other#2 pending']);
    assert.match(stdout, /\/\/ In use as: ok\n {4}\/\/ In 2 files of payments, web; read by .*VS Code.*\n {4}\/\/ Owners by CODEOWNERS: @contoso\/payments\n {4}\{\n {6}"id": "npm:ok"/);
    assert.ok(!stdout.includes(temp.folder) && !stdout.includes(token));
    assert.match(stderr, /^5 entries from \d+ config files: 0 approved, 5 pending\.\n$/);
  });

  it('approves by id what is fixed, with its exact version, and nothing else', () => {
    const { stdout, stderr } = init('--approve', 'npm:ok', '--approve', 'local:tool');
    assert.deepEqual(states(stdout).filter((line) => !line.endsWith('pending')), ['npm:ok approved']);
    assert.deepEqual(readPolicy(stdout, '/p').document!.servers.find(({ id }) => id === 'npm:ok')!.match[0]!.package!.versions, ['1.0.0']);
    assert.match(stderr, /Note: local:tool stays pending: what it starts is fixed by nothing but its command line\./);
    const file = temp.write('p.json', stdout);
    assert.equal(run(['policy', 'test', file]).status, 0);
    const open = readPolicy(stdout, '/p').document!.servers.find(({ match }) => match[0]!.package?.name === 'other' && !match[0]!.package.versions)!.id;
    assert.match(init('--approve', open).stderr, /stays pending: it is started without an exact version/);
    const none = init('--approve', 'npm:nonesuch', '--out', 'x.json');
    assert.deepEqual([none.status, fs.existsSync(path.join(temp.folder, 'x.json'))], [2, false]);
    assert.match(none.stderr, /There is no entry npm:nonesuch to approve, so nothing was written\. There are: /);
  }).timeout(60_000);

  it('writes a new file and never over one that is there', () => {
    assert.equal(init('--out', 'policy/new.json').status, 0);
    const file = path.join(temp.folder, 'policy/new.json');
    const written = fs.readFileSync(file, 'utf8');
    assert.equal(readPolicy(written, '/p').problems.length, 0);
    const again = init('--out', 'policy/new.json', '--issuer', 'x');
    assert.equal(again.status, 2);
    assert.match(again.stderr, /is there already, and was left as it is\. To put into it what is missing: --add-to/);
    assert.equal(fs.readFileSync(file, 'utf8'), written);
    fs.symlinkSync('nowhere.json', path.join(temp.folder, 'link.json'));
    assert.equal(init('--out', 'link.json').status, 2);
    assert.match(init('--out', 'policy/new.json/deeper.json').stderr, /^mcp-roll-call: policy\/new\.json\/deeper\.json cannot be written: E\w+\.$/m);
  }).timeout(60_000);

  it('puts what is missing into a policy that is there, with comments kept and a new serial', () => {
    const file = temp.write('policy.json', `// Ours.
{
  "policyVersion": 1,
  "serial": 4,
  "issuer": "Contoso",
  "issuedAt": "2026-01-01T00:00:00Z",
  "servers": [
    // Looked at by Jane.
    {
      "id": "npm:other",
      "state": "approved",
      "match": [{ "package": { "type": "npm", "name": "other", "versions": ["1.0.0"] } }]
    }
  ]
}
`);
    const { status, stdout, stderr } = init('--add-to', 'policy.json', '--approve', 'npm:ok');
    assert.deepEqual([status, stdout], [0, ''], stderr);
    const text = fs.readFileSync(file, 'utf8');
    const { document, problems } = readPolicy(text, '/p');
    assert.deepEqual([problems, document!.serial, document!.issuer], [[], 5, 'Contoso']);
    assert.deepEqual(states(text), ['local:tool pending', 'npm:dormant pending', 'npm:ok approved', 'npm:other approved']);
    assert.ok(text.startsWith('// Ours.\n') && text.includes('// Looked at by Jane.\n'));
    assert.match(text, /\n {4}\/\/ In use as: ok\n {4}\/\/ In 2 files of payments, web;.*\n {4}\/\/ Owners by CODEOWNERS: @contoso\/payments\n {4}\{\n {6}"id": "npm:ok"/);
    const again = init('--add-to', 'policy.json');
    assert.equal(again.status, 0);
    assert.match(again.stderr, /Nothing is missing in policy\.json/);
    assert.equal(fs.readFileSync(file, 'utf8'), text);
  }).timeout(60_000);

  it('says nothing of model providers where a policy says nothing of them', () => {
    temp.write('work/web/opencode.json', JSON.stringify({ provider: { anthropic: { models: { 'claude-sonnet-4-5': {} } } } }));
    const file = temp.write('policy.json', policyText([]));
    const { stderr } = init('--add-to', 'policy.json');
    assert.equal(readPolicy(fs.readFileSync(file, 'utf8'), '/p').document!.providers, undefined);
    assert.match(stderr, /Note: 1 model provider in use left out/);
    temp.write('policy.json', policyText([], { providers: [] }));
    init('--add-to', 'policy.json');
    assert.deepEqual(readPolicy(fs.readFileSync(file, 'utf8'), '/p').document!.providers!.map(({ id, state }) => `${id} ${state}`), ['model-provider:anthropic pending']);
  }).timeout(60_000);

  it('leaves what cannot be used as it is, and knows wrong usage', () => {
    const file = temp.write('bad.json', '{ "policyVersion": 2 }');
    assert.equal(init('--add-to', 'bad.json').status, 2);
    assert.equal(fs.readFileSync(file, 'utf8'), '{ "policyVersion": 2 }');
    assert.equal(init('--add-to', 'none.json').status, 2);
    assert.equal(init('--add-to', 'bad.json', '--out', 'x.json').status, 2);
    assert.equal(init('--add-to', 'bad.json', '--issuer', 'x').status, 2);
    temp.write('empty/README.md', '');
    assert.equal(run(['policy', 'init', 'empty', '--no-user'], { cwd: temp.folder }).status, 3);
  }).timeout(60_000);
});
