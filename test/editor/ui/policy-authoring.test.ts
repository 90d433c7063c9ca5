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
    await window.page.locator('.activitybar .action-label[aria-label^="Testing"]').click();
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
});
