import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import * as z from 'zod/mini';
import { reportSchema, type Report } from '../../src/core/report/json-schema.ts';
import { tempFolder } from '../files/temp.ts';
import { cli, config, example, policyText, run, state } from './run.ts';

const validate = new Ajv({ strict: false, allErrors: true }).compile(z.toJSONSchema(reportSchema, { target: 'draft-7', io: 'input' }));

function report(args: readonly string[], cwd: string, home?: string): Report {
  const { stdout, stderr } = run(['scan', '--format', 'json', ...args], { cwd, ...(home !== undefined && { home }) });
  const value = JSON.parse(stdout) as Report;
  assert.ok(validate(value), `${JSON.stringify(validate.errors)}${stderr}`);
  return value;
}

describe('what is scanned is data', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());

  it('the example’s report is valid and tells its story', () => {
    const { servers, findings, summary, policy } = report([example.workspace, '--policy', example.policy, '--no-user'], temp.folder);
    assert.deepEqual(
      servers.map(({ name, verdict }) => `${name}: ${verdict.state}, ${verdict.code}`),
      [
        'ledger: approved, matched',
        'ledger-newest: unknown, unpinned',
        'charts: unknown, not-listed',
        'ledger-in-shell: unknown, opaque',
        'tickets: pending, matched',
        'github: approved, matched',
        'search: unknown, not-listed',
        'notes: revoked, matched',
        'files: conditional, matched',
        'files-everywhere: unknown, constraint',
        'ledger: unknown, other-version',
        'metrics: unknown, unpinned',
      ],
    );
    assert.deepEqual([policy.status, policy.parts.flatMap(({ problems }) => problems)], ['ready', []]);
    assert.deepEqual([summary.servers, summary.approved, summary.notApproved, summary.denied], [12, 3, 9, 1]);
    const rules = new Set(findings.map(({ ruleId }) => ruleId));
    for (const rule of ['not-approved', 'unpinned-package', 'literal-secret', 'plain-http']) assert.ok(rules.has(rule), rule);
    assert.equal(findings.find(({ ruleId }) => ruleId === 'unpinned-package')?.fix?.title, 'Pin to 0.8.3, as in package-lock.json');
  });

  const secret = (n: number): string => `Zq9v7Kp2Rw5xT8mB${n}z`;
  it('no secret’s value reaches any output, wherever it is planted', function () {
    this.timeout(60_000);
    let n = 0;
    const next = (): string => secret(n++);
    const servers = {
      env: { command: 'npx', args: ['-y', 'a@1.0.0'], env: { API_KEY: next(), PLAIN: next(), ['Zq9v7']: 'x' } },
      header: { url: 'https://h.example/mcp', headers: { Authorization: `Bearer ${next()}`, 'X-Other': next() } },
      url: { url: `https://user:${next()}@h.example/mcp?api_key=${next()}#${next()}` },
      userOnly: { url: `https://${next()}@h.example/mcp` },
      args: { command: 'npx', args: ['-y', 'a@1.0.0', '--token', next(), `--api-key=${next()}`, '-e', `PASSWORD=${next()}`] },
      shell: { command: 'bash', args: ['-c', `TOKEN=${next()} npx -y a@1.0.0 --secret ${next()}`] },
      bridge: { command: 'npx', args: ['-y', 'mcp-remote@0.1.0', `https://h.example/mcp?token=${next()}`, '--header', `Authorization: Bearer ${next()}`] },
      docker: { command: 'docker', args: ['run', '-e', `DB_PASSWORD=${next()}`, 'img'] },
      elsewhere: { command: 'npx', args: ['-y', 'a'], oauth: { clientSecret: next() }, comment: next() },
    };
    temp.write('.vscode/mcp.json', `// ${next()}\n${config(servers)}`);
    temp.write('.mcp.json', JSON.stringify({ mcpServers: servers }));
    const policy = temp.write('beside/policy-for-secrets.json', policyText([{ id: 'a', state: 'denied', match: [{ package: { type: 'npm', name: 'a' } }] }]));
    const outputs = [
      ['scan', '--no-user'],
      ['scan', '--no-user', '--format', 'json'],
      ['scan', '--no-user', '--policy', policy],
      ['scan', '--no-user', '--policy', policy, '--format', 'json'],
      ...['text', 'json', 'sarif', 'github', 'markdown'].map((format) => ['check', '--policy', policy, '--format', format]),
      ...Object.keys(servers).flatMap((name) => [
        ['explain', `.vscode/mcp.json#${name}`, '--policy', policy, '--no-user'],
        ['explain', `.mcp.json#${name}`, '--no-user', '--format', 'json'],
        ['register', `.vscode/mcp.json#${name}`, '--no-user'],
      ]),
    ];
    fs.mkdirSync(path.join(temp.folder, '.git'));
    for (const args of outputs) {
      const { stdout, stderr, status } = run(args, { cwd: temp.folder });
      assert.ok(status === 0 || status === 1, `${args.join(' ')}: ${status} ${stderr}`);
      for (let i = 0; i < n; i++) assert.ok(!(stdout + stderr).includes(secret(i)), `${args.join(' ')} shows secret ${i}`);
    }
    fs.rmSync(policy);
  });

  it('nothing of it acts on the terminal, in any command', function () {
    this.timeout(60_000);
    const evil = '\u001b[2J\u001b]8;;https://evil.example\u0007x\u009b31m\u202e\u2066\u200b\u{e0041}\r\nExit code 0: fine';
    temp.write('.vscode/mcp.json', JSON.stringify({ servers: { [evil]: { command: evil, args: [evil], env: { [evil]: evil }, cwd: evil }, url: { url: `https://h.example/${evil}` } }, [evil]: evil }));
    temp.write('\u001b[31mred/.mcp.json', '{"mcpServers":{"a":{"command":"b"}}}');
    for (const args of [['scan'], ['scan', '--format', 'json'], ['scan', '--format', 'sarif'], ['scan', '--format', 'github'], ['scan', '--format', 'markdown'], ['explain', 'url'], ['explain', evil], ['register', evil], ['explain', `no${evil}`], ['scan', `no${evil}`]]) {
      const { stdout, stderr } = run([...args, ...(args[0] === 'scan' ? [] : ['.']), '--no-user'], { cwd: temp.folder });
      // oxlint-disable-next-line no-control-regex -- what must not be there
      assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e\u2066\u200b]/, args.join(' '));
      assert.doesNotMatch(stdout, /^\s*Exit code 0: fine/m);
    }
  });

  it('names that mean something to JavaScript are names', () => {
    temp.write('.mcp.json', '{"mcpServers":{"__proto__":{"command":"a"},"constructor":{"command":"b"},"":{"command":"c"},"toString":{"command":"d"}}}');
    assert.deepEqual(report(['--no-user'], temp.folder).servers.map(({ name }) => name), ['__proto__', 'constructor', '', 'toString']);
    for (const name of ['__proto__', 'constructor', 'toString']) assert.match(run(['explain', name, '--no-user'], { cwd: temp.folder }).stdout, new RegExp(`\`${name}\``));
  });

  const monsters: [string, string][] = [
    ['8,000 levels deep', `{"servers":{"a":{"command":"b"}},"x":${'['.repeat(8000)}${']'.repeat(8000)}}`],
    ['8,000 levels deep and broken off', `{"servers":${'{"a":'.repeat(8000)}`],
    ['a name of 1 MB', JSON.stringify({ servers: { ['n'.repeat(1 << 20)]: { command: 'b' } } })],
    ['an argument of 1 MB', JSON.stringify({ servers: { a: { command: 'npx', args: ['-y', 'x'.repeat(1 << 20)] } } })],
    ['an address of 1 MB', JSON.stringify({ servers: { a: { url: `https://h.example/?${'a=b&'.repeat(1 << 18)}` } } })],
    ['a shell line of 1 MB', JSON.stringify({ servers: { a: { command: 'sh', args: ['-c', 'A=b '.repeat(1 << 18)] } } })],
    ['an unending line of `${`', JSON.stringify({ servers: { a: { command: 'npx', args: ['${'.repeat(1 << 18)], env: { TOKEN: '$('.repeat(1 << 18) } } } })],
    ['100,000 duplicate keys', `{"servers":{${'"a":{"command":"b"},'.repeat(100_000)}"a":{"command":"b"}}}`],
  ];
  for (const [name, text] of monsters) {
    it(`copes with ${name}`, function () {
      this.timeout(60_000);
      temp.write('.vscode/mcp.json', text);
      for (const format of ['text', 'json']) {
        const started = Date.now();
        const { status, stderr } = run(['scan', '--no-user', '--format', format], { cwd: temp.folder });
        assert.ok(status === 0 || status === 1 || status === 5, `${status} ${stderr.slice(0, 2000)}`);
        assert.equal(stderr, '');
        assert.ok(Date.now() - started < 20_000, `${format} took ${Date.now() - started} ms`);
      }
    });
  }

  it('a scan writes nothing, sends nothing, and starts nothing but git, to look at a repository’s files and history', () => {
    const hook = temp.write('hook.cjs', guard);
    const home = tempFolder();
    home.write('.claude.json', config({}));
    const work = tempFolder();
    execFileSync('git', ['init', '-q', work.folder]);
    work.write('.vscode/mcp.json', config({ a: { command: 'npx', args: ['-y', 'x'] }, b: { url: 'http://127.0.0.1:9/' } }));
    work.write('package-lock.json', '{"lockfileVersion":3,"packages":{}}');
    fs.cpSync(example.policy, path.join(temp.folder, 'policy.json'));
    const before = [...state(work.folder), ...state(home.folder)];
    const policy = path.join(temp.folder, 'policy.json');
    for (const args of [['scan', work.folder], ['scan', work.folder, '--policy', policy, '--format', 'json'], ['explain', 'a', work.folder, '--policy', policy], ['policy', 'test', policy], ['demo']]) {
      const { status, stderr } = run(args, { cwd: work.folder, home: home.folder, node: ['--require', hook] });
      assert.ok(status === 0 || status === 1, `${args.join(' ')}: ${status} ${stderr}`);
    }
    assert.deepEqual([...state(work.folder), ...state(home.folder)], before);
    // The guard itself works: drafting to a file writes.
    assert.equal(run(['register', 'a', work.folder, '--no-user', '--out', path.join(work.folder, 'x.json')], { node: ['--require', hook] }).status, 99);
    work.remove();
    home.remove();
  });

  it('a reader that leaves early ends it quietly, with its code', async () => {
    for (let i = 0; i < 300; i++) temp.write(`p${i}/.vscode/mcp.json`, config({ a: { command: 'npx', args: ['-y', 'tool', 'x'.repeat(2000)] } }));
    const child = spawn(process.execPath, [cli, 'scan', temp.folder, '--no-user', '--format', 'json'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('close', resolve));
    assert.equal(errors, '');
    assert.equal(code, 1);
  });
});

/** Loaded before the program: every way to write, start or connect ends the process with 99. */
const guard = `
const end = (what) => () => { process._rawDebug('forbidden: ' + what); process.exit(99); };
const fs = require('node:fs');
for (const name of ['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'mkdir', 'mkdirSync', 'rm', 'rmSync', 'unlink', 'unlinkSync', 'rename', 'renameSync', 'createWriteStream', 'copyFile', 'copyFileSync', 'symlink', 'symlinkSync', 'mkdtempSync', 'truncateSync', 'chmodSync', 'utimesSync']) fs[name] = end('fs.' + name);
for (const name of Object.keys(fs.promises)) if (/^(write|append|mkdir|rm|unlink|rename|copy|symlink|truncate|chmod|utimes)/.test(name)) fs.promises[name] = end('fs.promises.' + name);
const open = fs.openSync;
fs.openSync = (file, flags, ...rest) => { if (typeof flags === 'string' ? /[wa+]/.test(flags) : (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT))) end('open for writing')(); return open(file, flags, ...rest); };
const processes = require('node:child_process');
const path = require('node:path');
const { spawn, execFile } = processes;
const asks = (file, args, options, ...verbs) => path.isAbsolute(file) && /^git(\\.exe)?$/.test(path.basename(file)) && args.includes('core.fsmonitor=false') && args.includes('core.hooksPath=/dev/null') && args.some((argument) => verbs.includes(argument)) && !options.shell;
for (const name of Object.keys(processes)) if (typeof processes[name] === 'function') processes[name] = end('child_process.' + name);
processes.spawn = (file, args, options) => (asks(file, args, options, 'ls-files') ? spawn(file, args, options) : end('child_process.spawn')());
processes.execFile = (file, args, options, then) => (asks(file, args, options, 'ls-files', 'cat-file', 'blame', 'config') ? execFile(file, args, options, then) : end('child_process.execFile')());
require('node:net').Socket.prototype.connect = end('connect');
require('node:dgram').createSocket = end('dgram');
const dns = require('node:dns');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) { dns[name] = end('dns.' + name); dns.promises[name] = end('dns.' + name); }
globalThis.fetch = end('fetch');
`;
