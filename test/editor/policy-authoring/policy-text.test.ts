import assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, folder, ours, started, until } from '../in-host.ts';

const policy = (): vscode.Uri => vscode.Uri.file(path.join(folder(), '..', 'policy.json'));

/** The titles of the lenses of a document, once one of them holds `text`. */
async function lenses(uri: vscode.Uri, text: string): Promise<vscode.CodeLens[]> {
  let found: vscode.CodeLens[] = [];
  for (let i = 0; i < 100; i++) {
    found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
    if (found.some(({ command }) => command?.title.includes(text))) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No lens "${text}" among ${found.map(({ command }) => command?.title).join(' | ')}`);
}

async function type(document: vscode.TextDocument, find: string, replace: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const start = document.getText().indexOf(find);
  assert.ok(start >= 0, `${find} is not in the text`);
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(start + find.length)), replace);
  await vscode.workspace.applyEdit(edit);
}

describe('a policy in an editor', () => {
  before(started);
  afterEach(closeAll);

  it('shows what is wrong as it is typed, where it is wrong, with what it costs', async () => {
    const document = await vscode.workspace.openTextDocument(policy());
    await vscode.window.showTextDocument(document);
    await type(document, '"state": "conditional"', '"state": "aproved"');
    const [told] = await until('the diagnostic', () => (ours(policy()).length > 0 ? ours(policy()) : undefined));
    assert.equal(document.getText(told!.range), '"aproved"');
    assert.match(told!.message, /^This must be one of: approved, conditional, .* This entry approves nothing until it is mended\.$/);
    assert.equal(told!.severity, vscode.DiagnosticSeverity.Error);
    await type(document, '"state": "aproved"', '"state": "conditional"');
    await until('the diagnostic gone', () => ours(policy()).length === 0);
  });

  it('is known by what stands in it, saved or not', async () => {
    const draft = await vscode.workspace.openTextDocument({ language: 'jsonc', content: '{ "policyVersion": 1, "serial": 1, "issuer": "me", "issuedAt": "2026-11-20T09:00:00Z", "servers": {} }' });
    await until('its diagnostic', () => ours(draft.uri).some(({ message }) => message.startsWith('`servers` must be a list')));
  });

  for (const content of ['{ "policyVersion": 1 }', '{ "servers": {} }', '{ "nested": { "policyVersion": 1, "servers": {} } }', '["policyVersion", "servers"]', '"policyVersion" "servers"']) {
    it(`is not seen in ${content}`, async () => {
      const draft = await vscode.workspace.openTextDocument({ language: 'jsonc', content });
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(ours(draft.uri).map(({ message }) => message), []);
    });
  }

  it('offers to run its tests, and says how they went', async () => {
    await vscode.window.showTextDocument(policy());
    const before = await lenses(policy(), 'Run 3 tests');
    assert.equal(before.filter(({ command }) => command?.title === 'Run test').length, 3);
    await vscode.commands.executeCommand('mcpRollCall.runPolicyTests', before.find(({ command }) => command?.title.includes('Run 3 tests'))!.command!.arguments![0]);
    await lenses(policy(), '1 failed, 2 passed');
  });

  it('runs them on what is typed and not saved', async () => {
    const document = await vscode.workspace.openTextDocument(policy());
    await vscode.window.showTextDocument(document);
    await type(document, '"args": ["-y", "@contoso/ledger-mcp@1.4.2", "--write"] }, "expect": "conditional"', '"args": ["-y", "@contoso/ledger-mcp@1.4.2", "--write"] }, "expect": "constraint"');
    await vscode.commands.executeCommand('mcpRollCall.runPolicyTests');
    await lenses(policy(), '3 passed');
    // What they said of another text is no longer said.
    await type(document, '"expect": "constraint"', '"expect": "denied"');
    const again = await lenses(policy(), 'Run 3 tests');
    assert.ok(!again.some(({ command }) => command?.title.includes('passed')));
  });

  it('counts a test that cannot be read as failed', async () => {
    const draft = await vscode.workspace.openTextDocument({
      language: 'jsonc',
      content: JSON.stringify({ policyVersion: 1, serial: 1, issuer: 'me', issuedAt: '2026-11-20T09:00:00Z', servers: [], tests: [{ name: 'a', server: { command: 'x' }, expect: 'unknown' }, { name: 'b', server: { command: 'x' }, expect: 'unknwon' }, 7] }),
    });
    await vscode.window.showTextDocument(draft);
    await vscode.commands.executeCommand('mcpRollCall.runPolicyTests');
    await lenses(draft.uri, '2 failed, 1 passed');
  });
});
