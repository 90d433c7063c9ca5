import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { identify } from '../../src/core/identity/identify.ts';
import type { Identity } from '../../src/core/identity/identity.ts';
import { draftStub } from '../../src/core/manifest/draft.ts';
import type { Evidence } from '../../src/core/manifest/evidence.ts';
import { gatherEvidence } from '../../src/host/evidence/gather-evidence.ts';
import { sha256 } from '../../src/host/evidence/sha256.ts';
import { assertValid, contractIn, declared, parsed } from '../core/manifest/declared.ts';
import { folderWith, removeFolders } from './temporary.ts';

const license = '/_meta/io.github.mcp-roll-call~1contract/supplyChain/license';
const owner = '/_meta/io.github.mcp-roll-call~1contract/detected/suggestedOwner';
const copyAt = 'node_modules/@contoso/ledger/package.json';

const files = {
  'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/@contoso/ledger': { version: '1.4.2', license: 'MIT' } } }),
  [copyAt]: JSON.stringify({ name: '@contoso/ledger', version: '1.4.2', license: 'MIT', repository: 'github:contoso/ledger', mcpName: 'com.contoso/ledger' }),
  '.github/CODEOWNERS': '# ours\n/.vscode/ @contoso/payments\n',
};

function launched(...args: readonly string[]): Identity {
  return declared({ command: 'npx', args }).identity;
}

async function gather(folder: string, identity: Identity, allowGit = false): Promise<string[]> {
  const evidence = await gatherEvidence({ folder, configPath: path.join(folder, '.vscode', 'mcp.json'), identity, allowGit });
  return evidence.map(({ field, value, source, confidence, inferred }) => `${field} ${String(value)} ${source} ${confidence}${inferred ? ' inferred' : ''}`);
}

describe('evidence for a registration', () => {
  after(removeFolders);

  it('is what lock file, installed package and CODEOWNERS say', async () => {
    assert.deepEqual(await gather(folderWith(files), launched('@contoso/ledger')), [
      '/version 1.4.2 package-lock.json medium inferred',
      `/version 1.4.2 ${copyAt} low inferred`,
      `${license} MIT package-lock.json medium`,
      `${license} MIT ${copyAt} medium`,
      `/repository/url github:contoso/ledger ${copyAt} medium`,
      `/name com.contoso/ledger ${copyAt} medium`,
      `${owner} @contoso/payments .github/CODEOWNERS:2 medium inferred`,
    ]);
  });

  it('does not speak of a version where the launch names one or could not mean that one', async () => {
    const versions = async (spec: string): Promise<string[]> => (await gather(folderWith(files), launched(spec))).filter((line) => line.startsWith('/version')).map((line) => line.split(' ').slice(2).join(' '));
    assert.deepEqual(await versions('@contoso/ledger@1.4.2'), []);
    assert.deepEqual(await versions('@contoso/ledger@^2.0.0'), []);
    assert.deepEqual(await versions('@contoso/ledger@^1.0.0'), ['package-lock.json medium inferred', `${copyAt} low inferred`]);
    assert.deepEqual(await versions('@contoso/ledger@latest'), ['package-lock.json low inferred', `${copyAt} low inferred`]);
  });

  it('counts less where it is another version’s', async () => {
    assert.ok((await gather(folderWith(files), launched('@contoso/ledger@2.0.0'))).includes(`${license} MIT package-lock.json low`));
  });

  it('knows Python packages', async () => {
    const at = '.venv/lib/python3.12/site-packages/mcp_server_git-2025.12.18.dist-info/METADATA';
    const folder = folderWith({ [at]: 'Name: mcp-server-git\nVersion: 2025.12.18\nLicense: MIT\n' });
    const { identity } = declared({ command: 'uvx', args: ['mcp-server-git>=2025'] });
    assert.deepEqual(await gather(folder, identity), [`/version 2025.12.18 ${at} low inferred`, `${license} MIT ${at} medium`]);
    assert.deepEqual(await gather(folder, declared({ command: 'uvx', args: ['mcp-server-git<2025'] }).identity), [`${license} MIT ${at} medium`]);
  });

  it('is only the owner for a server that is no package', async () => {
    const folder = folderWith(files);
    for (const entry of [{ url: 'https://h.example/mcp' }, { command: 'npx', args: ['mcp-remote', 'https://h.example/mcp'] }, { command: 'node', args: ['x.js'] }, { command: 'sh', args: ['-c', 'x'] }]) {
      assert.deepEqual(await gather(folder, declared(entry).identity), [`${owner} @contoso/payments .github/CODEOWNERS:2 medium inferred`]);
    }
  });

  it('asks git only when it may, and only where CODEOWNERS does not say', async () => {
    const folder = folderWith({ '.vscode/mcp.json': '{}' });
    const git = (...args: string[]): void => void execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: folder } });
    git('init', '-q');
    git('add', '.');
    git('-c', 'user.name=Jane', '-c', 'user.email=jane@contoso.com', 'commit', '-q', '-m', 'x');
    const identity = launched('x@1.0.0');
    assert.deepEqual(await gather(folder, identity), []);
    assert.deepEqual(await gather(folder, identity, true), [`${owner} Jane <jane@contoso.com> git log .vscode/mcp.json: 1 of 1 commits low inferred`]);
  });

  it('says nothing of a config file that lies elsewhere', async () => {
    const evidence = await gatherEvidence({ folder: folderWith(files), configPath: '/home/jane/.claude.json', identity: launched('x@1.0.0'), allowGit: true });
    assert.deepEqual(evidence, []);
  });

  it('fills a stub in', async () => {
    const folder = folderWith(files);
    const { server } = declared({ command: 'npx', args: ['-y', '@contoso/ledger'] });
    const identity = identify(server, { scope: 'workspace' });
    const evidence: Evidence[] = await gatherEvidence({ folder, configPath: path.join(folder, '.vscode/mcp.json'), identity, allowGit: false });
    const { text } = draftStub({ server, identity, source: '.vscode/mcp.json#/servers/ledger', evidence, sha256 });
    assertValid(text);
    const { name, version, repository } = parsed(text);
    assert.deepEqual([name, version, repository], ['com.contoso/ledger', '1.4.2', { url: 'https://github.com/contoso/ledger', source: 'github' }]);
    assert.equal(contractIn(text).supplyChain.license, 'MIT');
    assert.deepEqual(contractIn(text).detected.suggestedOwner, { value: '@contoso/payments', evidence: '.github/CODEOWNERS:2', confidence: 'medium' });
  });
});
