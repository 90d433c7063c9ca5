import assert from 'node:assert/strict';
import { matchesOf, providerMatchesOf, type Matches } from '../../../../src/core/policy/authoring/matches-of.ts';
import type { PolicyEntry, ProviderEntry } from '../../../../src/core/policy/document.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import type { Subject } from '../../../../src/core/policy/subject.ts';
import { approved, denied, npm, opaque, packaged, policyText, remote } from '../subjects.ts';

const use = ({ server, identity }: Subject) => ({ declaration: server, identity });
const names = <T extends { declaration: { name: string } }>(matches: Matches<T>, entry: PolicyEntry | ProviderEntry) => {
  const { matched = [], near = [] } = matches.entries.get(entry) ?? {};
  return [matched.map(({ declaration }) => declaration.name), near.map(({ declaration }) => declaration.name)];
};

describe('which servers an entry means', () => {
  const servers = [
    packaged({ name: 'x', version: '1.0.0' }, {}, { serverName: 'one' }),
    packaged({ name: 'x', version: '2.0.0' }, {}, { serverName: 'two' }),
    packaged({ name: 'x', floating: 'latest' }, {}, { serverName: 'open' }),
    packaged({ name: 'x', version: '1.0.0' }, { args: ['--rw'] }, { serverName: 'writes' }),
    remote('https://h.example/mcp', { serverName: 'far' }),
    opaque('bash', ['-c', 'npx bad']),
  ].map(use);
  const { document } = readPolicy(policyText({ servers: [
    approved('x', { ...npm('x', '1.0.0'), args: { denyExtra: true } }),
    approved('y', npm('y', '1.0.0')),
    { id: 'two items', state: 'pending', match: [npm('x', '2.0.0'), { url: { host: 'h.example', path: '/mcp' } }] },
    denied('bad', npm('bad')),
    denied('twice', { serverUrl: 'https://h.example' }),
    denied('gone', npm('gone')),
  ] }), '/p');
  const matches = matchesOf(document!, servers);

  it('by entry, and which it nearly means', () => {
    assert.deepEqual(document!.servers.map((entry) => names(matches, entry)), [
      [['one'], ['two', 'open', 'writes']],
      [[], []],
      [['two', 'far'], []],
      [['hidden'], []],
      [['far'], []],
      [[], []],
    ]);
  });

  it('by item', () => {
    const [first, second] = document!.servers[2]!.match;
    assert.deepEqual([first, second].map((item) => matches.items.get(item!)?.matched.map(({ declaration }) => declaration.name)), [['two'], ['far']]);
    assert.equal(matches.items.get(document!.servers[1]!.match[0]!), undefined);
  });

  it('of model providers', () => {
    const provider = (name: string, url?: string) => ({ declaration: { name, path: [], range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, ...(url ? { baseUrl: { value: url, path: [] } } : { provider: name }), models: [], key: 'none' as const, credentials: [], headers: [], disabled: false } });
    const { document: of } = readPolicy(policyText({ servers: [], providers: [{ id: 'a', state: 'approved', match: [{ provider: 'anthropic' }] }, { id: 'd', state: 'denied', match: [{ url: { host: 'bad.example' } }] }] }), '/p');
    const found = providerMatchesOf(of!, [provider('anthropic'), provider('bad', 'https://bad.example/v1'), provider('openai')]);
    assert.deepEqual(of!.providers!.map((entry) => names(found, entry)), [[['anthropic'], []], [['bad'], []]]);
  });
});
