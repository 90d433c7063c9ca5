import assert from 'node:assert/strict';
import { compileForCline } from '../../../../src/core/native/cline/compile.ts';
import { planOf } from '../../../../src/core/native/compile/plan-of.ts';
import type { Compiled, Plan } from '../../../../src/core/native/compile/plan.ts';
import type { NativeSubject } from '../../../../src/core/native/native.ts';
import { render } from '../../../../src/core/text/message.ts';
import { now, policyWith } from '../../policy/subjects.ts';
import { ledger, server } from './organisation.ts';

const policy = policyWith({
  servers: [
    { id: 'com.contoso/ledger', state: 'approved', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] } }] },
    { id: 'com.contoso/docs', state: 'approved', match: [{ url: { host: 'mcp.contoso.com', path: '/docs', pathMatch: 'exact' } }] },
    { id: 'evil', state: 'denied', match: [{ package: { type: 'npm', name: 'evil' } }] },
  ],
});

function compiled(seen: readonly NativeSubject[] = [], mode: Plan['mode'] = 'allow-and-deny', of = policy): Compiled {
  return compileForCline(planOf(of, { now, mode, seen }));
}

function written({ files }: Compiled): unknown {
  assert.deepEqual(files.map(({ name }) => name), ['cline-remote-config.json']);
  return JSON.parse(files[0]!.text);
}

describe('compiled for Cline', () => {
  it('a policy is names of local servers, and addresses that everybody gets', () => {
    assert.deepEqual(written(compiled()), {
      version: 'v1',
      allowedMCPServers: [{ id: 'ledger' }],
      remoteMCPServers: [{ name: 'docs', url: 'https://mcp.contoso.com/docs' }],
      blockPersonalRemoteMCPServers: true,
    });
  });

  it('the names are those in use', () => {
    assert.deepEqual((written(compiled([server('bookkeeping', ledger)])) as { allowedMCPServers: unknown }).allowedMCPServers, [{ id: 'bookkeeping' }]);
  });

  it('a name under which something denied is in use is left out', () => {
    const names = written(compiled([server('tools', ledger), server('tools', { command: 'npx', args: ['-y', 'evil@1.0.0'] })])) as Record<string, unknown>;
    assert.equal('allowedMCPServers' in names, false);
    assert.equal(names['mcpMarketplaceEnabled'], false);
  });

  it('a policy that approves nothing blocks every server, by switches: an empty list would block none', () => {
    assert.deepEqual(written(compiled([], 'allow-and-deny', policyWith({ servers: [{ id: 'evil', state: 'denied', match: [{ package: { type: 'npm', name: 'evil' } }] }] }))), {
      version: 'v1',
      mcpMarketplaceEnabled: false,
      remoteMCPServers: [],
      blockPersonalRemoteMCPServers: true,
    });
  });

  it('an address with a secret or a variable in it is not handed out', () => {
    const open = policyWith({ servers: [{ id: 'a', state: 'approved', match: [{ url: { host: 'mcp.contoso.com', path: '/x', pathMatch: 'prefix', query: ['key'] } }] }] });
    const seen = ['https://mcp.contoso.com/x/a?key=b7Qw93kdZp02mm4TxY', 'https://mcp.contoso.com/x/${env:TEAM}', 'https://mcp.contoso.com/x/b'].map((url, i) => server(`s${i}`, { type: 'streamableHttp', url }));
    const result = compiled(seen, 'allow-and-deny', open);
    assert.deepEqual((written(result) as { remoteMCPServers: unknown }).remoteMCPServers, [{ name: 's2', url: 'https://mcp.contoso.com/x/b' }]);
    assert.doesNotMatch(JSON.stringify([result.files, result.delivery, result.losses.map(({ message }) => render(message))]), /b7Qw93/);
  });

  it('two servers of one name keep both', () => {
    const open = policyWith({ servers: [{ id: 'a', state: 'approved', match: [{ url: { host: 'mcp.contoso.com', path: '/x', pathMatch: 'prefix' } }] }] });
    const seen = ['a', 'b'].map((path) => server('docs', { type: 'streamableHttp', url: `https://mcp.contoso.com/x/${path}` }));
    assert.deepEqual((written(compiled(seen, 'allow-and-deny', open)) as { remoteMCPServers: { name: string }[] }).remoteMCPServers.map(({ name }) => name), ['docs', 'docs-2']);
  });

  it('denials alone cannot be said: nothing is written, and why', () => {
    const { files, losses } = compiled([], 'deny-only');
    assert.deepEqual(files, []);
    assert.match(render(losses[0]!.message), /^Cline has no list of what is denied/);
    assert.equal(losses[0]!.covers(server('x', { command: 'npx', args: ['-y', 'evil@1.0.0'] })), true);
    assert.equal(losses[0]!.covers(server('x', ledger)), false);
  });

  it('tells what gets by: anything under a listed name, and nothing under another', () => {
    const { losses, delivery } = compiled();
    const byName = losses.find(({ direction, dimension }) => direction === 'lets-through' && dimension === 'whole-server')!;
    assert.match(render(byName.message), /^Of a local server Cline compares nothing but its name: whatever is declared as `ledger` starts/);
    assert.deepEqual(['ledger', 'other'].map((name) => byName.covers(server(name, { command: 'evil' }))), [true, false]);
    assert.equal(byName.covers(server('ledger', { type: 'streamableHttp', url: 'https://evil.example' })), false);
    assert.match(delivery.join('\n'), /Everybody gets the servers under `remoteMCPServers`\*\*: Cline adds it to each person’s settings, in place of what has that name there\..*: `docs`\. Take out/);
  });
});
