import assert from 'node:assert/strict';
import { identify } from '../../../src/core/identity/identify.ts';
import { readPolicy } from '../../../src/core/policy/read.ts';
import { runPolicyTests } from '../../../src/core/policy/policy-tests.ts';
import { startPolicy } from '../../../src/core/policy/start-policy.ts';
import example from './example-policy.json';
import { approved, declared, now, npm, policyText } from './subjects.ts';

const run = (text: string, at = now) => runPolicyTests(readPolicy(text, '/p').document!, (name, _client, server) => declared(name, server), (server) => identify(server, { scope: 'workspace' }), at);

describe('the tests that a policy carries', () => {
  it('of the example pass', () => {
    assert.deepEqual(
      run(JSON.stringify(example)).map(({ test, passed, verdict }) => [test.name, passed, verdict.code]),
      [
        ['the files server may not be given the root', true, 'constraint'],
        ['an unpinned ledger is not the approved one', true, 'unpinned'],
        ['the pinned ledger is', true, 'matched'],
      ],
    );
  });

  it('fail when the policy says something else', () => {
    const results = run(JSON.stringify(example).replace('"1.4.2"', '"1.4.1"'));
    assert.deepEqual(results.map(({ passed }) => passed), [true, true, false]);
    assert.equal(results[2]!.verdict.code, 'other-version');
  });

  it('fail once an approval has run out', () => {
    assert.deepEqual(run(JSON.stringify(example), '2028-01-01T00:00:00Z').map(({ passed, verdict }) => [passed, verdict.code])[2], [false, 'expired']);
  });

  const server = { command: 'npx', args: ['-y', 'x'] };
  const expectations: [unknown, boolean, string][] = [
    ['unknown', true, 'unknown'],
    ['unpinned', true, 'unpinned'],
    ['not-listed', false, 'not-listed'],
    ['approved', false, 'approved'],
    [{ state: 'unknown' }, true, 'unknown'],
    [{ state: 'unknown', code: 'unpinned' }, true, 'unknown (unpinned)'],
    [{ state: 'unknown', code: 'opaque' }, false, 'unknown (opaque)'],
    [{ state: 'denied', code: 'unpinned' }, false, 'denied (unpinned)'],
  ];
  for (const [expect, passed, expected] of expectations) {
    it(`may expect ${JSON.stringify(expect)}`, () => {
      const [result] = run(policyText({ servers: [approved('e', npm('x', '1.0.0'))], tests: [{ name: 't', server, expect }] }));
      assert.deepEqual({ passed: result!.passed, expected: result!.expected }, { passed, expected });
    });
  }

  it('of a policy started from what is in use pass', () => {
    const servers = [
      { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2'] },
      { command: 'uvx', args: ['mcp-server-time==2026.1.1'] },
      { command: 'docker', args: ['run', '-i', '--rm', `ghcr.io/contoso/img@sha256:${'b'.repeat(64)}`] },
      { command: 'dnx', args: ['Contoso.Tool@1.0.0', '--yes'] },
      { type: 'http', url: 'https://api.githubcopilot.com/mcp/' },
      { command: 'node', args: ['server.js'] },
    ].map((one, i) => declared(`s${i}`, one));
    const results = run(startPolicy(servers.map((declaration) => ({ declaration, identity: identify(declaration, { scope: 'workspace' }) })), { now }));
    assert.equal(results.length, 6);
    assert.deepEqual(results.filter(({ passed }) => !passed).map(({ test, verdict }) => [test.name, verdict]), []);
  });
});
