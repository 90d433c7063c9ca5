import * as fc from 'fast-check';
import { compilePolicy, type CompiledPolicy } from '../../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { identityLevels } from '../../../../src/core/policy/verdict.ts';
import { policyText } from '../../policy/subjects.ts';

/** Random policies over few names, versions and addresses, so that declarations made of the same ones are often spoken of. */

export const digest = `sha256:${'a'.repeat(64)}`;
export const otherDigest = `sha256:${'b'.repeat(64)}`;
export const packages = ['x', '@s/y', 'evil', 'mcp-remote'] as const;
export const versions = ['1.0.0', '1.1.0'] as const;
export const hosts = ['a.example', 'b.a.example', 'evil.example'] as const;
export const paths = ['/', '/mcp', '/mcp/', '/mcp/v1', '/mcp/Admin', '/mcpx'] as const;
export const serverNames = ['ledger', 'trusted', 'bad'] as const;

const packageMatch = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('npm'), name: fc.constantFrom(...packages), versions: fc.oneof(fc.constantFrom(['1.0.0'], ['1.0.0', '1.1.0'], ['1.1.0']), fc.constantFrom(['^1.0.0'], ['1.0.0', '>=1.1.0'])), registry: fc.constant('https://npm.corp.example/') }, { requiredKeys: ['type', 'name', 'versions'] }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('npm'), name: fc.constantFrom(...packages) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('pypi'), name: fc.constantFrom('p', 'evil'), versions: fc.constantFrom(['1.0.0'], ['1.1.0'], ['>=1.0']) }, { requiredKeys: ['type', 'name'] }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('oci'), name: fc.constantFrom('ghcr.io/c/s', 'docker.io/library/p'), digest: fc.constant(digest), versions: fc.constantFrom(['1.0'], [digest]) }, { requiredKeys: ['type', 'name'] }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('nuget'), name: fc.constantFrom('N.Mcp'), versions: fc.constantFrom(['1.0.0']) }) },
).map((of): object => ({ package: of }));

const urlMatch = fc.record(
  { host: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...hosts) }, { weight: 1, arbitrary: fc.constantFrom('*.a.example', '*.example') }), path: fc.constantFrom(...paths), pathMatch: fc.constantFrom('exact', 'prefix'), scheme: fc.constantFrom('https', 'http'), port: fc.constantFrom(8443, 443), query: fc.constantFrom(['team'], ['team', 'v']) },
  { requiredKeys: ['host'] },
).map((of): object => ({ url: of }));

const otherMatch = fc.oneof(
  fc.record({ serverName: fc.constantFrom(...serverNames) }),
  fc.record({ serverUrl: fc.constantFrom('https://a.example/*', 'https://a.example/mcp', 'https://a.example/mcp/*', 'https://*.example/mcp', 'https://*.a.example/mcp/*', 'https://a.example/MCP/*', '*://a.example/mcp/*', 'https://a.example', 'https://a.example/m*p', 'https://a.example:8443/mcp', 'https://b.a.example/mcp?team=*') }),
  fc.record({ serverCommand: fc.constantFrom(['npx', '-y', 'x@1.0.0'], ['npx', '-y', 'x@1.0.0', '--ro'], ['npx', '-y', 'x'], ['bash', '-c', 'npx x'], ['/opt/x/server'], ['node', 'server.js'], ['uvx', 'p==1.0.0']) }),
);

const conditions = fc.record(
  {
    args: fc.record({ allow: fc.subarray(['--ro', '/srv', '--privileged']), denyExtra: fc.boolean(), denyPatterns: fc.subarray(['^/$', '\\.\\.']) }, { requiredKeys: [] }),
    env: fc.record({ allow: fc.subarray(['TOKEN', 'NODE_OPTIONS']), denyLiteralSecrets: fc.boolean() }, { requiredKeys: [] }),
    cwd: fc.record({ allow: fc.constant(['/srv']) }),
  },
  { requiredKeys: [] },
);

const item = fc.tuple(fc.oneof({ weight: 5, arbitrary: packageMatch }, { weight: 4, arbitrary: urlMatch }, { weight: 3, arbitrary: otherMatch }), fc.option(conditions, { nil: {}, freq: 3 })).map(([a, b]): object => Object.assign({}, a, b));

const entry = fc.record(
  {
    id: fc.constantFrom('com.contoso/one', 'com.contoso/two', 'three'),
    state: fc.constantFrom('approved', 'approved', 'approved', 'approved', 'conditional', 'pending', 'deprecated', 'denied', 'revoked'),
    match: fc.array(item, { minLength: 1, maxLength: 3 }),
    minIdentity: fc.constantFrom(...identityLevels),
    expires: fc.constantFrom('2020-01-01', '2030-01-01', '2030-01-01'),
    tools: fc.constant({ deny: ['write'] }),
  },
  { requiredKeys: ['id', 'state', 'match'] },
);

const document = fc.record(
  { servers: fc.array(entry, { minLength: 1, maxLength: 7 }), defaults: fc.record({ minIdentity: fc.constantFrom('version', 'version', 'source', 'name', 'launch'), whenStale: fc.constantFrom('keep-last-then-warn', 'undetermined') }, { requiredKeys: [] }), expiresAt: fc.constantFrom('2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z', '2030-01-01T00:00:00Z') },
  { requiredKeys: ['servers'] },
);

/** A policy as its documents would be written. One with two layers repeats entries of the first in the second, or they would share nothing. */
export const policies: fc.Arbitrary<readonly object[]> = fc.oneof(
  { weight: 3, arbitrary: document.map((one) => [one]) },
  { weight: 1, arbitrary: fc.tuple(document, document).map(([one, other]) => [one, { ...other, servers: [...other.servers, ...one.servers.filter(({ state }) => state === 'approved')] }]) },
);

export function policyFrom(documents: readonly object[]): CompiledPolicy {
  return compilePolicy(documents.map((one, i) => ({ document: readPolicy(policyText(one as never), `/policy-${i}.json`).document!, approves: true })));
}
