import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { authorizationServer, protectedVoice, type AuthorizationServer } from '../../servers/authorization-server.ts';
import type { HttpVoice } from '../../servers/http-voice.ts';
import { closeAll, started, uri, write } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');
const argument = { file: '', path: ['servers', 'remote'] };

/** Every file below a folder that holds a text. */
function holding(folder: string, text: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = path.join(folder, name);
    return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true && fs.readFileSync(file, 'utf8').includes(text);
  });
}

describe('listening to a server that wants somebody to sign in', function () {
  this.timeout(90_000);
  let authorization: AuthorizationServer;
  let server: HttpVoice;
  const asked: { text: string; detail: string }[] = [];
  let agrees = false;
  const picks: string[][] = [];
  const opened: string[] = [];
  const execute = vscode.commands.executeCommand;

  before(async () => {
    const say = (text: string, ...rest: (string | vscode.MessageOptions)[]): Promise<string | undefined> => {
      const options = rest.find((one) => typeof one === 'object');
      asked.push({ text, detail: options?.detail ?? '' });
      if (text.startsWith('Call `')) return Promise.resolve('Listen Once');
      return Promise.resolve(agrees && text.startsWith('Sign in') ? 'Open Browser' : undefined);
    };
    const pick = (items: readonly vscode.QuickPickItem[]): Promise<unknown> => {
      picks.push(items.map(({ label, description = '' }) => `${label} ${description}`));
      return Promise.resolve(items);
    };
    Object.assign(vscode.window, { showInformationMessage: say, showWarningMessage: say, showErrorMessage: say, showQuickPick: pick });
    // The browser, which goes wherever it is sent and lets its user in.
    const browse = (command: string, ...rest: unknown[]): Thenable<unknown> => {
      if (command !== 'vscode.open' || typeof rest[0] !== 'string') return execute(command, ...rest);
      opened.push(rest[0]);
      void fetch(rest[0]).then((response) => response.text());
      return Promise.resolve(true);
    };
    Object.assign(vscode.commands, { executeCommand: browse });
    await started();
    authorization = await authorizationServer();
    server = await protectedVoice(authorization);
    write(config(), JSON.stringify({ servers: { remote: { type: 'http', url: server.url } } }));
    argument.file = config().fsPath;
    await vscode.commands.executeCommand('mcpRollCall.rescan');
  });
  after(async () => {
    Object.assign(vscode.commands, { executeCommand: execute });
    await Promise.all([authorization.close(), server.close()]);
  });
  beforeEach(() => {
    asked.length = 0;
    opened.length = 0;
  });
  afterEach(closeAll);

  const page = (): string => vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'mcp-roll-call-listening')?.document.getText() ?? '';
  const listen = (): Thenable<unknown> => vscode.commands.executeCommand('mcpRollCall.listen', argument);

  it('opens no browser before the user agreed, with the page and the permissions in view', async () => {
    await listen();
    const question = asked.find(({ text }) => text === 'Sign in to listen to `remote`?');
    assert.ok(question, JSON.stringify(asked));
    assert.ok(question.detail.includes(new URL(authorization.issuer).origin), question.detail);
    assert.match(question.detail, /Permissions: ledger:read, ledger:write/);
    assert.deepEqual(opened, []);
    assert.equal(page(), '');
  });

  it('signs in by the browser, listens, and keeps the token where VS Code keeps secrets and nowhere else', async () => {
    agrees = true;
    await listen();
    assert.equal(opened.length, 1);
    assert.match(page(), /^# What `remote` says of itself/);
    const [token] = [...authorization.good.keys()];
    assert.ok(token);
    for (const place of [process.env['TEST_HOME']!, uri('.').fsPath]) assert.deepEqual(holding(place, token), []);
    assert.ok(!asked.some(({ text, detail }) => `${text}${detail}`.includes(token)));
    agrees = false;
    asked.length = 0;
    await listen();
    assert.ok(!asked.some(({ text }) => text.startsWith('Sign in')), 'it asked again');
  });

  it('signs out on demand, and then asks again', async () => {
    await vscode.commands.executeCommand('mcpRollCall.signOutOfServer');
    assert.deepEqual(picks.at(-1), [`${server.url} signed in at ${authorization.issuer}`]);
    await listen();
    assert.ok(asked.some(({ text }) => text.startsWith('Sign in')));
    await vscode.commands.executeCommand('mcpRollCall.signOutOfServer');
    assert.match(asked.at(-1)!.text, /is signed in to no server/);
  });
});
