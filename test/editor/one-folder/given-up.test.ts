import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, started, told, until, uri } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const latest = (): string[] => told(config()).filter((message) => message.includes('`ledger-latest`'));

describe('an edit that is given up', () => {
  before(async () => {
    await started();
    await until('the verdict', () => latest().length === 1);
  });
  afterEach(closeAll);

  // What is accepted is remembered some 600 ms after an assessment: whenever it is given up around then, nothing may stay behind.
  for (const after of [350, 480, 560, 620]) {
    it(`after ${after} ms leaves nothing that was accepted`, async () => {
      const document = await vscode.workspace.openTextDocument(config());
      const editor = await vscode.window.showTextDocument(document);
      const at = document.positionAt(document.getText().lastIndexOf('"@contoso/ledger-mcp"') + '"@contoso/ledger-mcp'.length);
      await editor.edit((edit) => edit.insert(at, '@1.4.2'));
      await until('the pinned one approved', () => latest().length === 0);
      await wait(after);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await until('the verdict again', () => latest().length === 1);
      await wait(900);
      assert.match(latest()[0]!, /^not-approved: /);
    });
  }
});
