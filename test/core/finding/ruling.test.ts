import assert from 'node:assert/strict';
import type { LintSettings } from '../../../src/core/finding/lint-settings.ts';
import { Ruling } from '../../../src/core/finding/ruling.ts';
import type { Severity } from '../../../src/core/finding/finding.ts';
import { policyOf, type Said } from './linted.ts';

interface Case {
  readonly lint?: LintSettings;
  readonly layers?: readonly Said[];
  readonly rule?: { severity?: Severity; audience?: 'default' | 'strict'; verdict?: true };
  /** What a finding would weigh by itself. */
  readonly own?: Severity;
}

/** What a finding weighs; `silent` where the rule does not speak. */
function outcome({ lint, layers, rule = {}, own }: Case): Severity | 'silent' {
  const policy = layers && policyOf(...layers);
  const ruling = Ruling.of(lint, policy?.kind === 'ready' ? policy.policy : undefined);
  const spoken = { id: 'plain-http', severity: 'warning', audience: 'default', ...rule } as const;
  return ruling.speaks(spoken) ? ruling.severity(spoken, own, '/w') : 'silent';
}

const user = (severity: Severity | 'off'): LintSettings => ({ severities: { 'plain-http': severity } });
const raised = (severity: Severity): LintSettings => ({ raised: new Map([['/w', { 'plain-http': severity }]]) });
const says = (severity: Severity | 'off', locked?: boolean, approves?: boolean): { rules: object; approves?: boolean } => ({ rules: { 'plain-http': { severity, ...(locked && { locked }) } }, ...(approves !== undefined && { approves }) });

const cases: readonly [what: string, given: Case, expected: Severity | 'silent'][] = [
  ['nobody says anything: as the rule has it', {}, 'warning'],
  ['a finding weighs by itself otherwise', { own: 'error' }, 'error'],
  ['the user lowers it', { lint: user('info') }, 'info'],
  ['the user raises it', { lint: user('error') }, 'error'],
  ['the user turns it off', { lint: user('off') }, 'silent'],
  ['what the user says stands in place of what a finding weighs by itself', { lint: user('info'), own: 'error' }, 'info'],
  ['what is said of another rule does not count', { lint: { severities: { other: 'off' } } }, 'warning'],
  ['nor what every object has', { lint: { severities: {} }, rule: {}, layers: [{ rules: {} }] }, 'warning'],
  ['a strict rule is silent', { rule: { audience: 'strict' } }, 'silent'],
  ['a strict rule speaks to those who want to hear all', { rule: { audience: 'strict' }, lint: { audience: 'strict' } }, 'warning'],
  ['a strict rule speaks where the user gives it a severity', { rule: { audience: 'strict' }, lint: user('info') }, 'info'],
  ['a strict rule speaks where the policy does', { rule: { audience: 'strict' }, layers: [says('error')] }, 'error'],
  ['a strict rule does not speak because a workspace wants it', { rule: { audience: 'strict' }, lint: raised('error') }, 'silent'],
  ['a workspace raises', { lint: raised('error') }, 'error'],
  ['a workspace does not lower', { lint: raised('info') }, 'warning'],
  ['a workspace raises from what the user set', { lint: { ...user('info'), ...raised('warning') } }, 'warning'],
  ['a workspace does not undo the user’s off', { lint: { ...user('off'), ...raised('error') } }, 'silent'],
  ['another workspace’s word does not count', { lint: { raised: new Map([['/other', { 'plain-http': 'error' }]]) } }, 'warning'],
  ['the policy’s word is what holds by default', { layers: [says('info')] }, 'info'],
  ['the policy turns it off', { layers: [says('off')] }, 'silent'],
  ['the user turns it on again', { layers: [says('off')], lint: user('info') }, 'info'],
  ['the user goes below what is not locked', { layers: [says('error')], lint: user('info') }, 'info'],
  ['the user turns off what is not locked', { layers: [says('error')], lint: user('off') }, 'silent'],
  ['nobody goes below what is locked', { layers: [says('error', true)], lint: user('info') }, 'error'],
  ['nobody turns off what is locked', { layers: [says('warning', true)], lint: user('off') }, 'warning'],
  ['the user goes above what is locked', { layers: [says('warning', true)], lint: user('error') }, 'error'],
  ['a finding weighs by itself no less than what is locked', { layers: [says('error', true)], own: 'info' }, 'error'],
  ['of several documents the most severe word counts', { layers: [says('info'), says('error')] }, 'error'],
  ['a document’s off loses to another’s severity', { layers: [says('off'), says('info')] }, 'info'],
  ['a lock in any document holds', { layers: [says('error'), says('warning', true)], lint: user('info') }, 'warning'],
  ['a document that may only tighten raises', { layers: [says('info'), says('error', false, false)] }, 'error'],
  ['a document that may only tighten does not lower', { layers: [says('info', false, false)] }, 'warning'],
  ['a document that may only tighten does not turn off', { layers: [says('off', false, false)] }, 'warning'],
  ['a verdict is not turned off by the user', { rule: { verdict: true }, lint: user('off') }, 'warning'],
  ['a verdict is not made milder by the user', { rule: { verdict: true }, lint: user('info'), own: 'error' }, 'error'],
  ['a verdict is made louder by the user', { rule: { verdict: true }, lint: user('error') }, 'error'],
  ['a verdict is not turned off by the policy', { rule: { verdict: true }, layers: [says('off')] }, 'warning'],
  ['a denial is not made milder by what the policy says of the rest', { rule: { verdict: true }, layers: [says('info')], own: 'error' }, 'error'],
  ['a verdict is made louder by the policy', { rule: { verdict: true }, layers: [says('error')] }, 'error'],
  ['a verdict is made louder by a workspace', { rule: { verdict: true }, lint: raised('error') }, 'error'],
];

describe('what is said of rules', () => {
  for (const [what, given, expected] of cases) it(what, () => assert.equal(outcome(given), expected));

  it('is put together once for the same settings and policy', () => {
    const lint = user('off');
    assert.equal(Ruling.of(lint), Ruling.of(lint));
    assert.equal(Ruling.of(), Ruling.of());
    assert.ok(Ruling.of().plain);
  });

  it('knows rules by their own names only', () => {
    const ruling = Ruling.of({ severities: {} });
    for (const id of ['constructor', '__proto__', 'toString']) assert.equal(ruling.severity({ id, severity: 'info', audience: 'default' } as never, undefined, '/w'), 'info');
  });
});
