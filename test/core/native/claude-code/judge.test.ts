import assert from 'node:assert/strict';
import { pointer } from '../../../../src/core/config/node.ts';
import { loadSyntax } from '../../../../src/core/config/syntaxes.ts';
import { claudeCodeNative } from '../../../../src/core/native/claude-code/claude-code.ts';
import type { Judgement } from '../../../../src/core/native/native.ts';
import { enforced, http, lists, outcome, reason, stdio, subject } from './files.ts';

type Row = readonly [what: string, server: object, name: string, outcome: Judgement['outcome']];

function table(title: string, settings: object, rows: readonly Row[]): void {
  for (const [what, server, name, expected] of rows) {
    it(`${title}: ${what} is ${expected}`, () => assert.equal(outcome(enforced({ managed: settings }), subject(server, name)), expected));
  }
}

/** The examples that Claude Code's documentation works through (managed-mcp, "Example configuration"). */
before(() => loadSyntax('front-matter'));

describe('Claude Code: what its documentation says of its lists', () => {
  table('addresses only', { allowedMcpServers: [{ serverUrl: 'https://mcp.example.com/*' }, { serverUrl: 'https://*.internal.example.com/*' }] }, [
    ['a listed address', http('https://mcp.example.com/api'), 'a', 'allowed'],
    ['a host below', http('https://api.internal.example.com/mcp'), 'a', 'allowed'],
    ['another address', http('https://external.example.com/mcp'), 'a', 'blocked'],
    ['any program', stdio('node', 'server.js'), 'a', 'blocked'],
  ]);
  table('commands only', { allowedMcpServers: [{ serverCommand: ['npx', '-y', 'approved-package'] }] }, [
    ['the command', stdio('npx', '-y', 'approved-package'), 'a', 'allowed'],
    ['another command', stdio('node', 'server.js'), 'a', 'blocked'],
    ['the command with an argument more', stdio('npx', '-y', 'approved-package', '--flag'), 'a', 'blocked'],
    ['the command with an argument less', stdio('npx', 'approved-package'), 'a', 'blocked'],
    ['any address', http('https://a.example/mcp'), 'my-api', 'blocked'],
  ]);
  table('a name and a command', { allowedMcpServers: [{ serverName: 'github' }, { serverCommand: ['npx', '-y', 'approved-package'] }] }, [
    ['the command under another name', stdio('npx', '-y', 'approved-package'), 'local-tool', 'allowed'],
    ['another command', stdio('node', 'server.js'), 'local-tool', 'blocked'],
    ['another command under the name', stdio('node', 'server.js'), 'github', 'blocked'],
    ['an address under the name', http('https://a.example/mcp'), 'github', 'allowed'],
    ['an address under another name', http('https://a.example/mcp'), 'other-api', 'blocked'],
  ]);
  table('names only', { allowedMcpServers: [{ serverName: 'github' }, { serverName: 'internal-tool' }] }, [
    ['any program of the name', stdio('sh', '-c', 'curl x | sh'), 'github', 'allowed'],
    ['any address under the name', http('https://evil.example/'), 'github', 'allowed'],
    ['another name', stdio('node'), 'other', 'blocked'],
  ]);
  table('a denied part of what is allowed', { allowedMcpServers: [{ serverUrl: 'https://*.example.com/*' }], deniedMcpServers: [{ serverUrl: 'https://staging.example.com/*' }] }, [
    ['what is only allowed', http('https://mcp.example.com/api'), 'a', 'allowed'],
    ['what is both', http('https://staging.example.com/api'), 'a', 'blocked'],
    ['what is neither', http('https://other.com/mcp'), 'a', 'blocked'],
  ]);
  table('an absent list', {}, [['anything', stdio('sh'), 'a', 'allowed']]);
  table('an empty list', { allowedMcpServers: [] }, [
    ['any program', stdio('sh'), 'a', 'blocked'],
    ['any address', http('https://a.example/'), 'a', 'blocked'],
  ]);
  table('an empty deny list', { deniedMcpServers: [] }, [['anything', stdio('sh'), 'a', 'allowed']]);
  table('a denied name', { deniedMcpServers: [{ serverName: 'dangerous' }] }, [
    ['a program of that name', stdio('sh'), 'dangerous', 'blocked'],
    ['an address under that name', http('https://a.example/'), 'dangerous', 'blocked'],
    ['the same under a name in capitals', stdio('sh'), 'Dangerous', 'allowed'],
  ]);
  table('a wildcard in a denied name is none', { deniedMcpServers: [{ serverName: 'untrusted-*' }] }, [['a name that begins so', stdio('sh'), 'untrusted-x', 'allowed']]);
});

describe('Claude Code: which servers an allow list is held against', () => {
  const none = { managed: { allowedMcpServers: [] } };
  const fixed = http('https://a.example/mcp');

  it('not against those that managed-mcp.json writes out, from 2.1.259 on', () => {
    const files = { ...none, exclusive: { mcpServers: { ledger: fixed } } };
    assert.equal(outcome(enforced(files, { version: '2.1.258' }), subject(fixed, 'ledger', 'exclusive')), 'blocked');
    assert.equal(outcome(enforced(files, { version: '2.1.259' }), subject(fixed, 'ledger', 'exclusive')), 'allowed');
    assert.equal(outcome(enforced(files), subject(fixed, 'ledger', 'exclusive')), 'allowed');
  });

  it('against those of managed-mcp.json that the user’s environment completes', () => {
    const files = { ...none, exclusive: { mcpServers: {} } };
    for (const server of [http('https://${HOST}/mcp'), { ...fixed, headers: { Authorization: 'Bearer ${TOKEN}' } }, { command: 'x', env: { A: '${A}' } }, stdio('x', '${A:-b}')]) {
      assert.equal(outcome(enforced(files), subject(server, 'ledger', 'exclusive')), 'blocked', JSON.stringify(server));
    }
  });

  it('not against managedMcpServers, which versions before 2.1.259 do not know', () => {
    assert.equal(outcome(enforced(none), subject(fixed, 'ledger', 'managed')), 'allowed');
    assert.equal(outcome(enforced(none, { version: '2.1.258' }), subject(fixed, 'ledger', 'managed')), 'blocked');
  });

  it('a deny list is held against both', () => {
    const denied = { managed: { deniedMcpServers: [{ serverUrl: 'https://a.example/*' }] }, exclusive: { mcpServers: {} } };
    assert.equal(outcome(enforced(denied), subject(fixed, 'ledger', 'managed')), 'blocked');
    assert.equal(outcome(enforced(denied), subject(fixed, 'ledger', 'exclusive')), 'blocked');
  });

  it('managedMcpServers holds only remote servers that are written out', () => {
    for (const server of [stdio('node', 'x.js'), http('http://localhost:1/'), http('https://a.example/${TENANT}'), { type: 'http', url: 'https://a.example/', headersHelper: 'x', args: ['y'] }]) {
      assert.equal(outcome(enforced({}), subject(server, 'ledger', 'managed')), 'blocked', JSON.stringify(server));
    }
    assert.equal(outcome(enforced({}), subject(fixed, 'a b', 'managed')), 'blocked');
  });

  it('not against an agent’s own servers before 2.1.153', () => {
    const server = stdio('node', 'x.js');
    assert.equal(outcome(enforced(none, { version: '2.1.152' }), subject(server, 'x', 'agent')), 'allowed');
    assert.equal(outcome(enforced(none, { version: '2.1.153' }), subject(server, 'x', 'agent')), 'blocked');
  });

  it('against a plugin’s servers', () => {
    assert.equal(outcome(enforced(none), subject(stdio('node', 'x.js'), 'x', 'plugin')), 'blocked');
  });
});

describe('Claude Code: managed-mcp.json', () => {
  const files = { exclusive: { mcpServers: { ledger: http('https://ledger.example/mcp') } } };

  it('shuts out every other server, also one of the same name', () => {
    for (const place of ['servers', 'declared', 'plugin', 'agent'] as const) {
      const judged = enforced(files).judge(subject(http('https://ledger.example/mcp'), 'ledger', place));
      assert.equal(judged.outcome, 'blocked', place);
      assert.equal(judged.by?.file.path, '/etc/claude-code/managed-mcp.json');
    }
  });

  it('turns MCP off where it is empty', () => {
    const enforcement = enforced({ exclusive: { mcpServers: {} } });
    assert.ok(enforcement.restricts);
    assert.equal(outcome(enforcement, subject(stdio('node'))), 'blocked');
    assert.equal(outcome(enforcement, subject(http('https://a.example/'), 'x', 'managed')), 'allowed', 'managedMcpServers still load');
  });

  it('still shuts them out where it holds no map, from 2.1.271 on', () => {
    for (const content of [{}, { servers: {} }, { mcpServers: [] }]) {
      assert.equal(outcome(enforced({ exclusive: content }), subject(stdio('node'))), 'blocked');
      assert.equal(outcome(enforced({ exclusive: content }, { version: '2.1.270' }), subject(stdio('node'))), 'allowed');
    }
  });
});

describe('Claude Code: its other switches', () => {
  it('strictPluginOnlyCustomization leaves plugins and what is managed', () => {
    for (const value of [true, ['mcp']]) {
      const only = enforced({ managed: { strictPluginOnlyCustomization: value } });
      assert.equal(outcome(only, subject(stdio('node'))), 'blocked');
      assert.equal(outcome(only, subject(stdio('node'), 'x', 'declared')), 'blocked');
      assert.equal(outcome(only, subject(stdio('node'), 'x', 'plugin')), 'allowed');
      assert.equal(outcome(only, subject(http('https://a.example/'), 'x', 'managed')), 'allowed');
      assert.equal(outcome(only, subject(stdio('node'), 'x', 'agent')), value === true ? 'blocked' : 'allowed');
    }
    assert.equal(outcome(enforced({ managed: { strictPluginOnlyCustomization: ['skills'] } }), subject(stdio('node'))), 'allowed');
    assert.equal(outcome(enforced({ user: { strictPluginOnlyCustomization: true } }), subject(stdio('node'))), 'allowed', 'only managed settings set it');
  });

  it('disabledMcpjsonServers in any settings rejects a server of .mcp.json, and no other', () => {
    for (const place of ['managed', 'user', 'project', 'local'] as const) {
      const rejecting = enforced({ [place]: { disabledMcpjsonServers: ['ledger'], enabledMcpjsonServers: ['ledger'], enableAllProjectMcpServers: true } });
      assert.equal(outcome(rejecting, subject(stdio('node'), 'ledger', 'declared')), 'blocked');
      assert.equal(outcome(rejecting, subject(stdio('node'), 'other', 'declared')), 'allowed');
      assert.equal(outcome(rejecting, subject(stdio('node'), 'ledger', 'servers')), 'allowed');
    }
  });

  it('tells whether somebody is asked about a server of .mcp.json', () => {
    const asked = (files: Parameters<typeof enforced>[0], version?: string): string => reason(enforced(files, version === undefined ? {} : { version }), subject(stdio('node'), 'ledger', 'declared'));
    assert.equal(asked({}), 'No list of Claude Code keeps it from being started. It asks before it starts a server of a repository’s `.mcp.json`, though not with `claude -p`.');
    assert.match(asked({ user: { enabledMcpjsonServers: ['other'] } }), /It asks before/);
    assert.match(asked({ user: { enabledMcpjsonServers: ['ledger'] } }), /Nobody is asked: it counts as approved in \.claude\/settings\.json\.$/);
    assert.match(asked({ managed: { enableAllProjectMcpServers: true, allowedMcpServers: [{ serverCommand: ['node'] }] } }), /allows it\. Nobody is asked/);
    assert.match(asked({ project: { enableAllProjectMcpServers: true } }, '2.1.195'), /Nobody is asked: the repository itself approves it/);
    assert.match(asked({ project: { enableAllProjectMcpServers: true } }, '2.1.196'), /Whoever trusts the folder is not asked about it/);
    assert.match(asked({ project: { enableAllProjectMcpServers: true }, local: { enabledMcpjsonServers: ['ledger'] } }), /approved in .*settings\.local\.json/);
    assert.doesNotMatch(reason(enforced({}), subject(stdio('node'))), /ask/);
  });

  it('a policyHelper may put other settings in the place of all that is managed', () => {
    const helped = { managed: { policyHelper: { path: '/usr/bin/policy' }, deniedMcpServers: [{ serverName: 'ledger' }] } };
    assert.equal(outcome(enforced(helped), subject(stdio('node'))), 'undetermined');
    assert.equal(outcome(enforced(helped), subject(stdio('node'), 'other')), 'undetermined');
    assert.equal(outcome(enforced({ ...helped, user: { deniedMcpServers: [{ serverName: 'ledger' }] } }), subject(stdio('node'), 'ledger')), 'undetermined', 'the managed entry decided first');
    assert.equal(outcome(enforced({ ...helped, user: { deniedMcpServers: [{ serverName: 'other' }] } }), subject(stdio('node'), 'other')), 'blocked', 'what the user denies stays denied');
  });
});

describe('Claude Code: where lists are put together', () => {
  const node = stdio('node', 'x.js');
  const entry = { serverCommand: ['node', 'x.js'] };

  it('the allow lists of every scope add up', () => {
    for (const place of ['part', 'user', 'project', 'local'] as const) {
      assert.equal(outcome(enforced({ managed: { allowedMcpServers: [] }, [place]: { allowedMcpServers: [entry] } }), subject(node)), 'allowed', place);
    }
  });

  it('with allowManagedMcpServersOnly only the managed ones', () => {
    const managed = { allowManagedMcpServersOnly: true, allowedMcpServers: [] };
    for (const place of ['user', 'project', 'local'] as const) {
      assert.equal(outcome(enforced({ managed, [place]: { allowedMcpServers: [entry] } }), subject(node)), 'blocked', place);
    }
    assert.equal(outcome(enforced({ managed, part: { allowedMcpServers: [entry] } }), subject(node)), 'allowed');
  });

  it('the lock counts from managed settings only, and the last of them decides', () => {
    const lists = { user: { allowManagedMcpServersOnly: true, allowedMcpServers: [entry] }, managed: { allowedMcpServers: [] } };
    assert.equal(outcome(enforced(lists), subject(node)), 'allowed');
    assert.equal(outcome(enforced({ managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [] }, part: { allowManagedMcpServersOnly: false }, user: { allowedMcpServers: [entry] } }), subject(node)), 'allowed');
  });

  it('a lock with a value that is none counts as on', () => {
    assert.equal(outcome(enforced({ managed: { allowManagedMcpServersOnly: 'yes', allowedMcpServers: [] }, user: { allowedMcpServers: [entry] } }), subject(node)), 'blocked');
  });

  it('a lock without a managed list lets everything through', () => {
    assert.equal(outcome(enforced({ managed: { allowManagedMcpServersOnly: true }, user: { allowedMcpServers: [] } }), subject(node)), 'allowed');
  });

  it('the deny lists of every scope add up, lock or not', () => {
    for (const place of ['managed', 'part', 'user', 'project', 'local'] as const) {
      for (const lock of [true, false]) {
        const files = [...lists('managed', { allowManagedMcpServersOnly: lock, allowedMcpServers: [entry] }), ...lists(place, { deniedMcpServers: [entry] }, 'deny')];
        assert.equal(outcome(claudeCodeNative.enforce(files, { platform: 'linux' }), subject(node)), 'blocked', place);
      }
    }
  });

  it('a name counts no more once any file has an entry of the other kind', () => {
    const named = { managed: { allowedMcpServers: [{ serverName: 'ledger' }] } };
    assert.equal(outcome(enforced(named), subject(node, 'ledger')), 'allowed');
    assert.equal(outcome(enforced({ ...named, project: { allowedMcpServers: [{ serverCommand: ['other'] }] } }), subject(node, 'ledger')), 'blocked');
  });
});

describe('Claude Code: what it tells', () => {
  it('names the entry and its file, and no secret', () => {
    const enforcement = enforced({ managed: { deniedMcpServers: [{ serverUrl: 'https://bob:hunter2@a.example/mcp?key=hunter2*' }, { serverCommand: ['x', '--token=ghp_0123456789abcdefghijABCDEFGHIJ012345'] }] } });
    const texts = [reason(enforcement, subject(http('https://bob:hunter2@a.example/mcp?key=hunter2'))), reason(enforcement, subject(stdio('x', '--token=ghp_0123456789abcdefghijABCDEFGHIJ012345')))];
    for (const text of texts) {
      assert.match(text, /^Claude Code does not start it: `server(?:Url|Command) .*` in \/etc\/claude-code\/managed-settings\.json denies it\.$/);
      assert.doesNotMatch(text, /hunter2|ghp_0123/);
    }
  });

  it('tells why a listed name does not count', () => {
    const enforcement = enforced({ managed: { allowedMcpServers: [{ serverName: 'ledger' }, { serverUrl: 'https://a.example/*' }] } });
    assert.equal(reason(enforcement, subject(http('https://b.example/'), 'ledger')), 'Claude Code does not start it: its allow list (/etc/claude-code/managed-settings.json) has entries with `serverUrl`, so that the name `ledger` does not count for an address.');
    assert.match(reason(enforcement, subject(stdio('node'), 'ledger')), /allows it\.$/);
  });

  it('points at the entry, at the list where none fits, and tells how firmly it fixes what is started', () => {
    const enforcement = enforced({ managed: { allowedMcpServers: [{ serverCommand: ['npx', '-y', 'x@1.0.0'] }, { serverCommand: ['npx', 'x'] }, { serverUrl: 'https://*.example/mcp' }] } });
    const at = (server: object): unknown => {
      const { by, level } = enforcement.judge(subject(server));
      return [by && pointer(by.path), level];
    };
    assert.deepEqual(at(stdio('npx', '-y', 'x@1.0.0')), ['/allowedMcpServers/0', 'version']);
    assert.deepEqual(at(stdio('npx', 'x')), ['/allowedMcpServers/1', 'source']);
    assert.deepEqual(at(http('https://a.example/mcp')), ['/allowedMcpServers/2', 'source']);
    assert.deepEqual(at(stdio('node')), ['/allowedMcpServers', undefined]);
  });

  it('a declaration with a command and an address is undetermined where that decides', () => {
    const both = { command: 'node', args: ['x.js'], url: 'https://a.example/' };
    assert.equal(outcome(enforced({ managed: { allowedMcpServers: [{ serverUrl: 'https://a.example/*' }] } }), subject(both)), 'undetermined');
    assert.equal(outcome(enforced({ managed: { allowedMcpServers: [] } }), subject(both)), 'blocked');
  });

  it('says what cannot be seen from here', () => {
    const seen = (platform: 'linux' | 'darwin' | 'win32', version?: string): string => enforced({}, { platform, ...(version && { version }) }).unseen.map(({ template }) => template).join('\n');
    assert.match(seen('linux'), /delivers from claude\.ai/);
    assert.doesNotMatch(seen('linux'), /registry|profile|changed in how/);
    assert.match(seen('darwin'), /com\.anthropic\.claudecode/);
    assert.match(seen('win32'), /HKLM/);
    assert.match(seen('linux', '2.1.305'), /changed in how it takes/);
    assert.doesNotMatch(seen('linux', '2.1.304'), /changed in how it takes/);
    const connectors = (files: Parameters<typeof enforced>[0]): boolean => enforced(files).unseen.some(({ template }) => template.includes('connectors'));
    assert.ok(connectors({}));
    assert.ok(!connectors({ project: { disableClaudeAiConnectors: true } }));
    assert.ok(!connectors({ exclusive: { mcpServers: {} } }));
    assert.ok(connectors({ exclusive: { mcpServers: {} }, managed: { allowAllClaudeAiMcps: true } }));
  });
});
