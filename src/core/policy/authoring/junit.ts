import type { PolicyTestResult } from '../policy-tests.ts';
import type { PolicyProblem } from '../read.ts';
import { render } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import { TextDocument } from '../../text/document.ts';
import { nodeAt } from '../../config/node.ts';
import { parseJson } from '../../config/json/parse.ts';

/** One policy whose tests were run. */
export interface TestedPolicy {
  /** As it is to be shown. */
  readonly name: string;
  readonly text: string;
  readonly problems: readonly PolicyProblem[];
  readonly usable: boolean;
  readonly results: readonly PolicyTestResult[];
}

/**
 * Test results as JUnit XML, as the readers of Jenkins, GitLab and GitHub actions take it: one suite for each policy, one case for
 * each test, and one for whether the policy reads without problems.
 */
export function junitOf(policies: readonly TestedPolicy[], now: string): string {
  const suites = policies.map((policy) => suiteOf(policy, now));
  const total = sum(suites);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mcp-roll-call policy test" tests="${total.tests}" failures="${total.failures}" errors="${total.errors}" time="0">`,
    ...suites.map(({ xml }) => xml),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly xml: string;
}

function sum(suites: readonly Suite[]): Omit<Suite, 'xml'> {
  const add = (key: 'tests' | 'failures' | 'errors'): number => suites.reduce((n, suite) => n + suite[key], 0);
  return { tests: add('tests'), failures: add('failures'), errors: add('errors') };
}

function suiteOf({ name, text, problems, usable, results }: TestedPolicy, now: string): Suite {
  const { tree } = parseJson(text);
  const document = new TextDocument(text);
  const wrong = problems.filter(({ severity }) => severity !== 'info');
  const failures = results.filter(({ passed }) => !passed).length + (usable && wrong.length > 0 ? 1 : 0);
  const counts = { tests: results.length + 1, failures, errors: usable ? 0 : 1 };
  const told = wrong.map(({ range, message, effect }) => `line ${range.start.line + 1}: ${render(message)}${effect ? ` ${render(effect)}` : ''}`).join('\n');
  const own = usable ? (wrong.length > 0 ? element('failure', { message: `${wrong.length === 1 ? 'Something is' : `${wrong.length} things are`} wrong in the policy.`, type: 'policy' }, told) : undefined) : element('error', { message: 'The policy cannot be used.', type: 'policy' }, told);
  const cases = [
    testCase({ name: 'the policy reads without problems', classname: name, file: name, line: 1 }, own),
    ...results.map(({ test, passed, expected, verdict }) => {
      const span = nodeAt(tree, test.path)?.span;
      const line = span ? document.rangeOf(span).start.line + 1 : 1;
      const failure = passed ? undefined : element('failure', { message: `wanted ${expected}, is ${verdict.state} (${verdict.code})`, type: 'verdict' }, render(verdict.reason));
      return testCase({ name: test.name, classname: name, file: name, line }, failure);
    }),
  ];
  const xml = `  <testsuite${attributes({ name, ...counts, skipped: 0, time: 0, timestamp: now.replace(/(?:\.\d+)?Z$/, '') })}>\n${cases.join('\n')}\n  </testsuite>`;
  return { ...counts, xml };
}

function testCase(about: Readonly<Record<string, string | number>>, inner: string | undefined): string {
  const open = `    <testcase${attributes({ ...about, time: 0 })}`;
  return inner === undefined ? `${open}/>` : `${open}>\n      ${inner}\n    </testcase>`;
}

function element(name: string, about: Readonly<Record<string, string | number>>, text: string): string {
  return `<${name}${attributes(about)}>${text.split('\n').map((line) => escaped(visible(line, 4000))).join('\n')}</${name}>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values).map(([name, value]) => ` ${name}="${escaped(visible(String(value), 1000))}"`).join('');
}

/** What XML 1.0 has no place for at all is written out by `visible` before. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
