import * as fs from 'node:fs';
import * as path from 'node:path';
import { openWindow, type Window } from './window.ts';

describe('VS Code’s own list of servers, with a deny list in the user’s settings', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'native', settings: ({ root }) => JSON.parse(fs.readFileSync(path.join(root, 'denied.json'), 'utf8')) as Record<string, unknown> });
  });
  after(() => window?.close());

  it('shows one server running and the canary refused', async () => {
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.codeLenses.filter({ hasText: 'Start' }).first().waitFor();
    console.log(await window.workbench.codeLenses.allInnerTexts());
    await window.workbench.screenshot('native-before');
    await window.workbench.codeLenses.filter({ hasText: 'Start' }).first().click();
    await window.workbench.codeLenses.filter({ hasText: 'Running' }).first().waitFor();
    console.log(await window.workbench.codeLenses.allInnerTexts());
    await window.workbench.screenshot('native-started');
    await window.workbench.command('MCP: List Servers');
    await window.workbench.row('ledger').waitFor();
    console.log(await window.page.locator('.quick-input-list .monaco-list-row').allInnerTexts());
    await window.workbench.screenshot('native-list');
  });
});
