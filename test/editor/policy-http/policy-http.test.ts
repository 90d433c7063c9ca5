import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { ServerResponse } from 'node:http';
import * as vscode from 'vscode';
import manifest from '../../../package.json';
import { serve, type TestServer } from '../../policy-host/server.ts';
import { TestRegistry } from '../../registry/server.ts';
import { closeAll, looksWhileNothingChanges, ours, ruleOf, started, told, until, uri, write } from '../in-host.ts';

const config = (): vscode.Uri => uri('.vscode', 'mcp.json');
const approving = (name: string, version: string): object => ({ id: name, state: 'approved', match: [{ package: { type: 'npm', name, versions: [version] } }] });
const ledger = approving('@contoso/ledger-mcp', '1.4.2');
const weather = approving('weather-mcp-server', '2.0.1');
const document = (serial: number, servers: readonly object[], more: object = {}): string => JSON.stringify({ policyVersion: 1, serial, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers, ...more });

/** The names of servers that a verdict's diagnostic stands at, with its severity. */
function marked(): Record<string, string> {
  const text = fs.readFileSync(config().fsPath, 'utf8').split('\n');
  const rows = ours(config()).filter((diagnostic) => ruleOf(diagnostic) === 'not-approved');
  return Object.fromEntries(rows.map(({ range, severity }) => [/"([^"]+)"/.exec(text[range.start.line]!)![1]!, vscode.DiagnosticSeverity[severity]]));
}

async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('mcpRollCall').update(name, value, vscode.ConfigurationTarget.Global);
}

const settles = (what: string, wanted: Record<string, string>): Promise<unknown> =>
  until(what, () => JSON.stringify(marked()) === JSON.stringify(wanted)).catch((error: unknown) => {
    throw new Error(`${what}: ${JSON.stringify(marked())} | ${told(config()).join(' | ')}`, { cause: error });
  });

describe('a policy over HTTP', function () {
  this.timeout(40_000);
  let server: TestServer;
  let registry: TestRegistry | undefined;
  let answer: (response: ServerResponse) => void;
  const gives = (text: string): void => {
    answer = (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  };
  const refresh = (): Thenable<unknown> => vscode.commands.executeCommand('mcpRollCall.refreshPolicy');

  before(async () => {
    server = await serve((_, response) => answer(response));
    await started();
  });
  after(async () => {
    await setting('policy.url', undefined);
    await closeAll();
    await server.close();
    await registry?.stop();
  });

  it('reaches the diagnostics once its address is set, without a restart', async () => {
    assert.deepEqual(marked(), {});
    gives(document(1, [ledger]));
    await setting('policy.url', `${server.origin}/policy.json`);
    await settles('what is not approved', { weather: 'Warning', files: 'Warning' });
  });

  it('reaches them again when it changes', async () => {
    gives(document(2, [ledger, weather, { id: 'no', state: 'denied', match: [{ package: { type: 'npm', name: 'files-mcp' } }] }]));
    await refresh();
    await settles('weather approved, files denied', { files: 'Error' });
  });

  it('that answers 503, 404, something else or an older issue leaves everything as it is', async () => {
    const elsewhere = await serve((_, response) => response.writeHead(200).end(document(9, [approving('files-mcp', '3.0.0')])));
    const answers: [string, (response: ServerResponse) => void][] = [
      ['503', (response) => void response.writeHead(503).end()],
      ['404', (response) => void response.writeHead(404).end()],
      ['not JSON', (response) => void response.writeHead(200).end('<html>Sign in</html>')],
      ['cut off', (response) => void response.writeHead(200).end(document(3, []).slice(0, 40))],
      ['rolled back', (response) => void response.writeHead(200).end(document(1, [approving('files-mcp', '3.0.0')]))],
      ['sent elsewhere', (response) => void response.writeHead(302, { location: `${elsewhere.origin}/policy.json` }).end()],
    ];
    for (const [what, given] of answers) {
      answer = given;
      await refresh();
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert.deepEqual(marked(), { files: 'Error' }, what);
    }
    assert.deepEqual(elsewhere.asked, []);
    await elsewhere.close();
  });

  it('trusts a registry, and what that has not told is neither approved nor blocked', async () => {
    registry = await TestRegistry.start();
    registry.list({ name: 'io.example/files', version: '3.0.0', packages: [{ registryType: 'npm', identifier: 'files-mcp', version: '3.0.0', transport: { type: 'stdio' } }] });
    registry.fault = () => ({ status: 503 });
    gives(document(4, [ledger], { registries: [{ url: registry.url, api: 'v0.1', trust: 'approves' }] }));
    await refresh();
    await settles('undetermined', { weather: 'Information', files: 'Information' });
    registry.fault = () => undefined;
    await refresh();
    await settles('files approved by the registry', { weather: 'Warning' });
    registry.fault = () => ({ status: 503 });
    await refresh();
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.deepEqual(marked(), { weather: 'Warning' }, 'after the registry went away');
    registry.fault = () => undefined;
  });

  it('leaves the window in peace while nothing changes', async () => {
    const looks = await looksWhileNothingChanges(config());
    assert.ok(looks <= 1, `${looks} times in five seconds`);
  });

  it('is never named, nor its keys, by a workspace, with any setting there is', async () => {
    const attacker = await serve((_, response) => response.writeHead(200).end(document(99, [weather, approving('files-mcp', '3.0.0')])));
    const values = [`${attacker.origin}/policy.json`, [`${attacker.origin}/policy.json`], { url: `${attacker.origin}/policy.json` }, { keys: [] }, [], true, 'off'];
    for (const name of Object.keys(manifest.contributes.configuration.properties)) {
      for (const value of values) write(uri('.vscode', 'settings.json'), JSON.stringify({ [name]: value, '[jsonc]': { [name]: value } }));
      write(uri('.env'), `MCP_ROLL_CALL_POLICY=${attacker.origin}/policy.json\n`);
      await vscode.commands.executeCommand('mcpRollCall.rescan');
      await refresh();
      assert.deepEqual(marked(), { weather: 'Warning' }, name);
    }
    assert.deepEqual(attacker.asked, []);
    fs.rmSync(uri('.vscode', 'settings.json').fsPath);
    fs.rmSync(uri('.env').fsPath);
    await attacker.close();
  });
});
