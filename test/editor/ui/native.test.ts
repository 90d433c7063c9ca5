import assert from 'node:assert/strict';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openWindow, type Window, type WindowOptions } from './window.ts';

/** What the real program exports of the policy that lies in the run's folder. */
async function exported(): Promise<NonNullable<WindowOptions['settings']>> {
  const root = process.env['TEST_ROOT']!;
  const { exportedDenials } = await import(pathToFileURL(path.join(root, 'test/editor/exported-denials.mjs')).href) as { exportedDenials: (root: string, run: object) => Record<string, unknown> };
  return (run) => exportedDenials(root, run);
}

/** Starts what lets itself be started in `.vscode/mcp.json`, and reads VS Code's own list of servers. */
async function listed({ workbench, page }: Window, startable: number): Promise<readonly string[]> {
  await workbench.openFile('.vscode/mcp.json');
  const start = workbench.codeLenses.filter({ hasText: /(?<![A-Za-z])Start\s*$/ });
  // A refused server shows *Start* too, until VS Code has read its lists.
  if (startable < 2) await workbench.codeLenses.filter({ hasText: /Error/ }).first().waitFor();
  await start.nth(startable - 1).waitFor();
  // Lenses are drawn anew while servers start, so that a click may hit nothing.
  const running = workbench.codeLenses.filter({ hasText: /Running\s*$/ });
  for (let tries = 0; tries < 10 && (await running.count()) < startable; tries++) {
    const next = running.nth(await running.count());
    await start.first().click({ timeout: 5000 }).catch(() => undefined);
    await next.waitFor({ timeout: 5000 }).catch(() => undefined);
  }
  assert.equal(await running.count(), startable);
  assert.equal(await start.count(), 0);
  await workbench.command('MCP: List Servers');
  await workbench.row('canary').waitFor();
  const rows = (await page.locator('.quick-input-list .monaco-list-row').allInnerTexts()).map((row) => row.replace(/\n.*/su, ''));
  // In whichever order they came to be known.
  return rows.filter((row) => /^(?:canary|ledger)/.test(row)).toSorted();
}

describe('VS Code’s own list of servers', () => {
  let window: Window | undefined;
  afterEach(() => window?.close());

  it('shows the canary refused and the other server running, with an exported deny list in the user’s settings', async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'native', settings: await exported() });
    const [canary, ledger, ...others] = await listed(window, 1);
    assert.match(canary ?? '', /^canaryError .*blocked by your organization's policy/);
    assert.deepEqual([ledger, others], ['ledgerRunning', []]);
    await window.workbench.statusItem('1 denied').waitFor();
    await window.workbench.screenshot('native-list');
  });

  it('shows both running without it', async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'native' });
    assert.deepEqual(await listed(window, 2), ['canaryRunning', 'ledgerRunning']);
  });
});
