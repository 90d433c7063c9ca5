import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { render } from '../../src/core/text/message.ts';
import { placesOfFolder } from '../../src/host/files/places.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { readPolicyFile } from '../../src/host/policy/read-policy-file.ts';
import { LaunchStore } from '../../src/host/store/launch-store.ts';
import { LaunchKeeper, type Notice, type Watcher } from '../../src/live/launch-keeper.ts';
import { RollCall } from '../../src/live/roll-call.ts';
import { tempFolder } from '../files/temp.ts';

let temp: ReturnType<typeof tempFolder>;
const at = (...parts: string[]): string => path.join(temp.folder, ...parts);

/** A window: a roll call of one folder with a keeper, on real files and a real store. */
interface Window {
  readonly rollCall: RollCall;
  readonly keeper: LaunchKeeper;
  readonly notices: string[][];
  readonly troubles: string[];
  typed: ReturnType<Watcher['typed']>;
  /** The config changed on disk, and everything that follows happened. */
  changed(text?: string): Promise<void>;
  findings(): string[];
  dispose(): void;
}

const config = (servers: unknown): string => JSON.stringify({ servers });
const one = { command: 'npx', args: ['-y', 'one@1.0.0'] };
const file = (): string => at('repo/.vscode/mcp.json');

async function open({ policy, env = {} }: { policy?: string; env?: Record<string, string> } = {}): Promise<Window> {
  const notices: string[][] = [];
  const troubles: string[] = [];
  const failed = (error: unknown): void => { throw error; };
  const rollCall = new RollCall({
    delay: 1,
    now: () => '2026-11-21T00:00:00Z',
    accepted: () => keeper.accepted,
    places: (folders) => Promise.resolve(folders.flatMap((folder) => placesOfFolder(folder).places)),
    read: (place) => Promise.resolve(readContent(place)),
    facts: () => Promise.resolve({ locked: new Map(), installed: new Map(), registries: new Map() }),
    packagesOf: () => [],
    policy: (held) => Promise.resolve(policy === undefined ? { kind: 'none' } : readPolicyFile({ at: policy, kind: 'file', namedBy: 'setting' }, held)),
    failed,
  });
  const keeper: LaunchKeeper = new LaunchKeeper(rollCall, {
    now: () => '2026-11-21T00:00:00Z',
    settle: 1,
    typed: () => window.typed,
    isShown: () => false,
    tell: ({ changed, arrived }: Notice) => void notices.push([...changed.map(({ declaration }) => declaration.name), ...arrived.map(() => 'arrival')]),
    troubled: (problem) => void troubles.push(render(problem)),
    failed,
  });
  const window: Window = {
    rollCall,
    keeper,
    notices,
    troubles,
    typed: 'no',
    changed: async (text) => {
      if (text !== undefined) temp.write('repo/.vscode/mcp.json', text);
      rollCall.touched(file());
      await keeper.settled();
      await keeper.settled();
      await rollCall.settled();
    },
    findings: () => rollCall.assessment.findings.map(({ ruleId }) => ruleId),
    dispose: () => {
      keeper.dispose();
      rollCall.dispose();
    },
  };
  rollCall.configure([at('repo')]);
  await keeper.configure(LaunchStore.of({ platform: 'linux', home: at('home'), env }, [at('repo')]));
  await window.changed();
  return window;
}

describe('what keeps the accepted launches of a window', () => {
  const windows: Window[] = [];
  const opened = async (options: Parameters<typeof open>[0] = {}): Promise<Window> => {
    const window = await open(options);
    windows.push(window);
    return window;
  };

  beforeEach(() => {
    temp = tempFolder();
    fs.mkdirSync(at('home'));
    temp.write('repo/.vscode/mcp.json', config({ one }));
  });
  afterEach(() => {
    for (const window of windows.splice(0)) window.dispose();
    temp.remove();
  });

  it('says nothing to a user without a policy who never acknowledged anything, whatever changes', async () => {
    const window = await opened();
    await window.changed(config({ one: { command: 'bash', args: ['-c', 'evil'] }, two: one }));
    assert.deepEqual([window.findings().filter((id) => id === 'changed-launch'), window.notices], [[], []]);
    assert.ok(!window.keeper.knows(window.rollCall.assessment));
  });

  it('tells once of what changed after it was acknowledged, also when it starts again or another window looks', async () => {
    const window = await opened();
    assert.equal(await window.keeper.acknowledge(window.rollCall.assessment.servers), undefined);
    assert.ok(window.keeper.knows(window.rollCall.assessment));
    await window.changed(config({ one: { ...one, args: ['-y', 'one@1.0.1'] } }));
    assert.deepEqual([window.findings(), window.notices], [['changed-launch'], [['one']]]);
    await window.changed(config({ one }));
    assert.deepEqual(window.findings(), []);
    await window.changed(config({ one: { ...one, args: ['-y', 'one@1.0.1'] } }));
    const next = await opened();
    assert.deepEqual([next.findings(), window.notices, next.notices], [['changed-launch'], [['one']], []]);
  });

  it('tells a window that opens after the change', async () => {
    const window = await opened();
    await window.keeper.acknowledge(window.rollCall.assessment.servers);
    window.dispose();
    temp.write('repo/.vscode/mcp.json', config({ one: { ...one, args: ['-y', 'one@1.0.1'] } }));
    assert.deepEqual((await opened()).notices, [['one']]);
  });

  it('two windows that see the change at once tell of it once', async () => {
    const both = [await opened(), await opened()];
    await both[0]!.keeper.acknowledge(both[0]!.rollCall.assessment.servers);
    await both[1]!.keeper.reload();
    temp.write('repo/.vscode/mcp.json', config({ one: { command: 'bash' } }));
    await Promise.all(both.map((window) => window.changed()));
    assert.deepEqual(both.flatMap(({ notices }) => notices), [['one']]);
    assert.deepEqual(both.map((window) => window.findings().includes('changed-launch')), [true, true]);
  });

  it('does not tell of what the user typed: unsaved it is not remembered as told, saved it is', async () => {
    const window = await opened();
    await window.keeper.acknowledge(window.rollCall.assessment.servers);
    window.typed = 'unsaved';
    await window.changed(config({ one: { ...one, args: ['-y', 'one@2.0.0'] } }));
    assert.deepEqual([window.findings(), window.notices], [['changed-launch'], []]);
    window.typed = 'saved';
    await window.changed();
    window.typed = 'no';
    await window.changed();
    assert.deepEqual(window.notices, []);
    // Somebody else's, which stands where the user's unsaved text stood before.
    window.typed = 'unsaved';
    await window.changed(config({ one: { ...one, args: ['-y', 'one@3.0.0'] } }));
    window.typed = 'no';
    await window.changed();
    assert.deepEqual(window.notices, [['one']]);
  });

  it('takes what the policy approves as accepted, and says when that is no more what is started', async () => {
    const policy = temp.write('policy.json', JSON.stringify({ policyVersion: 1, serial: 1, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers: [{ id: 'one', state: 'approved', match: [{ package: { type: 'npm', name: 'one', versions: ['1.0.0', '1.0.1'] } }] }] }));
    const window = await opened({ policy });
    await window.changed(config({ one: { ...one, args: ['-y', 'one@1.0.1'] } }));
    assert.deepEqual([window.findings(), window.notices], [[], []]);
    await window.changed(config({ one: { ...one, args: ['-y', 'one@1.0.2'] } }));
    assert.deepEqual([window.findings(), window.notices], [['changed-launch'], [['one']]]);
    assert.deepEqual(window.rollCall.assessment.servers[0]!.change!.accepted.launch.args[1]!.shown, 'one@1.0.1');
  });

  it('accepts nothing of what is typed before it is saved: it may be undone', async () => {
    const policy = temp.write('policy.json', JSON.stringify({ policyVersion: 1, serial: 1, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers: [{ id: 'one', state: 'approved', match: [{ package: { type: 'npm', name: 'one', versions: ['1.0.1'] } }] }] }));
    const window = await opened({ policy });
    window.typed = 'unsaved';
    await window.changed(config({ one: { ...one, args: ['-y', 'one@1.0.1'] } }));
    assert.deepEqual(window.findings(), []);
    await window.changed(config({ one }));
    assert.deepEqual(window.findings(), ['not-approved']);
  });

  it('settles: what it stores does not make it look again and again', async () => {
    const window = await opened();
    await window.keeper.acknowledge(window.rollCall.assessment.servers);
    await window.changed();
    let looks = 0;
    window.rollCall.onDidChange(() => { looks++; });
    const before = fs.statSync(at('home/.local/state/mcp-roll-call/launches.json')).mtimeMs;
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    assert.ok(looks <= 1, `looked ${looks} times with nothing new`);
    assert.equal(fs.statSync(at('home/.local/state/mcp-roll-call/launches.json')).mtimeMs, before);
  });

  it('accepts nothing from a store that lies in the repository, and says why', async () => {
    const window = await opened();
    await window.keeper.acknowledge(window.rollCall.assessment.servers);
    fs.cpSync(at('home/.local/state/mcp-roll-call'), at('repo/.state'), { recursive: true });
    temp.write('repo/.vscode/mcp.json', config({ one: { command: 'bash' } }));
    const attacked = await opened({ env: { MCP_ROLL_CALL_STATE: at('repo/.state') } });
    assert.equal(attacked.keeper.accepted, undefined);
    assert.match(attacked.troubles.join(), /a repository must not bring its own acceptances/);
    assert.deepEqual(attacked.notices, []);
    assert.match(render((await attacked.keeper.acknowledge(attacked.rollCall.assessment.servers))!), /must not bring its own/);
  });

  it('keeps quiet where it could not remember that it told', async function () {
    if (process.getuid?.() !== 0) return this.skip();
    const window = await opened();
    await window.keeper.acknowledge(window.rollCall.assessment.servers);
    const state = at('home/.local/state/mcp-roll-call');
    fs.writeFileSync(path.join(state, 'launches.json'), fs.readFileSync(path.join(state, 'launches.json'), 'utf8').replace('"version": 1', '"version": 2'));
    await window.changed(config({ one: { command: 'bash' } }));
    assert.deepEqual(window.notices, []);
    assert.ok(window.findings().includes('changed-launch'), 'what was known is forgotten');
    assert.match(window.troubles.join(), /written by a newer version/);
  });
});
