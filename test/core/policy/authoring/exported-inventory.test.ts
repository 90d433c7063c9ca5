import assert from 'node:assert/strict';
import fc from 'fast-check';
import { identify } from '../../../../src/core/identity/identify.ts';
import type { PackageRef } from '../../../../src/core/identity/identity.ts';
import { declaredParts } from '../../../../src/core/inventory/declared-parts.ts';
import { compareInventory, decider, readInventory } from '../../../../src/core/policy/authoring/exported-inventory.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import { maskUrl } from '../../../../src/core/secret/mask.ts';
import { shownPurl } from '../../../../src/core/secret/shown-purl.ts';
import { approved, declared, denied, now, npm, outcome, policyText, type Written } from '../subjects.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;

/** A row as `inventory --format json` writes it, as far as it is read again. */
function rowOf(written: Written, name = 's', more: object = {}): object {
  const server = declared(name, written);
  const identity = identify(server, { scope: 'workspace' });
  const ref: PackageRef | undefined = identity.kind === 'package' ? identity.package : identity.kind === 'remote' ? identity.via?.package : undefined;
  const { command = null, url = null, cwd = null, extension = null, ...parts } = declaredParts(server, identity);
  return {
    id: 'x', kind: 'mcp-server', identityKind: identity.kind, identity: 'x', names: [name],
    sightings: [{ name, file: '/f', live: true, disabled: false, identity: 'x', purl: (ref && shownPurl(ref)) ?? null, url: identity.kind === 'remote' ? maskUrl(identity.url) : null, models: [], declared: { ...parts, command, url, cwd, extension } }],
    ...more,
  };
}

const policyOf = (servers: readonly unknown[]) => readPolicy(policyText({ servers, defaults: { minIdentity: 'source' } }), '/p').document!;
const asked = (rows: readonly object[], servers: readonly unknown[]) => {
  const document = policyOf(servers);
  const one = decider(compilePolicy([{ document, approves: true }]), document);
  return compareInventory(readInventory(rows.map((row) => JSON.stringify(row)).join('\n'))!, [one, one], now);
};

describe('what a policy says of an inventory that was written to a file', () => {
  const args = fc.subarray(['--ro', '/', '--token q7Zr2mXv9Lk4Tn8Wp3', token, '--root=${workspaceFolder}', '-e A=1']).map((list) => list.flatMap((one) => one.split(' ')));
  const env = fc.subarray(['A', 'NODE_OPTIONS', 'API_TOKEN']).map((names) => Object.fromEntries(names.map((name) => [name, name === 'API_TOKEN' ? token : '1'])));
  const written: fc.Arbitrary<Written> = fc.oneof(
    fc.record({ command: fc.constantFrom('npx', 'bunx', 'uvx'), args: fc.tuple(fc.constantFrom('x', 'y', '@a/x'), fc.constantFrom('@1.0.0', '', '@latest'), args).map(([name, version, rest]) => [name + version, ...rest]), env, cwd: fc.constantFrom('/srv', '${workspaceFolder}', './x') }, { requiredKeys: ['command', 'args'] }),
    fc.record({ command: fc.constant('docker'), args: fc.tuple(fc.subarray(['--privileged', '-i', '--rm']), fc.constantFrom(`mcp/x@${digest}`, 'mcp/x:1.0'), args).map(([flags, image, rest]) => ['run', ...flags, image, ...rest]), env }),
    fc.record({ url: fc.constantFrom('https://h.example/mcp', 'https://h.example/mcp?a=1', `https://h.example/${token}/mcp`, 'http://h.example:8080/', 'https://me:pw@h.example/', 'https://h.example/a%2fb') }),
    fc.record({ command: fc.constant('npx'), args: fc.constantFrom(['mcp-remote@0.1.16', 'https://h.example/mcp'], ['mcp-remote@0.1.16', 'https://h.example/mcp', '--header', `Authorization: Bearer ${token}`]) }),
    fc.record({ command: fc.constantFrom('/opt/tool', 'node', 'bash', './x'), args: fc.subarray(['/opt/a.js', '-c', 'npx bad', token]) }),
    fc.record({ command: fc.constant('npx'), args: fc.constant(['x@1.0.0']), url: fc.constant('https://h.example/mcp') }),
  );
  const match = fc.constantFrom<object>(
    npm('x', '1.0.0'), npm('x'), { ...npm('x', '1.0.0'), args: { allow: ['--ro'], denyExtra: true } }, { ...npm('x', '1.0.0'), args: { denyPatterns: ['^/$'] } }, { ...npm('x'), env: { allow: ['A'] } }, { ...npm('x', '1.0.0'), env: { denyLiteralSecrets: true } }, { ...npm('x', '1.0.0'), cwd: { allow: ['/srv'] } },
    { package: { type: 'oci', name: 'mcp/x', digest } }, { package: { type: 'oci', name: 'mcp/x', digest }, args: { allow: ['--privileged'], denyExtra: true } }, { package: { type: 'pypi', name: 'x' } },
    { url: { host: 'h.example' } }, { url: { host: 'h.example', path: '/mcp', query: ['a'] } }, { serverUrl: 'https://h.example/mcp?a=1' }, { serverUrl: 'https://h.example/*' }, { serverUrl: 'https://h.example/*p' }, { serverUrl: 'https://*' },
    { serverCommand: ['npx', 'x@1.0.0', '--ro'] }, { serverCommand: ['/opt/tool', '/opt/a.js'] }, { serverCommand: ['npx', 'x@1.0.0', '--token', 'q7Zr2mXv9Lk4Tn8Wp3'] }, { serverName: 's' },
    npm('bad'), npm('mcp-remote', '<1'),
  );

  it('is what it says of the declaration itself, or is not told', () => {
    let told = 0;
    fc.assert(
      fc.property(written, fc.array(fc.tuple(match, fc.constantFrom('approved', 'pending', 'denied')), { minLength: 1, maxLength: 3 }), (one, entries) => {
        const servers = entries.map(([each, state], i) => (state === 'denied' ? denied(`e${i}`, each) : { ...(approved(`e${i}`, each) as Record<string, unknown>), state }));
        const server = declared('s', one);
        const truth = compilePolicy([{ document: policyOf(servers), approves: true }]).decide({ server, identity: identify(server, { scope: 'workspace' }) }, now);
        const { compared, untold } = asked([rowOf(one)], servers);
        assert.equal(compared.length + untold.length, 1);
        if (compared[0]) {
          told++;
          assert.equal(outcome(compared[0].after), outcome(truth));
          assert.equal(compared[0].after.entry?.id, truth.entry?.id);
        }
      }),
      { numRuns: 400 },
    );
    assert.ok(told > 150, `told only ${told} of 400`);
  }).timeout(60_000);

  it('holds no secret', () => {
    fc.assert(
      fc.property(written, (one) => {
        const text = JSON.stringify(rowOf(one));
        assert.ok(!text.includes(token) && !text.includes('q7Zr2m') && !text.includes('me:pw'), text);
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it('counts what a client would start or call, and tells of what is only remembered', () => {
    const row = rowOf({ command: 'npx', args: ['x@1.0.0'] }) as { sightings: object[] };
    const as = (more: object) => ({ ...row, sightings: [{ ...row.sightings[0], ...more }] });
    const { compared, untold } = asked([as({ live: false }), as({ disabled: true }), row, { ...row, sightings: [] }, { ...row, sightings: [{ ...row.sightings[0], declared: null }] }], [approved('a', npm('x', '1.0.0'))]);
    assert.deepEqual([compared.map(({ after }) => outcome(after)), untold.length], [['approved'], 2]);
  });

  it('does not believe a row that says something else than its own declaration', () => {
    const row = rowOf({ command: 'npx', args: ['x@1.0.0'] }) as { sightings: object[] };
    for (const more of [{ purl: 'pkg:npm/y@1.0.0' }, { purl: null }]) assert.equal(asked([{ ...row, sightings: [{ ...row.sightings[0], ...more }] }], [approved('a', npm('x', '1.0.0'))]).untold.length, 1);
    assert.equal(asked([{ ...row, identityKind: 'remote' }], []).untold.length, 1);
  });

  it('reads whatever a file holds, and nothing in it that acts on a terminal', () => {
    for (const text of ['', '{}', '[]', 'null', '{"mcpServers":null}', '{"mcpServers":[{}]}', '\u0000', '{"id":1}\n']) assert.ok((readInventory(text)?.rows.length ?? 0) === 0, text);
    assert.equal(readInventory('# nothing'), undefined);
    const { untold } = asked([{ ...rowOf({ command: 'bash', args: ['-c', 'x'] }, '\u001b[31m\u202E'), sightings: [], names: ['\u001b[31m'], identity: '\u001b]0;x\u0007' }], []);
    assert.deepEqual([untold[0]!.name, untold[0]!.identity], ['\\u{1B}[31m', '\\u{1B}]0;x\\u{7}']);
  });
});
