import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { openWindow, type Locator, type Window } from './window.ts';

const dark = 'Default Dark Modern';
const pane = '.pane-body .monaco-list-row';

/** What a screen reader says of the lines on the screen, from top to bottom. */
async function spoken({ page }: Window): Promise<string[]> {
  const rows = page.locator(pane);
  return Promise.all(Array.from({ length: await rows.count() }, async (_, i) => (await rows.nth(i).getAttribute('aria-label')) ?? ''));
}

/** A line of the view by its whole label; the first where several have it. */
function line({ page }: Window, label: string): Locator {
  const exact = page.locator('.label-name').filter({ hasText: new RegExp(`^${label.replaceAll('.', '\\.')}$`, 'u') });
  return page.locator(pane).filter({ has: exact }).first();
}

/** The text that is selected in the active editor, by where the status bar says it is. */
async function selected({ workbench }: Window, at: string | RegExp): Promise<void> {
  await workbench.statusItem(at).waitFor();
}

/** Opens the filter and types, once it is there to be typed into. */
async function typeFilter({ workbench, page }: Window, typed: string): Promise<void> {
  await workbench.command('MCP Roll Call: Filter Servers...');
  await workbench.quickInput.filter({ hasText: 'Filter MCP Servers' }).waitFor();
  await page.keyboard.type(typed);
}

async function showView(window: Window): Promise<void> {
  await window.workbench.command('MCP Servers: Focus on MCP Servers View');
  await window.page.locator(pane).first().waitFor();
}

describe('the view MCP Servers', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'servers-view', settings: (run) => ({ 'mcpRollCall.policy.file': path.join(run.root, 'policy.json'), 'workbench.colorTheme': dark }) });
  });
  after(() => window?.close());

  it('opens from the status bar, grouped by verdict, what needs somebody first, and says so to a screen reader', async () => {
    await window.workbench.statusItem('MCP 4 of 9 approved').click();
    await line(window, 'ledger').waitFor();
    assert.deepEqual(await spoken(window), [
      'Revoked, 1',
      'db, revoked, VS Code, Claude Code, 3 more clients, .mcp.json line 4',
      'Unknown, 2',
      'reader](command:x)\\u{202E}txt.exe, unknown, Cursor, ~/.cursor/mcp.json line 4',
      'weather, unknown, 2 places',
      'Pending, 1',
      'browser, pending, VS Code, .vscode/mcp.json line 12',
      'Conditional, 1',
      'ledger, conditional, VS Code, .vscode/mcp.json line 4',
      'Approved, 1',
      'github, approved, 3 places',
      'Not Fully Read, 1',
      '.cursor/mcp.json, not read, line 1: A merge conflict is not resolved here.',
      'Disabled, 1',
    ]);
    await window.workbench.screenshot('servers-by-verdict');
  });

  it('counts in its badge what needs attention', async () => {
    const badge = window.page.locator('.activitybar .action-item', { hasText: '5' }).locator('.badge-content');
    assert.equal(await badge.innerText(), '5');
  });

  it('a click goes to the exact place of the name', async () => {
    await line(window, 'ledger').click();
    await selected(window, 'Ln 4, Col 13 (8 selected)');
    await line(window, 'db').click();
    await selected(window, 'Ln 4, Col 9 (4 selected)');
    await window.workbench.screenshot('servers-opened');
  });

  it('by keyboard: into the view, to one of several places, Enter', async () => {
    await showView(window);
    await window.page.keyboard.press('Home');
    for (let i = 0; i < 4; i++) await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('ArrowRight');
    await line(window, '~/.claude.json').waitFor();
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('ArrowDown');
    await window.workbench.screenshot('servers-places');
    await window.page.keyboard.press('Enter');
    await selected(window, /Ln (3|8), Col 1\d \(9 selected\)/);
    await showView(window);
    await window.page.keyboard.press('ArrowLeft');
    await window.page.keyboard.press('ArrowLeft');
  });

  it('has the actions on a line, and all of them in its menu', async () => {
    const weather = line(window, 'weather');
    await weather.hover();
    const actions = weather.locator('.actions .action-label');
    await actions.first().waitFor();
    const titles = await Promise.all(Array.from({ length: await actions.count() }, (_, i) => actions.nth(i).getAttribute('aria-label')));
    await window.workbench.screenshot('servers-actions');
    assert.deepEqual(titles, ['Go to Declaration', 'Register This Server...', 'Explain Verdict']);
    await weather.click({ button: 'right' });
    const menu = window.page.locator('.context-view .monaco-menu .action-item .action-label');
    await menu.first().waitFor();
    await window.workbench.screenshot('servers-menu');
    assert.deepEqual((await menu.allInnerTexts()).filter(Boolean), ['Go to Declaration', 'Listen to Server...', 'Register This Server...', 'Approve in Policy...', 'Explain Verdict', 'Block a Server Everywhere...', 'Copy Server Id']);
    await window.page.keyboard.press('Escape');
    await weather.hover();
    await weather.locator('.actions .action-label[aria-label^="Explain"]').click();
    assert.match(await (await window.workbench.inWebview('h1')).innerText(), /weather.* is unknown/);
    await line(window, 'ledger').hover();
    assert.equal(await line(window, 'ledger').locator('.actions .action-label[aria-label^="Register"]').count(), 0, 'what is approved need not be registered');
  });

  it('shows over a line what it is, and nothing that a name would make of it', async () => {
    await line(window, 'ledger').hover();
    const box = window.page.locator('.workbench-hover');
    await box.filter({ hasText: 'payments-platform (policy)' }).first().waitFor();
    const text = (await box.first().innerText()).replaceAll('\u00a0', ' ');
    await window.workbench.screenshot('servers-tooltip');
    for (const part of ['ledger — conditional', 'npm package @contoso/ledger-mcp 1.4.2', 'Read only', '.vscode/mcp.json line 4 (VS Code)', 'First seen', 'Exposure']) assert.ok(text.includes(part), `${part} is missing in ${text}`);
    await line(window, 'github').hover();
    await box.filter({ hasText: 'developer-experience' }).first().waitFor();
    await window.page.locator(pane, { hasText: 'reader' }).first().hover();
    await box.filter({ hasText: 'txt.exe' }).first().waitFor();
    assert.equal(await box.locator('a').count(), 0, 'scanned text became a link');
    await window.workbench.screenshot('servers-tooltip-hostile');
  });

  it('groups by client and by file, and remembers it', async () => {
    // Not from the page on the verdict: a webview that gets its focus back closes the list that has just opened.
    await window.workbench.openFile('.vscode/mcp.json');
    await window.page.locator('.sidebar .title-actions .action-label[aria-label^="Group Servers By"]').click();
    await window.workbench.pick('Client');
    await line(window, 'Claude Code').waitFor();
    await window.workbench.screenshot('servers-by-client');
    assert.deepEqual((await spoken(window)).filter((text) => /^[^,]+, \d+$/u.test(text)), ['VS Code, 5', 'Claude Code, 4', 'GitHub Copilot CLI, 2', 'Cursor, 3', 'Visual Studio, 2', 'Not Fully Read, 1']);
    await window.workbench.command('MCP Roll Call: Group Servers By...');
    await window.workbench.pick('File');
    await line(window, '~/.cursor/mcp.json').waitFor();
    await window.workbench.screenshot('servers-by-file');
    await window.workbench.command('Developer: Reload Window');
    await window.workbench.statusItem('MCP 4 of 9').waitFor();
    await showView(window);
    await line(window, '~/.cursor/mcp.json').waitFor();
    await window.workbench.command('MCP Roll Call: Group Servers By...');
    await window.workbench.pick('Verdict');
    await line(window, 'Revoked').waitFor();
  });

  it('filters as one types; Escape takes it back, Enter keeps it, and it can be cleared', async () => {
    await typeFilter(window, 'github home/.cursor');
    await window.page.locator('.tree-explorer-viewlet-tree-view .message', { hasText: '1 of 8 match “github home/.cursor”' }).waitFor();
    await line(window, 'Revoked').waitFor({ state: 'detached' });
    assert.deepEqual(await spoken(window), ['Approved, 1', 'github, approved, Cursor, ~/.cursor/mcp.json line 3']);
    await window.workbench.screenshot('servers-filter');
    await window.page.keyboard.press('Escape');
    await line(window, 'ledger').waitFor();
    await typeFilter(window, 'nobody');
    await window.page.locator('.tree-explorer-viewlet-tree-view .message', { hasText: 'Nothing matches “nobody”.' }).waitFor();
    await window.page.keyboard.press('Enter');
    await window.workbench.screenshot('servers-filter-nothing');
    await window.workbench.command('MCP Roll Call: Clear Filter');
    await line(window, 'ledger').waitFor();
  });

  it('has what no client reads in a group of its own, closed', async () => {
    const copy = path.join(window.run.workspace, 'templates', '.mcp.json');
    fs.mkdirSync(path.dirname(copy));
    fs.writeFileSync(copy, '{ "mcpServers": { "scaffold": { "command": "npx", "args": ["-y", "scaffold-mcp"] } } }');
    await window.workbench.openFile('templates/.mcp.json');
    await line(window, 'Dormant').click();
    await line(window, 'scaffold').waitFor();
    assert.equal(await line(window, 'scaffold').getAttribute('aria-label'), 'scaffold, dormant, VS Code, Claude Code, 3 more clients, templates/.mcp.json line 1');
    await window.workbench.screenshot('servers-dormant');
    await line(window, 'Dormant').click();
  });

  it('follows what is typed, and keeps what is selected and open', async () => {
    await line(window, 'github').locator('.monaco-tl-twistie').click();
    await line(window, '~/.cursor/mcp.json').waitFor();
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.goTo(4, 6);
    await window.page.keyboard.type('old-');
    await line(window, 'old-ledger').waitFor();
    assert.ok(await line(window, '~/.cursor/mcp.json').isVisible(), 'what was open is closed');
    await window.page.keyboard.press('Control+Z');
    await line(window, 'ledger').waitFor();
  });

  it('switches off what its client lets a file switch off, and one undo brings it back', async () => {
    const file = path.join(window.run.home, '.claude.json');
    const before = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, before.replace('"mcpServers": { "notes":', '"mcpServers": { "diary": { "command": "npx", "args": ["-y", "diary-mcp@1.0.0"] }, "notes":'));
    await line(window, 'diary').waitFor();
    await line(window, 'ledger').hover();
    assert.equal(await line(window, 'ledger').locator('.actions .action-label[aria-label^="Disable"]').count(), 0, 'VS Code’s own file has no key for that');
    await line(window, 'diary').hover();
    await window.workbench.screenshot('servers-disable');
    await line(window, 'diary').locator('.actions .action-label[aria-label^="Disable"]').click();
    await window.workbench.editorText('"disabledMcpServers": ["notes", "diary"]');
    await window.workbench.statusItem('MCP 4 of 9').waitFor();
    assert.match(fs.readFileSync(file, 'utf8'), /"disabledMcpServers": \["notes", "diary"\]/u);
    await window.workbench.screenshot('servers-disabled');
    await window.page.keyboard.press('Control+Z');
    await window.workbench.statusItem('MCP 4 of 10').waitFor();
  });

  it('copies the id that is the same on every machine', async () => {
    await line(window, 'ledger').click({ button: 'right' });
    await window.page.locator('.context-view .monaco-menu .action-item', { hasText: 'Copy Server Id' }).first().waitFor();
    await window.page.keyboard.press('ArrowUp');
    await window.page.keyboard.press('Enter');
    await window.workbench.statusItem('Copied pkg:npm/%40contoso/ledger-mcp').waitFor();
  });
});

describe('the view MCP Servers with nothing in it', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'nothing', settings: () => ({ 'workbench.colorTheme': dark }) });
  });
  after(() => window?.close());

  it('welcomes with what can be done, and fills when there is something', async () => {
    await window.workbench.statusItem('MCP 0').click();
    const welcome = window.page.locator('.welcome-view-content');
    await welcome.filter({ hasText: 'No MCP server is declared' }).waitFor();
    await window.workbench.screenshot('servers-welcome');
    assert.deepEqual(await welcome.locator('.monaco-button').allInnerTexts(), ['Rescan', 'Choose Policy File...']);
    fs.writeFileSync(path.join(window.run.workspace, '.mcp.json'), JSON.stringify({ mcpServers: { weather: { command: 'npx', args: ['weather-mcp-server'] } } }));
    await line(window, 'weather').waitFor();
    assert.deepEqual(await spoken(window), ['Choose a policy file…', 'Start a policy from what I use', 'No Policy, 1', 'weather, no policy, VS Code, Claude Code, 3 more clients, .mcp.json line 1']);
    await window.workbench.screenshot('servers-no-policy');
  });
});

describe('the view MCP Servers in a light window', () => {
  let window: Window;

  before(async function () {
    this.timeout(120_000);
    window = await openWindow({ fixture: 'servers-view', settings: (run) => ({ 'mcpRollCall.policy.file': path.join(run.root, 'policy.json'), 'workbench.colorTheme': 'Default Light Modern' }) });
  });
  after(() => window?.close());

  it('can be read there too', async () => {
    await window.workbench.statusItem('MCP 4 of 9').waitFor();
    await showView(window);
    await line(window, 'Disabled').click();
    await line(window, 'notes').waitFor();
    assert.equal((await spoken(window)).at(-1), 'notes, disabled, Claude Code, ~/.claude.json line 7');
    await window.workbench.screenshot('servers-light');
  });

  it('follows a file of the user account, and goes to what must not be used', async () => {
    const file = path.join(window.run.home, '.cursor/mcp.json');
    fs.writeFileSync(file, JSON.stringify({ mcpServers: { github: { url: 'https://api.githubcopilot.com/mcp/' } } }));
    await window.workbench.statusItem('MCP 4 of 8 approved').waitFor();
    await window.page.locator(pane).filter({ hasText: 'reader' }).waitFor({ state: 'detached' });
    await line(window, 'db').click();
    await selected(window, 'Ln 4');
    await window.page.locator('.squiggly-error').first().waitFor();
    await window.workbench.statusItem('Activating Extensions').waitFor({ state: 'detached' });
    await window.workbench.screenshot('servers');
  });
});
