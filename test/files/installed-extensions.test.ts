import assert from 'node:assert/strict';
import * as path from 'node:path';
import { assessFile } from '../../src/core/assess-file.ts';
import type { FileAssessment } from '../../src/core/assess.ts';
import { readPlace } from '../../src/core/config/read-place.ts';
import { noFacts } from '../../src/core/facts.ts';
import { describeIdentity } from '../../src/core/identity/describe.ts';
import { maskedCommandLine } from '../../src/core/secret/mask.ts';
import { render } from '../../src/core/text/message.ts';
import { installedExtensions } from '../../src/host/files/installed-extensions.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { policyOf, none } from '../core/report/assessed.ts';
import { tempFolder } from './temp.ts';

describe('installed extensions that hand servers to VS Code', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());

  const install = (home: string, folder: string, manifest: unknown): void => void temp.write(`${home}/extensions/${folder}/package.json`, JSON.stringify(manifest));
  const list = (home: string, folders: readonly unknown[]): void => void temp.write(`${home}/extensions/extensions.json`, JSON.stringify(folders.map((relativeLocation) => ({ identifier: { id: 'x' }, relativeLocation }))));
  const provider = { publisher: 'Contoso', name: 'ledger-tools', version: '2.1.0', contributes: { mcpServerDefinitionProviders: [{ id: 'ledger', label: 'Ledger' }, { id: 'second' }] } };
  const found = (): string[] => installedExtensions({ home: temp.folder, env: {} }).places.map((place) => path.relative(temp.folder, place.path).replaceAll('\\', '/'));
  const assessed = async (policy = none): Promise<FileAssessment> => {
    const [place] = installedExtensions({ home: temp.folder, env: {} }).places;
    return assessFile(await readPlace({ ...place!, content: readContent(place!) }), { policy, facts: noFacts, now: '2026-11-21T00:00:00Z' });
  };

  it('are found by the list that VS Code keeps, in each of its builds; others are not named', () => {
    install('.vscode', 'contoso.ledger-tools-2.1.0', provider);
    install('.vscode', 'old.version-1.0.0', provider);
    install('.vscode', 'plain.theme-1.0.0', { publisher: 'plain', name: 'theme', version: '1.0.0' });
    list('.vscode', ['contoso.ledger-tools-2.1.0', 'plain.theme-1.0.0', 'gone-1.0.0', '../../outside', '..', 7]);
    install('.cursor', 'a.b-1', provider);
    list('.cursor', ['a.b-1']);
    assert.deepEqual(found(), ['.vscode/extensions/contoso.ledger-tools-2.1.0/package.json', '.cursor/extensions/a.b-1/package.json']);
    temp.write('portable/extensions/x.y-1/package.json', JSON.stringify(provider));
    temp.write('portable/extensions/extensions.json', '[{"relativeLocation":"x.y-1"}]');
    assert.equal(installedExtensions({ home: '/nowhere', env: { VSCODE_PORTABLE: path.join(temp.folder, 'portable') } }).places.length, 1);
    temp.write('.vscode/extensions/extensions.json', '{ broken');
    assert.deepEqual(found(), ['.cursor/extensions/a.b-1/package.json']);
  });

  it('are rows with the extension’s id, version and publisher', async () => {
    install('.vscode', 'c', provider);
    list('.vscode', ['c']);
    const { file, servers } = await assessed();
    assert.deepEqual([file.status, file.scope, file.clients], ['read', 'user', ['vscode']]);
    assert.deepEqual(
      servers.map(({ declaration, identity }) => [declaration.name, describeIdentity(identity), identity.kind === 'package' && identity.purl, maskedCommandLine(declaration)]),
      [
        ['Ledger', 'VS Code extension contoso.ledger-tools 2.1.0', 'pkg:vscode-extension/contoso/ledger-tools@2.1.0', 'Contoso.ledger-tools@2.1.0'],
        ['second', 'VS Code extension contoso.ledger-tools 2.1.0', 'pkg:vscode-extension/contoso/ledger-tools@2.1.0', 'Contoso.ledger-tools@2.1.0'],
      ],
    );
    assert.equal(file.document.text.slice(file.document.text.indexOf('{"id":"ledger"')).startsWith('{"id":"ledger"'), true);
    assert.equal(servers[0]!.declaration.range.start.character, file.document.text.indexOf('{"id":"ledger"'));
  });

  it('are held against the policy like any package', async () => {
    install('.vscode', 'c', provider);
    list('.vscode', ['c']);
    const verdicts = async (entry: object): Promise<string[]> => (await assessed(policyOf([{ id: 'ledger', ...entry }]))).servers.map(({ verdict }) => `${verdict.state} ${verdict.code}`);
    const named = (versions?: readonly string[]): object => ({ package: { type: 'vscode-extension', name: 'contoso.Ledger-Tools', ...(versions && { versions }) } });
    assert.deepEqual(await verdicts({ state: 'approved', match: [named(['2.1.0'])] }), ['approved matched', 'approved matched']);
    assert.deepEqual(await verdicts({ state: 'approved', match: [named(['2.0.0'])] }), ['unknown other-version', 'unknown other-version']);
    assert.deepEqual(await verdicts({ state: 'approved', match: [named()] }), ['unknown weak-match', 'unknown weak-match']);
    assert.deepEqual(await verdicts({ state: 'denied', match: [named()] }), ['denied matched', 'denied matched']);
  });

  it('that say nothing usable of themselves are opaque, and never approved', async () => {
    install('.vscode', 'c', { contributes: { mcpServerDefinitionProviders: [7] } });
    list('.vscode', ['c']);
    const [server] = (await assessed()).servers;
    assert.equal(server!.identity.kind, 'opaque');
    install('.vscode', 'c', { publisher: 'a', name: 'b', contributes: { mcpServerDefinitionProviders: 'x' } });
    const { servers, file } = await assessed();
    assert.deepEqual([servers.length, file.reason && render(file.reason)], [0, 'what it says of its servers is not a list']);
  });
});
