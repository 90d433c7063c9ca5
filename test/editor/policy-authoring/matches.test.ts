import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, folder, ours, ruleOf, started, until, uri } from '../in-host.ts';

const policy = (): vscode.Uri => vscode.Uri.file(path.join(folder(), '..', 'policy.json'));

/** What the hover over the first place of a text says. */
async function hover(find: string): Promise<string> {
  const document = await vscode.workspace.openTextDocument(policy());
  const at = document.positionAt(document.getText().indexOf(find) + 3);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', policy(), at);
  return hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n').replaceAll('\\', '');
}

async function hoverWith(find: string, text: string): Promise<string> {
  let shown = '';
  for (let i = 0; i < 100; i++) {
    shown = await hover(find);
    if (shown.includes(text)) return shown;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`"${text}" is not in: ${shown}`);
}

describe('what a policy means here', () => {
  before(started);
  afterEach(closeAll);

  it('is told over an entry’s id, with the way to each declaration', async () => {
    const text = await hoverWith('com.github/github-mcp-server', 'Matches 2 servers in 2 clients on this machine.');
    for (const part of ['[github](command:mcpRollCall.openDeclaration?', 'approved', 'VS Code', 'Cursor', '.vscode/mcp.json', '.cursor/mcp.json']) assert.ok(text.includes(part), `${part} is missing in ${text}`);
    const [, argument = ''] = /command:mcpRollCall\.openDeclaration\?([^)]+)\)/.exec(text)!;
    await vscode.commands.executeCommand('mcpRollCall.openDeclaration', ...(JSON.parse(decodeURIComponent(argument)) as unknown[]));
    await until('the declaration', () => vscode.window.activeTextEditor?.document.fileName.endsWith('mcp.json'));
  });

  it('is told over an item of match, with what it nearly means', async () => {
    const text = await hoverWith('"@contoso/ledger-mcp"', 'Matches one server on this machine.');
    assert.ok(text.includes('One more is named here and not matched'), text);
    assert.ok(text.includes('[ledger-latest]'), text);
  });

  it('may be nothing', async () => {
    await hoverWith('com.contoso/browser', 'Matches nothing on this machine.');
  });

  it('stands over the entries that mean something, and leads there', async () => {
    await vscode.window.showTextDocument(policy());
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', policy(), 100);
    const titles = lenses.map(({ command }) => command?.title ?? '').filter((title) => title.startsWith('Matches'));
    assert.deepEqual(titles, ['Matches one server on this machine', 'Matches 2 servers in 2 clients on this machine']);
    const lens = lenses.find(({ command }) => command?.title.startsWith('Matches 2'))!;
    const [, , locations] = lens.command!.arguments as [vscode.Uri, vscode.Position, vscode.Location[]];
    assert.deepEqual(locations.map(({ uri: { path: file } }) => file.slice(-15)).sort(), ['cursor/mcp.json', 'vscode/mcp.json']);
  });

  it('follows what is declared', async () => {
    const config = uri('.cursor', 'mcp.json');
    const original = fs.readFileSync(config.fsPath, 'utf8');
    fs.writeFileSync(config.fsPath, '{ "mcpServers": {} }');
    try {
      await hoverWith('com.github/github-mcp-server', 'Matches one server on this machine.');
    } finally {
      fs.writeFileSync(config.fsPath, original);
    }
    await hoverWith('com.github/github-mcp-server', 'Matches 2 servers');
  });

  it('never shows a secret', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content: '{ "policyVersion": 1, "serial": 1, "issuer": "me", "issuedAt": "2026-11-20T09:00:00Z", "servers": [{ "id": "weather", "state": "denied", "match": [{ "package": { "type": "npm", "name": "weather-mcp-server" } }] }] }' });
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, document.positionAt(document.getText().indexOf('weather') + 1));
    const text = hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
    assert.ok(text.includes('Matches one server'), text);
    assert.ok(!text.includes('b7Qw93kdZp02mm4T'));
  });
});

describe('what may surprise the author of a policy', () => {
  before(started);
  afterEach(closeAll);

  it('is told where it stands, with its code', async () => {
    const content = JSON.stringify({
      policyVersion: 1, serial: 1, issuer: 'me', issuedAt: '2026-11-20T09:00:00Z',
      servers: [
        { id: 'floating', state: 'approved', match: [{ package: { type: 'npm', name: 'a-package' } }] },
        { id: 'old', state: 'approved', expires: '2020-01-01', match: [{ package: { type: 'npm', name: 'b-package', versions: ['1.0.0'] } }] },
      ],
    }, null, 2);
    const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content });
    const told = await until('what is told', () => (ours(document.uri).length >= 2 ? ours(document.uri) : undefined));
    assert.deepEqual(told.map((diagnostic) => [ruleOf(diagnostic), document.getText(diagnostic.range)]), [['never-approves', '"a-package"'], ['entry-expired', '"2020-01-01"']]);
  });

  it('is nothing in a policy that is as it should be', async () => {
    await vscode.workspace.openTextDocument(policy());
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(ours(policy()).map(({ message }) => message), []);
  });
});
