import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { compileRegistryFiles } from '../../src/core/native/registry-files/compile.ts';
import { writeCompiled } from '../../src/host/native/write-compiled.ts';
import { planFor } from '../core/native/registry-files/generated.ts';
import { outcome, packaged, policyWith, remote } from '../core/policy/subjects.ts';
import { Machine, policyText } from '../policy-host/keeping.ts';

/** A web server with no more sense than what the text beside the files asks for: it decodes an address, and answers with the folder's `index.json`. */
async function serveFolder(folder: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = http.createServer((request, response) => {
    const file = path.join(folder, decodeURIComponent(new URL(request.url!, 'http://x').pathname), 'index.json');
    if (!fs.existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(fs.readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

const npm = (name: string, ...versions: string[]) => ({ package: { type: 'npm', name, versions } });
const servers = [
  { id: 'com.contoso/ledger', state: 'approved', expires: '2030-01-01', match: [npm('@contoso/ledger', '1.4.2', '1.5.0')] },
  { id: 'Wiki of ours', state: 'conditional', conditions: 'Public pages only', match: [{ url: { host: 'wiki.contoso.com', path: '/mcp' } }] },
  { id: 'com.contoso/images', state: 'approved', match: [{ package: { type: 'oci', name: 'ghcr.io/contoso/images', versions: [`sha256:${'a'.repeat(64)}`] } }] },
  { id: 'com.contoso/old', state: 'deprecated', reason: 'Use the ledger.', match: [npm('old', '1.0.0')] },
  { id: 'com.contoso/stolen', state: 'revoked', reason: 'It was taken over.', match: [npm('stolen', '1.0.0')] },
  { id: 'com.contoso/half', state: 'approved', match: [npm('half', '1.0.0', '2.0.0')] },
  { id: 'no half', state: 'denied', match: [npm('half', '2.0.0')] },
  { id: 'com.contoso/any', state: 'approved', minIdentity: 'source', match: [npm('any', '>=1.0.0')] },
  { id: 'never listed', state: 'denied', match: [npm('evil', '1.0.0')] },
];
const policy = policyWith({ issuer: 'com.contoso.security', servers });

describe('a policy’s static registry files, on a plain web server', () => {
  let machine: Machine;
  let web: Awaited<ReturnType<typeof serveFolder>>;
  const at = async (address: string): Promise<{ status: number; json: any }> => {
    const response = await fetch(`${web.url}/v0.1/servers${address}`);
    return { status: response.status, json: response.ok ? await response.json() : undefined };
  };

  before(async () => {
    machine = await Machine.make();
    writeCompiled(machine.at('registry'), compileRegistryFiles(planFor(policy)).files, 'A registry.', false);
    web = await serveFolder(machine.at('registry'));
  });
  after(async () => {
    await web.stop();
    await machine.close();
  });

  it('answer as VS Code and Copilot ask', async () => {
    const { json: list } = await at('?limit=50&version=latest');
    assert.deepEqual(list.servers.map((one: any) => `${one.server.name} ${one.server.version} ${one._meta['io.modelcontextprotocol.registry/official'].status}${one._meta['io.modelcontextprotocol.registry/official'].isLatest ? ' latest' : ''}`), [
      'com.contoso.security/Wiki-of-ours 1.0.0 active latest',
      'com.contoso/half 2.0.0 deleted',
      'com.contoso/half 1.0.0 active latest',
      `com.contoso/images 0.0.0-sha256-${'a'.repeat(16)} active latest`,
      'com.contoso/ledger 1.5.0 active latest',
      'com.contoso/ledger 1.4.2 active',
      'com.contoso/old 1.0.0 deprecated latest',
      'com.contoso/stolen 1.0.0 deleted',
    ]);
    assert.deepEqual(list.metadata, { count: 8 });
    assert.equal((await at('/com.contoso%2Fledger/versions/latest')).json.server.version, '1.5.0');
    assert.equal((await at('/com.contoso%2Fledger/versions/1.4.2')).json.server.packages[0].version, '1.4.2');
    assert.deepEqual((await at('/com.contoso%2Fledger/versions')).json.servers.map((one: any) => one.server.version), ['1.5.0', '1.4.2']);
    assert.equal((await at('/com.contoso%2Fhalf/versions/latest')).json.server.version, '1.0.0', 'the newest one that is not deleted');
  });

  it('let VS Code start nothing by the name of what is deleted, or of what never was there', async () => {
    assert.deepEqual([(await at('/com.contoso%2Fstolen/versions/latest')).status, (await at('/com.contoso%2Fstolen/versions/1.0.0')).json._meta['io.modelcontextprotocol.registry/official'].statusMessage], [404, 'It was taken over.']);
    assert.equal((await at('/com.contoso.security%2Fnever-listed/versions')).status, 404);
  });

  it('approve the same to this program, where a policy trusts only them', async () => {
    const file = machine.temp.write('trusting.json', policyText(1, { registries: [{ url: web.url, api: 'v0.1', trust: 'approves' }] }));
    machine.given = [{ value: file, namedBy: 'setting' }];
    const keeper = machine.keeper();
    keeper.read();
    await keeper.refresh();
    const state = keeper.read();
    assert.ok(state.kind === 'ready');
    const declared = [
      packaged({ name: '@contoso/ledger', version: '1.4.2' }), packaged({ name: '@contoso/ledger', version: '1.6.0' }), packaged({ name: '@contoso/ledger' }), remote('https://wiki.contoso.com/mcp'), remote('https://wiki.contoso.com/other'),
      packaged({ type: 'oci', name: 'ghcr.io/contoso/images', digest: `sha256:${'a'.repeat(64)}` }), packaged({ name: 'old', version: '1.0.0' }), packaged({ name: 'stolen', version: '1.0.0' }), packaged({ name: 'half', version: '1.0.0' }), packaged({ name: 'half', version: '2.0.0' }),
      packaged({ name: 'any', version: '1.2.3' }), packaged({ name: 'evil', version: '1.0.0' }),
    ];
    assert.deepEqual(declared.map((subject) => outcome(state.policy.decide(subject, '2026-11-21T12:00:00Z'))), [
      'approved', 'unknown other-version', 'unknown unpinned', 'approved', 'unknown not-listed',
      'approved', 'deprecated', 'revoked', 'approved', 'revoked',
      'unknown not-listed', 'unknown not-listed',
    ]);
  });
});
