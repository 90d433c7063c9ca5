import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { ManifestSurroundings } from '../../src/core/manifest/subject.ts';
import { writeSnapshot } from '../../src/core/snapshot/snapshot-file.ts';
import { render } from '../../src/core/text/message.ts';
import { manifestSurroundings } from '../../src/host/manifest/surroundings.ts';
import { contractKey, manifest, type Fields } from '../core/manifest/lint.ts';
import { snapshot } from '../core/snapshot/voices.ts';
import { folderWith, removeFolders } from './temporary.ts';

const packageJson = { name: '@contoso/ledger-mcp', version: '1.4.2', mcpName: 'com.contoso/ledger', repository: { url: 'git+https://github.com/contoso/ledger.git' }, dependencies: { zod: '^4.0.0', own: 'workspace:*' }, devDependencies: { mocha: '1' }, optionalDependencies: { opt: '1' } };
const lock = { lockfileVersion: 3, packages: { '': {}, 'node_modules/zod': { version: '4.1.0' }, 'node_modules/opt': { version: '1.0.0' } } };

async function around(folder: string, document: unknown = manifest(), more: { at?: string; root?: string; allowGit?: boolean } = {}): Promise<ManifestSurroundings> {
  return manifestSurroundings({ path: path.join(folder, more.at ?? 'server.json'), text: JSON.stringify(document), root: more.root ?? folder, allowGit: more.allowGit ?? false });
}

function naming(sbom: unknown): Fields {
  return manifest({ _meta: { [contractKey]: { supplyChain: { sbom } } } });
}

describe('what lies around a manifest', () => {
  after(removeFolders);

  it('is the package beside it, what its lock file fixes, and its repository', async () => {
    const folder = folderWith({ 'package.json': JSON.stringify(packageJson), 'package-lock.json': JSON.stringify(lock) });
    assert.deepEqual(await around(folder), {
      repository: 'git+https://github.com/contoso/ledger.git',
      packages: [{ type: 'npm', file: 'package.json', name: '@contoso/ledger-mcp', version: '1.4.2', mcpNames: ['com.contoso/ledger'] }],
      dependencies: { type: 'npm', file: 'package-lock.json', dependencies: [{ name: 'zod', version: '4.1.0' }, { name: 'opt', version: '1.0.0' }] },
    });
  });

  it('for Python: pyproject.toml, uv.lock, and the names in the README', async () => {
    const folder = folderWith({
      'pyproject.toml': '[project]\nname = "ledger-mcp"\nversion = "1.4.2"\nreadme = "docs/READ.md"\ndependencies = ["httpx"]\n',
      'docs/READ.md': '# Ledger\n<!-- mcp-name: com.contoso/ledger -->\n',
      'uv.lock': 'version = 1\n\n[[package]]\nname = "httpx"\nversion = "0.28.1"\nsource = { registry = "https://pypi.example/simple" }\n\n[[package]]\nname = "ledger-mcp"\nversion = "1.4.2"\nsource = { editable = "." }\ndependencies = [\n    { name = "httpx" },\n    { name = "Typing_Extensions", marker = "x" },\n]\n\n[package.metadata]\nrequires-dist = [{ name = "httpx" }]\n',
    });
    const python = manifest({ packages: [{ registryType: 'pypi', identifier: 'ledger-mcp', version: '1.4.2', transport: { type: 'stdio' } }] });
    assert.deepEqual(await around(folder, python), {
      packages: [{ type: 'pypi', file: 'pyproject.toml', name: 'ledger-mcp', version: '1.4.2', mcpNames: ['com.contoso/ledger'] }],
      dependencies: { type: 'pypi', file: 'uv.lock', dependencies: [{ name: 'httpx', version: '0.28.1' }, { name: 'typing-extensions' }] },
    });
  });

  it('for pnpm and yarn', async () => {
    const pnpm = folderWith({ 'package.json': JSON.stringify(packageJson), 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      zod:\n        specifier: ^4.0.0\n        version: 4.1.0\n" });
    assert.deepEqual((await around(pnpm)).dependencies, { type: 'npm', file: 'pnpm-lock.yaml', dependencies: [{ name: 'zod', version: '4.1.0' }, { name: 'opt' }] });
    const yarn = folderWith({ 'package.json': JSON.stringify(packageJson), 'yarn.lock': '# yarn lockfile v1\n\n\nzod@^4.0.0:\n  version "4.1.0"\n' });
    assert.deepEqual((await around(yarn)).dependencies?.dependencies[0], { name: 'zod', version: '4.1.0' });
  });

  it('is the snapshot of its server, its hashes made anew, and nothing that a link leads to', async () => {
    const pinned = snapshot();
    const text = writeSnapshot(pinned);
    const folder = folderWith({ 'stubs/ledger.snapshot.json': `\ufeff${text.replaceAll('\n', '\r\n')}`, 'server.snapshot.json': text.replace('Ask before', 'Never ask before'), 'other.json': text });
    assert.deepEqual((await around(folder, manifest(), { at: 'stubs/ledger.server.json' })).snapshot, { file: 'ledger.snapshot.json', content: pinned });
    const { snapshot: changed } = await around(folder);
    assert.ok(changed && 'refused' in changed.content);
    assert.match(render(changed.content.refused), /digest in the snapshot file is not that of what stands in it/);
    assert.equal((await around(folder, manifest(), { at: 'x.server.json' })).snapshot, undefined);
    const outside = folderWith({ 'x.snapshot.json': text });
    try {
      fs.symlinkSync(path.join(outside, 'x.snapshot.json'), path.join(folder, 'linked.snapshot.json'));
    } catch {
      return; // Windows gives links to those who may make them only.
    }
    const { snapshot: linked } = await around(folder, manifest(), { at: 'linked.server.json' });
    assert.ok(linked && 'refused' in linked.content);
  });

  it('has no dependencies for somebody else’s server, whose registration lies beside our code', async () => {
    const folder = folderWith({ 'package.json': JSON.stringify({ ...packageJson, name: 'our-app' }), 'package-lock.json': JSON.stringify(lock) });
    assert.equal((await around(folder, manifest(), { at: 'ledger.server.json' })).dependencies, undefined);
    const remote = manifest({ packages: undefined, remotes: [{ type: 'sse', url: 'https://x.example' }] });
    assert.equal((await around(folder, remote, { at: 'ledger.server.json' })).dependencies, undefined);
    assert.equal((await around(folder, remote)).dependencies?.file, 'package-lock.json');
  });

  it('is looked for where the manifest says the server lies, and never outside of the folder', async () => {
    const folder = folderWith({ 'packages/a/package.json': JSON.stringify({ name: 'a', version: '1.0.0' }) });
    const saying = (subfolder: unknown): Fields => manifest({ repository: { url: 'https://github.com/a/b', source: 'github', subfolder } });
    assert.deepEqual((await around(folder, saying('packages/a'))).packages?.map(({ name }) => name), ['a']);
    const inside = path.join(folder, 'packages', 'b');
    fs.mkdirSync(inside);
    for (const way of ['../a', '/packages/a', 'C:\\a', '..', 5, '\0', 'x'.repeat(1000)]) assert.deepEqual(await around(inside, saying(way)), {}, String(way));
    fs.symlinkSync(path.join(folder, 'packages', 'a'), path.join(inside, 'link'));
    assert.deepEqual(await around(inside, saying('link')), {});
  });

  it('is the bill of materials that the contract names, from its folder, else from the workspace’s', async () => {
    const folder = folderWith({ 'bom.json': '{"a":1}', 'stubs/own.json': '{"b":2}' });
    assert.deepEqual((await around(folder, naming('bom.json'))).sbom, { text: '{"a":1}' });
    assert.deepEqual((await around(folder, naming('./own.json'), { at: 'stubs/x.server.json' })).sbom, { text: '{"b":2}' });
    assert.deepEqual((await around(folder, naming('bom.json'), { at: 'stubs/x.server.json' })).sbom, { text: '{"a":1}' });
    assert.deepEqual((await around(folder, naming('gone.json'))).sbom, { problem: 'absent' });
    for (const named of ['https://x.example/bom.json', 'none', 'TODO: path', '', 5, null]) assert.equal((await around(folder, naming(named))).sbom, undefined, String(named));
  });

  it('does not lead out of the folder by a bill of materials', async () => {
    const outside = folderWith({ 'secret.json': '{"s":1}' });
    const folder = folderWith({ 'a.json': '{}' });
    fs.symlinkSync(path.join(outside, 'secret.json'), path.join(folder, 'link.json'));
    for (const way of ['link.json', `../${path.basename(outside)}/secret.json`, path.join(outside, 'secret.json')]) {
      const { sbom } = await around(folder, naming(way));
      assert.ok(sbom === undefined || 'problem' in sbom, way);
    }
  });

  it('asks git for the repository only where its answer says something', async () => {
    const folder = folderWith({ 'a.json': '{}' });
    execFileSync('git', ['init', '-q', folder]);
    execFileSync('git', ['-C', folder, 'remote', 'add', 'origin', 'git@github.com:contoso/ledger.git']);
    const named = manifest({ name: 'io.github.contoso/ledger' });
    assert.deepEqual(await around(folder, named, { allowGit: true }), { repository: 'git@github.com:contoso/ledger.git' });
    assert.deepEqual(await around(folder, named), {});
    assert.deepEqual(await around(folder, manifest(), { allowGit: true }), {});
  });

  it('is nothing for what is no manifest, and odd files do no harm', async () => {
    const folder = folderWith({ 'package.json': '[]', 'pyproject.toml': 'name = [', 'uv.lock': '\0', 'package-lock.json': '{}' });
    assert.deepEqual(await around(folder, { port: 80 }), {});
    assert.deepEqual(await around(folder), {});
    assert.deepEqual(await manifestSurroundings({ path: 'untitled:Untitled-1', text: JSON.stringify(manifest()), allowGit: true }), {});
    assert.deepEqual(await around(path.join(folder, 'gone')), {});
  });
});
