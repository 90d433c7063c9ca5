import assert from 'node:assert/strict';
import type { HeardServer } from '../../../src/core/listening/heard.ts';
import { nothingHeard, readListening, withPermission, withVoice, writtenMemory, type ListeningMemory } from '../../../src/core/listening/memory.ts';
import { say } from '../../../src/core/text/message.ts';

const day = (i: number): string => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();
const heard = (i: number): HeardServer => ({ heard: { digest: 'sha256:bb', at: day(i), tools: 2, launch: 'sha256:cc' } });
const approved: HeardServer = { ...heard(0), approved: { digest: 'sha256:aa', at: day(0), by: 'user' }, drift: { worst: 'authority', count: 1, changes: [{ class: 'authority', subject: 'tool', name: 'post', consequence: say('`{name}` can now write.', { name: 'post' }) }] } };

function memoryOf(count: number): ListeningMemory {
  return { ...nothingHeard, voices: Object.fromEntries(Array.from({ length: count }, (_, i) => [`key ${i}`, heard(i)])) };
}

describe('what is remembered of voices, in short', () => {
  it('does not grow without end, and never forgets what somebody approved', () => {
    const full: ListeningMemory = { ...nothingHeard, voices: { ...memoryOf(2000).voices, old: approved } };
    const { voices } = withVoice(full, 'new', heard(5000));
    assert.equal(Object.keys(voices).length, 2001);
    assert.equal(voices['old'], approved);
    assert.ok(voices['new']);
    assert.equal(voices['key 0'], undefined);
  });

  it('keeps the newest thousand permissions', () => {
    const permissions = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`seal ${i}`, { label: 'x', at: day(i), background: false }]));
    const after = withPermission({ ...nothingHeard, permissions }, 'new', { label: 'x', at: day(5000), background: true }).permissions;
    assert.equal(Object.keys(after).length, 1000);
    assert.deepEqual([after['seal 0'], after['new']?.background], [undefined, true]);
  });

  it('is read as it was written', () => {
    const memory: ListeningMemory = { voices: { a: approved, b: { ...heard(1), unsteady: true } }, permissions: { s: { label: 'x', at: day(1), background: true } } };
    assert.deepEqual(writtenMemory(readListening(JSON.parse(JSON.stringify(writtenMemory(memory))))!), writtenMemory(memory));
  });

  it('is taken for nothing where it holds what no version of it writes', () => {
    const stored = (voice: object, permission: object = { label: 'x', at: day(1), background: true }): unknown => JSON.parse(JSON.stringify({ voices: { a: voice }, permissions: { s: permission } }));
    assert.ok(readListening(stored(approved)));
    for (const voice of [{}, { heard: { ...heard(0).heard, launch: 5 } }, { ...heard(0), approved: { ...approved.approved, by: 'workspace' } }, { ...heard(0), approved: { at: day(0), by: 'user' } }, { ...approved, drift: { ...approved.drift, worst: 'harmless' } }, { ...approved, drift: { ...approved.drift, worst: 'constructor' } }]) {
      assert.equal(readListening(stored(voice)), undefined, JSON.stringify(voice));
    }
    assert.equal(readListening(stored(approved, { label: 'x', at: day(1) })), undefined);
    for (const other of [undefined, [], { voices: {} }, { voices: [], permissions: {} }]) assert.equal(readListening(other), undefined);
  });
});
