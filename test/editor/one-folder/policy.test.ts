import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import manifest from '../../../package.json';
import { closeAll, folder, looksWhileNothingChanges, started, told, until, uri, write } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');
/** Beside the workspace, where the suite's settings name it. */
const policy = (): string => path.join(folder(), '..', 'policy.json');

describe('the policy', () => {
  let original: string;
  before(async () => {
    await started();
    original = fs.readFileSync(policy(), 'utf8');
    await until('diagnostics', () => told(config()).length >= 3);
  });
  afterEach(async () => {
    fs.writeFileSync(policy(), original);
    try {
      await until('the original policy', () => told(config()).filter((message) => message.startsWith('not-approved')).length === 2);
    } catch (error) {
      throw new Error(`What is told: ${told(config()).join(' | ')}`, { cause: error });
    }
    await closeAll();
  });

  it('reaches the diagnostics within a second of its change', async () => {
    const changed = JSON.parse(original);
    changed.serial = 2;
    changed.servers.push({ id: 'org.weather/weather', state: 'approved', match: [{ package: { type: 'npm', name: 'weather-mcp-server', versions: ['2.0.1'] } }] });
    fs.writeFileSync(policy(), JSON.stringify(changed));
    await until('the server approved', () => !told(config()).some((message) => message.includes('`weather`')), 1000);
    changed.serial = 3;
    fs.writeFileSync(policy(), JSON.stringify({ ...changed, servers: changed.servers.slice(0, 3) }));
    await until('it unknown again', () => told(config()).some((message) => message.includes('`weather`')), 1000);
    original = original.replace('"serial": 1', '"serial": 4');
  });

  it('leaves the window in peace while nothing changes', async () => {
    const looks = await looksWhileNothingChanges(config());
    assert.ok(looks <= 1, `${looks} times in five seconds`);
  });

  it('keeps the last good one when it becomes unreadable, and still takes its denies', async () => {
    fs.writeFileSync(policy(), '{ "policyVersion": 1, "servers": ');
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.ok(!told(config()).some((message) => message.includes('`github`')), 'an approval was lost');
    assert.equal(told(config()).filter((message) => message.startsWith('not-approved')).length, 2);
  });

  for (const name of Object.keys(manifest.contributes.configuration.properties)) {
    it(`is not changed by a workspace that sets ${name}`, async () => {
      const own = uri('own-policy.json');
      write(own, JSON.stringify({ policyVersion: 1, serial: 99, issuer: 'me', issuedAt: '2026-11-20T09:00:00Z', defaults: { unknown: 'info', minIdentity: 'name', whenStale: 'keep-last-then-warn' }, servers: [{ id: 'all', state: 'approved', minIdentity: 'name', match: [{ serverName: 'weather' }] }] }));
      const settings = uri('.vscode', 'settings.json');
      for (const value of [own.fsPath, 'own-policy.json', false, null, '${workspaceFolder}/own-policy.json']) {
        write(settings, JSON.stringify({ [name]: value, '[json]': { [name]: value }, 'mcpRollCall.policy': { file: value } }));
        await vscode.commands.executeCommand('mcpRollCall.rescan');
        assert.equal(told(config()).filter((message) => message.includes('`weather`')).length, 1, `with ${JSON.stringify(value)}`);
      }
      fs.rmSync(settings.fsPath);
      fs.rmSync(own.fsPath);
    });
  }
});
