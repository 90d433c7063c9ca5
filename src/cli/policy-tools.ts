// A bundle of its own: what those need who write a policy, beside what understands one.
export { junitOf } from '../core/policy/authoring/junit.ts';
export { lintPolicy } from '../core/policy/authoring/lint-policy.ts';
export { runPolicyTests } from '../core/policy/policy-tests.ts';
export { readPolicy } from '../core/policy/read.ts';
export { stateOf } from '../core/policy/state-of.ts';
export { declarationOf } from '../core/policy/test-declaration.ts';
export { diffEntries, diffSettings } from '../core/policy/authoring/diff-entries.ts';
export { diffVerdicts } from '../core/policy/authoring/diff-verdicts.ts';
export { compareInventory, decider, readInventory } from '../core/policy/authoring/exported-inventory.ts';
export { addInUse } from '../core/policy/authoring/add-in-use.ts';
export { beginPolicy } from '../core/policy/start-policy.ts';
export { planOf } from '../core/native/compile/plan-of.ts';
export { companion, fencedFile } from '../core/native/loss-report/companion.ts';
export { compiledJson } from '../core/native/loss-report/json.ts';
export { letsThrough, lossReport } from '../core/native/loss-report/loss-report.ts';
export { lossMarkdown } from '../core/native/loss-report/markdown.ts';
export { lossText } from '../core/native/loss-report/text.ts';
export { targets } from '../core/native/targets.ts';
