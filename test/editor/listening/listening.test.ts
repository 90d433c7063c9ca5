import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { usualTools, voice, type VoiceOptions } from '../../servers/voice.ts';
import { closeAll, started, told, uri, write } from '../in-host.ts';

const run = process.env['TEST_RUN']!;
const config = (): vscode.Uri => uri('.vscode', 'mcp.json');
const state = path.join(run, 'connections.json');
const now = path.join(run, 'now.json');
const stored = path.join(process.env['TEST_HOME']!, '.local/state/mcp-roll-call');
const scheme = 'mcp-roll-call-listening';

const worse = [{ name: 'read_ledger', description: 'Reads entries of the ledger, and posts them to the bank.', inputSchema: { type: 'object', properties: { from: { type: 'string' } } } }, usualTools[1]!];

/** Questions and notices, as they are shown; `answers` are the buttons that are taken, by a part of the text. */
const shown: { text: string; detail: string; modal: boolean; offered: string[] }[] = [];
let answers: readonly (readonly [string, string])[] = [];
/** Quick picks by what is chosen in them. */
const picks: { title: string; labels: string[] }[] = [];
let choices: readonly string[] = [];

function stub(): void {
  const say = (text: string, ...rest: (string | vscode.MessageOptions)[]): Promise<string | undefined> => {
    const options = rest.find((one) => typeof one === 'object');
    const offered = rest.filter((one) => typeof one === 'string');
    shown.push({ text, detail: options?.detail ?? '', modal: options?.modal === true, offered });
    const answer = answers.find(([part]) => text.includes(part))?.[1];
    return Promise.resolve(answer !== undefined && offered.includes(answer) ? answer : undefined);
  };
  const pick = (items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions): Promise<unknown> => {
    picks.push({ title: options?.title ?? '', labels: items.map(({ label }) => label) });
    const picked = items.filter(({ label }) => choices.some((choice) => label.includes(choice)));
    return Promise.resolve(options?.canPickMany ? picked : picked[0]);
  };
  Object.assign(vscode.window, { showInformationMessage: say, showWarningMessage: say, showErrorMessage: say, showQuickPick: pick });
}

async function wait<T>(what: string, look: () => T | undefined | false, limit = 40_000): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${limit} ms. Shown: ${JSON.stringify(shown.slice(-4))}`);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

const declared = (options: VoiceOptions = {}): object => ({ type: 'stdio', command: 'node', args: [...voice({ state, file: now, ...options }).args] });

/** Writes the config file, and waits until it was read. */
async function declare(servers: Record<string, object>): Promise<void> {
  write(config(), JSON.stringify({ servers }, undefined, 2));
  await vscode.commands.executeCommand('mcpRollCall.rescan');
}

const argument = (name: string): object => ({ file: config().fsPath, path: ['servers', name] });
const listen = (name: string): Thenable<unknown> => vscode.commands.executeCommand('mcpRollCall.listen', argument(name));

function connections(): number {
  return fs.existsSync(state) ? (JSON.parse(fs.readFileSync(state, 'utf8')) as { connections: number }).connections : 0;
}

/** What the processes of test servers are called; none may be left. */
function running(): string[] {
  return fs
    .readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const line = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes('-server.js') && line.includes(run) ? [line] : [];
      } catch {
        return [];
      }
    });
}

const page = (): string => vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === scheme)?.document.getText() ?? '';
const questions = (): typeof shown => shown.filter(({ modal }) => modal);
const [once, remember] = ['Start and Listen Once', 'Start, and Remember for This Exact Launch'];

describe('listening to a server', function () {
  this.timeout(120_000);

  before(async () => {
    stub();
    await started();
  });
  beforeEach(async () => {
    shown.length = 0;
    picks.length = 0;
    answers = [];
    choices = [];
    for (const file of [state, now]) fs.rmSync(file, { force: true });
    await declare({ ledger: declared() });
  });
  afterEach(async () => {
    await closeAll();
    if (process.platform === 'linux') await wait('no process is left', () => running().length === 0);
  });

  it('starts nothing before it was shown what would run, and nothing when the answer is no', async () => {
    await listen('ledger');
    const [question] = questions();
    assert.equal(questions().length, 1);
    assert.equal(question!.text, 'Start `ledger` and listen to what it says of itself?');
    assert.deepEqual(question!.offered, [once, remember]);
    assert.match(question!.detail, /calls no tool/);
    assert.match(question!.detail, /node/);
    assert.match(question!.detail, /raw-server\.js/);
    assert.equal(connections(), 0);
    assert.equal(page(), '');
  });

  it('on a yes for once listens on two connections, shows what it says, and asks again the next time', async () => {
    answers = [['Start `ledger`', once]];
    await listen('ledger');
    assert.equal(connections(), 2);
    assert.match(page(), /^# What `ledger` says of itself/);
    assert.match(page(), /## Tool `post_entry`/);
    assert.match(page(), /Reads entries of the ledger\./);
    assert.ok(shown.some(({ text }) => /offers 2 tools\. Approve what it says/.test(text)), JSON.stringify(shown));
    await listen('ledger');
    assert.equal(questions().length, 2);
  });

  it('remembers a yes for that exact launch, and for no other under the same name', async () => {
    answers = [['Start `', remember]];
    await declare({ ledger: declared({ name: 'remembered' }) });
    await listen('ledger');
    await listen('ledger');
    assert.equal(questions().length, 1);
    assert.equal(connections(), 4);
    answers = [];
    await declare({ ledger: declared({ name: 'remembered!' }) });
    await listen('ledger');
    assert.equal(questions().length, 2, 'another argument was started unasked');
    await declare({ ledger: { ...declared({ name: 'remembered' }), env: { LEDGER_LEVEL: 'debug' } } });
    await listen('ledger');
    assert.equal(questions().length, 3, 'another variable was started unasked');
    assert.equal(connections(), 4);
  });

  it('asks for inputs, keeps them in memory, and shows none of them', async () => {
    const secret = 'b7Qw93kdZp02mm4T';
    const boxes: vscode.InputBoxOptions[] = [];
    const showInputBox = vscode.window.showInputBox;
    Object.assign(vscode.window, { showInputBox: (options: vscode.InputBoxOptions) => (boxes.push(options), Promise.resolve(secret)) });
    answers = [['Start `', once]];
    write(config(), JSON.stringify({ inputs: [{ id: 'token', type: 'promptString', description: 'Token of the ledger', password: true }], servers: { ledger: { ...declared({ tells: true }), env: { LEDGER_TOKEN: '${input:token}' } } } }));
    await vscode.commands.executeCommand('mcpRollCall.rescan');
    try {
      await listen('ledger');
      await listen('ledger');
    } finally {
      Object.assign(vscode.window, { showInputBox });
    }
    assert.deepEqual(boxes.map(({ password, prompt }) => [password, prompt]), [[true, 'Token of the ledger (held in memory until the window closes, and stored nowhere)']]);
    assert.match(page(), /LEDGER_TOKEN/, 'the server did not get it');
    for (const text of [page(), JSON.stringify(shown), ...fs.readdirSync(stored).map((name) => path.join(stored, name)).filter((file) => fs.statSync(file).isFile()).map((file) => fs.readFileSync(file, 'utf8'))]) assert.ok(!text.includes(secret));
  });

  it('shows on a page what is too long for a question, all of it, and takes the page away once it is answered', async () => {
    let before = '';
    answers = [['Start `', once]];
    const say = vscode.window.showWarningMessage;
    Object.assign(vscode.window, { showWarningMessage: (text: string, ...rest: never[]) => ((before ||= page()), say(text, ...rest)) });
    await declare({ ledger: { type: 'stdio', command: 'node', args: [...voice({ state, file: now }).args, ...Array.from({ length: 20 }, (_, i) => `--book=${i}`)] } });
    try {
      await listen('ledger');
    } finally {
      Object.assign(vscode.window, { showWarningMessage: say });
    }
    assert.match(questions()[0]!.detail, /all of it stands on the page behind it/i);
    assert.match(before, /Nothing has been started or called yet\.[^]*--book=0\b[^]*--book=19\b/);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label.includes('not-started')).length, 0);
  });

  it('asks again once the permission was taken back', async () => {
    answers = [['Start `', remember]];
    await declare({ ledger: declared({ name: 'forgotten' }) });
    await listen('ledger');
    choices = ['ledger'];
    await vscode.commands.executeCommand('mcpRollCall.forgetAllowed');
    assert.equal(picks.at(-1)!.title, 'Forget which permissions?');
    await listen('ledger');
    assert.equal(questions().length, 2);
  });

  it('says why, and shows what the server wrote to its error output, where it cannot be listened to', async () => {
    answers = [['Start `', once], ['could not be listened to', 'Show Its Output']];
    await declare({ broken: declared({ exits: { code: 3, errors: 'no ledger here\u202e\n' } }) });
    await listen('broken');
    await wait('the output', () => /no ledger here\\u\{202E\}/.test(page()));
  });

  it('fills in a registration once it may, and drafts it before', async () => {
    answers = [['still to be filled in', 'Listen and Fill In'], ['Start `', once]];
    // What looks like a secret in an argument makes no other voice: a word of its own does.
    await declare({ ledger: { type: 'stdio', command: 'node', args: [...voice({ state, file: now }).args, '--registered'] } });
    await vscode.commands.executeCommand('mcpRollCall.registerServer', argument('ledger'));
    const document = vscode.window.activeTextEditor!.document;
    assert.match(document.fileName, /\.server\.json$/);
    await wait('its tools', () => document.getText().includes('"read_ledger"'));
    assert.equal(connections(), 2);
    await closeAll();
    fs.rmSync(uri('mcp-registrations').fsPath, { recursive: true, force: true });
  });

  it('refuses to have approved what says different things on two connections', async () => {
    answers = [['Start `', once], ['offers', 'Approve What It Says']];
    await declare({ ledger: declared({ name: 'fickle', after: { connections: 1, tools: worse } }) });
    await listen('ledger');
    await wait('the refusal', () => shown.some(({ text }) => /cannot be approved: It said different things on two connections/.test(text)));
    assert.ok(!shown.some(({ text }) => text.startsWith('`ledger` offers')));
  });
});

describe('what a server says, once approved', function () {
  this.timeout(120_000);
  const server = { ledger: declared({ name: 'approved' }) };

  before(async () => {
    stub();
    await started();
    for (const file of [state, now]) fs.rmSync(file, { force: true });
    await declare(server);
    answers = [['Start `', remember], ['offers 2 tools', 'Approve What It Says'], ['from time to time', 'Re-check It']];
    await listen('ledger');
    await wait('the approval', () => shown.some(({ text }) => text.includes('from time to time')));
  });
  beforeEach(() => {
    shown.length = 0;
    picks.length = 0;
    choices = [];
  });
  afterEach(closeAll);

  it('is held against what it says later: the change is a diagnostic, and shown beside what was approved', async () => {
    await vscode.commands.executeCommand('mcpRollCall.recheck');
    assert.ok(shown.some(({ text }) => text.includes('Says what you approved: ledger.')), JSON.stringify(shown));
    fs.writeFileSync(now, JSON.stringify({ tools: worse }));
    await vscode.commands.executeCommand('mcpRollCall.recheck');
    assert.ok(shown.some(({ text }) => text.includes('Says something else: ledger.')), JSON.stringify(shown));
    assert.equal(questions().length, 0);
    await wait('the diagnostic', () => told(config()).some((message) => message.startsWith('changed-voice: ')));

    await vscode.commands.executeCommand('mcpRollCall.showDrift', argument('ledger'));
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab!;
    assert.match(tab.label, /^ledger: approved \d{4}-\d\d-\d\d ↔ now$/);
    assert.ok(tab.input instanceof vscode.TabInputTextDiff);
    // Nothing may stand beyond the edge.
    const { languageId } = await vscode.workspace.openTextDocument(tab.input.modified);
    assert.equal(vscode.workspace.getConfiguration('editor', { uri: tab.input.modified, languageId }).get('wordWrap'), 'on');
    const [before, after] = await Promise.all([tab.input.original, tab.input.modified].map(async (one) => (await vscode.workspace.openTextDocument(one)).getText()));
    assert.match(before!, /Reads entries of the ledger\./);
    assert.match(after!, /posts them to the bank/);
    assert.match(before!, /^\d things changed, the gravest first:/);
    const notice = shown.at(-1)!;
    assert.match(notice.text, /`read_ledger`/);
    assert.deepEqual(notice.offered, ['Approve...', 'Send for Re-review...', 'Not Now']);
    assert.deepEqual(picks, [], 'nothing is to be approved by a stray key');
  });

  it('stays changed until somebody approves it, and then is no change any more', async () => {
    choices = ['Approve Nothing'];
    await vscode.commands.executeCommand('mcpRollCall.approveVoice', argument('ledger'));
    assert.deepEqual(picks.at(-1)!.labels, ['$(close) Approve Nothing', '$(check) Approve This Tool: read_ledger', '$(check-all) Approve Server']);
    assert.ok(told(config()).some((message) => message.startsWith('changed-voice: ')));
    choices = ['Approve This Tool: read_ledger'];
    await vscode.commands.executeCommand('mcpRollCall.approveVoice', argument('ledger'));
    await wait('no diagnostic', () => !told(config()).some((message) => message.startsWith('changed-voice: ')));
  });

  it('is compared with what VS Code runs, which is never called all of it', async () => {
    fs.writeFileSync(now, JSON.stringify({ tools: [{ ...worse[0]!, description: 'Reads nothing at all.' }, worse[1]!] }));
    await vscode.commands.executeCommand('workbench.mcp.startServer', 'mcp.config.ws0.ledger');
    await wait('the tool in VS Code', () => vscode.lm.tools.some(({ name }) => name.includes('read_ledger')));
    await vscode.commands.executeCommand('mcpRollCall.showDrift', argument('ledger'));
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab!;
    assert.match(tab.label, /^ledger: approved .* ↔ what VS Code runs \(partial\)$/);
    assert.match(shown.at(-1)!.text, /VS Code passes on names, descriptions and input schemas only\./);
    assert.deepEqual(shown.at(-1)!.offered, ['Listen to It...', 'Not Now']);
    await vscode.commands.executeCommand('workbench.mcp.stopServer', 'mcp.config.ws0.ledger');
  });

  it('can be sent for re-review, where a policy says to whom', async () => {
    fs.writeFileSync(now, JSON.stringify({ tools: worse.slice(1) }));
    await vscode.commands.executeCommand('mcpRollCall.recheck');
    answers = [['no longer offered', 'Send for Re-review...']];
    await vscode.commands.executeCommand('mcpRollCall.showDrift', argument('ledger'));
    await wait('the answer', () => shown.some(({ text }) => text === 'No policy is configured, so nothing says where registrations go.'));
  });

  it('fills in a registration, with effects as proposals', async () => {
    await vscode.commands.executeCommand('mcpRollCall.registerServer', argument('ledger'));
    const document = vscode.window.activeTextEditor!.document;
    assert.match(document.fileName, /\.server\.json$/);
    const { tools, toolSnapshot } = (JSON.parse(document.getText()) as { _meta: Record<string, { tools: object[]; toolSnapshot: { digest: string } }> })._meta['io.github.mcp-roll-call/contract']!;
    assert.deepEqual(tools, [{ name: 'post_entry', effect: 'write', consent: 'every-call' }]);
    assert.match(toolSnapshot.digest, /^sha256:[0-9a-f]{64}$/);
    assert.ok(!shown.some(({ text }) => text.includes('Its tools are still to be filled in')));
    fs.rmSync(uri('mcp-registrations').fsPath, { recursive: true, force: true });
  });

  it('keeps no secret and no text but in the user’s own state folder', () => {
    assert.ok(fs.existsSync(path.join(stored, 'listening.json')));
    assert.ok(!fs.existsSync(uri('mcp-registrations').fsPath));
    assert.deepEqual(fs.readdirSync(uri('.vscode').fsPath), ['mcp.json']);
  });
});
