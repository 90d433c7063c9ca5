import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { serve, type TestServer } from '../../policy-host/server.ts';
import { TestRegistry } from '../../registry/server.ts';
import { closeAll, started } from '../in-host.ts';

describe('a registry that wants to know who asks', function () {
  this.timeout(40_000);
  let server: TestServer;
  let registry: TestRegistry;

  before(async () => {
    registry = await TestRegistry.start();
    registry.token = 'x';
    const text = JSON.stringify({ policyVersion: 1, serial: 500, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers: [], registries: [{ url: registry.url, api: 'v0.1', trust: 'approves', auth: 'entra' }] });
    server = await serve((_, response) => response.writeHead(200).end(text));
    await started();
    await vscode.workspace.getConfiguration('mcpRollCall').update('policy.url', `${server.origin}/entra.json`, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await vscode.workspace.getConfiguration('mcpRollCall').update('policy.url', undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
    await server.close();
    await registry.stop();
  });

  it('is not asked without a sign-in, and nobody is asked to sign in but by the command', async () => {
    await vscode.commands.executeCommand('mcpRollCall.refreshPolicy');
    assert.equal(registry.asked.length, 0);
    // No window may ask during a test: signing in is refused as if the user had given it up, and the command ends as it should.
    await vscode.commands.executeCommand('mcpRollCall.signInToRegistry');
    assert.equal(registry.asked.length, 0);
  });
});
