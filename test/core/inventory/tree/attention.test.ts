import assert from 'node:assert/strict';
import type { ConfigFile } from '../../../../src/core/config/config-file.ts';
import type { InventoryRow } from '../../../../src/core/inventory/row.ts';
import { attentionOf } from '../../../../src/core/inventory/tree/attention.ts';
import type { PolicyState } from '../../../../src/core/policy/policy-state.ts';
import { render } from '../../../../src/core/text/message.ts';
import { assessed, none, policyOf } from '../../report/assessed.ts';
import { one, row, sighting, unreadable, verdict } from './rows.ts';

const unknown = { verdict: verdict('unknown', 'not-listed') } as const;

function attention(rows: readonly InventoryRow[], files: readonly ConfigFile[] = [], state: PolicyState = policyOf([])): [number, string] {
  const { count, words } = attentionOf(rows, files, state);
  return [count, words.map(render).join(', ')];
}

describe('the badge', () => {
  it('is not there when all is approved', () => {
    assert.deepEqual(attention([one('a'), one('b', { verdict: verdict('conditional') })]), [0, '']);
  });

  it('counts each server that is in use and not approved once, however often it is declared', () => {
    assert.deepEqual(attention([row('x', [sighting('x', unknown), sighting('x', { ...unknown, file: '/repo/.mcp.json' })])]), [1, '1 server is not approved']);
    assert.deepEqual(attention([one('a', unknown), one('b', { verdict: verdict('denied') }), { ...one('p', unknown), kind: 'model-provider' }]), [3, '2 servers are not approved, 1 model provider is not approved']);
  });

  it('counts a server that says something else than was approved, once', () => {
    assert.deepEqual(attention([one('a', { drifted: true })], [], none), [1, '1 server says something else than was approved']);
    assert.deepEqual(attention([one('a', { ...unknown, drifted: true }), one('b', { changed: true, drifted: true }), one('off', { disabled: true, drifted: true })]), [2, 'the launch of 1 server was changed, 1 server says something else than was approved']);
  });

  it('counts a changed launch, whatever the policy says of it, once', () => {
    assert.deepEqual(attention([one('a', { changed: true })], [], none), [1, 'the launch of 1 server was changed']);
    assert.deepEqual(attention([one('a', { ...unknown, changed: true }), one('b', unknown), one('off', { disabled: true, changed: true })]), [2, 'the launch of 1 server was changed, 1 server is not approved']);
  });

  it('does not count a model provider under a policy that does not speak of any', () => {
    assert.deepEqual(attention([{ ...one('p', { verdict: verdict('unknown', 'no-policy') }), kind: 'model-provider' }]), [0, '']);
  });

  it('does not count what is left off, dormant or only remembered', () => {
    assert.deepEqual(attention([{ ...one('a', { ...unknown, disabled: true }), state: 'disabled' }, { ...one('b', { ...unknown, live: false }), state: 'dormant' }, row('x', [], { verdict: verdict('denied') })]), [0, '']);
    // Active in a file that is not looked at here.
    assert.deepEqual(attention([one('a', { ...unknown, live: false })]), [0, '']);
  });

  it('counts live files that hide what they hold', () => {
    assert.deepEqual(attention([], [unreadable]), [1, '1 file could not be read']);
    assert.deepEqual(attention([], [{ ...unreadable, live: false }, assessed('.mcp.json', '{}').file]), [0, '']);
  });

  it('without a policy is silent about servers; a policy that cannot be read is one thing', () => {
    assert.deepEqual(attention([one('a', { verdict: verdict('unknown', 'no-policy') })], [], none), [0, '']);
    assert.deepEqual(attention([one('a', unknown), one('b', unknown)], [], { kind: 'unusable', parts: [{ source: { at: '/p', kind: 'file', namedBy: 'setting' }, problems: [], notes: [], registries: [] }] }), [1, 'the policy cannot be read']);
  });
});
