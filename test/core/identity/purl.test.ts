import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import type { PackageRef } from '../../../src/core/identity/identity.ts';
import { purlOf } from '../../../src/core/identity/packages/purl.ts';

const letters = fc.string({ unit: fc.constantFrom(...'aZ09-._~:@%+ /*é'), maxLength: 6 });
const plain = fc.string({ unit: fc.constantFrom(...'abz09-'), minLength: 1, maxLength: 6 });
const part = fc.oneof(plain, plain, letters, fc.constantFrom('node_modules', 'favicon.ico', 'fs', '__proto__', 'a'.repeat(300)));
const version = fc.oneof(fc.constantFrom('1.4.2', '1.0.0-rc.1', '1.0.0+build', '1!2.0', `sha256:${'0'.repeat(64)}`, 'latest', 'V_1'), letters);

const refs: fc.Arbitrary<PackageRef> = fc.oneof(
  fc.record({ type: fc.constant('npm' as const), name: fc.oneof(part, fc.tuple(part, part).map(([scope, own]) => `@${scope}/${own}`)), version, floating: version, registry: fc.constant('https://npm.contoso.com/a') }, { requiredKeys: ['type', 'name'] }),
  fc.record({ type: fc.constantFrom('pypi' as const, 'nuget' as const), name: part, version, floating: version, registry: fc.constant('https://pypi.contoso.com/') }, { requiredKeys: ['type', 'name'] }),
  fc.record({ type: fc.constant('oci' as const), name: fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')), version, floating: version }, { requiredKeys: ['type', 'name'] }),
);

/** What the library makes of the parts that a purl has. */
function byLibrary({ type, name, version: fixed, floating, registry }: PackageRef): string | undefined {
  const slash = name.lastIndexOf('/');
  const url = type === 'oci' ? name : registry;
  const tag = type === 'oci' && fixed === undefined ? floating : undefined;
  const qualifiers = url === undefined ? undefined : { repository_url: url, ...(tag !== undefined && { tag }) };
  try {
    return new PackageURL(type, type === 'npm' && slash > 0 ? name.slice(0, slash) : undefined, name.slice(slash + 1), fixed, qualifiers, undefined).toString();
  } catch {
    return undefined;
  }
}

describe('a purl', () => {
  it('is what packageurl-js makes of any package', () => {
    fc.assert(fc.property(refs, (ref) => assert.equal(purlOf(ref), byLibrary(ref))), { numRuns: 20_000 });
  });
});
