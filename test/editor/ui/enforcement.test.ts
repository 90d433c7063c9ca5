import assert from 'node:assert/strict';
import * as path from 'node:path';
import { openWindow, type Window } from './window.ts';

const pane = '.pane-body .monaco-list-row';

describe('the view Enforcement', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({
      fixture: 'enforcement',
      settings: (run) => ({ 'mcpRollCall.policy.file': path.join(run.root, 'policy.json'), 'chat.mcp.deniedServers': [{ serverName: 'canary' }] }),
      viewport: { width: 1360, height: 900 },
    });
    await window.workbench.statusItem(/MCP 0 of \d approved/).waitFor();
  });
  after(() => window?.close());

  it('says for each assistant what its own lists let through, and where that stands', async () => {
    const { workbench, page } = window;
    await workbench.command('MCP Roll Call: Verify Enforcement');
    const row = page.locator(pane).filter({ hasText: /^VS Code/ }).first();
    await row.waitFor();
    await page.locator(pane).filter({ hasText: 'Not approved, and gets through' }).first().waitFor();
    await page.locator(pane).filter({ hasText: 'Canaries' }).first().click();
    await workbench.screenshot('enforcement');
    assert.match((await row.getAttribute('aria-label')) ?? '', /^VS Code [\d.]+, partly enforced$/);
    const server = page.locator(pane).filter({ hasText: /other.*\.vscode\/mcp\.json/ }).first();
    const selected = workbench.statusItem(/Ln 4, Col \d+ \(7 selected\)/);
    await server.click();
    // The group above it may still be closing: rows move under the pointer then, and people click again.
    await selected.waitFor({ timeout: 5000 }).catch(async () => {
      await server.click();
      await selected.waitFor();
    });
  });

  it('says it in one line of the status bar’s tooltip', async () => {
    const { workbench } = window;
    await workbench.statusItem(/MCP 0 of \d approved/).hover();
    await workbench.hoverBox.filter({ hasText: 'Partly enforced by: VS Code' }).waitFor();
    await workbench.screenshot('enforcement-tooltip');
  });
});
