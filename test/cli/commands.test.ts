import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { approvesOk, cli, config, example, ok, policyText, root, run, unlisted } from './run.ts';

describe('scan', () => {
  it('names the file of what is said of a file as such', () => {
    const temp = tempFolder();
    temp.write('.env', 'CODEX_HOME=./.codex\n');
    temp.write('.codex/config.toml', '');
    const { stdout } = run(['scan', '--no-user'], { cwd: temp.folder });
    assert.match(stdout, /\n\nfile {9}\.env:1\n {4}error redirected-home: `CODEX_HOME` makes Codex /);
    temp.remove();
  });
});

describe('explain', () => {
  const here = [example.workspace, '--no-user', '--policy', example.policy];

  it('tells the way from declaration to identity to verdict, and what to do', () => {
    const { status, stdout } = run(['explain', 'ledger-newest', ...here]);
    assert.equal(status, 0);
    assert.match(stdout, /^`ledger-newest` is unknown\n/);
    // Where lines end depends on how long the path of this checkout is.
    assert.match(stdout.replace(/\s+/g, ' '), /1\. `ledger-newest` is declared in \S+ line 14, read by VS Code: `npx -y @contoso\/ledger-mcp --read-only`\./);
    assert.match(stdout, /`npx` fetches and runs the npm package `@contoso\/ledger-mcp`/);
    assert.match(stdout, /What to do\n {2}- Use what is approved: @contoso\/ledger-mcp 1\.4\.2/);
  });

  it('explains every server of a name; FILE#NAME and FILE#/way/to/it say which', () => {
    assert.equal(run(['explain', 'ledger', ...here]).stdout.match(/ is declared in\s/g)?.length, 2);
    for (const name of ['.cursor/mcp.json#ledger', '.cursor/mcp.json#/mcpServers/ledger', path.join(example.workspace, '.cursor/mcp.json#ledger')]) {
      const { stdout } = run(['explain', name, '.', '--no-user', '--policy', example.policy], { cwd: example.workspace });
      assert.equal(stdout.match(/ is declared in\s/g)?.length, 1, name);
      assert.match(stdout, /`ledger` is unknown/);
    }
  });

  it('prints the page of a rule, without the marks of the program that writes its head', () => {
    const { stdout } = run(['explain', 'literal-secret']);
    assert.match(stdout, /^Secret written out in a config file\n\n`literal-secret` · category: secrets · severity: error · /);
    assert.match(stdout, /\n {2}- CWE-798: Use of Hard-coded Credentials: https:\/\/cwe\.mitre\.org\/data\/definitions\/798\.html\n/);
    assert.match(stdout, /\nThreat\n\n[^]*\nBad\n[^]*\n {2}\.vscode\/mcp\.json\n {4}\{\n[^]*\nWhen to ignore\n/);
    assert.doesNotMatch(stdout, /<!--|```|^#|\]\(/m);
    const { rules } = JSON.parse(run(['explain', 'literal-secret', '--format', 'json']).stdout) as { rules: { id: string; page: string }[] };
    assert.deepEqual([rules.map(({ id }) => id), rules[0]!.page.startsWith('# Secret written out')], [['literal-secret'], true]);
  });

  it('lists all rules', () => {
    const ids = fs.readdirSync(path.join(root, 'media/rules')).map((name) => path.parse(name).name).sort();
    const { stdout } = run(['explain', '--list']);
    for (const id of ids) assert.match(stdout, new RegExp(`^ {2}${id} +(?:error|warning|info) +\\S`, 'm'));
    const { rules } = JSON.parse(run(['explain', '--list', '--format', 'json']).stdout) as { rules: { id: string }[] };
    assert.deepEqual(rules.map(({ id }) => id).sort(), ids);
    assert.equal(run(['explain', '--list', 'plain-http']).status, 2);
  });

  it('ends with the verdict only where --fail-on asks for it', () => {
    assert.equal(run(['explain', 'notes', ...here]).status, 0);
    assert.equal(run(['explain', 'notes', ...here, '--fail-on', 'error']).status, 1);
    assert.equal(run(['explain', 'github', ...here, '--fail-on', 'info']).status, 0);
    assert.equal(run(['explain', 'notes', example.workspace, '--no-user', '--policy', 'none.json']).status, 4);
  });

  it('says which servers there are, when asked for another', () => {
    const { status, stdout, stderr } = run(['explain', 'nonesuch', ...here]);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /There is no server nonesuch\. Declared are: charts, files, files-everywhere, github, ledger, /);
    assert.equal(run(['explain']).status, 2);
  });

  it('says that a copy which no assistant reads asks for nothing, with paths as in a scan', () => {
    const temp = tempFolder();
    temp.write('templates/mcp.json', JSON.stringify({ mcpServers: { copied: unlisted } }));
    const { stdout } = run(['explain', 'copied', '--no-user', '--policy', example.policy], { cwd: temp.folder });
    assert.match(stdout, / is declared in templates\/mcp\.json, line 1, which no assistant reads where it\s+lies:\s/);
    assert.match(stdout, /What to do\n {2}- Nothing, as long as it lies where no assistant reads it\.\n/);
    temp.remove();
  });

  it('tells what to do in every state that is not simply approved', () => {
    const temp = tempFolder();
    const npm = (name: string, version: string) => ({ command: 'npx', args: ['-y', `${name}@${version}`] });
    temp.write('.vscode/mcp.json', config({ careful: npm('careful', '1.0.0'), waits: npm('waits', '1.0.0'), shell: { command: 'bash', args: ['-c', 'x'] }, old: npm('old', '1.0.0'), bad: npm('bad', '1.0.0'), better: npm('bad', '1.0.1') }));
    const entry = (name: string, state: string, more: object = {}) => ({ id: name, state, match: [{ package: { type: 'npm', name, versions: ['1.0.0'] } }], ...more });
    temp.write('policy.json', policyText([entry('careful', 'conditional', { conditions: 'Only read-only tools' }), entry('waits', 'pending', { owner: 'platform-team' }), entry('old', 'deprecated'), entry('bad', 'denied')]));
    temp.write('torn.json', '{');
    const told = (name: string, policy = 'policy.json'): string => run(['explain', name, '--no-user', '--policy', policy], { cwd: temp.folder }).stdout.replace(/\s+/g, ' ');
    assert.match(told('careful'), /What to do - Contoso approves `careful` on a condition: Only read-only tools\./);
    assert.match(told('waits'), /What to do - `waits` is registered \(`waits`\) and waits for a decision\. Wait for it before using the server, or ask platform-team\./);
    assert.match(told('shell'), /What to do - It cannot be told what `shell` really starts, so no approval of Contoso covers it\. Start it directly by its package and version, then register it\. $/);
    assert.match(told('old'), /What to do - .*`old`/);
    assert.match(told('bad'), /names it in this version\. .*What to do - Remove `bad` from the file\./);
    assert.match(told('better'), /No entry covers it: .*What to do - Register `better`/);
    assert.match(told('careful', 'torn.json'), /It should be held against torn\.json, which cannot be used: .*What to do - The policy could not be read/);
    temp.remove();
  }).timeout(60_000);

  it('prints JSON too', () => {
    const { servers } = JSON.parse(run(['explain', 'notes', ...here, '--format', 'json']).stdout) as { servers: { name: string; verdict: { state: string }; steps: string[] }[] };
    assert.deepEqual([servers[0]!.name, servers[0]!.verdict.state], ['notes', 'revoked']);
    assert.ok(servers[0]!.steps.length >= 3);
  });
});

describe('register', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
    temp.write('.vscode/mcp.json', config({ a: { command: 'npx', args: ['-y', '@contoso/a-mcp@1.2.3'], env: { API_KEY: 'b7Qw93kdZp02mm4T' } }, b: unlisted }));
    temp.write('.mcp.json', JSON.stringify({ mcpServers: { b: unlisted } }));
  });
  afterEach(() => temp.remove());
  const register = (...args: string[]) => run(['register', ...args, '--no-user'], { cwd: temp.folder });

  it('prints a draft, and apart from it what is left to fill in', () => {
    const { status, stdout, stderr } = register('a');
    assert.equal(status, 0);
    const stub = JSON.parse(stdout) as { packages: { identifier: string; version: string }[]; _meta: Record<string, { detected: { source: string } }> };
    assert.deepEqual([stub.packages[0]!.identifier, stub.packages[0]!.version], ['@contoso/a-mcp', '1.2.3']);
    assert.equal(stub._meta['io.github.mcp-roll-call/contract']!.detected.source, '.vscode/mcp.json#/servers/a');
    assert.doesNotMatch(stdout, /b7Qw93kdZp02mm4T/);
    assert.match(stderr, /^Left to fill in, marked TODO \(\d+\):\n {2}line +\d+ /);
    assert.match(stderr, /owner\/team: /);
  });

  it('writes it to a file or into a folder, and updates it without touching what a person wrote', () => {
    assert.equal(register('a', '--out', 'drafts/').status, 0);
    const [name] = fs.readdirSync(path.join(temp.folder, 'drafts'));
    const file = path.join(temp.folder, 'drafts', name!);
    const filled = fs.readFileSync(file, 'utf8').replace(/"purpose": "TODO[^"]*"/, '"purpose": "Reading the ledger"');
    fs.writeFileSync(file, filled);
    const again = register('a', '--out', 'drafts');
    assert.equal(again.status, 0);
    assert.match(again.stderr, /^Updated: drafts/);
    assert.match(fs.readFileSync(file, 'utf8'), /"purpose": "Reading the ledger"/);
    assert.deepEqual(fs.readdirSync(path.join(temp.folder, 'drafts')), [name], 'nothing else is left behind');
  });

  it('leaves a file alone that is not this server’s draft', () => {
    const other = temp.write('package.json', '{"name":"mine"}\n');
    const { status, stderr } = register('a', '--out', other);
    assert.equal(status, 2);
    assert.match(stderr, /was left as it is\. It registers another server/);
    assert.equal(fs.readFileSync(other, 'utf8'), '{"name":"mine"}\n');
  });

  it('asks which one, where several have the name', () => {
    const { status, stderr } = register('b');
    assert.equal(status, 2);
    assert.match(stderr, /2 servers have this name\. Say which one:\n {2}\.vscode\/mcp\.json#b {3}\(line \d+\)\n {2}\.mcp\.json#b {3}\(line 1\)\n/);
    assert.equal(register('.mcp.json#b').status, 0);
    temp.write('.mcp.json', '{"mcpServers":{"twice":{"command":"npx","args":["x@1.0.0"]},"twice":{"command":"npx","args":["y@1.0.0"]}}}');
    const [exact] = /\S+#\/mcpServers\/twice#2/.exec(register('twice').stderr)!;
    assert.match(register(exact).stdout, /"identifier": "y"/);
  });
});

describe('policy test', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());
  const policyTest = (text: string, ...args: string[]) => run(['policy', 'test', temp.write('p.json', text), ...args]);
  const servers = (JSON.parse(approvesOk) as { servers: unknown[] }).servers;

  it('passes on the example that ships', () => {
    const { status, stdout } = run(['policy', 'test', example.policy]);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /\d+ tests: \d+ passed, 0 failed\.\n$/);
  });

  it('fails where a test fails, and says how', () => {
    const { status, stdout } = policyTest(policyText(servers, { tests: [{ name: 'other is approved', server: unlisted, expect: 'approved' }, { name: 'ok is', client: 'claude-code', server: ok, expect: 'approved' }] }));
    assert.equal(status, 1);
    assert.match(stdout, /FAILED {2}other is approved\n {10}wanted approved, is unknown \(not-listed\)\. Who configures it would read: /);
    assert.match(stdout, /passed {2}ok is\n/);
    assert.match(stdout, /2 tests: 1 passed, 1 failed\.\n$/);
  });

  it('is no success without tests, with a mistake, or with a policy that cannot be used', () => {
    const without = policyTest(policyText(servers));
    assert.equal(without.status, 3);
    assert.match(without.stdout, /It carries no tests, so nothing was tried\./);
    assert.equal(policyTest(policyText([{ id: 'x', state: 'aproved', match: [] }], { tests: [{ name: 'n', server: unlisted, expect: 'unknown' }] })).status, 1);
    assert.equal(policyTest('{').status, 4);
    assert.equal(run(['policy', 'test', path.join(temp.folder, 'none.json')]).status, 4);
    for (const args of [['policy'], ['policy', 'test'], ['policy', 'check'], ['policy', 'nonesuch', example.policy], ['policy', 'constructor']]) assert.equal(run(args).status, 2);
  });

  it('reads each test’s server as its client would, whatever its name', () => {
    const tests = ['vscode', 'claude-code', 'cursor', 'nonesuch'].flatMap((client) => ['__proto__', 'constructor', 'ok'].map((name) => ({ name, client, server: ok, expect: 'approved' })));
    assert.match(policyTest(policyText(servers, { tests })).stdout, /12 tests: 12 passed, 0 failed\.\n$/);
  });

  it('prints JSON too', () => {
    const { tests } = JSON.parse(policyTest(policyText(servers, { tests: [{ name: 'n', server: unlisted, expect: 'approved' }] }), '--format', 'json').stdout) as { tests: unknown[] };
    assert.equal(tests.length, 1);
    assert.deepEqual({ ...(tests[0] as object), reason: '' }, { name: 'n', passed: false, expected: 'approved', state: 'unknown', code: 'not-listed', reason: '' });
  });
});

describe('the program as it ships', () => {
  it('works from an empty folder, with nothing around it but what ships', () => {
    const temp = tempFolder();
    for (const file of ['cli.js', 'commands.js', 'policy-reader.js']) fs.cpSync(path.join(path.dirname(cli), file), path.join(temp.folder, 'package/dist', file));
    fs.cpSync(path.join(root, 'media'), path.join(temp.folder, 'package/media'), { recursive: true, dereference: true });
    fs.mkdirSync(path.join(temp.folder, 'empty'));
    const shipped = run(['demo'], { program: path.join(temp.folder, 'package/dist/cli.js'), cwd: path.join(temp.folder, 'empty') });
    assert.equal(shipped.status, 0, shipped.stderr);
    assert.match(shipped.stdout, /revoked +notes/);
    assert.match(shipped.stdout, /== This machine[^]+No config file was found\. That is no all-clear/);
    assert.match(shipped.stdout, /npm run vscode/);
    temp.remove();
  });

  it('shows in the demo what the machine really has', () => {
    const home = tempFolder();
    home.write('.cursor/mcp.json', JSON.stringify({ mcpServers: { mine: unlisted } }));
    const { status, stdout } = run(['demo'], { home: home.folder, cwd: root });
    assert.equal(status, 0);
    assert.match(stdout.split('== This machine')[1]!, /no policy {4}mine {2}~\/\.cursor\/mcp\.json:1/);
    home.remove();
  });

  it('colours what a terminal shows, and nothing else unless forced', () => {
    const coloured = (env: Record<string, string>): boolean => run(['demo'], { env }).stdout.includes('\u001b[');
    assert.deepEqual([{}, { NO_COLOR: '1' }, { FORCE_COLOR: '1' }, { FORCE_COLOR: '0' }, { FORCE_COLOR: '1', NO_COLOR: '1' }, { TERM: 'dumb' }].map(coloured), [false, false, true, false, true, false]);
  });

  it('scans a single file that is named, wherever it lies', () => {
    const temp = tempFolder();
    const file = temp.write('some/claude_desktop_config.json', JSON.stringify({ mcpServers: { a: unlisted } }));
    const policy = temp.write('p.json', approvesOk);
    const { status, stdout } = run(['scan', file, '--policy', policy, '--no-user']);
    assert.equal(status, 1);
    assert.match(stdout, /1 server +named by you/);
    assert.match(run(['explain', 'a', file, '--no-user']).stdout.replace(/\s+/g, ' '), /`a` is declared in \S+claude_desktop_config\.json, line 1: `npx/);
    temp.remove();
  });
});
