import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nodeAt, pointer } from '../../../../src/core/config/node.ts';
import { parseJson } from '../../../../src/core/config/json/parse.ts';
import { lintPolicy } from '../../../../src/core/policy/authoring/lint-policy.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { startPolicy } from '../../../../src/core/policy/start-policy.ts';
import { render } from '../../../../src/core/text/message.ts';
import example from '../example-policy.json';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { approves } from '../../../../src/core/policy/verdict.ts';
import { approved, denied, now, npm, packaged, policyText, remote, type PolicyText } from '../subjects.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const lint = (text: string, options: { at?: string; audience?: 'strict' } = {}) =>
  lintPolicy(text, readPolicy(text, '/p').document!, { now: options.at ?? now, ...(options.audience && { audience: options.audience }) });
const seen = (more: PolicyText, options = {}) => lint(policyText(more), options).map(({ code, path }) => `${code} ${pointer(path)}`);
const ofOne = (match: unknown, more: object = {}) => seen({ servers: [approved('a', match, more)] });
const pkg = (type: string, name: string, more: object = {}) => ({ package: { type, name, ...more } });
const url = (pattern: string) => ({ serverUrl: pattern });
const m = '/servers/0/match/0';

describe('the lint of a policy', () => {
  it('says nothing of the example', () => {
    assert.deepEqual(lint(JSON.stringify(example, null, 2)), []);
  });

  it('says of the example on other days what runs out', () => {
    const on = (at: string) => lint(JSON.stringify(example, null, 2), { at }).map(({ code, severity, range }) => [code, severity, range.start.line]);
    assert.deepEqual(on('2027-05-20T00:00:00Z'), [['entry-expires-soon', 'info', 17]]);
    assert.deepEqual(on('2027-06-01T00:00:00Z'), [['entry-expired', 'warning', 17]]);
    assert.deepEqual(on('2027-05-31T23:00:00Z'), [['entry-expires-soon', 'info', 17]]);
    assert.deepEqual(on('2027-05-15T00:00:00Z'), []);
  });

  it('says that a star in a name is only a star', () => {
    assert.deepEqual(ofOne({ serverName: 'mcp__*' }), [`never-matches ${m}/serverName`]);
    assert.deepEqual(ofOne(pkg('npm', '@contoso/*', { versions: ['1.0.0'] })), [`never-matches ${m}/package/name`]);
    assert.deepEqual(seen({ servers: [denied('all', { serverName: '*' })] }), [`never-matches ${m}/serverName`]);
    assert.deepEqual(ofOne(url('https://*.contoso.com/mcp'), { minIdentity: 'source' }).filter((one) => one.startsWith('never')), []);
  });

  it('asks for owner and reason only where it is asked to be strict', () => {
    assert.deepEqual(lint(JSON.stringify(example), { audience: 'strict' }).map(({ code, severity, message }) => [code, severity, render(message)]), [
      ['unexplained', 'info', '`com.contoso.payments/ledger-query` is approved without `reason`: whoever looks at it next does not know why.'],
      ['unexplained', 'info', '`com.github/github-mcp-server` is approved without `owner` and `reason`: whoever looks at it next does not know whom to ask, or why.'],
      ['unexplained', 'info', '`com.contoso.platform/files` is approved without `owner` and `reason`: whoever looks at it next does not know whom to ask, or why.'],
    ]);
  });

  it('says nothing of a policy started from what is in use', () => {
    const { server, identity } = packaged({ name: 'floating', floating: 'latest' });
    assert.deepEqual(lint(startPolicy([{ declaration: server, identity }], { now })), []);
  });

  const launch = { args: { denyExtra: true }, env: { allow: [] } };
  const silent: [string, unknown, object?][] = [
    ['an exact version', npm('x', '1.0.0')],
    ['a scoped name', npm('@a/x', '1.0.0')],
    ['a range that the entry asks for beside a level that it has', pkg('oci', 'ghcr.io/a/b', { digest, versions: ['1.0'] })],
    ['an image by digest', pkg('oci', 'ghcr.io/a/b', { versions: [digest] })],
    ['an image with a port', pkg('oci', 'localhost:5000/a/b', { digest })],
    ['an image of Docker Hub', pkg('oci', 'mcp/time', { digest })],
    ['a Python package', pkg('pypi', 'mcp.server_time', { versions: ['2026.1.1'] })],
    ['a NuGet package', pkg('nuget', 'Contoso.Tool', { versions: ['1.0.0.0'] })],
    ['an extension', pkg('vscode-extension', 'contoso.tool', { versions: ['1.0.0'] })],
    ['a host with a path', { url: { host: 'h.example', path: '/mcp' } }],
    ['a pattern', url('https://h.example/mcp')],
    ['a pattern for what lies below', url('https://h.example/mcp/*')],
    ['a pattern in other letters', url('HTTPS://H.example/MCP')],
    ['a pattern with a port', url('https://h.example:8443/mcp')],
    ['a pattern with http', url('http://localhost:3000/mcp')],
    ['a pattern with parameters', url('https://h.example/mcp?a=1')],
    ['a pinned command line', { serverCommand: ['npx', '-y', 'x@1.0.0'] }],
    ['a command line with its conditions', { serverCommand: ['npx', '-y', 'x@1.0.0', '--ro'], args: { allow: ['--ro'], denyExtra: true } }],
    ['a command line with a switch that is allowed', { serverCommand: ['docker', 'run', '--privileged', `a/b@${digest}`], args: { allow: ['--privileged'] } }],
    ['a program, where the entry takes one', { serverCommand: ['/opt/tool'] }, { minIdentity: 'source' }],
    ['a launch', { ...npm('x', '1.0.0'), ...launch }, { minIdentity: 'launch' }],
    ['a call', { url: { host: 'h.example', path: '/mcp' }, ...launch }, { minIdentity: 'launch' }],
    ['an artifact', { ...pkg('oci', 'a/b', { digest }), ...launch }, { minIdentity: 'artifact' }],
    ['arguments that no pattern rules out', { ...npm('x', '1.0.0'), args: { allow: ['--ro'], denyExtra: true, denyPatterns: ['^/$'] } }],
    ['a docker option that a pattern for arguments hits', { ...pkg('oci', 'a/b', { digest }), args: { allow: ['--network'], denyExtra: true, denyPatterns: ['^--net'] } }],
    ['no environment at all', { ...npm('x', '1.0.0'), env: { allow: [] } }],
    ['a day far off', npm('x', '1.0.0'), { expires: '2027-05-31' }],
  ];
  for (const [what, match, more] of silent) it(`says nothing of ${what}`, () => assert.deepEqual(ofOne(match, more), []));

  const told: [string, unknown, readonly string[], object?][] = [
    ['a name with a version', npm('x@1.0.0', '1.0.0'), [`never-matches ${m}/package/name`]],
    ['a scoped name with a version', npm('@a/x@1.0.0', '1.0.0'), [`never-matches ${m}/package/name`]],
    ['a scope alone', npm('@contoso', '1.0.0'), [`never-matches ${m}/package/name`]],
    ['a requirement as name', pkg('pypi', 'x==1.0', { versions: ['1.0'] }), [`never-matches ${m}/package/name`]],
    ['extras in a name', pkg('pypi', 'x[cli]', { versions: ['1.0'] }), [`never-matches ${m}/package/name`]],
    ['an image with its tag', pkg('oci', 'ghcr.io/a/b:1.0', { digest }), [`never-matches ${m}/package/name`]],
    ['an image with its digest', pkg('oci', `ghcr.io/a/b@${digest}`, { digest }), [`never-matches ${m}/package/name`]],
    ['an extension without publisher', pkg('vscode-extension', 'tool', { versions: ['1.0.0'] }), [`never-matches ${m}/package/name`]],
    ['a digest of an npm package', pkg('npm', 'x', { digest }), [`never-matches ${m}/package/digest`]],
    ['a digest of an npm package beside its version', pkg('npm', 'x', { digest, versions: ['1.0.0'] }), [`contradiction ${m}/package/digest`]],
    ['two digests', pkg('oci', 'a/b', { digest, versions: [`sha256:${'b'.repeat(64)}`] }), [`contradiction ${m}/package/versions/0`]],
    ['bounds that cross', npm('x', '>2.0.0 <1.0.0'), [`empty-range ${m}/package/versions/0`], { minIdentity: 'source' }],
    ['bounds that cross beside a version', npm('x', '1.0.0', '>2 <1'), [`empty-range ${m}/package/versions/1`]],
    ['bounds that cross, of Python', pkg('pypi', 'x', { versions: ['>=2.0,<2.0'] }), [`empty-range ${m}/package/versions/0`]],
    ['an exact version that the rest rules out', pkg('pypi', 'x', { versions: ['==1.5,<1.0'] }), [`empty-range ${m}/package/versions/0`]],
    ['a pattern without scheme', url('h.example/mcp'), [`never-matches ${m}/serverUrl`]],
    ['a pattern with another scheme', url('ws://h.example/*'), [`never-matches ${m}/serverUrl`]],
    ['a pattern with a login', url('https://me@h.example/*'), [`never-matches ${m}/serverUrl`]],
    ['a pattern with a fragment', url('https://h.example/#/mcp'), [`never-matches ${m}/serverUrl`]],
    ['a pattern with the usual port', url('https://h.example:443/mcp/*'), [`never-matches ${m}/serverUrl`]],
    ['a pattern with a space', url('https://h.example/a b'), [`never-matches ${m}/serverUrl`]],
    ['a pattern with letters that are encoded', url('https://h.example/ä/*'), [`never-matches ${m}/serverUrl`]],
    ['a pattern with steps up', url('https://h.example/a/../mcp'), [`never-matches ${m}/serverUrl`]],
    ['a command line that its conditions rule out', { serverCommand: ['npx', '-y', 'x@1.0.0', '--rw'], args: { allow: ['--ro'], denyExtra: true } }, [`never-matches ${m}/serverCommand`]],
    ['a command line with an option that nothing allows', { serverCommand: ['docker', 'run', '--privileged', `a/b@${digest}`] }, [`never-matches ${m}/serverCommand`]],
    ['an argument that is allowed and ruled out', { ...npm('x', '1.0.0'), args: { allow: ['--ro', '/'], denyExtra: true, denyPatterns: ['^/$'] } }, [`contradiction ${m}/args/allow/1`]],
    ['a value that is allowed and ruled out', { ...npm('x', '1.0.0'), args: { allow: ['--root=/'], denyExtra: true, denyPatterns: ['^/$'] } }, [`contradiction ${m}/args/allow/0`]],
    ['a name', { serverName: 'x' }, [`never-approves ${m}/serverName`]],
    ['a name that is enough', { serverName: 'x' }, [`approves-by-name ${m}/serverName`], { minIdentity: 'name' }],
    ['no version', npm('x'), [`never-approves ${m}/package/name`]],
    ['a range', npm('x', '^1.0.0'), [`never-approves ${m}/package/versions/0`]],
    ['a range beside a version', npm('x', '1.0.0', '^1.0.0'), [`never-approves ${m}/package/versions/1`]],
    ['a tag of an image', pkg('oci', 'a/b', { versions: ['1.0'] }), [`never-approves ${m}/package/versions/0`]],
    ['no version, where that is enough', npm('x'), [`approves-floating ${m}/package/name`], { minIdentity: 'source' }],
    ['ranges, where they are enough', npm('x', '^1.0.0', '2.0.0', '~3.1'), [`approves-floating ${m}/package/versions/0`, `approves-floating ${m}/package/versions/2`], { minIdentity: 'source' }],
    ['a tag, where that is enough', pkg('oci', 'a/b', { versions: ['1.0'] }), [`approves-floating ${m}/package/versions/0`], { minIdentity: 'source' }],
    ['a command line without version', { serverCommand: ['npx', '-y', 'x'] }, [`never-approves ${m}/serverCommand`]],
    ['a command line without version, where that is enough', { serverCommand: ['npx', '-y', 'x@latest'] }, [`approves-floating ${m}/serverCommand`], { minIdentity: 'source' }],
    ['a command line and a launch', { serverCommand: ['npx', '-y', 'x@1.0.0'] }, [`never-approves ${m}/serverCommand`], { minIdentity: 'launch' }],
    ['a launch without conditions', npm('x', '1.0.0'), [`never-approves ${m}/package/name`], { minIdentity: 'launch' }],
    ['an artifact of npm', { ...npm('x', '1.0.0'), ...launch }, [`never-approves ${m}/package/name`], { minIdentity: 'artifact' }],
    ['an artifact without digest', { ...pkg('oci', 'a/b', { versions: ['1.0'] }), ...launch }, [`never-approves ${m}/package/versions/0`], { minIdentity: 'artifact' }],
    ['a host alone', { url: { host: 'h.example' } }, [`never-approves ${m}/url/host`]],
    ['every host below', { url: { host: '*.h.example', path: '/mcp' } }, [`never-approves ${m}/url/host`]],
    ['every host below, where that is enough', { url: { host: '*.h.example', path: '/mcp' } }, [`approves-floating ${m}/url/host`], { minIdentity: 'source' }],
    ['a wildcard in a host', url('https://*.h.example/mcp'), [`approves-floating ${m}/serverUrl`], { minIdentity: 'source' }],
    ['a day within two weeks', npm('x', '1.0.0'), ['entry-expires-soon /servers/0/expires'], { expires: '2026-12-04' }],
    ['a day that has passed', npm('x', '1.0.0'), ['entry-expired /servers/0/expires'], { expires: '2026-11-20' }],
  ];
  for (const [what, match, expected, more] of told) it(`tells of ${what}`, () => assert.deepEqual(ofOne(match, more), expected));

  it('takes an open version that an entry asks for as decided, and one that comes with the defaults as a warning', () => {
    const severities = (more: PolicyText) => lint(policyText(more)).map(({ severity }) => severity);
    assert.deepEqual(severities({ servers: [approved('a', npm('x'), { minIdentity: 'source' })] }), ['info']);
    assert.deepEqual(severities({ defaults: { minIdentity: 'source' }, servers: [approved('a', npm('x'))] }), ['warning']);
  });

  it('tells of denials that deny nothing as errors, and of no level of theirs', () => {
    const severities = (match: unknown) => lint(policyText({ servers: [denied('d', match)] })).map(({ code, severity }) => `${code} ${severity}`);
    assert.deepEqual(severities(npm('x@1.0.0')), ['never-matches error']);
    assert.deepEqual(severities(npm('x', '>2 <1')), ['empty-range error']);
    assert.deepEqual(severities(url('h.example/*')), ['never-matches error']);
    for (const match of [npm('x'), { serverName: 'x' }, url('https://h.example:443'), url('https://h.example'), { url: { host: '*.example' } }, npm('x', '^1.0.0')]) assert.deepEqual(severities(match), [], JSON.stringify(match));
  });

  it('tells when the document runs out', () => {
    const of = (expiresAt: string) => lint(policyText({ servers: [], expiresAt })).map(({ code, severity }) => `${code} ${severity}`);
    assert.deepEqual(of('2026-11-21T12:00:00Z'), ['policy-expired warning']);
    assert.deepEqual(of('2026-12-05T12:00:00Z'), ['policy-expires-soon info']);
    assert.deepEqual(of('2026-12-05T12:00:01Z'), []);
  });
});

describe('entries that are covered', () => {
  const covered: [string, unknown, unknown][] = [
    ['a version by the package', npm('x', '1.0.0'), npm('x')],
    ['a version by a range', npm('x', '1.0.0', '1.1.0'), npm('x', '<2')],
    ['any version by the package', npm('x', '^1.0.0'), npm('x')],
    ['an image by its name', pkg('oci', 'mcp/time', { digest }), pkg('oci', 'docker.io/mcp/time')],
    ['a Python package in another spelling', pkg('pypi', 'a_b', { versions: ['1.0'] }), pkg('pypi', 'A.b')],
    ['a command line by its package', { serverCommand: ['npx', '-y', 'x@1.0.0'] }, npm('x')],
    ['a command line by itself', { serverCommand: ['/opt/tool'] }, { serverCommand: ['/opt/tool'] }],
    ['a URL by its host', { url: { host: 'h.example', path: '/mcp', pathMatch: 'prefix' } }, { url: { host: 'h.example' } }],
    ['a URL by a domain', { url: { host: 'a.h.example', path: '/mcp' } }, { url: { host: '*.h.example' } }],
    ['a URL by a pattern', { url: { host: 'h.example', path: '/mcp', pathMatch: 'prefix' } }, url('https://h.example/*')],
    ['a URL by a pattern without path', { url: { host: 'h.example', path: '/mcp' } }, url('https://h.example')],
    ['a pattern by a URL', url('https://h.example/mcp/*'), { url: { host: 'h.example' } }],
    ['a name by itself', { serverName: 'x' }, { serverName: 'x' }],
  ];
  for (const [what, allow, deny] of covered) {
    it(what, () => {
      const codes = lint(policyText({ servers: [denied('d', deny), approved('a', allow, { minIdentity: 'name' })] })).filter(({ code }) => code.startsWith('shadowed'));
      assert.deepEqual(codes.map(({ code, path, message }) => [code, path[1], render(message)]), [['shadowed-by-denial', 1, '`d` denies all of this, and a denial wins over every other entry, so it never decides. Take one of the two out.']]);
    });
  }

  const uncovered: [string, unknown, unknown][] = [
    ['another package', npm('x', '1.0.0'), npm('y')],
    ['another version', npm('x', '1.0.0'), npm('x', '1.0.1')],
    ['some of the versions', npm('x', '1.0.0', '3.0.0'), npm('x', '<2')],
    ['some of a range', npm('x', '^1.0.0'), npm('x', '1.0.0')],
    ['some of a range by a range', npm('x', '^1.0.0'), npm('x', '<1.5.0')],
    ['another kind', npm('x', '1.0.0'), pkg('pypi', 'x')],
    ['another digest', pkg('oci', 'a/b', { digest }), pkg('oci', 'a/b', { digest: `sha256:${'b'.repeat(64)}` })],
    ['the tag latest', pkg('oci', 'a/b', { versions: ['1.0'] }), pkg('oci', 'a/b', { versions: ['latest'] })],
    ['one path of a host', { url: { host: 'h.example', path: '/mcp', pathMatch: 'prefix' } }, { url: { host: 'h.example', path: '/mcp' } }],
    ['the rest of a host', { url: { host: 'h.example' } }, { url: { host: 'h.example', path: '/mcp', pathMatch: 'prefix' } }],
    ['one host of a domain', { url: { host: '*.h.example' } }, { url: { host: 'a.h.example' } }],
    ['the other scheme', { url: { host: 'h.example', path: '/mcp' } }, { url: { host: 'h.example', scheme: 'http' } }],
    ['an exact pattern', { url: { host: 'h.example', path: '/mcp', pathMatch: 'prefix' } }, url('https://h.example/mcp')],
    ['an exact pattern, where parameters may stand', { url: { host: 'h.example', path: '/mcp', query: ['a'] } }, url('https://h.example/mcp')],
    ['a wildcard beside a prefix', url('https://h.example/*/mcp'), { url: { host: 'h.example', path: '/x', pathMatch: 'prefix' } }],
    ['another name', { serverName: 'x' }, { serverName: 'y' }],
    ['another command line', { serverCommand: ['/opt/tool', 'x'] }, { serverCommand: ['/opt/tool'] }],
  ];
  for (const [what, allow, deny] of uncovered) {
    it(`not by ${what}`, () => assert.deepEqual(lint(policyText({ servers: [denied('d', deny), approved('a', allow, { minIdentity: 'name' })] })).filter(({ code }) => code.startsWith('shadowed')), []));
  }

  const pending = (id: string, match: unknown, more: object = {}) => ({ id, state: 'pending', match: [match], ...more });
  const args = { args: { allow: ['--ro'], denyExtra: true } };
  const pairs: [string, readonly unknown[], readonly string[]][] = [
    ['the same twice', [approved('a', npm('x', '1.0.0')), approved('b', npm('x', '1.0.0'))], ['1 a']],
    ['versions of the one before', [approved('a', npm('x', '1.0.0', '1.1.0')), approved('b', npm('x', 'v1.1.0'))], ['1 a']],
    ['a stricter state behind', [approved('a', npm('x', '1.0.0')), pending('b', npm('x', '1.0.0'))], ['0 b']],
    ['a stricter state that runs out', [approved('a', npm('x', '1.0.0')), pending('b', npm('x', '1.0.0'), { expires: '2027-01-01' })], []],
    ['a renewal', [approved('a', npm('x', '1.0.0'), { expires: '2027-01-01' }), approved('b', npm('x', '1.0.0'), { expires: '2028-01-01' })], []],
    ['a shorter time', [approved('a', npm('x', '1.0.0'), { expires: '2028-01-01' }), approved('b', npm('x', '1.0.0'), { expires: '2027-01-01' })], ['1 a']],
    ['a lower level behind a higher', [approved('a', { ...npm('x', '1.0.0'), ...args, env: { allow: [] } }, { minIdentity: 'launch' }), approved('b', { ...npm('x', '1.0.0'), ...args, env: { allow: [] } })], []],
    ['other conditions', [approved('a', npm('x', '1.0.0')), approved('b', { ...npm('x', '1.0.0'), ...args })], []],
    ['a version more', [approved('a', npm('x', '1.0.0')), approved('b', npm('x', '1.0.0', '1.1.0'))], []],
    ['another registry', [approved('a', npm('x', '1.0.0')), approved('b', { package: { type: 'npm', name: 'x', versions: ['1.0.0'], registry: 'https://npm.contoso.example/' } })], []],
    ['the same URL twice', [approved('a', { url: { host: 'h.example', path: '/mcp' } }), approved('b', { url: { host: 'h.example', path: '/mcp' } })], ['1 a']],
    ['another path', [approved('a', { url: { host: 'h.example', path: '/mcp' } }), approved('b', { url: { host: 'h.example', path: '/other' } })], []],
  ];
  for (const [what, servers, expected] of pairs) {
    it(`by another entry: ${what}`, () => {
      const found = lint(policyText({ servers })).filter(({ code }) => code === 'shadowed');
      assert.deepEqual(found.map(({ path, message }) => `${pointer(path).split('/')[2]} ${render(message)[1]!}`), expected);
    });
  }

  it('takes time in proportion to the entries', () => {
    const of = (n: number) => policyText({ servers: Array.from({ length: n }, (_, i) => approved(`e${i}`, i % 3 === 0 ? npm('same', '1.0.0') : npm(`p${i}`, '1.0.0'))) });
    const text = of(10_000);
    const { document } = readPolicy(text, '/p');
    const start = performance.now();
    const found = lintPolicy(text, document!, { now });
    assert.equal(found.length, 3333);
    assert.ok(performance.now() - start < 3000);
  });
});

describe('the lint of entries on model providers', () => {
  const of = (providers: readonly unknown[]) => lint(policyText({ servers: [], providers })).map(({ code, path }) => `${code} ${pointer(path)}`);
  const entry = (state: string, match: unknown, more: object = {}) => ({ id: state, state, match: [match], ...more });
  it('tells what never approves, is denied, floats or runs out', () => {
    assert.deepEqual(of([entry('approved', { provider: 'anthropic' }, { minIdentity: 'version' })]), ['never-approves /providers/0/match/0/provider']);
    assert.deepEqual(of([entry('denied', { provider: 'anthropic' }), entry('approved', { provider: 'anthropic' })]), ['shadowed-by-denial /providers/1/match/0/provider']);
    assert.deepEqual(of([entry('approved', { url: { host: '*.contoso.example' } })]), ['approves-floating /providers/0/match/0/url/host']);
    assert.deepEqual(of([entry('approved', { provider: 'anthropic' }, { expires: '2026-11-22' })]), ['entry-expires-soon /providers/0/expires']);
    assert.deepEqual(of([entry('approved', { provider: 'anthropic' }), entry('approved', { url: { host: 'h.contoso.example' } }), entry('denied', { provider: 'openai' })]), []);
  });
});

describe('observations', () => {
  it('stand at a place that is there', () => {
    const text = policyText({ servers: [approved('a', npm('x@1', '1.0.0')), approved('b', npm('y', '^1')), denied('d', url('nowhere'))] });
    for (const { path, range } of lint(text)) {
      assert.ok(nodeAt(parseJson(text).tree, path), pointer(path));
      assert.ok(range.end.character > range.start.character);
    }
  });
});

describe('the lint of any policy', () => {
  const name = fc.oneof(fc.constantFrom('x', '@a/x', 'x@1.0.0', 'ghcr.io/a/b', '*', '${x}', ''), fc.string({ maxLength: 30, unit: 'grapheme' }));
  const match = fc.oneof(
    fc.record({ serverName: name }),
    fc.record({ serverUrl: fc.oneof(name, fc.webUrl(), fc.constantFrom('*', '*://*', 'https://*', 'https://h.example/*', '://')) }),
    fc.record({ serverCommand: fc.array(name, { maxLength: 4 }) }),
    fc.record({ package: fc.record({ type: fc.constantFrom('npm', 'pypi', 'oci', 'nuget', 'vscode-extension'), name, versions: fc.array(fc.constantFrom('1.0.0', '^1', '>2 <1', '*', digest, 'latest', '==1.0,<1'), { maxLength: 3 }), digest: fc.constantFrom(digest, undefined) }, { requiredKeys: ['type', 'name'] }) }),
    fc.record({ url: fc.record({ host: fc.constantFrom('h.example', '*.h.example', '[::1]'), path: fc.constantFrom('/', '/mcp', '/a b'), pathMatch: fc.constantFrom('prefix', 'exact'), query: fc.array(name, { maxLength: 2 }) }, { requiredKeys: ['host'] }) }),
  );
  const conditions = fc.record({ args: fc.record({ allow: fc.array(name, { maxLength: 2 }), denyExtra: fc.boolean(), denyPatterns: fc.array(fc.constantFrom('^/$', 'x', '.*'), { maxLength: 2 }) }, { requiredKeys: [] }), env: fc.record({ allow: fc.array(name, { maxLength: 2 }) }, { requiredKeys: [] }) }, { requiredKeys: [] });
  const entry = fc.record({ id: name, state: fc.constantFrom('approved', 'conditional', 'pending', 'deprecated', 'denied', 'revoked'), expires: fc.constantFrom('2026-11-22', '2020-01-01', undefined), minIdentity: fc.constantFrom('name', 'source', 'version', 'launch', 'artifact', undefined), match: fc.array(fc.tuple(match, conditions).map(([one, more]) => ({ ...one, ...more })), { maxLength: 3 }) });

  it('never throws, and points at places that are there', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (servers) => {
        const text = policyText({ servers });
        const { tree } = parseJson(text);
        for (const { path } of lint(text, { audience: 'strict' })) assert.ok(nodeAt(tree, path), pointer(path));
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it('tells of nothing that does match or approve', () => {
    const approving = fc.record({ id: fc.constant('a'), state: fc.constant('approved'), minIdentity: fc.constantFrom('name', 'source', 'version', 'launch'), match: fc.array(fc.tuple(match, conditions).map(([one, more]) => ({ ...one, ...more })), { minLength: 1, maxLength: 1 }) });
    const servers = [
      packaged({ name: 'x', version: '1.0.0' }), packaged({ name: '@a/x', version: '1.0.0' }), packaged({ type: 'oci', name: 'ghcr.io/a/b', digest }), packaged({ type: 'pypi', name: 'x', version: '1.0' }),
      remote('https://h.example/mcp'), remote('https://h.example/'), remote('https://a.h.example/mcp'), remote('https://h.example/x/y'),
    ];
    fc.assert(
      fc.property(approving, (one) => {
        const text = policyText({ servers: [one] });
        const { document } = readPolicy(text, '/p');
        const policy = compilePolicy([{ document: document!, approves: true }]);
        if (!servers.some((subject) => approves(policy.decide(subject, now)))) return;
        assert.deepEqual(lintPolicy(text, document!, { now }).filter(({ code }) => code === 'never-matches' || code === 'shadowed' || code === 'shadowed-by-denial').map(({ code }) => code), []);
      }),
      { numRuns: 500 },
    );
  }).timeout(60_000);
});
