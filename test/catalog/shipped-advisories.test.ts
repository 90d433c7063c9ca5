import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { advisoriesOf, isAdvisory } from '../../src/core/advisories/advisories.ts';
import { compareIn } from '../../src/core/advisories/affects.ts';
import type { Advisory } from '../../src/core/advisories/osv.ts';
import { shippedAdvisories } from '../../src/host/knowledge/shipped-advisories.ts';
import { root } from '../cli/run.ts';
import { mergeAdvisories } from '../generate/merge-advisories.ts';

const text = fs.readFileSync(path.join(root, 'media/advisories/advisories.json'), 'utf8');
const shipped = JSON.parse(text) as readonly Advisory[];

describe('the advisories that ship', () => {
  it('are of OSV’s shape, each with a day, its sources, and a word on whether its range is certain', () => {
    const ids = new Set<string>();
    for (const one of shipped) {
      assert.ok(isAdvisory(one) && !ids.has(one.id), one.id);
      ids.add(one.id);
      assert.match(one.id, /^(?:GHSA|CVE|PYSEC|MAL|MRC)-/);
      assert.match(one.modified, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      assert.match(one.database_specific?.checkedOn ?? '', /^\d{4}-\d\d-\d\d$/, one.id);
      assert.equal(typeof one.database_specific?.rangeVerified, 'boolean', one.id);
      assert.equal(typeof one.database_specific?.malicious, 'boolean', one.id);
      assert.ok((one.references ?? []).length > 0 && one.references!.every(({ url }) => /^https:\/\/[^\s"<>\\]+$/.test(url)), one.id);
      assert.ok(one.summary !== undefined && one.summary.length < 200 && !one.summary.endsWith('.'), one.id);
      for (const { package: of, ranges, versions } of one.affected) {
        const type = of.ecosystem === 'PyPI' ? 'pypi' : 'npm';
        assert.ok(['npm', 'PyPI', 'NuGet', 'VSCode'].includes(of.ecosystem), one.id);
        assert.ok(versions !== undefined || (ranges !== undefined && ranges.length > 0), one.id);
        for (const { type: kind, events } of ranges ?? []) {
          if (kind === 'GIT') continue;
          for (const event of events) for (const at of Object.values(event) as string[]) assert.ok(at === '0' || compareIn(type, at, at) === 0, `${one.id}: ${at}`);
        }
      }
    }
  });

  it('are in the order and layout that the command writes', () => {
    const { advisories, added, changed } = mergeAdvisories(shipped, [], new Set(), '2026-11-21');
    assert.deepEqual([added, changed], [[], []]);
    assert.equal(`${JSON.stringify(advisories, null, 2)}\n`, text);
  });

  it('are none where the file is missing or broken', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'advisories-'));
    try {
      assert.deepEqual(shippedAdvisories(folder).about({ type: 'npm', name: 'mcp-remote' }), []);
      fs.mkdirSync(path.join(folder, 'media/advisories'), { recursive: true });
      for (const broken of ['', '{', '{"id":1}', '[null,1,{"affected":[{}]}]']) {
        fs.writeFileSync(path.join(folder, 'media/advisories/advisories.json'), broken);
        assert.deepEqual(shippedAdvisories(folder).about({ type: 'npm', name: 'mcp-remote' }), []);
      }
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describe('taking in an OSV export', () => {
  const record = (id: string, name: string, modified: string, more: object = {}): object => ({
    schema_version: '1.6.0', id, modified, summary: `flaw ${id}`, details: 'long',
    affected: [{ package: { ecosystem: 'npm', name, purl: `pkg:npm/${name}` }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '9.0.0' }], database_specific: {} }], versions: ['1.0.0'] }, { package: { ecosystem: 'npm', name: 'other-thing' } }],
    references: [{ type: 'WEB', url: 'https://example.com' }], severity: [{ type: 'CVSS_V3', score: '' }], database_specific: { severity: 'HIGH', cwe_ids: [] }, ...more,
  });
  const take = (...records: unknown[]) => mergeAdvisories(shipped, records, new Set(['npm:tavily-mcp']), '2027-01-05');

  it('takes what is about the catalog’s packages and those already listed, and nothing else of it', () => {
    const { advisories, added } = take(record('GHSA-new1', 'tavily-mcp', '2027-01-01T00:00:00Z'), record('GHSA-new2', 'mcp-remote', '2027-01-01T00:00:00Z'), record('GHSA-not', 'left-pad', '2027-01-01T00:00:00Z'), null, 7, { id: 'x' });
    assert.deepEqual(added, ['GHSA-new1', 'GHSA-new2']);
    assert.deepEqual(advisories.find(({ id }) => id === 'GHSA-new1'), {
      schema_version: '1.7.3', id: 'GHSA-new1', modified: '2027-01-01T00:00:00Z', summary: 'flaw GHSA-new1',
      affected: [{ package: { ecosystem: 'npm', name: 'tavily-mcp' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '9.0.0' }] }] }],
      references: [{ type: 'ADVISORY', url: 'https://osv.dev/vulnerability/GHSA-new1' }],
      database_specific: { severity: 'HIGH', checkedOn: '2027-01-05', rangeVerified: true, malicious: false },
    });
    assert.equal(advisoriesOf(advisories).fixedVersion({ type: 'npm', name: 'tavily-mcp' }, '0.2.0'), '9.0.0');
  });

  it('puts a newer record in the place of ours, by id or alias, and leaves an older one', () => {
    const { advisories, changed, added } = take(record('GHSA-6xpm-ggf7-wc3p', 'mcp-remote', '2027-01-01T00:00:00Z'), record('GHSA-figma', 'figma-developer-mcp', '2027-01-01T00:00:00Z', { aliases: ['CVE-2025-53967'] }), record('GHSA-7f8r-222p-6f5g', '@modelcontextprotocol/inspector', '2020-01-01T00:00:00Z'));
    assert.deepEqual([changed, added], [['GHSA-6xpm-ggf7-wc3p', 'GHSA-figma'], []]);
    assert.equal(advisories.length, shipped.length);
    assert.ok(!advisories.some(({ id }) => id === 'CVE-2025-53967'));
  });

  it('knows a malicious package by its id, and a withdrawn record by its mark', () => {
    const { advisories } = take(record('MAL-2027-1', 'tavily-mcp', '2027-01-01T00:00:00Z', { withdrawn: '2027-01-02T00:00:00Z' }));
    assert.equal(advisories.find(({ id }) => id === 'MAL-2027-1')?.database_specific?.malicious, true);
    assert.deepEqual(advisoriesOf(advisories).about({ type: 'npm', name: 'tavily-mcp' }), []);
  });
});
