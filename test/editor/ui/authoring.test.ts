import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { openWindow, type Window } from './window.ts';

describe('writing a manifest in a window', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'authoring' });
  });
  after(() => window?.close());

  it('is suggested where the server is built, and begins with what its package says', async () => {
    await window.workbench.openFile('package.json');
    const lens = window.workbench.codeLenses.filter({ hasText: 'This builds an MCP server' }).first();
    await lens.waitFor();
    await window.workbench.screenshot('manifest-hint');
    // VS Code draws its lenses anew when others come, and a click on one that is being replaced goes nowhere.
    const opened = window.page.locator('.tab.active', { hasText: 'server.json' });
    for (let i = 0; i < 5 && !(await opened.isVisible()); i++) {
      await lens.click();
      await opened.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    const text = await window.workbench.editorText('io.github.contoso/ledger-mcp');
    for (const part of ['"identifier": "@contoso/ledger-mcp"', '"version": "1.4.2"', 'github.com/contoso/payments']) assert.ok(text.includes(part), `${part} is missing in ${text}`);
    await window.workbench.statusItem(/selected\)/).waitFor();
    await window.workbench.screenshot('new-manifest');
    assert.ok(!fs.existsSync(path.join(window.run.workspace, 'server.json')), 'written before it was saved');
  });

  it('is helped by completion and hovers, the contract included, offline', async () => {
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('Control+S');
    await window.page.locator('.tab.active:not(.dirty)', { hasText: 'server.json' }).waitFor();
    const lines = fs.readFileSync(path.join(window.run.workspace, 'server.json'), 'utf8').split('\n');
    const line = lines.findIndex((one) => one.includes('"classification"')) + 1;
    await window.workbench.goTo(line, lines[line - 1]!.indexOf('classification') + 3);
    const hover = await window.workbench.hover('how sensitive the data is');
    assert.ok(hover.includes('classes'));
    await window.workbench.screenshot('manifest-hover');
    await window.page.keyboard.press('Escape');
    await window.workbench.goTo(line, lines[line - 1]!.indexOf('"TODO') + 2);
    await window.page.keyboard.press('Control+Space');
    const list = window.page.locator('.suggest-widget .monaco-list-row', { hasText: 'confidential' }).first();
    await list.waitFor();
    await window.workbench.screenshot('manifest-completion');
    await window.page.keyboard.press('Escape');
  });

  it('is no longer suggested once there is one', async () => {
    await window.workbench.openFile('package.json');
    await window.workbench.editorText('@modelcontextprotocol/sdk');
    await window.workbench.codeLenses.filter({ hasText: 'This builds an MCP server' }).first().waitFor({ state: 'hidden' });
  });
});
