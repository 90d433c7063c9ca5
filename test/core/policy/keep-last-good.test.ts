import assert from 'node:assert/strict';
import { keepLastGood } from '../../../src/core/policy/keep-last-good.ts';
import type { PolicySource, PolicyState } from '../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { render } from '../../../src/core/text/message.ts';
import { approved, denied, npm, now, outcome, packaged, policyText } from './subjects.ts';

const source: PolicySource = { path: '/etc/policy.json', namedBy: 'setting' };
const text = (serial: number, ...servers: object[]): string => policyText({ serial, servers });
const x = packaged({ name: 'x', version: '1.0.0' });
const y = packaged({ name: 'y', version: '1.0.0' });

/** Reads one text after the other, as a file that changes; what holds at the end. */
function after(texts: readonly string[], highWaterMark = 0): { state: PolicyState; highWaterMark: number } {
  let next: { state: PolicyState; highWaterMark: number } = { state: { kind: 'none' }, highWaterMark };
  for (const one of texts) next = keepLastGood(next.state, source, readPolicy(one, source.path), next.highWaterMark);
  return next;
}

function says(state: PolicyState, subject: typeof x): string {
  return state.kind === 'ready' ? outcome(state.policy.decide(subject, now)) : state.kind;
}

describe('a policy that changes', () => {
  const good = text(5, approved('x', npm('x', '1.0.0')), approved('y', npm('y', '1.0.0')));

  it('takes the newer one', () => {
    const { state, highWaterMark } = after([good, text(6, approved('y', npm('y', '1.0.0')))]);
    assert.equal(says(state, x), 'unknown not-listed');
    assert.equal(says(state, y), 'approved');
    assert.equal(highWaterMark, 6);
    assert.ok(state.kind === 'ready' && state.kept === undefined);
  });

  it('takes another one with the same serial', () => assert.equal(says(after([good, text(5, denied('x', npm('x')))]).state, x), 'denied'));

  it('keeps the last good one when the new one cannot be used', () => {
    for (const bad of ['', '{', '[]', good.replace('"policyVersion":1', '"policyVersion":3'), good.slice(0, -4)]) {
      const { state } = after([good, bad]);
      assert.equal(says(state, x), 'approved');
      assert.ok(state.kind === 'ready' && state.kept === 'The policy on disk cannot be used. The last one that could still holds.');
      assert.ok(state.problems.length > 0);
    }
  });

  it('takes the denials of one that cannot be used, not its approvals', () => {
    const { state } = after([text(5, approved('x', npm('x', '1.0.0'))), `${text(6, denied('no', npm('x')), approved('y', npm('y', '1.0.0')))},`]);
    assert.equal(says(state, x), 'denied');
    assert.equal(says(state, y), 'unknown not-listed');
  });

  it('does not add up what was on disk in between', () => {
    const { state } = after([good, `${text(6, denied('no', npm('x')))},`, `${text(6, denied('no', npm('y')))},`]);
    assert.equal(says(state, x), 'approved');
    assert.equal(says(state, y), 'denied');
  });

  it('does not go back, and takes the denials of the older one', () => {
    const { state, highWaterMark } = after([good, text(4, approved('x', npm('x', '1.0.0')), denied('no', npm('y')), approved('z', npm('z', '1.0.0')))]);
    assert.equal(says(state, x), 'approved');
    assert.equal(says(state, y), 'denied');
    assert.equal(says(state, packaged({ name: 'z', version: '1.0.0' })), 'unknown not-listed');
    assert.equal(highWaterMark, 5);
    assert.ok(state.kind === 'ready' && render(state.problems.at(-1)!.message).startsWith('`serial` is 4, but 5 was seen before'));
    assert.ok(state.kind === 'ready' && state.kept === 'The policy on disk is older than one seen before, and does not take its place: the newer one still holds.');
  });

  it('a serial that cannot be read goes back', () => {
    const { state } = after([good, good.replace('"serial":5', '"serial":"9"').replaceAll('"name":"x"', '"name":"w"')]);
    assert.equal(says(state, x), 'approved');
    assert.equal(says(state, packaged({ name: 'w', version: '1.0.0' })), 'unknown not-listed');
  });

  it('comes back when it is mended', () => {
    const { state } = after([good, '{', text(6, approved('y', npm('y', '1.0.0')))]);
    assert.equal(says(state, x), 'unknown not-listed');
    assert.ok(state.kind === 'ready' && state.kept === undefined);
  });

  it('with nothing good before it is unusable', () => {
    for (const [first, mark] of [['{', 0], ['', 0], [good, 6]] as const) {
      const { state } = after([first], mark);
      assert.equal(state.kind, 'unusable');
      assert.ok(state.kind === 'unusable' && state.problems.length > 0, 'it says why');
    }
  });

  it('of another file has nothing to fall back on', () => {
    const held = after([good]).state;
    assert.equal(keepLastGood(held, { path: '/other.json', namedBy: 'setting' }, readPolicy('{', '/other.json'), 0).state.kind, 'unusable');
  });
});
