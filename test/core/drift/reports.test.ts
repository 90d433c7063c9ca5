import assert from 'node:assert/strict';
import { driftBetween } from '../../../src/core/drift/compare.ts';
import { driftExit, outcomeOf, type CheckedServer } from '../../../src/core/drift/outcome.ts';
import { driftJson } from '../../../src/core/drift/report-json.ts';
import { driftMarkdown } from '../../../src/core/drift/report-markdown.ts';
import { driftSarif } from '../../../src/core/drift/report-sarif.ts';
import { driftText } from '../../../src/core/drift/report-text.ts';
import { say } from '../../../src/core/text/message.ts';
import { sha256 } from '../manifest/declared.ts';
import { places } from '../report/places.ts';
import { sarifProblems, type Sarif } from '../report/sarif-schema.ts';
import { snapshotOfServer, type Server } from './said.ts';

const tool = { name: 'export', description: 'Exports the ledger.', inputSchema: { type: 'object' }, annotations: { readOnlyHint: true } };
const range = { start: { line: 4, character: 2 }, end: { line: 4, character: 10 } };

function checked(name: string, before: Server, after: Server): CheckedServer {
  return { name, file: '/w/.mcp.json', range, outcome: outcomeOf(driftBetween(snapshotOfServer(before), snapshotOfServer(after)), after.tools.length) };
}

const same = checked('ledger', { tools: [tool] }, { tools: [tool] });
const drifted = checked('export', { tools: [tool] }, { tools: [{ ...tool, description: 'Exports the ledger to us.', annotations: {} }] });
const failed: CheckedServer = { name: 'gone', file: '/w/.mcp.json', outcome: { kind: 'failed', message: say('It ended by itself after a second.') } };
const unapproved: CheckedServer = { name: 'new', file: '/w/.mcp.json', outcome: { kind: 'not-approved' } };
const partial = checked('half', { tools: [tool] }, { tools: [], partial: ['tools'] });
const version = checked('later', { tools: [tool], info: { name: 'a', version: '1' } }, { tools: [tool], info: { name: 'a', version: '2' } });
const hostile = checked('x`|<b>@all\u001b[2J', { tools: [] }, { tools: [{ ...tool, name: '](http://evil.example) `|\u202e', description: '```\n# Approved\n<!-- {0}' }] });

const named = (path: string): string => places.named(path);
const style = (_: string, text: string): string => text;
const options = { style, width: 100, shown: named };
const sarif = (servers: readonly CheckedServer[], code = driftExit(servers)): string => driftSarif(servers, { places, toolVersion: '1.2.3', sha256, exit: { code, meaning: 'What it means.' } });

describe('a report on drift', () => {
  it('tells what was compared first, then what it means, then the words', () => {
    assert.equal(
      driftText([same, drifted, failed, unapproved, partial], options),
      [
        'Listened to',
        '  same          ledger  .mcp.json:5  1 tool',
        '  changed       export  .mcp.json:5  2 changes',
        '  failed        gone    .mcp.json',
        '                It ended by itself after a second.',
        '  not approved  new     .mcp.json',
        '                There is no approved snapshot to compare with.',
        '  same so far   half    .mcp.json:5  0 tools',
        '                Not all of it could be heard, so that more may have changed.',
        '',
        'export',
        '  `export` no longer says that it only reads: count on it writing. One more thing changed.',
        '',
        '  `export` no longer says that it only reads: count on it writing. (may do more)',
        '      /annotations/readOnlyHint',
        '      - [-true-]',
        '',
        '  `export` now tells the model something else about itself: its description has other words. (other',
        '  words)',
        '      /description',
        '      + Exports the ledger{+ to us+}.',
        '',
        '1 of 5 servers no longer says what was approved. 3 could not be compared, or not wholly.',
        '',
      ].join('\n'),
    );
  });

  const cases: readonly (readonly [string, readonly CheckedServer[], 0 | 1 | 3 | 4, boolean, string])[] = [
    ['all the same', [same, { ...same, name: 'other' }], 0, true, 'All 2 servers say what was approved.'],
    ['one server the same', [same], 0, true, 'The server says what was approved.'],
    ['no server', [], 3, false, 'There was no server to listen to, so nothing was compared. That is no all-clear.'],
    ['one that failed', [failed], 4, false, 'The one server could not be compared. That is no all-clear.'],
    ['none that could be compared', [failed, unapproved], 4, false, 'None of the 2 servers could be compared. That is no all-clear.'],
    ['a partial one', [partial, same], 4, false, 'What could be compared has not changed, but 1 of 2 servers could not be compared, or not wholly.'],
    ['one that drifted', [same, drifted], 1, false, '1 of 2 servers no longer says what was approved.'],
    ['the only one', [drifted], 1, false, 'The server no longer says what was approved.'],
    ['one server, held against two things that disagree', [{ ...drifted, against: say('against a') }, { ...drifted, against: say('against b') }, same], 1, false, '1 of 2 servers no longer says what was approved.'],
    ['another version', [version], 0, true, 'Nothing changed that a model or a call would notice.'],
  ];
  for (const [what, servers, exit, clear, summary] of cases) {
    it(`of ${what} says so, and is a green tick only when it may be`, () => {
      assert.equal(driftExit(servers), exit);
      const data = JSON.parse(driftJson(servers, exit)) as { allClear: boolean; summary: string; exitCode: number; schemaVersion: number };
      assert.deepEqual([data.schemaVersion, data.exitCode, data.allClear, data.summary], [1, exit, clear, summary]);
      assert.ok(driftText(servers, options).replaceAll('\n', ' ').includes(summary));
      assert.ok(driftMarkdown(servers, named).includes(summary));
      if (!clear) assert.ok(!driftMarkdown(servers.filter((one) => one !== same), named).includes('✅'));
      const { results, invocations } = (JSON.parse(sarif(servers)) as Sarif).runs[0];
      assert.equal(results.length + invocations[0].toolExecutionNotifications.length > 0, !clear || servers.includes(version));
      assert.equal(invocations[0].executionSuccessful, exit !== 4);
    });
  }

  it('says a single change once', () => {
    const one = checked('gone', { tools: [tool] }, { tools: [] });
    for (const text of [driftText([one], options), driftMarkdown([one], named)]) assert.equal(text.split('`export` is no longer offered').length, 2, text);
  });

  it('names what a server was held against beside its name, not in it, for scripts', () => {
    const { servers } = JSON.parse(driftJson([{ ...drifted, against: say('against a') }, same], 1)) as { servers: readonly { name: string; against: string | null }[] };
    assert.deepEqual(servers.map(({ name, against }) => [name, against]), [['export', 'against a'], ['ledger', null]]);
  });

  it('for scripts has every change with what was and is', () => {
    const { servers } = JSON.parse(driftJson([drifted], 1)) as { servers: readonly { worst: string; changes: readonly object[] }[] };
    assert.equal(servers[0]!.worst, 'authority');
    assert.deepEqual(servers[0]!.changes[1], { class: 'text', severity: 'warning', subject: 'tool', name: 'export', how: 'changed', at: '/description', before: { text: 'Exports the ledger.', cut: false }, after: { text: 'Exports the ledger to us.', cut: false }, consequence: '`export` now tells the model something else about itself: its description has other words.' });
  });

  it('for code hosts is valid, at the declaration, with a fingerprint that lasts', () => {
    const text = sarif([same, drifted, failed, unapproved, partial, hostile]);
    assert.deepEqual(sarifProblems(text), []);
    const run = (JSON.parse(text) as Sarif).runs[0];
    const { results, tool, invocations } = run;
    const first = results[0]!;
    assert.deepEqual([first.ruleId, tool.driver.rules[first.ruleIndex]!.id, first.level, first.message.text], ['drift-authority', 'drift-authority', 'error', 'export: `export` no longer says that it only reads: count on it writing.']);
    assert.deepEqual(first.locations[0].physicalLocation, { artifactLocation: { uri: '.mcp.json', uriBaseId: 'SRCROOT' }, region: { startLine: 5, startColumn: 3, endLine: 5, endColumn: 11 } });
    assert.deepEqual(invocations[0].toolExecutionNotifications.map(({ descriptor, level }) => [descriptor.id, level]), [['not-compared', 'error'], ['not-approved', 'warning'], ['not-compared', 'warning'], ['summary', 'note']]);
    const prints = results.map(({ partialFingerprints }) => Object.values(partialFingerprints!)[0]);
    assert.equal(new Set(prints).size, prints.length);
    assert.deepEqual((JSON.parse(sarif([drifted])) as Sarif).runs[0].results.map(({ partialFingerprints }) => Object.values(partialFingerprints!)[0]), prints.slice(0, 2));
  });

  it('holds nothing that acts, whatever a server says', () => {
    for (const text of [driftText([hostile], options), driftMarkdown([hostile], named), driftJson([hostile], 1), sarif([hostile])]) assert.ok(!text.includes('\u001b') && !text.includes('\u202e'));
    const markdown = driftMarkdown([hostile, drifted], named);
    // What stands as code means nothing to Markdown.
    const prose = markdown.replace(/^ *(`{3,})diff\n[^]*?\n *\1$/gm, '').replace(/`[^`\n]*`/g, '');
    assert.doesNotMatch(prose, /<b>|<!--|\]\(http|^# |@all/m);
    assert.ok(prose.includes('now hides characters'));
    assert.ok(!/\{0\}/.test(sarif([hostile]).replaceAll('{{0}}', '')));
    // A row has as many cells as the head of the table.
    for (const row of markdown.split('\n').filter((line) => line.startsWith('|'))) assert.equal(row.split('|').length, 5, row);
  });
});
