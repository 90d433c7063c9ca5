import assert from 'node:assert/strict';
import { assess, type Assessment } from '../../../src/core/assess.ts';
import { workspaceFileAt } from '../../../src/core/clients/clients.ts';
import { readConfigFile } from '../../../src/core/config/read.ts';
import { noFacts } from '../../../src/core/facts.ts';
import { submissionKey, withSubmission, type Submission, type Submissions } from '../../../src/core/intake/submission.ts';
import { exceptionProblem } from '../../../src/core/intake/request.ts';
import { unknownServers } from '../../../src/core/intake/unknown-servers.ts';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { verdictStates, approves, type Verdict } from '../../../src/core/policy/verdict.ts';
import { render, say } from '../../../src/core/text/message.ts';
import { declared, sha256 } from '../manifest/declared.ts';

const now = '2026-11-21T12:00:00Z';
const submission: Submission = { at: '2026-11-18T09:00:00Z', wanted: 'registration', kind: 'issue', link: 'https://github.com/contoso/registry/issues/7', label: 'ledger', what: 'npm package ledger 1.0.0' };
const always: Submissions = { of: () => submission };

const policy = (servers: readonly unknown[], more: object = {}): PolicyState => {
  const { document } = readPolicy(JSON.stringify({ policyVersion: 1, serial: 1, issuer: 'Contoso', issuedAt: '2026-11-20T09:00:00Z', servers, ...more }), '/p.json');
  return { kind: 'ready', parts: [], policy: compilePolicy([{ document: document!, approves: true }]) };
};
const entry = (state: string, name: string, versions?: string[]): unknown => ({ id: `${name}-${state}`, state, match: [{ package: { type: 'npm', name, ...(versions && { versions }) } }] });

function assessed(state: PolicyState, servers: Record<string, unknown>, submissions: Submissions | undefined = always): Assessment {
  const file = readConfigFile({ path: '/w/.vscode/mcp.json', root: '/w', known: workspaceFileAt('.vscode/mcp.json')!, live: true, content: { text: JSON.stringify({ servers }) } });
  return assess({ files: [file], policy: state, facts: noFacts, now, ...(submissions && { submissions }) });
}
const npx = (spec: string): unknown => ({ command: 'npx', args: ['-y', spec] });
const verdictOf = (state: PolicyState, server: unknown, submissions?: Submissions): Verdict => assessed(state, { x: server }, submissions).servers[0]!.verdict;

describe('a server that this user asked to be registered', () => {
  it('is pending while nobody decided, with date and link', () => {
    const verdict = verdictOf(policy([]), npx('ledger@1.0.0'));
    assert.deepEqual([verdict.state, verdict.code], ['pending', 'submitted']);
    assert.equal(render(verdict.reason), 'You asked for `ledger` to be registered on 2026-11-18, and nobody has decided yet. See https://github.com/contoso/registry/issues/7. It is not approved.');
    const exception = withSubmission(verdictOf(policy([]), npx('x@1.0.0'), { of: () => undefined }), { ...submission, wanted: 'exception', until: '2026-12-31', link: undefined as never }, now);
    assert.equal(render(exception.reason), 'You asked for an exception for `ledger` until 2026-12-31 on 2026-11-18, and nobody has decided yet. It is not approved.');
  });

  it('is said to wait for long after 90 days', () => {
    const at = (day: string): string => render(withSubmission(verdictOf(policy([]), npx('x@1.0.0'), { of: () => undefined }), { ...submission, at: `${day}T12:00:00Z` }, now).reason);
    assert.doesNotMatch(at('2026-08-23'), /days ago/);
    assert.match(at('2026-08-22'), /That is 91 days ago: ask again\./);
  });

  it('is as the policy says, wherever it says anything', () => {
    const cases: [unknown[], string][] = [
      [[entry('approved', 'ledger', ['1.0.0'])], 'approved'],
      [[entry('conditional', 'ledger', ['1.0.0'])], 'conditional'],
      [[entry('denied', 'ledger')], 'denied'],
      [[entry('revoked', 'ledger')], 'revoked'],
      [[entry('deprecated', 'ledger', ['1.0.0'])], 'deprecated'],
      [[entry('approved', 'ledger', ['1.0.0']), entry('denied', 'ledger')], 'denied'],
    ];
    for (const [servers, wanted] of cases) assert.equal(verdictOf(policy(servers), npx('ledger@1.0.0')).state, wanted);
    assert.equal(verdictOf(policy([{ ...(entry('pending', 'ledger', ['1.0.0']) as object) }]), npx('ledger@1.0.0')).code, 'matched', 'the policy’s own pending says more');
    assert.equal(verdictOf({ kind: 'none' }, npx('ledger@1.0.0')).code, 'no-policy');
    assert.equal(verdictOf({ kind: 'unusable', parts: [] }, npx('ledger@1.0.0')).code, 'policy-unusable');
  });

  it('is not excused where some version of it is denied and it leaves open which one runs', () => {
    const verdict = verdictOf(policy([entry('denied', 'ledger', ['6.6.6']), entry('approved', 'ledger')], { defaults: { minIdentity: 'source' } }), npx('ledger'));
    assert.deepEqual([verdict.state, verdict.code], ['unknown', 'unpinned']);
  });

  it('counts as not approved, and weighs what it weighed', () => {
    for (const unknown of ['info', 'warn', 'error']) {
      const state = policy([], { defaults: { unknown } });
      const [before, after] = [assessed(state, { x: npx('ledger@1.0.0') }, { of: () => undefined }), assessed(state, { x: npx('ledger@1.0.0') })];
      assert.deepEqual(after.summary, before.summary);
      assert.equal(after.summary.notApproved, 1);
      assert.deepEqual(after.findings.map(({ ruleId, severity }) => [ruleId, severity]), before.findings.map(({ ruleId, severity }) => [ruleId, severity]));
    }
    assert.deepEqual(unknownServers(assessed(policy([]), { x: npx('ledger@1.0.0') }), sha256), [], 'nobody need ask again');
  });

  it('never gets nearer to approval by it, whatever the verdict', () => {
    for (const state of verdictStates) {
      for (const code of ['matched', 'not-listed', 'unpinned', 'expired', 'registry-unread'] as const) {
        const verdict: Verdict = { state, code, reason: say('x') };
        const shown = withSubmission(verdict, submission, now);
        assert.equal(approves(shown), approves(verdict));
        if (state !== 'unknown') assert.equal(shown, verdict);
      }
    }
  });
});

describe('what a submission is about', () => {
  const key = (server: unknown, name = 'x', root = '/w'): string | undefined => submissionKey(declared(server, name).identity, root);

  it('is the very thing, not its name', () => {
    const same: [unknown, unknown][] = [
      [npx('ledger@1.0.0'), { command: 'npx', args: ['ledger@1.0.0', '--verbose'] }],
      [npx('ledger'), npx('ledger')],
      [{ url: 'https://a.example/mcp?k=1' }, { url: 'https://A.example/mcp?k=2' }],
    ];
    for (const [one, other] of same) assert.equal(key(one, 'a'), key(other, 'b'));
    const different: [unknown, unknown][] = [
      [npx('ledger@1.0.0'), npx('ledger@1.0.1')],
      [npx('ledger@1.0.0'), npx('ledger')],
      [npx('ledger@latest'), npx('ledger@next')],
      [npx('ledger@1.0.0'), npx('@evil/ledger@1.0.0')],
      [npx('ledger@1.0.0'), { command: 'npx', args: ['ledger@1.0.0'], env: { npm_config_registry: 'https://evil.example/' } }],
      [{ command: 'uvx', args: ['ledger==1.0.0'] }, npx('ledger@1.0.0')],
      [{ url: 'https://a.example/mcp' }, { url: 'https://a.example/mcp/v2' }],
      [{ url: 'https://a.example/mcp' }, { url: 'https://b.example/mcp' }],
      [{ command: 'docker', args: ['run', '-i', 'x@sha256:' + 'a'.repeat(64)] }, { command: 'docker', args: ['run', '-i', 'x@sha256:' + 'b'.repeat(64)] }],
    ];
    for (const [one, other] of different) assert.notEqual(key(one), key(other), JSON.stringify([one, other]));
    assert.notEqual(key({ command: './server' }, 'x', '/w'), key({ command: './server' }, 'x', '/other'));
  });

  it('is nothing where it cannot be told what is launched', () => {
    for (const hidden of [{ command: 'sh', args: ['-c', 'npx ledger@1.0.0'] }, { url: 'https://${input:host}/mcp' }, { command: 'npx', args: ['${input:package}'] }]) assert.equal(key(hidden), undefined);
  });
});

describe('an exception', () => {
  it('needs a day to come and a reason', () => {
    const cases: [string, string, RegExp | undefined][] = [
      ['2026-12-31', 'needed for the audit', undefined],
      ['2026-11-21', 'today is fine', undefined],
      ['2026-11-20', 'too late', /has passed/],
      ['2026-02-31', 'no such day', /as a date/],
      ['soon', 'why not', /as a date/],
      ['2026-12-31T00:00', 'why not', /as a date/],
      ['2026-12-31', ' x ', /why the exception is needed/],
    ];
    for (const [until, reason, wanted] of cases) {
      const problem = exceptionProblem({ until, reason }, now);
      if (wanted) assert.match(render(problem!), wanted);
      else assert.equal(problem, undefined, until);
    }
  });
});
