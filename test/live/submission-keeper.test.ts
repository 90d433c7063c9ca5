import assert from 'node:assert/strict';
import * as path from 'node:path';
import type { Submission } from '../../src/core/intake/submission.ts';
import { approves } from '../../src/core/policy/verdict.ts';
import { render } from '../../src/core/text/message.ts';
import { placesOfFolder } from '../../src/host/files/places.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { readPolicyFile } from '../../src/host/policy/read-policy-file.ts';
import { SubmissionStore } from '../../src/host/store/submission-store.ts';
import { RollCall } from '../../src/live/roll-call.ts';
import { SubmissionKeeper } from '../../src/live/submission-keeper.ts';
import { tempFolder } from '../files/temp.ts';

const now = '2026-11-21T00:00:00Z';
const asked: Submission = { at: '2026-11-18T09:00:00Z', wanted: 'registration', kind: 'post', link: 'https://intake.contoso.com/7', label: 'one', what: 'npm package one 1.0.0' };

/** A window: a roll call of one folder with a keeper, on real files and a real store. */
class Window {
  readonly told: string[] = [];
  readonly troubles: string[] = [];
  looks = 0;
  readonly rollCall: RollCall;
  readonly keeper: SubmissionKeeper;

  constructor(folder: string, policy: string) {
    const failed = (error: unknown): void => { throw error; };
    this.rollCall = new RollCall({
      delay: 1,
      now: () => now,
      submissions: () => this.keeper.submissions,
      places: (folders) => Promise.resolve(folders.flatMap((each) => placesOfFolder(each).places)),
      read: (place) => Promise.resolve(readContent(place)),
      facts: () => Promise.resolve({ locked: new Map(), installed: new Map(), registries: new Map() }),
      packagesOf: () => [],
      policy: (held) => Promise.resolve(readPolicyFile({ at: policy, kind: 'file', namedBy: 'setting' }, held)),
      failed,
    });
    this.keeper = new SubmissionKeeper(this.rollCall, { tell: (answered) => void this.told.push(...answered.map(({ server, submission }) => `${submission.label} ${server.verdict.state}`)), troubled: (problem) => void this.troubles.push(render(problem)), failed, settle: 1 });
    this.rollCall.onDidChange(() => this.looks++);
    this.rollCall.configure([folder]);
  }

  async settled(): Promise<void> {
    this.rollCall.policyChanged();
    await this.keeper.settled();
    await this.rollCall.settled();
  }

  async states(): Promise<string[]> {
    return (await this.rollCall.settled()).servers.map(({ verdict }) => `${verdict.state} ${verdict.code}`);
  }

  dispose(): void {
    this.keeper.dispose();
    this.rollCall.dispose();
  }
}

describe('what this user asked for, in windows', () => {
  let temp: ReturnType<typeof tempFolder>;
  const windows: Window[] = [];
  let serial = 0;
  const at = (...parts: string[]): string => path.join(temp.folder, ...parts);
  const policy = (state?: string): string =>
    temp.write('policy.json', JSON.stringify({ policyVersion: 1, serial: ++serial, issuer: 'Contoso', issuedAt: now, servers: state === undefined ? [] : [{ id: 'one', state, match: [{ package: { type: 'npm', name: 'one', versions: ['1.0.0'] } }] }] }));
  const store = (): SubmissionStore => SubmissionStore.of({ platform: 'linux', home: at('home'), env: {} }, [at('repo')]) as SubmissionStore;
  const opened = async (): Promise<Window> => {
    const window = new Window(at('repo'), at('policy.json'));
    windows.push(window);
    await window.rollCall.settled();
    await window.keeper.configure(store());
    await window.settled();
    return window;
  };

  beforeEach(() => {
    temp = tempFolder();
    temp.write('repo/.vscode/mcp.json', JSON.stringify({ servers: { one: { command: 'npx', args: ['-y', 'one@1.0.0'] } } }));
    policy();
  });
  afterEach(() => {
    for (const window of windows.splice(0)) window.dispose();
    temp.remove();
  });
  const ask = async (window: Window, submission = asked): Promise<void> => assert.equal(await window.keeper.add(window.rollCall.assessment.servers[0]!, submission), undefined);

  it('is pending from then on, in the next window too, and never approved', async () => {
    const window = await opened();
    assert.deepEqual(await window.states(), ['unknown not-listed']);
    await ask(window);
    assert.deepEqual(await window.states(), ['pending submitted']);
    const next = await opened();
    assert.deepEqual(await next.states(), ['pending submitted']);
    assert.ok(next.rollCall.assessment.servers.every(({ verdict }) => !approves(verdict)));
    assert.equal(next.rollCall.assessment.summary.approved, 0);
  });

  it('is told once, by one of two windows, when it is decided', async () => {
    for (const state of ['approved', 'denied', 'conditional', 'deprecated', 'revoked']) {
      policy();
      const [one, two] = [await opened(), await opened()];
      await ask(one);
      await two.keeper.reload();
      policy(state);
      await Promise.all([one.settled(), two.settled()]);
      await Promise.all([one.settled(), two.settled()]);
      assert.deepEqual([...one.told, ...two.told], [`one ${state}`]);
      assert.deepEqual(await one.states(), [`${state} matched`]);
      policy();
      await one.settled();
      assert.deepEqual(await one.states(), ['unknown not-listed'], 'a closed submission does not come back');
    }
  });

  it('waits on while the policy says pending, or cannot be read', async () => {
    const window = await opened();
    await ask(window);
    policy('pending');
    await window.settled();
    assert.deepEqual([await window.states(), window.told], [['pending matched'], []]);
    policy();
    await window.settled();
    assert.deepEqual(await window.states(), ['pending submitted']);
    temp.write('policy.json', '{');
    await window.settled();
    assert.deepEqual(window.told, []);
  });

  it('of an exception to a denial is answered by another decision only', async () => {
    policy('denied');
    const window = await opened();
    await ask(window, { ...asked, wanted: 'exception', until: '2026-12-31', was: 'denied' });
    await window.settled();
    assert.deepEqual([await window.states(), window.told], [['denied matched'], []]);
    policy('conditional');
    await window.settled();
    assert.deepEqual(window.told, ['one conditional']);
  });

  it('makes nothing be assessed again where nobody asked for anything', async () => {
    const window = await opened();
    await window.rollCall.settled();
    const { looks } = window;
    await window.keeper.configure(store());
    await window.keeper.reload();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(window.looks, looks);
  });

  it('says why where it cannot be remembered', async () => {
    const window = await opened();
    const refused = SubmissionStore.of({ platform: 'linux', home: at('home'), env: { MCP_ROLL_CALL_STATE: at('repo/.state') } }, [at('repo')]);
    await window.keeper.configure(refused);
    const problem = await window.keeper.add(window.rollCall.assessment.servers[0]!, asked);
    assert.match(render(problem!), /a repository must not say that somebody asked/);
    assert.equal(window.troubles.length, 1);
    assert.deepEqual(await window.states(), ['unknown not-listed']);
  });
});
