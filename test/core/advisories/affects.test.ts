import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import compare from 'semver/functions/compare-loose';
import { affects } from '../../../src/core/advisories/affects.ts';
import { advisoriesOf } from '../../../src/core/advisories/advisories.ts';
import type { RangeEvent } from '../../../src/core/advisories/osv.ts';

const of = (type: 'npm' | 'pypi' | 'nuget', version: string, ...lists: RangeEvent[][]): boolean =>
  affects({ package: { ecosystem: '', name: '' }, ranges: lists.map((events) => ({ type: 'ECOSYSTEM', events })) }, type, version);

describe('which versions an advisory affects', () => {
  const twoSchemes: RangeEvent[][] = [[{ introduced: '0' }, { fixed: '2.4.0' }], [{ introduced: '2025.1.14' }, { last_affected: '2026.8.31' }]];
  const cases: [why: string, type: 'npm' | 'pypi' | 'nuget', version: string, events: RangeEvent[][], expected: boolean][] = [
    ['the first fixed version', 'npm', '2.4.0', twoSchemes, false],
    ['the last before it', 'npm', '2.3.99', twoSchemes, true],
    ['a pre-release of the fixed version', 'npm', '2.4.0-rc.1', twoSchemes, true],
    ['the newest by plain order, and vulnerable', 'npm', '2026.8.31', twoSchemes, true],
    ['behind the dates', 'npm', '2026.9.1', twoSchemes, false],
    ['before the dates', 'npm', '2025.1.13', twoSchemes, false],
    ['as npm would also read it', 'npm', 'v2.3.0', twoSchemes, true],
    ['events in any order', 'npm', '1.5.0', [[{ fixed: '2.0.0' }, { introduced: '1.0.0' }]], true],
    ['introduced again', 'npm', '3.0.0', [[{ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '2.0.0' }, { fixed: '4.0.0' }]], true],
    ['between the two', 'npm', '1.5.0', [[{ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '2.0.0' }, { fixed: '4.0.0' }]], false],
    ['no fixed version', 'npm', '99.0.0', [[{ introduced: '1.0.0' }]], true],
    ['before it was introduced', 'npm', '0.9.9', [[{ introduced: '1.0.0' }]], false],
    ['within the limit', 'npm', '1.5.0', [[{ introduced: '1.0.0' }, { limit: '2.0.0' }]], true],
    ['at the limit', 'npm', '2.0.0', [[{ introduced: '1.0.0' }, { limit: '2.0.0' }]], false],
    ['no limit', 'npm', '2.0.0', [[{ introduced: '1.0.0' }, { limit: '*' }]], true],
    ['fixed from the first version: never affected', 'npm', '1.0.0', [[{ introduced: '0' }, { fixed: '0' }]], false],
    ['a release candidate of Python', 'pypi', '1.30.0rc1', [[{ introduced: '1.10.0' }, { fixed: '1.30.0' }]], true],
    ['a post-release of Python', 'pypi', '1.30.0.post1', [[{ introduced: '1.10.0' }, { fixed: '1.30.0' }]], false],
    ['fewer numbers of Python', 'pypi', '1.30', [[{ introduced: '1.10.0' }, { fixed: '1.30.0' }]], false],
    ['ten is more than nine', 'pypi', '1.9.4', [[{ introduced: '1.10.0' }, { fixed: '1.30.0' }]], false],
    ['no version at all', 'npm', 'latest', [[{ introduced: '0' }]], true],
    ['no version at all, against a number', 'npm', 'latest', [[{ introduced: '1.0.0' }]], false],
    ['nothing', 'npm', '1.0.0', [[]], false],
  ];
  for (const [why, type, version, events, expected] of cases) it(`${why}: ${version}`, () => assert.equal(of(type, version, ...events), expected));

  it('those that are listed, in whatever spelling', () => {
    const listed = { package: { ecosystem: 'PyPI', name: 'a' }, versions: ['1.0', '2.0.0rc1'] };
    assert.deepEqual(['1.0', '1.0.0', '2.0.0rc1', '2.0.0-rc.1', '2.0.0', '1.0.1'].map((version) => affects(listed, 'pypi', version)), [true, true, true, true, false, false]);
  });

  it('none by commits', () => assert.equal(affects({ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] }, 'npm', '1.0.0'), false));

  const version = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)).map((parts) => parts.join('.'));
  it('is one interval for one introduced and one fixed, in either order', () => {
    fc.assert(
      fc.property(version, version, version, fc.boolean(), (one, from, to, turned) => {
        const events: RangeEvent[] = turned ? [{ fixed: to }, { introduced: from }] : [{ introduced: from }, { fixed: to }];
        assert.equal(of('npm', one, events), compare(from, one) <= 0 && (compare(to, from) < 0 || compare(one, to) < 0));
      }),
    );
  });
});

describe('advisories', () => {
  const record = (id: string, fixed: string, more: object = {}): object => ({ id, modified: '', affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }] }], ...more });

  it('name as fixed only what none of them affects', () => {
    const advisories = advisoriesOf([record('A', '1.0.0'), record('B', '1.5.0'), record('C', '1.2.0')]);
    assert.equal(advisories.fixedVersion({ type: 'npm', name: 'a' }, '0.1.0'), '1.5.0');
    assert.deepEqual(advisories.affecting({ type: 'npm', name: 'a' }, '1.3.0').map(({ advisory }) => advisory.id), ['B']);
  });

  it('come with the worst that is certain first', () => {
    const advisories = advisoriesOf([
      record('LOW', '2.0.0', { database_specific: { severity: 'LOW' } }),
      record('REPORTED', '2.0.0', { database_specific: { severity: 'CRITICAL', rangeVerified: false } }),
      record('HIGH', '2.0.0', { database_specific: { severity: 'HIGH' } }),
    ]);
    assert.deepEqual(advisories.about({ type: 'npm', name: 'a' }).map(({ advisory }) => advisory.id), ['HIGH', 'LOW', 'REPORTED']);
  });

  it('do not count when withdrawn', () => assert.deepEqual(advisoriesOf([record('A', '1.0.0', { withdrawn: '2026-01-01T00:00:00Z' })]).about({ type: 'npm', name: 'a' }), []));

  it('names are compared as the ecosystem does', () => {
    const advisories = advisoriesOf([{ id: 'A', modified: '', affected: [{ package: { ecosystem: 'PyPI', name: 'MCP_Server.Git' } }, { package: { ecosystem: 'VSCode', name: 'Evil.Extension' } }, { package: { ecosystem: 'Go', name: 'example.com/x' } }] }]);
    assert.equal(advisories.about({ type: 'pypi', name: 'mcp-server-git' }).length, 1);
    assert.equal(advisories.about({ type: 'vscode-extension', name: 'evil.extension' }).length, 1);
    assert.equal(advisories.about({ type: 'npm', name: 'mcp-server-git' }).length, 0);
  });

  it('are read from anything without failing', () => {
    const odd = fc.oneof(fc.anything(), fc.array(fc.record({ id: fc.anything(), affected: fc.anything(), database_specific: fc.anything() }, { requiredKeys: [] })), fc.array(fc.record({ id: fc.string(), affected: fc.array(fc.record({ package: fc.record({ ecosystem: fc.constant('npm'), name: fc.constant('a') }), versions: fc.array(fc.string()), ranges: fc.array(fc.record({ type: fc.string(), events: fc.array(fc.object({ maxDepth: 1 })) })) })) })));
    fc.assert(
      fc.property(odd, fc.string(), (data, version) => {
        const advisories = advisoriesOf(data);
        advisories.affecting({ type: 'npm', name: 'a' }, version);
        advisories.fixedVersion({ type: 'npm', name: 'a' }, version);
      }),
    );
  });
});
