import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, folder, ours, started, told, until, uri, write } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');
const read = (): string => fs.readFileSync(config().fsPath, 'utf8');
const changes = (file = config()): vscode.Diagnostic[] => ours(file).filter((diagnostic) => (diagnostic.code as { value: string }).value === 'changed-launch');
const wait = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });
/** Longer than it takes a change on disk to be seen, assessed and told. */
const quiet = (): Promise<void> => wait(2500);

function git(...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false', ...args], { cwd: folder(), stdio: 'pipe' });
}

/** A branch with a changed config, and back on main. */
function branch(name: string, change: (text: string) => string): void {
  git('checkout', '-q', '-b', name, 'main');
  write(config(), change(read()));
  git('commit', '-q', '-am', name);
  git('checkout', '-q', 'main');
}

/** Notifications are hidden in a window under test: what the extension says, and what it offers, is written down here, and `answer` chosen. */
const notices: { text: string; offered: string[] }[] = [];
let answer: string | undefined;
const real = vscode.window.showWarningMessage;

async function acknowledge(name: string): Promise<void> {
  await vscode.commands.executeCommand('mcpRollCall.acknowledgeLaunch', { file: config().fsPath, path: ['servers', name] });
}

describe('a launch that was acknowledged, in a folder under git', () => {
  before(async () => {
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'first');
    branch('poisoned', (text) => text.replace('@contoso/build-mcp@2.1.0', '@c0ntoso/build-mcp@2.1.0'));
    branch('two', (text) => text.replace('ledger-mcp@1.4.2', 'ledger-mcp@1.4.3').replace('docs.contoso.com', 'docs.contoso.example'));
    branch('strangers', (text) => text.replace('"docs":', '"new": { "command": "npx", "args": ["-y", "new@1.0.0"] },\n    "docs":'));
    Object.assign(vscode.window, {
      showWarningMessage: (text: string, ...offered: string[]) => {
        notices.push({ text, offered });
        return Promise.resolve(answer);
      },
    });
    await started();
    await vscode.commands.executeCommand('mcpRollCall.rescan');
  });
  beforeEach(() => {
    notices.length = 0;
    answer = undefined;
  });
  afterEach(async () => {
    await closeAll();
    git('checkout', '-q', '-f', 'main');
    // Until that is seen, what is acknowledged next would be what is not there any more.
    await wait(1000);
    await until('no changed launch', () => changes().length === 0);
  });
  after(() => Object.assign(vscode.window, { showWarningMessage: real }));

  it('before anything is acknowledged a changed launch is no news', async () => {
    git('checkout', '-q', 'poisoned');
    await quiet();
    assert.deepEqual([changes(), notices], [[], []]);
  });

  it('is marked at the changed argument after a checkout (MCPoison: same name), with exactly one notification; back again it is gone', async () => {
    for (const name of ['build', 'ledger', 'docs']) await acknowledge(name);
    assert.deepEqual(changes(), []);
    git('checkout', '-q', 'poisoned');
    const [diagnostic] = await until('the diagnostic', () => (changes().length > 0 ? changes() : undefined));
    const document = await vscode.workspace.openTextDocument(config());
    assert.equal(document.getText(diagnostic!.range), '"@c0ntoso/build-mcp@2.1.0"');
    assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Error);
    assert.match(diagnostic!.message, /^`build` is no longer the server that was accepted: it started `npx -y @contoso\/build-mcp@2\.1\.0 --token •••`/);
    await quiet();
    assert.deepEqual(notices, [
      {
        text: 'The MCP server `build` in .vscode/mcp.json was accepted as `npx -y @contoso/build-mcp@2.1.0 --token •••` and now starts `npx -y @c0ntoso/build-mcp@2.1.0 --token •••`. You did not type it.',
        offered: ['Review Change', 'Acknowledge', 'Not Now'],
      },
    ]);
    git('checkout', '-q', 'main');
    await until('no diagnostic', () => changes().length === 0);
    git('checkout', '-q', 'poisoned');
    await until('the diagnostic again', () => changes().length === 1);
    await quiet();
    assert.equal(notices.length, 1, 'the same change was told twice');
  });

  it('does not tell again of what it told before, also when it begins anew', async () => {
    git('checkout', '-q', 'poisoned');
    await until('the diagnostic', () => changes().length === 1);
    await vscode.commands.executeCommand('mcpRollCall.rescan');
    await quiet();
    assert.deepEqual(notices, []);
  });

  it('that changes for two servers at once is one notification that names both', async () => {
    git('checkout', '-q', 'two');
    await until('both diagnostics', () => changes().length === 2);
    await quiet();
    assert.deepEqual(notices, [{ text: '2 MCP servers that were accepted are started otherwise now, and you did not type it: ledger, docs.', offered: ['Review Changes', 'Not Now'] }]);
  });

  it('of an open editor that git reloads is told of like any other', async () => {
    git('checkout', '-q', '-b', 'open', 'main');
    write(config(), read().replace('"CONTOSO_LEVEL": "info"', '"CONTOSO_LEVEL": "debug"'));
    git('commit', '-q', '-am', 'open');
    git('checkout', '-q', 'main');
    const document = await vscode.workspace.openTextDocument(config());
    await vscode.window.showTextDocument(document);
    await wait(1500);
    git('checkout', '-q', 'open');
    const diagnostic = await until('the diagnostic', () => changes()[0]);
    assert.equal(document.getText(diagnostic.range), '"CONTOSO_LEVEL"');
    await quiet();
    assert.equal(notices.length, 1);
    assert.ok(!document.isDirty);
  });

  it('typed by the user is marked while it is typed, and nobody is told what they know, saved or not', async () => {
    const document = await vscode.workspace.openTextDocument(config());
    const editor = await vscode.window.showTextDocument(document);
    const at = document.getText().indexOf('2.1.0');
    await editor.edit((edit) => edit.replace(new vscode.Range(document.positionAt(at), document.positionAt(at + 5)), '2.1.7'));
    await until('the diagnostic', () => changes().length === 1);
    assert.equal(changes()[0]!.severity, vscode.DiagnosticSeverity.Warning);
    await quiet();
    assert.ok(document.isDirty);
    assert.deepEqual(notices, []);
    await document.save();
    await quiet();
    assert.deepEqual(notices, []);
    await closeAll();
    await quiet();
    assert.equal(changes().length, 1);
    assert.deepEqual(notices, []);
  });

  it('offers to review and to acknowledge it; reviewing opens old and new launch side by side, and acknowledging ends it', async () => {
    git('checkout', '-q', 'poisoned');
    const diagnostic = await until('the diagnostic', () => changes()[0]);
    const document = await vscode.workspace.openTextDocument(config());
    await vscode.window.showTextDocument(document);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, diagnostic.range);
    const [review, acknowledgeIt] = actions;
    assert.deepEqual([review!.title, acknowledgeIt!.title], ['Review change of `build`', 'Acknowledge this launch (approves nothing)']);
    await vscode.commands.executeCommand(review!.command!.command, ...(review!.command!.arguments as unknown[]));
    const input = await until('the diff', () => {
      const active = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return active instanceof vscode.TabInputTextDiff ? active : undefined;
    });
    const [before, after] = await Promise.all([vscode.workspace.openTextDocument(input.original), vscode.workspace.openTextDocument(input.modified)]);
    assert.match(before.getText(), /^transport: stdio\ncommand: npx\n\narguments:\n {2}-y\n {2}@contoso\/build-mcp@2\.1\.0\n {2}--token\n {2}•••\n/);
    assert.match(after.getText(), /\n {2}@c0ntoso\/build-mcp@2\.1\.0\n/);
    for (const page of [before, after]) assert.ok(!page.getText().includes('b7Qw93kdZp02mm4T') && !page.getText().includes('info'), 'a secret or a value is shown');
    await vscode.commands.executeCommand(acknowledgeIt!.command!.command, ...(acknowledgeIt!.command!.arguments as unknown[]));
    await until('no diagnostic', () => changes().length === 0);
    assert.deepEqual(notices, []);
    git('checkout', '-q', 'main');
    await quiet();
    assert.deepEqual(changes(), [], 'going back to what was acknowledged before is a change');
  });

  it('is kept in the user’s state folder, and nothing of it in the workspace', () => {
    const stored = path.join(process.env['XDG_STATE_HOME']!, 'mcp-roll-call', 'launches.json');
    assert.ok(fs.readFileSync(stored, 'utf8').includes('@contoso/build-mcp@2.1.0'));
    assert.ok(!fs.readFileSync(stored, 'utf8').includes('b7Qw93kdZp02mm4T'));
    assert.equal(execFileSync('git', ['status', '--porcelain'], { cwd: folder(), encoding: 'utf8' }), '');
  });

  it('that another process acknowledges is known here at once', async () => {
    git('checkout', '-q', 'two');
    await until('both diagnostics', () => changes().length === 2);
    execFileSync(process.execPath, [path.join(process.env['TEST_ROOT']!, 'dist', 'cli.js'), 'accept', folder(), '--no-user', '--server', 'docs'], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, stdio: 'pipe' });
    await until('one diagnostic less', () => changes().length === 1);
  });

  it('is not told of where it is a stranger in the repository: first sight is no acceptance', async () => {
    git('checkout', '-q', 'strangers');
    await quiet();
    assert.deepEqual([told(config()).filter((text) => text.includes('`new`')), notices], [[], []]);
  });
});

describe('a stranger that writes itself into the files of several clients (SANDWORM_MODE)', () => {
  const home = process.env['TEST_HOME']!;
  const files = ['.claude.json', '.cursor/mcp.json', '.config/Code/User/mcp.json', '.config/Code - Insiders/User/mcp.json'].map((file) => path.join(home, file));

  before(() => {
    Object.assign(vscode.window, {
      showWarningMessage: (text: string, ...offered: string[]) => {
        notices.push({ text, offered });
        return Promise.resolve(undefined);
      },
    });
  });
  beforeEach(() => { notices.length = 0; });
  after(() => Object.assign(vscode.window, { showWarningMessage: real }));

  it('is one notification, once', async () => {
    const originals = files.map((file) => fs.readFileSync(file, 'utf8'));
    for (const file of files) {
      const held = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>;
      Object.values(held)[0]!['dev-utils'] = { command: 'node', args: [path.join(home, '.dev-utils', 'server.js')] };
      fs.writeFileSync(file, JSON.stringify(held));
    }
    for (let i = 0; i < 40 && notices.length === 0; i++) await wait(250);
    await quiet();
    assert.equal(notices.length, 1, JSON.stringify(notices));
    assert.match(notices[0]!.text, /^The same unknown MCP server came to 4 files at once, for VS Code, Claude Code, Cursor\. It starts `node .*server\.js`\. If you did not install it, take it out of them\.$/);
    assert.deepEqual(notices[0]!.offered, ['Show', 'Register…', 'Not Now']);
    files.forEach((file, i) => fs.writeFileSync(file, originals[i]!));
    await quiet();
    assert.equal(notices.length, 1);
  });
});
