import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { keySet, pair, signed } from '../policy-host/keeping.ts';
import { serve, type TestServer } from '../policy-host/server.ts';
import { approvesOk, config, ok, policyText, run, runWhile, state, unlisted, type Ran } from './run.ts';

describe('where the program takes policy from', function () {
  // Each runs the program several times.
  this.timeout(60_000);
  let repo: ReturnType<typeof tempFolder>;
  let home: ReturnType<typeof tempFolder>;
  let server: TestServer;
  let asked = 0;
  before(async () => {
    server = await serve((_, response) => void response.end());
  });
  beforeEach(() => {
    repo = tempFolder();
    home = tempFolder();
    repo.write('.git/HEAD', '');
    repo.write('.vscode/mcp.json', config({ ok }));
    publish(approvesOk);
    server.asked.splice(0);
  });
  afterEach(() => {
    repo.remove();
    home.remove();
  });
  after(() => server.close());

  const publish = (text: string, signature?: string): void => {
    server.answer = (request, response) => {
      asked++;
      const body = request.url?.endsWith('.jws') ? signature : text;
      response.writeHead(body === undefined ? 404 : 200, { etag: `"${asked}"` }).end(body);
    };
  };
  const scan = (args: readonly string[] = [], env: Record<string, string> = {}): Ran => run(['scan', '--no-user', repo.folder, ...args], { home: home.folder, cwd: home.folder, env });
  const scanBeside = (args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ran> => runWhile(['scan', '--no-user', repo.folder, ...args], { home: home.folder, cwd: home.folder, env });
  const parts = ({ stdout }: Ran): { at: string; namedBy: string; status: string; notes: string[]; problems: { message: string }[]; confirmed: string | null }[] => JSON.parse(stdout).policy.parts;

  it('says once what is wrong with what came from an address', async () => {
    const url = `${server.origin}/policy.json`;
    const first = await scanBeside(['--policy', url]);
    assert.equal(first.status, 0, first.stdout);
    publish('<html>Please sign in</html>');
    const page = await scanBeside(['--policy', url, '--refresh']);
    assert.equal(page.stdout.match(/This is not JSON/g)?.length, 1, page.stdout);
    assert.match(page.stdout, /The last one that could still holds\./);
  });

  it('the environment, and says so', () => {
    const file = home.write('policy.json', approvesOk);
    const before = state(home.folder);
    const named = scan([], { MCP_ROLL_CALL_POLICY: file });
    assert.equal(named.status, 0, named.stdout);
    assert.match(named.stdout, /policy\.json \(named by MCP_ROLL_CALL_POLICY\), Contoso, serial 1, 1 entry/);
    assert.deepEqual(parts(scan(['--format', 'json'], { MCP_ROLL_CALL_POLICY: file })).map(({ at, namedBy, status }) => [at, namedBy, status]), [[file, 'environment', 'ready']]);
    assert.equal(scan().status, 0);
    assert.match(scan().stdout, /None was given/);
    // A scan of files leaves nothing behind.
    assert.deepEqual(state(home.folder), before);
  });

  it('what is typed takes the place of the environment', () => {
    const denies = home.write('strict.json', policyText([{ id: 'x', state: 'denied', match: [{ package: { type: 'npm', name: 'ok' } }] }]));
    assert.equal(scan(['--policy', home.write('policy.json', approvesOk)], { MCP_ROLL_CALL_POLICY: denies }).status, 0);
    assert.equal(scan([], { MCP_ROLL_CALL_POLICY: denies }).status, 1);
  });

  it('attack: environment poisoning ends with 4, never with a green tick', () => {
    const everything = policyText([{ id: 'all', state: 'approved', minIdentity: 'name', match: [{ serverName: 'ok' }] }]);
    repo.write('policy.json', everything);
    fs.symlinkSync(repo.folder, path.join(home.folder, 'link'));
    for (const to of [path.join(repo.folder, 'policy.json'), path.join(home.folder, 'link', 'policy.json'), 'policy.json', 'http://policy.contoso.com/p.json', 'https://me:hunter2@contoso.com/p.json']) {
      const { status, stdout, stderr } = scan([], { MCP_ROLL_CALL_POLICY: to });
      assert.equal(status, 4, to);
      assert.ok(!`${stdout}${stderr}`.includes('hunter2'));
    }
    assert.match(scan([], { MCP_ROLL_CALL_POLICY: path.join(repo.folder, 'policy.json') }).stdout.replace(/\s+/g, ' '), /A repository cannot approve its own servers/);
  });

  it('an address: asked once, remembered, and asked again only when it is due', async () => {
    const address = `${server.origin}/policy.json`;
    const first = await scanBeside(['--policy', address]);
    assert.equal(first.status, 0, first.stdout);
    assert.match(first.stdout.replace(/\s+/g, ' '), /serial 1, 1 entry, issued 2026-11-20, confirmed \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    assert.match(first.stdout, /Note: It comes over plain http, from this machine itself\./);
    assert.equal(server.asked.length, 1);
    assert.equal((await scanBeside(['--policy', address])).status, 0);
    assert.equal(server.asked.length, 1);
    assert.equal((await scanBeside([], { MCP_ROLL_CALL_POLICY: address })).status, 0);
    assert.equal(server.asked.length, 1);
  });

  it('--offline asks nobody: what was remembered counts, and without it nothing is approved', async () => {
    const address = `${server.origin}/policy.json`;
    const before = await scanBeside(['--policy', address, '--offline']);
    assert.equal(before.status, 4);
    assert.match(before.stdout, /it has not been asked for yet/);
    assert.deepEqual(server.asked, []);
    await scanBeside(['--policy', address]);
    const after = await scanBeside(['--policy', address, '--offline']);
    assert.equal(after.status, 0);
    assert.equal(server.asked.length, 1);
  });

  it('attack: a 503 at first ends with 4; after a good one what was approved stays so, and nothing else is', async () => {
    const address = `${server.origin}/policy.json`;
    const good = server.answer;
    server.answer = (_, response) => void response.writeHead(503).end();
    const first = await scanBeside(['--policy', address]);
    assert.equal(first.status, 4);
    assert.match(first.stdout.replace(/\s+/g, ' '), /the server has a fault of its own right now \(503\)/);
    publish(approvesOk);
    assert.equal((await scanBeside(['--policy', address])).status, 0);
    server.answer = (_, response) => void response.writeHead(503).end();
    const folder = path.join(home.folder, '.local/state/mcp-roll-call/policy');
    const remembered = path.join(folder, fs.readdirSync(folder).find((name) => name.endsWith('.json'))!);
    // As if that had been days ago.
    fs.writeFileSync(remembered, fs.readFileSync(remembered, 'utf8').replace(/"confirmed": "[^"]*"/, '"confirmed": "2026-01-01T09:00:00.000Z"'));
    server.asked.splice(0);
    const kept = await scanBeside(['--policy', address]);
    assert.equal(kept.status, 0);
    assert.equal(server.asked.length, 1);
    assert.match(kept.stdout.replace(/\s+/g, ' '), /it could not be got: the server has a fault of its own right now \(503\)\. The one that came on 2026-01-01 09:00 UTC still holds\./);
    repo.write('.vscode/mcp.json', config({ ok, unlisted }));
    assert.equal((await scanBeside(['--policy', address])).status, 1);
    server.answer = good;
  });

  it('attack: the repository brings what would have been remembered', async () => {
    const address = `${server.origin}/policy.json`;
    publish(policyText([{ id: 'all', state: 'approved', minIdentity: 'name', match: [{ serverName: 'ok' }] }]));
    for (const [variable, folder] of [['MCP_ROLL_CALL_STATE', 'state'], ['XDG_STATE_HOME', 'xdg']] as const) {
      const env = { [variable]: path.join(repo.folder, folder) };
      // As its author would make it, where nothing is scanned.
      await runWhile(['scan', '--no-user', home.folder, '--policy', address], { home: home.folder, cwd: home.folder, env });
      assert.ok(fs.existsSync(path.join(repo.folder, folder)));
      const { status, stdout } = await scanBeside(['--policy', address, '--offline'], env);
      assert.equal(status, 4, stdout);
      assert.match(stdout.replace(/\s+/g, ' '), /a repository must not bring its own/);
    }
  });

  it('registries that a policy names: asked once, remembered; what they list is approved, and what was not read is left open', async () => {
    const listed = { server: { name: 'com.contoso/ok', description: 'x', version: '1.0.0', packages: [{ registryType: 'npm', identifier: 'ok', version: '1.0.0', transport: { type: 'stdio' } }] }, _meta: { 'io.modelcontextprotocol.registry/official': { status: 'active', isLatest: true, publishedAt: '2026-11-01T00:00:00Z', updatedAt: '2026-11-01T00:00:00Z' } } };
    const policy = home.write('policy.json', policyText([], { registries: [{ url: server.origin, api: 'v0.1', trust: 'approves' }] }));
    server.answer = (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ servers: [listed], metadata: { count: 1 } }));
    assert.equal((await scanBeside(['--policy', policy, '--offline'])).status, 4);
    assert.equal(server.asked.length, 0);
    const first = await scanBeside(['--policy', policy]);
    assert.equal(first.status, 0, first.stdout);
    assert.match(server.asked[0]!.line, /^GET \/v0\.1\/servers\?/);
    server.answer = (_, response) => void response.writeHead(503).end();
    server.asked.splice(0);
    assert.equal((await scanBeside(['--policy', policy])).status, 0);
    assert.equal((await scanBeside(['--policy', policy, '--offline'])).status, 0);
    assert.deepEqual(server.asked, []);
    repo.write('.vscode/mcp.json', config({ ok, unlisted }));
    assert.equal((await scanBeside(['--policy', policy])).status, 1);
  });

  it('--policy-keys: only what is signed with one of them counts', async () => {
    const address = `${server.origin}/policy.json`;
    const keys = home.write('keys.json', JSON.stringify({ keys: [pair('a').publicJwk, pair('b').publicJwk] }));
    assert.equal(keySet('a', 'b').problems.length, 0);
    const cases: [string | undefined, number][] = [[signed(approvesOk, 'b'), 0], [undefined, 4], [signed(approvesOk, 'stranger'), 4], [signed(`${approvesOk} `), 4]];
    for (const [signature, status] of cases) {
      publish(approvesOk, signature);
      const ran = await runWhile(['scan', '--no-user', repo.folder, '--policy', address, '--policy-keys', keys], { home: path.join(home.folder, String(asked)), cwd: home.folder });
      assert.equal(ran.status, status, ran.stdout);
    }
    const file = home.write('p.json', approvesOk);
    assert.equal(scan(['--policy', file, '--policy-keys', keys]).status, 4);
    home.write('p.json.jws', signed(approvesOk));
    assert.equal(scan(['--policy', file, '--policy-keys', keys]).status, 0);
  });

  it('keys that are none are wrong usage, not “no keys”', () => {
    const file = home.write('p.json', approvesOk);
    const cases: [string, RegExp][] = [
      [path.join(home.folder, 'none.json'), /There is no file/],
      [home.write('k1.json', '{'), /is not JSON/],
      [home.write('k2.json', '{}'), /No key in .*k2\.json can be used\. The keys are not a JSON Web Key Set/],
      [home.write('k3.json', JSON.stringify({ keys: [pair('a').privateJwk] })), /it is a private key/],
    ];
    for (const [keys, why] of cases) {
      const { status, stderr } = scan(['--policy', file, '--policy-keys', keys]);
      assert.equal(status, 2);
      assert.match(stderr, why);
      assert.ok(!stderr.includes(String(pair('a').privateJwk['d'])));
    }
    const { status, stderr } = scan(['--policy-keys', home.write('k4.json', JSON.stringify({ keys: [pair('a').publicJwk] }))]);
    assert.equal(status, 2);
    assert.match(stderr, /--policy-keys needs a policy that is signed/);
  });

  it('formats made for findings tell beside them what the policy is worth', () => {
    const file = home.write('policy.json', approvesOk);
    fs.chmodSync(file, 0o666);
    for (const format of ['sarif', 'github', 'markdown']) {
      assert.match(scan(['--format', format, '--policy', file]).stderr, /^Note on the policy .*policy\.json: Anyone on this machine can change it/m, format);
    }
    assert.doesNotMatch(scan(['--policy', file]).stderr, /Anyone/);
  });
});
