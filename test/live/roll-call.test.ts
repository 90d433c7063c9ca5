import assert from 'node:assert/strict';
import { workspaceFiles } from '../../src/core/clients/clients.ts';
import { filesOfFolder } from '../../src/core/places/files-of-folder.ts';
import type { ConfigSource } from '../../src/core/config/read.ts';
import { say } from '../../src/core/text/message.ts';
import type { PolicyState } from '../../src/core/policy/policy-state.ts';
import type { Place } from '../../src/host/files/places.ts';
import { RollCall } from '../../src/live/roll-call.ts';
import type { Surroundings } from '../../src/live/surroundings.ts';

/** A disk in memory that counts what is asked of it. */
class Disk implements Surroundings {
  readonly files = new Map<string, string>();
  readonly reads: string[] = [];
  readonly failures: unknown[] = [];
  readonly delay = 5;
  readonly native = { platform: 'linux' } as const;
  policyState: PolicyState = { kind: 'none' };
  day = '2026-11-21T10:00:00Z';
  blocked: Promise<void> = Promise.resolve();
  ledTo: NonNullable<Surroundings['ledTo']> = () => [];

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
    rollCall.configure(['/w']);
    assert.deepEqual(await names(), ['a']);
    disk.reads.length = 0;
  });
  afterEach(() => {
    rollCall.dispose();
    assert.deepEqual(disk.failures, []);
  });

  it('holds servers against the lists that assistants enforce by themselves as soon as one is there, and no longer than that', async () => {
    const claude = '/w/.claude/settings.json';
    disk.files.set('/w/.mcp.json', JSON.stringify({ mcpServers: { b: { command: 'npx', args: ['-y', 'b@1.0.0'] } } }));
    rollCall.touched('/w/.mcp.json');
    const codes = async (): Promise<string[]> => (await rollCall.settled()).servers.map(({ declaration, verdict }) => `${declaration.name} ${verdict.code}`).toSorted();
    assert.deepEqual(await codes(), ['a no-policy', 'b no-policy']);
    disk.files.set(claude, JSON.stringify({ deniedMcpServers: [{ serverName: 'b' }, { serverName: 'a' }] }));
    rollCall.touched(claude);
    assert.deepEqual(await codes(), ['a no-policy', 'b native-denied']);
    disk.files.delete(claude);
    rollCall.touched(claude);
    assert.deepEqual(await codes(), ['a no-policy', 'b no-policy']);
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

  it('looks at the policy again when it changes, and at nothing else', async () => {
    rollCall.configure(['/w']);
    await names();
    disk.reads.length = 0;
    disk.policyState = { kind: 'unusable', parts: [{ source: { at: '/p.json', kind: 'file', namedBy: 'setting' }, problems: [], notes: [], registries: [] }] };
    rollCall.policyChanged();
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

describe('the live assessment of what lies below', () => {
  const nested = (path: string): Place => ({ path, root: path.slice(0, path.indexOf('/.vscode')), known: workspaceFiles[0]!, live: true });

  class Tree extends Disk {
    readonly below_: string[] = [];
    searches = 0;
    stamps = new Map<string, string>();
    hold: Promise<void> = Promise.resolve();
    async below(_folders: readonly string[], signal: AbortSignal): Promise<readonly Place[]> {
      this.searches++;
      await this.hold;
      signal.throwIfAborted();
      return this.below_.map(nested);
    }
    belowFolder(folder: string): Promise<readonly Place[]> {
      return Promise.resolve([...this.files.keys()].filter((file) => file.startsWith(`${folder}/`)).map(nested));
    }
    stamp(place: Place): string | undefined {
      return this.stamps.get(place.path);
    }
  }

  let disk: Tree;
  let rollCall: RollCall;
  const names = ({ servers }: { servers: readonly { declaration: { name: string } }[] }): string[] => servers.map(({ declaration }) => declaration.name);
  beforeEach(() => {
    disk = new Tree();
    disk.files.set(path, config('root'));
    disk.files.set('/w/a/.vscode/mcp.json', config('below'));
    disk.below_.push('/w/a/.vscode/mcp.json');
    rollCall = new RollCall(disk);
  });
  afterEach(() => {
    rollCall.dispose();
    assert.deepEqual(disk.failures, []);
  });

  it('comes after the first look, which does not wait for it', async () => {
    let release!: () => void;
    disk.hold = new Promise((resolve) => {
      release = resolve;
    });
    rollCall.configure(['/w']);
    assert.deepEqual(names(await rollCall.settled()), ['root']);
    release();
    assert.deepEqual(names(await rollCall.searched()), ['root', 'below']);
    assert.equal(disk.searches, 1);
  });

  it('can be stopped, and what was known stays', async () => {
    disk.hold = new Promise(() => undefined);
    rollCall.configure(['/w']);
    await rollCall.settled();
    disk.hold = Promise.reject(new Error('slow'));
    disk.hold.catch(() => undefined);
    rollCall.rescan();
    rollCall.stopSearch();
    assert.deepEqual(names(await rollCall.searched()), ['root']);
  });

  it('takes in a folder that arrives whole, and forgets one that goes whole', async () => {
    rollCall.configure(['/w']);
    await rollCall.searched();
    disk.files.set('/w/b/c/.vscode/mcp.json', config('arrived'));
    disk.files.set('/w/bb/.vscode/mcp.json', config('neighbour'));
    rollCall.folderChanged('/w/b');
    assert.deepEqual(names(await rollCall.settled()), ['root', 'below', 'arrived']);
    disk.files.delete('/w/b/c/.vscode/mcp.json');
    disk.files.delete('/w/a/.vscode/mcp.json');
    rollCall.folderChanged('/w/b');
    rollCall.folderChanged('/w/a');
    assert.deepEqual(names(await rollCall.settled()), ['root']);
  });

  it('reads a file again only when its stamp is another one, or nobody can give one', async () => {
    disk.stamps.set(path, '1');
    rollCall.configure(['/w']);
    await rollCall.searched();
    disk.reads.length = 0;
    rollCall.rescan();
    await rollCall.searched();
    assert.deepEqual(disk.reads.filter((file) => disk.files.has(file)), ['/w/a/.vscode/mcp.json']);
    disk.stamps.set(path, '2');
    disk.files.set(path, config('changed'));
    rollCall.rescan();
    assert.deepEqual(names(await rollCall.searched()), ['changed', 'below']);
  });

  it('is told of any file it looked at, also below', async () => {
    rollCall.configure(['/w']);
    await rollCall.searched();
    disk.files.set('/w/a/.vscode/mcp.json', config('again'));
    rollCall.touched('/w/a/.vscode/mcp.json');
    assert.deepEqual(names(await rollCall.settled()), ['root', 'again']);
  });

  it('looks where a repository’s `.env` sends a client, and tells of that', async () => {
    const env = workspaceEnv();
    disk.places = () => Promise.resolve([env]);
    disk.files.set('/w/.env', 'TOKEN=abc\nCLAUDE_CONFIG_DIR=./.claude-home\n');
    disk.files.set('/w/.claude-home/.claude.json', '{"mcpServers":{"hidden":{"command":"npx","args":["-y","x@1.0.0"]}}}');
    disk.ledTo = (file) => (file.path === '/w/.env' ? [{ path: '/w/.claude-home/.claude.json', root: '/w', known: workspaceFiles.find((known) => known.path === '.mcp.json')!, live: true }] : []);
    disk.below_.length = 0;
    rollCall.configure(['/w']);
    const { servers, findings, files } = await rollCall.searched();
    assert.deepEqual(servers.map(({ declaration }) => declaration.name), ['hidden']);
    assert.deepEqual(findings.filter(({ file }) => file === '/w/.env').map(({ ruleId }) => ruleId), ['redirected-home']);
    disk.files.set('/w/.env', 'TOKEN=abc\n');
    rollCall.touched('/w/.env');
    disk.ledTo = () => [];
    assert.deepEqual((await rollCall.settled()).files.map((file) => file.path), [], `an .env that redirects nothing is not told: ${files.length}`);
  });
});

function workspaceEnv(): Place {
  const known = filesOfFolder.find((file) => file.path === '.env')!;
  return { path: '/w/.env', root: '/w', known, live: true };
}
