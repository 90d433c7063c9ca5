import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { clients } from '../../../src/core/clients/clients.ts';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { identify } from '../../../src/core/identity/identify.ts';
import { vscodeSettings } from '../../../src/core/native/vscode/read.ts';
import { vscodeNative } from '../../../src/core/native/vscode/vscode.ts';
import { render } from '../../../src/core/text/message.ts';
import { until, uri } from '../in-host.ts';

const names = ['ledger', 'canary'] as const;

/** The servers whose one tool VS Code offers. */
function offered(): string[] {
  return names.filter((name) => vscode.lm.tools.some((tool) => tool.name.includes(`${name}_greet`)));
}

describe('a deny list in the user’s settings before VS Code starts', () => {
  // Tools come without an event: a document that is opened makes `until` look again.
  let clock: ReturnType<typeof setInterval>;
  before(() => {
    clock = setInterval(() => void vscode.workspace.openTextDocument({ content: '' }), 200);
  });
  after(() => clearInterval(clock));

  it('stops the canary and lets the other server start, as our reading of it says', async () => {
    const settings = path.join(process.env['TEST_RUN']!, 'vscode/data/User/settings.json');
    const list = vscodeSettings([]).read(parseJson(fs.readFileSync(settings, 'utf8')).tree!)!;
    const enforcement = vscodeNative.enforce([{ list, path: settings, scope: 'user' }], { platform: 'linux', version: vscode.version });
    const config = uri('.vscode', 'mcp.json').fsPath;
    const locations = clients.find(({ id }) => id === 'vscode')!.locations.filter((location) => location.path === '.vscode/mcp.json');
    const known = { path: '.vscode/mcp.json', scope: 'workspace', clients: ['vscode'], spelling: 'vscode', locations } as const;
    const file = readConfigFile({ path: config, known, live: true, content: { text: fs.readFileSync(config, 'utf8') } });
    const said = file.declarations.map((server) => {
      const { outcome, reason } = enforcement.judge({ server, identity: identify(server, { scope: 'workspace' }), file });
      return `${server.name} ${outcome}: ${render(reason)}`;
    });
    assert.deepEqual(said, [
      'ledger allowed: No list of VS Code keeps it from being started when it is asked to.',
      'canary blocked: VS Code does not start it: its deny list has serverCommand node server.mjs canary.',
    ]);

    // A start that is refused resolves like any other: only what runs afterwards tells.
    await vscode.commands.executeCommand('workbench.mcp.startServer', 'mcp.config.ws0.canary');
    await vscode.commands.executeCommand('workbench.mcp.startServer', 'mcp.config.ws0.ledger');
    await until('the tool of ledger', () => offered().includes('ledger'));
    assert.deepEqual(offered(), ['ledger']);
  });
});
