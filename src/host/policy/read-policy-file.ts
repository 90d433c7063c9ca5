import { keepLastGood } from '../../core/policy/keep-last-good.ts';
import type { PolicySource, PolicyState } from '../../core/policy/policy-state.ts';
import { stateOf } from '../../core/policy/state-of.ts';
import { issueInFile, readIssue, unread } from './read-issue.ts';

/**
 * The state of policy after one file is read (again), by itself: what it says, or what held before where it cannot be used. Never throws.
 * @param held the state until now; `{ kind: 'none' }` at the start
 */
export function readPolicyFile(source: PolicySource, held: PolicyState): PolicyState {
  const part = held.kind === 'none' ? undefined : held.parts.find((one) => one.source.at === source.at);
  const issue = issueInFile({ source });
  const read = 'unreadable' in issue ? unread(issue.unreadable) : readIssue({ source }, issue);
  return stateOf([keepLastGood(part, source, read, part?.document?.serial ?? 0).part]);
}
