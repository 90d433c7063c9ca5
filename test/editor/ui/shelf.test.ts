import assert from 'node:assert/strict';
import * as path from 'node:path';
import { openWindow, type Window } from './window.ts';

describe('the shelf in a window', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'shelf', settings: (run) => ({ 'mcpRollCall.policy.file': path.join(run.root, 'policy.json') }), viewport: { width: 1360, height: 820 } });
    await window.workbench.statusItem('MCP 0 of 1 approved').waitFor();
  });
  after(() => window?.close());

  it('shows what is approved, with what each touches, whose it is and on which conditions; is searched by any words; and counts as approved once it is put in', async () => {
    const { workbench, page } = window;
    await workbench.command('MCP Roll Call: Add Approved Server...');
    await workbench.row('ledger-query').waitFor();
    await workbench.screenshot('shelf');
    const rows = (await workbench.rows()).join('\n');
    assert.match(rows, /GitHub MCP Server/);
    assert.match(rows, /touches outsiders’ text, private data, a way out; data goes to GitHub/);
    assert.match(rows, /condition: Read only, and not for customer data\./);
    // What a line has no room for, and the list again.
    await workbench.row('GitHub MCP Server').hover();
    await workbench.row('GitHub MCP Server').locator('.action-label[aria-label^="All that is known"]').click();
    await workbench.dialog.waitFor();
    await workbench.screenshot('shelf-all');
    assert.match(await workbench.dialog.innerText(), /owner developer-platform/);
    await page.keyboard.press('Escape');
    await workbench.row('ledger-query').waitFor();
    await page.keyboard.type('payments query');
    await workbench.row('GitHub MCP Server').waitFor({ state: 'detached' });
    await workbench.screenshot('shelf-search');
    await page.keyboard.press('Enter');
    await workbench.row('Cursor').waitFor();
    await workbench.screenshot('shelf-place');
    await page.keyboard.press('Enter');
    await workbench.editorText('ledger-query');
    await workbench.statusItem('MCP 1 of 2 approved').waitFor();
    await workbench.screenshot('shelf-added');
    await page.keyboard.press('Control+Z');
    await workbench.statusItem('MCP 0 of 1 approved').waitFor();
  });

  it('offers what is approved in place of what is not, shows the change first, and is green afterwards', async () => {
    const { workbench, page } = window;
    await workbench.openFile('.vscode/mcp.json');
    await workbench.goTo(4, 8);
    const titles = await workbench.quickFixes('Use the approved');
    await workbench.screenshot('shelf-fixes');
    assert.match(titles[0]!, /Use the approved `GitHub MCP Server` instead/);
    await page.keyboard.press('Escape');
    await workbench.applyQuickFix('Use the approved');
    await workbench.row('Make this change').waitFor();
    await workbench.screenshot('shelf-review');
    assert.match(await workbench.quickInput.innerText(), /Both are documented to be for the same service/);
    await page.keyboard.press('Enter');
    await workbench.statusItem(/MCP 1$/).waitFor();
    await workbench.screenshot('shelf-used');
    await page.keyboard.press('Control+Z');
    await workbench.statusItem('MCP 0 of 1 approved').waitFor();
  });
});
