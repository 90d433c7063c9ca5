import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import type { InventoryJson, InventoryRowJson } from '../../src/core/inventory/export/json-schema.ts';
import { tempFolder } from '../files/temp.ts';
import { approvesOk, cli, config, ok, run, state, unlisted, type Ran } from './run.ts';

describe('mcp-roll-call inventory', () => {
  let temp: ReturnType<typeof tempFolder>;
  let home: ReturnType<typeof tempFolder>;
  const stored = (): string => path.join(home.folder, 'state', 'inventory.json');
  const inventory = (...args: string[]): Ran => run(['inventory', ...args], { cwd: temp.folder, home: home.folder, env: { MCP_ROLL_CALL_STATE: path.join(home.folder, 'state') } });
  const json = (...args: string[]): InventoryJson => JSON.parse(inventory('--format', 'json', ...args).stdout) as InventoryJson;
  const shown = ({ mcpServers }: InventoryJson): string[] => mcpServers.map(({ id, lifecycleStatus }) => `${id} ${lifecycleStatus}`);

  beforeEach(() => {
    temp = tempFolder();
    home = tempFolder();
    temp.write('.vscode/mcp.json', config({ a: ok, b: unlisted }));
  });
  afterEach(() => {
    temp.remove();
    home.remove();
  });

  it('lists each server once, and remembers it beside no project', () => {
    const before = state(temp.folder);
    const { status, stdout, stderr } = inventory();
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^Looked for\n {2}read {7}\.vscode\/mcp\.json/);
    assert.match(stdout, /\n {2}no policy {2}a {5}npm package ok 1\.0\.0 {5}VS Code/);
    assert.deepEqual(state(temp.folder), before);
    const { format, version, value } = JSON.parse(fs.readFileSync(stored(), 'utf8')) as { format: string; version: number; value: { rows: { id: string }[] } };
    assert.deepEqual([format, version, value.rows.map(({ id }) => id)], ['mcp-roll-call/inventory', 1, ['pkg:npm/ok', 'pkg:npm/other']]);
  });

  it('remembers nothing with --no-store, and a scan remembers nothing at all', () => {
    assert.equal(inventory('--no-store').status, 0);
    run(['scan'], { cwd: temp.folder, home: home.folder, env: { MCP_ROLL_CALL_STATE: path.join(home.folder, 'state') } });
    assert.equal(fs.existsSync(stored()), false);
  });

  it('tells once what is gone, and what is remembered from elsewhere when asked', () => {
    inventory();
    temp.write('other/.vscode/mcp.json', config({ c: { command: 'uvx', args: ['weather==1.0'] } }));
    assert.deepEqual(shown(json('other')), ['pkg:pypi/weather active']);
    temp.write('.vscode/mcp.json', config({ a: ok }));
    assert.deepEqual(shown(json('.', '--no-store')), ['pkg:npm/ok active', 'pkg:npm/other gone', 'pkg:pypi/weather active']);
    assert.deepEqual(shown(json('.')), ['pkg:npm/ok active', 'pkg:npm/other gone', 'pkg:pypi/weather active']);
    const { alsoRemembered } = json('.');
    assert.deepEqual([shown(json('.')), alsoRemembered], [['pkg:npm/ok active', 'pkg:pypi/weather active'], 1]);
    assert.deepEqual(shown(json('other', '--all')), ['pkg:npm/ok active', 'pkg:npm/other gone', 'pkg:pypi/weather active']);
    // A config below the root that is deleted is looked for no more; that it is no more can be seen.
    fs.rmSync(path.join(temp.folder, 'other'), { recursive: true });
    assert.deepEqual(shown(json('.')), ['pkg:npm/ok active', 'pkg:pypi/weather gone']);
  });

  it('names owners, and what a contract declares, from beside the config', () => {
    temp.write('.git/HEAD', 'ref: refs/heads/main\n');
    temp.write('CODEOWNERS', '/.vscode/ @contoso/platform\n');
    temp.write('mcp-registrations/npm-ok.server.json', JSON.stringify({ packages: [{ registryType: 'npm', identifier: 'ok' }], _meta: { 'io.github.mcp-roll-call/contract': { owner: { team: 'Payments' }, tools: [{ name: 'x', effect: 'destructive', consent: 'session' }] } } }));
    const [a, b] = json('--no-user').mcpServers;
    assert.deepEqual(a!.owners, [{ value: 'Payments', from: 'manifest' }]);
    assert.deepEqual(b!.owners, [{ value: '@contoso/platform', from: 'codeowners' }]);
    assert.deepEqual(a!.exposure!.contributors.filter(({ id }) => id.startsWith('privilege/')).map(({ id, points }) => `${id} ${points}`), ['privilege/destructive-tools 15', 'privilege/no-consent 8', 'privilege/user-rights 2']);
  });

  it('writes each format, to standard output and with --output', async () => {
    for (const format of ['table', 'json', 'ndjson', 'cyclonedx', 'markdown']) {
      const { stdout, status } = inventory('--format', format);
      assert.equal(status, 0, format);
      const { stdout: none, stderr } = inventory('--format', format, '--output', `out/${format}.txt`);
      assert.equal(none, '');
      assert.equal(stderr, `Written: ${path.join('out', `${format}.txt`)}\n`);
      const text = fs.readFileSync(path.join(temp.folder, 'out', `${format}.txt`), 'utf8');
      assert.ok(text.length > 100 && stdout.length > 100);
      if (format === 'ndjson') assert.deepEqual(text.trimEnd().split('\n').map((line) => (JSON.parse(line) as InventoryRowJson).id), ['pkg:npm/ok', 'pkg:npm/other']);
      if (format === 'cyclonedx') assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot7).validate(text), null);
    }
    assert.deepEqual(fs.readdirSync(path.join(temp.folder, 'out')).sort(), ['cyclonedx.txt', 'json.txt', 'markdown.txt', 'ndjson.txt', 'table.txt']);
  });

  it('replaces an output that is there, and no file that it reads', () => {
    temp.write('out.json', 'old, and longer than nothing');
    assert.equal(inventory('--format', 'json', '--output', 'out.json').status, 0);
    assert.equal((JSON.parse(fs.readFileSync(path.join(temp.folder, 'out.json'), 'utf8')) as InventoryJson).schemaVersion, 1);
    const before = fs.readFileSync(path.join(temp.folder, '.vscode/mcp.json'), 'utf8');
    fs.symlinkSync(path.join(temp.folder, '.vscode/mcp.json'), path.join(temp.folder, 'link.json'));
    for (const output of ['.vscode/mcp.json', 'link.json']) {
      const { status, stderr } = inventory('--format', 'json', '--output', output);
      assert.equal(status, 2);
      assert.match(stderr, /is one of the files that are looked at, and was left as it is/);
    }
    assert.equal(fs.readFileSync(path.join(temp.folder, '.vscode/mcp.json'), 'utf8'), before);
    assert.match(inventory('--output', '.').stderr, /is a folder/);
  });

  it('ends with the documented codes', () => {
    temp.write('policy.json', approvesOk);
    temp.write('broken-policy.json', '{');
    assert.equal(inventory('--policy', 'policy.json').status, 0);
    assert.equal(inventory('--policy', 'policy.json', '--fail-on', 'warning').status, 1);
    assert.equal(inventory('--policy', 'broken-policy.json').status, 4);
    for (const args of [['--format', 'text'], ['--format', 'sarif'], ['--frobnicate'], ['--output', ''], ['nowhere']]) assert.equal(inventory(...args).status, 2, args.join(' '));
    temp.write('.cursor/mcp.json', '{"mcpServers":');
    assert.equal(inventory().status, 5);
    const empty = tempFolder();
    try {
      assert.equal(inventory(empty.folder, '--no-user').status, 3);
    } finally {
      empty.remove();
    }
  });

  it('goes on without what it remembers when that is damaged, and says so', () => {
    inventory();
    fs.writeFileSync(stored(), '{"format":"mcp-roll-call/inv');
    const { status, stdout } = inventory();
    assert.equal(status, 0);
    assert.match(stdout, /is damaged;\s+it\s+was\s+set\s+aside\s+as\s+inventory\.json\.damaged-/);
    assert.equal((JSON.parse(fs.readFileSync(stored(), 'utf8')) as { version: number }).version, 1);
    fs.writeFileSync(stored(), '{"format":"mcp-roll-call/inventory","version":99,"value":{}}');
    const { stderr } = inventory('--format', 'ndjson');
    assert.match(stderr, /^Note: .*was written by a newer version of MCP Roll Call, and is left alone\.\n$/);
    assert.match(fs.readFileSync(stored(), 'utf8'), /"version":99/);
  });

  it('ends quietly when nobody reads on', async function () {
    this.timeout(30_000);
    temp.write('.vscode/mcp.json', config(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`s${i}`, { command: 'npx', args: [`p${i}@1.0.0`] }]))));
    const child = spawn(process.execPath, [cli, 'inventory', '--no-user', '--no-store', '--format', 'ndjson'], { cwd: temp.folder, env: { PATH: process.env['PATH'], HOME: home.folder } });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => { errors += data.toString(); });
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = (await once(child, 'close')) as [number];
    assert.deepEqual([code, errors], [0, '']);
  });

  it('shows nothing hostile as it is', () => {
    temp.write('.vscode/mcp.json', config({ '\u001b[31mred\u202e': ok, 'a\nb | c': { command: 'npx', args: ['x\u0007y'] } }));
    for (const format of ['table', 'json', 'ndjson', 'cyclonedx', 'markdown']) {
      assert.doesNotMatch(inventory('--format', format).stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u, format);
    }
  });

  it('is one inventory for many processes at once', async function () {
    this.timeout(60_000);
    const runs = Array.from({ length: 6 }, async (_, i) => {
      temp.write(`p${i}/.vscode/mcp.json`, config({ own: { command: 'npx', args: [`own-${i}@1.0.0`] }, shared: ok }));
      const child = spawn(process.execPath, [cli, 'inventory', `p${i}`, '--no-user'], { cwd: temp.folder, stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: home.folder, MCP_ROLL_CALL_STATE: path.join(home.folder, 'state') } });
      return ((await once(child, 'close')) as [number])[0];
    });
    assert.deepEqual(await Promise.all(runs), [0, 0, 0, 0, 0, 0]);
    const { value } = JSON.parse(fs.readFileSync(stored(), 'utf8')) as { value: { rows: { id: string; places: unknown[] }[] } };
    assert.deepEqual(value.rows.map(({ id, places }) => `${id} ${places.length}`), ['pkg:npm/ok 6', ...[0, 1, 2, 3, 4, 5].map((i) => `pkg:npm/own-${i} 1`)]);
    assert.deepEqual(fs.readdirSync(path.join(home.folder, 'state')), ['inventory.json']);
  });
});
