import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { workspaceFileAt } from '../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../src/core/config/config-file.ts';
import { readConfigFile } from '../../src/core/config/read.ts';
import type { Remembered } from '../../src/core/inventory/remembered.ts';
import { InventoryEvidence } from '../../src/host/inventory/inventory-evidence.ts';
import { folderWith, removeFolders } from '../evidence/temporary.ts';

const config = JSON.stringify({ servers: { a: { command: 'npx', args: ['a@1.0.0'] } } });
const environment = { platform: 'linux', home: '/home/ada' } as const;

function fileIn(root: string, text = config): ConfigFile {
  return readConfigFile({ path: path.join(root, '.vscode/mcp.json'), root, known: workspaceFileAt('.vscode/mcp.json')!, live: true, content: { text } });
}

function look(folder: string, registrations?: string): InventoryEvidence['surroundings'] {
  const evidence = new InventoryEvidence(environment, registrations === undefined ? {} : { registrations });
  evidence.lookBeside([fileIn(folder)]);
  return evidence.surroundings;
}

const key = 'io.github.mcp-roll-call/contract';

describe('what an inventory takes from beside config files', () => {
  afterEach(removeFolders);

  it('is the owners of the config file, also of the repository above a nested project', () => {
    const folder = folderWith({ '.github/CODEOWNERS': '* @contoso/all\n/.vscode/ @contoso/platform @grace\n' });
    assert.deepEqual([...look(folder).codeOwners], [[path.join(folder, '.vscode/mcp.json'), '@contoso/platform @grace']]);
    fs.writeFileSync(path.join(folder, '../CODEOWNERS'), '/w/ @contoso/above\n');
    fs.rmSync(path.join(folder, '.github'), { recursive: true });
    assert.deepEqual([...look(folder).codeOwners.values()], ['@contoso/above']);
    assert.deepEqual([...look(folderWith({})).codeOwners], []);
  });

  it('is what manifests declare; what is marked TODO is not said', () => {
    const folder = folderWith({
      'server.json': JSON.stringify({ $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json', packages: [{ registryType: 'oci', identifier: 'ghcr.io/contoso/box:1.0' }], remotes: [{ url: 'https://mcp.example.com/mcp?x={x}' }] }),
      'drafts/npm-a.server.json': JSON.stringify({
        _meta: {
          [key]: {
            detected: { artifact: 'npm:a' },
            owner: { team: 'TODO: team', contact: 'mcp@contoso.example', onCall: 'TODO' },
            identity: { auth: 'oauth2', audience: 'TODO' },
            data: { classification: 'confidential', egress: ['api.contoso.example:443'] },
            tools: [{ name: 'read', effect: 'read' }, { name: 'drop', effect: 'destructive', consent: 'every-call' }, { name: 'odd', effect: 'TODO' }],
            supplyChain: { license: 'MIT', sbom: 'TODO', provenance: 'none' },
          },
        },
      }),
      'drafts/notes.json': '{}',
      'drafts/broken.server.json': '{',
    });
    assert.deepEqual(look(folder, 'drafts').contracts.get(folder), [
      { about: ['oci:ghcr.io/contoso/box', 'https://mcp.example.com/mcp'], file: 'server.json', tools: [] },
      {
        about: ['npm:a'], file: 'drafts/npm-a.server.json', owner: 'mcp@contoso.example', auth: 'oauth2', classification: 'confidential', egress: ['api.contoso.example:443'],
        tools: [{ effect: 'read', everyCall: false }, { effect: 'destructive', everyCall: true }], license: 'MIT', provenance: 'none',
      },
    ]);
    assert.deepEqual(look(folder).contracts.get(folder)?.map(({ file }) => file), ['server.json']);
  });

  it('is nothing where a file declares no server, and nothing that a link leads out of the folder to', () => {
    const outside = folderWith({ 'x.server.json': JSON.stringify({ _meta: { [key]: { owner: { team: 'Mallory' } } } }) });
    const folder = folderWith({});
    fs.symlinkSync(outside, path.join(folder, 'mcp-registrations'));
    fs.symlinkSync(path.join(outside, 'x.server.json'), path.join(folder, 'x.server.json'));
    assert.deepEqual(look(folder).contracts.get(folder), []);
    const evidence = new InventoryEvidence(environment);
    evidence.lookBeside([fileIn(outside, '{"servers":{}}')]);
    assert.equal(evidence.surroundings.contracts.size, 0);
  });

  it('is which remembered files are no more, of those in the folders that were looked at', () => {
    const folder = folderWith({ 'a/.vscode/mcp.json': config });
    const places = [path.join(folder, 'a/.vscode/mcp.json'), path.join(folder, 'b/.vscode/mcp.json'), '/elsewhere/.vscode/mcp.json', 'vscode-vfs://github/contoso/x/.vscode/mcp.json'];
    const remembered: Remembered = {
      rows: [{ id: 'pkg:npm/a', kind: 'mcp-server', identityKind: 'package', identity: 'a', names: [], firstSeen: '', lastSeen: '', launches: [], places: places.map((file) => ({ file, state: 'active', lastSeen: '', launches: [] })) }],
    };
    const vanished = (...folders: string[]): string[] => {
      const evidence = new InventoryEvidence(environment);
      evidence.lookForVanished(remembered, folders);
      return [...evidence.surroundings.vanished];
    };
    assert.deepEqual(vanished(folder), [path.join(folder, 'b/.vscode/mcp.json')]);
    assert.deepEqual(vanished(path.join(folder, 'a')), []);
    // A disk that is not there now: nothing of it is known to be no more.
    assert.deepEqual(vanished('/elsewhere'), []);
  });
});
