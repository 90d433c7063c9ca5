import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { intakeServer, type IntakeServer } from '../../intake-host/server.ts';
import { openWindow, type Window } from './window.ts';

describe('asking for a decision, in a window', () => {
  let window: Window;
  let server: IntakeServer;
  let serial = 1;
  const policy = (change: object): void => {
    const file = path.join(window.run.root, 'policy.json');
    fs.writeFileSync(file, JSON.stringify({ ...(JSON.parse(fs.readFileSync(file, 'utf8')) as object), serial: ++serial, ...change }));
  };

  before(async function () {
    this.timeout(120_000);
    server = await intakeServer();
    window = await openWindow({ fixture: 'intake', settings: ({ root }) => ({ 'mcpRollCall.policy.file': path.join(root, 'policy.json') }) });
    policy({ intake: { kind: 'post', name: 'AI platform team', url: `${server.url}/mcp` } });
    await window.workbench.statusItem('MCP 1 of 2').waitFor();
  });
  after(async () => {
    await window?.close();
    await server.close();
  });

  it('shows exactly what is sent before anything is', async () => {
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.goTo(7, 7);
    await window.workbench.applyQuickFix('Submit the registration of `weather`');
    await window.workbench.row('Send').waitFor();
    await window.workbench.editorText('Nothing has been sent yet');
    await window.workbench.screenshot('submission-preview');
    for (const label of ['Send', 'Change Who Looks at It...', 'Fill In the Draft First', 'Cancel']) assert.equal(await window.workbench.row(label).count(), 1, label);
    assert.equal(server.received.length, 0);
  });

  it('lets the user say who is to look at it', async () => {
    await window.workbench.pick('Change Who Looks at It...');
    await window.workbench.quickInput.locator('input').first().fill('@ada @contoso/security');
    await window.page.keyboard.press('Enter');
    await window.workbench.editorText('Asked to look at it: @ada @contoso/security');
  });

  it('sends it, and shows the server as pending', async () => {
    await window.workbench.pick('Send');
    await window.workbench.toasts.filter({ hasText: 'You asked for `weather`' }).waitFor();
    assert.deepEqual((JSON.parse(server.received[0]!.body) as { reviewers: string[] }).reviewers, ['@ada', '@contoso/security']);
    await window.workbench.openFile('.vscode/mcp.json');
    await window.workbench.statusItem('MCP 1 of 2').waitFor();
    await window.workbench.statusItem('MCP 1 of 2').click();
    await window.workbench.treeRow('weather').waitFor();
    await window.workbench.screenshot('submission-pending');
  });

  it('tells once that it was approved', async () => {
    policy({ servers: ['@contoso/ledger-mcp@1.4.2', 'weather-mcp-server@2.0.1'].map((spec) => ({ id: spec, state: 'approved', match: [{ package: { type: 'npm', name: spec.slice(0, spec.lastIndexOf('@')), versions: [spec.slice(spec.lastIndexOf('@') + 1)] } }] })) });
    const toast = window.workbench.toasts.filter({ hasText: '`weather` is now approved' });
    await toast.waitFor();
    assert.match(await toast.innerText(), /You asked for it on \d{4}-\d\d-\d\d\./);
    await window.workbench.statusItem('MCP 2').waitFor();
    await window.workbench.treeRow('Pending').waitFor({ state: 'hidden' });
    await window.workbench.screenshot('submission-approved');
  });
});
