import assert from 'node:assert/strict';
import { exactVersion, inRange, readVersion } from '../../../src/core/policy/versions.ts';
import type { PackageType } from '../../../src/core/identity/identity.ts';

describe('an item of `versions`', () => {
  const rows: [PackageType, string, 'exact' | 'range' | undefined, string?][] = [
    ['npm', '1.4.2', 'exact', '1.4.2'],
    ['npm', 'v1.4.2', 'exact', '1.4.2'],
    ['npm', '=1.4.2', 'exact', '1.4.2'],
    ['npm', '1.4.2+build', 'exact', '1.4.2'],
    ['npm', '1.4.2-rc.1', 'exact', '1.4.2-rc.1'],
    ['npm', '1.4', 'range'],
    ['npm', '1', 'range'],
    ['npm', '^1.4.2', 'range'],
    ['npm', '*', 'range'],
    ['npm', 'latest', undefined],
    ['npm', 'npm:x@1', undefined],
    ['npm', '1'.repeat(300), undefined],
    ['pypi', '1.0', 'exact', '1'],
    ['pypi', '1.0.0', 'exact', '1'],
    ['pypi', '==1.0', 'exact', '1'],
    ['pypi', '1.0.1', 'exact', '1.0.1'],
    ['pypi', '10.0', 'exact', '10'],
    ['pypi', '1.0.0rc1', 'exact', '1rc1'],
    ['pypi', '1.0.0.dev1', 'exact', '1.dev1'],
    ['pypi', '1!1.0', 'exact', '1!1'],
    ['pypi', '1.0.0+cpu', 'exact', '1+cpu'],
    ['pypi', '>=1.0,<2', 'range'],
    ['pypi', '==1.*', 'range'],
    ['pypi', '~=1.4', 'range'],
    ['pypi', 'latest', undefined],
    ['pypi', ' ', undefined],
    ['nuget', '1.0', 'exact', '1.0.0'],
    ['nuget', '1.0.0.0', 'exact', '1.0.0'],
    ['nuget', '1.2.3.4', 'exact', '1.2.3.4'],
    ['nuget', '1.0.0-Beta', 'exact', '1.0.0-beta'],
    ['nuget', '1.2.3+build.7', 'exact', '1.2.3'],
    ['nuget', 'x1.2.3', undefined],
    ['nuget', '[1.0,2.0)', undefined],
    ['oci', 'v1:2', undefined],
    ['oci', `sha256:${'0'.repeat(64)}`, 'exact', `sha256:${'0'.repeat(64)}`],
    ['oci', '1.2.3', 'range'],
    ['oci', 'sha256:00', undefined],
    ['oci', `sha256:${'0'.repeat(65)}`, undefined],
  ];
  for (const [type, text, kind, canonical] of rows) {
    it(`${type} ${text.slice(0, 30)}: ${kind ?? 'refused'}`, () => {
      const read = readVersion(type, text);
      assert.equal(read && ('exact' in read ? 'exact' : 'range'), kind);
      if (read && 'exact' in read) assert.equal(read.exact, canonical);
    });
  }

  it('a pre-release is in a denied range, not in an approved one', () => {
    assert.equal(inRange('npm', '2.0.0-rc.1', '<2.0.0', true), true);
    assert.equal(inRange('npm', '2.0.0-rc.1', '<2.0.0', false), false);
    assert.equal(inRange('pypi', '1.9rc1', '<2', true), true);
    assert.equal(inRange('pypi', '1.9rc1', '<2', false), false);
  });

  it('an exact version is never one that can move', () => {
    for (const text of ['latest', '1', '1.x', '', '^1.0.0', '1.0.0 || 2.0.0']) assert.equal(exactVersion('npm', text), undefined);
  });
});
