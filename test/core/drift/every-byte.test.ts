import assert from 'node:assert/strict';
import fc from 'fast-check';
import { driftBetween } from '../../../src/core/drift/compare.ts';
import { realTools, toolsOf } from './mutations/real-tools.ts';
import { snapshotOfServer } from './said.ts';

/** Every text in a value, keys included, with a way to put another in its place. */
function texts(value: unknown, put: (other: unknown) => unknown, found: { text: string; made: (text: string) => unknown }[] = []): typeof found {
  if (typeof value === 'string') found.push({ text: value, made: put });
  else if (Array.isArray(value)) for (const [i, child] of value.entries()) texts(child, (other) => put(value.with(i, other)), found);
  else if (typeof value === 'object' && value !== null) for (const [key, child] of Object.entries(value)) {
    found.push({ text: key, made: (other) => put(Object.fromEntries(Object.entries(value).map(([each, held]) => [each === key ? other : each, held]))) });
    texts(child, (other) => put({ ...value, [key]: other }), found);
  }
  return found;
}

const same = (one: object, other: object): boolean => driftBetween(snapshotOfServer({ tools: [one] }), snapshotOfServer({ tools: [other] })).changes.length === 0;

describe('every byte', () => {
  it('of any text of a real tool matters', () => {
    fc.assert(
      fc.property(fc.nat(realTools.length - 1), fc.nat(), fc.nat(), fc.constantFrom('x', '~', ' ', '\u200b', 'е', '\n', 'Z', '😀'), fc.constantFrom('put', 'drop', 'insert'), (which, place, offset, character, how) => {
        const { tool } = realTools[which]!;
        const found = texts(tool, (other) => other);
        const { text, made } = found[place % found.length]!;
        const at = offset % (text.length + 1);
        const changed = how === 'insert' ? text.slice(0, at) + character + text.slice(at) : how === 'drop' ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + character + text.slice(at + 1);
        const other = made(changed.replace(/\p{Surrogate}/gu, '?')) as object;
        fc.pre(JSON.stringify(other) !== JSON.stringify(tool) && Object.keys(other).length === Object.keys(tool).length);
        assert.ok(!same(tool, other), `${tool.name}: ${JSON.stringify(text.slice(0, 40))}`);
      }),
      { numRuns: 1500 },
    );
  }).timeout(120_000);

  it('at the ends and in the middle of each text of each tool matters', () => {
    for (const { tool } of realTools.filter((_, i) => i % 9 === 0)) {
      for (const { text, made } of texts(tool, (other) => other)) {
        const at = text.length >> 1;
        const other = made(`${text.slice(0, at)}¤${text.slice(at)}`) as object;
        assert.ok(!same(tool, other), `${tool.name}: ${text.slice(0, 40)}`);
      }
    }
  }).timeout(120_000);

  it('in any order of tools and keys is no change', () => {
    const shuffled = (value: unknown): unknown => (Array.isArray(value) ? value.map(shuffled) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, held]) => [key, shuffled(held)])) : value);
    for (const server of new Set(realTools.map((one) => one.server))) {
      const list = toolsOf(server);
      const drift = driftBetween(snapshotOfServer({ tools: list }), snapshotOfServer({ tools: list.map((tool) => shuffled(tool) as object).reverse() }));
      assert.deepEqual(drift.changes, []);
    }
  }).timeout(60_000);

  it('of thousands of tools, and of a mebibyte, is compared without going over all pairs', () => {
    // Each value is read a bounded number of times: compared are counts of looks, not times.
    const looks = (count: number): number => {
      let read = 0;
      const counting = (name: string, description: string): object => ({ name, inputSchema: { type: 'object' }, description });
      const list = (word: string) => snapshotOfServer({ tools: Array.from({ length: count }, (_, i) => counting(`tool_${i}x`, `${word} ${i}`)) });
      const watched = (snapshot: ReturnType<typeof list>) => ({ ...snapshot, tools: snapshot.tools.map((tool) => new Proxy(tool, { get: (target, key) => (read++, Reflect.get(target, key) as unknown) })) });
      driftBetween(watched(list('one')), watched(list('two')));
      return read;
    };
    const [few, many] = [looks(200), looks(2000)];
    assert.ok(many <= few * 11, `${few} looks at 200 tools, ${many} at 2000`);
    const long = 'word '.repeat(200_000);
    assert.equal(driftBetween(snapshotOfServer({ tools: [{ name: 'a', description: long }] }), snapshotOfServer({ tools: [{ name: 'a', description: `${long}!` }] })).worst, 'text');
  }).timeout(60_000);
});
