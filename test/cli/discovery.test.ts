import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Report } from '../../src/core/report/json-schema.ts';
import { tempFolder } from '../files/temp.ts';
import { config, ok, run } from './run.ts';

describe('what a scan finds, and how', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());
  const scan = (args: readonly string[], home?: string): Report => JSON.parse(run(['scan', '--format', 'json', ...args], { cwd: temp.folder, ...(home !== undefined && { home }) }).stdout) as Report;
  const servers = (report: Report): string[] => report.servers.map(({ name, file, live }) => `${name} in ${path.relative(temp.folder, file)}${live ? '' : ' (dormant)'}`);

  it('says of each folder whether git or a walk found its files', () => {
    temp.write('a/.vscode/mcp.json', config({ nested: ok }));
    execFileSync('git', ['init', '-q', temp.folder]);
    assert.deepEqual(scan(['--no-user']).coverage.searched, [{ path: temp.folder, by: 'git', why: null }]);
    const text = run(['scan', '--no-user'], { cwd: temp.folder }).stdout;
    assert.match(text, /searched {3}\.: by what git tracks and what it does not/);
  });

  it('reads where an `.env` sends an assistant, as live, and tells nothing else of that file', () => {
    temp.write('.env', 'TOKEN=b7Qw93kdZp02mm4T\nCLAUDE_CONFIG_DIR=./tools/claude\n');
    temp.write('tools/claude/.claude.json', '{ "mcpServers": { "hidden": { "command": "npx", "args": ["-y", "hidden@1.0.0"] } } }');
    temp.write('sub/.env', 'TOKEN=zz93kdZp02mm4TqQ\n');
    const report = scan(['--no-user']);
    assert.deepEqual(servers(report), ['hidden in tools/claude/.claude.json']);
    assert.deepEqual(report.findings.filter(({ ruleId }) => ruleId === 'redirected-home').map(({ file, range, severity }) => [path.relative(temp.folder, file), range.start.line, severity]), [['.env', 1, 'error']]);
    const all = JSON.stringify(report) + run(['scan', '--no-user'], { cwd: temp.folder }).stdout;
    assert.ok(!all.includes('b7Qw93kdZp02mm4T') && !all.includes('zz93kdZp02mm4TqQ'));
    assert.ok(!report.coverage.files.some((file) => file.path.endsWith(path.join('sub', '.env'))));
  });

  it('has a finding on a config that is a link out of the workspace, and reads nothing behind it', () => {
    const outside = tempFolder();
    outside.write('secret.json', config({ outside: ok }));
    fs.symlinkSync(path.join(outside.folder, 'secret.json'), path.join(temp.folder, '.mcp.json'));
    const report = scan(['--no-user']);
    assert.deepEqual(servers(report), []);
    assert.deepEqual(report.findings.map(({ ruleId, severity, file }) => [ruleId, severity, path.basename(file)]), [['linked-config', 'error', '.mcp.json']]);
    assert.equal(report.summary.exitCode, 1);
    assert.match(run(['scan', '--no-user'], { cwd: temp.folder }).stdout, /error linked-config: This is a symbolic link/);
    outside.remove();
  });

  it('has a row for the servers of an installed extension', () => {
    const home = tempFolder();
    home.write('.vscode/extensions/extensions.json', '[{"relativeLocation":"contoso.ledger-1.2.3"}]');
    home.write('.vscode/extensions/contoso.ledger-1.2.3/package.json', JSON.stringify({ publisher: 'contoso', name: 'ledger', version: '1.2.3', contributes: { mcpServerDefinitionProviders: [{ id: 'l', label: 'Ledger' }] } }));
    const report = scan([], home.folder);
    assert.deepEqual(report.servers.map(({ name, identity, scope }) => [name, identity.kind, identity.purl, scope]), [['Ledger', 'package', 'pkg:vscode-extension/contoso/ledger@1.2.3', 'user']]);
    assert.deepEqual(scan(['--no-user'], home.folder).servers, []);
    home.remove();
  });
});
