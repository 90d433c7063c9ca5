import type { ProviderDeclaration, ServerDeclaration } from '../config/config-file.ts';
import type { Identity } from '../identity/identity.ts';
import { providerCalled } from '../providers/known-providers.ts';
import { compilePolicy } from './compile.ts';
import type { PolicyDocument, PolicyTest } from './document.ts';
import { verdictStates, type Verdict } from './verdict.ts';

/** How one of a policy's own tests went. */
export interface PolicyTestResult {
  readonly test: PolicyTest;
  readonly passed: boolean;
  /** What was wanted, as the policy writes it: a state, a reason code, or both. */
  readonly expected: string;
  readonly verdict: Verdict;
}

/**
 * Run the tests that a policy carries: each server or provider as a client would read it, held against this document alone.
 * @param declarationOf reads a server of a test as the named client's file would hold it, under the test's name
 * @param now an ISO 8601 instant: approvals that have run out by then no longer count
 */
export function runPolicyTests(
  document: PolicyDocument,
  declarationOf: (name: string, client: string, server: Readonly<Record<string, unknown>>) => ServerDeclaration,
  identify: (declaration: ServerDeclaration) => Identity,
  now: string,
): PolicyTestResult[] {
  return document.tests.map(policyTester(document, declarationOf, identify, now));
}

/** The same, one test at a time: the document is made ready once. */
export function policyTester(...[document, declarationOf, identify, now]: Parameters<typeof runPolicyTests>): (test: PolicyTest) => PolicyTestResult {
  const policy = compilePolicy([{ document, approves: true }]);
  const serverVerdict = (test: PolicyTest): Verdict => {
    const server = declarationOf(test.name, test.client ?? 'vscode', test.server ?? {});
    return policy.decide({ server, identity: identify(server) }, now);
  };
  return (test) => {
    const verdict = test.provider ? policy.providers.decide(providerOf(test.name, test.provider), now) : serverVerdict(test);
    return { test, verdict, ...compare(test.expect, verdict) };
  };
}

/** A provider of a test as a client's file would declare it. */
function providerOf(name: string, { provider, baseUrl, model }: NonNullable<PolicyTest['provider']>): ProviderDeclaration {
  const start = { line: 0, character: 0 };
  const known = provider === undefined ? undefined : providerCalled(provider);
  return {
    name: provider ?? name,
    path: [],
    range: { start, end: start },
    ...(known && { provider: known.id }),
    ...(baseUrl !== undefined && { baseUrl: { value: baseUrl, path: ['baseUrl'] } }),
    models: model === undefined ? [] : [{ role: 'model', value: model, path: ['model'] }],
    key: 'none',
    credentials: [],
    headers: [],
    disabled: false,
  };
}

function compare(expect: PolicyTest['expect'], { state, code }: Verdict): { passed: boolean; expected: string } {
  if (typeof expect === 'string') {
    return { expected: expect, passed: (verdictStates as readonly string[]).includes(expect) ? state === expect : code === expect };
  }
  return {
    expected: expect.code === undefined ? expect.state : `${expect.state} (${expect.code})`,
    passed: state === expect.state && (expect.code === undefined || code === expect.code),
  };
}
