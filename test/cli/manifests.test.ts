import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Report } from '../../src/core/report/json-schema.ts';
import { bundle, contractKey, manifest, npm } from '../core/manifest/lint.ts';
import { tempFolder } from '../files/temp.ts';
import { config, ok, run } from './run.ts';

describe('manifests in a scan', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());
  const scan = (...args: readonly string[]): Report => JSON.parse(run(['scan', '--no-user', '--format', 'json', ...args], { cwd: temp.folder }).stdout) as Report;
  const found = (report: Report): string[] => report.findings.map(({ ruleId, file }) => `${ruleId} ${path.relative(temp.folder, file).split(path.sep).join('/')}`);
  const read = (report: Report): string[] => report.coverage.files.filter(({ status }) => status === 'read').map(({ path: file }) => path.relative(temp.folder, file).split(path.sep).join('/'));

  it('are found below the folder, read, and held against what lies beside them', () => {
    temp.write('a/server.json', JSON.stringify(manifest({ packages: [{ ...npm, version: 'latest' }] })));
    temp.write('b/server.json', JSON.stringify(manifest()));
    temp.write('b/package.json', '{"name": "@contoso/ledger-mcp", "version": "2.0.0"}');
    temp.write('c/manifest.json', JSON.stringify(bundle({ id: 'x' })));
    temp.write('d/ledger-mcp.server.json', JSON.stringify(manifest({ _meta: { [contractKey]: { owner: { team: 'TODO' } } } })));
    const report = scan();
    assert.deepEqual(found(report).filter((line) => !line.includes('contract-')), ['manifest-schema c/manifest.json', 'stub-todo d/ledger-mcp.server.json', 'manifest-floating-version a/server.json', 'manifest-version-mismatch b/server.json']);
    for (const file of ['a/server.json', 'b/server.json', 'c/manifest.json', 'd/ledger-mcp.server.json']) assert.ok(read(report).includes(file), file);
    // A manifest declares nothing to an assistant.
    assert.deepEqual(report.servers.map(({ name, live }) => [name, live]), [['ledger', false]]);
    assert.equal(report.summary.exitCode, 1);
  });

  it('stand in the text with their place', () => {
    temp.write('server.json', JSON.stringify(manifest({ version: 'latest' }), undefined, 2));
    const { stdout, status } = run(['scan', '--no-user'], { cwd: temp.folder });
    assert.match(stdout, /read {7}server\.json +manifest +describes a server/);
    assert.match(stdout, /server\.json:5\n {4}error manifest-floating-version: A manifest describes one version/);
    assert.equal(status, 1);
  });

  it('in which nothing is wrong are something to look at', () => {
    temp.write('server.json', JSON.stringify(manifest()));
    const report = scan();
    assert.deepEqual([found(report), read(report), report.summary.exitCode], [[], ['server.json'], 0]);
  });

  it('other files of those names are not spoken of', () => {
    temp.write('.vscode/mcp.json', config({ ok }));
    temp.write('server.json', '{"port": 80}');
    temp.write('web/server.json', 'not json');
    temp.write('web/manifest.json', '{"name": "App", "start_url": "/"}');
    temp.write('node_modules/x/server.json', JSON.stringify(manifest({ version: 'latest' })));
    const report = scan();
    assert.deepEqual(found(report), []);
    assert.deepEqual(report.coverage.files.filter(({ path: file }) => file.endsWith('server.json')), []);
  });

  it('may be named by themselves', () => {
    temp.write('x/server.json', JSON.stringify(manifest({ version: 'latest', repository: { url: 'https://github.com/a/b', source: 'github' } })));
    const report = scan('x/server.json');
    assert.deepEqual([found(report), report.servers.length], [['manifest-floating-version x/server.json'], 0]);
  });

  it('that cannot be read wholly are told as that', () => {
    temp.write('server.json', `${JSON.stringify(manifest())}}`);
    const report = scan();
    assert.deepEqual(report.coverage.files.filter(({ status }) => status === 'partial').map(({ reason }) => reason), ['it is not valid JSON at line 1']);
    assert.equal(report.summary.exitCode, 5);
  });

  it('show no secret, and nothing that acts on a terminal', () => {
    const secret = 'q4Zt81vnXs07ww2L';
    const packages = [{ ...npm, version: `^1\u001b[31m`, environmentVariables: [{ name: 'LEDGER_TOKEN', isSecret: true, value: secret }, { name: `X_${secret}_TOKEN`, isSecret: true, default: secret }] }];
    temp.write('server.json', JSON.stringify(manifest({ name: `io.github.a\u202e/x`, packages, remotes: [{ type: 'sse', url: `https://x.example/?api_key=${secret}` }] }), undefined, 1));
    for (const format of ['text', 'json', 'sarif', 'markdown', 'github']) {
      const { stdout, status } = run(['scan', '--no-user', '--format', format], { cwd: temp.folder });
      assert.equal(status, 1);
      assert.ok(!stdout.replaceAll(`X_${secret}_TOKEN`, '').includes(secret), format);
      assert.ok(!/[\u001b\u202e]/.test(stdout), format);
    }
  });

  it('a link out of the folder is not followed', () => {
    const outside = tempFolder();
    outside.write('server.json', JSON.stringify(manifest({ version: 'latest' })));
    temp.write('.mcp.json', config({ ok }));
    fs.symlinkSync(path.join(outside.folder, 'server.json'), path.join(temp.folder, 'server.json'));
    assert.deepEqual(found(scan()), []);
    outside.remove();
  });
});
