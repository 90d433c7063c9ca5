import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, folder, started } from '../in-host.ts';

/** Notifications are hidden in a window under test: what the extension says, and what it offers, is written down here, and `answers` chosen. */
const said: { text: string; offered: string[]; shown: string }[] = [];
let answers: string[] = [];
const real = { info: vscode.window.showInformationMessage, warning: vscode.window.showWarningMessage };
const out = (): string => path.join(folder(), '..', 'exported');

function written(): string[] {
  return fs.existsSync(out()) ? fs.readdirSync(out(), { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(out(), name)).isFile()).map((name) => name.replaceAll('\\', '/')).sort() : [];
}

async function exported(target: string, ...chosen: string[]): Promise<void> {
  said.length = 0;
  answers = chosen;
  await vscode.commands.executeCommand('mcpRollCall.exportPolicy', { target, denyOnly: false, folder: vscode.Uri.file(out()) });
}

describe('Export Policy For...', () => {
  before(async () => {
    const say = (text: string, ...offered: string[]) => {
      said.push({ text, offered, shown: vscode.window.activeTextEditor?.document.getText() ?? '' });
      const answer = offered.find((one) => answers.includes(one));
      return Promise.resolve(answer);
    };
    Object.assign(vscode.window, { showInformationMessage: say, showWarningMessage: say });
    await started();
  });
  afterEach(async () => {
    fs.rmSync(out(), { recursive: true, force: true });
    await closeAll();
  });
  after(() => Object.assign(vscode.window, { showInformationMessage: real.info, showWarningMessage: real.warning }));

  it('shows the files and what they lose before it writes anything, and nothing is written when nobody says so', async () => {
    await exported('registry');
    const [asked] = said;
    assert.match(asked!.text, /would be written into .*Nothing is enforced until somebody puts them where they count/);
    assert.deepEqual(asked!.offered, ['Write Files']);
    for (const part of ['# A policy for an MCP registry', 'Policy: Contoso, serial 1', '# What an MCP registry cannot say of this policy', '`com.contoso.payments/ledger-query` is approved with certain arguments only', '"identifier": "@contoso/ledger-mcp"']) assert.ok(asked!.shown.includes(part), part);
    assert.ok(!asked!.shown.includes('b7Qw93kdZp02mm4T'), 'a secret is shown');
    assert.deepEqual(written(), []);
  });

  it('writes them, with a text on where they go and one on what is lost', async () => {
    await exported('registry', 'Write Files');
    const files = written();
    for (const file of ['README.md', 'loss-report.md', 'v0.1/servers/index.json', 'v0.1/servers/com.contoso/browser/versions/0.0.41/index.json']) assert.ok(files.includes(file), `${file} is not among ${files.join(', ')}`);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, path.join(out(), 'README.md'));
  });

  it('leaves alone what somebody else wrote there, until told otherwise', async () => {
    fs.mkdirSync(out());
    fs.writeFileSync(path.join(out(), 'README.md'), 'mine');
    await exported('registry', 'Write Files');
    assert.deepEqual(said.at(-1)!.offered, ['Replace']);
    assert.match(said.at(-1)!.text, /was left as it is\. These files were not written by this program, or were changed since\. README\.md$/);
    assert.deepEqual(written(), ['README.md']);
    await exported('registry', 'Write Files', 'Replace');
    assert.ok(written().includes('v0.1/servers/index.json'));
  });

  it('hands out the settings of VS Code itself, which no extension may write', async () => {
    await exported('vscode', 'Copy Settings');
    assert.deepEqual(said[0]!.offered, ['Write Files', 'Copy Settings']);
    const settings = JSON.parse(await vscode.env.clipboard.readText()) as Record<string, unknown>;
    assert.deepEqual(Object.keys(settings)[0], 'chat.mcp.allowedServers');
    assert.deepEqual(written(), []);
  });
});
