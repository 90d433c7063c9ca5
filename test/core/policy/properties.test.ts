import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { compilePolicy, type CompiledPolicy } from '../../../src/core/policy/compile.ts';
import { explainVerdict } from '../../../src/core/policy/explain.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import type { Subject } from '../../../src/core/policy/subject.ts';
import { approves, identityLevels, reasonCodes, verdictStates } from '../../../src/core/policy/verdict.ts';
import { now, opaque, packaged, policyText, program, remote } from './subjects.ts';

const name = fc.constantFrom('x', 'y', '@s/x', '__proto__');
const version = fc.constantFrom('1.0.0', '1.1.0', '2.0.0');
const host = fc.constantFrom('a.example', 'b.example', 'c.a.example');
const path = fc.constantFrom('/', '/mcp', '/mcp/x', '/mcpevil');
const digest = fc.constant(`sha256:${'a'.repeat(64)}`);

const matcher: fc.Arbitrary<object> = fc.oneof(
  fc.record({ package: fc.record({ type: fc.constantFrom('npm', 'pypi'), name, versions: fc.array(fc.oneof(version, fc.constantFrom('>=1.0.0', '<2.0.0')), { minLength: 1, maxLength: 2 }), digest }, { requiredKeys: ['type', 'name'] }) }),
  fc.record({ url: fc.record({ host: fc.oneof(host, fc.constant('*.example')), path, pathMatch: fc.constantFrom('exact', 'prefix'), scheme: fc.constantFrom('https', 'http') }, { requiredKeys: ['host'] }) }),
  fc.record({ serverName: fc.constantFrom('ledger', 'remote', 'hidden', 'local') }),
  fc.record({ serverUrl: fc.constantFrom('https://a.example/*', 'https://*.example/mcp', '*://a.example/mcp/*', 'https://a.example') }),
  fc.record({ serverCommand: fc.constantFrom(['npx', '-y', 'x@1.0.0'], ['npx', '-y', 'x'], ['bash', '-c', 'npx x'], ['/opt/x']) }),
);
const conditions = fc.record(
  { args: fc.record({ allow: fc.subarray(['--a', '--privileged']), denyExtra: fc.boolean(), denyPatterns: fc.subarray(['^/$', '\\.\\.']) }, { requiredKeys: [] }), env: fc.record({ allow: fc.subarray(['A', 'NODE_OPTIONS']), denyLiteralSecrets: fc.boolean() }, { requiredKeys: [] }), cwd: fc.record({ allow: fc.constant(['/srv']) }) },
  { requiredKeys: [] },
);
const item = fc.tuple(matcher, conditions).map(([a, b]): object => Object.assign({}, a, b));
const match = fc.array(item, { minLength: 1, maxLength: 3 });
const entry = fc.record(
  { id: fc.string({ minLength: 1, maxLength: 8 }), state: fc.constantFrom('approved', 'approved', 'conditional', 'pending', 'deprecated', 'denied', 'revoked'), match, minIdentity: fc.constantFrom(...identityLevels), expires: fc.constantFrom('2020-01-01', '2030-01-01') },
  { requiredKeys: ['id', 'state', 'match'] },
);
const document = fc.record(
  { servers: fc.array(entry, { maxLength: 6 }), defaults: fc.record({ minIdentity: fc.constantFrom(...identityLevels), whenStale: fc.constantFrom('keep-last-then-warn', 'undetermined') }, { requiredKeys: [] }), expiresAt: fc.constantFrom('2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z') },
  { requiredKeys: ['servers'] },
);

const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc
    .record({ name, version: fc.option(version, { nil: undefined }), args: fc.subarray(['--a', '/', '--privileged']), hijacks: fc.subarray(['NODE_OPTIONS', '--privileged']), env: fc.subarray(['A', 'B']), type: fc.constantFrom('npm' as const, 'pypi' as const), digest: fc.option(digest, { nil: undefined }), cwd: fc.option(fc.constantFrom('/srv', '/tmp'), { nil: undefined }) })
    .map((of) =>
      packaged(
        { name: of.name, type: of.type, ...(of.version && { version: of.version }), ...(of.digest && { digest: of.digest }) },
        { args: of.args, env: Object.fromEntries(of.env.map((key) => [key, '1'])), ...(of.cwd && { cwd: of.cwd }) },
        { hijacks: of.hijacks },
      ),
    ),
  fc.tuple(fc.constantFrom('https', 'http'), host, path, fc.option(fc.record({ version }, { requiredKeys: [] }), { nil: undefined })).map(([scheme, where, what, via]) => remote(`${scheme}://${where}${what}`, via ? { via } : {})),
  fc.constantFrom(opaque('bash', ['-c', 'npx x']), opaque('bash', ['-c', 'npx @s/x@1.0.0 https://a.example/mcp']), opaque('npx', ['${x}'], 'unresolved'), program('/opt/x'), program('node', 'node_modules/x/i.js')),
);

function compiled(...texts: object[]): CompiledPolicy {
  return compilePolicy(texts.map((text) => ({ document: readPolicy(policyText(text as never), '/p').document!, approves: true })));
}
const favour = new Set<string>(['approved', 'conditional']);

describe('whatever the policy and the server', function () {
  this.timeout(60_000);

  it('a denial beats every approval', () => {
    fc.assert(
      fc.property(document, matcher, subject, fc.nat(6), (policy, denying, who, at) => {
        const alone = compiled({ servers: [{ id: 'd', state: 'denied', match: [denying] }] }).decide(who, now);
        const servers = policy.servers.toSpliced(at, 0, { id: 'd', state: 'denied', match: [denying] } as never);
        const verdict = compiled({ ...policy, servers }).decide(who, now);
        if (alone.state === 'denied') assert.ok(verdict.state === 'denied' || verdict.state === 'revoked');
      }),
      { numRuns: 300 },
    );
  });

  it('a further entry that denies, or a further layer, never moves towards approval', () => {
    fc.assert(
      fc.property(document, entry, subject, fc.constantFrom('denied', 'revoked'), (policy, more, who, state) => {
        const before = compiled(policy).decide(who, now);
        const after = compiled({ ...policy, servers: [...policy.servers, { ...more, state }] }).decide(who, now);
        const layered = compiled(policy, { servers: [more] }).decide(who, now);
        if (!approves(before)) assert.ok(!approves(after) && !approves(layered));
        if (before.state === 'conditional') assert.ok(after.state !== 'approved' && layered.state !== 'approved');
        if (before.state === 'revoked') assert.ok(after.state === 'revoked' && layered.state === 'revoked');
        if (before.state === 'denied') assert.ok(!approves(after) && ['denied', 'revoked'].includes(after.state));
      }),
      { numRuns: 300 },
    );
  });

  it('the order of entries does not matter to what is denied, approved or not', () => {
    fc.assert(
      fc.property(document, subject, (policy, who) => {
        const one = compiled(policy).decide(who, now);
        const other = compiled({ ...policy, servers: policy.servers.toReversed() }).decide(who, now);
        assert.equal(one.state, other.state);
        assert.equal(approves(one), approves(other));
      }),
      { numRuns: 300 },
    );
  });

  it('nothing is approved without a sufficient level, a living approval, and when a variable hides it', () => {
    fc.assert(
      fc.property(document, subject, (policy, who) => {
        const verdict = compiled(policy).decide(who, now);
        if (!approves(verdict)) return;
        assert.ok(identityLevels.indexOf(verdict.achieved!) >= identityLevels.indexOf(verdict.required!));
        assert.ok(favour.has(verdict.entry!.state));
        assert.notEqual(verdict.entry!.expires, '2020-01-01');
        assert.ok(!(who.identity.kind === 'opaque' && who.identity.code === 'unresolved'));
        for (const hijack of who.identity.launch.hijacks) {
          const items = (policy.servers[verdict.entry!.path[1] as number]!.match) as { args?: { allow?: string[] }; env?: { allow?: string[] } }[];
          assert.ok(items.some(({ args, env }) => args?.allow?.includes(hijack) || env?.allow?.includes(hijack)), hijack);
        }
        if (who.identity.kind === 'opaque') assert.ok(verdict.achieved === 'name' || verdict.achieved === 'source');
      }),
      { numRuns: 500 },
    );
  });

  it('a mistake in an entry never approves what it did not approve before', () => {
    fc.assert(
      fc.property(document, subject, fc.nat(5), fc.constantFrom('typo', 'expires', 'minIdentity', 'match'), (policy, who, at, key) => {
        const before = compiled(policy).decide(who, now);
        const servers = policy.servers.map((one, i) => (i !== at ? one : { ...one, ...(key === 'match' ? { match: one.match.map((of) => ({ ...of, typo: 1 })) } : { [key]: 'nonsense' }) }));
        const after = compiled({ ...policy, servers }).decide(who, now);
        if (!approves(before)) assert.ok(!approves(after));
        if (before.state === 'denied' || before.state === 'revoked') assert.equal(after.state, before.state);
      }),
      { numRuns: 300 },
    );
  });

  it('ten thousand other entries change no verdict', () => {
    const filler = Array.from({ length: 10_000 }, (_, i) => ({ id: `f${i}`, state: i % 9 === 0 ? 'denied' : 'approved', match: [i % 3 === 0 ? { url: { host: `h${i}.test.invalid`, path: '/mcp' } } : i % 3 === 1 ? { serverUrl: `https://*.d${i}.invalid/*` } : { package: { type: 'npm', name: `@filler/p${i}`, versions: ['1.0.0'] } }] }));
    const filled = readPolicy(policyText({ servers: filler }), '/p').document!;
    fc.assert(
      fc.property(document, subject, (policy, who) => {
        const small = readPolicy(policyText(policy), '/p').document!;
        const large = { ...small, servers: [...small.servers, ...filled.servers] };
        const [a, b] = [small, large].map((one) => compilePolicy([{ document: one, approves: true }]).decide(who, now));
        assert.deepEqual({ ...a, reason: a!.reason }, { ...b, reason: b!.reason });
      }),
      { numRuns: 5 },
    );
  });

  it('nothing throws, and a verdict is always one of those known, with a sentence', () => {
    const anything = fc.oneof(fc.anything({ maxDepth: 4, withNullPrototype: false }), fc.string(), fc.constantFrom('${x}', '*', '', '\u202E', '__proto__'));
    const wild = fc.record({ policyVersion: fc.constant(1), serial: anything, issuer: anything, expiresAt: anything, defaults: anything, servers: fc.array(fc.oneof(anything, fc.record({ id: anything, state: fc.oneof(fc.constantFrom('approved', 'denied'), anything), match: fc.oneof(anything, fc.array(fc.oneof(anything, fc.record({ package: fc.oneof(anything, fc.record({ type: fc.constantFrom('npm', 'oci'), name: anything, versions: anything }, { requiredKeys: [] })), url: fc.oneof(anything, fc.record({ host: fc.string(), path: fc.string() })), serverUrl: fc.string(), serverName: anything, args: anything }, { requiredKeys: [] })))) }, { requiredKeys: [] }))), tests: anything }, { requiredKeys: ['policyVersion', 'servers'] });
    const oddName = fc.string({ unit: 'binary', maxLength: 30 });
    const odd: fc.Arbitrary<Subject> = fc.oneof(
      subject,
      fc.tuple(oddName, oddName, fc.constantFrom('npm' as const, 'pypi' as const, 'oci' as const, 'nuget' as const)).map(([of, at, type]) => packaged({ name: of, version: at, type, registry: of }, { args: [of, at], cwd: of }, { serverName: at, hijacks: [of] })),
      fc.array(oddName).map((words) => opaque(words[0] ?? '', words.slice(1))),
      fc.tuple(oddName, oddName).map(([a, b]) => program(a, b, [a])),
      oddName.map((url): Subject => Object.assign(remote('https://a.example/'), { identity: Object.assign(remote('https://a.example/').identity, { url }) })),
    );
    fc.assert(
      fc.property(wild, odd, fc.constantFrom(now, 'never'), (policy, who, at) => {
        let text: string;
        try {
          text = JSON.stringify(policy);
        } catch {
          return;
        }
        const { document: read } = readPolicy(text, '/p');
        if (!read) return;
        const made = compilePolicy([{ document: read, approves: true }]);
        const verdict = made.decide(who, at);
        assert.ok(verdictStates.includes(verdict.state) && reasonCodes.includes(verdict.code) && verdict.reason.template.length > 20);
        explainVerdict(who, made, at);
      }),
      { numRuns: 500 },
    );
  });
});

describe('reading', () => {
  it('never throws on any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => void readPolicy(text, '/p')), { numRuns: 300 });
  });

  it('never throws on a policy that breaks off', () => {
    const whole = policyText({ servers: [{ id: 'a', state: 'denied', match: [{ package: { type: 'npm', name: 'evil' } }] }], tests: [{ name: 't', server: {}, expect: 'denied' }] });
    for (let end = 0; end < whole.length; end++) assert.equal(readPolicy(whole.slice(0, end), '/p').document, undefined);
  });
});
