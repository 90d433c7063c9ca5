import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../../package.json';
import { closeAll, extensionId, started, until, uri } from '../in-host.ts';

describe('commands', () => {
  before(started);
  afterEach(closeAll);

  it('are all there, with category and icon', async () => {
    const all = await vscode.commands.getCommands(true);
    for (const { command, category, icon } of manifest.contributes.commands) {
      assert.ok(all.includes(command), `${command} is not registered`);
      assert.equal(category, 'MCP Roll Call');
      assert.match(icon, /^\$\([a-z-]+\)$/);
    }
  });

  it('Open Policy opens the file that the user’s settings name', async () => {
    await vscode.commands.executeCommand('mcpRollCall.openPolicy');
    await until('the policy', () => vscode.window.activeTextEditor?.document.fileName.endsWith('policy.json'));
  });

  it('Start Policy from What I Use drafts one with everything pending, and saves nothing', async () => {
    void vscode.commands.executeCommand('mcpRollCall.startPolicy');
    // With nothing ticked.
    const accept = setInterval(() => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'), 200);
    const text = await until('the draft', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.isUntitled && document.getText().includes('policyVersion') ? document.getText() : undefined;
    }).finally(() => clearInterval(accept));
    assert.match(text, /weather-mcp-server/);
    assert.ok(!/"state": "approved"/.test(text));
    assert.ok(!text.includes('b7Qw93kdZp02mm4T'), 'a secret was copied');
  });

  it('Explain Verdict opens a page on the server the cursor is in', async () => {
    const document = await vscode.workspace.openTextDocument(uri('.vscode', 'mcp.json'));
    const editor = await vscode.window.showTextDocument(document);
    const at = document.positionAt(document.getText().indexOf('weather-mcp-server'));
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('mcpRollCall.explainVerdict');
    await until('the page', () => vscode.window.tabGroups.all.some((group) => group.tabs.some((tab) => /weather — verdict/.test(tab.label))));
  });

  it('the settings that touch trust cannot be set by a workspace', () => {
    const properties = manifest.contributes.configuration.properties;
    assert.equal(properties['mcpRollCall.policy.file'].scope, 'machine');
    assert.equal(properties['mcpRollCall.userConfigs.enabled'].scope, 'application');
    for (const { markdownDescription } of Object.values(properties)) assert.ok(markdownDescription.length > 40);
  });

  it('the extension declares what it does in untrusted and virtual workspaces', () => {
    const { capabilities, activationEvents } = vscode.extensions.getExtension(extensionId)!.packageJSON;
    assert.deepEqual(activationEvents, ['onStartupFinished']);
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
    assert.equal(capabilities.virtualWorkspaces.supported, 'limited');
  });
});
