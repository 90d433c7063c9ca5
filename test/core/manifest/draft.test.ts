import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseJson } from '../../../src/core/config/json/parse.ts';
import { pointer } from '../../../src/core/config/node.ts';
import { assessManifest } from '../../../src/core/assess-manifest.ts';
import { draftStub } from '../../../src/core/manifest/draft.ts';
import type { Evidence } from '../../../src/core/manifest/evidence.ts';
import { findTodos } from '../../../src/core/manifest/todos.ts';
import { assertValid, contractIn, inputFor, parsed, sha256 } from './declared.ts';

const ledger = { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2', '--read-only'], env: { LEDGER_TOKEN: '${input:ledger-token}', LOG_LEVEL: 'debug' } };
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('a drafted stub', () => {
  it('reads as one would write it by hand', () => {
    const evidence: Evidence[] = [
      { field: '/repository/url', value: 'git+https://github.com/contoso/ledger-mcp.git', source: 'node_modules/@contoso/ledger-mcp/package.json', confidence: 'medium', inferred: false },
      { field: '/_meta/io.github.mcp-roll-call~1contract/supplyChain/license', value: 'MIT', source: 'package-lock.json', confidence: 'medium', inferred: false },
      { field: '/_meta/io.github.mcp-roll-call~1contract/detected/suggestedOwner', value: '@contoso/payments-platform', source: '.github/CODEOWNERS:1', confidence: 'medium', inferred: true },
    ];
    const { text, fileName, todos, refused } = draftStub(inputFor(ledger, evidence));
    assert.equal(
      text.replace(/"fingerprint": "sha256:[0-9a-f]{64}"/, '"fingerprint": "…"').replace(/ {8}"evidence": \[[^]*?\n {8}\]/, '        "evidence": […]'),
      `{
  "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
  "name": "io.github.contoso/ledger-mcp",
  "title": "ledger",
  "description": "TODO: one sentence on what this server lets an agent do (max 100 chars)",
  "version": "1.4.2",
  "repository": { "url": "https://github.com/contoso/ledger-mcp", "source": "github" },
  "packages": [
    {
      "registryType": "npm",
      "identifier": "@contoso/ledger-mcp",
      "version": "1.4.2",
      "runtimeHint": "npx",
      "runtimeArguments": [{ "type": "named", "name": "-y" }],
      "packageArguments": [{ "type": "named", "name": "--read-only" }],
      "transport": { "type": "stdio" },
      "environmentVariables": [
        { "name": "LEDGER_TOKEN", "isRequired": true, "isSecret": true },
        { "name": "LOG_LEVEL", "isRequired": true }
      ]
    }
  ],
  "_meta": {
    "io.github.mcp-roll-call/contract": {
      "contractVersion": 1,
      "kind": "registration-request",
      "detected": {
        "artifact": "npm:@contoso/ledger-mcp",
        "source": ".vscode/mcp.json#/servers/ledger",
        "fingerprint": "…",
        "suggestedOwner": {
          "value": "@contoso/payments-platform",
          "evidence": ".github/CODEOWNERS:1",
          "confidence": "medium"
        },
        "evidence": […]
      },
      "owner": {
        "team": "TODO: team that answers for this server",
        "contact": "TODO: where to reach the owner",
        "securityContact": "TODO: where to report a vulnerability",
        "onCall": "TODO: who acts when it must be stopped at night"
      },
      "purpose": "TODO: what it is needed for, and by whom",
      "lifecycle": "experimental",
      "runtime": { "location": "developer-workstation" },
      "identity": {
        "auth": "TODO: none, static-key or oauth2",
        "audience": "TODO: what its tokens are good for, or none",
        "scopes": [],
        "tokenLifetimeMinutes": null
      },
      "data": {
        "classification": "TODO: public, internal, confidential or restricted",
        "categories": [],
        "egress": []
      },
      "tools": [
        {
          "name": "TODO: each tool it offers",
          "effect": "TODO: read, write or destructive",
          "consent": "TODO: session, or every-call where it writes"
        }
      ],
      "toolSnapshot": { "algorithm": "sha256-jcs-1", "digest": "TODO", "takenAt": null },
      "supplyChain": {
        "license": "MIT",
        "sbom": "TODO: URL or path (CycloneDX or SPDX)",
        "provenance": "TODO: URL of a SLSA or Sigstore attestation",
        "vulnerabilityPolicy": "TODO: how soon vulnerabilities are fixed"
      },
      "killSwitch": { "method": "policy-deny", "contact": "TODO: who can switch it off everywhere" },
      "review": { "requestedBy": "TODO: who asks for this review", "reviewBy": null }
    }
  }
}
`,
    );
    assert.equal(refused, undefined);
    assert.equal(fileName, 'npm-contoso__ledger-mcp.server.json');
    assertValid(text);
    assert.deepEqual(todos.slice(0, 3).map(pointer), ['/description', '/_meta/io.github.mcp-roll-call~1contract/owner/team', '/_meta/io.github.mcp-roll-call~1contract/owner/contact']);
    assert.equal(todos.length, 18);
  });

  it('says where each value comes from', () => {
    const { text } = draftStub(inputFor(ledger, [{ field: '/repository/url', value: 'github:contoso/ledger', source: 'node_modules/x/package.json', confidence: 'medium', inferred: false }]));
    const evidence: Evidence[] = contractIn(text).detected.evidence;
    assert.deepEqual(evidence.find(({ field }) => field === '/version'), { field: '/version', value: '1.4.2', source: '.vscode/mcp.json#/servers/ledger', confidence: 'high', inferred: false });
    assert.deepEqual(evidence.find(({ field }) => field === '/name'), { field: '/name', value: 'io.github.contoso/ledger-mcp', source: 'node_modules/x/package.json', confidence: 'low', inferred: true });
    assert.deepEqual(evidence.find(({ field }) => field === '/repository/url')?.value, 'https://github.com/contoso/ledger');
  });

  const table: [string, unknown, Readonly<Record<string, unknown>>, string][] = [
    ['npm', { command: 'npx', args: ['-y', 'weather-mcp@2.0.1'] }, { name: 'TODO/weather-mcp', version: '2.0.1', packages: [{ registryType: 'npm', identifier: 'weather-mcp', version: '2.0.1' }] }, 'npm-weather-mcp.server.json'],
    ['npm with a scope', ledger, { name: 'TODO.contoso/ledger-mcp', version: '1.4.2' }, 'npm-contoso__ledger-mcp.server.json'],
    ['npm without a version', { command: 'npx', args: ['weather-mcp'] }, { version: '0.0.0-unresolved', packages: [{ version: '0.0.0-unresolved' }] }, 'npm-weather-mcp.server.json'],
    ['npm by tag', { command: 'npx', args: ['weather-mcp@latest'] }, { version: '0.0.0-unresolved' }, 'npm-weather-mcp.server.json'],
    ['npm from another registry', { command: 'npx', args: ['--registry=https://npm.contoso.example/', 'weather-mcp@2.0.1'] }, { packages: [{ registryBaseUrl: 'https://npm.contoso.example/', runtimeArguments: [{ type: 'named', name: '--registry', value: 'https://npm.contoso.example/' }] }] }, 'npm-weather-mcp.server.json'],
    ['npm, program named apart', { command: 'npx', args: ['-y', '-p', '@contoso/ledger-mcp@1.4.2', 'ledger-mcp', '--read-only'] }, { packages: [{ runtimeArguments: [{ type: 'named', name: '-y' }], packageArguments: [{ type: 'positional', value: 'ledger-mcp' }, { type: 'named', name: '--read-only' }] }] }, 'npm-contoso__ledger-mcp.server.json'],
    ['npm behind cmd', { command: 'cmd', args: ['/c', 'npx', '-y', 'weather-mcp@2.0.1', '--units', 'metric'] }, { packages: [{ runtimeHint: 'npx', runtimeArguments: [{ type: 'named', name: '-y' }], packageArguments: [{ type: 'named', name: '--units' }, { type: 'positional', value: 'metric' }] }] }, 'npm-weather-mcp.server.json'],
    ['pnpm', { command: 'pnpm', args: ['dlx', 'weather-mcp@2.0.1'] }, { packages: [{ runtimeHint: 'pnpm', runtimeArguments: [{ type: 'positional', value: 'dlx' }] }] }, 'npm-weather-mcp.server.json'],
    ['pypi', { command: 'uvx', args: ['mcp-server-git==2025.12.18', '--repository', '/home/jane/work'] }, { name: 'TODO/mcp-server-git', version: '2025.12.18', packages: [{ registryType: 'pypi', identifier: 'mcp-server-git', runtimeHint: 'uvx', packageArguments: [{ type: 'named', name: '--repository' }, { type: 'positional', valueHint: 'repository', isRequired: true, format: 'filepath' }] }] }, 'pypi-mcp-server-git.server.json'],
    ['pypi, name apart', { command: 'uvx', args: ['--from', 'contoso-tools==1.0', 'contoso-mcp'] }, { packages: [{ identifier: 'contoso-tools', packageArguments: [{ type: 'positional', value: 'contoso-mcp' }] }] }, 'pypi-contoso-tools.server.json'],
    ['image by digest', { command: 'docker', args: ['run', '-i', '--rm', '-e', 'GITHUB_TOKEN', '-v', '/home/jane:/data', `ghcr.io/contoso/tool@${digest}`] }, { name: 'TODO.contoso/tool', version: 'TODO: the version the server reports of itself', packages: [{ registryType: 'oci', identifier: `ghcr.io/contoso/tool@${digest}`, environmentVariables: [{ name: 'GITHUB_TOKEN', isRequired: true, isSecret: true }] }] }, 'oci-ghcr.io__contoso__tool.server.json'],
    ['image by tag', { command: 'docker', args: ['run', '-i', '--rm', 'ghcr.io/contoso/tool:1.2'] }, { version: '0.0.0-unresolved', packages: [{ identifier: 'ghcr.io/contoso/tool:1.2' }] }, 'oci-ghcr.io__contoso__tool.server.json'],
    ['nuget', { command: 'dnx', args: ['Contoso.Mcp@1.2.3', '--yes'] }, { version: '1.2.3', packages: [{ registryType: 'nuget', identifier: 'contoso.mcp' }] }, 'nuget-contoso.mcp.server.json'],
    ['remote', { type: 'http', url: 'https://api.contoso.com/mcp/', headers: { Authorization: 'Bearer ${input:token}', 'X-Team': 'payments' } }, { name: 'TODO.com.contoso.api/mcp', version: 'TODO: the version the server reports of itself', remotes: [{ type: 'streamable-http', url: 'https://api.contoso.com/mcp/', headers: [{ name: 'Authorization', isRequired: true, isSecret: true }, { name: 'X-Team', isRequired: true }] }] }, 'api.contoso.com__mcp.server.json'],
    ['remote by server-sent events', { type: 'sse', url: 'https://api.contoso.com/sse' }, { remotes: [{ type: 'sse', url: 'https://api.contoso.com/sse' }] }, 'api.contoso.com__sse.server.json'],
    ['remote with a key in its address', { url: 'https://mcp.contoso.com/s/b7Qw93kdZp02mm4Tx8/mcp?api_key=hunter2&team=x' }, { remotes: [{ url: 'https://mcp.contoso.com/s/{token}/mcp?api_key={api_key}&team={team}', variables: { token: { isRequired: true, isSecret: true }, api_key: { isRequired: true, isSecret: true }, team: { isRequired: true } } }] }, 'mcp.contoso.com__s__-token-__mcp-'],
    ['bridge', { command: 'npx', args: ['-y', 'mcp-remote@0.1.38', 'https://api.contoso.com/mcp', '--header', 'Authorization: Bearer ${TOKEN}', '--transport', 'sse-only'] }, { name: 'TODO.com.contoso.api/mcp', remotes: [{ type: 'sse', url: 'https://api.contoso.com/mcp', headers: [{ name: 'Authorization', isRequired: true, isSecret: true }] }] }, 'api.contoso.com__mcp.server.json'],
    ['program', { command: 'node', args: ['/home/jane/tools/server.js', '--port', '8080'] }, { name: 'TODO/ledger', version: 'TODO: the version the server reports of itself' }, 'ledger-'],
    ['shell', { command: 'bash', args: ['-c', 'API_KEY=b7Qw93kdZp02mm4T ./server'] }, { name: 'TODO/ledger' }, 'ledger-'],
    ['variable for the command', { command: '${env:SERVER}' }, { name: 'TODO/ledger' }, 'ledger-'],
    ['nothing', {}, { name: 'TODO/ledger' }, 'ledger-'],
    ['of the wrong type', 7, { name: 'TODO/ledger' }, 'ledger-'],
  ];
  for (const [name, entry, expected, fileName] of table) {
    it(`is a valid manifest for ${name}`, () => {
      const draft = draftStub(inputFor(entry));
      assertValid(draft.text);
      assertHolds(parsed(draft.text), expected, '');
      assert.ok(draft.fileName.startsWith(fileName), draft.fileName);
      assert.match(draft.fileName, /^[a-z0-9][a-z0-9._-]{0,110}\.server\.json$/);
      assert.deepEqual(assessManifest(draft.fileName, draft.text).filter(({ ruleId }) => ruleId !== 'stub-todo'), []);
      for (const { at, message } of assessManifest(draft.fileName, draft.text)) assert.notEqual(message.template, 'This is marked TODO: fill it in, or take it out.', `${pointer(at)} has no words of its own`);
    });
  }

  it('says what a launch that cannot be told looks like, and nothing that may be a secret', () => {
    assert.deepEqual(contractIn(draftStub(inputFor({ command: 'bash', args: ['-c', 'curl https://x.example | sh'] })).text).detected.launch, ['bash', '-c', '•••']);
    assert.equal(contractIn(draftStub(inputFor({ command: '${env:SERVER}', args: ['serve'] })).text).detected.unknown, 'unresolved');
    assert.deepEqual(contractIn(draftStub(inputFor({ command: '/home/jane/bin/tool', args: ['--key', 'hunter2', 'serve'] })).text).detected.launch, ['~/bin/tool', '--key', '•••', 'serve']);
    assert.deepEqual(contractIn(draftStub(inputFor({ command: 'npx', args: ['-y', 'mcp-remote@0.1.38', 'https://api.contoso.com/mcp'] })).text).detected.via, { launcher: 'npx', package: 'npm:mcp-remote', version: '0.1.38' });
  });

  it('takes a version that the workspace locks when the launch names none, and says that it concluded it', () => {
    const locked: Evidence = { field: '/version', value: '2.0.1', source: 'package-lock.json', confidence: 'medium', inferred: true };
    const { text } = draftStub(inputFor({ command: 'npx', args: ['weather-mcp'] }, [locked]));
    assert.equal(parsed(text).version, '2.0.1');
    assert.equal(parsed(text).packages[0].version, '2.0.1');
    assert.ok(contractIn(text).detected.evidence.some((one: Evidence) => one.field === '/packages/0/version' && one.inferred && one.source === 'package-lock.json'));
    assert.equal(parsed(draftStub(inputFor({ command: 'npx', args: ['weather-mcp@1.0.0'] }, [locked])).text).version, '1.0.0');
  });

  it('takes the surest of several pieces of evidence, and none that is unfit', () => {
    const license = '/_meta/io.github.mcp-roll-call~1contract/supplyChain/license';
    const evidence: Evidence[] = [
      { field: license, value: 'GPL', source: 'a', confidence: 'low', inferred: true },
      { field: license, value: 'MIT', source: 'b', confidence: 'high', inferred: false },
      { field: license, value: '\u001b[31mfree', source: 'c', confidence: 'high', inferred: false },
      { field: '/name', value: 'not a name', source: 'd', confidence: 'high', inferred: false },
      { field: '/repository/url', value: 'javascript:alert(1)', source: 'e', confidence: 'high', inferred: false },
      { field: '/version', value: 'latest', source: 'f', confidence: 'high', inferred: false },
      { field: '/version', value: { toString: 1 }, source: 'g', confidence: 'high', inferred: false },
    ];
    const { text } = draftStub(inputFor({ command: 'npx', args: ['weather-mcp'] }, evidence));
    assert.equal(contractIn(text).supplyChain.license, 'MIT');
    assert.deepEqual([parsed(text).name, parsed(text).version, parsed(text).repository], ['TODO/weather-mcp', '0.0.0-unresolved', undefined]);
    assertValid(text);
  });

  it('tells launches apart by anything but secrets', () => {
    const mark = (entry: unknown): string => contractIn(draftStub(inputFor(entry)).text).detected.fingerprint;
    assert.match(mark(ledger), /^sha256:[0-9a-f]{64}$/);
    assert.equal(mark({ ...ledger, env: { LEDGER_TOKEN: 'b7Qw93kdZp02mm4T', LOG_LEVEL: 'debug' } }), mark(ledger));
    for (const [secret, other] of [
      [['--token', 'hunter2'], ['--token', 'swordfish']],
      [['--token=hunter2'], ['--token=swordfish']],
      [['https://me:hunter2@h.example/'], ['https://me:swordfish@h.example/']],
    ]) {
      assert.equal(mark({ command: 'npx', args: ['x@1.0.0', ...secret!] }), mark({ command: 'npx', args: ['x@1.0.0', ...other!] }));
      assert.equal(mark({ command: 'bash', args: ['-c', ...secret!] }), mark({ command: 'bash', args: ['-c', ...other!] }));
    }
    const others = [
      { ...ledger, args: ['-y', '@contoso/ledger-mcp@1.4.3', '--read-only'] },
      { ...ledger, args: ['-y', '@contoso/ledger-mcp@1.4.2'] },
      { ...ledger, args: ['-y', '@contoso/ledger-mcp@1.4.2', '--read-only', '/home/jane'] },
      { ...ledger, args: ['-y', '@contoso/ledger-mcp@1.4.2', '--read-only', '/home/joe'] },
      { ...ledger, env: { LEDGER_TOKEN: 'x' } },
      { ...ledger, cwd: '/tmp' },
      { command: 'bash', args: ['-c', 'curl a.example'] },
      { command: 'bash', args: ['-c', 'curl b.example'] },
      { url: 'https://h.example/a' },
      { url: 'https://h.example/b' },
      { url: 'https://h.example/b', headers: { 'X-A': '' } },
    ];
    assert.equal(new Set([ledger, ...others].map(mark)).size, others.length + 1);
  });

  it('gives every draft of a server one file name, and different servers different ones', () => {
    const name = (entry: unknown, label = 'ledger'): string => draftStub(inputFor(entry, [], label)).fileName;
    assert.equal(name(ledger), name({ command: 'bunx', args: ['@contoso/ledger-mcp'] }, 'another label'));
    assert.notEqual(name({ command: 'npx', args: ['@a/b@1.0.0'] }), name({ command: 'npx', args: ['a-b@1.0.0'] }));
    assert.notEqual(name({ command: 'npx', args: ['tool@1.0.0'] }), name({ command: 'uvx', args: ['tool==1.0.0'] }));
    assert.notEqual(name({ command: 'bash', args: ['-c', 'a b'] }), name({ command: 'bash', args: ['-c', 'a c'] }));
    assert.notEqual(name({ command: 'node', args: ['a.js'] }), name({ command: 'node', args: ['b.js'] }));
    assert.match(name({ command: 'bash', args: ['-c', 'x'] }, '../../etc/passwd\u0000'), /^etc__passwd-[0-9a-f]{8}\.server\.json$/);
  });

  it('holds out against hostile names', () => {
    for (const label of ['__proto__', 'constructor', '', 'TODO', '\u202egnp.exe', '\u0000\u001b[2J', '"}],', 'x'.repeat(1_000_000), 'ghp_0123456789abcdefghijABCDEFGHIJ012345', '${1:x}']) {
      const { text, fileName } = draftStub(inputFor({ command: 'bash', args: ['-c', label], env: Object.fromEntries([[label, label]]) }, [], label));
      assertValid(text);
      assert.match(fileName, /^[a-z0-9_][a-z0-9._-]{0,110}\.server\.json$/);
      assert.ok(!/[\p{Cf}\p{Cc}]/u.test(text.replaceAll('\n', '')), 'a character that is not seen');
      assert.ok(text.length < 10_000);
      assert.notEqual(parsed(text).title, 'TODO');
    }
  });

  it('never holds a secret, is always valid, and lists exactly what is open', () => {
    const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.split('');
    const secret = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 10, maxLength: 40 }).map((text) => `q7${text}Z9x`);
    const name = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('API_KEY', '__proto__', 'Authorization', 'LOG_LEVEL', 'x-y'));
    const word = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('-y', '--flag', 'run', '-e', 'weather-mcp@1.0.0', '@a/b', 'ghcr.io/a/b:1', 'https://h.example/a', '${x}', '/etc/passwd', '--', ''));
    const entry = secret.chain((mark) => {
      const planted = fc.constantFrom([`--api-key=${mark}`], ['--api-key', mark], ['--header', `Authorization: Bearer ${mark}`], [`https://me:${mark}@h.example/x`], [`https://h.example/x?token=${mark}`], ['-e', `API_KEY=${mark}`], ['-p', mark], [mark], [`API_KEY=${mark} tool`], [`https://h.example/s/${mark}/mcp`]);
      const args = fc.tuple(fc.array(word, { maxLength: 5 }), planted, fc.array(word, { maxLength: 3 })).map((parts) => parts.flat());
      const env = fc.dictionary(name, fc.constant(mark), { maxKeys: 3 });
      const local = fc.record({ command: fc.oneof(fc.constantFrom('npx', 'uvx', 'docker', 'node', 'bash', 'cmd', 'dnx', '/opt/x', 'pnpm'), word), args, env, cwd: fc.constantFrom('/w', `/w/${mark}`) }, { requiredKeys: ['command'] });
      const remote = fc.record({ type: fc.constantFrom('http', 'sse', 'ws', 'stdio'), url: fc.constantFrom('https://h.example/mcp', `https://me:${mark}@h.example/`, `https://h.example/mcp?key=${mark}`, `https://h.example/${mark}/sse`, `https://\${x}/${mark}`), headers: env }, { requiredKeys: ['url'] });
      return fc.record({ mark: fc.constant(mark), entry: fc.oneof(local, remote, fc.record({ command: fc.constant('npx'), url: fc.constant(`https://${mark}@h.example`) })) });
    });
    fc.assert(
      fc.property(entry, fc.oneof(fc.constantFrom('ledger', '__proto__'), fc.string()), ({ mark, entry: one }, label) => {
        const input = inputFor(one, [], label);
        // Where a launcher takes its package, a word is that package's name, whatever it looks like.
        fc.pre(input.identity.kind !== 'package' || !JSON.stringify(input.identity.package).toLowerCase().includes(mark.toLowerCase()));
        const draft = draftStub(input);
        assertValid(draft.text);
        assert.ok(!draft.text.includes(mark), `${mark} in ${draft.text}`);
        assert.ok(!draft.fileName.includes(mark.toLowerCase()));
        assert.deepEqual(draft.todos, findTodos(parseJson(draft.text).tree!).map(({ path }) => path));
        assert.ok(draft.todos.length > 10);
        assert.deepEqual(assessManifest('x.server.json', draft.text).filter(({ ruleId }) => ruleId === 'self-approval'), []);
      }),
      { numRuns: 400 },
    );
  });

  it('does not depend on how a hash looks', () => {
    const { text } = draftStub({ ...inputFor(ledger), sha256: () => sha256('') });
    assertValid(text);
  });
});

/** What is expected is there; more may be. */
function assertHolds(actual: unknown, expected: unknown, at: string): void {
  if (typeof expected !== 'object' || expected === null) return assert.equal(actual, expected, at);
  assert.ok(typeof actual === 'object' && actual !== null, `${at} is missing`);
  if (Array.isArray(expected)) assert.equal(Array.isArray(actual) && actual.length, expected.length, `${at}: ${JSON.stringify(actual)}`);
  const parts = new Map<string, unknown>(Object.entries(actual));
  for (const [key, value] of Object.entries(expected)) assertHolds(parts.get(key), value, `${at}/${key}`);
}
