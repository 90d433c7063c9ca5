import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { PolicyKeeper } from '../../src/host/policy/policy-keeper.ts';
import { render } from '../../src/core/text/message.ts';
import { outcome, packaged } from '../core/policy/subjects.ts';
import { Machine, policyText } from '../policy-host/keeping.ts';
import { TestRegistry } from './server.ts';

const hour = 3_600_000;
let machine: Machine;
let registry: TestRegistry;

function says(keeper: PolicyKeeper, name: string): string {
  const state = keeper.read();
  return state.kind === 'ready' ? outcome(state.policy.decide(packaged({ name, version: '1.0.0' }), '2026-11-21T12:00:00Z')) : state.kind;
}

describe('a policy that names a registry', () => {
  beforeEach(async () => {
    machine = await Machine.make();
    registry = await TestRegistry.start();
    for (const name of ['ledger', 'wiki']) registry.list({ name: `com.contoso/${name}`, version: '1.0.0', packages: [{ registryType: 'npm', identifier: name, version: '1.0.0', transport: { type: 'stdio' } }] });
    const file = machine.temp.write('policy.json', policyText(1, { approves: ['own'], registries: [{ url: registry.url, api: 'v0.1', trust: 'approves' }] }));
    machine.given = [{ value: file, namedBy: 'setting' }];
  });
  afterEach(async () => {
    await registry.stop();
    await machine.close();
  });

  it('is decided by without a network, then by what the registry lists, in this window and the next', async () => {
    const keeper = machine.keeper();
    let told = 0;
    keeper.onDidChange(() => told++);
    assert.deepEqual(['own', 'ledger', 'other'].map((name) => says(keeper, name)), ['approved', 'undetermined registry-unread', 'undetermined registry-unread']);
    assert.equal(registry.asked.length, 0);
    await keeper.refresh();
    assert.deepEqual(['own', 'ledger', 'other'].map((name) => says(keeper, name)), ['approved', 'approved', 'unknown not-listed']);
    assert.equal(told, 1);
    assert.equal(keeper.read(), keeper.read());
    await registry.stop();
    const next = machine.keeper();
    assert.deepEqual(['own', 'ledger', 'other'].map((name) => says(next, name)), ['approved', 'approved', 'unknown not-listed']);
    registry = await TestRegistry.start();
  });

  it('asks by itself, and hears of a revocation', async () => {
    const keeper = machine.keeper();
    keeper.read();
    keeper.start();
    await keeper.refresh();
    assert.deepEqual(machine.due, [60]);
    Object.assign(registry.listed[0]!, { status: 'deleted', statusMessage: 'It was taken over', updatedAt: new Date(machine.now).toISOString() });
    machine.now += hour;
    const changed = new Promise<void>((resolve) => keeper.onDidChange(resolve));
    for (const { act } of machine.waiting.splice(0)) act();
    await changed;
    assert.deepEqual(['own', 'ledger', 'wiki'].map((name) => says(keeper, name)), ['approved', 'revoked', 'approved']);
  });

  it('says that the registry could not be read again, and since when what counts is from', async () => {
    const keeper = machine.keeper();
    keeper.read();
    await keeper.refresh();
    registry.fault = () => ({ status: 404 });
    machine.now += 2 * hour;
    await keeper.refresh();
    const state = keeper.read();
    assert.ok(state.kind === 'ready');
    assert.deepEqual(state.parts[0]!.notes.map(render).filter((note) => note.includes('registry')), [`The registry ${new URL(registry.url).host} could not be read again (nothing is published at that address (404)). What it listed on 2026-11-21 09:00 UTC still counts.`]);
    assert.equal(says(keeper, 'ledger'), 'approved');
  });

  it('takes no listing from a folder that is judged by it', async () => {
    const folder = machine.at('repo');
    fs.mkdirSync(folder);
    machine.env['MCP_ROLL_CALL_STATE'] = folder;
    const brings = machine.keeper();
    brings.read();
    await brings.refresh();
    assert.equal(says(machine.keeper(), 'ledger'), 'approved', 'there is one to bring');
    machine.judged = [folder];
    assert.equal(says(machine.keeper(), 'ledger'), 'undetermined registry-unread');
  });
});
