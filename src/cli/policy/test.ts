import type { PolicyTestResult } from '../../core/policy/policy-tests.ts';
import { json } from '../../core/report/json.ts';
import { counted, padded, wrap } from '../../core/report/text/lines.ts';
import { policyLines } from '../../core/report/text/policy.ts';
import { identify } from '../../core/identity/identify.ts';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import { readArguments } from '../arguments.ts';
import type { ExitCode } from '../exit-code.ts';
import { loadPolicyTools } from '../load-policy-tools.ts';
import { print, shown, textOptions } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { readPolicyText, type PolicyFile } from './policy-file.ts';
import { refuseOthers, worst, type Verb } from './verb.ts';

interface Tested extends PolicyFile {
  readonly results: readonly PolicyTestResult[];
}

export const test: Verb = {
  form: 'test FILE... [--format text|json|junit]',
  help: `Runs the tests that a policy carries: each is a server or a model provider with the verdict it must get. Ends with 1 when a test
fails or something in the policy is wrong, with 3 when it carries no test. junit is XML as Jenkins, GitLab and GitHub actions read it.`,
  async run(args) {
    const { options, positionals: files } = readArguments(args, {}, ['text', 'json', 'junit']);
    refuseOthers(options);
    if (files.length === 0) throw new UsageError('Which policy? The form is: mcp-roll-call policy test FILE.');
    const now = new Date().toISOString();
    const { runPolicyTests, declarationOf, junitOf } = await loadPolicyTools();
    const tested: Tested[] = [];
    for (const file of files) {
      const read = await readPolicyText(file);
      tested.push({ ...read, results: read.document ? runPolicyTests(read.document, declarationOf, (declaration) => identify(declaration, { scope: 'workspace' }), now) : [] });
    }
    if (options.format === 'junit') print(junitOf(tested.map(({ path, text, problems, document, results }) => ({ name: shown(path), text, problems, usable: document !== undefined, results })), now));
    else if (options.format === 'json') print(`${json(tested.length === 1 ? { schemaVersion: 1, ...rowOf(tested[0]!) } : { schemaVersion: 1, files: tested.map((one) => ({ path: one.path, ...rowOf(one) })) })}\n`);
    else print(tested.map(textOf).join('\n'));
    return worst(tested.map(codeOf));
  },
};

function codeOf({ document, problems, results }: Tested): ExitCode {
  if (!document) return 4;
  if (problems.some(({ severity }) => severity !== 'info') || results.some(({ passed }) => !passed)) return 1;
  return results.length === 0 ? 3 : 0;
}

function textOf({ state, document, results }: Tested): string {
  const options = textOptions();
  const { style, width } = options;
  const failed = results.filter(({ passed }) => !passed).length;
  const lines = results.flatMap(({ test: { name }, passed, expected, verdict }) => [
    `  ${style(passed ? 'good' : 'bad', padded(passed ? 'passed' : 'FAILED', 6))}  ${visible(name)}`,
    ...(passed ? [] : wrap(`wanted ${expected}, is ${verdict.state} (${verdict.code})${verdict.entry ? ` by the entry ${visible(verdict.entry.id)}` : ''}. Who configures it would read: ${render(verdict.reason)}`, width, ' '.repeat(10))),
  ]);
  const sum =
    results.length === 0
      ? style('warn', document ? 'It carries no tests, so nothing was tried.' : 'Nothing was tried.')
      : style(failed > 0 ? 'bad' : 'good', `${counted(results.length, 'test')}: ${results.length - failed} passed, ${failed} failed.`);
  return [...policyLines(state, options), '', ...(lines.length > 0 ? [style('heading', 'Tests'), ...lines, ''] : []), sum, ''].join('\n');
}

function rowOf({ state, problems, results }: Tested) {
  return {
    policy: { status: state.kind, problems: problems.map(({ severity, range, message }) => ({ severity, range, message: render(message) })) },
    tests: results.map(({ test: { name }, passed, expected, verdict }) => ({ name, passed, expected, state: verdict.state, code: verdict.code, reason: render(verdict.reason) })),
  };
}
