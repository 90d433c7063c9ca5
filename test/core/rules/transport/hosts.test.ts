import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pointer } from '../../../../src/core/config/node.ts';
import { render } from '../../../../src/core/text/message.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import type { PolicyState } from '../../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { findingsOf } from '../findings-of.ts';

const hostRules = ['plain-http', 'raw-ip', 'tunnel-host', 'hosted-proxy', 'look-alike-host', 'deprecated-sse', 'outside-gateway'];

/** The rules that speak of a URL, in the order of their ids. */
function rulesFor(url: string, more: object = { type: 'http' }, policy?: PolicyState): string[] {
  return findingsOf({ ...more, url }, { only: hostRules, ...(policy && { policy }) }).map(({ ruleId }) => ruleId).sort();
}

function only(url: string, rule: string): { readonly severity: string; readonly text: string; readonly fixed: unknown } {
  const [finding, ...others] = findingsOf({ type: 'http', url }, { only: [rule] });
  assert.ok(finding);
  assert.deepEqual(others, []);
  assert.equal(pointer(finding.at), '/mcpServers/x/url');
  const change = finding.fixes[0]?.changes[0];
  return { severity: finding.severity, text: render(finding.message), fixed: change?.op === 'replace' ? change.value : undefined };
}

function policyWith(gateway: unknown, approves = true): PolicyState {
  const source = { at: '/policy.json', kind: 'file', namedBy: 'setting' } as const;
  const { document } = readPolicy(JSON.stringify({ policyVersion: 1, servers: [], gateway }), source.at);
  assert.ok(document?.gateway);
  return { kind: 'ready', parts: [], policy: compilePolicy([{ document, approves }]) };
}

describe('hosts that servers are called at', () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    // Nothing to say.
    ['https://mcp.notion.com/mcp', []],
    ['https://api.githubcopilot.com/mcp/', []],
    ['https://github.contoso.com/mcp', []],
    ['https://mcp.search.contoso.co.uk/mcp', []],
    ['http://localhost:3000/mcp', []],
    ['http://127.0.0.1/mcp', []],
    ['http://0x7f.1/mcp', []],
    ['http://2130706433/mcp', []],
    ['http://[::1]:8080/mcp', []],
    ['http://app.localhost/mcp', []],
    ['https://${input:host}/mcp', []],
    ['http://${HOST}:8080/mcp', []],
    ['http://{HOST}:8080/mcp', []],
    ['http://<your host>/mcp', []],
    ['http://%HOST%/mcp', []],
    ['http://your-server:8080/mcp', []],
    ['http://YOUR_HOST/sse', []],
    ['https://bücher.contoso.com/mcp', []],
    ['https://例子.contoso.com/mcp', []],
    ['https://fender.com/mcp', []],
    ['https://motion.com/mcp', []],
    ['https://strike.com/mcp', []],
    ['https://me:@contoso.com/mcp', []],
    ['https://laptop.tail1234.ts.net/mcp', []],
    ['https://smithery.ai/docs', []],
    ['https://glama.ai/mcp/servers', []],
    ['https://backend.composio.dev/api/v1/tools', []],
    ['https://github.com.mcas.ms/mcp', []],
    ['https://x.amazonaws.com.cn/mcp', []],
    ['https://192.168.1.20/mcp', []],
    ['https://203.0.113.7/mcp', []],
    ['not an address', []],
    ['', []],
    ['http://', []],
    ['https://[/', []],
    ['https://assets.contoso.com/ssession', []],
    // Plain HTTP.
    ['http://mcp.contoso.com/mcp', ['plain-http']],
    ['HTTP://mcp.contoso.com/mcp', ['plain-http']],
    ['ws://mcp.contoso.com/mcp', ['plain-http']],
    ['http://192.168.1.20:8123/mcp', ['plain-http']],
    ['http://10.0.0.8/mcp', ['plain-http']],
    ['http://localhost.contoso.com/', ['plain-http']],
    // Bare addresses.
    ['https://8.8.8.8/mcp', ['raw-ip']],
    ['http://8.8.8.8/mcp', ['raw-ip']],
    ['https://[2606:4700::1111]/mcp', ['raw-ip']],
    ['http://0x08080808/', ['raw-ip']],
    ['http://134744072/mcp', ['raw-ip']],
    ['http://3232235796/mcp', ['raw-ip']],
    ['http://169.254.169.254/latest/', ['raw-ip']],
    ['http://[::ffff:169.254.169.254]/latest/', ['raw-ip']],
    // Tunnels.
    ['https://a1b2.ngrok-free.app/mcp', ['tunnel-host']],
    ['https://words-and-words.trycloudflare.com/mcp', ['tunnel-host']],
    ['https://abc-8080.euw.devtunnels.ms/mcp', ['tunnel-host']],
    ['https://me.loca.lt./mcp', ['tunnel-host']],
    ['https://codespace-3000.app.github.dev/mcp', ['tunnel-host']],
    ['http://a1b2.ngrok.io/mcp', ['plain-http', 'tunnel-host']],
    ['https://ngrok.io.contoso.com/mcp', []],
    ['https://myngrok.io/mcp', []],
    // Other people's hosting.
    ['https://server.smithery.ai/@a/b/mcp', ['hosted-proxy']],
    ['https://linear.run.tools', ['hosted-proxy']],
    ['https://glama.ai/endpoints/abc/mcp', ['hosted-proxy']],
    ['https://backend.composio.dev/v3/mcp/abc?user_id=x', ['hosted-proxy']],
    ['https://remote.mcp.pipedream.net/v3', ['hosted-proxy']],
    ['https://github-mcp-server.klavis.ai/mcp/?instance_id=x', ['hosted-proxy']],
    ['https://www.mcp.run/api/mcp/sse?nonce=x', ['deprecated-sse', 'hosted-proxy']],
    // Hosts that pass for others.
    ['https://api.github.com@tools.contoso.net/mcp', ['look-alike-host']],
    ['https://github.com:443@tools.contoso.net/mcp', ['look-alike-host']],
    ['https://mcp.nоtion.com/mcp', ['look-alike-host']],
    ['https://mcp.xn--ntion-jye.com/mcp', ['look-alike-host']],
    ['https://githuh.com/mcp', ['look-alike-host']],
    ['https://api.gihtub.com/mcp', ['look-alike-host']],
    ['https://githhub.com/mcp', ['look-alike-host']],
    ['https://gthub.com/mcp', ['look-alike-host']],
    ['https://mcp.cl0udflare.com/mcp', ['look-alike-host']],
    ['https://github.com.tools.contoso.net/mcp', ['look-alike-host']],
    ['https://github.com.tools.contoso.co.uk/mcp', ['look-alike-host']],
    // The deprecated transport.
    ['https://mcp.contoso.com/sse', ['deprecated-sse']],
    ['https://mcp.contoso.com/SSE/?a=b', ['deprecated-sse']],
    ['http://localhost:3000/sse', []],
  ];
  for (const [url, rules] of rows) it(`${url || '(empty)'}: ${rules.join(', ') || 'silent'}`, () => assert.deepEqual(rulesFor(url), rules));

  it('say what is wrong, and what to do', () => {
    assert.match(only('http://169.254.169.254/', 'raw-ip').text, /where a cloud’s machines fetch their own credentials/);
    assert.equal(only('http://169.254.169.254/', 'raw-ip').severity, 'error');
    assert.deepEqual([only('http://134744072:80/mcp', 'raw-ip').fixed, only('http://134744072:80/mcp', 'raw-ip').text], [
      'http://8.8.8.8:80/mcp', '`134744072` is the address 8.8.8.8 in another spelling, which only hides where the server is. Write the host’s name.',
    ]);
    assert.equal(only('https://api.githuh.com/mcp', 'look-alike-host').fixed, 'https://api.github.com/mcp');
    assert.equal(only('https://mcp.nоtion.com/mcp', 'look-alike-host').fixed, undefined, 'several scripts');
    assert.equal(only('https://mcp.notión.com/mcp', 'look-alike-host').fixed, 'https://mcp.notion.com/mcp');
    assert.match(only('https://api.github.com@tools.contoso.net/mcp', 'look-alike-host').text, /^This calls `tools\.contoso\.net`, not `api\.github\.com`/);
    assert.equal(only('ws://mcp.contoso.com/', 'plain-http').fixed, 'wss://mcp.contoso.com/');
  });

  it('one thing is said once: a login that seems a host is neither a secret nor an unclear launch besides', () => {
    assert.deepEqual(findingsOf({ type: 'http', url: 'https://api.github.com@tools.contoso.net/mcp' }).map(({ ruleId }) => ruleId), ['look-alike-host']);
    assert.deepEqual(findingsOf({ type: 'http', url: 'https://b7Qw93kdZp02@tools.contoso.net/mcp' }, { only: ['look-alike-host', 'literal-secret'] }).map(({ ruleId }) => ruleId), ['literal-secret']);
  });

  it('are those that a bridge is given, too', () => {
    const through = (...args: string[]) => findingsOf({ command: 'npx', args: ['-y', 'mcp-remote@0.1.38', ...args] }, { only: hostRules }).map(({ ruleId, at }) => `${ruleId} ${pointer(at)}`).sort();
    assert.deepEqual(through('http://mcp.contoso.com/mcp', '--allow-http'), ['plain-http /mcpServers/x/args/2']);
    assert.deepEqual(through('https://a.ngrok.app/sse'), ['deprecated-sse /mcpServers/x/args/2', 'tunnel-host /mcpServers/x/args/2']);
    assert.deepEqual(through('https://github.com@a.contoso.net/'), ['look-alike-host /mcpServers/x/args/2']);
    assert.deepEqual(findingsOf({ command: 'npx', args: ['-y', '@contoso/crawler@1.0.0', 'http://8.8.8.8/'] }, { only: hostRules }), []);
  });

  it('are not those of servers that are off', () => assert.deepEqual(findingsOf({ type: 'http', url: 'http://8.8.8.8/', disabled: true }, { only: hostRules }).length, 1));

  it('never throw, and cost no more than their length', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string().map((text) => `https://${text}`), fc.string({ unit: 'binary' }).map((text) => `http://${text}/`)), (url) => Array.isArray(rulesFor(url))));
    for (const part of ['a.', 'xn--', 'github.com.', 'é', '@', '1.', '[']) {
      const start = performance.now();
      rulesFor(`https://${part.repeat(100_000 / part.length)}/`);
      assert.ok(performance.now() - start < 2000, part);
    }
  });

  it('whatever is in the place of a URL', () => {
    for (const url of [null, 3, true, {}, [], ['http://8.8.8.8/']]) assert.ok(Array.isArray(findingsOf({ type: 'http', url })));
  });
});

describe('deprecated-sse', () => {
  it('knows the new address where the catalog does, and keeps what stands behind it', () => {
    const [finding] = findingsOf({ type: 'sse', url: 'https://mcp.linear.app/sse?team=a' }, { only: ['deprecated-sse'] });
    assert.deepEqual(finding?.fixes[0]?.changes, [
      { op: 'replace', at: ['mcpServers', 'x', 'url'], value: 'https://mcp.linear.app/mcp?team=a' },
      { op: 'replace', at: ['mcpServers', 'x', 'type'], value: 'http' },
    ]);
    assert.equal(finding.severity, 'info');
  });
  it('offers nothing where nothing is known', () => assert.deepEqual(findingsOf({ type: 'sse', url: 'https://mcp.contoso.com/events' }, { only: ['deprecated-sse'] }).map(({ fixes }) => fixes), [[]]));
});

describe('outside-gateway', () => {
  const policy = policyWith({ url: 'https://mcp-gateway.contoso.com/{host}', except: ['mcp.tools.contoso.com', '*.corp.contoso.com'] });
  const outside = (url: string, under = policy) => findingsOf({ type: 'http', url }, { only: ['outside-gateway'], policy: under });
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['https://mcp.notion.com/mcp', 'https://mcp-gateway.contoso.com/mcp.notion.com/mcp'],
    ['https://mcp.notion.com/mcp/?a=b', 'https://mcp-gateway.contoso.com/mcp.notion.com/mcp?a=b'],
    ['https://api.contoso.net:8443/$1', 'https://mcp-gateway.contoso.com/api.contoso.net:8443/$1'],
    ['https://corp.contoso.com/mcp', 'https://mcp-gateway.contoso.com/corp.contoso.com/mcp'],
    ['https://mcp-gateway.contoso.com.evil.example/x', 'https://mcp-gateway.contoso.com/mcp-gateway.contoso.com.evil.example/x'],
    ['https://mcp-gateway.contoso.com/mcp.notion.com/mcp', undefined],
    ['https://MCP-gateway.contoso.com:443/x', undefined],
    ['https://mcp.tools.contoso.com/mcp', undefined],
    ['https://a.corp.contoso.com/mcp', undefined],
    ['http://localhost:3000/mcp', undefined],
    ['https://${input:host}/mcp', undefined],
  ];
  for (const [url, fixed] of rows) {
    it(`${url} ${fixed === undefined ? 'may be called' : 'is rewritten'}`, () => {
      const [finding] = outside(url);
      assert.deepEqual(finding?.fixes[0]?.changes[0], fixed === undefined ? undefined : { op: 'replace', at: ['mcpServers', 'x', 'url'], value: fixed });
      assert.equal(finding !== undefined, fixed !== undefined);
    });
  }
  it('follows a bridge', () => {
    const found = findingsOf({ command: 'npx', args: ['-y', 'mcp-remote@0.1.38', 'https://mcp.notion.com/mcp', '--auth-success-url', 'https://elsewhere.contoso.net/'] }, { only: ['outside-gateway'], policy });
    assert.deepEqual(found.map(({ at }) => pointer(at)), ['/mcpServers/x/args/2']);
  });
  it('has no fix where the gateway has one address for all', () => {
    const [finding] = outside('https://mcp.notion.com/mcp', policyWith({ url: 'https://mcp-gateway.contoso.com/mcp' }));
    assert.deepEqual(finding?.fixes, []);
  });
  it('takes no gateway from a layer that may not approve', () => assert.deepEqual(outside('https://mcp.notion.com/mcp', policyWith({ url: 'https://attacker.contoso.net/{host}' }, false)), []));
});
