import assert from 'node:assert/strict';
import type { InventoryRow } from '../../../../src/core/inventory/row.ts';
import { changedLines } from '../../../../src/core/inventory/tree/changes.ts';
import { groupsOf } from '../../../../src/core/inventory/tree/grouping.ts';
import { linesOf, type Line } from '../../../../src/core/inventory/tree/shown.ts';
import { english, one, row, sighting, verdict } from './rows.ts';

function lines(rows: readonly InventoryRow[]): readonly Line[] {
  return linesOf(groupsOf({ rows, unread: [] }, 'verdict'), english);
}

describe('what must be drawn again', () => {
  const lower = { range: { start: { line: 9, character: 0 }, end: { line: 9, character: 9 } } };

  it('is nothing where nothing that is shown changed', () => {
    assert.deepEqual(changedLines(lines([one('a'), one('b')]), lines([one('a'), one('b')])), []);
    assert.deepEqual(changedLines(lines([one('a')]), lines([{ ...one('a'), lastSeen: '2026-11-21T11:00:00Z', firstSeen: '2026-11-21T10:59:00Z' }])), []);
  });

  it('is the one line that changed: its words, or what stands over it', () => {
    const before = lines([one('a'), one('b')]);
    const b = ['verdict approved/pkg:npm/b-mcp'];
    assert.deepEqual(changedLines(before, lines([one('a'), one('b', { identity: 'npm package b-mcp 2.0.0' })])), b);
    assert.deepEqual(changedLines(before, lines([one('a'), one('b', lower)])), b);
    assert.deepEqual(changedLines(before, lines([one('a'), { ...one('b'), owner: { value: 'payments', from: 'policy' } }])), b);
  });

  it('is the one place of several that moved', () => {
    const two = (other = {}): readonly Line[] => lines([row('x', [sighting('x'), sighting('x', { file: '/repo/.mcp.json', ...other })])]);
    assert.deepEqual(changedLines(two(), two(lower)), ['verdict approved/x /repo/.mcp.json#/servers/x']);
  });

  it('is the group to which a line came; everything where a group came', () => {
    assert.deepEqual(changedLines(lines([one('a')]), lines([one('a'), one('b')])), ['verdict approved']);
    assert.equal(changedLines(lines([one('a')]), lines([one('a'), one('b', { verdict: verdict('denied') })])), 'everything');
  });

  it('of a thousand servers is one', () => {
    const thousand = Array.from({ length: 1000 }, (_, i) => one(`s${i}`));
    const changed = thousand.with(500, one('s500', { identity: 'npm package s500-mcp 1.0.1' }));
    assert.deepEqual(changedLines(lines(thousand), lines(changed)), ['verdict approved/pkg:npm/s500-mcp']);
  });
});
