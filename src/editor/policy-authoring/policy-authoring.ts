import * as vscode from 'vscode';
import type { RollCall } from '../../live/roll-call.ts';
import type { SchemaHelp } from '../schema-help.ts';
import { choosePolicyFile, openPolicy } from '../policy-commands.ts';
import { t } from '../words.ts';
import { approveServer } from './approve.ts';
import { EntryLenses } from './entry-lenses.ts';
import { OpenPolicies } from './open-policies.ts';
import { PolicyCompletion } from './policy-completion.ts';
import { PolicyDiagnostics } from './policy-diagnostics.ts';
import { PolicyPages } from './policy-pages.ts';
import { PolicyTests } from './policy-tests.ts';
import { PolicyHover } from './policy-hover.ts';
import { MatchesHere } from './policy-matches.ts';
import { registerSchema } from './policy-schema.ts';
import { startPolicyFromUse } from './start-from-use.ts';
import { TestLenses, type TestArgument } from './test-lenses.ts';

/** What it needs of the session. */
export interface AroundPolicy {
  readonly now: () => string;
  readonly failed: (error: unknown) => void;
  /** All rules, by their ids. */
  readonly rules: () => readonly { readonly id: string; readonly title: string }[];
  /** What shows tests in the Testing view: asking for it puts that view into the window. */
  readonly controller: () => vscode.TestController;
  /** What the policy's schema says. */
  readonly schema: () => Promise<SchemaHelp>;
}

const selector: vscode.DocumentSelector = [{ language: 'json' }, { language: 'jsonc' }];

/** Everything that helps those who write policy. */
export class PolicyAuthoring implements vscode.Disposable {
  readonly #policies: OpenPolicies;
  readonly #pages = new PolicyPages();
  readonly #tests: PolicyTests;
  readonly #rollCall: RollCall;
  readonly #now: () => string;
  readonly #parts: vscode.Disposable;

  constructor(rollCall: RollCall, around: AroundPolicy) {
    this.#rollCall = rollCall;
    this.#now = around.now;
    this.#policies = new OpenPolicies(rollCall);
    this.#tests = new PolicyTests(around.controller, this.#policies, around.now);
    const matches = new MatchesHere(rollCall, this.#policies);
    const entryLenses = new EntryLenses(rollCall, this.#policies, matches);
    this.#parts = vscode.Disposable.from(
      this.#policies,
      this.#pages,
      this.#tests,
      new PolicyDiagnostics(this.#policies, around.now),
      entryLenses,
      vscode.languages.registerHoverProvider(selector, new PolicyHover(this.#policies, matches)),
      vscode.languages.registerCodeLensProvider(selector, entryLenses),
      registerSchema(selector, this.#policies, around.schema),
      vscode.languages.registerCompletionItemProvider(selector, new PolicyCompletion(rollCall, this.#policies, around.rules), ...PolicyCompletion.triggers),
      vscode.languages.registerCodeLensProvider(selector, new TestLenses(this.#policies, this.#tests)),
    );
  }

  /** The tests of the policy that is named, else of the one in the active editor, else of the configured one. */
  runTests(argument: unknown): void {
    const active = vscode.window.activeTextEditor?.document;
    const named = isTestArgument(argument) ? vscode.Uri.parse(argument.uri) : undefined;
    const uri = named ?? (active && this.#policies.is(active) ? active.uri : this.#policies.all()[0]?.uri);
    const outcome = uri && this.#tests.run(uri, isTestArgument(argument) ? argument.test : undefined);
    if (!outcome) {
      void vscode.window.showInformationMessage(t('No policy is open here whose tests could be run. Open one first.'));
      return;
    }
    const { passed, failed } = outcome;
    if (passed + failed === 0) void vscode.window.showInformationMessage(t('This policy carries no tests. Add a list `tests`: servers, each with the verdict it must get.'));
    else vscode.window.setStatusBarMessage(failed === 0 ? t('Policy tests: {passed} passed', { passed }) : t('Policy tests: {failed} failed, {passed} passed', { failed, passed }), 5000);
  }

  approve(argument: unknown): Promise<void> {
    return approveServer(this.#rollCall, this.#pages, argument, this.#now());
  }

  openPolicy(): Promise<void> {
    return openPolicy(this.#rollCall, this.#pages);
  }

  choosePolicyFile(): Promise<void> {
    return choosePolicyFile();
  }

  startPolicy(): Promise<void> {
    return startPolicyFromUse(this.#rollCall, this.#now);
  }

  dispose(): void {
    this.#parts.dispose();
  }
}

function isTestArgument(argument: unknown): argument is TestArgument {
  return typeof argument === 'object' && argument !== null && 'uri' in argument && typeof argument.uri === 'string';
}
