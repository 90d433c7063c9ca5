import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { child, stringOf } from '../../core/config/node.ts';
import { identify } from '../../core/identity/identify.ts';
import { policyTester, type PolicyTestResult } from '../../core/policy/policy-tests.ts';
import { declarationOf } from '../../core/policy/test-declaration.ts';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { shortPlace } from '../place.ts';
import { fileKey } from '../file-key.ts';
import { t, words } from '../words.ts';
import type { OpenPolicies } from './open-policies.ts';
import type { PolicyText } from './policy-text.ts';

/** How the tests of a text went that still stands as it was. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

interface Place {
  readonly policy: PolicyText;
  /** Of the test among those of the policy; absent for the policy itself. */
  readonly index?: number;
}

/** The tests that policies carry, in VS Code's Testing view: they run on the text as it is typed. */
export class PolicyTests implements vscode.Disposable {
  readonly #make: () => vscode.TestController;
  #made: vscode.TestController | undefined;
  readonly #policies: OpenPolicies;
  readonly #now: () => string;
  readonly #places = new WeakMap<vscode.TestItem, Place>();
  readonly #outcomes = new Map<string, { readonly text: string; readonly outcome: Outcome }>();
  readonly #ran = new vscode.EventEmitter<void>();
  readonly onDidRun = this.#ran.event;
  readonly #parts: vscode.Disposable;

  /** @param make the controller, which puts the Testing view into the window: asked for once there are tests */
  constructor(make: () => vscode.TestController, policies: OpenPolicies, now: () => string) {
    this.#make = make;
    this.#policies = policies;
    this.#now = now;
    this.#parts = vscode.Disposable.from(this.#ran, policies.onDidChange(() => this.refresh()));
    this.refresh();
  }

  get #controller(): vscode.TestController {
    if (this.#made) return this.#made;
    const controller = this.#make();
    controller.resolveHandler = () => this.refresh();
    controller.refreshHandler = () => this.refresh();
    controller.createRunProfile(t('Run'), vscode.TestRunProfileKind.Run, (request, token) => { this.#run(request, token); }, true);
    return (this.#made = controller);
  }

  /** Makes the items those of the texts as they are now. */
  refresh(): void {
    const policies = this.#policies.all();
    if (policies.length === 0 && !this.#made) return;
    const kept = new Set(policies.map(({ uri }) => uri.toString()));
    this.#controller.items.forEach(({ id }) => { if (!kept.has(id)) this.#controller.items.delete(id); });
    for (const policy of policies) this.#refreshOne(policy);
  }

  /** How the tests of a policy went, as long as it stands as it did. */
  outcome({ uri, text }: PolicyText): Outcome | undefined {
    const known = this.#outcomes.get(uri.toString());
    return known?.text === text ? known.outcome : undefined;
  }

  /** Runs the tests of a policy, or one of them. */
  run(uri: vscode.Uri, index?: number): Outcome | undefined {
    this.refresh();
    const file = this.#made?.items.get(uri.toString());
    const item = file && index !== undefined ? itemsOf(file.children)[index] : file;
    if (!item) return undefined;
    return this.#run(new vscode.TestRunRequest([item]), new vscode.CancellationTokenSource().token);
  }

  #refreshOne(policy: PolicyText): void {
    const id = policy.uri.toString();
    const before = this.#controller.items.get(id);
    const item = before ?? this.#controller.createTestItem(id, shortPlace(fileKey(policy.uri)), policy.uri);
    if (this.#places.get(item)?.policy.text !== policy.text) {
      this.#places.set(item, { policy });
      const list = child(policy.tree, 'tests');
      const nodes = list?.kind === 'array' ? list.items : [];
      item.range = list && policy.rangeAt(['tests'], 'entry');
      item.error = policy.read.document ? undefined : t('This is no policy that can be used yet: see what is reported in it.');
      const named = new Map<string, number>();
      item.children.replace(
        nodes.map((node, index) => {
          const name = stringOf(child(node, 'name')) ?? t('test {number}', { number: index + 1 });
          const same = (named.get(name) ?? 0) + 1;
          named.set(name, same);
          // By name, so that a result stays with its test while others come and go.
          const test = item.children.get(`${name}#${same}`) ?? this.#controller.createTestItem(`${name}#${same}`, visible(name), policy.uri);
          test.range = policy.rangeOf(node.span);
          test.sortText = String(index).padStart(6, '0');
          this.#places.set(test, { policy, index });
          return test;
        }),
      );
      if (before) this.#controller.invalidateTestResults(item);
    }
    if (!before) this.#controller.items.add(item);
  }

  #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Outcome {
    // What was typed a moment ago counts too.
    this.refresh();
    const run = this.#controller.createTestRun(request);
    const total = { passed: 0, failed: 0 };
    const excluded = new Set(request.exclude);
    const wanted = request.include ?? itemsOf(this.#controller.items);
    for (const item of wanted) {
      const place = this.#places.get(item);
      if (!place || excluded.has(item)) continue;
      const tests = place.index === undefined ? itemsOf(item.children).filter((test) => !excluded.has(test)) : [item];
      const outcome = this.#runOf(place.policy, tests, run, token);
      total.passed += outcome.passed;
      total.failed += outcome.failed;
      if (place.index === undefined && excluded.size === 0) this.#outcomes.set(place.policy.uri.toString(), { text: place.policy.text, outcome });
    }
    run.appendOutput(`${t('{count} tests of policy: {passed} passed, {failed} failed.', { count: total.passed + total.failed, passed: total.passed, failed: total.failed })}\r\n`);
    run.end();
    this.#ran.fire();
    return total;
  }

  #runOf(policy: PolicyText, tests: readonly vscode.TestItem[], run: vscode.TestRun, token: vscode.CancellationToken): Outcome {
    const outcome = { passed: 0, failed: 0 };
    const { document, problems } = policy.read;
    let tester: ((test: PolicyTestResult['test']) => PolicyTestResult) | undefined;
    for (const item of tests) {
      const { index } = this.#places.get(item)!;
      if (token.isCancellationRequested) {
        run.skipped(item);
        continue;
      }
      run.started(item);
      const start = performance.now();
      const test = document?.tests.find(({ path }) => path[1] === index);
      if (!document || !test) {
        const why = document ? problems.find(({ path }) => path[0] === 'tests' && path[1] === index) : problems[0];
        const message = new vscode.TestMessage(`${document ? t('This test cannot be run until it is mended.') : t('This is no policy that can be used yet.')} ${why ? words(why.message) : ''}`.trim());
        if (item.range) message.location = new vscode.Location(policy.uri, item.range);
        run.errored(item, message);
        outcome.failed++;
        continue;
      }
      tester ??= policyTester(document, declarationOf, (declaration) => identify(declaration, { scope: 'workspace' }), this.#now());
      const result = tester(test);
      const took = performance.now() - start;
      if (result.passed) {
        run.passed(item, took);
        outcome.passed++;
      } else {
        run.failed(item, messageOf(result, policy), took);
        outcome.failed++;
      }
    }
    return outcome;
  }

  dispose(): void {
    this.#parts.dispose();
  }
}

/** Where the test says what it wants. */
function messageOf({ test, expected, verdict }: PolicyTestResult, policy: PolicyText): vscode.TestMessage {
  const is = `${verdict.state} (${verdict.code})`;
  const message = vscode.TestMessage.diff(`${t('Wanted {expected}, is {is}.', { expected, is })} ${words(verdict.reason)}`, expected, `${is}\n${render(verdict.reason)}`);
  message.location = new vscode.Location(policy.uri, policy.rangeAt([...test.path, 'expect'], 'entry'));
  return message;
}

function itemsOf(items: vscode.TestItemCollection): vscode.TestItem[] {
  const found: vscode.TestItem[] = [];
  items.forEach((item) => found.push(item));
  return found.sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}
