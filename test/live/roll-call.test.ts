import assert from 'node:assert/strict';
import { workspaceFiles } from '../../src/core/clients/clients.ts';
import type { ConfigSource } from '../../src/core/config/read.ts';
import { say } from '../../src/core/text/message.ts';
import type { PolicyState } from '../../src/core/policy/policy-state.ts';
import type { Place } from '../../src/host/files/places.ts';
import { RollCall, type Surroundings } from '../../src/live/roll-call.ts';

/** A disk in memory that counts what is asked of it. */
class Disk implements Surroundings {
  readonly files = new Map<string, string>();
  readonly reads: string[] = [];
  readonly failures: unknown[] = [];
  readonly delay = 5;
  policyState: PolicyState = { kind: 'none' };
  day = '2026-11-21T10:00:00Z';
  blocked: Promise<void> = Promise.resolve();

  places(folders: readonly string[]): Promise<readonly Place[]> {
    return Promise.resolve(folders.flatMap((root) => workspaceFiles.map((known) => ({ path: `${root}/${known.path}`, root, known, live: true }))));
  }
  async read(place: Place): Promise<ConfigSource['content']> {
    this.reads.push(place.path);
    const text = this.files.get(place.path);
    await this.blocked;
    if (text === 'LOCKED') return { unreadable: say('permission denied') };
    return text === undefined ? { absent: true } : { text };
  }
  facts(): ReturnType<Surroundings['facts']> {
    return Promise.resolve({ locked: new Map(), installed: new Map(), registries: new Map() });
  }
  policy(): Promise<PolicyState> {
    return Promise.resolve(this.policyState);
  }
  packagesOf(): readonly string[] {
    return [];
  }
  now(): string {
    return this.day;
  }
  failed(error: unknown): void {
    this.failures.push(error);
  }
}

const config = (name: string): string => JSON.stringify({ servers: { [name]: { command: 'npx', args: ['-y', `${name}@1.0.0`] } } });
const path = '/w/.vscode/mcp.json';

describe('the live assessment', () => {
  let disk: Disk;
  let rollCall: RollCall;
  const names = async (): Promise<string[]> => (await rollCall.settled()).servers.map(({ declaration }) => declaration.name);

  beforeEach(async () => {
    disk = new Disk();
    disk.files.set(path, config('a'));
    rollCall = new RollCall(disk);
    rollCall.configure(['/w'], undefined);
    assert.deepEqual(await names(), ['a']);
    disk.reads.length = 0;
  });
  afterEach(() => {
    rollCall.dispose();
    assert.deepEqual(disk.failures, []);
  });

  it('reads only the file that changed', async () => {
    disk.files.set(path, config('b'));
    rollCall.touched(path);
    assert.deepEqual(await names(), ['b']);
    assert.deepEqual(disk.reads, [path]);
  });

  it('reads nothing for a path it does not know', async () => {
    rollCall.touched('/w/package.json');
    await names();
    assert.deepEqual(disk.reads, []);
  });

  it('counts unsaved text before the disk, and the disk again once the editor is closed', async () => {
    rollCall.edited(path, config('typed'), undefined);
    assert.deepEqual(await names(), ['typed']);
    disk.files.set(path, config('pulled'));
    rollCall.touched(path);
    assert.deepEqual(await names(), ['typed']);
    rollCall.closed(path);
    assert.deepEqual(await names(), ['pulled']);
  });

  it('takes in a config file that is only opened, until it is closed', async () => {
    const known = workspaceFiles[0]!;
    rollCall.edited('/elsewhere/.vscode/mcp.json', config('loose'), { path: '/elsewhere/.vscode/mcp.json', known, live: true });
    assert.deepEqual(await names(), ['a', 'loose']);
    rollCall.closed('/elsewhere/.vscode/mcp.json');
    assert.deepEqual(await names(), ['a']);
  });

  it('tells its listeners once for a burst of changes', async () => {
    let told = 0;
    rollCall.onDidChange(() => told++);
    for (let i = 0; i < 30; i++) rollCall.edited(path, config(`n${i}`), undefined);
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(told, 1);
    assert.deepEqual(rollCall.assessment.servers.map(({ declaration }) => declaration.name), ['n29']);
  });

  it('is never overtaken by a slow read that began before a change', async () => {
    let release!: () => void;
    disk.blocked = new Promise((resolve) => {
      release = resolve;
    });
    disk.files.set(path, config('old'));
    rollCall.touched(path);
    const first = rollCall.settled();
    await new Promise((resolve) => setTimeout(resolve, 10));
    disk.files.set(path, config('new'));
    rollCall.touched(path);
    const second = rollCall.settled();
    release();
    await first;
    assert.deepEqual((await second).servers.map(({ declaration }) => declaration.name), ['new']);
  });

  it('keeps the other files when one cannot be read, and says so', async () => {
    disk.files.set('/w/.mcp.json', 'LOCKED');
    rollCall.touched('/w/.mcp.json');
    const { files, servers } = await rollCall.settled();
    assert.deepEqual(servers.map(({ declaration }) => declaration.name), ['a']);
    assert.deepEqual(files.filter((file) => file.status === 'unreadable').map((file) => file.path), ['/w/.mcp.json']);
  });

  it('looks at the policy again when its file changes, and at nothing else', async () => {
    rollCall.configure(['/w'], { path: '/p.json', namedBy: 'setting' });
    await names();
    disk.reads.length = 0;
    disk.policyState = { kind: 'unusable', source: { path: '/p.json', namedBy: 'setting' }, problems: [] };
    rollCall.touched('/p.json');
    const { servers } = await rollCall.settled();
    assert.deepEqual(servers.map(({ verdict }) => verdict.state), ['undetermined']);
    assert.deepEqual(disk.reads, []);
  });

  it('goes on after something around it failed', async () => {
    const read = disk.read.bind(disk);
    disk.read = () => Promise.reject(new Error('broken'));
    rollCall.touched(path);
    await assert.rejects(rollCall.settled());
    assert.equal(disk.failures.length, 1);
    disk.failures.length = 0;
    disk.read = read;
    disk.files.set(path, config('again'));
    rollCall.touched(path);
    assert.deepEqual(await names(), ['again']);
  });

  it('tells nobody anything after its end', async () => {
    let told = 0;
    rollCall.onDidChange(() => told++);
    rollCall.edited(path, config('late'), undefined);
    rollCall.dispose();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(told, 0);
  });
});
