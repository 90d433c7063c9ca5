import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readEnvelope } from '../../../src/core/registry/read-envelope.ts';
import { realEntries } from '../../registry/server.ts';

const official = 'io.modelcontextprotocol.registry/official';
const server = { name: 'com.contoso/ledger', version: '1.4.2', description: 'The ledger' };
const one = (entry: unknown) => readEnvelope({ servers: [entry] })?.servers[0];
const told = (meta: object, own: object = {}) => one({ server: { ...server, ...own }, _meta: { [official]: meta } });

describe('a page of a registry', () => {
  it('holds what a verdict and a declaration need, and nothing else', () => {
    const read = readEnvelope({
      servers: [
        {
          server: {
            ...server, title: 'Ledger', $schema: 'https://static.example/server.schema.json', websiteUrl: 'https://contoso.com', icons: [{ src: 'https://contoso.com/i.png' }],
            repository: { url: 'https://github.com/contoso/ledger', source: 'github', id: 'x' },
            packages: [{
              registryType: 'npm', identifier: '@contoso/ledger-mcp', version: '1.4.2', fileSha256: 'AB'.repeat(32), runtimeHint: 'npx', transport: { type: 'stdio' },
              packageArguments: [{ type: 'named', name: '--mode', value: 'read-only', description: 'How' }, { type: 'positional', valueHint: 'folder', isRequired: true, isRepeated: true }],
              environmentVariables: [{ name: 'LEDGER_TOKEN', description: 'From the portal', isRequired: true, isSecret: true }, { name: 'LEDGER_REGION', default: 'eu', choices: ['eu', 'us'] }],
            }],
            remotes: [{ type: 'streamable-http', url: 'https://{tenant}.contoso.com/mcp', variables: { tenant: { choices: ['a', 'b'] } }, headers: [{ name: 'Authorization', isSecret: true, value: 'Bearer {token}' }] }],
          },
          _meta: { [official]: { status: 'active', statusChangedAt: '2026-10-01T00:00:00Z', publishedAt: '2026-09-01T00:00:00Z', updatedAt: '2026-10-02T00:00:00Z', isLatest: true }, 'com.example': { anything: 1 } },
        },
      ],
      metadata: { nextCursor: 'com.contoso/ledger:1.4.2', count: 1 },
    });
    assert.deepEqual(read, {
      servers: [{
        name: 'com.contoso/ledger', version: '1.4.2', status: 'active', statusChangedAt: '2026-10-01T00:00:00Z', updatedAt: '2026-10-02T00:00:00Z', isLatest: true, title: 'Ledger', description: 'The ledger',
        packages: [{
          type: 'npm', identifier: '@contoso/ledger-mcp', version: '1.4.2', fileSha256: 'ab'.repeat(32), runtimeHint: 'npx', transport: 'stdio',
          packageArguments: [{ kind: 'named', name: '--mode', value: 'read-only' }, { kind: 'positional', name: 'folder', isRequired: true, isRepeated: true }],
          environmentVariables: [{ name: 'LEDGER_TOKEN', isRequired: true, isSecret: true }, { name: 'LEDGER_REGION', default: 'eu', choices: ['eu', 'us'] }],
        }],
        remotes: [{ type: 'streamable-http', url: 'https://{tenant}.contoso.com/mcp', variables: [{ name: 'tenant', choices: ['a', 'b'] }], headers: [{ name: 'Authorization', isSecret: true, value: 'Bearer {token}' }] }],
        repository: 'https://github.com/contoso/ledger',
      }],
      skipped: 0,
      next: 'com.contoso/ledger:1.4.2',
    });
  });

  it('is read in the spelling of the first edition too', () => {
    const read = readEnvelope({
      servers: [{ name: 'com.contoso/old', version: '0.1.0', status: 'deprecated', packages: [{ registry_type: 'pypi', identifier: 'contoso-old', version: '0.1.0', file_sha256: 'a'.repeat(64), environment_variables: [{ name: 'T', is_secret: true }] }], _meta: { [official]: { is_latest: true, updated_at: '2025-08-01T00:00:00Z' } } }],
      metadata: { next_cursor: 'abc', count: 1 },
    });
    assert.deepEqual(read, {
      servers: [{ name: 'com.contoso/old', version: '0.1.0', status: 'deprecated', updatedAt: '2025-08-01T00:00:00Z', isLatest: true, packages: [{ type: 'pypi', identifier: 'contoso-old', version: '0.1.0', fileSha256: 'a'.repeat(64), transport: 'stdio', environmentVariables: [{ name: 'T', isSecret: true }] }] }],
      skipped: 0,
      next: 'abc',
    });
  });

  const statuses: [string, unknown, string, string | undefined][] = [
    ['active', { status: 'active' }, 'active', undefined],
    ['no status', {}, 'active', undefined],
    ['null', { status: null }, 'active', undefined],
    ['deprecated, with its message', { status: 'deprecated', statusMessage: 'Use 2.0.0' }, 'deprecated', 'Use 2.0.0'],
    ['deleted', { status: 'deleted' }, 'deleted', undefined],
    ['one that is not known', { status: 'suspended' }, 'deprecated', 'suspended'],
    ['one of a wrong kind', { status: 7 }, 'deprecated', undefined],
    ['in capitals', { status: 'DELETED' }, 'deprecated', 'DELETED'],
    ['snake case', { status: 'deleted', status_message: 'Gone' }, 'deleted', 'Gone'],
  ];
  for (const [what, meta, status, message] of statuses) {
    it(`has a server whose status is ${what}`, () => {
      const read = told(meta as object);
      assert.deepEqual([read?.status, read?.statusMessage], [status, message]);
    });
  }

  it('counts a server without metadata as active, and believes no publisher who says more than the registry', () => {
    assert.equal(one({ server })?.status, 'active');
    assert.equal(one(server)?.status, 'active');
    assert.equal(one({ server, status: 'deleted' })?.status, 'deleted');
    assert.equal(one({ server, status: 200 })?.status, 'active');
    assert.equal(told({ status: 'deleted' }, { status: 'active' })?.status, 'deleted');
    assert.equal(told({ status: 'active' }, { status: 'deleted' })?.status, 'deleted');
  });

  it('never takes a version for the latest that has no order', () => {
    assert.equal(told({ isLatest: true })?.isLatest, true);
    assert.equal(told({ isLatest: true }, { version: 'nightly' })?.isLatest, undefined);
    assert.equal(told({ isLatest: true }, { version: '2026-final' })?.isLatest, undefined);
    assert.equal(told({ isLatest: 'yes' })?.isLatest, undefined);
  });

  const nothings: [string, unknown][] = [
    ['no name', { server: { version: '1.0.0' } }], ['no version', { server: { name: 'a/b' } }], ['a name that is a number', { server: { name: 7, version: '1.0.0' } }], ['a name with a line break', { server: { name: 'a/b\n', version: '1' } }],
    ['a name that turns the writing direction', { server: { name: 'a/\u202Eb', version: '1' } }], ['a huge name', { server: { name: 'a/'.padEnd(5000, 'b'), version: '1' } }], ['null', null], ['a list', []], ['text', 'com.contoso/x'],
  ];
  for (const [what, entry] of nothings) {
    it(`loses no other entry to one with ${what}`, () => {
      const read = readEnvelope({ servers: [entry, { server }, entry], metadata: {} });
      assert.deepEqual([read?.servers.map(({ name }) => name), read?.skipped], [['com.contoso/ledger'], 2]);
    });
  }

  const noPages: [string, unknown][] = [
    ['null', null], ['a list', []], ['an error', { error: 'no' }], ['servers that are no list', { servers: {} }], ['a cursor that is a number', { servers: [], metadata: { nextCursor: 7 } }], ['metadata that is text', { servers: [], metadata: 'x' }],
    ['a page of a hundred thousand', { servers: Array.from({ length: 100_000 }, () => 0) }], ['a cursor without an end', { servers: [], metadata: { nextCursor: 'x'.repeat(10_000) } }],
  ];
  for (const [what, json] of noPages) it(`is not ${what}`, () => assert.equal(readEnvelope(json), undefined));

  it('ends where the cursor is absent, null or empty', () => {
    for (const metadata of [undefined, null, {}, { nextCursor: null }, { nextCursor: '' }, { count: 0 }]) assert.deepEqual(readEnvelope({ servers: [], metadata }), { servers: [], skipped: 0, next: undefined });
  });

  it('keeps no secret that a registry publishes', () => {
    const token = `ghp_${'Ab1'.repeat(12)}`;
    const read = one({
      server: {
        ...server,
        packages: [{ registryType: 'npm', identifier: 'x', version: '1.0.0', environmentVariables: [{ name: 'API_KEY', isSecret: true, default: 'hunter2hunter2' }, { name: 'OTHER', value: token }, { name: 'DB_PASSWORD', default: 'swordfish' }], packageArguments: [{ type: 'named', name: '--pat', value: token }] }],
        remotes: [{ type: 'sse', url: `https://contoso.com/sse?key=${token}` }],
      },
    });
    assert.ok(!/ghp_|hunter2|swordfish/.test(JSON.stringify(read)), JSON.stringify(read));
    assert.deepEqual(read?.packages?.[0]?.environmentVariables, [{ name: 'API_KEY', isSecret: true }, { name: 'OTHER' }, { name: 'DB_PASSWORD' }]);
  });

  it('takes a package whose version or registry cannot be read as none at all, not as any version', () => {
    const packages = [{ registryType: 'npm', identifier: 'a', version: 7 }, { registryType: 'npm', identifier: 'b', version: '1.0.0', registryBaseUrl: { url: 'https://x' } }, { registryType: 'npm', identifier: 'c', version: '1.0.0' }];
    assert.deepEqual(one({ server: { ...server, packages } })?.packages?.map(({ identifier }) => identifier), ['c']);
  });

  it('reads every real server.json, and nothing of it is lost that starts it', () => {
    const real = realEntries();
    const read = readEnvelope({ servers: real.map((each) => ({ server: each.server })) });
    assert.equal(read?.skipped, 0);
    assert.equal(read.servers.length, 60);
    assert.equal(read.servers.flatMap(({ packages = [] }) => packages).length, real.flatMap((each) => (each.server['packages'] as unknown[] | undefined) ?? []).length);
  });

  it('never throws, whatever is answered', () => {
    const hostile = fc.oneof(fc.anything({ withNullPrototype: true, maxDepth: 4 }), fc.constant(JSON.parse('{"__proto__":{"name":"a/b","version":"1"},"constructor":7,"hasOwnProperty":1}') as unknown));
    const near = fc.record({ server: fc.oneof(hostile, fc.record({ name: fc.oneof(fc.string(), hostile), version: fc.oneof(fc.string(), hostile), packages: fc.array(hostile), remotes: fc.oneof(hostile, fc.array(fc.record({ url: hostile, variables: hostile, headers: fc.array(hostile) }))), title: fc.string({ unit: 'binary' }) })), _meta: hostile });
    fc.assert(fc.property(fc.oneof(hostile, fc.record({ servers: fc.array(near), metadata: hostile })), (json) => {
      const read = readEnvelope(json);
      for (const each of read?.servers ?? []) assert.ok(each.name.length <= 300 && ['active', 'deprecated', 'deleted'].includes(each.status));
    }), { numRuns: 500 });
    assert.equal(({} as { name?: string }).name, undefined);
  });
});
