import assert from 'node:assert/strict';
import { filtered } from '../../../../src/core/inventory/tree/filter.ts';
import { one, row, sighting, unreadable, verdict } from './rows.ts';

const github = row(
  'https://api.example/mcp',
  [
    sighting('github', { identity: 'https://api.example/mcp' }),
    sighting('hub', { clients: ['cursor'], file: '/home/ada/.cursor/mcp.json', identity: 'https://api.example/mcp', verdict: verdict('unknown', 'not-listed') }),
  ],
  { owner: { value: 'platform-team', from: 'codeowners' } },
);
const contents = {
  rows: [github, one('ledger', { disabled: true }), row('pkg:npm/old', [], { names: ['old'], state: 'gone', rememberedIn: ['/home/ada/shop/.mcp.json'] })],
  unread: [unreadable],
};

function found(typed: string): string[] {
  const { rows, unread } = filtered(contents, typed);
  return [...rows.map(({ id, sightings }) => `${id} ${sightings.map(({ name }) => name).join('+')}`.trim()), ...unread.map(({ path }) => path)];
}

describe('the filter', () => {
  for (const [typed, expected] of [
    ['', ['https://api.example/mcp github+hub', 'pkg:npm/ledger-mcp ledger', 'pkg:npm/old', '/w/.cursor/mcp.json']],
    ['  LEDGER ', ['pkg:npm/ledger-mcp ledger']],
    ['example platform-team', ['https://api.example/mcp github+hub']],
    ['unknown', ['https://api.example/mcp hub']],
    ['cursor', ['https://api.example/mcp hub', '/w/.cursor/mcp.json']],
    ['vs code example', ['https://api.example/mcp github']],
    ['disabled', ['pkg:npm/ledger-mcp ledger']],
    ['shop gone', ['pkg:npm/old']],
    ['nobody', []],
  ] as const) {
    it(`finds by “${typed}”`, () => assert.deepEqual(found(typed), expected));
  }
});
