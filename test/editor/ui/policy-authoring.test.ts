import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { openWindow, type Window } from './window.ts';

describe('writing policy in a window', () => {
  let window: Window;
  let policy: string;

  /** The line (from 1) and column of the first place of a text in the policy as it is on disk. */
  const at = (find: string): [number, number] => {
    const text = fs.readFileSync(policy, 'utf8');
    const before = text.slice(0, text.indexOf(find)).split('\n');
    return [before.length, before.at(-1)!.length + 1];
  };

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({
      fixture: 'policy-authoring',
      settings: (run) => ({ 'mcpRollCall.policy.file': path.join(run.root, 'policy.json'), 'chat.disableAIFeatures': true }),
    });
    policy = path.join(window.run.root, 'policy.json');
  });
  after(() => window?.close());

  it('lists the tests of a policy that the user may write, before it is opened', async () => {
    await window.workbench.statusItem('approved').waitFor();
    await window.page.locator('.activitybar .action-label[aria-label^="Testing"]').click();
    await window.page.locator('.test-explorer .monaco-list-row', { hasText: 'policy.json' }).first().waitFor();
    await window.workbench.screenshot('policy-tests-before');
  });

  it('says over an entry what it means here, and offers to run the tests', async () => {
    await window.workbench.statusItem('approved').waitFor();
    await window.workbench.command('MCP Roll Call: Open Policy');
    await window.page.locator('.tab.active', { hasText: 'policy.json' }).waitFor();
    await window.workbench.codeLenses.filter({ hasText: 'Matches 2 servers' }).first().waitFor();
    const [line, column] = at('com.github/github-mcp-server');
    await window.workbench.goTo(line, column + 4);
    const text = await window.workbench.hover('Matches 2 servers in 2 clients on this machine.');
    for (const part of ['github', 'VS Code', 'Cursor']) assert.ok(text.includes(part), `${part} is missing in ${text}`);
    await window.workbench.screenshot('policy-hover-entry');
    await window.page.keyboard.press('Escape');
    const [matchLine, matchColumn] = at('"@contoso/ledger-mcp"');
    await window.workbench.goTo(matchLine, matchColumn + 4);
    await window.workbench.hover('Matches one server on this machine.');
    await window.workbench.screenshot('policy-hover-match');
    await window.page.keyboard.press('Escape');
  });

  it('shows its tests in the Testing view, passed and failed, with what was wanted', async () => {
    await window.workbench.command('MCP Roll Call: Run Policy Tests');
    await window.workbench.statusItem('1 failed, 2 passed').waitFor();
    await window.workbench.codeLenses.filter({ hasText: '1 failed, 2 passed' }).first().waitFor();
    await window.page.locator('.test-explorer .monaco-list-row', { hasText: 'policy.json' }).first().click();
    await window.page.keyboard.press('ArrowRight');
    await window.page.locator('.test-explorer .monaco-list-row', { hasText: 'the ledger may write' }).first().click();
    await window.page.locator('.test-explorer .monaco-list-row', { hasText: 'what nobody listed is unknown' }).first().waitFor();
    await window.workbench.screenshot('policy-tests');
  });

  it('completes packages beside what the schema says', async () => {
    const [line, column] = at('"@playwright/mcp"');
    await window.workbench.goTo(line, column + 1);
    await window.page.keyboard.press('Control+Space');
    const rows = window.page.locator('.suggest-widget .monaco-list-row');
    await rows.first().waitFor();
    await window.workbench.screenshot('policy-completion');
    await window.page.keyboard.press('Escape');
  });

  it('speaks beside the schema in a file that VS Code knows by its name', async () => {
    const lines = [
      '{',
      '  "policyVersion": 1, "serial": 1, "issuer": "Contoso", "issuedAt": "2026-11-20T09:00:00Z",',
      '  "servers": [',
      '    {',
      '      "id": "com.contoso/ledger",',
      '      "state": "approved",',
      '      "match": [{ "package": { "type": "npm", "name": "@contoso/ledger-mcp", "versions": ["1.4.2"] } }]',
      '    }',
      '  ]',
      '}',
    ];
    fs.writeFileSync(path.join(window.run.workspace, 'mcp-policy.json'), `${lines.join('\n')}\n`);
    await window.workbench.openFile('mcp-policy.json');
    await window.workbench.codeLenses.filter({ hasText: 'Matches one server' }).first().waitFor();
    await window.workbench.goTo(5, 18);
    const text = await window.workbench.hover('What the entry is called in verdicts');
    assert.equal(text.split('Matches one server').length, 2, 'told twice');
    assert.ok(!text.includes('`'), 'backticks are shown');
    await window.workbench.screenshot('policy-hover-schema');
    await window.page.keyboard.press('Escape');
    await window.workbench.goTo(7, lines[6]!.indexOf('1.4.2') + 1);
    await window.page.keyboard.press('Control+Space');
    await window.page.locator('.suggest-widget .monaco-list-row', { hasText: '1.4.2' }).first().waitFor();
    await window.workbench.screenshot('policy-completion-version');
    await window.page.keyboard.press('Escape');
    await window.workbench.goTo(6, lines[5]!.indexOf('approved') + 2);
    await window.page.keyboard.press('Control+Space');
    await window.page.locator('.suggest-widget .monaco-list-row', { hasText: 'conditional' }).first().waitFor();
    await window.workbench.screenshot('policy-completion-state');
    await window.page.keyboard.press('Escape');
    fs.rmSync(path.join(window.run.workspace, 'mcp-policy.json'));
  });

  it('shows the policy in another assistant\'s keys, and what is lost in it, before anything is written', async () => {
    await window.workbench.statusItem('approved').waitFor();
    await window.workbench.command('MCP Roll Call: Export Policy For...');
    await window.workbench.row('An MCP registry').waitFor();
    await window.workbench.screenshot('policy-export-targets');
    await window.workbench.pick('VS Code');
    await window.workbench.pick('Allowed and denied servers');
    await window.workbench.row('..').waitFor();
    await window.page.keyboard.press('Enter');
    await window.page.locator('.tab.active', { hasText: 'not written yet' }).waitFor();
    const toast = window.workbench.toasts.filter({ hasText: 'Nothing is enforced until somebody puts them where they count' });
    await toast.locator('.monaco-button', { hasText: 'Copy Settings' }).waitFor();
    await window.workbench.screenshot('policy-export-preview');
    await toast.locator('.monaco-button', { hasText: 'Write Files' }).click();
    await window.page.locator('.tab.active', { hasText: 'README.md' }).waitFor();
    await window.workbench.screenshot('policy-export-written');
    assert.ok(fs.existsSync(path.join(window.run.workspace, 'mcp-policy-vscode', 'loss-report.md')));
    fs.rmSync(path.join(window.run.workspace, 'mcp-policy-vscode'), { recursive: true });
  });

  it('approves a server as narrowly as can be, shown as a change before it is made', async () => {
    await window.workbench.openFile('.cursor/mcp.json');
    await window.workbench.goTo(4, 7);
    const fixes = await window.workbench.quickFixes('Approve `db` in policy');
    assert.ok(fixes.some((fix) => fix.includes('Register `db`')), fixes.join(' | '));
    await window.workbench.screenshot('policy-approve-fix');
    await window.page.keyboard.press('Escape');
    await window.workbench.applyQuickFix('Approve `db` in policy');
    const input = window.workbench.quickInput.locator('input').first();
    await window.workbench.quickInput.filter({ hasText: '1 of 3' }).waitFor();
    await input.fill('data-platform');
    await window.workbench.screenshot('policy-approve-owner');
    await window.page.keyboard.press('Enter');
    await window.workbench.quickInput.filter({ hasText: '2 of 3' }).waitFor();
    await input.fill('Only reads the shop');
    await window.page.keyboard.press('Enter');
    await window.workbench.quickInput.filter({ hasText: '3 of 3' }).waitFor();
    await input.fill('2020-01-01');
    await window.workbench.quickInput.filter({ hasText: 'This day is over' }).waitFor();
    await window.workbench.screenshot('policy-approve-day');
    await input.fill('2031-05-31');
    await window.workbench.quickInput.filter({ hasText: 'This day is over' }).waitFor({ state: 'hidden' });
    await window.page.keyboard.press('Enter');
    await window.workbench.row('Put this into the policy').waitFor();
    await window.page.locator('.editor-instance .diff-hidden-lines, .editor-instance .monaco-diff-editor').first().waitFor();
    await window.workbench.screenshot('policy-approve-diff');
    assert.ok(!fs.readFileSync(policy, 'utf8').includes('mcp-server-sqlite'), 'written before it was agreed to');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.tab.active.dirty', { hasText: 'policy.json' }).waitFor();
    await window.workbench.editorText('mcp-server-sqlite');
    await window.workbench.screenshot('policy-approved');
    assert.ok(!fs.readFileSync(policy, 'utf8').includes('mcp-server-sqlite'), 'saved by itself');
    await window.workbench.statusItem('MCP 3 of 6 approved').waitFor();
    await window.page.keyboard.press('Control+S');
    await window.workbench.statusItem('MCP 4 of 6 approved').waitFor();
    const entry = JSON.parse(fs.readFileSync(policy, 'utf8')).servers.at(-1);
    assert.deepEqual(
      [entry.state, entry.owner, entry.reason, entry.expires, entry.match[0].package.versions],
      ['approved', 'data-platform', 'Only reads the shop', '2031-05-31', ['2025.4.25']],
    );
  });

  it('says what must be done first where nothing narrow can be approved', async () => {
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.goTo(8, 7);
    await window.workbench.command('MCP Roll Call: Approve in Policy...');
    await window.workbench.toasts.filter({ hasText: 'is started without an exact version' }).waitFor();
    await window.workbench.screenshot('policy-approve-refused');
  });

  it('starts a policy from what is in use, in which nothing is approved that was not ticked', async () => {
    await window.workbench.command('MCP Roll Call: Start Policy from What I Use');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'npm:@contoso/ledger-mcp 1.4.2' }).waitFor();
    await window.workbench.screenshot('start-policy-nothing');
    const list = window.page.locator('.quick-input-list .monaco-list-row');
    await list.filter({ hasText: 'npm:@contoso/ledger-mcp 1.4.2' }).click();
    await list.filter({ hasText: 'stays pending: it is started without an exact version' }).click();
    await window.workbench.screenshot('start-policy-pick');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    const text = await window.workbench.editorText('policyVersion');
    assert.match(text, /approved/);
    await window.workbench.toasts.filter({ hasText: 'stays pending' }).waitFor();
    await window.workbench.codeLenses.filter({ hasText: 'Matches one server' }).first().waitFor();
    await window.workbench.command('MCP Roll Call: Run Policy Tests');
    await window.workbench.statusItem('5 passed').waitFor();
    await window.workbench.screenshot('start-policy-draft');
  });
});

describe('a policy that is kept elsewhere', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'policy-authoring', settings: () => ({ 'mcpRollCall.policy.url': 'https://policy.contoso.invalid/mcp.json', 'chat.disableAIFeatures': true }) });
  });
  after(() => window?.close());

  it('cannot be written here: what it does not approve can be registered', async () => {
    await window.workbench.openFile('.cursor/mcp.json');
    await window.workbench.goTo(4, 7);
    await window.workbench.command('MCP Roll Call: Approve in Policy...');
    const toast = window.workbench.toasts.filter({ hasText: 'you cannot write it' });
    await toast.waitFor();
    await toast.locator('.monaco-button', { hasText: 'Register' }).waitFor();
    await window.workbench.screenshot('policy-not-yours');
  });

  it('opens as it was last taken, with what there is to know of it', async () => {
    await window.workbench.command('MCP Roll Call: Open Policy');
    const text = await window.workbench.editorText('https://policy.contoso.invalid/mcp.json');
    assert.match(text, /Problem: The policy could not be got/);
    assert.match(text, /nothing is approved by it/);
    await window.workbench.screenshot('policy-fetched');
  });

  it('is one of several to choose from', async () => {
    await window.workbench.command('MCP Roll Call: Choose Policy File...');
    await window.workbench.row('..').waitFor();
    const file = path.join(window.run.root, 'policy.json');
    await window.workbench.quickInput.locator('input').first().fill(file);
    await window.workbench.row('policy.json').waitFor();
    await window.page.keyboard.press('Enter');
    await window.workbench.statusItem('policy incomplete').waitFor();
    await window.workbench.command('MCP Roll Call: Open Policy');
    const rows = window.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'policy.contoso.invalid' }).waitFor();
    await window.workbench.screenshot('policy-several');
    await rows.filter({ hasText: 'serial 1' }).click();
    await window.page.locator('.tab.active', { hasText: 'policy.json' }).waitFor();
  });
});
