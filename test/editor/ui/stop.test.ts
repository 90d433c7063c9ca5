import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { openWindow, type Window } from './window.ts';

describe('an emergency stop in a window', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'stop', viewport: { width: 1360, height: 820 } });
    await window.workbench.statusItem(/MCP/).waitFor();
  });
  after(() => window?.close());

  it('shows all that would be changed first, does it once that is agreed to, and is undone with one click', async () => {
    const { workbench, page, run } = window;
    const config = path.join(run.workspace, '.vscode/mcp.json');
    const before = fs.readFileSync(config, 'utf8');
    await workbench.command('MCP Roll Call: Block a Server Everywhere...');
    await workbench.row('tiny').waitFor();
    await workbench.screenshot('stop-pick');
    await page.keyboard.type('tiny');
    await workbench.row('tiny').waitFor();
    await page.keyboard.press('Enter');
    await workbench.row('Block It in These 2 Files').waitFor();
    await workbench.screenshot('stop-preview');
    const preview = await workbench.editorText('Block everywhere');
    assert.match(preview, /Nothing has been changed yet\./);
    assert.ok(!preview.includes('a-value-that-nobody-sees'));
    assert.equal(fs.readFileSync(config, 'utf8'), before);
    await page.keyboard.press('Enter');
    await workbench.toasts.filter({ hasText: 'is blocked in' }).first().waitFor();
    await workbench.screenshot('stop-done');
    assert.ok(!fs.readFileSync(config, 'utf8').includes('"tiny"'));
    await workbench.toasts.locator('.monaco-button', { hasText: 'Undo' }).first().click();
    await workbench.toasts.filter({ hasText: 'as before' }).first().waitFor();
    assert.equal(fs.readFileSync(config, 'utf8'), before);
  });
});
