import assert from 'node:assert/strict';
import { imageReference } from '../../../src/core/identity/packages/image-reference.ts';
import { nugetSpec } from '../../../src/core/identity/packages/nuget-spec.ts';
import { purlOf } from '../../../src/core/identity/packages/purl.ts';
import { pythonRequirement } from '../../../src/core/identity/packages/python-requirement.ts';
import { identityOf } from './declarations.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('image references', () => {
  for (const [text, name, tag, fixed] of [
    ['debian', 'docker.io/library/debian'],
    ['debian:12', 'docker.io/library/debian', '12'],
    ['mcp/time', 'docker.io/mcp/time'],
    ['docker.io/debian', 'docker.io/library/debian'],
    ['index.docker.io/mcp/time:1', 'docker.io/mcp/time', '1'],
    ['ghcr.io/contoso/a/b/c:v1.2', 'ghcr.io/contoso/a/b/c', 'v1.2'],
    ['GHCR.io/contoso/ledger', 'ghcr.io/contoso/ledger'],
    ['localhost/ledger', 'localhost/ledger'],
    ['localhost:5000/ledger:1', 'localhost:5000/ledger', '1'],
    ['[::1]:5000/ledger', '[::1]:5000/ledger'],
    [`ghcr.io/contoso/ledger@${digest}`, 'ghcr.io/contoso/ledger', undefined, digest],
    [`mcp/time:1@${digest}`, 'docker.io/mcp/time', '1', digest],
    ['a__b/c--d/e.f', 'docker.io/a__b/c--d/e.f'],
  ] as const) {
    it(text, () => {
      const read = imageReference(text);
      assert.deepEqual([read?.name, read?.tag, read?.digest], [name, tag, fixed]);
    });
  }

  for (const text of ['', 'Debian', 'mcp/Time', 'a//b', '/a', 'a/', 'a:', 'a:b:c', 'a@', 'a@sha256:abc', `a@sha256:${'g'.repeat(64)}`, `a@md5:${'a'.repeat(32)}`, `a@${digest}@${digest}`, 'a b', 'a..b/c', '-a', 'a_', 'a___b', 'http://ghcr.io/a/b', 'ghcr.io:port/a', 'a'.repeat(64), 'a/'.repeat(200), `a:${'b'.repeat(129)}`, 'mcp/time\n', 'ünï']) {
    it(`none: ${JSON.stringify(text.slice(0, 30))}`, () => assert.equal(imageReference(text), undefined));
  }
});

describe('Python requirements', () => {
  for (const [text, expected] of [
    ['Foo__Bar.baz', { name: 'foo-bar-baz' }],
    ['foo[a,b] == 1.0.0', { name: 'foo', version: '1.0.0' }],
    ['foo===1.0', { name: 'foo', version: '1.0' }],
    ['foo==v1.0-1', { name: 'foo', version: '1.0.post1' }],
    ['foo==1!2.0', { name: 'foo', version: '1!2.0' }],
    ['foo!=1.0', { name: 'foo', floating: '!=1.0' }],
    ['foo==1.0,>0', { name: 'foo', floating: '==1.0,>0' }],
    ['foo@1.0', { name: 'foo', version: '1.0' }],
    ['foo@latest', { name: 'foo', floating: 'latest' }],
    ['foo@newest', undefined], ['foo @ https://h.example/x.whl', undefined], ['foo==', undefined], ['foo=1.0', undefined], ['foo 1.0', undefined], ['', undefined], ['-foo', undefined], ['foo-', undefined], ['./foo', undefined],
    ['foo; python_version>"3"', undefined], ['git+https://h.example/x', undefined], ['a'.repeat(1e6), undefined], [`foo[${'a,'.repeat(1e5)}`, undefined],
  ] as const) {
    it(JSON.stringify(text.slice(0, 40)), () => assert.deepEqual(pythonRequirement(text, true), expected));
  }

  it('take name@version from uv only', () => assert.equal(pythonRequirement('foo@1.0', false), undefined));
});

describe('NuGet specifications', () => {
  for (const [text, expected] of [
    ['Contoso.Ledger', { name: 'contoso.ledger' }],
    ['Contoso.Ledger@1.0', { name: 'contoso.ledger', version: '1.0.0' }],
    ['Contoso.Ledger@01.2.3.0+b', { name: 'contoso.ledger', version: '1.2.3' }],
    ['Contoso.Ledger@1.2.3.4-RC.1', { name: 'contoso.ledger', version: '1.2.3.4-rc.1' }],
    ['Contoso.Ledger@[1.0,2.0)', { name: 'contoso.ledger', floating: '[1.0,2.0)' }],
    ['Contoso.Ledger@1', { name: 'contoso.ledger', floating: '1' }],
    ['../x', undefined], ['a b', undefined], ['', undefined], ['a@https://h.example', undefined],
  ] as const) {
    it(text || '(nothing)', () => assert.deepEqual(nugetSpec(text), expected));
  }
});

describe('purls', () => {
  for (const [launch, purl] of [
    ['npx @contoso/ledger-mcp@1.4.2', 'pkg:npm/%40contoso/ledger-mcp@1.4.2'],
    ['npx ledger-mcp@^1', 'pkg:npm/ledger-mcp'],
    ['npx --registry=https://npm.contoso.com/x/ ledger-mcp@1.0.0', 'pkg:npm/ledger-mcp@1.0.0?repository_url=https%3A%2F%2Fnpm.contoso.com%2Fx'],
    ['uvx MCP_server==1.0+Cpu', 'pkg:pypi/mcp-server@1.0+cpu'],
    ['dnx Contoso.Ledger@1.0.0', 'pkg:nuget/contoso.ledger@1.0.0'],
    ['docker run ghcr.io/contoso/ledger:v1', 'pkg:oci/ledger?repository_url=ghcr.io%2Fcontoso%2Fledger&tag=v1'],
    [`docker run debian@${digest}`, `pkg:oci/debian@${digest}?repository_url=docker.io%2Flibrary%2Fdebian`],
  ] as const) {
    it(launch, () => {
      const identity = identityOf(launch);
      assert.equal(identity.kind === 'package' && identity.purl, purl);
    });
  }

  it('never hold a login', () => {
    const identity = identityOf('npx --registry=https://me:hunter2@npm.contoso.com/?t=hunter2 ledger-mcp@1.0.0');
    assert.ok(identity.kind === 'package');
    assert.equal(identity.purl, 'pkg:npm/ledger-mcp@1.0.0?repository_url=https%3A%2F%2Fnpm.contoso.com%2F');
    assert.ok(!JSON.stringify(identity).includes('hunter2'));
  });

  it('are undefined for what cannot be named', () => assert.equal(purlOf({ type: 'npm', name: '' }), undefined));
});
