import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Environment } from '../../src/core/clients/client.ts';
import { render, say } from '../../src/core/text/message.ts';
import { placesOfFolder } from '../../src/host/files/places.ts';
import { readContent } from '../../src/host/files/read-content.ts';
import { memoryTokens } from '../../src/host/probe/oauth/token-keeper.ts';
import { RecheckStore } from '../../src/host/store/recheck-store.ts';
import { SnapshotStore } from '../../src/host/store/snapshot-store.ts';
import { ListeningKeeper, type Heard } from '../../src/live/listening-keeper.ts';
import * as tools from '../../src/live/listening-tools.ts';
import { RecheckKeeper } from '../../src/live/recheck-keeper.ts';
import { RollCall } from '../../src/live/roll-call.ts';
import { tempFolder } from '../files/temp.ts';
import { usualTools, voice } from '../servers/voice.ts';

const hour = 3_600_000;
const changed = [{ name: 'read_ledger', description: 'Reads and posts.', inputSchema: { type: 'object' } }, usualTools[1]!];

/** A window: a roll call of one folder, and what listens in it; on real files, stores and servers. */
class Window {
  readonly told: string[] = [];
  readonly troubles: string[] = [];
  now = Date.parse('2026-11-21T00:00:00Z');
  trusted = true;
  awake = true;
  readonly rollCall: RollCall;
  readonly keeper: ListeningKeeper;
  readonly rechecks: RecheckKeeper;

  constructor(folder: string, environment: Environment) {
    const failed = (error: unknown): void => { throw error; };
    const now = (): string => new Date(this.now).toISOString();
    this.rollCall = new RollCall({
      delay: 1,
      now,
      heard: () => this.keeper.heard,
      places: (folders) => Promise.resolve(folders.flatMap((each) => placesOfFolder(each).places)),
      read: (place) => Promise.resolve(readContent(place)),
      facts: () => Promise.resolve({ locked: new Map(), installed: new Map(), registries: new Map() }),
      packagesOf: () => [],
      policy: () => Promise.resolve({ kind: 'none' }),
      failed,
    });
    const troubled = (problem: { template: string; args: Readonly<Record<string, string>> }): void => void this.troubles.push(render(problem));
    this.keeper = new ListeningKeeper(this.rollCall, { tools: () => Promise.resolve(tools), environment, folder: () => folder, trusted: () => this.trusted, now, troubled, failed });
    this.rechecks = new RecheckKeeper(this.rollCall, this.keeper, {
      tools: () => Promise.resolve(tools),
      signingIn: () => Promise.resolve({ tokens: memoryTokens(), agree: () => Promise.resolve(false), openBrowser: () => Promise.resolve() }),
      now,
      trusted: () => this.trusted,
      awake: () => this.awake,
      every: () => 24 * hour,
      first: 1_000_000,
      pause: 1_000_000,
      chance: () => 0,
      tell: (drifted) => void this.told.push(...drifted.map(({ server }) => server.declaration.name)),
      troubled,
      failed,
    });
    this.rollCall.configure([folder]);
  }

  dispose(): void {
    this.rechecks.dispose();
    this.rollCall.dispose();
  }
}

describe('re-checks in the background', function () {
  this.timeout(60_000);
  let temp: ReturnType<typeof tempFolder>;
  const windows: Window[] = [];
  const at = (...parts: string[]): string => path.join(temp.folder, ...parts);
  const connections = (): number => (fs.existsSync(at('state.json')) ? (JSON.parse(fs.readFileSync(at('state.json'), 'utf8')) as { connections: number }).connections : 0);
  const declare = (name = 'ledger'): string => temp.write('repo/.vscode/mcp.json', JSON.stringify({ servers: { ledger: voice({ name, state: at('state.json'), file: at('now.json') }) } }));
  const says = (said: object): string => temp.write('now.json', JSON.stringify(said));

  const opened = async (): Promise<Window> => {
    const environment: Environment = { platform: process.platform as 'linux', home: at('home'), env: { PATH: process.env['PATH'] } };
    const window = new Window(at('repo'), environment);
    windows.push(window);
    await window.rollCall.settled();
    await window.keeper.configure(SnapshotStore.of(environment, [at('repo')]));
    await window.rechecks.configure(RecheckStore.of(environment, [at('repo')]));
    await window.rollCall.settled();
    return window;
  };
  /** Listens once with the user's word, approves what is said, and allows what is to be allowed. */
  const approved = async ({ rollCall, keeper }: Window, allows: 'background' | 'question'): Promise<Heard> => {
    const [server] = rollCall.assessment.servers;
    const plan = await keeper.plan(server!);
    assert.ok(!('refused' in plan), JSON.stringify(plan));
    const heard = await keeper.listen(server!, plan, new Map(), new AbortController().signal);
    assert.ok(heard.kind === 'heard', JSON.stringify(heard));
    assert.equal(await keeper.approve(server!, heard), undefined);
    assert.equal(await keeper.permit('ledger', plan, allows === 'background'), undefined);
    return heard;
  };

  beforeEach(() => {
    temp = tempFolder();
    declare();
    says({});
  });
  afterEach(() => {
    for (const window of windows.splice(0)) window.dispose();
    temp.remove();
  });

  it('start nothing that became something else since it was shown', async () => {
    const window = await opened();
    temp.write('repo/.env', 'LEVEL=high\n');
    temp.write('repo/.vscode/mcp.json', JSON.stringify({ servers: { ledger: { ...voice({ state: at('state.json') }), envFile: '${workspaceFolder}/.env' } } }));
    const again = await opened();
    const [server] = again.rollCall.assessment.servers;
    const plan = await again.keeper.plan(server!);
    assert.ok(!('refused' in plan), JSON.stringify(plan));
    temp.write('repo/.env', 'LEVEL=high\nNODE_OPTIONS=--no-warnings\n');
    const heard = await again.keeper.listen(server!, plan, new Map(), new AbortController().signal);
    assert.equal(heard.kind === 'failed' && heard.code, 'refused');
    assert.equal(connections(), 0);
    window.dispose();
  });

  it('listen to nothing that was not allowed for the background, though its launch needs no question', async () => {
    const window = await opened();
    await approved(window, 'question');
    await window.rechecks.round();
    assert.equal(connections(), 2);
  });

  it('tell of a change once, in one window, and the assessment has it', async () => {
    const [first, second] = [await opened(), await opened()];
    await approved(first, 'background');
    await second.keeper.reload();
    says({ tools: changed });
    await Promise.all([first.rechecks.round(), second.rechecks.round()]);
    assert.equal(connections(), 4, 'both windows listened');
    assert.deepEqual([...first.told, ...second.told], ['ledger']);
    await second.keeper.reload();
    for (const { rollCall } of [first, second]) {
      const { servers, summary } = await rollCall.settled();
      assert.equal(servers[0]!.heard?.drift?.worst, 'authority');
      assert.equal(summary.drifted, 1);
    }
    for (const window of [first, second]) window.now += 25 * hour;
    await first.rechecks.round();
    assert.equal(connections(), 6);
    assert.deepEqual([...first.told, ...second.told], ['ledger'], 'it was told twice');
    says({ tools: [...changed, { name: 'another', inputSchema: { type: 'object' } }] });
    for (const window of [first, second]) window.now += 25 * hour;
    await second.rechecks.round();
    assert.deepEqual([...first.told, ...second.told], ['ledger', 'ledger'], 'another change was not told');
  });

  it('wait for as long as the user wants, for somebody at the window, and for trust', async () => {
    const window = await opened();
    await approved(window, 'background');
    await window.rechecks.round();
    assert.equal(connections(), 4);
    window.now += 23 * hour;
    await window.rechecks.round();
    assert.equal(connections(), 4, 'too soon');
    window.now += 2 * hour;
    window.awake = false;
    await window.rechecks.round();
    window.awake = true;
    window.trusted = false;
    await window.rechecks.round();
    assert.equal(connections(), 4, 'unseen, or in Restricted Mode');
    window.trusted = true;
    await window.rechecks.round();
    assert.equal(connections(), 6);
  });

  it('end with the launch that was allowed: another one under the same name is not started', async () => {
    const window = await opened();
    await approved(window, 'background');
    declare('other');
    window.rollCall.rescan();
    await window.rollCall.settled();
    await window.rechecks.round();
    assert.equal(connections(), 2);
  });

  it('are never of what the policy denies, or has to ask for something, whatever was agreed to before', async () => {
    const { keeper, rollCall } = await opened().then(async (window) => (await approved(window, 'background'), window));
    const plan = await keeper.plan(rollCall.assessment.servers[0]!);
    assert.ok(!('refused' in plan));
    assert.deepEqual([keeper.consents(plan), keeper.allows(plan)], [true, true]);
    const denied = { ...plan, stronger: say('The policy denies it.') };
    assert.deepEqual([keeper.consents(denied), keeper.allows(denied)], [false, false]);
    assert.equal(keeper.allows({ ...plan, asks: [{ id: 'input:tok', description: '', secret: true }] }), false);
    assert.match(render((await keeper.permit('ledger', { ...denied, seal: 'another' }, true))!), /policy denies/);
    assert.deepEqual(keeper.permissions().map(({ seal }) => seal), [plan.seal]);
  });

  it('start nothing once trust is taken back, though it was planned before', async () => {
    const window = await opened();
    const [server] = window.rollCall.assessment.servers;
    const plan = await window.keeper.plan(server!);
    assert.ok(!('refused' in plan));
    window.trusted = false;
    const outcome = await window.keeper.listen(server!, plan, new Map(), new AbortController().signal);
    assert.deepEqual([outcome.kind === 'failed' && outcome.code, connections()], ['refused', 0]);
  });

  it('are silent about what does not answer, and take nothing back', async () => {
    const window = await opened();
    const { snapshot } = await approved(window, 'background');
    says({ refuses: { code: -32000, message: 'not today' } });
    await window.rechecks.round();
    assert.deepEqual(window.told, []);
    assert.deepEqual(window.troubles, []);
    const [server] = window.rollCall.assessment.servers;
    assert.equal((await window.keeper.approved(server!))?.snapshot.digest, snapshot.digest);
  });

  it('say nothing where a user saw the change first', async () => {
    const window = await opened();
    await approved(window, 'background');
    says({ tools: changed });
    const [server] = window.rollCall.assessment.servers;
    const plan = await window.keeper.plan(server!);
    assert.ok(!('refused' in plan));
    const heard = await window.keeper.listen(server!, plan, new Map(), new AbortController().signal);
    assert.ok(heard.kind === 'heard' && heard.approved);
    await window.rechecks.told([{ server: server!, heard: { ...heard, approved: heard.approved } }]);
    await window.rechecks.round();
    assert.deepEqual(window.told, []);
  });

  it('keep nothing in a folder that is open', () => {
    const environment: Environment = { platform: 'linux', home: at('home'), env: { MCP_ROLL_CALL_STATE: at('repo/state') } };
    const refused = RecheckStore.of(environment, [at('repo')]);
    assert.ok('refused' in refused);
    assert.match(render(refused.refused), /a repository must not say that somebody was told/);
  });
});
