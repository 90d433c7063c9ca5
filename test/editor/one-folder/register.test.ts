import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, ours, started, until, uri } from '../in-host.ts';

const contract = 'io.github.mcp-roll-call/contract';

async function register(name: string): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('mcpRollCall.registerServer', { file: uri('.vscode', 'mcp.json').fsPath, path: ['servers', name] });
  return until('the stub', () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.fileName.endsWith('.server.json') ? document : undefined;
  });
}

describe('Register This Server', () => {
  before(started);
  afterEach(closeAll);

  it('drafts a stub from evidence, with what is missing marked and the first of it selected', async () => {
    const document = await register('weather');
    const stub = JSON.parse(document.getText());
    assert.equal(stub.$schema, 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json');
    assert.equal(stub.version, '2.0.1');
    assert.equal(stub.packages[0].identifier, 'weather-mcp-server');
    assert.deepEqual(stub.packages[0].environmentVariables.map((variable: { name: string }) => variable.name), ['WEATHER_API_KEY']);
    assert.equal(stub._meta[contract].detected.suggestedOwner.value, '@contoso/payments-platform');
    assert.ok(!document.getText().includes('b7Qw93kdZp02mm4T'), 'a secret was copied');
    const editor = vscode.window.activeTextEditor!;
    assert.match(document.getText(editor.selection), /^TODO/);
    await vscode.commands.executeCommand('jumpToNextSnippetPlaceholder');
    assert.match(document.getText(vscode.window.activeTextEditor!.selection), /^TODO/);
    const todos = await until('diagnostics on what is missing', () => {
      const found = ours(document.uri).filter((diagnostic) => (diagnostic.code as { value: string }).value === 'stub-todo');
      return found.length > 3 && found;
    });
    for (const todo of todos) assert.match(document.getText(todo.range), /TODO/);
  });

  it('is not led out of the workspace by a link', async () => {
    const outside = path.join(uri().fsPath, '..', 'outside');
    fs.mkdirSync(outside);
    fs.mkdirSync(uri('mcp-registrations').fsPath, { recursive: true });
    fs.renameSync(uri('mcp-registrations').fsPath, uri('kept').fsPath);
    fs.symlinkSync(outside, uri('mcp-registrations').fsPath);
    try {
      await vscode.commands.executeCommand('mcpRollCall.registerServer', { file: uri('.vscode', 'mcp.json').fsPath, path: ['servers', 'weather'] });
      await until('the draft in a new document', () => vscode.window.activeTextEditor?.document.isUntitled);
      assert.deepEqual(fs.readdirSync(outside), []);
    } finally {
      fs.rmSync(uri('mcp-registrations').fsPath);
      fs.renameSync(uri('kept').fsPath, uri('mcp-registrations').fsPath);
    }
  });

  it('updates the draft the next time, and keeps what a person filled in', async () => {
    const document = await register('weather');
    const stub = JSON.parse(document.getText());
    const editor = await vscode.window.showTextDocument(document);
    const team = document.getText().indexOf('"team"');
    const value = document.getText().indexOf('TODO', team);
    const end = document.getText().indexOf('"', value);
    await editor.edit((edit) => edit.replace(new vscode.Range(document.positionAt(value), document.positionAt(end)), 'Weather watchers'));
    await document.save();
    const again = await register('weather');
    assert.equal(again.uri.toString(), document.uri.toString());
    const updated = JSON.parse(again.getText());
    assert.equal(updated._meta[contract].owner.team, 'Weather watchers');
    updated._meta[contract].owner.team = stub._meta[contract].owner.team;
    assert.deepEqual(updated, stub);
  });
});
