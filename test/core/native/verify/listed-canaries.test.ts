import assert from 'node:assert/strict';
import { render } from '../../../../src/core/text/message.ts';
import { approved, denied, npm, policyOf } from '../../policy/subjects.ts';
import { ready } from './literal-client.ts';
import { verifiedOn } from './on-machine.ts';

describe('lists that let more through than the policy approves, and no server here shows it', () => {
  const policy = ready(policyOf(approved('ledger', npm('ledger', '1.0.0')), approved('web', { url: { host: 'mcp.contoso.com', path: '/mcp' } }), denied('shell', npm('shell'))));
  const exact = { serverCommand: ['npx', '-y', 'ledger@1.0.0'] };
  const address = { serverUrl: 'https://mcp.contoso.com/mcp' };
  const managed = '/etc/claude-code/managed-settings.json';

  const claude = async (...more: readonly unknown[]) => verifiedOn(policy, { [managed]: { allowManagedMcpServersOnly: true, allowedMcpServers: [exact, address, ...more] } }, 'claude-code', ['2.1.300']);

  it('exactly what is approved is enforced', async () => {
    assert.equal((await claude()).status, 'enforced');
  });

  for (const [what, entry] of [
    ['another command line', { serverCommand: ['npx', '-y', 'other@1.0.0'] }],
    ['another version', { serverCommand: ['npx', '-y', 'ledger@2.0.0'] }],
    ['a whole host', { serverUrl: 'https://mcp.contoso.com/*' }],
    ['a domain', { serverUrl: 'https://*.contoso.com/*' }],
    ['an open host', { serverUrl: 'https://mcp.contoso.com*' }],
    ['a host without path', { serverUrl: 'https://other.contoso.com' }],
    ['any scheme', { serverUrl: '*://mcp.contoso.com/mcp' }],
  ] as const) {
    it(`${what} is told`, async () => {
      const client = await claude(entry);
      assert.equal(client.status, 'partly');
      assert.ok(client.canaries.some(({ passed, about }) => !passed && /on its list/.test(render(about))));
    });
  }

  it('a name on a list of names is whatever somebody calls so, whether a server of that name is here or not', async () => {
    const names = ready(policyOf(approved('ledger', npm('ledger', '1.0.0'))));
    const client = await verifiedOn(names, { '/etc/gemini-cli/settings.json': { mcp: { allowed: ['ledger'] } } }, 'gemini-cli');
    assert.equal(client.status, 'partly');
    const fixed = await verifiedOn(names, { '/etc/gemini-cli/settings.json': { mcp: { allowed: ['ledger'] }, mcpServers: { ledger: { command: 'npx', args: ['-y', 'ledger@1.0.0'] } } } }, 'gemini-cli');
    assert.notEqual(fixed.status, 'partly');
  });

  it('an entry of Codex that says nothing of arguments', async () => {
    const requirements = (identity: string): string => `[mcp_servers.ledger]\nidentity = ${identity}\n[plugins]\n`;
    const line = '{ command = { executable = "npx", args = [{ match = "exact", value = "-y" }, { match = "exact", value = "ledger@1.0.0" }] } }';
    const only = ready(policyOf(approved('ledger', npm('ledger', '1.0.0'))));
    const through = async (identity: string) => (await verifiedOn(only, { '/etc/codex/requirements.toml': requirements(identity) }, 'codex')).canaries.filter(({ must, outcome }) => must === 'be-blocked' && outcome === 'allowed').map(({ launch }) => launch);
    assert.deepEqual(await through(line), []);
    assert.deepEqual(await through('{ command = "npx" }'), ['npx mcp-roll-call-canary']);
    assert.deepEqual(await through('{ url = { match = "prefix", value = "https://mcp.contoso.com" } }'), ['https://mcp.contoso.comcanary']);
  });

  it('says no secret that stands in a list', async () => {
    const secret = `ghp_${'a1B2c3D4'.repeat(4)}a1B2`;
    const client = await claude({ serverCommand: ['npx', '-y', 'other@1.0.0', '--token', secret] }, { serverName: secret });
    assert.ok(!JSON.stringify(client.canaries.map(({ about, launch, reason }) => [render(about), launch, render(reason)])).includes(secret));
  });
});
