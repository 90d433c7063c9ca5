import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { exposureOf, groups } from '../../../src/core/inventory/exposure.ts';
import { contributions } from '../../../src/core/inventory/contributions.ts';
import { nothingRemembered } from '../../../src/core/inventory/remembered.ts';
import { rememberedFrom } from '../../../src/core/inventory/remembered-from.ts';
import { say } from '../../../src/core/text/message.ts';
import { after, day, observe, rows, sha256, type Given } from './observed.ts';

/** Tokens in the formats of their issuers. */
const token = fc.constantFrom(
  'ghp_abcdefghijklmnopqrstuvwxyz0123456789', 'github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz', 'sk-ant-api03-abcdefghijklmnopqrstuvwxyz', 'sk-proj-abcdefghijklmnopqrstuvwxyz0123',
  'xoxb-123456789012-abcdefghijkl', 'AKIAIOSFODNN7ABCDEFG', 'glpat-abcdefghijklmnopqrst', 'hf_abcdefghijklmnopqrstuvwxyzabcdefgh', 'npm_abcdefghijklmnopqrstuvwxyz0123456789',
);
/** A text that may hold a token anywhere a person might put one. */
const held = fc.tuple(fc.constantFrom('', 'x ', 'Bearer ', '--token=', 'TOKEN=', '/srv/', 'https://mcp.example.com/', '@'), token, fc.constantFrom('', ' y', '/mcp', '@1.0.0')).map((parts) => parts.join(''));
const word = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('-y', 'ok@1.0.0', '@contoso/ledger', '/home/ada/bin/x', './server.js', '${workspaceFolder}/a.js', '--api-key', 'https://mcp.example.com/mcp', '-e', '-c', 'run', '--registry') }, { weight: 1, arbitrary: held });
const command = fc.oneof(fc.constantFrom('npx', 'uvx', 'docker', 'node', 'bash', '/home/ada/bin/x', './tool'), held);
const server = fc.oneof(
  fc.record({ command, args: fc.array(word, { maxLength: 5 }), env: fc.dictionary(fc.constantFrom('TOKEN', 'PATH', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'), fc.oneof(token, fc.constant('${env:X}')), { maxKeys: 2 }), disabled: fc.boolean() }, { requiredKeys: ['command'] }),
  fc.record({ url: fc.oneof(fc.constantFrom('https://mcp.example.com/mcp', 'http://127.0.0.1:3000/', 'https://mcp.example.com/mcp?tenant=7'), held, token.map((t) => `https://mcp.example.com/mcp?key=${t}`)), headers: fc.dictionary(fc.constant('Authorization'), token, { maxKeys: 1 }) }, { requiredKeys: ['url'] }),
);
const name = fc.oneof(fc.constantFrom('ledger', 'weather', 'a|b', '\u202eevil'), held);
const given: fc.Arbitrary<Given> = fc.record({ path: fc.constantFrom('.vscode/mcp.json', '.cursor/mcp.json', '.mcp.json'), servers: fc.dictionary(name, server, { maxKeys: 4, noNullPrototype: true }), live: fc.boolean(), root: fc.constantFrom('/repo', '/other/repo') });
const distinct = fc.uniqueArray(given, { maxLength: 4, selector: ({ path, root }) => `${root}/${path}` });

const anyToken = /ghp_[a-z]{5}|github_pat_1|sk-ant-a|sk-proj-a|xoxb-1|AKIAI|glpat-a|hf_abc|npm_abc/;

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
    const ids = contributions.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, points } of contributions) {
      assert.ok(Object.hasOwn(groups, id.split('/')[0]!), id);
      assert.ok(points > 0 && points <= groups[id.split('/')[0] as keyof typeof groups], id);
    }
  });
});
