import * as path from 'node:path';
import { identify } from '../core/identity/identify.ts';
import { runPolicyTests, type PolicyTestResult } from '../core/policy/policy-tests.ts';
import { problemsOf, type PolicyState } from '../core/policy/policy-state.ts';
import { json } from '../core/report/json.ts';
import { counted, padded, wrap } from '../core/report/text/lines.ts';
import { policyLines } from '../core/report/text/policy.ts';
import { render } from '../core/text/message.ts';
import { visible } from '../core/text/visible.ts';
import { readArguments } from './arguments.ts';
import type { ExitCode } from './exit-code.ts';
import { declarationOf } from '../core/policy/test-declaration.ts';
import { print, textOptions } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export const help = `mcp-roll-call policy test <file> [--format text|json]

Checks a policy and runs the tests it carries: each is a server with the verdict it must get. Ends with 1 when a test fails or
something in the policy is wrong, with 3 when it carries no test.`;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { options, positionals: [verb, file, ...more] } = readArguments(args, {});
  if (verb !== 'test' || file === undefined || more.length > 0) throw new UsageError('The form is: mcp-roll-call policy test FILE.');
  const { readPolicyFile } = await import('./policy-reader.js');
  const policy = readPolicyFile({ at: path.resolve(file), kind: 'file', namedBy: 'command-line' }, { kind: 'none' });
  const document = policy.kind === 'ready' ? policy.policy.approving[0]?.document : undefined;
  const results = document ? runPolicyTests(document, declarationOf, (declaration) => identify(declaration, { scope: 'workspace' }), new Date().toISOString()) : [];
  print(options.format === 'json' ? jsonOf(policy, results) : text(policy, results));
  if (policy.kind !== 'ready') return 4;
  if (problemsOf(policy).some(({ severity }) => severity !== 'info') || results.some(({ passed }) => !passed)) return 1;
  return results.length === 0 ? 3 : 0;
}

function text(policy: PolicyState, results: readonly PolicyTestResult[]): string {
  const options = textOptions();
  const { style, width } = options;
  const failed = results.filter(({ passed }) => !passed).length;
  const lines = results.flatMap(({ test, passed, expected, verdict }) => [
    `  ${style(passed ? 'good' : 'bad', padded(passed ? 'passed' : 'FAILED', 6))}  ${visible(test.name)}`,
    ...(passed ? [] : wrap(`wanted ${expected}, is ${verdict.state} (${verdict.code}): ${render(verdict.reason)}`, width, ' '.repeat(10))),
  ]);
  const sum =
    results.length === 0
      ? style('warn', policy.kind === 'ready' ? 'It carries no tests, so nothing was tried.' : 'Nothing was tried.')
      : style(failed > 0 ? 'bad' : 'good', `${counted(results.length, 'test')}: ${results.length - failed} passed, ${failed} failed.`);
  return [...policyLines(policy, options), '', ...(lines.length > 0 ? [style('heading', 'Tests'), ...lines, ''] : []), sum, ''].join('\n');
}

function jsonOf(policy: PolicyState, results: readonly PolicyTestResult[]): string {
  return `${json({
    schemaVersion: 1,
    policy: {
      status: policy.kind,
      problems: problemsOf(policy).map(({ severity, range, message }) => ({ severity, range, message: render(message) })),
    },
    tests: results.map(({ test, passed, expected, verdict }) => ({ name: test.name, passed, expected, state: verdict.state, code: verdict.code, reason: render(verdict.reason) })),
  })}\n`;
}
