import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, ours, started, told, until, uri, write } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');

describe('a workspace with a policy', () => {
  before(started);
  afterEach(closeAll);

  it('has one diagnostic on each server that the policy does not approve, without opening the file', async () => {
    await until('diagnostics', () => told(config()).length >= 3);
    const found = ours(config());
    assert.deepEqual(
      found.map((diagnostic) => [(diagnostic.code as { value: string }).value, vscode.DiagnosticSeverity[diagnostic.severity]]),
      [
        ['not-approved', 'Warning'],
        ['not-approved', 'Warning'],
        ['literal-secret', 'Error'],
      ],
    );
    const document = await vscode.workspace.openTextDocument(config());
    assert.deepEqual(
      found.map((diagnostic) => document.getText(diagnostic.range)),
      ['"@contoso/ledger-mcp"', '"weather"', '"b7Qw93kdZp02mm4T"'],
    );
    for (const diagnostic of found) assert.ok(!diagnostic.message.includes('b7Qw93kdZp02mm4T'), 'a secret is shown');
  });

  it('is told of a server while it is typed, before it is saved, and forgets it when it is taken out', async () => {
    const document = await vscode.workspace.openTextDocument(config());
    const editor = await vscode.window.showTextDocument(document);
    const typed = '"pasted": { "command": "npx", "args": ["-y", "pasted-server@1.0.0"] },\n    ';
    const place = document.positionAt(document.getText().indexOf('"ledger":'));
    await editor.edit((edit) => edit.insert(place, typed));
    const diagnostic = await until('a diagnostic on the pasted server', () => ours(config()).find((one) => document.getText(one.range) === '"pasted"'));
    assert.ok(document.isDirty);
    assert.match(diagnostic.message, /`pasted`/);
    await editor.edit((edit) => edit.delete(new vscode.Range(place, document.positionAt(document.offsetAt(place) + typed.length))));
    await until('no diagnostic on it', () => !told(config()).some((message) => message.includes('pasted')));
  });

  it('keeps the other servers’ diagnostics while one is half-typed', async () => {
    const document = await vscode.workspace.openTextDocument(config());
    const editor = await vscode.window.showTextDocument(document);
    const place = document.positionAt(document.getText().indexOf('"ledger":'));
    await editor.edit((edit) => edit.insert(place, '"half": { "command": "npx", "args": ["-y", "half-ser'));
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.ok(told(config()).some((message) => message.includes('weather')));
  });

  it('follows a change of the file on disk within a second', async () => {
    const text = (await vscode.workspace.openTextDocument(config())).getText();
    await closeAll();
    try {
      write(config(), text.replace('weather-mcp-server@2.0.1', 'other-server@1.0.0').replace('"weather"', '"other"'));
      await until('the new server', () => told(config()).some((message) => message.includes('`other`')), 1000);
    } finally {
      write(config(), text);
      await until('the old server', () => told(config()).some((message) => message.includes('`weather`')));
    }
  });

  it('sees a folder that arrives with a config in it, and goes again', async () => {
    const cursor = uri('.cursor', 'mcp.json');
    write(cursor, '{ "mcpServers": { "arrived": { "command": "npx", "args": ["-y", "arrived@1.0.0"] } } }');
    await until('the server in it', () => told(cursor).some((message) => message.includes('`arrived`')));
    await vscode.workspace.fs.delete(uri('.cursor'), { recursive: true });
    await until('its end', () => told(cursor).length === 0);
  });

  it('shows what a server really launches, the verdict, the entry, owner and conditions over its name', async () => {
    const document = await vscode.workspace.openTextDocument(config());
    const over = async (name: string): Promise<string> => {
      const at = document.positionAt(document.getText().indexOf(`"${name}":`) + 2);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
      return hovers.flatMap((hover) => hover.contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
    };
    const ledger = await over('ledger');
    for (const part of ['conditional', '@contoso/ledger-mcp', '1.4.2', 'com.contoso.payments/ledger-query', 'payments-platform', 'Read only']) {
      assert.ok(ledger.replaceAll('\\', '').includes(part), `${part} is missing in ${ledger}`);
    }
    const weather = await over('weather');
    assert.match(weather, /unknown/);
    assert.ok(!weather.includes('b7Qw93kdZp02mm4T'), 'a secret is shown');
    assert.doesNotMatch(weather, /Known as/);
    assert.match(await over('github'), /approved[\s\S]*Known as .*GitHub.*this is no approval/);
  });
});
