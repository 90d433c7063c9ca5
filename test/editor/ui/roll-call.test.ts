import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { openWindow, type Window } from './window.ts';

/** Lines (from 1) of test/editor/workspaces/one-folder/workspace/.vscode/mcp.json. */
const line = { ledger: 4, unpinned: 10, weather: 12, secret: 15 };

/** Types the file's path into the dialog, once that shows the folder it begins in. */
async function choose({ workbench, page }: Window, file: string): Promise<void> {
  await workbench.command('MCP Roll Call: Choose Policy File...');
  await workbench.row('..').waitFor();
  await workbench.quickInput.locator('input').first().fill(file);
  await workbench.row(path.basename(file)).waitFor();
  await page.keyboard.press('Enter');
}

describe('the packaged extension in a window', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'one-folder', settings: (run) => ({ 'mcpRollCall.policy.file': path.join(run.root, 'policy.json') }) });
  });
  after(() => window?.close());

  it('says in the status bar how many servers are approved, before any file is opened', async () => {
    await window.workbench.statusItem('MCP 2 of 4 approved').waitFor();
    await window.workbench.screenshot('status-bar');
  });

  it('underlines what is not approved, and says why in the Problems view', async () => {
    await window.workbench.openFile('.vscode/mcp.json');
    const problems = await window.workbench.problems('weather');
    assert.equal(problems.filter((row) => row.includes('not-approved')).length, 2);
    assert.equal(problems.filter((row) => row.includes('literal-secret')).length, 1);
    assert.ok(!problems.join().includes('b7Qw93kdZp02mm4T'));
    await window.workbench.screenshot('problems');
  });

  it('shows over a server’s name what it launches and who owns it', async () => {
    await window.workbench.goTo(line.ledger, 7);
    const text = (await window.workbench.hover('conditional')).replaceAll('\u00a0', ' ');
    for (const part of ['@contoso/ledger-mcp', '1.4.2', 'com.contoso.payments/ledger-query', 'payments-platform', 'Read only']) assert.ok(text.includes(part), `${part} is missing in ${text}`);
    await window.workbench.screenshot('hover-approved');
    await window.page.keyboard.press('Escape');
    await window.workbench.goTo(line.weather, 7);
    await window.workbench.hover('weather-mcp-server');
    await window.workbench.screenshot('hover-unknown');
    await window.page.keyboard.press('Escape');
  });

  it('offers to pin the unpinned one, and the status bar follows', async () => {
    await window.workbench.goTo(line.unpinned, 24);
    const fixes = await window.workbench.quickFixes('Pin to 1.4.2');
    assert.ok(fixes.some((fix) => fix.includes('Register `ledger-latest`')), fixes.join(' | '));
    await window.workbench.screenshot('quick-fix');
    await window.page.keyboard.press('Escape');
    await window.workbench.applyQuickFix('Pin to 1.4.2');
    await window.workbench.statusItem('MCP 3 of 4').waitFor();
    await window.page.keyboard.press('Control+Z');
    await window.workbench.statusItem('MCP 2 of 4').waitFor();
  });

  it('drafts a registration with Ctrl+. and opens it with the first thing to fill in selected', async () => {
    await window.workbench.goTo(line.weather, 7);
    await window.workbench.applyQuickFix('Register `weather`');
    await window.workbench.editorText('server.schema.json');
    await window.workbench.statusItem(/selected\)/).waitFor();
    await window.page.keyboard.type('org.weather/weather');
    await window.workbench.editorText('org.weather/weather');
    await window.page.keyboard.press('Tab');
    await window.workbench.statusItem(/selected\)/).waitFor();
    await window.workbench.screenshot('registration');
    const folder = path.join(window.run.workspace, 'mcp-registrations');
    assert.equal(fs.readdirSync(folder).length, 1);
    assert.ok(!fs.readFileSync(path.join(folder, fs.readdirSync(folder)[0]!), 'utf8').includes('b7Qw93kdZp02mm4T'));
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('Escape');
  });

  it('goes to the declaration of the server one types, by keyboard alone', async () => {
    await window.workbench.command('MCP Roll Call: Go to Declaration');
    for (const name of ['weather', 'ledger', 'ledger-latest', 'github']) await window.workbench.row(name).waitFor();
    await window.workbench.screenshot('go-to-declaration');
    await window.page.keyboard.type('github');
    await window.page.keyboard.press('Enter');
    await window.workbench.statusItem('Ln 17, Col 13 (8 selected)').waitFor();
  });

  it('explains a verdict on a page, by keyboard alone', async () => {
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.goTo(line.unpinned, 24);
    await window.workbench.command('MCP Roll Call: Explain Verdict');
    const heading = await window.workbench.inWebview('h1');
    assert.match(await heading.innerText(), /ledger-latest.* is unknown/);
    await window.workbench.screenshot('explain');
  });

  it('follows a policy that changes on disk', async () => {
    const file = path.join(window.run.root, 'policy.json');
    const policy = JSON.parse(fs.readFileSync(file, 'utf8'));
    policy.serial = 2;
    policy.servers.push({ id: 'com.contoso/no-github', state: 'denied', reason: 'Not while the audit runs', match: [{ url: { host: 'api.githubcopilot.com' } }] });
    fs.writeFileSync(file, JSON.stringify(policy));
    await window.workbench.statusItem('MCP 1 of 4').waitFor();
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.screenshot('denied');
  });
});

describe('without a policy', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'one-folder' });
  });
  after(() => window?.close());

  it('the status bar says so, and the view behind it offers to choose one or to start one', async () => {
    await window.workbench.statusItem('MCP 4 · no policy').click();
    await window.workbench.treeRow('Choose a policy file').waitFor();
    await window.workbench.treeRow('Start a policy from what I use').waitFor();
    await window.workbench.screenshot('no-policy');
  });

  it('starts one from what is in use, with nothing approved', async () => {
    await window.workbench.command('MCP Roll Call: Start Policy from What I Use');
    await window.workbench.rows();
    await window.page.keyboard.press('Enter');
    const text = await window.workbench.editorText('policyVersion');
    assert.ok(!/"state": "approved"/.test(text));
    await window.workbench.screenshot('start-policy');
  });

  it('only lint speaks', async () => {
    await window.workbench.openFile('.vscode/mcp.json');
    const problems = await window.workbench.problems('literal-secret');
    assert.ok(!problems.join().includes('not-approved'));
  });

  it('takes the file that is chosen, by keyboard alone, and keeps it in the user’s settings', async () => {
    await choose(window, path.join(window.run.root, 'policy.json'));
    await window.workbench.statusItem('MCP 2 of 4').waitFor();
    assert.ok(!fs.existsSync(path.join(window.run.workspace, '.vscode', 'settings.json')), 'the workspace was written to');
    await window.workbench.screenshot('policy-chosen');
  });

  it('refuses a policy that lies in the folder it would judge', async () => {
    const own = path.join(window.run.workspace, 'own-policy.json');
    fs.copyFileSync(path.join(window.run.root, 'policy.json'), own);
    await choose(window, own);
    await window.workbench.toasts.filter({ hasText: 'A repository cannot approve its own servers' }).waitFor();
    await window.workbench.screenshot('policy-refused');
  });
});
