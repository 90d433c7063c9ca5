import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../src/core/clients/client.ts';
import { driftBetween } from '../../src/core/drift/compare.ts';
import { voiceKey } from '../../src/core/listening/voice-key.ts';
import { fingerprint } from '../../src/core/manifest/launch-mark.ts';
import { snapshotOf } from '../../src/core/snapshot/from-voice.ts';
import type { Snapshot } from '../../src/core/snapshot/snapshot.ts';
import { render } from '../../src/core/text/message.ts';
import { sha256 } from '../../src/host/evidence/sha256.ts';
import { SnapshotStore, type RememberedVoices } from '../../src/host/store/snapshot-store.ts';
import { approve, approveOne, keptOf, remember, type HeardNow } from '../../src/host/store/voices.ts';
import { assessed, readAt } from '../core/launch/accepted-from.ts';
import { tempFolder } from '../files/temp.ts';

let temp: ReturnType<typeof tempFolder>;
const at = (...parts: string[]): string => path.join(temp.folder, ...parts);
const environment = (env: Record<string, string> = {}): Environment => ({ platform: 'linux', home: at('home'), env });
const { identity, server, file } = subject({ command: 'npx', args: ['-y', 'ledger@1.0.0'] });
const key = voiceKey(file, identity, server.name, sha256);
const launch = fingerprint(server, identity, sha256);

function subject(entry: unknown) {
  const file = readAt('.vscode/mcp.json', JSON.stringify({ servers: { ledger: entry } }));
  const { declaration, identity } = assessed([file]).servers[0]!;
  return { file, server: declaration, identity };
}

function opened(env: Record<string, string> = {}, judged: readonly string[] = [at('repo')]): SnapshotStore {
  const store = SnapshotStore.of(environment(env), judged);
  if ('refused' in store) throw new Error(render(store.refused));
  return store;
}

function said(tools: Record<string, string>, day = 1, more: Partial<HeardNow> = {}, extent: 'whole' | 'partial' = 'whole'): HeardNow {
  const snapshot = snapshotOf(
    {
      era: 'initialize', protocolVersion: '2025-11-25', transport: 'stdio', greeting: '{"serverInfo":{"name":"ledger","version":"1"},"capabilities":{"tools":{}}}',
      tools: { items: Object.entries(tools).map(([name, description]) => JSON.stringify({ name, description, inputSchema: { type: 'object' }, annotations: { readOnlyHint: true } })), extent }, prompts: { items: [], extent: 'none' }, resourceTemplates: { items: [], extent: 'none' },
    },
    'npm:ledger',
    sha256,
  ) as Snapshot;
  return { snapshot, at: `2026-11-0${day}T00:00:00Z`, unsteady: false, launch, ...more };
}

const heardIn = ({ heard }: RememberedVoices) => heard.of(file, server, identity);
const refusal = (done: RememberedVoices | { readonly refused: { template: string } }): string => ('refused' in done ? done.refused.template : 'not refused');

describe('the store of voices', () => {
  beforeEach(() => {
    temp = tempFolder();
    fs.mkdirSync(at('home'));
    fs.mkdirSync(at('repo'));
  });
  afterEach(() => temp.remove());

  it('first sight approves nothing', async () => {
    const now = said({ read: 'Reads.' });
    const after = await remember(opened(), key, now, driftBetween);
    assert.deepEqual(heardIn(after), { heard: { digest: now.snapshot.digest, at: now.at, tools: 1, launch } });
    assert.equal(keptOf(opened(), key).approved, undefined);
    assert.equal(keptOf(opened(), key).heard?.snapshot.digest, now.snapshot.digest);
  });

  it('what was approved stays what it is, however often another voice is heard; and going back is no drift', async () => {
    const [first, second] = [said({ read: 'Reads.' }), said({ read: 'Reads all.' }, 2)];
    await approve(opened(), key, first, driftBetween);
    for (const day of [2, 3, 4]) await remember(opened(), key, said({ read: 'Reads all.' }, day), driftBetween);
    const heard = heardIn(opened().read());
    assert.deepEqual(heard?.approved, { digest: first.snapshot.digest, at: first.at, by: 'user' });
    assert.equal(heard?.heard.digest, second.snapshot.digest);
    assert.deepEqual([heard?.drift?.worst, heard?.drift?.count], ['text', 1]);
    assert.match(render(heard.drift!.changes[0]!.consequence), /`read`/);
    await remember(opened(), key, said({ read: 'Reads.' }, 5), driftBetween);
    assert.equal(heardIn(opened().read())?.drift, undefined);
  });

  it('says when the declaration is another than the one that was listened to: it no longer says what was approved', async () => {
    await approve(opened(), key, said({ read: 'Reads.' }), driftBetween);
    const { heard } = opened().read();
    const newer = subject({ command: 'npx', args: ['-y', 'ledger@2.0.0'] });
    assert.equal(heard.of(file, server, identity)?.otherLaunch, undefined);
    assert.equal(heard.of(newer.file, newer.server, newer.identity)?.otherLaunch, true);
  });

  it('approves one tool and nothing else', async () => {
    const first = said({ read: 'Reads.', list: 'Lists.', old: 'Old.' });
    const now = said({ read: 'Reads all.', list: 'Lists all.', fresh: 'New.' }, 2);
    await approve(opened(), key, first, driftBetween);
    const done = await approveOne(opened(), key, now, 'read', driftBetween);
    assert.equal(refusal(done), 'not refused');
    const { approved } = keptOf(opened(), key);
    assert.deepEqual(driftBetween(approved!.snapshot, now.snapshot).changes.map(({ name, how }) => `${name} ${how}`).sort(), ['fresh added', 'list changed', 'old removed']);
    for (const tool of ['list', 'fresh', 'old']) await approveOne(opened(), key, now, tool, driftBetween);
    assert.equal(keptOf(opened(), key).approved?.snapshot.digest, now.snapshot.digest);
    assert.equal(heardIn(opened().read())?.drift, undefined);
    assert.match(refusal(await approveOne(opened(), key, now, 'none', driftBetween)), /no tool of this name/);
  });

  it('does not approve one tool of a server of which nothing was approved', async () => {
    assert.match(refusal(await approveOne(opened(), key, said({ read: 'Reads.' }), 'read', driftBetween)), /nothing of this server was approved/);
    assert.equal(keptOf(opened(), key).approved, undefined);
  });

  it('approves neither a part of a voice nor one that differs each time', async () => {
    assert.match(refusal(await approve(opened(), key, said({ read: 'R.' }, 1, {}, 'partial'), driftBetween)), /not all of it could be read/);
    assert.match(refusal(await approve(opened(), key, said({ read: 'R.' }, 1, { unsteady: true }), driftBetween)), /different things/);
    await approve(opened(), key, said({ read: 'R.' }), driftBetween);
    assert.match(refusal(await approveOne(opened(), key, said({ read: 'X.' }, 1, { unsteady: true }), 'read', driftBetween)), /different things/);
    assert.equal(keptOf(opened(), key).approved?.snapshot.digest, said({ read: 'R.' }).snapshot.digest);
  });

  it('where what was approved is damaged, the next voice does not take its place: it differs until somebody approves again', async () => {
    const first = said({ read: 'Reads.' });
    await approve(opened(), key, first, driftBetween);
    const file = at('home/.local/state/mcp-roll-call/voices', `${key}.json`);
    for (const damage of ['{', fs.readFileSync(file, 'utf8').replace('Reads.', 'Sends.')]) {
      fs.writeFileSync(file, damage);
      assert.ok(keptOf(opened(), key).trouble);
      const heard = heardIn(await remember(opened(), key, said({ read: 'Sends.' }, 2), driftBetween));
      assert.equal(heard?.approved?.digest, first.snapshot.digest);
      assert.equal(heard?.drift?.worst, 'authority');
      assert.equal(heardIn(await remember(opened(), key, said({ read: 'Reads.' }, 3), driftBetween))?.drift, undefined);
    }
    await approve(opened(), key, said({ read: 'Sends.' }, 4), driftBetween);
    assert.equal(keptOf(opened(), key).trouble, undefined);
  });

  it('a permission is for one seal, can be taken back, and is of no use with another key', async () => {
    const { seal } = await opened().prepare();
    await opened().permit(seal('one'), { label: 'ledger: npx', at: '2026-11-01', background: false });
    await opened().permit(seal('two'), { label: 'ledger: npx', at: '2026-11-01', background: true });
    const held = opened().read();
    assert.deepEqual([held.agreed(held.seal('one')), held.background(held.seal('one')), held.background(held.seal('two')), held.agreed(held.seal('three'))], [true, false, true, false]);
    assert.deepEqual(Object.keys((await opened().forget([seal('one')])).memory.permissions), [seal('two')]);
    fs.rmSync(at('home/.local/state/mcp-roll-call/launch-key.json'));
    assert.equal(opened().read().agreed(seal('two')), false);
    const other = await opened().prepare();
    assert.equal(other.agreed(other.seal('two')), false);
    assert.deepEqual((await opened().forget()).memory.permissions, {});
  });

  it('several writers lose nothing of each other', async () => {
    const keys = Array.from({ length: 12 }, (_, i) => sha256(`server ${i}`));
    await Promise.all(keys.flatMap((one) => [remember(opened(), one, said({ read: 'Reads all.' }, 2), driftBetween), approve(opened(), one, said({ read: 'Reads.' }), driftBetween)]));
    const { voices } = opened().read().memory;
    for (const one of keys) {
      const kept = keptOf(opened(), one);
      assert.equal(voices[one]?.approved?.digest, kept.approved?.snapshot.digest);
      assert.equal(voices[one]?.heard.digest, kept.heard?.snapshot.digest);
    }
  });

  it('only the user may read it', async () => {
    await opened().prepare();
    await approve(opened(), key, said({ read: 'Reads.' }), driftBetween);
    const folder = at('home/.local/state/mcp-roll-call');
    const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
    assert.deepEqual(files.filter((file) => (fs.statSync(file).mode & 0o077) !== 0), []);
    assert.equal(files.length, 4);
  });

  it('a repository brings no approvals: not by a variable, not by a link', () => {
    assert.match(refusal(SnapshotStore.of(environment({ MCP_ROLL_CALL_STATE: at('repo/.state') }), [at('repo')]) as never), /must not bring its own approvals/);
    fs.mkdirSync(at('home/.local/state/mcp-roll-call'), { recursive: true });
    fs.mkdirSync(at('repo/voices'));
    fs.symlinkSync(at('repo/voices'), at('home/.local/state/mcp-roll-call/voices'));
    assert.match(refusal(SnapshotStore.of(environment(), [at('repo')]) as never), /must not bring its own approvals/);
  });
});
