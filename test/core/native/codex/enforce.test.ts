import assert from 'node:assert/strict';
import { render } from '../../../../src/core/text/message.ts';
import { enforced, inCodex, listIn, outcomes } from './requirements.ts';

const docs = inCodex('docs', { command: 'codex-mcp' });
const docsWithArgs = inCodex('docs', { command: 'codex-mcp', args: ['--anything', 'at all'] });
const plugin = inCodex('docs', { command: 'docs-cli' }, '/home/me/.codex/plugins/cache/test/sample/1.0.0/.mcp.json');

describe('what Codex makes of requirements.toml', () => {
  it('without a table of servers it starts any, with an empty one none', () => {
    assert.deepEqual(outcomes('', docs), ['allowed']);
    assert.equal(enforced('').restricts, false);
    assert.equal(listIn('allowed_sandbox_modes = ["read-only"]'), undefined);
    assert.deepEqual(outcomes('[mcp_servers]', docs, plugin), ['blocked', 'blocked']);
    assert.equal(enforced('[mcp_servers]').restricts, true);
  });

  it('name and identity must both fit', () => {
    const text = '[mcp_servers.docs]\nidentity = { command = "codex-mcp" }\n[mcp_servers.remote]\nidentity = { url = "https://example.com/mcp" }';
    assert.deepEqual(outcomes(text, docs, inCodex('other', { command: 'codex-mcp' }), inCodex('docs', { command: 'docs-cmd' })), ['allowed', 'blocked', 'blocked']);
    assert.deepEqual(outcomes(text, inCodex('remote', { url: 'https://example.com/mcp' }), inCodex('remote', { url: 'https://example.com/mcp/' }), inCodex('remote', { url: 'https://EXAMPLE.com/mcp' }), inCodex('docs', { url: 'https://example.com/mcp' })), ['allowed', 'blocked', 'blocked', 'blocked']);
    assert.deepEqual(outcomes(text, inCodex('Docs', { command: 'codex-mcp' })), ['blocked'], 'letter case counts in names');
  });

  it('a command as text overlooks arguments, as a table it fixes them', () => {
    assert.deepEqual(outcomes('[mcp_servers.docs.identity]\ncommand = "codex-mcp"', docsWithArgs), ['allowed']);
    assert.equal(enforced('[mcp_servers.docs.identity]\ncommand = "codex-mcp"').judge(docsWithArgs).level, 'name');
    const text = '[mcp_servers.docs.identity]\ncommand = { executable = "company-cli", args = [ { match = "exact", value = "mcp" }, { match = "regex", expression = \'https://[a-z]+\\.example\\.com\' } ] }';
    const by = (...args: string[]): ReturnType<typeof inCodex> => inCodex('docs', { command: 'company-cli', args });
    assert.deepEqual(
      outcomes(text, by('mcp', 'https://pricing.example.com'), by('https://pricing.example.com', 'mcp'), by('mcp', 'https://pricing.example.com', '--verbose'), by('mcp'), by('mcp', 'https://pricing.example.com.evil')),
      ['allowed', 'blocked', 'blocked', 'blocked', 'blocked'],
    );
    assert.deepEqual(outcomes(text, inCodex('docs', { command: '/usr/local/bin/company-cli', args: ['mcp', 'https://pricing.example.com'] })), ['blocked']);
    assert.equal(enforced(text).judge(by('mcp', 'https://pricing.example.com')).level, 'launch');
  });

  it('neither looks at variables or the working directory', () => {
    const text = '[mcp_servers.docs.identity]\ncommand = { executable = "codex-mcp", args = [] }';
    assert.deepEqual(outcomes(text, inCodex('docs', { command: 'codex-mcp', env: { NODE_OPTIONS: '--require ./x.js' }, cwd: '/tmp' })), ['allowed']);
  });

  it('an address may be a prefix, which may end within the host', () => {
    const text = '[mcp_servers.docs.identity]\nurl = { match = "prefix", value = "https://mcp.example.com" }';
    assert.deepEqual(outcomes(text, inCodex('docs', { url: 'https://mcp.example.com/any' }), inCodex('docs', { url: 'https://mcp.example.com.evil.example/' }), inCodex('docs', { url: 'http://mcp.example.com/any' })), ['allowed', 'allowed', 'blocked']);
  });

  it('text beside a table wins, whichever it is', () => {
    const text = '[mcp_servers.docs.identity]\nurl = "https://example.com/mcp"\ncommand = { executable = "codex-mcp", args = [] }';
    assert.deepEqual(outcomes(text, docs, inCodex('docs', { url: 'https://example.com/mcp' })), ['blocked', 'allowed']);
    assert.deepEqual(outcomes('[mcp_servers.docs.identity]\nurl = "https://example.com/mcp"\ncommand = "codex-mcp"', docs, inCodex('docs', { url: 'https://example.com/mcp' })), ['allowed', 'blocked']);
  });

  it('a file with one entry that it cannot read keeps Codex from starting', () => {
    for (const entry of [
      '[mcp_servers.other]', '[mcp_servers.other.identity]', '[mcp_servers.other]\ncommand = "x"', '[mcp_servers.other.identity]\ncommand = { executable = "x" }', '[mcp_servers.other.identity]\ncommand = { executable = "x", args = [], cwd = "/" }',
      '[mcp_servers.other.identity]\nunknown = 1\ncommand = { executable = "x", args = [] }', '[mcp_servers.other.identity]\ncommand = { executable = "x", args = ["plain"] }', '[mcp_servers.other.identity]\nurl = { match = "glob", value = "x" }',
      '[mcp_servers.other.identity]\nurl = { match = "regex", expression = "(" }', '[mcp_servers.other.identity]\nurl = { match = "exact", expression = "x" }', '[plugins]\nx = 1',
    ]) {
      const text = `[mcp_servers.docs]\nidentity = { command = "codex-mcp" }\n${entry}`;
      assert.deepEqual(outcomes(text, docs, inCodex('docs', { command: 'evil' })), ['blocked', 'blocked'], entry);
      assert.match(render(enforced(text).judge(docs).reason), /does not start at all/);
    }
    assert.deepEqual(outcomes('mcp_servers = []', docs), ['blocked']);
  });

  it('servers of plugins are held against lists of their own', () => {
    const list = '[mcp_servers.docs]\nidentity = { command = "docs-cli" }\n';
    assert.deepEqual(outcomes('[mcp_servers.other]\nidentity = { command = "x" }', plugin), ['allowed'], 'the list of other servers says nothing of them');
    assert.deepEqual(outcomes(`${list}[plugins]`, plugin), ['blocked']);
    assert.deepEqual(outcomes(`${list}[plugins."sample@test".mcp_servers.docs.identity]\ncommand = "docs-cli"`, plugin), ['allowed']);
    assert.deepEqual(outcomes(`${list}[plugins."other@test".mcp_servers.docs.identity]\ncommand = "docs-cli"`, plugin), ['blocked']);
    assert.deepEqual(outcomes(`${list}[plugins."sample@test"]`, plugin), ['blocked']);
    const somewhere = inCodex('docs', { command: 'docs-cli' }, '/home/me/.codex/plugins/mine/.mcp.json');
    assert.deepEqual(outcomes(`${list}[plugins."sample@test".mcp_servers.docs.identity]\ncommand = "docs-cli"`, somewhere), ['undetermined']);
    assert.deepEqual(outcomes('features.plugins = false', plugin, docs), ['blocked', 'allowed']);
  });

  it('what cannot be told is not told', () => {
    const text = '[mcp_servers.docs.identity]\nurl = { match = "regex", expression = "(?i)https://example.com/.*" }';
    assert.deepEqual(outcomes(text, inCodex('docs', { url: 'https://example.com/x' }), inCodex('other', { url: 'https://example.com/x' })), ['undetermined', 'blocked']);
    assert.deepEqual(outcomes('[mcp_servers.docs]\nidentity = { command = "codex-mcp" }', inCodex('docs', { command: 'codex-mcp', url: 'https://example.com' })), ['undetermined']);
  });

  it('tells which entry decided, and what it could not see', () => {
    const enforcement = enforced('[mcp_servers.docs]\nidentity = { command = "codex-mcp" }');
    assert.deepEqual(enforcement.judge(docs).by?.path, ['mcp_servers', 'docs']);
    assert.deepEqual(enforcement.judge(inCodex('x', { command: 'y' })).by?.path, ['mcp_servers']);
    assert.equal(enforcement.unseen.length, 2);
  });
});
