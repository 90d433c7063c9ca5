import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { intakeServer, type IntakeServer } from '../../intake-host/server.ts';
import { closeAll, folder, started, told, until, uri, write } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');
const policyFile = (): string => path.join(process.env['TEST_RUN']!, 'policy.json');
const stored = (): Record<string, { kind: string; link: string; label: string }> => {
  const file = path.join(process.env['TEST_HOME']!, '.local/state/mcp-roll-call/submissions.json');
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as { value: Record<string, { kind: string; link: string; label: string }> }).value : {};
};
const argument = (name: string): object => ({ file: config().fsPath, path: ['servers', name] });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks again and again, also at what no event tells of. */
async function eventually<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>, limit = 15_000): Promise<T> {
  for (const end = Date.now() + limit; ; ) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${limit} ms`);
    await pause(150);
  }
}

async function hovered(name: string): Promise<string> {
  const document = await vscode.workspace.openTextDocument(config());
  const position = document.positionAt(document.getText().indexOf(`"${name}"`) + 2);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', config(), position);
  return hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n').replaceAll('\\', '');
}

function preview(): vscode.TextDocument | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'mcp-roll-call-submission')?.document;
}

describe('submitting a registration', function () {
  this.timeout(60_000);
  let server: IntakeServer;
  let serial = 1;
  const setPolicy = async (servers: readonly unknown[]): Promise<void> => {
    const policy = JSON.parse(fs.readFileSync(policyFile(), 'utf8')) as Record<string, unknown>;
    fs.writeFileSync(policyFile(), JSON.stringify({ ...policy, serial: ++serial, issuer: `Contoso ${serial}`, servers, intake: { kind: 'post', url: `${server.url}/mcp` } }));
    await vscode.commands.executeCommand('mcpRollCall.refreshPolicy');
  };

  before(async () => {
    server = await intakeServer();
    await started();
    await setPolicy([]);
    await until('the policy', () => told(config()).some((message) => /`weather`.*Contoso 2/.test(message)));
  });
  afterEach(closeAll);
  after(() => server.close());

  it('shows all of it and sends nothing where the user leaves', async () => {
    const done = vscode.commands.executeCommand('mcpRollCall.submitRegistration', argument('weather'));
    const document = await eventually('the preview', preview);
    assert.match(document.getText(), new RegExp(`^# MCP server registration: weather\n[^]*\n\`\`\`http\nPOST ${server.url}/mcp\n`));
    assert.match(document.getText(), /- Asked to look at it: @contoso\/weather-watchers\n/);
    await pause(500);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
    assert.equal(server.received.length, 0);
    assert.deepEqual(stored(), {});
  });

  it('posts what was shown, and the server is pending in hover and diagnostics, not approved', async () => {
    void vscode.commands.executeCommand('mcpRollCall.submitRegistration', argument('weather'));
    const document = await eventually('the preview', preview);
    await eventually('the request', async () => {
      if (server.received.length === 0) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return server.received.length > 0;
    });
    const [got] = server.received;
    assert.ok(document.getText().includes(got!.body.trimEnd()));
    assert.doesNotMatch(got!.body, /b7Qw93kdZp02mm4T/);
    assert.ok(!got!.body.includes(path.basename(path.dirname(folder()))), 'a folder of this machine');
    const message = await until('the diagnostic', () => told(config()).find((one) => one.includes('You asked for `weather` to be registered')));
    assert.match(message, /not-approved: .* nobody has decided yet\. See https:\/\/intake\.contoso\.com\/requests\/7\. It is not approved\./);
    assert.match(await hovered('weather'), /\*\*weather\*\* — pending/);
    assert.deepEqual(Object.values(stored()).map(({ kind, link, label }) => [kind, link, label]), [['post', 'https://intake.contoso.com/requests/7', 'weather']]);
  });

  it('is closed by what the policy decides', async () => {
    await setPolicy([{ id: 'weather', state: 'approved', match: [{ package: { type: 'npm', name: 'weather-mcp-server', versions: ['2.0.1'] } }] }]);
    await eventually('the submission to be closed', () => Object.keys(stored()).length === 0);
    assert.match(await hovered('weather'), /\*\*weather\*\* — approved/);
    await setPolicy([]);
    await until('to be unknown again', () => told(config()).some((message) => message.includes('`weather` is not on the approved list')));
  });

  it('takes no place from a workspace', async () => {
    write(uri('.vscode', 'settings.json'), JSON.stringify({ 'mcpRollCall.intake': { kind: 'post', url: 'https://evil.example/' }, 'mcpRollCall.policy.file': '/evil.json' }));
    const done = vscode.commands.executeCommand('mcpRollCall.submitRegistration', argument('weather'));
    const document = await eventually('the preview', preview);
    assert.match(document.getText(), new RegExp(`POST ${server.url}/mcp`));
    await pause(500);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
    fs.rmSync(uri('.vscode', 'settings.json').fsPath);
  });
});

describe('drafting what is unknown', function () {
  this.timeout(60_000);
  const drafts = (): string[] => (fs.existsSync(uri('mcp-registrations').fsPath) ? fs.readdirSync(uri('mcp-registrations').fsPath).toSorted() : []);
  const setting = (value: unknown): Thenable<void> => vscode.workspace.getConfiguration('mcpRollCall').update('registration.draftUnknown', value, vscode.ConfigurationTarget.Global);
  before(started);
  after(async () => {
    await setting(undefined);
    await closeAll();
  });

  it('is not a workspace’s to switch on', async () => {
    write(uri('.vscode', 'settings.json'), '{ "mcpRollCall.registration.draftUnknown": true }');
    fs.utimesSync(config().fsPath, new Date(), new Date());
    await vscode.commands.executeCommand('mcpRollCall.rescan');
    await pause(4000);
    assert.deepEqual(drafts(), []);
    fs.rmSync(uri('.vscode', 'settings.json').fsPath);
  });

  it('writes a stub once for each, without opening it or moving the focus', async () => {
    const editor = await vscode.window.showTextDocument(config());
    await setting(true);
    await eventually('the draft', () => drafts().includes('npm-weather-mcp-server.server.json'));
    await pause(500);
    assert.equal(vscode.window.activeTextEditor, editor);
    assert.deepEqual(vscode.window.visibleTextEditors.map(({ document }) => document.uri.fsPath), [config().fsPath]);
    for (const name of drafts()) fs.rmSync(uri('mcp-registrations', name).fsPath);
    await vscode.commands.executeCommand('mcpRollCall.rescan');
    await pause(4000);
    assert.deepEqual(drafts(), [], 'what somebody deleted does not come back');
  });

  it('is done for all of them when asked, whatever was deleted', async () => {
    await setting(undefined);
    void vscode.commands.executeCommand('mcpRollCall.registerAllUnknown');
    await eventually('the drafts', () => drafts().includes('npm-weather-mcp-server.server.json'));
    assert.doesNotMatch(fs.readFileSync(uri('mcp-registrations', 'npm-weather-mcp-server.server.json').fsPath, 'utf8'), /b7Qw93kdZp02mm4T/);
  });
});
