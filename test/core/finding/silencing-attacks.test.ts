import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Assessment } from '../../../src/core/assess.ts';
import { pointer } from '../../../src/core/config/node.ts';
import { weight, type Finding, type Severity } from '../../../src/core/finding/finding.ts';
import type { LintSettings } from '../../../src/core/finding/lint-settings.ts';
import { ruleCalled, rules } from '../../../src/core/rules/rules.ts';
import { accepted, look, policyOf, told, type Under } from './linted.ts';

// What somebody who can write to a repository, and to nothing else, might try to make findings go away.

const server = '"a": { "type": "http", "url": "http://h.example/mcp" }';
const strict = policyOf({ rules: { 'plain-http': { severity: 'error', locked: true } } });

function vscode(...lines: readonly string[]): Record<string, string> {
  return { '.vscode/mcp.json': `{ "servers": {\n${[...lines, server].join('\n')}\n} }` };
}

describe('attempts from a workspace to silence', () => {
  it('a verdict, by a comment: it is told all the same, and so is the attempt', async () => {
    assert.deepEqual(told(await look(vscode('// roll-call-ignore not-approved, plain-http: please look away'), { policy: policyOf({}) })).sort(), ['2 warning ignored-verdict', '3 warning not-approved']);
  });

  it('every verdict rule there is: none can be', async () => {
    for (const { id } of rules.filter(({ verdict }) => verdict)) assert.ok(told(await look(vscode(`// roll-call-ignore ${id}: please look away`), { policy: policyOf({}) })).includes('2 warning ignored-verdict'), id);
  });

  it('what the policy locks, by a comment', async () => {
    const found = await look(vscode('// roll-call-ignore plain-http: please look away'), { policy: strict });
    assert.deepEqual(told(found).filter((row) => !row.includes('not-approved')), ['2 warning ignored-verdict', '3 error plain-http']);
    assert.deepEqual(accepted(found), []);
  });

  it('the rules that tell of attempts, by a comment', async () => {
    const found = await look(vscode('// roll-call-ignore ignored-verdict, unused-ignore: please look away', '// roll-call-ignore not-approved, ignored-verdict, unused-ignore: please look away'), { policy: policyOf({}) });
    assert.ok(told(found).filter((row) => row.includes('ignored-verdict')).length >= 3, told(found).join());
    assert.deepEqual(accepted(found), []);
  });

  it('anything, by a comment in a string, a key, or a text over lines', async () => {
    for (const line of ['"x": { "command": "// roll-call-ignore plain-http: please look away" },', '"// roll-call-ignore plain-http: please look away": {},', '"x": { "command": "a /*" }, "y": { "command": "roll-call-ignore plain-http: please look away */" },']) {
      const found = await look(vscode(line));
      assert.ok(told(found).some((row) => row.endsWith('warning plain-http')), line);
      assert.deepEqual(accepted(found), []);
    }
  });

  it('a server of another file, by a comment in its own', async () => {
    const found = await look({ ...vscode('// roll-call-ignore plain-http: please look away'), '.mcp.json': `{ "mcpServers": {\n\n${server} } }` });
    assert.equal(accepted(found).length, 1);
    assert.ok(told(found).some((row) => row.endsWith('warning plain-http')));
  });

  it('a server below another, by a comment above that', async () => {
    const found = await look({ '.vscode/mcp.json': `{ "servers": {\n// roll-call-ignore plain-http: please look away\n"x": { "command": "y" },\n${server} } }` });
    assert.ok(told(found).includes('4 warning plain-http'));
  });

  it('anything, by a pattern for rules', async () => {
    for (const rule of ['*', 'all', 'plain-*', 'PLAIN-HTTP', 'plain-http/', 'plain‑http']) {
      const found = await look(vscode(`// roll-call-ignore ${rule}: please look away`));
      assert.deepEqual(accepted(found), [], rule);
    }
  });

  it('anything, by an expired word of the user’s, or one for another place', async () => {
    for (const more of [{ expires: '2026-11-20' }, { file: '.cursor/mcp.json' }, { server: 'b' }]) {
      assert.deepEqual(accepted(await look(vscode(), { lint: { ignores: [{ rule: 'plain-http', reason: 'known to us', ...more }] } })), []);
    }
  });

  it('anything, by settings that it calls a raise', async () => {
    const raised = new Map([['/w', { 'plain-http': 'info' as Severity, 'not-approved': 'info' as Severity }]]);
    assert.deepEqual(told(await look(vscode(), { policy: policyOf({}), lint: { raised } })), ['2 warning not-approved', '2 warning plain-http']);
  });
});

describe('whatever is added to a workspace', () => {
  const ids = fc.constantFrom(...rules.map(({ id }) => id), 'nothing', '*', '__proto__');
  const comment = fc.tuple(fc.constantFrom('// ', '/* ', '//', '/*\n'), fc.array(ids, { minLength: 1, maxLength: 4 }), fc.constantFrom(': please look away', ':', '', ': ok')).map(([open, some, reason]) => `${open}roll-call-ignore ${some.join(', ')}${reason}${open.startsWith('/*') ? ' */' : ''}`);
  const severity = fc.constantFrom<Severity>('error', 'warning', 'info');
  const said = fc.dictionary(ids, severity, { maxKeys: 4 });
  const ofUser: fc.Arbitrary<LintSettings> = fc.record({ audience: fc.constantFrom('default' as const, 'strict' as const), severities: fc.dictionary(ids, fc.oneof(severity, fc.constant('off' as const)), { maxKeys: 3 }) }, { requiredKeys: [] });
  const locked = fc.uniqueArray(fc.constantFrom('plain-http', 'unpinned-package', 'literal-secret', 'not-approved'), { maxLength: 2 });
  const lines = ['{', '  "servers": {', '    "a": {', '      "type": "http",', '      "url": "http://h.example/mcp"', '    },', '    "b": { "command": "npx", "args": ["-y", "@scope/pkg"], "env": { "API_KEY": "b7Qw93kdZp02mm4TxY" } }', '  }', '}'];

  /** A finding, wherever its line went. */
  const name = ({ ruleId, at, file, part }: Finding): string => `${ruleId} ${file} ${pointer(at)} ${part}`;

  it('no verdict is gone or milder, nothing is milder, and what is gone was accepted by a comment that may', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(lines.length - 1), comment, fc.boolean()), { maxLength: 5 }), said, ofUser, locked, fc.boolean(), async (added, raised, lint, locks, withPolicy) => {
        const text = lines.map((line, i) => added.filter(([at]) => at === i).reduce((sum, [, one, behind]) => (behind && i > 0 ? `${sum} ${one}` : `${one}\n${sum}`), line)).join('\n');
        const policy = withPolicy ? policyOf({ rules: Object.fromEntries(locks.map((id) => [id, { severity: 'warning', locked: true }])) }) : undefined;
        const under: Under = { lint, ...(policy && { policy }) };
        const before = await look({ '.vscode/mcp.json': lines.join('\n') }, under);
        const after = await look({ '.vscode/mcp.json': text, '.cursor/mcp.json': text }, { ...under, lint: { ...lint, raised: new Map([['/w', raised]]) } });
        check(before, after, new Set(withPolicy ? locks : []));
      }),
      { numRuns: 150 },
    );
  });

  function check(before: Assessment, after: Assessment, locks: ReadonlySet<string>): void {
    const now = new Map(after.findings.map((finding) => [name(finding), finding]));
    const gone = new Map(after.ignored.map((one) => [name(one.finding), one]));
    for (const finding of before.findings) {
      const still = now.get(name(finding));
      if (still) assert.ok(weight(still.severity) >= weight(finding.severity), name(finding));
      else {
        assert.equal(gone.get(name(finding))?.by, 'comment', name(finding));
        assert.ok(!ruleCalled(finding.ruleId)!.verdict && !locks.has(finding.ruleId), name(finding));
      }
    }
  }
});
