import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, ours, ruleOf, started, told, until, uri, write } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');
const secret = (): vscode.Diagnostic | undefined => ours(config()).find((one) => ruleOf(one) === 'literal-secret');

async function set(name: string, value: unknown, target: vscode.ConfigurationTarget): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, target);
}

describe('what settings say of rules', () => {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  before(async () => {
    await started();
    await until('the finding', secret);
  });
  afterEach(async () => {
    await set('mcpRollCall.rules', undefined, Workspace);
    await set('mcpRollCall.rules', undefined, Global);
    await set('mcpRollCall.ignores', undefined, Global);
    await until('the finding again', () => secret()?.severity === vscode.DiagnosticSeverity.Error);
    await closeAll();
  });

  it('counts as the user says it; a workspace can raise it, and not silence it', async () => {
    await set('mcpRollCall.rules', { 'literal-secret': 'info' }, Global);
    await until('information', () => secret()?.severity === vscode.DiagnosticSeverity.Information);
    await set('mcpRollCall.rules', { 'literal-secret': 'warning', 'not-approved': 'off' }, Workspace);
    await until('a warning', () => secret()?.severity === vscode.DiagnosticSeverity.Warning);
    assert.ok(told(config()).some((one) => one.startsWith('not-approved')));
    await set('mcpRollCall.rules', { 'literal-secret': 'off' }, Workspace);
    await until('information again', () => secret()?.severity === vscode.DiagnosticSeverity.Information);
    await set('mcpRollCall.rules', { 'literal-secret': 'off' }, Global);
    await until('nothing', () => secret() === undefined);
  });

  it('ignores what the user accepts with a reason, and nothing without one', async () => {
    await set('mcpRollCall.ignores', [{ rule: 'literal-secret', file: '.vscode/mcp.json', server: 'weather' }], Global);
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.ok(secret());
    await set('mcpRollCall.ignores', [{ rule: 'literal-secret', file: '.vscode/mcp.json', server: 'weather', reason: 'A key for tests only' }], Global);
    await until('nothing', () => secret() === undefined);
  });
});

describe('fixing on save', () => {
  before(started);
  afterEach(closeAll);

  it('makes the safe fixes and no other, where the user asks for it', async () => {
    // A file of its own: what is approved and saved is remembered, and a later test would hear of the change back.
    const own = uri('on-save', '.vscode', 'mcp.json');
    const before = '{\n  "servers": {\n    "on-save": { "command": "npx", "args": ["-y", "@contoso/ledger-mcp", "--read-only"], "env": { "API_KEY": "b7Qw93kdZp02mm4T" } }\n  }\n}\n';
    write(own, before);
    const document = await vscode.workspace.openTextDocument(own);
    const editor = await vscode.window.showTextDocument(document);
    await until('diagnostics', () => told(own).length === 2);
    await set('editor.codeActionsOnSave', { 'source.fixAll.mcpRollCall': 'explicit' }, vscode.ConfigurationTarget.Global);
    try {
      await editor.edit((edit) => edit.insert(new vscode.Position(document.lineCount, 0), '\n'));
      await document.save();
      assert.equal(document.getText().trimEnd(), before.replace('"@contoso/ledger-mcp", ', '"@contoso/ledger-mcp@1.4.2", ').trimEnd());
    } finally {
      await set('editor.codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
      await closeAll();
      await vscode.workspace.fs.delete(uri('on-save'), { recursive: true });
      await until('nothing of it', () => told(own).length === 0);
    }
  });
});
