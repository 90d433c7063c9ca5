import assert from 'node:assert/strict';
import { imageReference } from '../../../src/core/identity/packages/image-reference.ts';
import { nugetSpec } from '../../../src/core/identity/packages/nuget-spec.ts';
import { purlOf } from '../../../src/core/identity/packages/purl.ts';
import { pythonRequirement } from '../../../src/core/identity/packages/python-requirement.ts';
import type { PackageRef } from '../../../src/core/identity/identity.ts';
import { exactSpec, specArgument } from '../../../src/core/identity/spec-argument.ts';
import { declaration, identityOf, line } from './declarations.ts';

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

describe('where a launch names its package', () => {
  const rows: readonly (readonly [launch: string, ref: Pick<PackageRef, 'type' | 'name'>, named: string | undefined])[] = [
    ['npx -y @s/x@^1', { type: 'npm', name: '@s/x' }, '@s/x@^1'],
    ['npx --package=@s/x@1 x', { type: 'npm', name: '@s/x' }, '@s/x@1'],
    ['npx -y x-y', { type: 'npm', name: 'x' }, undefined],
    ['npx a/x', { type: 'npm', name: 'x' }, undefined],
    ['deno run -A npm:x@1', { type: 'npm', name: 'x' }, 'npm:x@1'],
    ['uvx --from=My_X[all]>=1 x', { type: 'pypi', name: 'my-x' }, 'My_X[all]>=1'],
    ['dnx Azure.Mcp@1.*', { type: 'nuget', name: 'azure.mcp' }, 'Azure.Mcp@1.*'],
    ['dnx Azure.Mcp', { type: 'nuget', name: 'azure.mcp' }, 'Azure.Mcp'],
    ['docker run debian:12', { type: 'oci', name: 'docker.io/library/debian' }, 'debian:12'],
    ['docker run mcp/time', { type: 'oci', name: 'docker.io/mcp/time' }, 'mcp/time'],
    ['docker run localhost/x:1', { type: 'oci', name: 'localhost/x' }, 'localhost/x:1'],
    ['docker run h.example:5000/x', { type: 'oci', name: 'h.example:5000/x' }, 'h.example:5000/x'],
    [`docker run ghcr.io/o/i:1@${digest}`, { type: 'oci', name: 'ghcr.io/o/i' }, `ghcr.io/o/i:1@${digest}`],
    ['docker run -e x=debian mcp/time', { type: 'oci', name: 'docker.io/library/debian' }, undefined],
  ];
  for (const [launch, ref, named] of rows) {
    it(launch, () => {
      const found = specArgument(declaration(line(launch)), ref);
      assert.equal(found && found.argument.value.slice(found.start, found.end), named);
    });
  }

  it('is fixed to a version as its launcher writes that', () => {
    const fixed: readonly (readonly [spec: string, type: PackageRef['type'], version: string, expected: string | undefined])[] = [
      ['npm:@s/x@^1', 'npm', '1.0.0', 'npm:@s/x@1.0.0'], ['x', 'npm', '1.0.0', 'x@1.0.0'],
      ['My_X[all]>=1', 'pypi', '1.0', 'My_X[all]==1.0'], ['x@latest', 'pypi', '1.0', 'x@1.0'],
      ['Azure.Mcp@1.*', 'nuget', '1.0.0', 'Azure.Mcp@1.0.0'], ['Azure.Mcp', 'nuget', '1.0.0', 'Azure.Mcp@1.0.0'],
      ['mcp/time:1', 'oci', digest, `mcp/time@${digest}`], ['h.example:5000/x', 'oci', digest, `h.example:5000/x@${digest}`], [`mcp/time:1@${digest.replace('0', 'f')}`, 'oci', digest, `mcp/time@${digest}`],
      ['mcp/time', 'oci', '1.0', undefined], ['a.b', 'vscode-extension', '1.0.0', undefined],
    ];
    for (const [spec, type, version, expected] of fixed) assert.equal(exactSpec(spec, { type, name: '' }, version), expected, spec);
  });
});
