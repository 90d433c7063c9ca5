import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { acceptAll, closeAll, started, told, until, uri } from '../in-host.ts';

describe('Restricted Mode', () => {
  before(started);
  afterEach(closeAll);

  it('is on, and config files are checked all the same', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const config = uri('.vscode', 'mcp.json');
    const [message] = await until('the diagnostic', () => told(config).length > 0 && told(config));
    assert.match(message!, /not-approved: .*`weather`/);
  });

  it('drafts a registration, without asking git', async () => {
    await vscode.commands.executeCommand('mcpRollCall.registerServer', { file: uri('.vscode', 'mcp.json').fsPath, path: ['servers', 'weather'] });
    const document = await until('the stub', () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.fileName.endsWith('.server.json') ? active : undefined;
    });
    assert.ok(!/git history/i.test(document.getText()));
  });

  it('puts an approved server into a file, since that starts nothing and the policy is not the workspace’s', async () => {
    const { document } = await acceptAll(() => vscode.commands.executeCommand('mcpRollCall.addApprovedServer', { search: 'github' }));
    assert.match(document.getText(), /"url": "https:\/\/api\.githubcopilot\.com\/mcp\/"/);
    assert.ok(document.isDirty);
  });

  it('drafts nothing unasked, whatever the user’s settings', async () => {
    const drafts = (): string[] => (fs.existsSync(uri('mcp-registrations').fsPath) ? fs.readdirSync(uri('mcp-registrations').fsPath) : []);
    const before = drafts();
    await vscode.workspace.getConfiguration('mcpRollCall').update('registration.draftUnknown', true, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('mcpRollCall.rescan');
    await new Promise((resolve) => setTimeout(resolve, 3500));
    assert.deepEqual(drafts(), before);
    await vscode.workspace.getConfiguration('mcpRollCall').update('registration.draftUnknown', undefined, vscode.ConfigurationTarget.Global);
  });
});
