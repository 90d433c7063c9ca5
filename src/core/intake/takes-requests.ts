import type { PolicyState } from '../policy/policy-state.ts';

/** Whether the policy says where a decision can be asked for. */
export function takesRequests(policy: PolicyState): boolean {
  return policy.kind === 'ready' && policy.policy.approving.some(({ document }) => (document.intake?.length ?? 0) > 0);
}
