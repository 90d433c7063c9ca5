import assert from 'node:assert/strict';
import { namesIn } from '../../../src/core/policy/words.ts';
import type { Subject } from '../../../src/core/policy/subject.ts';
import { approved, denied, npm, now, opaque, outcome, packaged, policyOf, program, reasonOf, remote } from './subjects.ts';

const shell = (line: string): Subject => opaque('bash', ['-c', line]);

describe('a denied package', () => {
  const policy = policyOf(denied('d', npm('evil')), denied('s', npm('@bad/pkg')), denied('p', { package: { type: 'pypi', name: 'Evil_Py' } }), denied('o', { package: { type: 'oci', name: 'evilimage' } }), denied('g', { package: { type: 'oci', name: 'ghcr.io/bad/image' } }));
  const rows: [string, Subject][] = [
    ['any version', packaged({ name: 'evil', version: '3.1.4' })],
    ['no version', packaged({ name: 'evil' })],
    ['a tag', packaged({ name: 'evil', floating: 'latest' })],
    ['any registry', packaged({ name: 'evil', version: '1.0.0', registry: 'https://mirror.contoso.example/' })],
    ['any launcher', packaged({ name: 'evil' }, {}, { launcher: 'bunx' })],
    ['any arguments', packaged({ name: 'evil' }, { args: ['--safe'] })],
    ['in capitals', packaged({ name: 'Evil' })],
    ['as a bridge', remote('https://good.example/mcp', { via: { name: 'evil', version: '1.0.0' } })],
    ['a python name in another spelling', packaged({ type: 'pypi', name: 'evil-py', version: '1.0' })],
    ['an image by its full name', packaged({ type: 'oci', name: 'docker.io/library/evilimage', floating: 'latest' })],
    ['in a shell line', shell('npx -y evil')],
    ['in a shell line with a version', shell('npx -y evil@1.2.3')],
    ['in a shell line with a tag', shell('npx evil@latest --flag')],
    ['by bunx in a shell line', shell('bunx evil')],
    ['by npm exec', shell('npm exec --package=evil -- evil-bin')],
    ['by npm exec with a space', shell('npm exec --package evil -c "evil-bin"')],
    ['by npx -p', shell('npx -p evil evil-bin')],
    ['by npx -p without a space', shell('npx -pevil evil-bin')],
    ['by an alias', shell('npx alias@npm:evil@1')],
    ['by deno', shell('deno run npm:evil@1/server.ts')],
    ['in single quotes', shell("npx -y 'evil'")],
    ['in double quotes', shell('npx -y "evil"')],
    ['broken up by quotes', shell('npx -y e"v"il')],
    ['broken up by a backslash', shell('npx -y e\\vil')],
    ['broken up by a caret', opaque('cmd', ['/c', 'npx -y e^vil'])],
    ['behind a semicolon', shell('true;evil')],
    ['behind an ampersand', shell('cd /tmp&&evil&')],
    ['in a command substitution', shell('$(npx evil)')],
    ['in backticks', shell('`npx evil`')],
    ['as an installed file', shell('node node_modules/evil/dist/index.js')],
    ['as an installed file on Windows', opaque('cmd', ['/c', 'node', 'C:\\app\\node_modules\\evil\\index.js'])],
    ['as an installed command', shell('./node_modules/.bin/evil')],
    ['as a command with an ending', opaque('cmd', ['/c', 'evil.cmd'])],
    ['as a tarball', shell('npx https://host.example/evil/-/evil-1.0.0.tgz')],
    ['with a scope', shell('npx @bad/pkg@2')],
    ['with a scope in pnpm\u2019s store', shell('node node_modules/.pnpm/@bad+pkg@2.0.0/x.js')],
    ['with an encoded scope', shell('npx https://host.example/@bad%2fpkg/-/pkg.tgz')],
    ['in JSON', shell('start {"command":"npx","args":["evil"]}')],
    ['as a python package with extras', shell('uvx --from evil_py[cli]==1.0 run')],
    ['as a python package in another spelling', shell('python -m pip install Evil.Py')],
    ['as an image', shell('docker run --rm evilimage:1.0')],
    ['as an image with its registry', shell('docker run ghcr.io/bad/image@sha256:00')],
    ['as words of an opaque launch', opaque('wrapper', ['run', 'evil'])],
    ['as a program', program('evil')],
    ['as a program with a path', program('/usr/local/bin/evil')],
    ['as a program on Windows', program('C:/tools/evil.exe')],
    ['as a script of node', program('node', '/app/node_modules/evil/index.js')],
    ['as a script of node in a scope', program('node', '/app/node_modules/@bad/pkg/index.js')],
    ['started by an approved package', packaged({ name: 'supergateway', version: '1.0.0' }, { args: ['--stdio', 'npx -y evil'] })],
    ['started by an approved package in words', packaged({ name: 'cross-env', version: '1.0.0' }, { args: ['A=1', 'npx', 'evil@2'] })],
    ['started by a program', program('mise', undefined, ['exec', 'npm:evil'])],
  ];
  for (const [what, subject] of rows) it(what, () => assert.equal(outcome(policy.decide(subject, now)), 'denied'));

  const innocent: [string, Subject][] = [
    ['a longer name', shell('npx evil-twin')],
    ['a name behind it', shell('npx not-evil')],
    ['another scope', packaged({ name: '@contoso/evil', version: '1.0.0' })],
    ['another scope in a shell line', shell('npx @contoso/evil@1')],
    ['another scope, installed', program('node', '/app/node_modules/@contoso/evil/index.js')],
    ['the same name elsewhere', packaged({ type: 'pypi', name: 'evil', version: '1.0' })],
    ['a folder of that name given to a package', packaged({ name: 'files', version: '1.0.0' }, { args: ['/home/me/evil'] })],
    ['a folder of that name over a script', program('node', '/home/evil/server.js')],
    ['an argument of that name', packaged({ name: 'files', version: '1.0.0' }, { args: ['--project', 'evil'] })],
    ['a script of that name', program('node', '/app/evil.js')],
    ['another image', shell('docker run ghcr.io/good/image')],
  ];
  for (const [what, subject] of innocent) it(`is not ${what}`, () => assert.notEqual(outcome(policy.decide(subject, now)), 'denied'));

  it('says that the name stands in a line that hides what it starts', () => {
    assert.equal(
      reasonOf(policy, shell('npx -y evil')),
      '`hidden` names something in its command line that Contoso does not allow (`d`). Remove it. If it is something else, start it directly by its package and version, so that this can be told.',
    );
  });
});

describe('a denied command line', () => {
  it('is denied as it is written, and no other is', () => {
    const policy = policyOf(denied('d', { serverCommand: ['/opt/x', 'run.js'] }), approved('a', { serverName: 'local' }, { minIdentity: 'name' }));
    assert.equal(outcome(policy.decide(program('/opt/x', 'run.js'), now)), 'denied');
    assert.equal(outcome(policy.decide(program('/opt/x', 'run.js', ['--y']), now)), 'approved');
    assert.equal(outcome(policy.decide(program('/opt/x'), now)), 'approved');
  });
});

describe('a denied address in a command line that is read', () => {
  const policy = (): ReturnType<typeof policyOf> => policyOf(denied('d', { url: { host: 'evil.example' } }));
  const rows: [string, Subject][] = [
    ['an argument of a program', program('/opt/x', undefined, ['--to', 'https://evil.example/mcp'])],
    ['an argument of a script', program('node', 'server.js', ['evil.example/mcp'])],
    ['the script', program('x', 'https://evil.example/server.ts')],
    ['an argument of a package', packaged({ name: 'x', version: '1.0.0' }, { args: ['--url=https://evil.example/mcp'] })],
    ['behind another scheme', packaged({ name: 'x', version: '1.0.0' }, { args: ['git+http://evil.example/x'] })],
    ['an argument behind a bridge', { ...remote('https://good.example/', { via: { version: '1.0.0' } }), identity: { ...remote('https://good.example/', { via: { version: '1.0.0' } }).identity, launch: { args: ['https://evil.example/'], env: [], hijacks: [] } } }],
  ];
  for (const [what, subject] of rows) it(what, () => assert.equal(outcome(policy().decide(subject, now)), 'denied'));

  it('says that it stands there', () => {
    assert.match(reasonOf(policy(), program('/opt/x', undefined, ['https://evil.example/mcp'])), /^`local` names something in its command line that Contoso does not allow/);
  });

  it('heeds the scheme and the port where one is named', () => {
    const http = (): ReturnType<typeof policyOf> => policyOf(denied('d', { url: { scheme: 'http', host: 'evil.example', port: 8080 } }));
    assert.equal(outcome(http().decide(program('/opt/x', undefined, ['http://evil.example:8080/a']), now)), 'denied');
    assert.equal(outcome(http().decide(program('/opt/x', undefined, ['https://evil.example:8080/a']), now)), 'unknown not-listed');
    assert.equal(outcome(http().decide(remote('http://evil.example:8080/a'), now)), 'denied');
    assert.equal(outcome(http().decide(remote('https://evil.example:8080/a'), now)), 'unknown not-listed');
  });
});

describe('a denied image', () => {
  const bad = `sha256:${'b'.repeat(64)}`;
  const other = `sha256:${'a'.repeat(64)}`;
  it('by its digest is that content only, and whatever may be it is not approved', () => {
    const policy = policyOf(denied('d', { package: { type: 'oci', name: 'mcp/time', digest: bad } }), approved('a', { package: { type: 'oci', name: 'mcp/time' } }, { minIdentity: 'source' }));
    const image = (more: object): Subject => packaged({ type: 'oci', name: 'docker.io/mcp/time', ...more });
    assert.equal(outcome(policy.decide(image({ version: bad, digest: bad }), now)), 'denied');
    assert.equal(outcome(policy.decide(image({ version: other, digest: other }), now)), 'approved');
    assert.equal(outcome(policy.decide(image({ floating: 'latest' }), now)), 'unknown unpinned');
  });

  it('by its tag is every server that names the tag, or leaves out the one that is meant without', () => {
    const says = (tag: string, more: object): string => outcome(policyOf(denied('d', { package: { type: 'oci', name: 'mcp/time', versions: [tag] } })).decide(packaged({ type: 'oci', name: 'docker.io/mcp/time', ...more }), now));
    assert.equal(says('1.0', { floating: '1.0' }), 'denied');
    assert.equal(says('1.0', { floating: '1.1' }), 'unknown not-listed');
    assert.equal(says('1.0', {}), 'unknown not-listed');
    assert.equal(says('latest', {}), 'denied');
    assert.equal(says('latest', { floating: 'latest' }), 'denied');
    assert.equal(says('latest', { version: bad, digest: bad }), 'unknown not-listed');
  });
});

describe('a denial of versions', () => {
  const rows: [string, string, string[], string, boolean][] = [
    ['npm', 'the version', ['1.0.5'], '1.0.5', true],
    ['npm', 'another', ['1.0.5'], '1.0.6', false],
    ['npm', 'in the range', ['<2.0.0'], '1.9.9', true],
    ['npm', 'a pre-release in the range', ['<2.0.0'], '2.0.0-rc.1', true],
    ['npm', 'above the range', ['<2.0.0'], '2.0.0', false],
    ['pypi', 'the version in another spelling', ['1.0'], '1.0.0', true],
    ['pypi', 'in the range', ['>=1,<1.5'], '1.4.9', true],
    ['pypi', 'a pre-release in the range', ['<2'], '1.9rc1', true],
    ['pypi', 'above the range', ['>=1,<1.5'], '1.5', false],
    ['nuget', 'in another spelling', ['1.0'], '1.0.0.0', true],
  ];
  for (const [type, what, versions, version, hit] of rows) {
    it(`${type}, ${what}: ${versions.join()} and ${version}`, () => {
      const policy = policyOf(denied('d', { package: { type, name: 'x', versions } }));
      assert.equal(outcome(policy.decide(packaged({ type: type as 'npm', name: 'x', version }), now)), hit ? 'denied' : 'unknown not-listed');
    });
  }

  it('holds in a line that hides what it starts', () => {
    const policy = policyOf(denied('d', npm('evil', '1.0.5')), approved('a', { serverName: 'hidden' }, { minIdentity: 'name' }));
    assert.equal(outcome(policy.decide(shell('npx evil@1.0.5'), now)), 'denied');
    assert.equal(outcome(policy.decide(shell('npx evil@1.0.4'), now)), 'approved');
  });
});

describe('names in a command line', () => {
  it('are found in time linear in its length', function () {
    this.timeout(30_000);
    for (const word of ['a@'.repeat(200_000), '/'.repeat(400_000), '-p:'.repeat(200_000), '"'.repeat(400_000), '%41'.repeat(200_000), `${'a.'.repeat(200_000)}b`, 'x'.repeat(1_000_000)]) {
      const started = process.hrtime.bigint();
      namesIn([word], 'every-part');
      policyOf(denied('d', { url: { host: 'evil.example' } }), denied('n', npm('evil'))).decide(opaque('sh', [word]), now);
      assert.ok(process.hrtime.bigint() - started < 3_000_000_000n, word.slice(0, 10));
    }
  });
});
