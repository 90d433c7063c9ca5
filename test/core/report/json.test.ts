import assert from 'node:assert/strict';
import Ajv from 'ajv';
import fc from 'fast-check';
import * as z from 'zod/mini';
import type { FileAssessment } from '../../../src/core/assess.ts';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { json, JsonReport } from '../../../src/core/report/json.ts';
import { reportSchema, type Report } from '../../../src/core/report/json-schema.ts';
import { Tally } from '../../../src/core/report/tally.ts';
import { say } from '../../../src/core/text/message.ts';
import { assessed, none, policyOf } from './assessed.ts';

const validate = new Ajv({ strict: false, allErrors: true }).compile(z.toJSONSchema(reportSchema, { target: 'draft-7', io: 'input' }));

function printed(parts: readonly FileAssessment[], policy: PolicyState): string {
  const tally = new Tally(policy);
  const report = new JsonReport(tally);
  for (const part of parts) {
    tally.add(part);
    report.add(part);
  }
  return [...report.print({ notLookedInto: [{ path: '/w', reason: say('folders: {names}', { names: 'node_modules' }) }], exit: { code: 1, meaning: 'Something.' } })].join('');
}

function report(parts: readonly FileAssessment[], policy: PolicyState = none): Report {
  const value = JSON.parse(printed(parts, policy)) as Report;
  assert.ok(validate(value), JSON.stringify(validate.errors));
  return value;
}

describe('the JSON report', () => {
  it('of nothing is valid, and says so', () => {
    assert.deepEqual(report([]), {
      schemaVersion: 1,
      coverage: { files: [], notLookedInto: [{ path: '/w', reason: 'folders: node_modules' }], searched: [], changedSince: null },
      policy: { status: 'none', parts: [] },
      servers: [],
      providers: [],
      findings: [],
      ignored: [],
      baselined: [],
      baseline: null,
      summary: {
        files: { read: 0, partial: 0, invalid: 0, unreadable: 0, opaque: 0, absent: 0 },
        servers: 0, approved: 0, notApproved: 0, undetermined: 0, denied: 0, dormant: 0, disabled: 0, providers: 0, providersNotApproved: 0, changed: 0, drifted: 0,
        findings: { error: 0, warning: 0, info: 0 }, ignored: 0, baselined: 0,
        exitCode: 1,
      },
    });
  });

  it('shows no token that a server has for a name', () => {
    const token = ['ghp', 'Zx81QkLm04TbNpYw72RcVd55HsJf90GaUeKi'].join('_');
    for (const policy of [none, policyOf([]), policyOf([{ id: 'x', state: 'approved', match: [{ serverName: token }] }])]) {
      const text = printed([assessed('.mcp.json', JSON.stringify({ mcpServers: { [token]: { command: 'npx', args: ['-y', 'x'] }, [`my ${token}`]: { command: 'npx', args: ['-y', token], env: { NODE_OPTIONS: 'x' } } } }), policy)], policy);
      assert.ok(!text.toLowerCase().includes(token.toLowerCase()), text);
      assert.ok(text.includes('"name":"•••"') && text.includes('"name":"my •••"'));
    }
  });

  it('has a row for every file, server and finding, with what the contract names', () => {
    const policy = policyOf([{ id: 'com.contoso/ledger', state: 'approved', owner: 'payments', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] } }] }]);
    const text = '{"servers":{\n "ledger":{"command":"npx","args":["-y","@contoso/ledger-mcp@1.4.2"]},\n "new":{"command":"npx","args":["-y","@contoso/ledger-mcp"]}}}';
    const { coverage, servers, findings, summary } = report([assessed('.vscode/mcp.json', text, policy), assessed('.mcp.json', { absent: true }, policy)], policy);
    assert.deepEqual(coverage.files, [
      { path: '/w/.vscode/mcp.json', clients: ['vscode'], scope: 'workspace', live: true, status: 'read', servers: 2, providers: 0, reason: null },
      { path: '/w/.mcp.json', clients: ['vscode', 'claude-code', 'copilot-cli', 'cursor', 'visual-studio'], scope: 'workspace', live: true, status: 'absent', servers: 0, providers: 0, reason: null },
    ]);
    const entry = { id: 'com.contoso/ledger', state: 'approved', owner: 'payments', conditions: null, reason: null, expires: null };
    assert.deepEqual(servers[0], {
      name: 'ledger', clients: ['vscode'], scope: 'workspace', live: true, disabled: false,
      file: '/w/.vscode/mcp.json',
      range: { start: { line: 1, character: 1 }, end: { line: 1, character: 69 } },
      transport: 'stdio',
      identity: { kind: 'package', purl: 'pkg:npm/%40contoso/ledger-mcp@1.4.2', url: null, launch: 'npx -y @contoso/ledger-mcp@1.4.2' },
      verdict: { state: 'approved', code: 'matched', achieved: servers[0]!.verdict.achieved, required: 'version', entry, reason: 'Contoso approves `ledger` (`com.contoso/ledger`).', closest: null },
      remarks: [],
    });
    assert.deepEqual([servers[1]!.verdict.state, servers[1]!.verdict.code, servers[1]!.verdict.closest?.entry.id], ['unknown', 'unpinned', 'com.contoso/ledger']);
    assert.equal(findings.length, 1);
    assert.deepEqual(
      { ...findings[0], message: '' },
      {
        ruleId: 'not-approved', severity: 'warning', confidence: 'high', file: '/w/.vscode/mcp.json',
        range: { start: { line: 2, character: 37 }, end: { line: 2, character: 58 } },
        message: '',
        fix: { id: 'pin-to-approved', title: 'Pin to 1.4.2, the approved version', safety: 'safe', note: null },
        fingerprint: null,
      },
    );
    assert.deepEqual([summary.servers, summary.approved, summary.notApproved, summary.findings.warning], [2, 1, 1, 1]);
  });

  it('shows no token in a purl, wherever it stands in a registry’s address', () => {
    const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
    const args = ['-y', '--registry', `https://npm.contoso.com/${token}/`];
    const text = JSON.stringify({ servers: { a: { command: 'npx', args: [...args, 'a@1.0.0'] }, b: { command: 'npx', args: [...args, 'mcp-remote@0.1.0', 'https://b.example/mcp'] } } });
    const { servers } = report([assessed('.vscode/mcp.json', text)], none);
    assert.deepEqual(servers.map(({ identity }) => identity.kind), ['package', 'remote']);
    for (const { identity } of servers) assert.match(identity.purl!, /repository_url=https%3A%2F%2Fnpm\.contoso\.com/);
    assert.ok(!JSON.stringify(servers).includes(token));
  });

  it('escapes what could act on a terminal, and loses nothing', () => {
    const name = '\u009b31m\u001b[31m\u202eevil\u2028\u200b\u{e0041}"\\';
    const text = printed([assessed('.vscode/mcp.json', JSON.stringify({ servers: { [name]: { command: 'a' } } }))], none);
    // oxlint-disable-next-line no-control-regex -- what must not be there
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e\u200b]|\udb40/u);
    assert.equal((JSON.parse(text) as Report).servers[0]!.name, name);
  });

  it('is a faithful print of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(JSON.parse(json(text)), text)));
  });

  it('stays valid whatever stands in a file, names that mean something to JavaScript included', () => {
    const names = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', ''), fc.string());
    const entry = fc.oneof(fc.jsonValue(), fc.record({ command: fc.string(), args: fc.array(fc.string()), env: fc.dictionary(names, fc.string()) }), fc.record({ url: fc.oneof(fc.webUrl(), fc.string()) }));
    fc.assert(
      fc.property(fc.array(fc.tuple(names, entry), { maxLength: 4 }), (servers) => {
        const text = `{"servers":{${servers.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}}`;
        assert.equal(report([assessed('.vscode/mcp.json', text)]).servers.length, servers.length);
      }),
      { numRuns: 200 },
    );
  });

  it('holds the value of no secret', () => {
    const secret = 'Zq9v7Kp2Rw5xT8mB';
    const text = JSON.stringify({
      servers: {
        a: { command: 'npx', args: ['x', '--token', secret, `--api-key=${secret}`, `https://u:${secret}@h.example/?key=${secret}`], env: { API_KEY: secret, NAME: secret } },
        b: { url: `https://me:${secret}@h.example/mcp?api_key=${secret}#${secret}`, headers: { Authorization: `Bearer ${secret}` } },
        c: { command: 'sh', args: ['-c', `API_KEY=${secret} run`] },
        d: { command: 'npx', args: ['-y', 'mcp-remote', `https://h.example/mcp?token=${secret}`, '--header', `Authorization: Bearer ${secret}`] },
      },
    });
    for (const policy of [none, policyOf([])]) assert.ok(!printed([assessed('.vscode/mcp.json', text, policy)], policy).includes(secret));
  });

  it('has a row for every model provider, without its key', () => {
    const policy = policyOf([], { providers: [], models: { pinned: true } });
    const { providers, coverage } = report([assessed('.claude/settings.json', '{"model":"sonnet","env":{"ANTHROPIC_API_KEY":"Zq7kP2vN8xR4tW6yB1cD"}}', policy)], policy);
    assert.equal(coverage.files[0]!.providers, 1);
    assert.deepEqual(providers.map(({ verdict, ...row }) => ({ ...row, verdict: [verdict.state, verdict.code] })), [
      {
        name: 'Anthropic', clients: ['claude-code'], scope: 'workspace', live: true, disabled: false, ignored: null, file: '/w/.claude/settings.json',
        range: { start: { line: 0, character: 25 }, end: { line: 0, character: 67 } },
        provider: 'anthropic', url: 'https://api.anthropic.com/', urlFrom: 'provider', models: [{ role: 'model', model: 'sonnet', pinning: 'floating' }], key: 'literal',
        verdict: ['unknown', 'not-listed'],
      },
    ]);
  });
});
