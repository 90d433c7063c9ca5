import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { InventoryJson } from '../../../src/core/inventory/export/json-schema.ts';
import { closeAll, started, uri } from '../in-host.ts';

/** Exports, as the palette's command does after its questions. */
async function exported(format: string, file = uri(`inventory.${format}`)): Promise<string> {
  await vscode.commands.executeCommand('mcpRollCall.exportInventory', { format, uri: file });
  return fs.readFileSync(file.fsPath, 'utf8');
}

describe('Export Inventory', () => {
  before(started);
  afterEach(async () => {
    for (const format of ['json', 'ndjson', 'cyclonedx', 'markdown']) fs.rmSync(uri(`inventory.${format}`).fsPath, { force: true });
    await closeAll();
  });

  it('writes every row of the window as JSON, without a secret', async () => {
    const text = await exported('json');
    const { mcpServers, coverage, policy } = JSON.parse(text) as InventoryJson;
    assert.equal(policy.status, 'ready');
    assert.ok(coverage.files.some(({ path: file, status }) => file === uri('.vscode', 'mcp.json').fsPath && status === 'read'));
    const weather = mcpServers.find(({ names }) => names.includes('weather'))!;
    assert.deepEqual([weather.id, weather.lifecycleStatus], ['pkg:npm/weather-mcp-server', 'active']);
    assert.ok(!text.includes('b7Qw93kdZp02mm4T'), 'a secret was exported');
  });

  it('writes the other formats', async () => {
    assert.equal((JSON.parse((await exported('ndjson')).split('\n')[0]!) as { schemaVersion: number }).schemaVersion, 1);
    assert.equal((JSON.parse(await exported('cyclonedx')) as { specVersion: string }).specVersion, '1.7');
    assert.match(await exported('markdown'), /^# MCP servers and model providers\n/);
  });

  it('writes over no file that it reads', async () => {
    const config = uri('.vscode', 'mcp.json');
    const before = fs.readFileSync(config.fsPath, 'utf8');
    assert.equal(await exported('json', config), before);
  });

  it('is fed by what is remembered of this machine', async function () {
    this.timeout(40_000);
    const stored = path.join(process.env['XDG_STATE_HOME'] ?? path.join(process.env['HOME']!, '.local', 'state'), 'mcp-roll-call', 'inventory.json');
    const deadline = Date.now() + 30_000;
    while (!fs.existsSync(stored) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100));
    const { value } = JSON.parse(fs.readFileSync(stored, 'utf8')) as { value: { rows: { id: string }[] } };
    assert.ok(value.rows.some(({ id }) => id === 'pkg:npm/weather-mcp-server'));
  });
});
