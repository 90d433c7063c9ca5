import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { exposureOf, groups } from '../../../src/core/inventory/exposure.ts';
import { contributions, providerContributions } from '../../../src/core/inventory/contributions.ts';
import { nothingRemembered } from '../../../src/core/inventory/remembered.ts';
import { rememberedFrom } from '../../../src/core/inventory/remembered-from.ts';
import { say } from '../../../src/core/text/message.ts';
import { anyToken, distinct } from './generated.ts';
import { after, day, observe, rows, sha256, type Given } from './observed.ts';

describe('an inventory, whatever is declared', () => {
  it('has every declaration in exactly one row', () => {
    fc.assert(
      fc.property(distinct, (files) => {
        const observation = observe(files);
        const seen = rows(files).flatMap(({ sightings }) => sightings.map(({ file, range }) => `${file}:${range.start.line}:${range.start.character}`));
        assert.equal(new Set(seen).size, seen.length);
        assert.equal(seen.length, [...observation.groups.values()].reduce((sum, group) => sum + group.seen.length, 0));
        assert.equal(seen.length, files.reduce((sum, { servers = {} }) => sum + Object.keys(servers).length, 0));
      }),
    );
  });

  it('has the same ids in whichever order files are read, and wherever home and workspace lie', () => {
    fc.assert(
      fc.property(distinct, (files) => {
        const ids = rows(files).map(({ id }) => id);
        assert.deepEqual(rows(files.toReversed()).map(({ id }) => id), ids);
        const moved = JSON.parse(JSON.stringify(files).replaceAll('/home/ada', '/Users/grace').replaceAll('"/repo"', '"/Users/grace/code/repo"')) as Given[];
        assert.deepEqual(rows(moved, { around: { platform: 'darwin', home: '/Users/grace', sha256 } }).map(({ id }) => id), ids);
      }),
    );
  });

  it('shows and remembers no secret', () => {
    fc.assert(
      fc.property(distinct, (files) => {
        const shown = JSON.stringify(rows(files), (key, value: unknown) => (key === 'at' ? undefined : value));
        assert.doesNotMatch(shown, anyToken);
        assert.doesNotMatch(JSON.stringify(after(nothingRemembered, files, day(1))), anyToken);
      }),
      { numRuns: 400 },
    );
  });

  it('is the same whether what it saw was stored first or not', () => {
    fc.assert(
      fc.property(distinct, distinct, (before, now) => {
        const memory = after(nothingRemembered, before, day(1));
        assert.deepEqual(rows(now, { held: after(memory, now, day(3)), now: day(3) }), rows(now, { held: memory, now: day(3) }));
      }),
    );
  });

  it('reads back what it stored, and nothing from what is not its own', () => {
    fc.assert(
      fc.property(distinct, (files) => {
        const memory = after(nothingRemembered, files, day(1));
        assert.deepEqual(rememberedFrom(JSON.parse(JSON.stringify(memory))), memory);
      }),
    );
    const long = 'x'.repeat(50_000);
    const memory = after(nothingRemembered, [{ path: '.mcp.json', servers: { [long]: { command: long, args: [long] } } }], day(1));
    assert.deepEqual(rememberedFrom(JSON.parse(JSON.stringify(memory))), memory);
    assert.ok(JSON.stringify(memory).length < 3000);
    fc.assert(fc.property(fc.jsonValue(), (value) => assert.deepEqual(rememberedFrom({ rows: [value] }), { rows: [] })));
    assert.equal(rememberedFrom([]), undefined);
  });

  it('has an exposure from 0 to 100 that is the sum of its contributors, and in each group at most what the group counts', () => {
    const contributor = fc.constantFrom(...contributions).map(({ id, points }) => ({ id, points, message: say('x') }));
    fc.assert(
      fc.property(fc.array(fc.array(contributor)), (declarations) => {
        const { score, contributors } = exposureOf(declarations);
        assert.equal(contributors.reduce((sum, { points }) => sum + points, 0), score);
        assert.ok(score >= 0 && score <= 100);
        for (const [group, most] of Object.entries(groups)) {
          assert.ok(contributors.filter(({ id }) => id.startsWith(`${group}/`)).reduce((sum, { points }) => sum + points, 0) <= most);
        }
        assert.deepEqual(new Set(contributors.map(({ id }) => id)).size, contributors.length);
      }),
    );
    fc.assert(
      fc.property(distinct, (files) => {
        for (const { exposure } of rows(files)) assert.equal(exposure!.contributors.reduce((sum, { points }) => sum + points, 0), exposure!.score);
      }),
    );
  });
});

describe('the table of contributions', () => {
  it('has groups that together count 100, and ids that are each one of a group', () => {
    assert.equal(Object.values(groups).reduce((sum, most) => sum + most, 0), 100);
    for (const table of [contributions, providerContributions]) assert.equal(new Set(table.map(({ id }) => id)).size, table.length);
    for (const { id, points } of [...contributions, ...providerContributions]) {
      assert.ok(Object.hasOwn(groups, id.split('/')[0]!), id);
      assert.ok(points > 0 && points <= groups[id.split('/')[0] as keyof typeof groups], id);
    }
  });
});
