import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, started, told, until, uri } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');

async function actionsAt(document: vscode.TextDocument, text: string): Promise<vscode.CodeAction[]> {
  const offset = document.getText().indexOf(text);
  const range = new vscode.Range(document.positionAt(offset + 1), document.positionAt(offset + 1));
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, vscode.CodeActionKind.QuickFix.value);
}

describe('quick fixes', () => {
  before(async () => {
    await started();
    await until('diagnostics', () => told(config()).length >= 3);
  });
  afterEach(closeAll);

  it('pin an unpinned package to the approved version: preferred, and undone by one undo', async () => {
    const document = await vscode.workspace.openTextDocument(config());
    await vscode.window.showTextDocument(document);
    const before = document.getText();
    const actions = await actionsAt(document, '"@contoso/ledger-mcp", ');
    assert.deepEqual(
      // VS Code's own assistant may add actions behind ours.
      actions.slice(0, 3).map((action) => [action.title, action.isPreferred ?? false]),
      [
        ['Pin to 1.4.2, the approved version', true],
        ['Register `ledger-latest`…', false],
        ['Explain the verdict on `ledger-latest`', false],
      ],
    );
    assert.ok(await vscode.workspace.applyEdit(actions[0]!.edit!));
    assert.equal(document.getText(), before.replace('"@contoso/ledger-mcp", ', '"@contoso/ledger-mcp@1.4.2", '));
    await until('the server approved', () => told(config()).length === 2);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('move a secret to an input once that was looked at, saying first that it must be replaced', async () => {
    const document = await vscode.workspace.openTextDocument(config());
    await vscode.window.showTextDocument(document);
    const [move] = await actionsAt(document, '"b7Qw93kdZp02mm4T"');
    assert.equal(move!.title, 'Move it to an input that VS Code asks for and keeps safe (then replace the old value)');
    assert.equal(move!.isPreferred ?? false, false);
    assert.equal(move!.edit, undefined, 'it would be made unseen');
    const { command, arguments: given } = move!.command!;
    const made = vscode.commands.executeCommand(command, ...given!);
    // The question stands once VS Code has drawn it, of which nobody tells.
    const answer = setInterval(() => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'), 100);
    await made;
    clearInterval(answer);
    const text = document.getText();
    assert.ok(!text.includes('b7Qw93kdZp02mm4T'));
    assert.ok(text.includes('"WEATHER_API_KEY": "${input:weather-weather-api-key}"'), text);
    assert.ok(text.includes('"type": "promptString"') && text.includes('"password": true'), text);
    assert.ok(text.includes('// What the team uses.'), 'a comment was lost');
    await until('no secret found', () => !told(config()).some((message) => message.startsWith('literal-secret')));
  });
});
