import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { acceptAll, closeAll, started, told, until, uri } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');

describe('the shelf', () => {
  let before = '';
  beforeEach(async () => {
    await started();
    before = fs.readFileSync(config().fsPath, 'utf8');
    await until('what is told', () => told(config()).length > 0);
  });
  afterEach(closeAll);

  it('Add Approved Server puts one into the file, which is approved there at once, not saved, and gone with one undo', async () => {
    const editor = await acceptAll(() => vscode.commands.executeCommand('mcpRollCall.addApprovedServer', { search: 'ledger' }));
    assert.equal(editor.document.uri.fsPath, config().fsPath);
    const text = editor.document.getText();
    assert.equal(text.slice(0, before.lastIndexOf('    }\n  }\n}') + 5), before.slice(0, before.lastIndexOf('    }\n  }\n}') + 5), 'what was there is another');
    assert.match(text, /"ledger-query": \{\s+"type": "stdio",\s+"command": "npx",\s+"args": \["-y", "@contoso\/ledger-mcp@1\.4\.2", "--read-only"\],\s+"env": \{\s+"LEDGER_TOKEN": "\$\{input:ledger-query-ledger-token\}"/);
    assert.match(text, /"password": true/);
    assert.equal(editor.document.getText(editor.selection), '"ledger-query"', 'it is not shown');
    assert.ok(editor.document.isDirty);
    assert.equal(fs.readFileSync(config().fsPath, 'utf8'), before, 'it was saved');
    await vscode.commands.executeCommand('mcpRollCall.rescan');
    assert.deepEqual(told(config()).filter((message) => message.includes('ledger')), []);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  it('makes the file where there is none, as one edit', async () => {
    fs.rmSync(config().fsPath);
    await vscode.commands.executeCommand('mcpRollCall.rescan');
    try {
      const { document } = await acceptAll(() => vscode.commands.executeCommand('mcpRollCall.addApprovedServer', { search: 'notion' }));
      assert.equal(document.uri.fsPath, config().fsPath);
      assert.deepEqual(JSON.parse(document.getText()), { servers: { notion: { type: 'http', url: 'https://mcp.notion.com/mcp' } } });
      assert.ok(document.isDirty, 'it was saved');
      assert.equal(fs.readFileSync(config().fsPath, 'utf8'), '', 'it was saved');
      assert.ok(await document.save());
      await vscode.commands.executeCommand('mcpRollCall.rescan');
      assert.deepEqual(told(config()), []);
    } finally {
      fs.writeFileSync(config().fsPath, before);
    }
  });

  it('takes the file away again with one undo, where it made it', async () => {
    fs.rmSync(config().fsPath);
    try {
      await vscode.commands.executeCommand('mcpRollCall.rescan');
      await acceptAll(() => vscode.commands.executeCommand('mcpRollCall.addApprovedServer', { search: 'notion' }));
      await vscode.commands.executeCommand('undo');
      assert.ok(!fs.existsSync(config().fsPath), 'it is still there');
    } finally {
      fs.writeFileSync(config().fsPath, before);
    }
  });

  it('is offered in place of a server that is not approved; once it was looked at, it is approved', async () => {
    const document = await vscode.workspace.openTextDocument(config());
    await vscode.window.showTextDocument(document);
    const at = document.positionAt(document.getText().indexOf('"issues"') + 1);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, new vscode.Range(at, at), vscode.CodeActionKind.QuickFix.value);
    assert.deepEqual(actions.slice(0, 5).map(({ title }) => title), ['Use the approved `GitHub MCP Server` instead (https://api.githubcopilot.com/mcp/)', 'Register `issues`…', 'Approve `issues` in policy…', 'Explain the verdict on `issues`', 'Add an approved server…']);
    const { command, arguments: given } = actions[0]!.command!;
    await acceptAll(() => vscode.commands.executeCommand(command, ...given!));
    assert.match(document.getText(), /"issues": \{\s+\/\/ Archived by now\.\s+"type": "http",\s+"url": "https:\/\/api\.githubcopilot\.com\/mcp\/"\s+\}/);
    await until('nothing told', () => told(config()).length === 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});
