import assert from 'node:assert/strict';
import type { PolicyState } from '../../../src/core/policy/policy-state.ts';
import { fingerprintsOf } from '../../../src/core/report/fingerprint.ts';
import type { ReportContext } from '../../../src/core/report/report.ts';
import type { ReportedFile } from '../../../src/core/report/reported-file.ts';
import { SarifReport } from '../../../src/core/report/sarif.ts';
import { relativeUri } from '../../../src/core/report/sarif/location.ts';
import { Tally } from '../../../src/core/report/tally.ts';
import { rules } from '../../../src/core/rules/rules.ts';
import { say } from '../../../src/core/text/message.ts';
import { sha256 } from '../../../src/host/evidence/sha256.ts';
import { pageOf } from '../rules/page-examples.ts';
import { assessed, none, policyOf } from './assessed.ts';
import { places } from './places.ts';
import { replaced, sarifProblems, within, type Sarif, type SarifResult } from './sarif-schema.ts';

function text(parts: readonly ReportedFile[], { policy = none, baseline = false, left = [] }: { policy?: PolicyState; baseline?: boolean; left?: ReportContext['notLookedInto'] } = {}): string {
  const tally = new Tally(policy);
  const report = new SarifReport(tally, { places, toolVersion: '1.2.3', rules, pageOf: (id) => pageOf(id).replace(/^<!-- .*\n/gm, ''), baseline });
  for (const part of parts) {
    tally.add(part);
    report.add({ ...part, fingerprints: part.fingerprints ?? fingerprintsOf(part, places.named(part.file.path), sha256) });
  }
  return [...report.print({ notLookedInto: left, exit: { code: 1, meaning: 'What it means.' } })].join('');
}

function sarif(...given: Parameters<typeof text>): Sarif['runs'][0] {
  const printed = text(...given);
  assert.deepEqual(sarifProblems(printed), []);
  return (JSON.parse(printed) as Sarif).runs[0];
}

const one = (results: readonly SarifResult[], rule: string): SarifResult => results.find(({ ruleId }) => ruleId === rule) ?? assert.fail(`no ${rule}`);
const secret = ['Zq9v7Kp2', 'Rw5xT8mB'].join('');

describe('the SARIF report', () => {
  it('of nothing is valid, and no all-clear', () => {
    const { invocations, results, columnKind, originalUriBaseIds } = sarif([]);
    assert.deepEqual(results, []);
    assert.deepEqual([columnKind, originalUriBaseIds.SRCROOT.uri], ['utf16CodeUnits', 'file:///w/']);
    assert.deepEqual(invocations[0].toolExecutionNotifications.map(({ descriptor, message }) => [descriptor.id, message.text]), [['nothing-found', 'No config file was found. That is no all-clear.']]);
  });

  it('has exact regions, in UTF-16 units, whatever the line ends', () => {
    const given = '{\r\n  "servers": {\r\n    "😀": { "command": "npx", "env": { "WHO": "é😀" }, "args": ["-y", "e-mcp"] }\r\n  }\r\n}';
    const result = one(sarif([assessed('.vscode/mcp.json', given)]).results, 'unpinned-package');
    assert.deepEqual(result.locations[0].physicalLocation.artifactLocation, { uri: '.vscode/mcp.json', uriBaseId: 'SRCROOT' });
    assert.equal(result.locations[0].physicalLocation.region.startLine, 3);
    assert.equal(within(given, result.locations[0].physicalLocation.region), '"e-mcp"');
    assert.deepEqual(result.locations[0].logicalLocations, [{ name: '😀', kind: 'member' }]);
  });

  it('describes every rule, with its page', () => {
    const { tool, results } = sarif([assessed('.mcp.json', '{"mcpServers":{"a":{"command":"npx","args":["-y","x"]}}}')]);
    const described = tool.driver.rules;
    assert.deepEqual(described.map(({ id }) => id), rules.map(({ id }) => id));
    const rule = described[one(results, 'unpinned-package').ruleIndex]!;
    assert.equal(rule.id, 'unpinned-package');
    assert.match(rule.help.markdown, /^# .*[^]*## Threat/);
    assert.ok(!rule.help.markdown.includes('<!--') && !rule.help.text.includes('```'));
    const leak = described.find(({ id }) => id === 'literal-secret')!;
    assert.deepEqual([leak.defaultConfiguration.level, leak.properties['security-severity'], leak.properties['precision']], ['error', '8.0', 'very-high']);
    assert.deepEqual(leak.properties['tags'], ['security', 'mcp', 'secrets', 'external/cwe/cwe-798']);
  });

  it('carries fixes that do what ours do', () => {
    const policy = policyOf([{ id: 'ledger', state: 'approved', match: [{ package: { type: 'npm', name: '@contoso/ledger-mcp', versions: ['1.4.2'] } }] }]);
    const given = '{"mcpServers":{\n  "a":{"command":"npx","args":["-y","@contoso/ledger-mcp"]}}}';
    const { fixes } = one(sarif([assessed('.mcp.json', given, policy)], { policy }).results, 'not-approved');
    assert.equal(fixes![0]!.description.text, 'Pin to 1.4.2, the approved version');
    assert.equal(replaced(given, fixes![0]!.artifactChanges[0].replacements), given.replace('ledger-mcp', 'ledger-mcp@1.4.2'));
  });

  it('moves a secret out without showing it, and has no fix that would have to', () => {
    const given = JSON.stringify({ servers: { a: { command: 'npx', args: ['-y', 'a@1.0.0', `postgresql://u:${secret}@db/x?api_key=${secret}2`], env: { API_KEY: secret } } } }, undefined, 2);
    const printed = text([assessed('.vscode/mcp.json', given)]);
    assert.deepEqual(sarifProblems(printed), []);
    assert.ok(!printed.includes(secret));
    const found = (JSON.parse(printed) as Sarif).runs[0].results.filter(({ ruleId }) => ruleId === 'literal-secret');
    const moved = found.find(({ message }) => message.text.includes('API_KEY'))!;
    assert.equal(within(given, moved.locations[0].physicalLocation.region), `"${secret}"`);
    assert.match(replaced(given, moved.fixes![0]!.artifactChanges[0].replacements), /"API_KEY": "\$\{input:[^}]+\}"/);
  });

  it('tells what was set aside as suppressed, with the reason', () => {
    const part = assessed('.mcp.json', '{"mcpServers":{"a":{"command":"npx","args":["-y","x"]},"b":{"command":"npx","args":["-y","y"]},"c":{"command":"npx","args":["-y","z"]}}}');
    const [a, b, c] = part.findings.filter(({ ruleId }) => ruleId === 'unpinned-package');
    const held = { ...part, fingerprints: fingerprintsOf(part, '.mcp.json', sha256), findings: [c!], ignored: [{ finding: a!, reason: 'It is ours [see](https://x.example)', by: 'comment' as const }], baselined: [{ finding: b!, entry: { rule: 'unpinned-package', file: '.mcp.json', fingerprint: 'f', what: 'x', expires: '2027-05-31' } }] };
    const { results } = sarif([held], { baseline: true });
    assert.deepEqual(results.map(({ baselineState, suppressions = [] }) => [baselineState, ...suppressions.map(({ kind, justification }) => `${kind}: ${justification}`)]), [
      ['new'],
      ['unchanged', 'external: It was there when the baseline was taken, which holds for it until 2027-05-31.'],
      ['new', 'inSource: It is ours [see](https://x.example)'],
    ]);
    assert.equal(new Set(results.map(({ partialFingerprints }) => partialFingerprints!['mcpRollCall/v1'])).size, 3);
  });

  it('tells what could not be read, and what was left out', () => {
    const { invocations, artifacts } = sarif([assessed('.mcp.json', { unreadable: say('it is a pipe') }), assessed('.cursor/mcp.json', { absent: true })], { left: [{ path: '/w/node_modules', reason: say('installed') }] });
    assert.deepEqual(artifacts.map(({ location }) => location.uri), ['.mcp.json']);
    assert.deepEqual(invocations[0].toolExecutionNotifications.map(({ descriptor, level, message }) => `${level} ${descriptor.id}: ${message.text}`), [
      'error unread: The file could not be read, or not wholly: it is a pipe. What it holds is not known.',
      'note left-out: Left out: installed',
    ]);
    assert.deepEqual([invocations[0].exitCode, invocations[0].executionSuccessful], [1, true]);
  });

  it('cannot be broken by what is scanned', () => {
    const evil = '"}],[x](https://evil.example) {0} \u001b[2J\u202e\ud800 ::error::x';
    const printed = text([assessed('.mcp.json', JSON.stringify({ mcpServers: { [evil]: { command: 'npx', args: ['-y', evil], env: { [evil]: 'x', API_KEY: secret } }, b: { url: `http://${evil}` } } }))]);
    assert.deepEqual(sarifProblems(printed), []);
    // oxlint-disable-next-line no-control-regex -- what must not be there
    assert.doesNotMatch(printed, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\ud800-\udbff](?![\udc00-\udfff])/);
    for (const { message } of (JSON.parse(printed) as Sarif).runs[0].results) assert.doesNotMatch(message.text, /(?<!\\)\]\(|(?<!\{)\{0\}/);
  });

  it('encodes whatever a file is called', () => {
    const cases: [string, string][] = [['a b/ü.json', 'a%20b/%C3%BC.json'], ['c:/x#y?z%.json', 'c%3A/x%23y%3Fz%25.json'], ['\ud800.json', '%EF%BF%BD.json'], ["a(b)'!*.json", 'a%28b%29%27%21%2A.json'], ['\u0007\n', '%07%0A']];
    for (const [way, expected] of cases) assert.equal(relativeUri(way), expected);
  });
});
