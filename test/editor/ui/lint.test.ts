import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { openWindow, type Window } from './window.ts';

/** Lines (from 1) of test/editor/workspaces/lint/workspace/.vscode/mcp.json. */
const line = { ledger: 3, build: 5, wiki: 6 };

describe('lint in a window', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'lint', settings: (run) => ({ 'mcpRollCall.policy.file': path.join(run.root, 'policy.json') }) });
    await window.workbench.statusItem('MCP 0 of 3 approved').waitFor();
    await window.workbench.openFile('.vscode/mcp.json');
  });
  after(() => window?.close());

  it('says at a finding what is wrong, and opens its rule’s page from the code', async () => {
    await window.workbench.goTo(line.wiki, 50);
    await window.workbench.hover('plain-http');
    await window.workbench.screenshot('lint-hover');
    await window.workbench.hoverBox.locator('a', { hasText: 'plain-http' }).first().click();
    const heading = await window.workbench.inWebview('h1');
    assert.match(await heading.innerText(), /Plain HTTP|plain/i);
    await window.workbench.screenshot('rule-page');
  });

  it('shows a fix where it would change the file, with what there is to know, before it makes it', async () => {
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.goTo(line.wiki, 50);
    await window.workbench.applyQuickFix('Use https://');
    await window.workbench.row('Make this change').waitFor();
    await window.workbench.screenshot('fix-review');
    assert.ok((await window.workbench.quickInput.innerText()).includes('Check that the server answers over HTTPS.'));
    await window.page.keyboard.press('Escape');
    assert.match(await window.workbench.editorText('http://wiki'), /"http:\/\/wiki/);
    await window.workbench.applyQuickFix('Use https://');
    await window.workbench.row('Make this change').waitFor();
    await window.page.keyboard.press('Enter');
    await window.workbench.editorText('https://wiki');
    await window.workbench.statusItem('MCP 1 of 3').waitFor();
  });

  it('fixes all that can be fixed unseen, and one undo takes it back', async () => {
    await window.workbench.command('MCP Roll Call: Fix All Safe Problems in This File');
    await window.workbench.statusItem('2 problems are fixed').waitFor();
    const text = await window.workbench.editorText('@contoso/ledger-mcp@1.4.2');
    assert.ok(text.includes('@contoso/build-mcp@2.1.0'));
    await window.workbench.statusItem(/MCP 3$/).waitFor();
    await window.workbench.screenshot('fix-all');
    await window.page.keyboard.press('Control+Z');
    await window.workbench.statusItem('MCP 1 of 3').waitFor();
    assert.match(await window.workbench.editorText('build-mcp@latest'), /"@contoso\/ledger-mcp"/);
    await window.page.keyboard.press('Control+Z');
    await window.workbench.editorText('http://wiki');
  });

  it('ignores it here with a reason, in a comment that says so to everybody', async () => {
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.goTo(line.wiki, 50);
    const fixes = await window.workbench.quickFixes('Ignore `plain-http` here');
    // An approved launch may have been accepted meanwhile: then what tells of its change comes first.
    assert.deepEqual(fixes.filter((fix) => /https|plain-http/.test(fix)), ['Use https://', 'Ignore `plain-http` here, with a reason…', 'Ignore `plain-http` in my settings…']);
    await window.workbench.screenshot('lint-quick-fix');
    await window.page.keyboard.press('Escape');
    await window.workbench.applyQuickFix('Ignore `plain-http` here');
    await window.workbench.quickInput.filter({ hasText: 'Why is it no problem here?' }).waitFor();
    await window.page.keyboard.type('Only within the building');
    await window.workbench.screenshot('ignore-reason');
    await window.page.keyboard.press('Enter');
    await window.workbench.editorText('plain-http: Only within the building');
    await window.workbench.screenshot('ignored-here');
    await window.page.keyboard.press('Control+Z');
  });

  it('or in the user’s settings until a day, and not in a workspace’s', async () => {
    await window.workbench.goTo(line.wiki, 50);
    await window.workbench.applyQuickFix('in my settings');
    await window.workbench.quickInput.filter({ hasText: 'Why is it no problem here?' }).waitFor();
    await window.page.keyboard.type('Only within the building');
    await window.page.keyboard.press('Enter');
    await window.workbench.row('For three months').waitFor();
    await window.workbench.screenshot('ignore-until');
    await window.page.keyboard.press('Enter');
    await window.workbench.statusItem('is ignored here, by your settings').waitFor();
    await window.workbench.problems('not-approved');
    await window.page.locator('.markers-panel .monaco-list-row', { hasText: 'plain-http' }).first().waitFor({ state: 'hidden' });
    assert.ok(!fs.existsSync(path.join(window.run.workspace, '.vscode/settings.json')), 'the workspace was written to');
  });
});
