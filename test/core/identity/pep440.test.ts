import assert from 'node:assert/strict';
import { clean } from '@renovatebot/pep440';
import * as fc from 'fast-check';
import validSemver from 'semver/functions/valid';
import { cleanVersion } from '../../../src/core/identity/packages/pep440.ts';
import { exactVersion } from '../../../src/core/policy/versions.ts';

const number = fc.constantFrom('0', '1', '10', '2025', '00', '01', '', '9'.repeat(15), '9'.repeat(16), '9'.repeat(17), 'a', ' 1', '1\n', 'rc1');
const version = fc.array(number, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));

describe('versions that are only numbers and dots', () => {
  it('are what the PEP 440 library makes of them', () => {
    fc.assert(fc.property(version, (text) => assert.equal(cleanVersion(text), clean(text))), { numRuns: 5000 });
  });

  it('are what semver makes of them', () => {
    fc.assert(fc.property(version, (text) => assert.equal(exactVersion('npm', text), validSemver(text) ?? undefined)), { numRuns: 5000 });
  });
});
