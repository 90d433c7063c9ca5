import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { voice } from '../../servers/voice.ts';
import { started, uri, write } from '../in-host.ts';

describe('Restricted Mode, when a server is to be listened to', () => {
  const state = path.join(process.env['TEST_RUN']!, 'connections.json');
  const config = (): vscode.Uri => uri('.mcp.json');
  const said: string[] = [];

  before(async () => {
    await started();
    const say = (text: string): Promise<undefined> => {
      said.push(text);
      return Promise.resolve(undefined);
    };
    Object.assign(vscode.window, { showInformationMessage: say, showWarningMessage: say, showErrorMessage: say });
    write(config(), JSON.stringify({ mcpServers: { ledger: { command: 'node', args: voice({ state }).args } } }));
    await vscode.commands.executeCommand('mcpRollCall.rescan');
  });
  after(() => fs.rmSync(config().fsPath));

  for (const command of ['listen', 'recheck', 'approveVoice'])
    it(`${command} starts nothing, and says why`, async () => {
      said.length = 0;
      await vscode.commands.executeCommand(`mcpRollCall.${command}`, { file: config().fsPath, path: ['mcpServers', 'ledger'] });
      assert.deepEqual(said, ['MCP Roll Call starts and calls no server in Restricted Mode: what would run is what this folder says. Trust the folder first, if you do.']);
      assert.ok(!fs.existsSync(state));
    });
});
