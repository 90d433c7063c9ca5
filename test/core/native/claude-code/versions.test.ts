import assert from 'node:assert/strict';
import { changes, isAtLeast, semanticsAt } from '../../../../src/core/native/claude-code/semantics.ts';
import { enforced, http, outcome, stdio, subject, type Place } from './files.ts';

describe('Claude Code: its versions', () => {
  it('are read as it states them', () => {
    assert.ok(isAtLeast('2.1.305 (Claude Code)', '2.1.305'));
    assert.ok(isAtLeast('v2.2.0', '2.1.305'));
    assert.ok(isAtLeast('10.0.0', '2.1.305'));
    assert.ok(!isAtLeast('2.1.99', '2.1.129'), 'by number, not by letter');
    assert.ok(!isAtLeast('2.1', '2.1.0'));
    assert.ok(!isAtLeast(undefined, '0.0.0'));
  });

  it('none, or what is none, is the newest that is known', () => {
    for (const version of [undefined, '', 'next', '2.1', '2.1.0.1']) assert.deepEqual(semanticsAt(version), semanticsAt('99.0.0'), version);
    assert.notDeepEqual(semanticsAt('2.0.22'), semanticsAt());
  });

  it('each change has its source, and they stand in order', () => {
    for (const [i, { since, source }] of changes.entries()) {
      assert.ok(source.length > 20, since);
      if (i > 0) assert.ok(isAtLeast(since, changes[i - 1]!.since), since);
    }
  });

  const denied = { deniedMcpServers: [{ serverName: 'ledger' }] };
  const boundaries: readonly (readonly [what: string, version: string, before: string, files: Partial<Record<Place, unknown>>, server: object, name: string, then: string, since: string])[] = [
    ['one bad entry no longer voids the managed policy', '2.1.154', '2.1.153', { managed: { ...denied, allowedMcpServers: [{ serverName: 'a b' }, { serverUrl: 'https://*' }] } }, stdio('node'), 'ledger', 'allowed', 'blocked'],
    ['one bad entry in a part no longer voids the rest', '2.1.154', '2.1.153', { managed: denied, part: { deniedMcpServers: [{ name: 'x' }] } }, stdio('node'), 'ledger', 'allowed', 'blocked'],
    ['an allow list that is none lets nothing through', '2.1.169', '2.1.168', { managed: { allowedMcpServers: 'all' } }, stdio('node'), 'ledger', 'allowed', 'blocked'],
    ['a name with a space can be denied', '2.1.182', '2.1.181', { managed: { deniedMcpServers: [{ serverName: 'claude.ai Slack' }] } }, stdio('node'), 'claude.ai Slack', 'allowed', 'blocked'],
    ['a host in capitals is denied under any scheme', '2.1.129', '2.1.128', { managed: { deniedMcpServers: [{ serverUrl: '*://evil.example/*' }] } }, http('https://EVIL.example/mcp'), 'ledger', 'allowed', 'blocked'],
  ];
  for (const [what, version, before, files, server, name, then, since] of boundaries) {
    it(`${what} from ${version} on`, () => {
      assert.equal(outcome(enforced(files, { version: before }), subject(server, name)), then, before);
      assert.equal(outcome(enforced(files, { version }), subject(server, name)), since, version);
      assert.equal(outcome(enforced(files), subject(server, name)), since, 'newest');
    });
  }

  it('a user’s file with a list that is none is rejected as a whole, whatever the version', () => {
    for (const version of ['2.1.100', '2.1.200', '2.1.300']) {
      assert.equal(outcome(enforced({ user: { allowedMcpServers: 'all', deniedMcpServers: [{ serverName: 'ledger' }] } }, { version }), subject(stdio('node'))), 'allowed', version);
    }
  });
});

describe('Claude Code: variables', () => {
  const home = { HOME: '/home/ada' };
  const entry = { serverCommand: ['${HOME}/bin/server'] };

  it('an entry and a server with the same one are the same', () => {
    const files = { managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [entry] } };
    assert.equal(outcome(enforced(files), subject(stdio('${HOME}/bin/server'))), 'allowed');
    assert.equal(outcome(enforced(files, { env: home }), subject(stdio('/home/ada/bin/server'))), 'allowed');
    assert.equal(outcome(enforced(files, { env: home }), subject(stdio('/home/eve/bin/server'))), 'blocked');
    assert.equal(outcome(enforced(files), subject(stdio('/home/ada/bin/server'))), 'undetermined', 'nobody knows what HOME is');
    assert.equal(outcome(enforced(files), subject(stdio('/home/ada/bin/other'))), 'blocked', 'whatever HOME is');
  });

  it('a repository that sets the variable may make another program of the server', () => {
    const files = { managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [entry] }, project: { env: { HOME: '/src/ledger' }, enabledMcpjsonServers: ['ledger'] } };
    assert.equal(outcome(enforced(files, { env: home }), subject(stdio('${HOME}/bin/server'), 'ledger', 'declared')), 'undetermined');
  });

  it('a default is taken where nothing is set', () => {
    const files = { managed: { deniedMcpServers: [{ serverUrl: 'https://evil.example/*' }] } };
    assert.equal(outcome(enforced(files, { env: {} }), subject(http('https://${HOST:-evil.example}/mcp'))), 'blocked');
    assert.equal(outcome(enforced(files, { env: { HOST: 'good.example' } }), subject(http('https://${HOST:-evil.example}/mcp'))), 'allowed');
    assert.equal(outcome(enforced(files), subject(http('https://${HOST:-evil.example}/mcp'))), 'undetermined');
    assert.equal(outcome(enforced(files), subject(http('https://good.example/${PATH_PART}'))), 'allowed', 'the host is written out');
  });

  it('a variable in the host of an allowed address allows nothing from 2.1.219 on', () => {
    const files = { managed: { allowedMcpServers: [{ serverUrl: 'https://${HOST}/*' }] } };
    const at = { env: { HOST: 'mcp.example.com' } };
    assert.equal(outcome(enforced(files, { ...at, version: '2.1.218' }), subject(http('https://mcp.example.com/x'))), 'allowed');
    assert.equal(outcome(enforced(files, at), subject(http('https://mcp.example.com/x'))), 'blocked');
  });

  it('a variable in a denied address still denies', () => {
    const files = { managed: { deniedMcpServers: [{ serverUrl: 'https://${HOST}/*' }] } };
    assert.equal(outcome(enforced(files, { env: { HOST: 'evil.example' } }), subject(http('https://evil.example/x'))), 'blocked');
    assert.equal(outcome(enforced(files), subject(http('https://evil.example/x'))), 'undetermined');
  });

  it('names are compared without letter case on Windows only', () => {
    const files = { managed: { deniedMcpServers: [{ serverCommand: ['${Tool}'] }] } };
    assert.equal(outcome(enforced(files, { env: { TOOL: 'x' }, platform: 'win32' }), subject(stdio('x'))), 'blocked');
    assert.equal(outcome(enforced(files, { env: { TOOL: 'x' } }), subject(stdio('x'))), 'allowed');
  });
});
