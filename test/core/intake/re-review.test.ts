import assert from 'node:assert/strict';
import type { Drift } from '../../../src/core/drift/drift.ts';
import { withDrift } from '../../../src/core/intake/re-review.ts';
import { contractKey } from '../../../src/core/manifest/contract.ts';
import { say } from '../../../src/core/text/message.ts';

const change = (name: string): Drift['changes'][number] => ({ class: 'authority', subject: 'tool', name, how: 'changed', consequence: say('`{name}` can now write.', { name }) });
const drift = (names: readonly string[]): Drift => ({ before: 'sha256:a', after: 'sha256:b', changes: names.map(change), worst: 'authority', partial: false });
const draft = JSON.stringify({ name: 'x', _meta: { [contractKey]: { contractVersion: 1, detected: { server: 'ledger' } } } });
const detected = (text: string): Record<string, unknown> => (JSON.parse(text) as { _meta: Record<string, { detected: Record<string, unknown> }> })._meta[contractKey]!.detected;

describe('a registration that is sent for re-review', () => {
  it('says what changed, in sentences and digests', () => {
    assert.deepEqual(detected(withDrift(draft, drift(['export\u202e']))), { server: 'ledger', drift: { approved: 'sha256:a', now: 'sha256:b', worst: 'authority', changes: ['`export\\u{202E}` can now write.'] } });
  });

  it('says how many more there are, where there are many', () => {
    const { changes, more } = detected(withDrift(draft, drift(Array.from({ length: 25 }, (_, i) => `tool${i}`))))['drift'] as { changes: string[]; more: number };
    assert.deepEqual([changes.length, more], [20, 5]);
  });

  it('leaves alone what is no draft', () => {
    for (const text of ['', '{', '[]', '{}', '{"_meta":{}}']) assert.equal(withDrift(text, drift(['x'])), text);
  });
});
