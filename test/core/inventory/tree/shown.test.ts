import assert from 'node:assert/strict';
import { assess } from '../../../../src/core/assess.ts';
import { noFacts } from '../../../../src/core/facts.ts';
import { inventoryOf } from '../../../../src/core/inventory/inventory.ts';
import { nothingRemembered } from '../../../../src/core/inventory/remembered.ts';
import type { InventoryRow } from '../../../../src/core/inventory/row.ts';
import { groupsOf, unreadFiles, type Grouping } from '../../../../src/core/inventory/tree/grouping.ts';
import { offersOf } from '../../../../src/core/inventory/tree/offers.ts';
import { linesOf, type Line } from '../../../../src/core/inventory/tree/shown.ts';
import { say } from '../../../../src/core/text/message.ts';
import { assessed, none, policyOf } from '../../report/assessed.ts';
import { english, one, row, sighting, unreadable, verdict } from './rows.ts';

function lines(rows: readonly InventoryRow[], grouping: Grouping = 'verdict', searched = false): readonly Line[] {
  return linesOf(groupsOf({ rows, unread: [] }, grouping), english, searched);
}

function first(rows: readonly InventoryRow[], grouping: Grouping = 'verdict'): Line {
  return lines(rows, grouping)[0]!.below[0]!;
}

/** Lines as a person reads them, what is below indented. */
function read(all: readonly Line[], indent = ''): string[] {
  return all.flatMap(({ label, description, mark, below }) => [`${indent}${mark} | ${label} | ${description}`, ...read(below, `${indent}  `)]);
}

describe('a line of the view', () => {
  it('is the name, and what it is without the word for its kind', () => {
    const { label, description, mark, below, expanded } = first([one('ledger', { identity: 'npm package @contoso/ledger-mcp 1.4.2' })]);
    assert.deepEqual({ label, description, mark, below, expanded }, { label: 'ledger', description: '@contoso/ledger-mcp 1.4.2', mark: 'approved', below: [], expanded: undefined });
    assert.equal(first([one('hub', { identity: 'https://mcp.contoso.com/mcp' })]).description, 'mcp.contoso.com/mcp');
    assert.equal(first([one('hub', { identity: 'http://mcp.contoso.com/mcp' })]).description, 'http://mcp.contoso.com/mcp', 'plain HTTP is worth seeing');
    assert.equal(first([one('time', { identity: 'container image docker.io/mcp/time:1' })]).description, 'mcp/time:1');
    assert.equal(first([one('x', { identity: 'program /opt/x' })]).description, '/opt/x');
    assert.equal(first([one('weather', { identity: 'npm package weather' })]).description, '', 'not the same words twice');
  });

  it('says to a screen reader what it is, its standing, its clients, its place', () => {
    assert.equal(first([one('ledger')]).spoken, 'ledger, approved, VS Code, .vscode/mcp.json line 4');
    assert.equal(first([one('ledger', { disabled: true, clients: ['cursor', 'vscode'] })]).spoken, 'ledger, disabled, Cursor, VS Code, .vscode/mcp.json line 4');
    assert.equal(first([one('ledger', { clients: ['vscode', 'claude-code', 'cursor', 'zed'] })]).spoken, 'ledger, approved, VS Code, Claude Code, 2 more clients, .vscode/mcp.json line 4');
    assert.equal(first([one('ledger', { live: false, clients: [] })]).spoken, 'ledger, dormant, .vscode/mcp.json line 4');
    assert.equal(first([one('ledger', { verdict: verdict('unknown', 'no-policy') })]).spoken, 'ledger, no policy, VS Code, .vscode/mcp.json line 4');
    assert.equal(first([{ ...one('openai'), kind: 'model-provider' }]).spoken, 'openai, model provider, approved, VS Code, .vscode/mcp.json line 4');
  });

  it('has its places below it where there are several; it stands for the worst', () => {
    const both = row('pkg:npm/x', [sighting('x', { file: '/repo/.mcp.json', clients: ['claude-code'], verdict: verdict('unknown', 'unpinned') }), sighting('x-old', { verdict: verdict('unknown', 'not-listed') })], { identity: 'npm package x' });
    const line = first([both]);
    assert.deepEqual(read([line]), ['not-approved | x, x-old | x · 2 places', '  not-approved | .mcp.json | line 4 · x', '  not-approved | .vscode/mcp.json | line 4 · x-old']);
    assert.equal(line.spoken, 'x, x-old, unknown, 2 places');
    assert.equal(line.below[1]!.spoken, 'x-old, unknown, VS Code, .vscode/mcp.json line 4');
    assert.equal(line.expanded, false);
    assert.equal(line.sighting, both.sightings[0]);
  });

  it('shows hostile names as what they are', () => {
    const { label, spoken } = first([one('a\u202eb\nc\u001b[2J')]);
    assert.equal(label, 'a\\u{202E}b\\u{A}c\\u{1B}[2J');
    assert.ok(!/[\p{Cc}\p{Cf}]/u.test(spoken), spoken);
  });

  it('offers to register what nobody decided on, to approve what a policy does not, and to disable only where that is an edit of its file', () => {
    const can = (other: Parameters<typeof one>[1], canDisable = false): readonly string[] => linesOf(groupsOf({ rows: [one('a', other)], unread: [] }, 'client'), { ...english, canDisable: () => canDisable })[0]!.below[0]!.can;
    assert.deepEqual(can({}), ['open', 'listen', 'explain', 'copy']);
    assert.deepEqual(can({ verdict: verdict('unknown', 'not-listed') }), ['open', 'listen', 'register', 'approve', 'explain', 'copy']);
    assert.deepEqual(can({ verdict: verdict('pending') }), ['open', 'listen', 'approve', 'explain', 'copy']);
    assert.deepEqual(can({ verdict: verdict('unknown', 'no-policy') }), ['open', 'listen', 'register', 'explain', 'copy']);
    assert.deepEqual(can({ verdict: verdict('denied') }, true), ['open', 'listen', 'explain', 'disable', 'copy']);
    assert.deepEqual(can({ disabled: true, verdict: verdict('unknown', 'not-listed') }, true), ['open', 'listen', 'explain', 'copy']);
  });

  it('of a changed launch offers to review it', () => {
    const { mark, spoken, can } = first([one('ledger', { changed: true })], 'client');
    assert.deepEqual({ mark, spoken, can }, { mark: 'changed', spoken: 'ledger, launch changed, VS Code, .vscode/mcp.json line 4', can: ['open', 'review', 'listen', 'explain', 'copy'] });
  });

  it('of a server that says something else offers to show what', () => {
    const { mark, description, spoken, can } = first([one('ledger', { drifted: true })], 'client');
    assert.deepEqual({ mark, description, spoken, can }, { mark: 'drifted', description: 'ledger-mcp 1.0.0', spoken: 'ledger, says something else, VS Code, .vscode/mcp.json line 4', can: ['open', 'drift', 'listen', 'explain', 'copy'] });
    assert.deepEqual(lines([one('a'), one('b', { drifted: true })]).map(({ label }) => label), ['Says Something Else', 'Approved']);
  });

  it('is dimmed where it is left off, and says so unless its group does', () => {
    const off = [one('off', { disabled: true })];
    assert.deepEqual([first(off, 'client').description, first(off, 'client').dimmed, first(off, 'client').mark], ['off-mcp 1.0.0 · disabled', true, 'disabled']);
    assert.equal(first(off).description, 'off-mcp 1.0.0');
  });

  it('of a server that is only remembered says since when', () => {
    const { description, mark, can, sighting: nowhere } = first([row('pkg:npm/x', [], { names: ['x'], identity: 'npm package x-mcp', state: 'stale', lastSeen: '2026-09-01T08:00:00Z' })]);
    assert.deepEqual({ description, mark, can, nowhere }, { description: 'x-mcp · last seen 2026-09-01', mark: 'remembered', can: ['copy'], nowhere: undefined });
  });
});

describe('the lines of the view', () => {
  it('open where something is in use; with a filter all open, under other ids, so that they do not stay closed', () => {
    const rows = [one('a'), one('b', { live: false })];
    assert.deepEqual(lines(rows).map(({ id, expanded }) => [id, expanded]), [['verdict approved', true], ['dormant', false]]);
    assert.deepEqual(lines(rows, 'verdict', true).map(({ id, expanded }) => [id, expanded]), [['filter verdict approved', true], ['filter dormant', true]]);
  });

  it('tell what could not be read, and why', () => {
    const [group] = linesOf(groupsOf({ rows: [], unread: [unreadable] }, 'file'), english);
    assert.deepEqual(read([group!]), ['none | Not Fully Read | 1', '  unread | /w/.cursor/mcp.json | permission denied']);
    assert.equal(group!.below[0]!.spoken, '/w/.cursor/mcp.json, not read, permission denied');
  });

  it('come from an assessment as it is', () => {
    const files = [
      assessed('.vscode/mcp.json', '{"servers":{"ledger":{"command":"npx","args":["-y","@contoso/ledger-mcp@1.4.2"]},"ledger-latest":{"command":"npx","args":["-y","@contoso/ledger-mcp"]}}}').file,
      assessed('.mcp.json', '{"mcpServers":{"ledger":{"command":"npx","args":["-y","@contoso/ledger-mcp@1.4.2"]}}}').file,
    ];
    const policy = policyOf([{ id: 'com.contoso/ledger', state: 'approved', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] } }] }]);
    const now = '2026-11-21T10:00:00Z';
    const assessment = assess({ files, policy, facts: noFacts, now });
    const rows = inventoryOf(assessment, nothingRemembered, now, { platform: 'linux', home: '/home/ada', sha256: (text) => text });
    assert.deepEqual(read(linesOf(groupsOf({ rows, unread: unreadFiles(files) }, 'verdict'), { ...english, place: (file) => file.replace('/w/', '') })), [
      'none | Unknown | 1',
      '  not-approved | ledger-latest | @contoso/ledger-mcp (any version)',
      'none | Approved | 1',
      '  approved | ledger | @contoso/ledger-mcp 1.4.2 · 2 places',
      '    approved | .mcp.json | line 1',
      '    approved | .vscode/mcp.json | line 1',
    ]);
  });

  it('begin, without a usable policy, with what to do about that', () => {
    const source = { at: '/etc/policy.json', kind: 'file', namedBy: 'setting' } as const;
    const start = { line: 0, character: 0 };
    const problem = { path: [], part: 'value', range: { start, end: start }, severity: 'error', message: say('It is empty.') } as const;
    assert.deepEqual(offersOf(none, english).map(({ label, command }) => [label, command]), [['Choose a policy file…', 'choosePolicyFile'], ['Start a policy from what I use', 'startPolicy']]);
    assert.deepEqual(offersOf({ kind: 'unusable', parts: [{ source, problems: [problem], notes: [], registries: [] }] }, english).map(({ spoken, command }) => [spoken, command]), [['The policy cannot be read, It is empty.', 'openPolicy']]);
    assert.deepEqual(offersOf(policyOf([]), english), []);
  });
});
