import assert from 'node:assert/strict';
import { render } from '../../../src/core/text/message.ts';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import { noPolicyVerdict, unusableVerdict } from '../../../src/core/policy/decide.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import type { Subject } from '../../../src/core/policy/subject.ts';
import example from './example-policy.json';
import { approved, denied, npm, now, opaque, outcome, packaged, policyOf, policyText, policyWith, program, reasonOf, remote } from './subjects.ts';

function table(policy: ReturnType<typeof policyOf>, rows: readonly (readonly [string, Subject, string])[]): void {
  for (const [what, subject, wanted] of rows) it(`${what}: ${wanted}`, () => assert.equal(outcome(policy.decide(subject, now)), wanted));
}

const ledger = (version: string | undefined, written = {}, options = {}): Subject => packaged({ name: '@contoso/ledger-mcp', ...(version !== undefined && { version }) }, written, options);

describe('a verdict under the example policy', () => {
  const { document } = readPolicy(JSON.stringify(example), '/etc/mcp-policy.json');
  const policy = compilePolicy([{ document: document!, approves: true }]);

  table(policy, [
    ['the approved version', ledger('1.4.2'), 'approved'],
    ['the approved version with its allowed argument', ledger('1.4.2', { args: ['--read-only'] }), 'approved'],
    ['the same under another name', ledger('1.4.2', {}, { serverName: 'anything' }), 'approved'],
    ['the same by another launcher', ledger('1.4.2', {}, { launcher: 'bunx' }), 'approved'],
    ['a reference to its variable', ledger('1.4.2', { env: { LEDGER_TOKEN: '${env:LEDGER_TOKEN}' } }), 'approved'],
    ['no version', ledger(undefined), 'unknown unpinned'],
    ['another version', ledger('1.4.3'), 'unknown other-version'],
    ['an argument that is not allowed', ledger('1.4.2', { args: ['--read-only', '--all'] }), 'unknown constraint'],
    ['a variable that is not allowed', ledger('1.4.2', { env: { DEBUG: '1' } }), 'unknown constraint'],
    ['a secret written out', ledger('1.4.2', { env: { LEDGER_TOKEN: 'q7Zr2mXv9Lk4Tn8Wp3' } }), 'unknown constraint'],
    ['a variable that loads code', ledger('1.4.2', { env: { NODE_OPTIONS: '--require ./x.js' } }, { hijacks: ['NODE_OPTIONS'] }), 'unknown constraint'],
    ['the approved address', remote('https://api.githubcopilot.com/mcp/'), 'approved'],
    ['below the approved address', remote('https://api.githubcopilot.com/mcp/readonly'), 'approved'],
    ['beside the approved address', remote('https://api.githubcopilot.com/mcpevil'), 'unknown not-listed'],
    ['a conditional server', packaged({ name: '@contoso/files-mcp', version: '3.2.0' }, { args: ['${workspaceFolder}'] }), 'conditional'],
    ['a conditional server given the root', packaged({ name: '@contoso/files-mcp', version: '3.2.0' }, { args: ['/'] }), 'unknown constraint'],
    ['a conditional server given the home', packaged({ name: '@contoso/files-mcp', version: '3.2.0' }, { args: ['~/'] }), 'unknown constraint'],
    ['a conditional server given the root as an option', packaged({ name: '@contoso/files-mcp', version: '3.2.0' }, { args: ['--dir=/'] }), 'unknown constraint'],
    ['a conditional server given something unknown', packaged({ name: '@contoso/files-mcp', version: '3.2.0' }, { args: ['${input:dir}'] }), 'unknown constraint'],
    ['a conditional server given the home as variable', packaged({ name: '@contoso/files-mcp', version: '3.2.0' }, { args: ['${userHome}'] }), 'unknown constraint'],
    ['a revoked package', packaged({ name: 'old-server', version: '9.9.9' }), 'revoked'],
    ['a package nobody listed', packaged({ name: 'left-pad', version: '1.0.0' }), 'unknown not-listed'],
    ['a local program', program('/usr/bin/thing'), 'unknown not-listed'],
    ['a shell line', opaque('bash', ['-c', 'npx -y @contoso/ledger-mcp@1.4.2']), 'unknown opaque'],
    ['a shell line with the revoked package', opaque('bash', ['-c', 'npx -y old-server']), 'revoked'],
    ['a variable for the package', opaque('npx', ['-y', '${input:pkg}'], 'unresolved'), 'unknown unresolved'],
  ]);

  it('tells the level reached and required, and the entry that decided', () => {
    const { achieved, required, entry } = policy.decide(ledger('1.4.2'), now);
    assert.deepEqual({ achieved, required, entry }, {
      achieved: 'launch',
      required: 'version',
      entry: { id: 'com.contoso.payments/ledger-query', state: 'approved', owner: 'payments-platform', expires: '2027-05-31', path: ['servers', 0], source: '/etc/mcp-policy.json' },
    });
  });

  it('names what would have been approved', () => {
    for (const subject of [ledger(undefined), ledger('1.4.3'), packaged({ name: 'ledger-mcp', version: '1.4.2' }), packaged({ name: '@c0ntoso/ledger-mcp', version: '1.4.2' }), packaged({ name: 'ledger-mpc', version: '1.4.2' }), opaque('bash', ['-c', 'npx @contoso/ledger-mcp']), program('/usr/local/bin/ledger-mcp')]) {
      assert.equal(policy.decide(subject, now).closest?.launch, '@contoso/ledger-mcp 1.4.2');
    }
    assert.equal(policy.decide(remote('https://api.githubcopilot.com/other'), now).closest?.launch, 'https://api.githubcopilot.com/mcp/…');
    assert.equal(policy.decide(remote('https://api.githubcopi1ot.com/mcp/'), now).closest?.launch, 'https://api.githubcopilot.com/mcp/…');
    assert.equal(policy.decide(packaged({ name: 'left-pad', version: '1.0.0' }), now).closest, undefined);
    assert.equal(policy.decide(ledger('1.4.2'), now).closest, undefined);
  });

  it('speaks in sentences that say what to do', () => {
    const sentences: [Subject, string][] = [
      [ledger('1.4.2'), 'com.contoso.security approves `ledger` (`com.contoso.payments/ledger-query`).'],
      [ledger(undefined), '`ledger` starts whatever version of `@contoso/ledger-mcp` is current; approved is 1.4.2 (`com.contoso.payments/ledger-query`). Pin it to that version.'],
      [ledger('1.4.3'), '`ledger` starts `@contoso/ledger-mcp` 1.4.3; approved is 1.4.2 (`com.contoso.payments/ledger-query`). Change to that version, or register 1.4.3.'],
      [ledger('1.4.2', {}, { hijacks: ['NODE_OPTIONS'] }), '`ledger` uses `NODE_OPTIONS`, which can change what code runs or what it may reach, and its approval does not cover that. Take `NODE_OPTIONS` out, or ask for an approval that names it.'],
      [packaged({ name: '@contoso/files-mcp', version: '3.2.0' }), 'com.contoso.security approves `ledger` on a condition: Workspace folder only; no root or home path.'],
      [packaged({ name: 'old-server' }), 'com.contoso.security has taken back the approval of `ledger` (`com.evil/old-server`): Tool metadata changed after approval. Stop using it now: disable or remove it.'],
      [packaged({ name: 'left-pad' }), '`ledger` is not on the approved list of com.contoso.security. Register it, or pick an approved server that does the same.'],
    ];
    for (const [subject, sentence] of sentences) assert.equal(reasonOf(policy, subject), sentence);
  });

  it('shows no argument values', () => {
    const secret = 'hunter2-super-secret-value';
    for (const args of [[secret], [`--password=${secret}`], ['--password', secret]]) {
      assert.ok(!reasonOf(policy, ledger('1.4.2', { args })).includes(secret));
      assert.ok(!reasonOf(policy, packaged({ name: '@contoso/files-mcp', version: '3.2.0' }, { args: [`${secret}${'x'.repeat(2000)}`] })).includes(secret));
    }
  });

  it('approves until the end of the last day in UTC', () => {
    assert.equal(outcome(policy.decide(ledger('1.4.2'), '2027-05-31T23:59:59Z')), 'approved');
    const late = policy.decide(ledger('1.4.2'), '2027-06-01T00:00:00Z');
    assert.equal(outcome(late), 'unknown expired');
    assert.equal(late.entry?.id, 'com.contoso.payments/ledger-query');
    assert.equal(render(late.reason), 'The approval of `ledger` (`com.contoso.payments/ledger-query`) ran out on 2027-05-31. Ask payments-platform to renew it.');
  });

  it('offers the approved versions of a package', () => {
    assert.deepEqual(policy.approvedVersions({ type: 'npm', name: '@contoso/ledger-mcp' }), ['1.4.2']);
    assert.deepEqual(policy.approvedVersions({ type: 'npm', name: 'old-server' }), []);
    assert.deepEqual(policyOf(approved('p', { package: { type: 'pypi', name: 'x', versions: ['1.0', '3.1', '2.0.post1'] } })).approvedVersions({ type: 'pypi', name: 'x' }), ['3.1', '2.0.post1', '1.0']);
  });
});

const entry = (match: object, minIdentity = 'name'): object => approved('e', match, { minIdentity });

describe('levels', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const launchFixed = { args: { denyExtra: true }, env: { allow: ['TOKEN'] } };
  const rows: [string, object, Subject, string | undefined][] = [
    ['a name', { serverName: 'ledger' }, packaged({ name: 'x', version: '1.0.0' }), 'name'],
    ['a name in other letters', { serverName: 'Ledger' }, packaged({ name: 'x', version: '1.0.0' }), undefined],
    ['a package without version', npm('x'), packaged({ name: 'x', version: '1.0.0' }), 'source'],
    ['a package without version, started without', npm('x'), packaged({ name: 'x' }), 'source'],
    ['a range', npm('x', '^1.0.0'), packaged({ name: 'x', version: '1.2.0' }), 'source'],
    ['an exact version', npm('x', '1.0.0'), packaged({ name: 'x', version: '1.0.0' }), 'version'],
    ['an exact version written otherwise', npm('x', 'v1.0.0'), packaged({ name: 'x', version: '1.0.0' }), 'version'],
    ['an exact version, from a registry nobody named', npm('x', '1.0.0'), packaged({ name: 'x', version: '1.0.0', registry: 'https://npm.evil.example/' }), 'name'],
    ['an exact version from the named registry', { package: { type: 'npm', name: 'x', versions: ['1.0.0'], registry: 'https://npm.contoso.example' } }, packaged({ name: 'x', version: '1.0.0', registry: 'https://npm.contoso.example/' }), 'version'],
    ['an exact version from the usual registry, named', { package: { type: 'npm', name: 'x', versions: ['1.0.0'], registry: __NPM_DEFAULT_REGISTRY__ } }, packaged({ name: 'x', version: '1.0.0' }), 'version'],
    ['arguments fixed, environment not', { ...npm('x', '1.0.0'), args: launchFixed.args }, packaged({ name: 'x', version: '1.0.0' }), 'version'],
    ['arguments and environment fixed', { ...npm('x', '1.0.0'), ...launchFixed }, packaged({ name: 'x', version: '1.0.0' }, { env: { TOKEN: '${X}' } }), 'launch'],
    ['arguments and environment fixed, folder not', { ...npm('x', '1.0.0'), ...launchFixed }, packaged({ name: 'x', version: '1.0.0' }, { cwd: '/srv' }), 'version'],
    ['arguments, environment and folder fixed', { ...npm('x', '1.0.0'), ...launchFixed, cwd: { allow: ['/srv/'] } }, packaged({ name: 'x', version: '1.0.0' }, { cwd: '/srv' }), 'launch'],
    ['arguments and environment fixed, version open', { ...npm('x'), ...launchFixed }, packaged({ name: 'x', version: '1.0.0' }), 'source'],
    ['content', { package: { type: 'oci', name: 'ghcr.io/c/x', digest }, ...launchFixed }, packaged({ type: 'oci', name: 'ghcr.io/c/x', digest }), 'artifact'],
    ['an image by digest', { package: { type: 'oci', name: 'x', versions: [digest] } }, packaged({ type: 'oci', name: 'docker.io/library/x', digest }), 'version'],
    ['an image by tag', { package: { type: 'oci', name: 'x', versions: ['1.2'] } }, packaged({ type: 'oci', name: 'docker.io/library/x', floating: '1.2' }), 'source'],
    ['a digest that the launch does not fix', { package: { type: 'npm', name: 'x', versions: ['1.0.0'], digest } , ...launchFixed }, packaged({ name: 'x', version: '1.0.0' }), 'launch'],
    ['a host', { url: { host: 'mcp.contoso.com' } }, remote('https://mcp.contoso.com/a'), 'source'],
    ['hosts below', { url: { host: '*.contoso.com', path: '/mcp' } }, remote('https://a.contoso.com/mcp'), 'source'],
    ['every path, as prefix', { url: { host: 'mcp.contoso.com', path: '/', pathMatch: 'prefix' } }, remote('https://mcp.contoso.com/a'), 'source'],
    ['a path', { url: { host: 'mcp.contoso.com', path: '/a' } }, remote('https://mcp.contoso.com/a'), 'version'],
    ['a path and the launch', { url: { host: 'mcp.contoso.com', path: '/a' }, ...launchFixed }, remote('https://mcp.contoso.com/a'), 'launch'],
    ['a path by a pinned bridge', { url: { host: 'mcp.contoso.com', path: '/a' } }, remote('https://mcp.contoso.com/a', { via: { version: '0.1.30' } }), 'version'],
    ['a path by an unpinned bridge', { url: { host: 'mcp.contoso.com', path: '/a' } }, remote('https://mcp.contoso.com/a', { via: {} }), 'source'],
    ['a path by a bridge from another registry', { url: { host: 'mcp.contoso.com', path: '/a' } }, remote('https://mcp.contoso.com/a', { via: { version: '0.1.30', registry: 'https://npm.evil.example' } }), 'source'],
    ['a URL', { serverUrl: 'https://mcp.contoso.com/a' }, remote('https://mcp.contoso.com/a'), 'version'],
    ['a URL with whole segments open', { serverUrl: 'https://mcp.contoso.com/a/*' }, remote('https://mcp.contoso.com/a/b'), 'version'],
    ['a URL with part of a segment open', { serverUrl: 'https://mcp.contoso.com/a*' }, remote('https://mcp.contoso.com/abc'), 'source'],
    ['a URL with every path', { serverUrl: 'https://mcp.contoso.com/*' }, remote('https://mcp.contoso.com/a'), 'source'],
    ['a URL with an open host', { serverUrl: 'https://*.contoso.com/a' }, remote('https://x.contoso.com/a'), 'source'],
    ['a command line with a version', { serverCommand: ['npx', '-y', 'x@1.0.0'] }, packaged({ name: 'x', version: '1.0.0' }), 'version'],
    ['a command line without version', { serverCommand: ['npx', '-y', 'x'] }, packaged({ name: 'x' }), 'source'],
    ['a command line from another registry', { serverCommand: ['npx', '-y', 'x@1.0.0'] }, packaged({ name: 'x', version: '1.0.0', registry: 'https://npm.evil.example' }), 'source'],
    ['a command line of a program', { serverCommand: ['/opt/x', 'run.js'] }, program('/opt/x', 'run.js'), 'source'],
    ['a command line that hides', { serverCommand: ['bash', '-c', 'x'] }, opaque('bash', ['-c', 'x']), 'source'],
    ['a command line with one argument more', { serverCommand: ['bash', '-c'] }, opaque('bash', ['-c', 'x']), undefined],
  ];
  for (const [what, match, subject, level] of rows) {
    it(`${what}: ${level ?? 'no match'}`, () => assert.equal(policyOf(entry(match)).decide(subject, now).achieved, level));
  }

  for (const [what, match, subject, level] of rows) {
    if (level === undefined) continue;
    it(`${what} does not approve where more is required`, () => {
      const levels = ['name', 'source', 'version', 'launch', 'artifact'];
      for (const required of levels) {
        const verdict = policyOf(entry(match, required)).decide(subject, now);
        assert.equal(outcome(verdict), levels.indexOf(level) >= levels.indexOf(required) ? 'approved' : 'unknown weak-match');
        assert.equal(verdict.required, required);
      }
    });
  }

  it('a name alone never makes up for what is another registry, version or argument', () => {
    const named = { minIdentity: 'name' };
    const elsewhere = { registry: 'https://npm.evil.example' };
    const stated = policyOf(approved('e', { package: { type: 'npm', name: 'x', registry: 'https://npm.contoso.example' } }, named));
    assert.equal(outcome(stated.decide(packaged({ name: 'x', version: '1.0.0', registry: 'https://npm.contoso.example/' }), now)), 'approved');
    assert.equal(outcome(stated.decide(packaged({ name: 'x', version: '1.0.0', ...elsewhere }), now)), 'unknown constraint');
    assert.equal(outcome(stated.decide(packaged({ name: 'x', version: '1.0.0' }), now)), 'unknown constraint');
    const versioned = policyOf(approved('e', npm('x', '1.0.0'), named));
    assert.equal(outcome(versioned.decide(packaged({ name: 'x', version: '2.0.0', ...elsewhere }), now)), 'unknown other-version');
    assert.equal(outcome(versioned.decide(packaged({ name: 'x', ...elsewhere }), now)), 'unknown unpinned');
    const strict = policyOf(approved('e', { serverName: 'ledger', args: { denyExtra: true } }));
    assert.equal(outcome(strict.decide(packaged({ name: 'x', version: '1.0.0' }, { args: ['--y'] }), now)), 'unknown weak-match');
  });

  it('a command line fixes what the bridge in it fixes', () => {
    const policy = policyOf(approved('e', { serverCommand: ['npx', 'mcp-remote', 'https://h.example/a'] }, { minIdentity: 'source' }));
    assert.equal(policy.decide(remote('https://h.example/a', { via: { version: '1.0.0' } }), now).achieved, 'version');
    assert.equal(policy.decide(remote('https://h.example/a', { via: {} }), now).achieved, 'source');
    assert.equal(outcome(policy.decide(remote('https://h.example/a'), now)), 'unknown not-listed');
  });

  it('a folder that is approved covers the folder, and nothing else that changes which code runs', () => {
    const policy = policyOf(approved('e', { ...npm('x', '1.0.0'), cwd: { allow: ['/srv'] } }));
    const started = (...hijacks: string[]): string => outcome(policy.decide(packaged({ name: 'x', version: '1.0.0' }, { cwd: '/srv' }, { hijacks }), now));
    assert.deepEqual([started('cwd'), started('cwd', 'NODE_OPTIONS'), started('NODE_OPTIONS')], ['approved', 'unknown constraint', 'unknown constraint']);
  });

  it('an image’s digest is the approved one or another', () => {
    const [a, b] = ['a', 'b'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string];
    const policy = policyOf(approved('e', { package: { type: 'oci', name: 'mcp/time', digest: a } }));
    const image = (digest: string): string => outcome(policy.decide(packaged({ type: 'oci', name: 'docker.io/mcp/time', version: digest, digest }), now));
    assert.deepEqual([image(a), image(b)], ['approved', 'unknown other-version']);
  });

  it('an image’s tag does not vouch for another digest than the approved ones', () => {
    const [a, b] = ['a', 'b'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string];
    const image = (more: object): Subject => packaged({ type: 'oci', name: 'docker.io/mcp/time', floating: 'v1', ...more });
    const both = policyOf(approved('e', { package: { type: 'oci', name: 'mcp/time', versions: ['v1', a] } }, { minIdentity: 'source' }));
    assert.equal(outcome(both.decide(image({}), now)), 'approved');
    assert.equal(outcome(both.decide(image({ digest: a }), now)), 'approved');
    assert.equal(outcome(both.decide(image({ digest: b }), now)), 'unknown other-version');
    const tag = policyOf(approved('e', { package: { type: 'oci', name: 'mcp/time', versions: ['v1'] } }, { minIdentity: 'source' }));
    assert.equal(outcome(tag.decide(image({ digest: b }), now)), 'approved');
    assert.deepEqual(both.approvedVersions({ type: 'oci', name: 'docker.io/mcp/time' }), [a]);
    assert.deepEqual(policyOf(approved('e', { package: { type: 'oci', name: 'mcp/time', digest: b } })).approvedVersions({ type: 'oci', name: 'docker.io/mcp/time' }), [b]);
  });

  it('an image goes by the name that docker reads', () => {
    const says = (name: string, called: string): boolean => outcome(policyOf(approved('e', { package: { type: 'oci', name } }, { minIdentity: 'source' })).decide(packaged({ type: 'oci', name: called, floating: 'v1' }), now)) === 'approved';
    const rows: [string, string, boolean][] = [
      ['mcp/time', 'docker.io/mcp/time', true], ['debian', 'docker.io/library/debian', true], ['docker.io/debian', 'docker.io/library/debian', true], ['index.docker.io/mcp/time', 'docker.io/mcp/time', true],
      ['MCP/Time', 'docker.io/mcp/time', true], ['docker.io/mcp/Time', 'docker.io/mcp/time', true], ['localhost/debian', 'localhost/debian', true], ['ghcr.io/o/i', 'ghcr.io/o/i', true],
      ['debian', 'docker.io/mcp/debian', false], ['localhost/debian', 'docker.io/localhost/debian', false], ['ghcr.io/i', 'docker.io/library/i', false], ['docker.io/debian', 'docker.io/mcp/debian', false],
    ];
    for (const [name, called, expected] of rows) assert.equal(says(name, called), expected, `${name} ${called}`);
  });

  it('a weak match says so, and why', () => {
    assert.equal(
      reasonOf(policyOf(approved('e', { serverName: 'ledger' })), packaged({ name: 'x', version: '1.0.0' })),
      '`ledger` has the name of an approved server (`e`), but anything can be given that name. Ask Contoso to approve what it starts, by package and version or by address.',
    );
    assert.equal(
      reasonOf(policyOf(approved('e', npm('x', '1.0.0'))), packaged({ name: 'x', version: '1.0.0', registry: 'https://user:hunter2@npm.evil.example' })),
      '`ledger` takes `x` from another registry than the approved one (`e`), where only the name need be the same. Take it from the approved registry.',
    );
    assert.equal(
      reasonOf(policyOf(approved('e', { url: { host: 'h.example', path: '/a' } })), remote('https://h.example/a', { via: {} })),
      '`remote` calls an approved address (`e`), but through `mcp-remote` in whatever version is current. Pin the version of `mcp-remote`.',
    );
  });
});

const state = (name: string, match: object, more = {}): object => ({ id: `${name}-entry`, state: name, match: [match], ...more });

describe('which entry decides', () => {
  const pinned = packaged({ name: 'x', version: '1.0.0' });
  const rows: [string, object[], string, string | undefined][] = [
    ['a denial over an approval before it', [state('approved', npm('x', '1.0.0')), state('denied', npm('x'))], 'denied', 'denied-entry'],
    ['a denial over an approval behind it', [state('denied', npm('x')), state('approved', npm('x', '1.0.0'))], 'denied', 'denied-entry'],
    ['a denial by name over an approval by version', [state('denied', { serverName: 'ledger' }), state('approved', npm('x', '1.0.0'))], 'denied', 'denied-entry'],
    ['revoked before denied', [state('denied', npm('x')), state('revoked', npm('x', '>=1'))], 'revoked', 'revoked-entry'],
    ['revoked before denied behind it', [state('revoked', npm('x')), state('denied', npm('x'))], 'revoked', 'revoked-entry'],
    ['the first of two denials', [denied('first', npm('x')), denied('second', npm('x'))], 'denied', 'first'],
    ['a denial whose conditions would fail', [state('denied', { ...npm('x'), args: { allow: [], denyExtra: true }, env: { allow: ['A'] } })], 'denied', 'denied-entry'],
    ['a denial that has run out', [state('denied', npm('x'), { expires: '2020-01-01' })], 'denied', 'denied-entry'],
    ['a denial of another version', [state('denied', npm('x', '<1.0.0')), state('approved', npm('x', '1.0.0'))], 'approved', 'approved-entry'],
    ['the firmer match', [state('pending', { serverName: 'ledger' }), state('approved', npm('x', '1.0.0'))], 'approved', 'approved-entry'],
    ['deprecated at the same level', [state('approved', npm('x', '1.0.0')), state('deprecated', npm('x', '1.0.0'))], 'deprecated', 'deprecated-entry'],
    ['pending at the same level', [state('conditional', npm('x', '1.0.0')), state('pending', npm('x', '1.0.0'))], 'pending', 'pending-entry'],
    ['conditional at the same level', [state('approved', npm('x', '1.0.0')), state('conditional', npm('x', '1.0.0'), { conditions: 'c' })], 'conditional', 'conditional-entry'],
    ['pending needs no level', [state('pending', npm('x'))], 'pending', 'pending-entry'],
    ['pending over an approval that is too weak', [state('approved', npm('x')), state('pending', { serverName: 'ledger' })], 'pending', 'pending-entry'],
    ['an approval that holds over one that ran out', [state('approved', npm('x', '1.0.0'), { expires: '2026-11-20' }), state('conditional', npm('x', '1.0.0'), { conditions: 'c' })], 'conditional', 'conditional-entry'],
    ['a weak match names its entry', [state('approved', npm('x', '^1'))], 'unknown weak-match', 'approved-entry'],
  ];
  for (const [what, servers, wanted, id] of rows) {
    it(`${what}: ${wanted}`, () => {
      const verdict = policyOf(...servers).decide(pinned, now);
      assert.equal(outcome(verdict), wanted);
      assert.equal(verdict.entry?.id, id);
    });
  }

  it('another version is told of the newest approved one, not of one that waits, is denied or ran out', () => {
    const policy = policyOf(approved('a', npm('x', '1.0.0', '1.9.0', '1.10.0')), state('pending', npm('x', '2.0.0')), denied('d', npm('x', '1.9.0')));
    const verdict = policy.decide(packaged({ name: 'x', version: '1.5.0' }), now);
    assert.equal(outcome(verdict), 'unknown other-version');
    assert.equal(verdict.closest?.entry.id, 'a');
    assert.deepEqual(policy.approvedVersions({ type: 'npm', name: 'x' }), ['1.10.0', '1.0.0']);
    const late = policyOf(approved('late', npm('x', '1.0.0'), { expires: '2026-11-20' }), approved('twin', npm('@other/x', '3.0.0')));
    assert.equal(late.decide(packaged({ name: 'x', version: '1.5.0' }), now).closest?.entry.id, 'twin');
    assert.equal(late.decide(packaged({ name: '@third/x', version: '1.5.0' }), now).closest?.entry.id, 'twin');
  });

  it('of equal entries the first', () => {
    const verdict = policyOf(approved('first', npm('x', '1.0.0')), approved('second', npm('x', '1.0.0'))).decide(pinned, now);
    assert.equal(verdict.entry?.id, 'first');
  });

  it('a version that may be a denied one is not approved', () => {
    const policy = policyOf(approved('any', npm('x'), { minIdentity: 'source' }), denied('bad', npm('x', '1.0.5')));
    assert.equal(outcome(policy.decide(packaged({ name: 'x' }), now)), 'unknown unpinned');
    assert.equal(outcome(policy.decide(packaged({ name: 'x', version: '1.0.4' }), now)), 'approved');
    assert.equal(outcome(policy.decide(packaged({ name: 'x', version: '1.0.5' }), now)), 'denied');
    assert.deepEqual(policy.approvedVersions({ type: 'npm', name: 'x' }), []);
  });
});

const layer = (approves: boolean, ...servers: object[]) => ({ document: readPolicy(policyText({ servers }), '/p').document!, approves });

describe('layers', () => {
  const subject = packaged({ name: 'x', version: '1.0.0' });
  const yes = approved('yes', npm('x', '1.0.0', '1.1.0'));
  const rows: [string, Parameters<typeof compilePolicy>[0], string][] = [
    ['both approve', [layer(true, yes), layer(true, yes)], 'approved'],
    ['one approves', [layer(true, yes), layer(true)], 'unknown not-listed'],
    ['one approves on a condition', [layer(true, yes), layer(true, { ...yes, state: 'conditional', conditions: 'c' })], 'conditional'],
    ['one approves, one is undecided', [layer(true, yes), layer(true, { ...yes, state: 'pending' })], 'pending'],
    ['one denies', [layer(true, yes), layer(true, yes, denied('no', npm('x')))], 'denied'],
    ['a layer that only denies, denies', [layer(true, yes), layer(false, denied('no', npm('x')))], 'denied'],
    ['a layer that only denies takes nothing away by being silent', [layer(true, yes), layer(false)], 'approved'],
    ['a layer that only denies cannot approve', [layer(true), layer(false, yes)], 'unknown not-listed'],
    ['nothing but denials', [layer(false, denied('no', npm('y')))], 'undetermined policy-unusable'],
  ];
  for (const [what, layers, wanted] of rows) it(`${what}: ${wanted}`, () => assert.equal(outcome(compilePolicy(layers).decide(subject, now)), wanted));

  it('that only deny are no place to look for what is approved', () => {
    const other = packaged({ name: 'x', version: '3.0.0' });
    assert.equal(compilePolicy([layer(true), layer(false, yes)]).decide(other, now).closest, undefined);
    assert.equal(compilePolicy([layer(true, yes), layer(false)]).decide(other, now).closest?.launch, 'x 1.0.0, 1.1.0');
  });

  it('offer the versions that all of them approve', () => {
    const policy = compilePolicy([layer(true, yes), layer(true, approved('some', npm('x', 'v1.1.0', '1.2.0')))]);
    assert.deepEqual(policy.approvedVersions({ type: 'npm', name: 'x' }), ['1.1.0']);
  });
});

describe('a policy that has run out', () => {
  const servers = [approved('x', npm('x', '1.0.0')), denied('y', npm('y'))];
  const subject = packaged({ name: 'x', version: '1.0.0' });
  const past = { servers, expiresAt: '2026-11-21T11:59:59Z' };
  const rows: [string, Parameters<typeof policyWith>[0], Subject, string][] = [
    ['keeps its approvals when told to', { ...past, defaults: { whenStale: 'keep-last-then-warn' } }, subject, 'approved'],
    ['approves nothing when told to', { ...past, defaults: { whenStale: 'undetermined' } }, subject, 'undetermined stale'],
    ['still denies', { ...past, defaults: { whenStale: 'undetermined' } }, packaged({ name: 'y' }), 'denied'],
    ['still does not know', { ...past, defaults: { whenStale: 'undetermined' } }, packaged({ name: 'z' }), 'unknown not-listed'],
    ['approves before', { servers, expiresAt: '2026-11-21T12:00:01Z', defaults: { whenStale: 'undetermined' } }, subject, 'approved'],
  ];
  for (const [what, text, who, wanted] of rows) it(what, () => assert.equal(outcome(policyWith(text).decide(who, now)), wanted));
});

describe('without a usable policy', () => {
  it('nothing is known', () => assert.equal(outcome(noPolicyVerdict), 'unknown no-policy'));
  it('nothing is determined', () => assert.equal(outcome(unusableVerdict), 'undetermined policy-unusable'));
});
