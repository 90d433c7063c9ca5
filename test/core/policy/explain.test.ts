import assert from 'node:assert/strict';
import { explainVerdict } from '../../../src/core/policy/explain.ts';
import type { Subject } from '../../../src/core/policy/subject.ts';
import { render } from '../../../src/core/text/message.ts';
import { approved, denied, npm, now, opaque, packaged, policyOf, policyWith } from './subjects.ts';

const told = (policy: ReturnType<typeof policyOf>, subject: Subject): string[] => explainVerdict(subject, policy, now).map(render);
const held = (count: number): string => `It is held against the policy of Contoso (/policy.json, serial 7, ${count === 1 ? '1 entry' : `${count} entries`}).`;

describe('an explanation', () => {
  it('of an approval names the entry, the level and what it requires', () => {
    assert.deepEqual(told(policyOf(approved('e', npm('x', '1.0.0')), approved('loose', { serverName: 'ledger' })), packaged({ name: 'x', version: '1.0.0' })), [
      held(2),
      'No entry denies it.',
      'The entry `e` (approved: x 1.0.0) matches to the version or path; it requires a match to the version or path. It decides.',
      'The entry `loose` (approved: ledger) matches by name only; to approve, it would have to match to the version or path.',
    ]);
  });

  it('of another version names what would be approved', () => {
    assert.deepEqual(told(policyOf(approved('e', npm('x', '1.0.0'))), packaged({ name: 'x', version: '1.1.0' })), [
      held(1),
      'No entry denies it.',
      '`ledger` starts `x` 1.1.0; approved is 1.0.0 (`e`). Change to that version, or register 1.1.0.',
      'The nearest that is approved is x 1.0.0 (`e`): to be approved, `ledger` would have to start exactly that.',
    ]);
  });

  it('of a denial says that it wins', () => {
    const steps = told(policyOf(denied('d', npm('x'), { reason: 'Sends mail elsewhere' }), approved('e', npm('x', '1.0.0'))), packaged({ name: 'x', version: '1.0.0' }));
    assert.deepEqual(steps, [
      held(2),
      'The entry `d` (denied) names it. A denial wins over every approval and holds whatever the version, arguments and environment are.',
      'Contoso does not allow `ledger` (`d`): Sends mail elsewhere. Remove it, or ask Contoso what to use.',
      'The nearest that is approved is x 1.0.0 (`e`): to be approved, `ledger` would have to start exactly that.',
    ]);
  });

  it('of a denial of one version claims no other', () => {
    const policy = policyOf(denied('d', npm('x', '1.0.0')));
    assert.equal(told(policy, packaged({ name: 'x', version: '1.0.0' }))[1], 'The entry `d` (denied) names it in this version. A denial wins over every approval and holds whatever the arguments and environment are; of versions that it does not name it says nothing.');
    assert.deepEqual(told(policy, packaged({ name: 'x', version: '1.1.0' })), [held(1), 'No entry denies it.', 'No entry covers it: not by its package and version or its address, not by its command line, not by its name.']);
  });

  it('of what hides and what no entry knows', () => {
    assert.deepEqual(told(policyOf(), opaque('bash', ['-c', 'x'])), [held(0), 'No entry denies it.', 'No entry names its command line or its name, and an approval of a package or an address cannot cover what hides what it starts.']);
    assert.deepEqual(told(policyOf(), opaque('npx', ['${x}'], 'unresolved')), [held(0), 'No entry denies it.', 'No approval is looked for: a variable stands where it says what it starts, and a policy cannot know its value.']);
    assert.deepEqual(told(policyOf(), packaged({ name: 'x' })), [held(0), 'No entry denies it.', 'No entry covers it: not by its package and version or its address, not by its command line, not by its name.']);
  });

  it('of a policy that ran out', () => {
    const steps = told(policyWith({ servers: [approved('e', npm('x', '1.0.0'), { expires: '2026-01-01' })], expiresAt: '2026-06-01T00:00:00Z', defaults: { whenStale: 'undetermined' } }), packaged({ name: 'x', version: '1.0.0' }));
    assert.deepEqual(steps.slice(2), [
      'The entry `e` (approved: x 1.0.0) matches, but ran out on 2026-01-01.',
      'The policy ran out on 2026-06-01; until a new one is there its approvals count as undetermined (`whenStale`). Its denials hold.',
    ]);
  });

  it('tells of a few entries, and counts the rest', () => {
    const steps = told(policyOf(...Array.from({ length: 8 }, (_, i) => approved(`e${i}`, npm('x', '1.0.0')))), packaged({ name: 'x', version: '1.0.0' }));
    assert.equal(steps.length, 2 + 5 + 1);
    assert.equal(steps.at(-1), '3 further entries speak of it too.');
  });
});
