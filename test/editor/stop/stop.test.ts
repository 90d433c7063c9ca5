import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, started, uri } from '../in-host.ts';

const home = process.env['TEST_HOME']!;
const config = (): string => uri('.vscode', 'mcp.json').fsPath;
const userConfig = path.join(process.env['TEST_RUN']!, 'vscode/data/User/mcp.json');
const read = (file: string): string => fs.readFileSync(file, 'utf8');

/** Whether the server that calls itself so runs. */
function runs(name: string): boolean {
  try {
    process.kill(Number(read(path.join(home, `tiny-${name}.pid`))), 0);
    return true;
  } catch {
    return false;
  }
}

async function wait(what: string, is: () => boolean, limit = 20_000): Promise<void> {
  const end = Date.now() + limit;
  while (!is()) {
    if (Date.now() > end) throw new Error(`${what}: not within ${limit} ms`);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

/** Notifications are hidden in a window under test: what the extension says, and what it offers, is written down here. */
const notices: { text: string; offered: string[] }[] = [];
const real = { showInformationMessage: vscode.window.showInformationMessage, showWarningMessage: vscode.window.showWarningMessage };
/** What is shown before anything is changed. */
let preview = '';

async function block(accept = 'workbench.action.acceptSelectedQuickOpenItem'): Promise<void> {
  const answer = setInterval(() => {
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'mcp-roll-call-stop')?.document.getText();
    if (shown === undefined) return;
    preview = shown;
    void vscode.commands.executeCommand(accept);
  }, 150);
  try {
    await vscode.commands.executeCommand('mcpRollCall.blockEverywhere', { file: config(), path: ['servers', 'tiny'] });
  } finally {
    clearInterval(answer);
  }
}

describe('an emergency stop', function () {
  this.timeout(90_000);
  let texts: Record<string, string> = {};

  before(async () => {
    const say = (text: string, ...offered: string[]): Promise<undefined> => {
      notices.push({ text, offered });
      return Promise.resolve(undefined);
    };
    Object.assign(vscode.window, { showInformationMessage: say, showWarningMessage: say });
    await started();
    await vscode.commands.executeCommand('mcpRollCall.rescan');
    texts = { [config()]: read(config()), [userConfig]: read(userConfig) };
  });
  beforeEach(() => {
    notices.length = 0;
    preview = '';
  });
  after(async () => {
    Object.assign(vscode.window, real);
    await closeAll();
  });

  it('changes nothing where the user leaves at the preview', async () => {
    await block('workbench.action.closeQuickOpen');
    assert.match(preview, /^# Block everywhere: node \$\{userHome\}\/tiny\.cjs\n\nNothing has been changed yet\.\n\n- Switched on now: 2 declarations\n- Files to change: 2\n/);
    assert.ok(!preview.includes('a-value-that-nobody-sees'), 'the preview shows a secret');
    assert.deepEqual({ [config()]: read(config()), [userConfig]: read(userConfig) }, texts);
  });

  it('stops the server that runs and leaves the other running, in the workspace’s and the user’s file; undone, both are what they were to the byte', async () => {
    for (const name of ['tiny', 'other']) await vscode.commands.executeCommand('workbench.mcp.startServer', `mcp.config.ws0.${name}`);
    await wait('the servers run', () => runs('blocked') && runs('kept'));
    await block();
    assert.match(preview, /Takes out `tiny`/);
    await wait('the server ends', () => !runs('blocked'));
    assert.ok(runs('kept'), 'the other one ended too');
    assert.equal(read(config()), texts[config()]!.replace(/ {4}"tiny".*\n/, ''));
    assert.deepEqual(JSON.parse(read(userConfig)), { servers: {}, inputs: [] });
    assert.deepEqual(notices, [{ text: 'node ${userHome}/tiny.cjs is blocked in 2 files.', offered: ['Undo'] }]);

    // Stopped is not started again, either.
    await vscode.commands.executeCommand('workbench.mcp.startServer', 'mcp.config.ws0.tiny');
    await new Promise((resolve) => { setTimeout(resolve, 1500); });
    assert.ok(!runs('blocked'), 'it was started again');

    await vscode.commands.executeCommand('mcpRollCall.undoStop');
    assert.deepEqual({ [config()]: read(config()), [userConfig]: read(userConfig) }, texts);
    assert.match(notices.at(-1)!.text, /^2 files are as before node \$\{userHome\}\/tiny\.cjs was blocked\.$/);
    assert.deepEqual(fs.readdirSync(path.dirname(config())), ['mcp.json'], 'something was left behind');

    await wait('VS Code knows it again', () => {
      void vscode.commands.executeCommand('workbench.mcp.startServer', 'mcp.config.ws0.tiny');
      return runs('blocked');
    });
  });

  it('leaves a file alone that is being typed in, and says so', async () => {
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(config()));
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '  // being typed\n'));
    try {
      await block('workbench.action.closeQuickOpen');
      assert.match(preview, /- `\.vscode\/mcp\.json` \(`tiny`\): It has unsaved changes\. Save them or take them back, and block the server again\./);
    } finally {
      await closeAll();
    }
  });
});
