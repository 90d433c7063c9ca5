import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { tempFolder } from '../files/temp.ts';
import { approvesOk, example, ok, policyText, run, unlisted } from './run.ts';

const require = createRequire(path.join(process.cwd(), 'package.json'));
/** A parser that is strict about XML, which comes with vsce. */
const xml2js = createRequire(require.resolve('@vscode/vsce/package.json'))('xml2js') as { parseStringPromise(text: string): Promise<Junit> };

interface Case {
  readonly $: Readonly<Record<string, string>>;
  readonly failure?: readonly { readonly $: { readonly message: string }; readonly _: string }[];
  readonly error?: readonly { readonly $: { readonly message: string } }[];
}
interface Junit {
  readonly testsuites: { readonly $: Readonly<Record<string, string>>; readonly testsuite: readonly { readonly $: Readonly<Record<string, string>>; readonly testcase: readonly Case[] }[] };
}

const { servers } = JSON.parse(approvesOk) as { servers: unknown[] };
let temp: ReturnType<typeof tempFolder>;
beforeEach(() => {
  temp = tempFolder();
});
afterEach(() => temp.remove());

describe('mcp-roll-call policy check', () => {
  const check = (text: string, ...args: string[]) => run(['policy', 'check', temp.write('policy.json', text), ...args], { cwd: temp.folder });
  const floating = `{
  "policyVersion": 1, "serial": 1, "issuer": "Contoso", "issuedAt": "2026-11-20T09:00:00Z",
  "servers": [
    { "id": "a", "state": "approved", "match": [{ "package": { "type": "npm", "name": "x", "versions": ["^1.0.0"] } }] },
    { "id": "b", "state": "aproved", "match": [{ "serverName": "x" }] }
  ]
}
`;

  it('has nothing to say about the example that ships, but what is true', () => {
    const { status, stdout } = run(['policy', 'check', example.policy]);
    assert.equal(status, 0, stdout);
  });

  it('tells problems and observations where they stand, with the line', () => {
    const { status, stdout } = check(floating);
    assert.equal(status, 1);
    assert.match(stdout, /^Policy\n {2}policy\.json, Contoso, serial 1, 1 entry\n\n {2}policy\.json:4:\d+ {2}never-approves\n {4}4 \| .*"\^1\.0\.0".*\n {6}\| +\^{8}\n {4}warning: This fixes the level `source`, and `version` is required/);
    assert.match(stdout, /policy\.json:5:27\n {4}5 \| \{ "id": "b", "state": "aproved".*\n {6}\| {23}\^{9}\n {4}error: This must be one of: approved/);
    assert.match(stdout, /\n1 error, 1 warning, 0 notes\.\n$/);
  });

  it('ends with 4 where it cannot be used, and says 0 only for what is fine', () => {
    assert.equal(check('{').status, 4);
    assert.equal(run(['policy', 'check', path.join(temp.folder, 'none.json')]).status, 4);
    assert.equal(check(approvesOk).status, 0);
    assert.match(check(approvesOk).stdout, /\nNothing to say about it\.\n$/);
    assert.equal(check(floating, '--fail-on', 'never').status, 0);
    assert.equal(check(approvesOk, '--fail-on', 'info', '--audience', 'strict').status, 1);
    assert.equal(check(approvesOk, '--audience', 'strict').status, 0);
    assert.equal(check(approvesOk, '--audience', 'all').status, 2);
    assert.equal(run(['policy', 'check', temp.write('a.json', approvesOk), temp.write('b.json', '{')]).status, 4);
  }).timeout(60_000);

  it('prints JSON', () => {
    const { status, stdout } = check(floating, '--format', 'json');
    const report = JSON.parse(stdout) as { schemaVersion: number; exitCode: number; policies: { path: string; usable: boolean; serial: number; problems: { code: string | null; severity: string; at: string; range: { start: { line: number } } }[] }[] };
    assert.equal(status, 1);
    assert.deepEqual([report.schemaVersion, report.exitCode, report.policies[0]!.usable, report.policies[0]!.serial], [1, 1, true, 1]);
    assert.deepEqual(report.policies[0]!.problems.map(({ code, severity, at, range }) => [code, severity, at, range.start.line]), [
      ['never-approves', 'warning', '/servers/0/match/0/package/versions/0', 3],
      [null, 'error', '/servers/1/state', 4],
    ]);
  });

  it('prints annotations, from which no text can break out', () => {
    const { stdout } = check(policyText([{ id: 'a\n::error::x', state: 'approved', expires: '2020-01-01', match: [{ package: { type: 'npm', name: 'x', versions: ['1.0.0'] } }] }]), '--format', 'github');
    assert.match(stdout, /^::warning file=.*policy\.json,line=1,col=\d+,endColumn=\d+,title=MCP Roll Call policy%3A entry-expired::`a\\u\{A\}::error::x` ran out on 2020-01-01[^\n]*\nMCP Roll Call policy: .*policy\.json: 0 errors, 1 warning, 0 notes\.\n$/);
  });
});

describe('mcp-roll-call policy test --format junit', () => {
  const junit = async (...files: string[]): Promise<{ status: number | null; suites: Junit['testsuites']; text: string }> => {
    const { status, stdout } = run(['policy', 'test', ...files, '--format', 'junit'], { cwd: temp.folder });
    // https://www.w3.org/TR/xml/#charsets
    assert.ok(!/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(stdout));
    return { status, suites: (await xml2js.parseStringPromise(stdout)).testsuites, text: stdout };
  };

  it('has a suite for each policy and a case for each test', async () => {
    const tests = [{ name: 'ok is', server: ok, expect: 'approved' }, { name: 'other is not', server: unlisted, expect: 'approved' }];
    const { status, suites } = await junit(temp.write('a.json', JSON.stringify(JSON.parse(policyText(servers, { tests })), null, 2)), temp.write('b.json', '{'));
    assert.equal(status, 1);
    assert.deepEqual({ ...suites.$ }, { name: 'mcp-roll-call policy test', tests: '4', failures: '1', errors: '1', time: '0' });
    assert.deepEqual(suites.testsuite.map(({ $ }) => [$['name'], $['tests'], $['failures'], $['errors'], $['skipped'], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test($['timestamp']!)]), [['a.json', '3', '1', '0', '0', true], ['b.json', '1', '0', '1', '0', true]]);
    const [first] = suites.testsuite;
    assert.deepEqual(first!.testcase.map(({ $, failure }) => [$['name'], $['classname'], $['file'], failure?.[0]?.$.message]), [
      ['the policy reads without problems', 'a.json', 'a.json', undefined],
      ['ok is', 'a.json', 'a.json', undefined],
      ['other is not', 'a.json', 'a.json', 'wanted approved, is unknown (not-listed)'],
    ]);
    assert.match(first!.testcase[2]!.failure![0]!._, /is not on the approved list of Contoso|Contoso/);
    assert.ok(Number(first!.testcase[2]!.$['line']) > Number(first!.testcase[1]!.$['line']));
    assert.equal(suites.testsuite[1]!.testcase[0]!.error![0]!.$.message, 'The policy cannot be used.');
  });

  it('holds whatever a test is called, and nothing that XML has no place for', async () => {
    const names = ['</testcase><testcase name="x">', '"&amp;\'', ']]>', '<!-- ', '\u0000\u001b[31m\u202E\uFFFF\uD800', '𝕏 日本', 'a\nb\tc', '<?xml?>', '&#0;'];
    const { suites } = await junit(temp.write('a.json', policyText(servers, { tests: names.map((name) => ({ name, server: unlisted, expect: 'approved' })) })));
    const [suite] = suites.testsuite;
    assert.equal(suite!.testcase.length, names.length + 1);
    assert.deepEqual(suite!.testcase.slice(1).map(({ $ }) => $['name']), ['</testcase><testcase name="x">', '"&amp;\'', ']]>', '<!-- ', '\\u{0}\\u{1B}[31m\\u{202E}\\u{FFFF}\\u{D800}', '𝕏 日本', 'a\\u{A}b\\u{9}c', '<?xml?>', '&#0;']);
  });

  it('fails a case where something in the policy is wrong', async () => {
    const { status, suites } = await junit(temp.write('a.json', policyText([...servers, { id: 'x', state: 'aproved', match: [] }], { tests: [{ name: 'n', server: ok, expect: 'approved' }] })));
    assert.equal(status, 1);
    const [first] = suites.testsuite[0]!.testcase;
    assert.match(first!.failure![0]!.$.message, /wrong in the policy/);
  });

  it('tells of several policies in JSON, each by its path', () => {
    const { stdout, status } = run(['policy', 'test', temp.write('a.json', approvesOk), example.policy, '--format', 'json']);
    const report = JSON.parse(stdout) as { files: { path: string; tests: unknown[] }[] };
    assert.equal(status, 3);
    assert.deepEqual(report.files.map(({ path: file }) => path.basename(file)), ['a.json', 'policy.json']);
  });
});

describe('the verbs of policy', () => {
  it('do not pass over in silence what means nothing to them', () => {
    const file = temp.write('a.json', approvesOk);
    for (const [verb, more] of [['check', ['--policy', file]], ['check', ['--no-user']], ['test', ['--fail-on', 'never']], ['test', ['--offline']], ['diff', [file, '--policy', file]], ['diff', [file, '--fail-on', 'error']], ['init', ['--refresh']], ['keygen', ['--out', 'k', '--policy', file]], ['sign', ['--key', file, '--no-user']], ['verify-signature', ['--keys', file, '--policy-keys', file]]] as const) {
      const { status, stderr } = run(['policy', verb, ...(verb === 'init' || verb === 'keygen' ? [] : [file]), ...more], { cwd: temp.folder });
      assert.equal(status, 2, `${verb} ${more.join(' ')}`);
      assert.match(stderr, /nothing here: this looks at the files that are named/, verb);
    }
  }).timeout(60_000);

  it('hold what one takes for help', () => {
    const { status, stdout } = run(['policy', '--help']);
    assert.equal(status, 0);
    for (const verb of ['check', 'test', 'diff', 'init', 'keygen', 'sign', 'verify-signature']) assert.match(stdout, new RegExp(`^  policy ${verb} `, 'm'));
  });
});
