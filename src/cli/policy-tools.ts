// A bundle of its own: what those need who write a policy, beside what understands one.
export { junitOf } from '../core/policy/authoring/junit.ts';
export { lintPolicy } from '../core/policy/authoring/lint-policy.ts';
export { runPolicyTests } from '../core/policy/policy-tests.ts';
export { readPolicy } from '../core/policy/read.ts';
export { stateOf } from '../core/policy/state-of.ts';
export { declarationOf } from '../core/policy/test-declaration.ts';
