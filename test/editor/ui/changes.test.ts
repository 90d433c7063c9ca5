import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { openWindow, type Window } from './window.ts';

describe('a launch that changes on disk, in a window', () => {
  let window: Window;
  let config: string;
  let original: string;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'changes' });
    config = path.join(window.run.workspace, '.vscode/mcp.json');
    original = fs.readFileSync(config, 'utf8');
  });
  after(() => window?.close());

  it('is told of once all launches are acknowledged: with one Enter, having been shown', async () => {
    await window.workbench.statusItem(/MCP \d+ · no policy/).waitFor();
    await window.workbench.command('MCP Roll Call: Acknowledge All Launches of This Workspace...');
    await window.workbench.row('ledger').waitFor();
    await window.workbench.screenshot('acknowledge-all');
    await window.page.keyboard.press('Enter');
    await window.workbench.statusItem(/Acknowledged \d+ launches/).waitFor();
  });

  it('is told of in one notification that shows old and new, without secrets', async () => {
    fs.writeFileSync(config, original.replace('@contoso/build-mcp@2.1.0', '@c0ntoso/build-mcp@2.1.0').replace('"CONTOSO_LEVEL": "info"', '"CONTOSO_LEVEL": "debug", "NODE_OPTIONS": "--require ./tools/setup.js"'));
    const toast = window.workbench.toasts.filter({ hasText: 'was accepted as' });
    await toast.waitFor();
    const text = await toast.innerText();
    for (const part of ['build', '.vscode/mcp.json', '@contoso/build-mcp@2.1.0', '@c0ntoso/build-mcp@2.1.0', 'Review Change', 'Acknowledge', 'Not Now']) assert.ok(text.includes(part), `${part} is missing in ${text}`);
    assert.ok(!text.includes('b7Qw93kdZp02mm4T'));
    await window.workbench.statusItem('1 changed').waitFor();
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.screenshot('change-notification');
  });

  it('is shown beside the old one by Review Change', async () => {
    await window.workbench.toasts.filter({ hasText: 'was accepted as' }).locator('a', { hasText: 'Review Change' }).click();
    await window.page.locator('.monaco-diff-editor .modified .view-line', { hasText: 'c0ntoso' }).first().waitFor();
    await window.page.locator('.monaco-diff-editor .original .view-line', { hasText: '@contoso/build-mcp' }).first().waitFor();
    await window.workbench.screenshot('change-diff');
    assert.equal(await window.workbench.toasts.filter({ hasText: 'was accepted as' }).count(), 0);
  });

  it('is acknowledged by keyboard alone, and the status bar follows', async () => {
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.goTo(5, 24);
    const actions = await window.workbench.quickFixes('Acknowledge this launch');
    assert.ok(actions.some((action) => action.includes('Review change of `build`')), actions.join(' | '));
    await window.workbench.screenshot('change-quick-fix');
    await window.page.keyboard.press('Escape');
    await window.workbench.applyQuickFix('Acknowledge this launch');
    await window.workbench.statusItem(/MCP \d+ · no policy/).waitFor();
    await window.workbench.statusItem('1 changed').waitFor({ state: 'hidden' });
  });
});
