import assert from 'node:assert/strict';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { BaselineFilter, baselineText, entryFor, readBaseline, type BaselineEntry } from '../../../src/core/report/baseline.ts';
import { fingerprintsOf } from '../../../src/core/report/fingerprint.ts';
import type { ReportedFile } from '../../../src/core/report/reported-file.ts';
import { render } from '../../../src/core/text/message.ts';
import { sha256 } from '../../../src/host/evidence/sha256.ts';
import { assessed, none, policyOf } from './assessed.ts';

const now = '2026-11-21T12:00:00Z';
const text = '{"mcpServers":{"a":{"command":"npx","args":["-y","x"]},"b":{"url":"http://h.example/mcp","type":"http"}}}';

function part(policy: PolicyState = none): ReportedFile {
  const file = assessed('.mcp.json', text, policy);
  return { ...file, fingerprints: fingerprintsOf(file, '.mcp.json', sha256) };
}

function entries({ findings, fingerprints }: ReportedFile, expires?: string): BaselineEntry[] {
  return findings.flatMap((finding) => entryFor(finding, '.mcp.json', fingerprints!.get(finding)!, expires) ?? []);
}

const ids = ({ findings }: Pick<ReportedFile, 'findings'>): string[] => findings.map(({ ruleId }) => ruleId).sort();

describe('a baseline', () => {
  it('sets aside what it names, and nothing else', () => {
    const file = part();
    assert.deepEqual(ids(file), ['plain-http', 'unpinned-package']);
    const held = entries(file).filter(({ rule }) => rule === 'plain-http');
    const filter = new BaselineFilter(held, now, () => false);
    const after = filter.apply(part());
    assert.deepEqual([ids(after), after.baselined!.map(({ finding }) => finding.ruleId)], [['unpinned-package'], ['plain-http']]);
    assert.deepEqual(filter.sums('b.json', () => true), { path: 'b.json', expired: [], stale: [], refused: [] });
  });

  it('holds to the end of its last day, and says what expired', () => {
    for (const [expires, left] of [['2026-11-21', 0], ['2026-11-20', 2]] as const) {
      const filter = new BaselineFilter(entries(part(), expires), now, () => false);
      assert.equal(filter.apply(part()).findings.length, left, expires);
      assert.equal(filter.sums('b', () => true).expired.length, left);
    }
  });

  it('tells entries that match nothing, of files that were looked at', () => {
    const gone = { rule: 'plain-http', file: 'gone.json', fingerprint: 'no', what: 'x' };
    const filter = new BaselineFilter([gone], now, () => false);
    filter.apply(part());
    assert.deepEqual(filter.sums('b', () => true).stale, [gone]);
    assert.deepEqual(filter.sums('b', (file) => file !== 'gone.json').stale, []);
  });

  it('silences no verdict, and no rule that the policy has locked, whatever stands in it', () => {
    const policy = policyOf([]);
    const file = part(policy);
    const verdicts = file.findings.filter(({ ruleId }) => ruleId === 'not-approved');
    assert.equal(verdicts.length, 2);
    for (const finding of verdicts) assert.equal(entryFor(finding, '.mcp.json', 'x', undefined), undefined);
    const forged = file.findings.map((finding) => ({ rule: finding.ruleId, file: '.mcp.json', fingerprint: file.fingerprints!.get(finding)!, what: 'x' }));
    const filter = new BaselineFilter(forged, now, (rule) => rule === 'plain-http');
    const after = filter.apply(part(policy));
    assert.deepEqual(ids(after), ['not-approved', 'not-approved', 'plain-http']);
    assert.deepEqual(filter.sums('b', () => true).refused.map(({ rule }) => rule).sort(), ['not-approved', 'not-approved', 'plain-http']);
  });

  it('is written in an order of its own, and read again', () => {
    const all = entries(part(), '2027-05-31');
    const written = baselineText(all);
    assert.equal(written, baselineText(all.toReversed()));
    assert.deepEqual((readBaseline(written) as { entries: BaselineEntry[] }).entries.map(({ rule, expires }) => `${rule} ${expires}`), ['plain-http 2027-05-31', 'unpinned-package 2027-05-31']);
  });

  const wrong: [string, string][] = [
    ['', 'it is not a JSON object'],
    ['[]', 'it is not a JSON object'],
    ['{"baselineVersion":1,"entries":[', 'it is not a JSON object'],
    ['{"entries":[]}', 'its `baselineVersion` is not 1'],
    ['{"baselineVersion":2,"entries":[]}', 'its `baselineVersion` is not 1'],
    ['{"baselineVersion":1}', 'its `entries` are not a list'],
    ['{"baselineVersion":1,"entries":[null]}', 'entry 1 is not an object'],
    ['{"baselineVersion":1,"entries":[{"rule":"a","file":"b","what":"c"}]}', '`fingerprint` of entry 1 is not a text'],
    ['{"baselineVersion":1,"entries":[{"rule":"a","file":"b","what":"c","fingerprint":"d","expires":"2027-02-30"}]}', '`expires` of entry 1 is not a day like 2027-05-31'],
  ];
  for (const [given, expected] of wrong) it(`is refused: ${given}`, () => assert.equal(render((readBaseline(given) as { problem: Parameters<typeof render>[0] }).problem), expected));
});
