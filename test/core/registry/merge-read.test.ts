import assert from 'node:assert/strict';
import { mergeReading, neverRead, type ReadMarks, type RegistryReading } from '../../../src/core/registry/merge-read.ts';
import { serverKey, type RegistryServer } from '../../../src/core/registry/registry-server.ts';

const at = '2026-11-21T10:00:00.000Z';
const entry = (name: string, more: Partial<RegistryServer> = {}): RegistryServer => ({ name, version: '1.0.0', status: 'active', updatedAt: '2026-11-01T00:00:00Z', ...more });
const reading = (servers: RegistryServer[], more: Partial<RegistryReading> = {}): RegistryReading => ({ servers, complete: true, increment: false, at, ...more });

/** What is held after a reading, as `name status`, and how far it was read. */
function merged(held: RegistryServer[], before: ReadMarks, next: RegistryReading): { readonly servers: RegistryServer[]; readonly list: string[]; readonly marks: ReadMarks } {
  const map = new Map(held.map((server) => [serverKey(server), server]));
  const { put, drop, marks } = mergeReading({ keys: [...map.keys()], get: (key) => map.get(key) }, before, next);
  for (const key of drop) map.delete(key);
  for (const [key, server] of put) map.set(key, server);
  return { servers: [...map.values()], list: [...map.values()].map(({ name, status }) => `${name} ${status}`), marks };
}
const whole: ReadMarks = { complete: true, asOf: '2026-11-20T10:00:00.000Z', fullAt: '2026-11-20T10:00:00.000Z', mark: '2026-11-01T00:00:00.000Z', missing: [] };

describe('what is held of a registry after a reading', () => {
  it('is everything, with how far it was read', () => {
    const { list, marks } = merged([], neverRead, reading([entry('a'), entry('b')], { registryTime: '2026-11-21T09:59:58Z' }));
    assert.deepEqual(list, ['a active', 'b active']);
    assert.deepEqual(marks, { complete: true, asOf: at, fullAt: at, mark: '2026-11-01T00:00:00.000Z', missing: [] });
  });

  it('is what arrived, and not whole, as long as no reading was', () => {
    const first = merged([], neverRead, reading([entry('a')], { complete: false }));
    assert.deepEqual([first.list, first.marks], [['a active'], neverRead]);
    const second = merged(first.servers, first.marks, reading([entry('b')], { complete: false }));
    assert.deepEqual([second.list, second.marks], [['a active', 'b active'], neverRead]);
  });

  it('is what was whole before, when a page did not arrive', () => {
    const { list, marks } = merged([entry('a'), entry('b')], whole, reading([entry('a'), entry('new')], { complete: false }));
    assert.deepEqual([list, marks], [['a active', 'b active'], whole]);
  });

  it('still takes what a reading that broke off takes back', () => {
    const { list, marks } = merged([entry('a'), entry('b')], whole, reading([entry('a', { status: 'deleted', updatedAt: '2026-11-20T00:00:00Z' })], { complete: false, increment: true }));
    assert.deepEqual([list, marks], [['a deleted', 'b active'], whole]);
  });

  it('is changed by an increment, which makes nothing older', () => {
    const { list, marks } = merged([entry('a'), entry('b')], whole, reading([entry('b', { status: 'deprecated', updatedAt: '2026-11-20T00:00:00Z' }), entry('c')], { increment: true }));
    assert.deepEqual(list, ['a active', 'b deprecated', 'c active']);
    assert.deepEqual(marks, { ...whole, asOf: at, mark: '2026-11-20T00:00:00.000Z' });
  });

  it('lets an entry go only when whole readings an hour apart do not have it', () => {
    const once = merged([entry('a'), entry('b')], whole, reading([entry('a')]));
    assert.deepEqual([once.list, once.marks.missing], [['a active', 'b active'], [['b\n1.0.0', at]]]);
    assert.deepEqual(merged(once.servers, once.marks, reading([entry('a'), entry('b')])).marks.missing, []);
    const soon = merged(once.servers, once.marks, reading([entry('a')], { at: '2026-11-21T10:30:00.000Z' }));
    assert.deepEqual([soon.list, soon.marks.missing], [['a active', 'b active'], [['b\n1.0.0', at]]]);
    const later = merged(soon.servers, soon.marks, reading([entry('a')], { at: '2026-11-21T11:00:00.000Z' }));
    assert.deepEqual([later.list, later.marks.missing], [['a active'], []]);
  });

  it('is not lost to a listing that is empty for hours, and is to one that stays empty', () => {
    const once = merged([entry('a'), entry('b')], whole, reading([]));
    assert.deepEqual(once.list, ['a active', 'b active']);
    const later = merged(once.servers, once.marks, reading([], { at: '2026-11-21T20:00:00.000Z' }));
    assert.deepEqual(later.list, ['a active', 'b active']);
    assert.deepEqual(merged(later.servers, later.marks, reading([], { at: '2026-11-22T10:00:00.000Z' })).list, []);
  });

  it('waits anew where the clock was set back', () => {
    const { list, marks } = merged([entry('a'), entry('b')], { ...whole, missing: [['b\n1.0.0', '2027-01-01T00:00:00.000Z']] }, reading([entry('a')]));
    assert.deepEqual([list, marks.missing], [['a active', 'b active'], [['b\n1.0.0', at]]]);
  });

  it('is not set back by an older word', () => {
    const gone = entry('a', { status: 'deleted', updatedAt: '2026-11-20T00:00:00Z' });
    assert.deepEqual(merged([gone], whole, reading([entry('a')])).list, ['a deleted']);
    assert.deepEqual(merged([gone], whole, reading([entry('a', { updatedAt: '2026-11-21T00:00:00Z' })])).list, ['a active']);
  });

  it('takes the stricter of two words of the same moment', () => {
    assert.deepEqual(merged([], neverRead, reading([entry('a', { status: 'deleted' }), entry('a')])).list, ['a deleted']);
    assert.deepEqual(merged([], neverRead, reading([entry('a'), entry('a', { status: 'deleted' })])).list, ['a deleted']);
  });

  it('takes the last word where none is dated', () => {
    const { updatedAt: _, ...undated } = entry('a');
    const { list, marks } = merged([{ ...undated, status: 'deleted' }], whole, reading([undated]));
    assert.deepEqual([list, marks.mark], [['a active'], whole.mark]);
    assert.equal(merged([], neverRead, reading([undated])).marks.mark, undefined);
  });

  it('asks next time for what changed since the newest entry, never since a moment that is still to come', () => {
    const future = entry('a', { updatedAt: '2099-01-01T00:00:00Z' });
    assert.equal(merged([], neverRead, reading([future])).marks.mark, at);
    assert.equal(merged([], neverRead, reading([future], { registryTime: '2026-11-21T09:00:00Z' })).marks.mark, '2026-11-21T09:00:00.000Z');
    assert.equal(merged([], neverRead, reading([entry('a'), future, entry('b')], { registryTime: '2025-01-01T00:00:00Z' })).marks.mark, '2025-01-01T00:00:00.000Z');
  });

  it('has one latest version of a name', () => {
    const { servers } = merged([entry('a', { isLatest: true }), entry('ab', { isLatest: true })], whole, reading([entry('a', { version: '2.0.0', isLatest: true })], { increment: true }));
    assert.deepEqual(servers.map(({ name, version, isLatest }) => [name, version, isLatest]), [['a', '1.0.0', undefined], ['ab', '1.0.0', true], ['a', '2.0.0', true]]);
  });
});
