import assert from 'node:assert/strict';
import { addressesOf, artifactOf } from '../../../src/core/registry/artifact.ts';
import type { RegistryPackage, RegistryRemote } from '../../../src/core/registry/registry-server.ts';

const digest = `sha256:${'c'.repeat(64)}`;
const npm = __NPM_DEFAULT_REGISTRY__;
const plain = { registry: undefined, digest: undefined };

describe('what a package of a registry is', () => {
  const cases: [string, Partial<RegistryPackage>, object | undefined][] = [
    ['an npm package', { type: 'npm', identifier: '@contoso/x', version: '1.4.2' }, { type: 'npm', name: '@contoso/x', version: '1.4.2', ...plain }],
    ['with npm’s own registry', { type: 'npm', identifier: 'x', version: '1.4.2', registryBaseUrl: npm }, { type: 'npm', name: 'x', version: '1.4.2', ...plain }],
    ['with another registry', { type: 'npm', identifier: 'x', version: '1.4.2', registryBaseUrl: 'https://NPM.contoso.com/' }, { type: 'npm', name: 'x', version: '1.4.2', ...plain, registry: 'https://npm.contoso.com/' }],
    ['with a registry that is none', { type: 'npm', identifier: 'x', version: '1.4.2', registryBaseUrl: 'contoso' }, undefined],
    ['a range', { type: 'npm', identifier: 'x', version: '^1.4.2' }, undefined],
    ['latest', { type: 'npm', identifier: 'x', version: 'latest' }, undefined],
    ['a version that is none', { type: 'npm', identifier: 'x', version: 'nightly' }, undefined],
    ['no version', { type: 'npm', identifier: 'x' }, undefined],
    ['a name with a version in it', { type: 'npm', identifier: 'x@1.0.0', version: '1.0.0' }, undefined],
    ['a git address for a name', { type: 'npm', identifier: 'git+https://evil.example/x', version: '1.0.0' }, undefined],
    ['PyPI, with its own address', { type: 'pypi', identifier: 'contoso_x', version: '2.0', registryBaseUrl: 'https://pypi.org/simple' }, { type: 'pypi', name: 'contoso_x', version: '2.0', ...plain }],
    ['PyPI’s look-alike', { type: 'pypi', identifier: 'x', version: '2.0', registryBaseUrl: 'https://pypi.org.evil.example' }, { type: 'pypi', name: 'x', version: '2.0', ...plain, registry: 'https://pypi.org.evil.example/' }],
    ['NuGet', { type: 'nuget', identifier: 'Contoso.X', version: '2.0.0', registryBaseUrl: 'https://api.nuget.org/v3/index.json', fileSha256: 'c'.repeat(64) }, { type: 'nuget', name: 'Contoso.X', version: '2.0.0', registry: undefined, digest }],
    ['an image by digest', { type: 'oci', identifier: `ghcr.io/contoso/x:1.0@${digest}` }, { type: 'oci', name: 'ghcr.io/contoso/x', version: digest, registry: undefined, digest }],
    ['an image by tag', { type: 'oci', identifier: 'ghcr.io/contoso/x:1.0' }, { type: 'oci', name: 'ghcr.io/contoso/x', version: '1.0', ...plain }],
    ['an image in fields of its own', { type: 'oci', identifier: 'contoso/x', version: '1.0', registryBaseUrl: 'https://ghcr.io' }, { type: 'oci', name: 'ghcr.io/contoso/x', version: '1.0', ...plain }],
    ['an image of Docker Hub', { type: 'oci', identifier: 'mcp/fetch', version: '1.0', registryBaseUrl: 'https://docker.io' }, { type: 'oci', name: 'docker.io/mcp/fetch', version: '1.0', ...plain }],
    ['an image at latest', { type: 'oci', identifier: 'mcp/fetch:latest' }, undefined],
    ['an image without tag', { type: 'oci', identifier: 'mcp/fetch' }, undefined],
    ['a bundle', { type: 'mcpb', identifier: 'https://github.com/x/y/releases/x.mcpb', version: '1.0.0' }, undefined],
    ['a kind that is new', { type: 'cargo', identifier: 'x', version: '1.0.0' }, undefined],
    ['no kind', { type: '', identifier: 'x', version: '1.0.0' }, undefined],
    ['a name with a template left in it', { type: 'npm', identifier: '<<Name>>', version: '1.0.0' }, undefined],
  ];
  for (const [what, given, expected] of cases) it(what, () => assert.deepEqual(artifactOf({ transport: 'stdio', ...given } as RegistryPackage), expected));
});

describe('where a remote of a registry may be called', () => {
  const urls = (remote: Partial<RegistryRemote>): string[] => addressesOf({ type: 'streamable-http', url: '', ...remote }).map(({ scheme, host, port, path, query }) => `${scheme}://${host}:${port}${path}${query.map((name) => `?${name}`).join('')}`);
  const cases: [string, Partial<RegistryRemote>, string[]][] = [
    ['one address', { url: 'https://MCP.contoso.com/mcp' }, ['https://mcp.contoso.com:443/mcp']],
    ['with parameters', { url: 'https://contoso.com/mcp?project=x' }, ['https://contoso.com:443/mcp?project']],
    ['with a variable of given values', { url: 'https://{tenant}.contoso.com/{area}', variables: [{ name: 'tenant', choices: ['a', 'b'] }, { name: 'area', value: 'mcp' }] }, ['https://a.contoso.com:443/mcp', 'https://b.contoso.com:443/mcp']],
    ['with a variable of any value', { url: 'https://{tenant}.contoso.com/mcp', variables: [{ name: 'tenant', default: 'a' }] }, []],
    ['with a variable nobody explains', { url: 'https://contoso.com/{x}' }, []],
    ['with a value that holds another variable', { url: 'https://contoso.com/{x}', variables: [{ name: 'x', choices: ['{y}'] }] }, []],
    ['with more values than can be told', { url: 'https://contoso.com/{x}/{y}', variables: [{ name: 'x', choices: Array.from({ length: 9 }, (_, i) => `${i}`) }, { name: 'y', choices: Array.from({ length: 9 }, (_, i) => `${i}`) }] }, []],
    ['a variable for all of it', { url: '{base}/mcp', variables: [{ name: 'base', choices: ['https://contoso.com'] }] }, ['https://contoso.com:443/mcp']],
    ['a login in it', { url: 'https://user:pw@contoso.com/mcp' }, []],
    ['no address', { url: 'contoso' }, []],
    ['a replacement pattern for a value', { url: 'https://contoso.com/{x}', variables: [{ name: 'x', choices: ["$&$'"] }] }, ["https://contoso.com:443/$&$'"]],
    ['a bracket that is left', { url: 'https://contoso.com/{x' }, []],
  ];
  for (const [what, given, expected] of cases) it(what, () => assert.deepEqual(urls(given), expected));
});
