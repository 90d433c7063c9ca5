import assert from 'node:assert/strict';
import type { PolicyState } from '../../../../src/core/policy/policy-state.ts';
import { policyWith } from '../../policy/subjects.ts';
import { found, said } from '../incidents/look.ts';

describe('abandoned-server', () => {
  for (const name of ['github', 'postgres', 'slack', 'puppeteer', 'brave-search', 'gitlab', 'google-maps', 'gdrive']) {
    it(`@modelcontextprotocol/server-${name} is archived`, () => {
      const [finding] = found('abandoned-server', `npx -y @modelcontextprotocol/server-${name}`);
      assert.deepEqual([finding?.severity, finding?.at], ['warning', ['servers', 'x', 'args', 1]]);
      assert.match(said('abandoned-server', `npx -y @modelcontextprotocol/server-${name}@0.6.2`), /by The Model Context Protocol project is archived: flaws in it are not mended any more/);
    });
  }

  it('in Python and as an image too', () => {
    for (const launch of ['uvx mcp-server-sqlite', 'uvx mcp-server-sentry==2025.1.14', 'docker run -i --rm mcp/gitlab']) assert.match(said('abandoned-server', launch), /is archived/, launch);
  });

  it('names its successor where one is known', () => {
    assert.match(said('abandoned-server', 'npx -y @modelcontextprotocol/server-brave-search'), /In its place: Brave Search \(io\.github\.brave\/brave-search-mcp-server\)\.$/);
    assert.match(said('abandoned-server', 'npx -y @modelcontextprotocol/server-postgres'), /Look for a server that is maintained\.$/);
  });

  it('a deprecated one is information, at the address of one that is called', () => {
    const [finding] = found('abandoned-server', { type: 'http', url: 'https://radar.mcp.cloudflare.com/mcp' });
    assert.deepEqual([finding?.severity, finding?.at], ['info', ['servers', 'x', 'url']]);
    assert.match(said('abandoned-server', 'uvx awslabs.cdk-mcp-server@1.0.0'), /Amazon Web Services calls AWS CDK deprecated\. In its place: AWS Infrastructure as Code/);
  });

  it('what the policy approves is information', () => {
    const servers = [{ id: 'e', state: 'approved', match: [{ package: { type: 'npm', name: '@modelcontextprotocol/server-slack', versions: ['2025.4.25'] } }] }];
    const policy: PolicyState = { kind: 'ready', parts: [], policy: policyWith({ servers }) };
    assert.equal(found('abandoned-server', 'npx -y @modelcontextprotocol/server-slack@2025.4.25', { policy })[0]?.severity, 'info');
  });

  for (const launch of ['npx -y @modelcontextprotocol/server-memory', 'npx -y @brave/brave-search-mcp-server', 'npx -y @acme/server-slack', 'node server-slack', 'npx -y --registry=https://npm.contoso.example @modelcontextprotocol/server-slack', 'bash -c x']) {
    it(`says nothing of ${launch}`, () => assert.equal(said('abandoned-server', launch), ''));
  }
});
