import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../src/core/clients/client.ts';
import { withTold } from '../../src/core/launch/memory.ts';
import { render } from '../../src/core/text/message.ts';
import { LaunchStore } from '../../src/host/store/launch-store.ts';
import { tempFolder } from '../files/temp.ts';

let temp: ReturnType<typeof tempFolder>;
const at = (...parts: string[]): string => path.join(temp.folder, ...parts);
const environment = (env: Record<string, string> = {}): Environment => ({ platform: 'linux', home: at('home'), env });

function opened(env: Record<string, string> = {}, judged: readonly string[] = [at('repo')]): LaunchStore {
  const store = LaunchStore.of(environment(env), judged);
  if ('refused' in store) throw new Error(render(store.refused));
  return store;
}

function refusal(env: Record<string, string>, judged: readonly string[] = [at('repo')]): string {
  const store = LaunchStore.of(environment(env), judged);
  assert.ok('refused' in store, `${JSON.stringify(env)} was taken`);
  return render(store.refused);
}

describe('the store of accepted launches', () => {
  beforeEach(() => {
    temp = tempFolder();
    fs.mkdirSync(at('home'));
    fs.mkdirSync(at('repo'));
  });
  afterEach(() => temp.remove());

  it('keeps its key apart from its seals, and seals the same for two who open it', async () => {
    const one = await opened().prepare();
    const other = opened().read();
    assert.equal(one.accepted.seal('x'), other.accepted.seal('x'));
    assert.notEqual(one.accepted.seal('x'), one.accepted.seal('y'));
    await opened().update((memory) => withTold(memory, ['x'], '2026-11-21T00:00:00Z'));
    const folder = at('home/.local/state/mcp-roll-call');
    const { key } = (JSON.parse(fs.readFileSync(path.join(folder, 'launch-key.json'), 'utf8')) as { value: { key: string } }).value;
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.ok(!fs.readFileSync(path.join(folder, 'launches.json'), 'utf8').includes(key));
    for (const file of ['launch-key.json', 'launches.json']) assert.equal(fs.statSync(path.join(folder, file)).mode & 0o777, 0o600);
  });

  it('seals otherwise on another machine', async () => {
    const one = await opened().prepare();
    const other = await opened({ XDG_STATE_HOME: at('elsewhere') }).prepare();
    assert.notEqual(one.accepted.seal('x'), other.accepted.seal('x'));
  });

  it('forgets what was sealed with a key that is lost, rather than call everything changed', async () => {
    await opened().update((memory) => withTold(memory, ['x'], '2026-11-21T00:00:00Z'));
    assert.deepEqual(Object.keys(opened().read().memory.told), ['x']);
    fs.rmSync(at('home/.local/state/mcp-roll-call/launch-key.json'));
    assert.deepEqual((await opened().prepare()).memory.told, {});
  });

  it('says so where it is damaged, and goes on', async () => {
    await opened().update((memory) => withTold(memory, ['x'], '2026-11-21T00:00:00Z'));
    fs.writeFileSync(opened().file, '{"for');
    assert.match(render(opened().read().setAside!), /launches\.json is damaged$/);
    assert.match(render((await opened().update((memory) => withTold(memory, ['y'], '2026-11-21T00:00:00Z'))).setAside!), /it was set aside as launches\.json\.damaged/);
    assert.deepEqual(Object.keys(opened().read().memory.told), ['y']);
  });

  it('is not read from a folder that it would judge, however it got there', () => {
    const said = /repo, and a repository must not bring its own acceptances$/;
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('repo') }), said);
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('repo/.state') }), said);
    assert.match(refusal({ XDG_STATE_HOME: at('repo/.state') }), said);
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('home/../repo/x') }), said);
    // A folder that leads there, at any height, and also one that does so only once something is written.
    fs.symlinkSync(at('repo'), at('link'));
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('link') }), said);
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('link/deep/er') }), said);
    fs.symlinkSync(at('repo/not-there-yet'), at('dangling'));
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('dangling') }), said);
    // The file alone.
    fs.mkdirSync(at('state'));
    fs.symlinkSync(at('repo/mine.json'), at('state/launches.json'));
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('state') }), said);
    fs.mkdirSync(at('state2'));
    fs.symlinkSync(at('repo/key.json'), at('state2/launch-key.json'));
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('state2') }), said);
    // The scanned folder, too, may be named by a link.
    assert.match(refusal({ MCP_ROLL_CALL_STATE: at('repo/x') }, [at('link')]), /link, and a repository must not bring its own acceptances$/);
    assert.match(refusal({ MCP_ROLL_CALL_STATE: '.state' }), /is not an absolute path/);
  });

  it('may lie below the home folder where all of that is scanned, in the platform’s own place only', () => {
    opened({}, [at('home')]);
    opened({}, [temp.folder]);
    // Where a variable says what home is, the list of users must say the same: a repository could be called home.
    refusal({ HOME: at('home') }, [at('home')]);
    refusal({ MCP_ROLL_CALL_STATE: at('home/x') }, [at('home')]);
    refusal({ XDG_STATE_HOME: at('home/x') }, [at('home')]);
    // A folder below home that holds the place is a folder like any other.
    refusal({}, [at('home/.local')]);
  });

  it('names a file by its folder’s real path, not by what the file leads to', () => {
    const store = opened();
    fs.mkdirSync(at('repo/.vscode'));
    fs.writeFileSync(at('repo/other.json'), '{}');
    const file = { path: at('repo/.vscode/mcp.json'), root: at('repo') } as Parameters<LaunchStore['keyOf']>[0];
    const before = opened().keyOf(file);
    fs.symlinkSync(at('repo/other.json'), file.path);
    assert.deepEqual(store.keyOf(file), before);
    fs.symlinkSync(at('repo'), at('link'));
    assert.deepEqual(store.keyOf({ ...file, path: at('link/.vscode/mcp.json'), root: at('link') }), before);
  });
});
