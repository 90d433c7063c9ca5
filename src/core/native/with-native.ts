import { pointer } from '../config/node.ts';
import { approves, type Verdict } from '../policy/verdict.ts';
import type { NativeJudgement } from './layers.ts';

/**
 * A verdict with what assistants' own lists add to it. A list can only take away: what one denies is denied, and what one does not let start is
 * not approved; that one lets it start approves nothing. Where the policy has said already why not, its word stays.
 */
export function withNative(verdict: Verdict, judgements: readonly NativeJudgement[]): Verdict {
  if (verdict.state === 'denied' || verdict.state === 'revoked') return verdict;
  const denial = judgements.find(({ denied }) => denied);
  if (denial) return taken(denial, 'denied');
  if (!approves(verdict) && verdict.code !== 'no-policy') return verdict;
  const block = judgements.find(({ judgement }) => judgement.outcome === 'blocked');
  return block ? taken(block, 'unknown') : verdict;
}

function taken({ judgement: { reason, by } }: NativeJudgement, state: 'denied' | 'unknown'): Verdict {
  return {
    state,
    code: state === 'denied' ? 'native-denied' : 'native-blocked',
    reason,
    ...(by && { entry: { id: pointer(by.path).slice(1), state, path: by.path, source: by.file.path } }),
  };
}
