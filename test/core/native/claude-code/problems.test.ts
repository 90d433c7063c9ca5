import assert from 'node:assert/strict';
import { pointer } from '../../../../src/core/config/node.ts';
import { render } from '../../../../src/core/text/message.ts';
import { enforced, lists, outcome, problems, stdio, subject } from './files.ts';

describe('Claude Code: attacks on an allow list', () => {
  const evil = { serverCommand: ['node', 'evil.js'] };

  it('a repository approves its own server in settings it brings, and it is told where', () => {
    const files = { managed: { allowedMcpServers: [{ serverUrl: 'https://mcp.example.com/*' }] }, project: { allowedMcpServers: [evil], enableAllProjectMcpServers: true } };
    const enforcement = enforced(files);
    assert.equal(outcome(enforcement, subject(stdio('node', 'evil.js'), 'helper', 'declared')), 'allowed');
    assert.deepEqual(problems(enforcement), ['native-loosened-by-workspace settings.json /allowedMcpServers/0', 'native-loosened-by-workspace managed-settings.json /allowedMcpServers']);
    const [told] = enforcement.problems;
    assert.equal(told!.severity, 'error');
    assert.equal(render(told!.message), 'Claude Code adds this to the allow list in /etc/claude-code/managed-settings.json: the repository itself approves `serverCommand node evil.js` for whoever opens it. Take it out, and put `allowManagedMcpServersOnly` into managed settings.');
  });

  it('with the lock on, it approves nothing, and its list is told to be in vain', () => {
    const files = { managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [{ serverUrl: 'https://mcp.example.com/*' }] }, project: { allowedMcpServers: [evil] } };
    const enforcement = enforced(files);
    assert.equal(outcome(enforcement, subject(stdio('node', 'evil.js'), 'helper', 'declared')), 'blocked');
    assert.deepEqual(problems(enforcement), ['native-ignored-list settings.json /allowedMcpServers']);
  });

  it('a repository’s list loosens the user’s own, too', () => {
    assert.deepEqual(problems(enforced({ user: { allowedMcpServers: [] }, local: { allowedMcpServers: [evil] } })), ['native-loosened-by-workspace settings.local.json /allowedMcpServers/0']);
  });

  it('a repository’s list by itself loosens nothing', () => {
    assert.deepEqual(problems(enforced({ project: { allowedMcpServers: [evil] } })), []);
  });

  it('a repository cannot take back what is denied, nor the lock', () => {
    const files = { managed: { deniedMcpServers: [evil] }, project: { allowedMcpServers: [evil], deniedMcpServers: [], allowManagedMcpServersOnly: false } };
    assert.equal(outcome(enforced(files), subject(stdio('node', 'evil.js'), 'helper', 'declared')), 'blocked');
  });
});

describe('Claude Code: what is wrong with lists where they are seen together', () => {
  it('a lock outside managed settings', () => {
    assert.deepEqual(problems(enforced({ user: { allowManagedMcpServersOnly: true } })), ['native-ignored-list settings.json /allowManagedMcpServersOnly']);
  });

  it('a lock with nothing to lock', () => {
    assert.deepEqual(problems(enforced({ managed: { allowManagedMcpServersOnly: true } })), ['native-dead-entry managed-settings.json /allowManagedMcpServersOnly']);
    assert.deepEqual(problems(enforced({ managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [] } })), []);
  });

  it('names that entries of another file make dead', () => {
    const files = { managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [{ serverName: 'ledger' }] }, part: { allowedMcpServers: [{ serverUrl: 'https://a.example/*' }, { serverCommand: ['x'] }] } };
    const [told] = enforced(files).problems;
    assert.equal(`${told!.rule} ${pointer(told!.path)} ${told!.severity}`, 'native-dead-entry /allowedMcpServers/0 warning');
  });

  it('a name that still counts for one kind is told as less', () => {
    const [told] = enforced({ managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [{ serverName: 'ledger' }, { serverUrl: 'https://a.example/*' }] } }).problems;
    assert.equal(told!.severity, 'info');
    assert.match(render(told!.message), /still allows any program of that name/);
  });

  it('what one file allows and another denies', () => {
    const files = { managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [{ serverCommand: ['x'] }] }, user: { deniedMcpServers: [{ serverCommand: ['x'] }] } };
    assert.deepEqual(problems(enforced(files)), ['native-dead-entry managed-settings.json /allowedMcpServers/0']);
  });

  it('a variable in the host of an allowed address', () => {
    const files = { managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [{ serverUrl: 'https://${HOST}/*' }] } };
    assert.deepEqual(problems(enforced(files)), ['native-dead-entry managed-settings.json /allowedMcpServers/0']);
    assert.deepEqual(problems(enforced(files, { version: '2.1.218' })), []);
  });

  it('an allow list beside managed-mcp.json', () => {
    const files = { managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [{ serverUrl: 'https://a.example/*' }] }, exclusive: { mcpServers: {} } };
    assert.deepEqual(problems(enforced(files)), ['native-ignored-list managed-settings.json /allowedMcpServers']);
  });

  it('a file that is dropped because of one entry, in a version that did so', () => {
    const files = { managed: { deniedMcpServers: [{ serverName: 'x' }] }, part: { deniedMcpServers: [{ name: 'y' }] } };
    assert.deepEqual(problems(enforced(files, { version: '2.1.153' })), ['native-ignored-list managed-settings.json ', 'native-ignored-list a.json /deniedMcpServers/0/name']);
    assert.deepEqual(problems(enforced(files)), []);
  });
});

describe('Claude Code: entries that do not do what they seem to', () => {
  const told = (list: object): string[] => problems(enforced({ managed: { allowManagedMcpServersOnly: true, ...list } }));

  it('wildcards where none are, and an address without path', () => {
    assert.deepEqual(told({ deniedMcpServers: [{ serverName: 'untrusted-*' }], allowedMcpServers: [] }), ['native-dead-entry managed-settings.json /deniedMcpServers/0']);
    assert.deepEqual(told({ deniedMcpServers: [{ serverUrl: 'evil.example/*' }], allowedMcpServers: [] }), ['native-dead-entry managed-settings.json /deniedMcpServers/0']);
    assert.deepEqual(told({ allowedMcpServers: [{ serverUrl: 'https://mcp.example.com' }, { serverUrl: 'https://other.example.com/*' }] }), ['native-differs managed-settings.json /allowedMcpServers/0']);
  });

  it('not of a list that does not count', () => {
    assert.deepEqual(problems(enforced({ managed: { allowManagedMcpServersOnly: true, allowedMcpServers: [] }, user: { allowedMcpServers: [{ serverName: 'x' }] } })), ['native-ignored-list settings.json /allowedMcpServers']);
  });
});

describe('Claude Code: files that are not plain JSON', () => {
  it('managed settings keep it from starting from 2.1.259 on, and were passed over before', () => {
    for (const text of ['{ "deniedMcpServers": [', '{ "deniedMcpServers": [], } // ours']) {
      const stopped = enforced({ managed: text });
      assert.ok(stopped.restricts);
      assert.equal(outcome(stopped, subject(stdio('node'))), 'blocked');
      assert.deepEqual(problems(stopped), ['native-ignored-list managed-settings.json ']);
      assert.equal(outcome(enforced({ managed: text }, { version: '2.1.258' }), subject(stdio('node'))), 'allowed');
      assert.deepEqual(problems(enforced({ managed: text }, { version: '2.1.258' })), ['native-ignored-list managed-settings.json ']);
    }
  });

  it('managed-mcp.json keeps every server out', () => {
    for (const text of ['', '{', '{ "mcpServers": {}, }']) assert.equal(outcome(enforced({ exclusive: text }), subject(stdio('node'))), 'blocked', text);
  });

  it('a user’s or a repository’s file says nothing then', () => {
    for (const place of ['user', 'project'] as const) assert.deepEqual(lists(place, '{ "deniedMcpServers": [{ "serverName": "x" }], }'), []);
  });
});

describe('Claude Code: what is wrong in one file', () => {
  const told = (content: unknown): string[] => lists('managed', content).flatMap(({ list }) => list.problems.map(({ rule, path }) => `${rule} ${pointer(path)}`));

  it('entries that it does not understand', () => {
    assert.deepEqual(
      told({
        allowedMcpServers: [{ serverName: 'a b' }, { serverName: 'x', serverUrl: 'https://a.example/' }, {}, 'x', null, { serverCommand: 'x' }, { serverCommand: [] }, { serverUrl: '' }, { serverUrl: 'https://a.example/*', why: 'x' }],
        deniedMcpServers: [{ serverName: ' x' }, { serverName: 'claude.ai Slack' }],
      }).filter((one) => one.startsWith('native-invalid-entry')),
      ['native-invalid-entry /allowedMcpServers/0/serverName', 'native-invalid-entry /allowedMcpServers/1', 'native-invalid-entry /allowedMcpServers/2', 'native-invalid-entry /allowedMcpServers/3', 'native-invalid-entry /allowedMcpServers/4', 'native-invalid-entry /allowedMcpServers/5/serverCommand', 'native-invalid-entry /allowedMcpServers/6/serverCommand', 'native-invalid-entry /allowedMcpServers/7/serverUrl', 'native-invalid-entry /allowedMcpServers/8/why', 'native-invalid-entry /deniedMcpServers/0/serverName'],
    );
  });

  it('says what comes of it', () => {
    const [list] = lists('managed', { allowedMcpServers: [{ serverName: 'a.b' }] });
    assert.equal(render(list!.list.problems[0]!.message), 'A name in `allowedMcpServers` has letters, digits, `-` and `_` only, and no wildcard. Name the server by `serverUrl` or `serverCommand`. Claude Code skips this entry; versions before 2.1.154 drop the whole policy because of it.');
  });

  it('lists that are none, and a managed-mcp.json without servers', () => {
    assert.deepEqual(told({ allowedMcpServers: {}, deniedMcpServers: 'x' }), ['native-invalid-entry /allowedMcpServers', 'native-invalid-entry /deniedMcpServers']);
    assert.deepEqual(lists('exclusive', {}).flatMap(({ list }) => list.problems.map(({ rule }) => rule)), ['native-invalid-entry']);
    assert.deepEqual(lists('exclusive', { mcpServers: {} }).flatMap(({ list }) => list.problems), []);
  });

  it('settings that say nothing of servers hold no list', () => {
    for (const content of [{}, { model: 'opus' }, { env: { A: 'b' } }, [], '{', '']) assert.deepEqual(lists('user', content), []);
    assert.equal(lists('user', { allowedMcpServers: [] })[0]?.list.allows, true);
    assert.equal(lists('user', { deniedMcpServers: [] }).length, 0, 'an empty deny list denies nothing');
  });

  it('a value of a variable is not kept', () => {
    assert.doesNotMatch(JSON.stringify(lists('user', { deniedMcpServers: [{ serverName: 'x' }], env: { TOKEN: 'hunter2' } })), /hunter2/);
  });

});
