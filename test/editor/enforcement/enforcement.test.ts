import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { closeAll, started, uri } from '../in-host.ts';

interface Verified {
  readonly exitCode: number;
  readonly policy: string;
  readonly clients: readonly {
    readonly client: string;
    readonly status: string;
    readonly versions: readonly string[];
    readonly sources: readonly { readonly path: string; readonly scope: string; readonly denies: number }[];
    readonly getsThrough: readonly { readonly name: string }[];
    readonly canaries: readonly { readonly about: string; readonly outcome: string }[];
  }[];
}

async function exported(format: string): Promise<string> {
  const file = uri(`enforcement.${format}`);
  await vscode.commands.executeCommand('mcpRollCall.exportEnforcement', { format, uri: file });
  const text = fs.readFileSync(file.fsPath, 'utf8');
  fs.rmSync(file.fsPath);
  return text;
}

/** Asks VS Code to start a server of the workspace, as a click in its list does; whether it ran within that many milliseconds. */
async function starts(name: string, limit: number): Promise<boolean> {
  const trace = uri(`${name}.started`).fsPath;
  fs.rmSync(trace, { force: true });
  // A start that is denied ends without an error: what counts is whether the server ran.
  await vscode.commands.executeCommand('workbench.mcp.startServer', `mcp.config.ws0.${name}`);
  for (const end = Date.now() + limit; Date.now() < end && !fs.existsSync(trace); ) await new Promise((resolve) => setTimeout(resolve, 100));
  await vscode.commands.executeCommand('workbench.mcp.stopServer', `mcp.config.ws0.${name}`);
  return fs.existsSync(trace);
}

describe('Verify Enforcement in VS Code', () => {
  before(started);
  afterEach(closeAll);

  it('says of this VS Code what VS Code does: a denied server is blocked, the other gets through', async function () {
    this.timeout(60_000);
    const { clients, policy, exitCode } = JSON.parse(await exported('json')) as Verified;
    const here = clients.find(({ client }) => client === 'vscode')!;
    assert.deepEqual([policy, exitCode, here.status, here.versions[0]], ['ready', 1, 'partly', vscode.version]);
    assert.deepEqual(here.getsThrough.map(({ name }) => name), ['other']);
    assert.equal(here.canaries.find(({ about }) => about.startsWith('`canary`, denied'))?.outcome, 'blocked');
    assert.ok(here.sources.some(({ path, scope, denies }) => /User[\\/]settings\.json$/.test(path) && scope === 'user' && denies === 1));
    // The other first: once it has run, VS Code is up to starting servers.
    assert.equal(await starts('other', 20_000), true);
    assert.equal(await starts('canary', 4000), false);
  });

  it('writes Markdown', async () => {
    assert.match(await exported('markdown'), /^## Enforcement of the MCP policy on this machine\n/);
  });

  it('opens a view', async () => {
    await vscode.commands.executeCommand('mcpRollCall.verifyEnforcement');
    assert.ok((await vscode.commands.getCommands(true)).includes('mcpRollCall.enforcement.focus'));
  });
});
