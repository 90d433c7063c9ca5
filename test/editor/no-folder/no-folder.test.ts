import assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, ours, started, told, until } from '../in-host.ts';

describe('a window without a folder', () => {
  before(started);
  afterEach(closeAll);

  it('checks the user’s own config file while it is open', async () => {
    const config = vscode.Uri.file(path.join(process.env['TEST_HOME']!, '.cursor', 'mcp.json'));
    await vscode.window.showTextDocument(config);
    const [message] = await until('the diagnostic', () => told(config).length > 0 && told(config));
    assert.match(message!, /not-approved: .*`weather`/);
    await closeAll();
  });

  it('drafts a registration into a new document, since there is no folder for it', async () => {
    const config = vscode.Uri.file(path.join(process.env['TEST_HOME']!, '.cursor', 'mcp.json'));
    await vscode.commands.executeCommand('mcpRollCall.registerServer', { file: config.fsPath, path: ['mcpServers', 'weather'] });
    const document = await until('the stub', () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.isUntitled && active.getText().includes('weather-mcp-server') ? active : undefined;
    });
    await until('its diagnostics', () => ours(document.uri).length > 3);
  });
});
