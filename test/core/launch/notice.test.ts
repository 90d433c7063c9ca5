import assert from 'node:assert/strict';
import type { Assessment } from '../../../src/core/assess.ts';
import { userFiles } from '../../../src/core/clients/clients.ts';
import type { ConfigFile } from '../../../src/core/config/config-file.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { emptyMemory, readMemory, withAccepted, withSeen, withTold, type LaunchMemory } from '../../../src/core/launch/memory.ts';
import { changesIn, sightingsIn } from '../../../src/core/launch/notice.ts';
import { acknowledged, assessed, keyOf, now, readAt, seal } from './accepted-from.ts';

const home = '/home/ada';
const files = userFiles({ platform: 'linux', home, env: {} });
const evil = { command: 'node', args: [`${home}/.dev-utils/mcp.js`] };
const good = { command: 'npx', args: ['-y', 'good@1.0.0'] };

/** A user file, in its client's spelling. */
function userFile(end: string, servers: Record<string, unknown>): ConfigFile {
  const known = files.find(({ path }) => path.endsWith(end))!;
  return readConfigFile({ path: known.path, known, live: true, content: { text: JSON.stringify(end.endsWith('Code/User/mcp.json') ? { servers } : { mcpServers: servers }) } });
}

const look = (assessment: Assessment, memory: LaunchMemory, { shown = [], at = now }: { shown?: readonly string[]; at?: string } = {}): ReturnType<typeof sightingsIn> =>
  sightingsIn(assessment, memory, { seal, keyOf, isShown: (file) => shown.includes(file.path), now: at });

const places = ['.config/Code/User/mcp.json', '.claude.json', '.cursor/mcp.json'];
const all = (servers: Record<string, unknown>): ConfigFile[] => places.map((place) => userFile(place, servers));

/** A memory in which these files were looked at before. */
function lookedAt(before: readonly ConfigFile[], at = '2026-11-20T00:00:00Z'): LaunchMemory {
  const memory = emptyMemory('key');
  return withSeen(memory, look(assessed(before), memory, { at }), at);
}

describe('a stranger in several of the user’s files', () => {
  it('at the very first look is none: everything is new then', () => {
    assert.deepEqual(look(assessed(all({ util: evil })), emptyMemory('key')).arrivals, []);
  });

  it('is one arrival, whatever its names there', () => {
    const memory = lookedAt(all({ good }));
    const now = [userFile(places[0]!, { good, a: evil }), userFile(places[1]!, { good, b: { ...evil, type: 'stdio' } }), userFile(places[2]!, { good, c: evil })];
    const came = look(assessed(now), memory);
    const { arrivals } = came;
    assert.equal(arrivals.length, 1);
    assert.deepEqual(arrivals[0]!.servers.map(({ declaration }) => declaration.name), ['a', 'b', 'c']);
    const told = withTold(withSeen(memory, came, '2026-11-21T00:00:00Z'), [arrivals[0]!.id], '2026-11-21T00:00:00Z');
    assert.deepEqual(look(assessed(now), told).arrivals, [], 'told twice');
    assert.deepEqual(look(assessed([...now, userFile(places[2]!, { good })]), told).arrivals, []);
  });

  it('that comes to one file after the other within minutes is one too; within days is not', () => {
    const one = lookedAt(all({}));
    const first = assessed([userFile(places[0]!, { a: evil }), userFile(places[1]!, {})]);
    const after = withSeen(one, look(first, one), now);
    assert.deepEqual(look(first, one).arrivals, []);
    const both = assessed([userFile(places[0]!, { a: evil }), userFile(places[1]!, { a: evil })]);
    assert.equal(look(both, after, { at: '2026-11-21T00:02:00Z' }).arrivals[0]?.servers.length, 2);
    assert.deepEqual(look(both, after, { at: '2026-11-23T00:00:00Z' }).arrivals, []);
  });

  it('is none where editors show the files, where the policy or the user stands behind it, where it is disabled, or in one file only', () => {
    const memory = lookedAt(all({}));
    const came = all({ a: evil });
    assert.deepEqual(look(assessed(came), memory, { shown: came.map(({ path }) => path) }).arrivals, []);
    assert.deepEqual(look(assessed(came), { ...memory, accepted: acknowledged(came).accepted }).arrivals, []);
    const off = came.map((file) => ({ ...file, declarations: file.declarations.map((declaration) => ({ ...declaration, disabled: true })) }));
    assert.deepEqual(look(assessed(off), memory).arrivals, []);
    assert.deepEqual(look(assessed(came.slice(0, 1)), memory).arrivals, []);
    assert.deepEqual(look(assessed([readAt('/w/.mcp.json', JSON.stringify({ mcpServers: { a: evil } })), readAt('/w/.vscode/mcp.json', JSON.stringify({ servers: { a: evil } }))]), memory).arrivals, [], 'a repository’s files are no user files');
  });

  it('is none in files that are looked at for the first time, as after an update that knows more of them; in files that came into being it is', () => {
    const one = lookedAt(all({}).slice(0, 1));
    assert.deepEqual(look(assessed(all({ a: evil })), one).arrivals, []);
    const absent = files.map((known) => readConfigFile({ path: known.path, known, live: true, content: { absent: true } }));
    assert.equal(look(assessed(all({ a: evil })), lookedAt(absent)).arrivals[0]?.servers.length, 3);
  });

  it('that was there before under other names is none', () => {
    const memory = lookedAt(all({ a: evil }));
    assert.deepEqual(look(assessed(all({ b: evil })), memory).arrivals, []);
  });
});

describe('changes to tell of', () => {
  const file = (server: unknown): ConfigFile => readAt('/w/.vscode/mcp.json', JSON.stringify({ servers: { x: server } }));

  it('have one id for one change, and another for another', () => {
    const memory = acknowledged([file(good)]);
    const id = (server: unknown): string | undefined => changesIn(assessed([file(server)], { memory }), seal, keyOf)[0]?.id;
    assert.ok(id(evil));
    assert.equal(id(evil), id(evil));
    assert.notEqual(id(evil), id({ ...evil, env: { A: '1' } }));
    assert.equal(id(good), undefined);
  });

  it('are none in a file that is not whole', () => {
    const memory = acknowledged([file(good)]);
    const half = readAt('/w/.vscode/mcp.json', '{ "servers": { "x": { "command": "other" ');
    const assessment = assessed([half], { memory });
    assert.deepEqual(changesIn(assessment, seal, keyOf), []);
  });
});

describe('the memory', () => {
  it('reads back what was written, and nothing of another shape', () => {
    const memory = withTold(lookedAt(all({ good })), ['a'], now);
    const full = { ...memory, accepted: acknowledged([readAt('/w/.vscode/mcp.json', JSON.stringify({ servers: { x: { ...good, env: { A: '1' }, cwd: '/x' }, y: { url: 'https://a.example/', headers: { B: '2' }, oauth: {} } } }))]).accepted };
    assert.deepEqual(readMemory(JSON.parse(JSON.stringify(full))), full);
    for (const damage of [null, 1, [], {}, { ...full, key: 1 }, { ...full, told: { a: 1 } }, { ...full, seen: { a: 'b' } }, { ...full, seen: [] }, { ...full, accepted: { f: { servers: { x: [{}] } } } }, { ...full, accepted: { f: 1 } }]) {
      assert.equal(readMemory(damage), undefined, JSON.stringify(damage).slice(0, 80));
    }
  });

  it('does not grow without end', () => {
    let memory = emptyMemory('key');
    for (let i = 0; i < 20; i++) {
      const file = readAt('/w/.vscode/mcp.json', JSON.stringify({ servers: { x: { command: `c${i}` } } }));
      memory = acknowledged([file], memory);
    }
    const launches = Object.values(memory.accepted).flatMap(({ servers }) => Object.values(servers).flat());
    assert.equal(launches.length, 12);
    assert.equal(launches[0]!.launch.command?.shown, 'c19');
    const { launch } = launches[0]!;
    const many = withAccepted(memory, Array.from({ length: 3100 }, (_, i) => ({ file: `/f${i}`, root: undefined, server: 's', launch, by: 'user' as const })), '2026-12-01T00:00:00Z');
    assert.equal(Object.keys(many.accepted).length, 3000);
    assert.ok(!('/w/.vscode/mcp.json' in many.accepted), 'the oldest goes first');
  });
});
