import * as fc from 'fast-check';
import type { Plan } from '../../../../src/core/native/compile/plan.ts';
import type { NativeSubject } from '../../../../src/core/native/native.ts';
import { compilePolicy, type CompiledPolicy } from '../../../../src/core/policy/compile.ts';
import { readPolicy } from '../../../../src/core/policy/read.ts';
import type { Subject } from '../../../../src/core/policy/subject.ts';
import { identityLevels } from '../../../../src/core/policy/verdict.ts';
import { now, opaque, packaged, policyText, program, remote } from '../../policy/subjects.ts';

/** Absent in most cases. */
function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, { arbitrary, weight: 1 });
}

const name = fc.constantFrom('x', 'x', 'y', '@s/x');
const version = fc.constantFrom('1.0.0', '1.1.0', '2.0.0');
const host = fc.constantFrom('a.example', 'b.example', 'c.a.example');
const path = fc.constantFrom('/', '/mcp', '/mcp/x', '/MCP');
const digest = fc.constantFrom(`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`);
const typed = fc.oneof({ arbitrary: fc.record({ type: fc.constant('npm' as const), name }), weight: 2 }, fc.record({ type: fc.constant('pypi' as const), name: fc.constantFrom('x', 'y') }));
const labels = ['ledger', 'remote', 'hidden', 'local', 'com.contoso/a'];

const matcher: fc.Arbitrary<object> = fc.oneof(
  { arbitrary: fc.record({ package: fc.record({ type: fc.constant('npm'), name: fc.constantFrom('x', 'y'), versions: fc.array(version, { minLength: 1, maxLength: 2 }) }) }), weight: 8 },
  { arbitrary: fc.tuple(typed, fc.record({ versions: fc.array(fc.oneof({ arbitrary: version, weight: 4 }, fc.constantFrom('>=1.0.0', '<2.0.0')), { minLength: 1, maxLength: 2 }), digest, registry: fc.constant('https://packages.example/npm') }, { requiredKeys: ['versions'] })).map(([a, b]) => ({ package: { ...a, ...b } })), weight: 3 },
  fc.record({ package: typed }),
  fc.record({ package: fc.record({ type: fc.constant('oci'), name: fc.constant('ghcr.io/s/x'), versions: fc.array(digest, { minLength: 1, maxLength: 1 }) }) }),
  { arbitrary: fc.record({ url: fc.record({ host: fc.oneof({ arbitrary: host, weight: 4 }, fc.constant('*.example')), path, pathMatch: fc.constantFrom('exact', 'exact', 'prefix'), scheme: fc.constantFrom('https', 'https', 'http'), query: fc.constant(['tenant']) }, { requiredKeys: ['host'] }) }), weight: 3 },
  fc.record({ serverName: fc.constantFrom(...labels) }),
  fc.record({ serverUrl: fc.constantFrom('https://a.example/*', 'https://*.example/mcp', 'https://a.example/mcp', '*://a.example/mcp/*', 'https://a.example') }),
  fc.record({ serverCommand: fc.constantFrom(['npx', '-y', 'x@1.0.0'], ['npx', '-y', 'x'], ['npx', '-y', 'x@1.0.0', '--a'], ['/opt/x']) }),
);
const conditions = fc.record(
  { args: fc.record({ allow: fc.subarray(['--a', '--privileged']), denyExtra: fc.boolean(), denyPatterns: fc.subarray(['^/$', '\\.\\.']) }, { requiredKeys: [] }), env: fc.record({ allow: fc.subarray(['A', 'NODE_OPTIONS']), denyLiteralSecrets: fc.boolean() }, { requiredKeys: [] }), cwd: fc.record({ allow: fc.constant(['/srv']) }) },
  { requiredKeys: [] },
);
const item = fc.tuple(matcher, fc.option(conditions, { nil: {}, freq: 2 })).map(([a, b]): object => Object.assign({}, a, b));
const entry = fc.record(
  { id: fc.constantFrom('com.contoso/a', 'com.contoso/A', 'io.github.s/x', 'x', '../../etc', 'a b'), state: fc.constantFrom(...Array<'approved'>(12).fill('approved'), 'conditional', 'pending', 'deprecated', 'denied', 'revoked'), match: fc.array(item, { minLength: 1, maxLength: 2 }), minIdentity: fc.constantFrom('version', 'version', 'version', 'version', ...identityLevels), expires: fc.constantFrom('2020-01-01', '2030-01-01', '2031-01-01', '2032-01-01'), reason: fc.constantFrom('It is kept by us.', 'x'.repeat(300)) },
  { requiredKeys: ['id', 'state', 'match'] },
);
const document = fc.record(
  { servers: fc.array(entry, { minLength: 2, maxLength: 6 }), defaults: fc.record({ minIdentity: fc.constantFrom('version', 'version', 'version', 'version', 'version', ...identityLevels), whenStale: fc.constantFrom('keep-last-then-warn', 'undetermined') }, { requiredKeys: [] }), expiresAt: fc.constantFrom('2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z'), issuer: fc.constantFrom('com.contoso.security', 'Contoso') },
  { requiredKeys: ['servers'] },
);

/** One document, or two of which both must approve, or one that only denies beside one that approves. */
export const policies: fc.Arbitrary<CompiledPolicy> = fc.tuple(document, rarely(document), fc.boolean()).map(([one, other, counts]) =>
  compilePolicy([one, other].flatMap((each, i) => (each ? [{ document: readPolicy(policyText(each), `/p${i}`).document!, approves: i === 0 || counts }] : []))));

export const declarations: fc.Arbitrary<Subject> = fc.oneof(
  {
    arbitrary: fc.record({ typed, version: fc.option(version, { nil: undefined, freq: 8 }), args: fc.subarray(['--a', '/', 'https://a.example/mcp'], { maxLength: 1 }), hijacks: rarely(fc.subarray(['NODE_OPTIONS', '--privileged'])), env: fc.subarray(['A', 'B']), digest: rarely(digest), registry: rarely(fc.constant('https://packages.example/npm')), cwd: rarely(fc.constantFrom('/srv', '/tmp')), label: fc.constantFrom(...labels) })
      .map((of) =>
        packaged(
          { ...of.typed, ...(of.version && { version: of.version }), ...(of.digest && { digest: of.digest }), ...(of.registry && { registry: of.registry }) },
          { args: of.args, env: Object.fromEntries(of.env.map((key) => [key, '1'])), ...(of.cwd && { cwd: of.cwd }) },
          { hijacks: of.hijacks ?? [], serverName: of.label },
        )),
    weight: 4,
  },
  digest.map((one) => packaged({ type: 'oci', name: 'ghcr.io/s/x', digest: one }, {}, { launcher: 'docker' })),
  { arbitrary: fc.tuple(fc.constantFrom('https', 'https', 'http'), host, path, fc.constantFrom('', '', '?tenant=1', '?other=1'), rarely(fc.record({ name, version }, { requiredKeys: ['name'] })), fc.constantFrom(...labels)).map(([scheme, where, what, query, via, serverName]) => remote(`${scheme}://${where}${what}${query}`, { ...(via ? { via } : {}), serverName })), weight: 3 },
  fc.constantFrom(opaque('bash', ['-c', 'npx x']), opaque('npx', ['${x}'], 'unresolved'), program('/opt/x')),
);

/** What registry files are made from: what it names one by one they take from the policy itself. */
export function planFor(policy: CompiledPolicy): Plan {
  return { policy, now, mode: 'allow-and-deny', commands: [], addresses: [], patterns: [], denials: [], losses: [], seen: [] };
}

export function asNative(subject: Subject): NativeSubject {
  return { ...subject, file: { path: '/src/.vscode/mcp.json', scope: 'workspace', clients: ['vscode'], known: undefined as never } };
}
