import assert from 'node:assert/strict';
import { keepLastGood } from '../../../src/core/policy/keep-last-good.ts';
import type { PolicyPart, PolicySource } from '../../../src/core/policy/policy-state.ts';
import { stateOf } from '../../../src/core/policy/state-of.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { render } from '../../../src/core/text/message.ts';
import { approved, denied, npm, now, outcome, packaged, policyText } from './subjects.ts';

const source: PolicySource = { at: '/etc/policy.json', kind: 'file', namedBy: 'setting' };
const text = (serial: number, ...servers: object[]): string => policyText({ serial, servers });
const x = packaged({ name: 'x', version: '1.0.0' });
const y = packaged({ name: 'y', version: '1.0.0' });

/** Reads one text after the other, as a file that changes; what holds at the end. */
function after(texts: readonly string[], highWaterMark = 0): { part: PolicyPart | undefined; highWaterMark: number } {
  let next: { part: PolicyPart | undefined; highWaterMark: number } = { part: undefined, highWaterMark };
  for (const one of texts) next = keepLastGood(next.part, source, readPolicy(one, source.at), next.highWaterMark);
  return next;
}

function kept({ kept: reason }: PolicyPart): string | undefined {
  return reason && render(reason);
}

function says(part: PolicyPart | undefined, subject: typeof x): string {
  const state = stateOf(part ? [part] : []);
  return state.kind === 'ready' ? outcome(state.policy.decide(subject, now)) : state.kind;
}

describe('a policy that changes', () => {
  const good = text(5, approved('x', npm('x', '1.0.0')), approved('y', npm('y', '1.0.0')));

  it('takes the newer one', () => {
    const { part, highWaterMark } = after([good, text(6, approved('y', npm('y', '1.0.0')))]);
    assert.equal(says(part, x), 'unknown not-listed');
    assert.equal(says(part, y), 'approved');
    assert.equal(highWaterMark, 6);
    assert.ok(part && kept(part) === undefined);
  });

  it('takes another one with the same serial', () => assert.equal(says(after([good, text(5, denied('x', npm('x')))]).part, x), 'denied'));

  it('keeps the last good one when the new one cannot be used', () => {
    for (const bad of ['', '{', '[]', good.replace('"policyVersion":1', '"policyVersion":3'), good.slice(0, -4)]) {
      const { part } = after([good, bad]);
      assert.equal(says(part, x), 'approved');
      assert.ok(part && kept(part) === 'The policy that is there now cannot be used. The last one that could still holds.');
      assert.ok(part.problems.length > 0);
    }
  });

  it('takes the denials of one that cannot be used, not its approvals', () => {
    const { part } = after([text(5, approved('x', npm('x', '1.0.0'))), `${text(6, denied('no', npm('x')), approved('y', npm('y', '1.0.0')))},`]);
    assert.equal(says(part, x), 'denied');
    assert.equal(says(part, y), 'unknown not-listed');
  });

  it('does not add up what was on disk in between', () => {
    const { part } = after([good, `${text(6, denied('no', npm('x')))},`, `${text(6, denied('no', npm('y')))},`]);
    assert.equal(says(part, x), 'approved');
    assert.equal(says(part, y), 'denied');
  });

  it('does not go back, and takes the denials of the older one', () => {
    const { part, highWaterMark } = after([good, text(4, approved('x', npm('x', '1.0.0')), denied('no', npm('y')), approved('z', npm('z', '1.0.0')))]);
    assert.equal(says(part, x), 'approved');
    assert.equal(says(part, y), 'denied');
    assert.equal(says(part, packaged({ name: 'z', version: '1.0.0' })), 'unknown not-listed');
    assert.equal(highWaterMark, 5);
    assert.ok(render(part!.problems.at(-1)!.message).startsWith('`serial` is 4, but 5 was seen before'));
    assert.ok(part && kept(part) === 'The policy that is there now is older than one seen before, and does not take its place: the newer one still holds.');
  });

  it('a serial that cannot be read goes back', () => {
    const { part } = after([good, good.replace('"serial":5', '"serial":"9"').replaceAll('"name":"x"', '"name":"w"')]);
    assert.equal(says(part, x), 'approved');
    assert.equal(says(part, packaged({ name: 'w', version: '1.0.0' })), 'unknown not-listed');
  });

  it('does not jump far ahead, which would lock every later one out', () => {
    const { part, highWaterMark } = after([good, text(2_000_000_000, approved('z', npm('z', '1.0.0')), denied('no', npm('y')))]);
    assert.equal(says(part, x), 'approved');
    assert.equal(says(part, y), 'denied');
    assert.equal(says(part, packaged({ name: 'z', version: '1.0.0' })), 'unknown not-listed');
    assert.equal(highWaterMark, 5);
    assert.equal(says(after([good, text(1_000_000_005, approved('z', npm('z', '1.0.0')))]).part, packaged({ name: 'z', version: '1.0.0' })), 'approved');
  });

  it('comes back when it is mended', () => {
    const { part } = after([good, '{', text(6, approved('y', npm('y', '1.0.0')))]);
    assert.equal(says(part, x), 'unknown not-listed');
    assert.ok(part && kept(part) === undefined);
  });

  it('with nothing good before it is unusable', () => {
    for (const [first, mark] of [['{', 0], ['', 0], [good, 6]] as const) {
      const { part } = after([first], mark);
      assert.equal(part!.document, undefined);
      assert.ok(part!.problems.length > 0, 'it says why');
    }
  });

  it('of another file has nothing to fall back on', () => {
    const held = after([good]).part;
    assert.equal(keepLastGood(held, { at: '/other.json', kind: 'file', namedBy: 'setting' }, readPolicy('{', '/other.json'), 0).part.document, undefined);
  });
});
