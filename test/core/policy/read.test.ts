import assert from 'node:assert/strict';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import { readPolicy, type PolicyProblem } from '../../../src/core/policy/read.ts';
import { pointer } from '../../../src/core/config/node.ts';
import { TextDocument } from '../../../src/core/text/document.ts';
import { render } from '../../../src/core/text/message.ts';
import example from './example-policy.json';
import { approved, denied, npm, now, outcome, packaged, policyText, remote } from './subjects.ts';

const text = (problem: PolicyProblem): string => render(problem.message);
const places = (problems: readonly PolicyProblem[]): string[] => problems.map(({ path, severity }) => `${severity} ${pointer(path)}`);

describe('reading a policy', () => {
  it('finds nothing wrong with the example', () => {
    const { document, problems } = readPolicy(JSON.stringify(example), '/p');
    assert.deepEqual(problems, []);
    assert.equal(document?.serial, 42);
    assert.deepEqual(document?.servers.map(({ id }) => id), ['com.contoso.payments/ledger-query', 'com.github/github-mcp-server', 'com.contoso.platform/files', 'com.evil/old-server']);
    assert.equal(document?.tests.length, 3);
  });

  it('accepts comments, trailing commas and a byte order mark', () => {
    const { document, problems } = readPolicy(`\uFEFF// ours\n${policyText({ servers: [approved('a', npm('x', '1.0.0'))] }).replace(/\}$/, ', /* none */ "tests": [],}')}`, '/p');
    assert.deepEqual(problems, []);
    assert.equal(document?.servers.length, 1);
  });

  it('fills in defaults', () => {
    assert.deepEqual(readPolicy(policyText({ servers: [] }), '/p').document?.defaults, { unknown: 'warn', minIdentity: 'version', whenStale: 'keep-last-then-warn' });
  });

  describe('makes no document of', () => {
    const rows: [string, string, string][] = [
      ['nothing', '', 'This file is empty.'],
      ['a comment', '// soon', 'This file is empty.'],
      ['a list', '[]', 'A policy is one map in `{` and `}`.'],
      ['text that is half typed', policyText({ servers: [] }).slice(0, -1), ''],
      ['another version', policyText({ policyVersion: 2, servers: [] }), '`policyVersion` must be 1: other formats are not understood.'],
      ['a version as text', policyText({ policyVersion: '1', servers: [] }), '`policyVersion` must be 1: other formats are not understood.'],
      ['no version', '{"servers": []}', '`policyVersion` must be 1: other formats are not understood.'],
      ['servers as a map', policyText({ servers: {} as never }), '`servers` must be a list in `[` and `]`.'],
      ['no servers', '{"policyVersion": 1}', '`servers` must be a list in `[` and `]`.'],
      ['servers twice', policyText({ servers: [] }).replace(/\}$/, ', "servers": []}'), 'This key stands twice, and readers differ in which one counts. Keep one.'],
    ];
    for (const [what, source, message] of rows) {
      it(what, () => {
        const { document, problems } = readPolicy(source, '/p');
        assert.equal(document, undefined);
        assert.ok(problems.length > 0);
        if (message) assert.ok(problems.some((problem) => text(problem) === message), problems.map(text).join('\n'));
        assert.ok(problems.some((problem) => problem.effect && render(problem.effect) === 'Nothing in this file approves anything until it is mended.'));
      });
    }
  });

  it('says of a text that breaks off only that', () => {
    assert.deepEqual(readPolicy('{', '/p').problems.map(text), ['This bracket is not closed.']);
  });

  it('still knows the denials of a text that is no usable policy', () => {
    const broken = policyText({ policyVersion: 2, servers: [approved('a', npm('x', '1.0.0')), denied('b', npm('y'))] });
    assert.deepEqual(readPolicy(broken, '/p').denials?.servers.map(({ id }) => id), ['b']);
    const half = policyText({ servers: [denied('b', npm('y'))] }).slice(0, -3);
    assert.deepEqual(readPolicy(half, '/p').denials?.servers.map(({ id }) => id), ['b']);
  });

  it('points at the place', () => {
    const source = '{\n  "policyVersion": 1, "serial": 1, "issuer": "c", "issuedAt": "2026-11-01T00:00:00Z",\n  "servers": [\n    { "id": "a", "state": "aproved", "match": [{ "serverName": "x" }] }\n  ]\n}';
    const [problem] = readPolicy(source, '/p').problems;
    const lines = source.split('\n');
    const { start, end } = problem!.range;
    assert.equal(lines[start.line]!.slice(start.character, end.character), '"aproved"');
    assert.equal(text(problem!), 'This must be one of: approved, conditional, pending, denied, revoked, deprecated.');
    assert.equal(new TextDocument(source).positionAt(source.indexOf('"aproved"')).line, start.line);
  });
});

const good = packaged({ name: 'x', version: '1.0.0' });

const item = (more: object): object => approved('a', { ...npm('x', '1.0.0'), ...more });

describe('a mistake in an approving entry approves nothing', () => {
  const rows: [string, unknown, string][] = [
    ['no map', 'x', 'error /servers/0'],
    ['no id', { state: 'approved', match: [npm('x', '1.0.0')] }, 'error /servers/0'],
    ['no state', { id: 'a', match: [npm('x', '1.0.0')] }, 'error /servers/0'],
    ['a state nobody knows', { id: 'a', state: 'Approved', match: [npm('x', '1.0.0')] }, 'error /servers/0/state'],
    ['no match', { id: 'a', state: 'approved' }, 'error /servers/0'],
    ['an empty match', { id: 'a', state: 'approved', match: [] }, 'error /servers/0/match'],
    ['match as a map', { id: 'a', state: 'approved', match: npm('x', '1.0.0') }, 'error /servers/0/match'],
    ['an unknown key', approved('a', npm('x', '1.0.0'), { expries: '2020-01-01' }), 'error /servers/0/expries'],
    ['a date that is none', approved('a', npm('x', '1.0.0'), { expires: '2027-02-30' }), 'error /servers/0/expires'],
    ['a date with a time', approved('a', npm('x', '1.0.0'), { expires: '2027-02-20T00:00:00Z' }), 'error /servers/0/expires'],
    ['a level nobody knows', approved('a', npm('x', '1.0.0'), { minIdentity: 'verison' }), 'error /servers/0/minIdentity'],
    ['an unknown key in an item', item({ argz: {} }), 'error /servers/0/match/0/argz'],
    ['an unknown key in the package', approved('a', { package: { type: 'npm', name: 'x', version: '1.0.0' } }), 'error /servers/0/match/0/package/version'],
    ['two matchers in an item', item({ serverName: 'ledger' }), 'error /servers/0/match/0'],
    ['no matcher in an item', approved('a', { args: { denyExtra: true } }), 'error /servers/0/match/0'],
    ['a package type nobody knows', approved('a', { package: { type: 'pip', name: 'x', versions: ['1.0.0'] } }), 'error /servers/0/match/0/package/type'],
    ['a tag for a version', approved('a', npm('x', 'latest')), 'error /servers/0/match/0/package/versions/0'],
    ['one bad version among good ones', approved('a', npm('x', '1.0.0', 'next')), 'error /servers/0/match/0/package/versions/1'],
    ['no versions at all', approved('a', { package: { type: 'npm', name: 'x', versions: [] } }), 'error /servers/0/match/0/package/versions'],
    ['a number for a version', approved('a', { package: { type: 'npm', name: 'x', versions: [1] } }), 'error /servers/0/match/0/package/versions/0'],
    ['a variable in the name', approved('a', npm('${PKG}', '1.0.0')), 'error /servers/0/match/0/package/name'],
    ['a variable in a command', approved('a', { serverCommand: ['npx', '${X}'] }), 'error /servers/0/match/0/serverCommand/1'],
    ['a variable in an argument', item({ args: { allow: ['${DIR}'] } }), 'error /servers/0/match/0/args/allow/0'],
    ['a variable in a folder', item({ cwd: { allow: ['${workspaceFolder}'] } }), 'error /servers/0/match/0/cwd/allow/0'],
    ['denyExtra as text', item({ args: { allow: [], denyExtra: 'true' } }), 'error /servers/0/match/0/args/denyExtra'],
    ['a pattern that is none', item({ args: { denyPatterns: ['('] } }), 'error /servers/0/match/0/args/denyPatterns/0'],
    ['a pattern that takes forever', item({ args: { denyPatterns: ['^(a+)+$'] } }), 'error /servers/0/match/0/args/denyPatterns/0'],
    ['parameters in a path', approved('a', { url: { host: 'h.example', path: '/mcp?x=1' } }), 'error /servers/0/match/0/url/path'],
    ['a fragment in a path', approved('a', { url: { host: 'h.example', path: '/mcp#x' } }), 'error /servers/0/match/0/url/path'],
    ['a wildcard in a path', approved('a', { url: { host: 'h.example', path: '/mcp/*' } }), 'error /servers/0/match/0/url/path'],
    ['a step up in a path', approved('a', { url: { host: 'h.example', path: '/mcp/%2E./x' } }), 'error /servers/0/match/0/url/path'],
    ['empty parts in a path', approved('a', { url: { host: 'h.example', path: '//mcp' } }), 'error /servers/0/match/0/url/path'],
    ['a dot in a path', approved('a', { url: { host: 'h.example', path: '/./mcp' } }), 'error /servers/0/match/0/url/path'],
    ['a scheme in a host', approved('a', { url: { host: 'https://h.example' } }), 'error /servers/0/match/0/url/host'],
    ['a path in a host', approved('a', { url: { host: 'h.example/mcp' } }), 'error /servers/0/match/0/url/host'],
    ['a wildcard within a host', approved('a', { url: { host: 'a.*.example' } }), 'error /servers/0/match/0/url/host'],
    ['an environment as a list', item({ env: ['A'] }), 'error /servers/0/match/0/env'],
  ];
  for (const [what, entry, place] of rows) {
    it(what, () => {
      const { document, problems } = readPolicy(policyText({ servers: [entry, approved('other', npm('y', '1.0.0'))] }), '/p');
      assert.ok(places(problems).includes(place), places(problems).join());
      const policy = compilePolicy([{ document: document!, approves: true }]);
      assert.match(outcome(policy.decide(good, now)), /^unknown/);
      assert.equal(outcome(policy.decide(packaged({ name: 'y', version: '1.0.0' }), now)), 'approved', 'the entry beside it still counts');
    });
  }

  it('only the item that is wrong is left out', () => {
    const { document } = readPolicy(policyText({ servers: [{ id: 'a', state: 'approved', match: [{ ...npm('z', '1.0.0'), argz: 1 }, npm('x', '1.0.0')] }] }), '/p');
    const policy = compilePolicy([{ document: document!, approves: true }]);
    assert.equal(outcome(policy.decide(good, now)), 'approved');
    assert.equal(outcome(policy.decide(packaged({ name: 'z', version: '1.0.0' }), now)), 'unknown not-listed');
  });

  const twice: [string, string][] = [
    ['state', '{"id":"a","state":"pending","state":"approved","match":[{"package":{"type":"npm","name":"x","versions":["1.0.0"]}}]}'],
    ['versions', '{"id":"a","state":"approved","match":[{"package":{"type":"npm","name":"x","versions":["9.0.0"],"versions":["1.0.0"]}}]}'],
    ['name', '{"id":"a","state":"approved","match":[{"package":{"type":"npm","name":"evil","name":"x","versions":["1.0.0"]}}]}'],
    // Of more than a few keys, too.
    ['expires', '{"id":"a","state":"approved","owner":"o","conditions":"c","reason":"r","replacedBy":"b","minIdentity":"version","expires":"2020-01-01","expires":"2030-01-01","match":[{"package":{"type":"npm","name":"x","versions":["1.0.0"]}}]}'],
    ['match', '{"id":"a","state":"approved","match":[],"match":[{"package":{"type":"npm","name":"x","versions":["1.0.0"]}}]}'],
  ];
  for (const [key, entry] of twice) {
    it(`\`${key}\` twice`, () => {
      const { document, problems } = readPolicy(policyText({ servers: ['HERE'] }).replace('"HERE"', entry), '/p');
      assert.ok(problems.some((problem) => text(problem).startsWith('This key stands twice')));
      assert.match(outcome(compilePolicy([{ document: document!, approves: true }]).decide(good, now)), /^unknown/);
    });
  }

  it('an entry that says all there is to say is read', () => {
    const all = { owner: 'o', conditions: 'c', reason: 'r', replacedBy: 'b', minIdentity: 'version', expires: '2030-01-01' };
    const { document, problems } = readPolicy(policyText({ servers: [approved('a', npm('x', '1.0.0'), all)] }), '/p');
    assert.deepEqual(problems, []);
    assert.equal(outcome(compilePolicy([{ document: document!, approves: true }]).decide(good, now)), 'approved');
  });

  it('a conditional entry without conditions is told of', () => {
    const { problems } = readPolicy(policyText({ servers: [{ id: 'a', state: 'conditional', match: [npm('x', '1.0.0')] }] }), '/p');
    assert.deepEqual(places(problems), ['warning /servers/0/state']);
  });

  it('a pattern that can match nothing is told of', () => {
    const { problems } = readPolicy(policyText({ servers: [approved('a', { serverUrl: 'https://mcp.contoso.com' })] }), '/p');
    assert.deepEqual(places(problems), ['warning /servers/0/match/0/serverUrl']);
  });
});

describe('a mistake in a denying entry still denies', () => {
  const evil = packaged({ name: 'evil', version: '1.0.0' });
  const rows: [string, unknown, typeof evil][] = [
    ['no id', { state: 'denied', match: [npm('evil')] }, evil],
    ['an unknown key', denied('d', npm('evil'), { until: 'tomorrow' }), evil],
    ['a bad date', denied('d', npm('evil'), { expires: 'never' }), evil],
    ['a bad level', denied('d', npm('evil'), { minIdentity: 3 }), evil],
    ['the state in capitals', { id: 'd', state: ' Denied', match: [npm('evil')] }, evil],
    ['the state twice', { id: 'd', state: 'denied', match: [npm('evil')], STATE: 'approved' }, evil],
    ['an unknown key in the item', denied('d', { ...npm('evil'), why: 'x' }), evil],
    ['a malformed condition', denied('d', { ...npm('evil'), args: 'any' }), evil],
    ['a package type nobody knows', denied('d', { package: { type: 'pip', name: 'evil' } }), evil],
    ['no package type', denied('d', { package: { name: 'evil' } }), evil],
    ['a bad version', denied('d', npm('evil', 'latest')), evil],
    ['one bad version among good ones', denied('d', npm('evil', '2.0.0', 'latest')), evil],
    ['two matchers in an item', denied('d', { ...npm('evil'), serverName: 'other' }), evil],
    ['an item beside a broken one', { id: 'd', state: 'denied', match: ['x', npm('evil')] }, evil],
    ['a bad port', denied('d', { url: { host: 'evil.example', port: 'all' } }), remote('https://evil.example/x')],
    ['a bad path', denied('d', { url: { host: 'evil.example', path: 'x' } }), remote('https://evil.example/x')],
    ['a name beside an unknown key', denied('d', { serverName: 'ledger', why: 'x' }), evil],
    ['a command beside an unknown key', denied('d', { serverCommand: ['npx', '-y', 'evil@1.0.0'], why: 'x' }), evil],
    ['a pattern beside an unknown key', denied('d', { serverUrl: 'https://evil.example/*', why: 'x' }), remote('https://evil.example/x')],
    ['an address beside an unknown key', denied('d', { url: { host: 'evil.example', path: '/x' }, why: 'x' }), remote('https://evil.example/x')],
    ['a URL without path', denied('d', { serverUrl: 'https://evil.example' }), remote('https://evil.example/x')],
  ];
  for (const [what, entry, subject] of rows) {
    it(what, () => {
      const { document, problems } = readPolicy(policyText({ servers: [entry] }).replace('"STATE"', '"state"'), '/p');
      if (what !== 'a URL without path') assert.ok(problems.length > 0);
      assert.equal(outcome(compilePolicy([{ document: document!, approves: true }]).decide(subject, now)), 'denied');
    });
  }

  it('denies no more than is written where that can be read', () => {
    const { document } = readPolicy(policyText({ servers: [denied('d', { url: { host: 'evil.example', path: '/x' }, why: 'x' }), denied('e', { serverName: 3, package: { type: 'npm', name: 'y' } })] }), '/p');
    const policy = compilePolicy([{ document: document!, approves: true }]);
    assert.equal(outcome(policy.decide(remote('https://evil.example/y'), now)), 'unknown not-listed');
    assert.equal(outcome(policy.decide(packaged({ name: 'y', version: '1.0.0' }), now)), 'denied');
    assert.equal(outcome(policy.decide(good, now)), 'unknown not-listed');
  });

  it('keeps what else can be read of it, and only that', () => {
    const read = (more: object): unknown => readPolicy(policyText({ servers: [{ ...denied('d', npm('evil')), ...more }] }), '/p').document?.servers.map(({ id, owner, reason, ...rest }) => [id, owner, reason, Object.keys(rest).sort().join()]);
    assert.deepEqual(read({ owner: 3, reason: 'why', colour: 'red' }), [['d', undefined, 'why', 'match,path,state']]);
    assert.deepEqual(read({ id: 3, owner: 'o' }), [['#1', 'o', undefined, 'match,path,state']]);
  });

  it('says when nothing can be recognised', () => {
    const { problems } = readPolicy(policyText({ servers: [denied('d', { package: { type: 'npm' } })] }), '/p');
    assert.deepEqual(problems.map(({ effect }) => effect && render(effect)), ['This denies nothing until it is mended.']);
  });

  it('conditions and dates on a denial are told to have no effect', () => {
    const { problems } = readPolicy(policyText({ servers: [denied('d', { ...npm('evil'), args: { denyExtra: true } }, { expires: '2027-01-01' })] }), '/p');
    assert.deepEqual(places(problems), ['warning /servers/0/expires', 'warning /servers/0/match/0/args']);
  });

  it('a deprecated entry with a mistake still deprecates', () => {
    const { document } = readPolicy(policyText({ servers: [approved('a', npm('x', '1.0.0')), { id: 'b', state: 'deprecated', match: [npm('x', '1.0.0')], colour: 'red' }] }), '/p');
    assert.equal(outcome(compilePolicy([{ document: document!, approves: true }]).decide(good, now)), 'deprecated');
  });
});

describe('a mistake in the document itself is read as strictly as can be', () => {
  const servers = [approved('a', npm('x', '1.0.0'))];
  const rows: [string, Record<string, unknown>, string, string][] = [
    ['no serial', { serial: undefined }, 'error ', 'approved'],
    ['a serial that is text', { serial: '42' }, 'error /serial', 'approved'],
    ['an expiry that is no date', { expiresAt: 'soon', defaults: { whenStale: 'undetermined' } }, 'error /expiresAt', 'undetermined stale'],
    ['a level nobody knows', { defaults: { minIdentity: 'verison' } }, 'error /defaults/minIdentity', 'unknown weak-match'],
    ['a misspelt default', { defaults: { minidentity: 'launch' } }, 'error /defaults/minidentity', 'unknown weak-match'],
    ['an unknown key', { server: [] }, 'error /server', 'approved'],
    ['tests that are no list', { tests: {} }, 'error /tests', 'approved'],
    ['a test that expects nothing', { tests: [{ name: 't', server: {} }] }, 'error /tests/0', 'approved'],
    ['a test that expects something unknown', { tests: [{ name: 't', server: {}, expect: 'good' }] }, 'error /tests/0/expect', 'approved'],
    ['a registry without trust', { registries: [{ url: 'https://r.example', api: 'v0.1' }] }, 'error /registries/0', 'approved'],
  ];
  for (const [what, more, place, wanted] of rows) {
    it(what, () => {
      const { document, problems } = readPolicy(policyText({ servers, ...more }), '/p');
      assert.deepEqual(places(problems), [place]);
      assert.equal(outcome(compilePolicy([{ document: document!, approves: true }]).decide(good, now)), wanted);
    });
  }

  it('a default that stands twice, or in two maps of defaults', () => {
    const written = policyText({ servers: [approved('a', { serverName: 'ledger' })], defaults: 'HERE' });
    const read = (text: string): string => {
      const { document, problems } = readPolicy(written.replace('"defaults":"HERE"', text), '/p');
      return `${places(problems).join()} ${outcome(compilePolicy([{ document: document!, approves: true }]).decide(good, now))}`;
    };
    assert.equal(read('"defaults":{"minIdentity":"name"}'), ' approved');
    assert.equal(read('"defaults":{"minIdentity":"artifact","minIdentity":"name"}'), 'error /defaults unknown weak-match');
    assert.equal(read('"defaults":{"minIdentity":"artifact"},"defaults":{"minIdentity":"name"}'), 'error /defaults#2 unknown weak-match');
  });

  it('a setting of a rule, or something ignored, that cannot be read', () => {
    const read = (more: object): [string[], unknown] => {
      const { document, problems } = readPolicy(policyText({ servers: [], ...more }), '/p');
      return [places(problems), [document?.rules, document?.ignores]];
    };
    assert.deepEqual(read({ rules: [] }), [['error /rules'], [{}, undefined]]);
    assert.deepEqual(read({ ignores: {} }), [['error /ignores'], [undefined, []]]);
    assert.deepEqual(read({ rules: { 'plain-http': 3 } }), [['error /rules/plain-http'], [{}, undefined]]);
    assert.deepEqual(read({ ignores: [3] }), [['error /ignores/0'], [undefined, []]]);
  });

  it('rules on models that cannot be read allow none, and deny what they name', () => {
    const read = (models: string): unknown => readPolicy(policyText({ servers: [], models: 'HERE' }).replace('"models":"HERE"', models), '/p').document?.models;
    assert.deepEqual(read('"models":{"allow":["a-*"],"deny":["b"]}'), { allow: ['a-*'], deny: ['b'] });
    const strict = (...deny: string[]): object => ({ allow: [], deny, pinned: true });
    assert.deepEqual(read('"models":{"allow":"a-*","deny":["b","",3,"b"]}'), strict('b'));
    assert.deepEqual(read('"models":{"allow":3,"deny":"b"}'), strict('b'));
    assert.deepEqual(read('"models":[]'), strict());
    assert.deepEqual(read('"models":null'), strict());
    assert.deepEqual(read('"models":{"allow":["a"],"deny":["b"],"deny":["c"]}'), strict('b', 'c'));
    assert.deepEqual(read('"models":{"deny":["b"]},"models":{"allow":["a"]}'), strict('b'));
  });

  it('dates are kept where they can be read', () => {
    const read = (more: object): unknown => {
      const document = readPolicy(policyText({ servers: [], ...more }), '/p').document!;
      return [document.issuedAt, document.refreshAfter, document.expiresAt, document.issuer];
    };
    const day = '2026-11-20T00:00:00Z';
    assert.deepEqual(read({}), ['2026-11-01T00:00:00Z', undefined, undefined, 'Contoso']);
    assert.deepEqual(read({ refreshAfter: 'PT1H', expiresAt: day }), ['2026-11-01T00:00:00Z', 'PT1H', day, 'Contoso']);
    assert.deepEqual(read({ issuedAt: 'x', refreshAfter: 'x', expiresAt: 'x', issuer: 3 }), [undefined, undefined, '1970-01-01T00:00:00Z', 'your organisation']);
    assert.ok(!('refreshAfter' in readPolicy(policyText({ servers: [] }), '/p').document!));
  });

  it('denials of a document say nothing of what it does not speak of', () => {
    const { denials } = readPolicy(policyText({ policyVersion: 2, servers: [denied('b', npm('y'))] }), '/p');
    assert.deepEqual([denials?.providers, denials?.models], [undefined, undefined]);
  });

  it('a serial that cannot be read is older than any', () => {
    assert.equal(readPolicy(policyText({ servers, serial: '42' }), '/p').document?.serial, 0);
    assert.equal(readPolicy(policyText({ servers }).replace('"serial":7', '"serial":7,"serial":99'), '/p').document?.serial, 0);
  });

  it('the same id twice is told of', () => {
    assert.deepEqual(places(readPolicy(policyText({ servers: [...servers, ...servers] }), '/p').problems), ['warning /servers/1/id']);
  });
});

const deep = (n: number): string => '['.repeat(n) + ']'.repeat(n);

describe('hostile policies', () => {
  it('are read without an exception however deep they are', () => {
    for (const place of ['"conditions"', '"match"', '"state"', '"id"', '"x"']) {
      const entry = `{"id":"a","state":"approved",${place}:${deep(20_000)}}`;
      const { document } = readPolicy(policyText({ servers: ['HERE'] }).replace('"HERE"', entry), '/p');
      assert.deepEqual(document?.servers.flatMap((read) => read.match), []);
    }
    assert.equal(readPolicy(deep(20_000), '/p').document, undefined);
  });

  it('are not relied on below a depth that nobody writes', () => {
    for (const depth of [30, 60]) {
      const entry = `{"id":"a","state":"approved","match":[{"serverName":"ledger"}],"conditions":${deep(depth)}}`;
      assert.deepEqual(readPolicy(policyText({ servers: ['HERE'], defaults: { minIdentity: 'name' } }).replace('"HERE"', entry), '/p').document?.servers, []);
    }
  });

  it('may use names that objects have anyway', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const servers = names.map((name) => approved(name, npm(name, '1.0.0')));
    const { document, problems } = readPolicy(policyText({ servers }), '/p');
    assert.deepEqual(problems, []);
    const policy = compilePolicy([{ document: document!, approves: true }]);
    for (const name of names) assert.equal(outcome(policy.decide(packaged({ name, version: '1.0.0' }, {}, { serverName: name }), now)), 'approved');
    const empty = compilePolicy([{ document: readPolicy(policyText({ servers: [] }), '/p').document!, approves: true }]);
    for (const name of names) assert.equal(outcome(empty.decide(packaged({ name }, {}, { serverName: name }), now)), 'unknown not-listed');
  });

  it('with a key called __proto__ are malformed', () => {
    const { document, problems } = readPolicy(policyText({ servers: ['HERE'] }).replace('"HERE"', '{"id":"a","state":"approved","match":[{"serverName":"x"}],"__proto__":{"expires":"2020-01-01"}}'), '/p');
    assert.deepEqual(document?.servers, []);
    assert.deepEqual(places(problems), ['error /servers/0/__proto__']);
  });
});
