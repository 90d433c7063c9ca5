import * as vscode from 'vscode';
import { child } from '../../core/config/node.ts';
import { t } from '../words.ts';
import type { OpenPolicies } from './open-policies.ts';
import type { PolicyTests } from './policy-tests.ts';

/** What the lens tells its command: which policy, and which test of it where it is about one. */
export interface TestArgument {
  readonly uri: string;
  readonly test?: number;
}

/** "Run tests" where a policy's tests stand, and "Run" over each. */
export class TestLenses implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;
  readonly #policies: OpenPolicies;
  readonly #tests: PolicyTests;

  constructor(policies: OpenPolicies, tests: PolicyTests) {
    this.#policies = policies;
    this.#tests = tests;
    this.onDidChangeCodeLenses = tests.onDidRun;
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!this.#policies.is(document)) return [];
    const policy = this.#policies.of(document);
    const list = child(policy.tree, 'tests');
    if (list?.kind !== 'array' || list.items.length === 0) return [];
    const outcome = this.#tests.outcome(policy);
    const went = !outcome ? '' : outcome.failed === 0 ? ` · ${t('{passed} passed', { passed: outcome.passed })}` : ` · ${t('{failed} failed, {passed} passed', { failed: outcome.failed, passed: outcome.passed })}`;
    const lens = (range: vscode.Range, title: string, argument: TestArgument): vscode.CodeLens => new vscode.CodeLens(range, { title, command: 'mcpRollCall.runPolicyTests', arguments: [argument] });
    const uri = document.uri.toString();
    return [
      lens(policy.rangeAt(['tests'], 'key'), `${list.items.length === 1 ? t('Run test') : t('Run {count} tests', { count: list.items.length })}${went}`, { uri }),
      ...(list.items.length > 1 ? list.items.map((item, test) => lens(policy.rangeOf(item.span), t('Run test'), { uri, test })) : []),
    ];
  }
}
