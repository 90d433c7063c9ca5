import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Sighting } from '../../../../src/core/inventory/row.ts';
import { byNeed, groupings, groupsOf, type Contents, type Grouping } from '../../../../src/core/inventory/tree/grouping.ts';
import { one, row, sighting, unreadable, verdict } from './rows.ts';

/** Each group with the names in it. */
function shown(contents: Partial<Contents>, grouping: Grouping): string[] {
  return groupsOf({ rows: [], unread: [], ...contents }, grouping).map(
    ({ id, entries, files }) => `${id}: ${[...entries.map((entry) => (entry.sightings.length > 0 ? entry.sightings.map(({ name }) => name).join('+') : entry.row.id)), ...files.map(({ path }) => path)].join(', ')}`,
  );
}

const user = { clients: ['cursor'], scope: 'user', file: '/home/ada/.cursor/mcp.json' } as const;

describe('servers in groups', () => {
  it('by verdict: what needs somebody first, and what is left off, dormant, elsewhere or gone apart', () => {
    const rows = [
      one('approved'),
      one('conditional', { verdict: verdict('conditional') }),
      one('pending', { verdict: verdict('pending') }),
      one('unknown', { verdict: verdict('unknown', 'not-listed') }),
      one('denied', { verdict: verdict('denied') }),
      one('revoked', { verdict: verdict('revoked') }),
      one('changed', { changed: true }),
      one('off', { verdict: verdict('denied'), disabled: true }),
      one('template', { verdict: verdict('denied'), live: false }),
      row('pkg:npm/elsewhere', []),
      row('pkg:npm/gone', [], { state: 'gone' }),
      row('pkg:npm/stale', [], { state: 'stale' }),
    ];
    assert.deepEqual(shown({ rows, unread: [unreadable] }, 'verdict'), [
      'changed: changed',
      'verdict revoked: revoked',
      'verdict denied: denied',
      'verdict unknown: unknown',
      'verdict pending: pending',
      'verdict conditional: conditional',
      'verdict approved: approved',
      'unread: /w/.cursor/mcp.json',
      'disabled: off',
      'dormant: template',
      'elsewhere: pkg:npm/elsewhere',
      'past: pkg:npm/gone, pkg:npm/stale',
    ]);
  });

  it('by verdict: a server of which one copy is approved and another is not stands under both', () => {
    const ledger = row('pkg:npm/ledger', [sighting('ledger'), sighting('ledger-latest', { verdict: verdict('unknown', 'unpinned') })]);
    assert.deepEqual(shown({ rows: [ledger] }, 'verdict'), ['verdict unknown: ledger-latest', 'verdict approved: ledger']);
  });

  it('by verdict: without a policy nothing is called unknown', () => {
    assert.deepEqual(shown({ rows: [one('a', { verdict: verdict('unknown', 'no-policy') })] }, 'verdict'), ['no-policy: a']);
  });

  it('model providers are a group of their own among verdicts, and stand with their client and file', () => {
    const provider = { ...one('openai', { verdict: verdict('denied') }), kind: 'model-provider' } as const;
    assert.deepEqual(shown({ rows: [one('a'), provider] }, 'verdict'), ['verdict approved: a', 'providers: openai']);
    assert.deepEqual(shown({ rows: [one('a'), provider] }, 'client'), ['client vscode: openai, a']);
  });

  it('by client: a file that two clients read counts for both; the worst first, then by name', () => {
    const rows = [one('b'), one('A', { clients: ['vscode', 'claude-code'] }), one('z', { verdict: verdict('denied') }), one('off', { disabled: true }), one('nobody', { clients: [] }), one('copy', { live: false })];
    assert.deepEqual(shown({ rows }, 'client'), ['client vscode: z, A, b, off', 'client claude-code: A', 'client : nobody', 'dormant: copy']);
  });

  it('by client: copies of one server are one line, the worst of them first', () => {
    const github = row('https://mcp.example/mcp', [sighting('github'), sighting('hub', { file: '/repo/.mcp.json', verdict: verdict('denied') })]);
    assert.deepEqual(shown({ rows: [github] }, 'client'), ['client vscode: hub+github']);
  });

  it('by file: the workspace’s first, each as it stands in the file, every declaration a line', () => {
    const at = (line: number): Pick<Sighting, 'range'> => ({ range: { start: { line, character: 4 }, end: { line, character: 9 } } });
    const rows = [one('mine', user), row('pkg:npm/x', [sighting('second', at(9)), sighting('first', at(2))])];
    assert.deepEqual(shown({ rows }, 'file'), ['file /repo/.vscode/mcp.json: first, second', 'file /home/ada/.cursor/mcp.json: mine']);
  });

  it('whatever there is, by whatever: nothing is lost, no id stands twice', () => {
    const anySighting = fc.record({
      state: fc.constantFrom(...byNeed),
      code: fc.constantFrom('matched' as const, 'no-policy' as const),
      live: fc.boolean(),
      disabled: fc.boolean(),
      clients: fc.subarray(['vscode' as const, 'claude-code' as const, 'cursor' as const]),
      file: fc.constantFrom('/repo/.mcp.json', '/repo/.vscode/mcp.json', '/home/ada/.claude.json'),
      name: fc.constantFrom('a', 'b', 'a/b', 'a b'),
    });
    const anyRow = fc.record({ id: fc.constantFrom('x', 'y', 'x /servers/a', 'z'), kind: fc.constantFrom('mcp-server' as const, 'model-provider' as const), sightings: fc.array(anySighting, { maxLength: 5 }) });
    fc.assert(
      fc.property(fc.uniqueArray(anyRow, { selector: ({ id }) => id }), fc.constantFrom(...groupings), (given, grouping) => {
        let serial = 0;
        const rows = given.map(({ id, kind, sightings }) => ({
          ...row(id, sightings.map(({ state, code, ...rest }) => sighting(rest.name, { ...rest, verdict: verdict(state, code), at: ['servers', rest.name, serial++] }))),
          kind,
        }));
        const groups = groupsOf({ rows, unread: [unreadable] }, grouping);
        const ids = groups.flatMap((group) => [group.id, ...group.entries.map(({ id }) => id)]);
        assert.equal(new Set(ids).size, ids.length, ids.join('\n'));
        const seen = new Set(groups.flatMap(({ entries }) => entries.flatMap((entry) => entry.sightings)));
        for (const { id, sightings } of rows) {
          for (const one of sightings) assert.ok(seen.has(one), `a sighting of ${id} is lost`);
          if (sightings.length === 0) assert.ok(groups.some(({ entries }) => entries.some((entry) => entry.row.id === id)), `${id} is lost`);
        }
        for (const { entries, files } of groups) assert.ok(entries.length + files.length > 0, 'a group is empty');
      }),
    );
  });
});
