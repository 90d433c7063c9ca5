import { say } from '../text/message.ts';
import { approvesBy, candidatesFor, type Candidate } from './candidates.ts';
import type { CompiledLayer, CompiledPolicy } from './compile.ts';
import { candidateReason, deniedReason, doubtReason, notListedReason, staleReason, unresolvedReason } from './reasons.ts';
import { Facets, type Subject } from './subject.ts';
import { approves, type IdentityLevel, type ReasonCode, type Verdict, type VerdictState } from './verdict.ts';

/** What is said of every server while no policy is configured. */
export const noPolicyVerdict: Verdict = {
  state: 'unknown',
  code: 'no-policy',
  reason: say('No policy is configured, so nothing says whether this server is approved. Choose a policy file, or start one from what you use.'),
};

/** What is said of every server while a policy is configured and cannot be used. */
export const unusableVerdict: Verdict = {
  state: 'undetermined',
  code: 'policy-unusable',
  reason: say('The policy could not be read, so nothing says whether this server is approved. Open the policy and mend what is reported there.'),
};

/**
 * What a policy says of a server. Denials of every layer win; then every approving layer must approve, and of their verdicts the
 * least favourable holds. Never throws.
 * @param now an ISO 8601 instant
 */
export function decide(policy: CompiledPolicy, subject: Subject, now: string): Verdict {
  const facets = new Facets(subject);
  const time = Date.parse(now);
  const verdict = verdictOf(policy, facets, time);
  if (approves(verdict)) return verdict;
  const closest = policy.closest(facets, time, verdict.entry);
  return closest ? { ...verdict, closest } : verdict;
}

function verdictOf(policy: CompiledPolicy, facets: Facets, now: number): Verdict {
  const denial = policy.denials.find(facets);
  if (denial) {
    const { item } = denial;
    return { state: item.entry.state as VerdictState, code: 'matched', entry: item.ref, reason: deniedReason(denial, facets, policy.documentOf(item)) };
  }
  if (policy.approving.length === 0) return unusableVerdict;
  let worst: Verdict | undefined;
  for (const layer of policy.approving) {
    const verdict = layerVerdict(layer, facets, now);
    if (!worst || severity.indexOf(verdict.state) > severity.indexOf(worst.state)) worst = verdict;
  }
  const doubt = approves(worst!) ? policy.denials.findDoubt(facets) : undefined;
  return doubt ? { ...worst!, state: 'unknown', code: 'unpinned', entry: doubt.ref, reason: doubtReason(facets, doubt, policy.documentOf(doubt)) } : worst!;
}

/** From the most to the least favourable, among layers that must all approve. */
const severity: readonly VerdictState[] = ['approved', 'conditional', 'undetermined', 'pending', 'deprecated', 'unknown'];

function layerVerdict(layer: CompiledLayer, facets: Facets, now: number): Verdict {
  const { document } = layer;
  const required = document.defaults.minIdentity;
  const { identity } = facets;
  if (identity.kind === 'opaque' && identity.code === 'unresolved') return { state: 'unknown', code: 'unresolved', required, reason: unresolvedReason(facets) };
  const best = candidatesFor(layer.approvals, facets, now)[0];
  if (!best) return { state: 'unknown', code: identity.kind === 'opaque' ? 'opaque' : 'not-listed', required, reason: notListedReason(facets, document) };
  if (approvesBy(best) && isStale(layer, now) && document.defaults.whenStale === 'undetermined') {
    return { ...fromCandidate(best, 'undetermined', 'stale'), reason: staleReason(facets, document) };
  }
  return { ...fromCandidate(best, ...outcome(best)), reason: candidateReason(best, facets, document) };
}

function outcome({ item, standing }: Candidate): [VerdictState, ReasonCode] {
  switch (standing) {
    case 'decides':
      return [item.entry.state, 'matched'];
    case 'weak':
    case 'weak-name':
      return ['unknown', 'weak-match'];
    default:
      return ['unknown', standing];
  }
}

/** An entry for another version, or for a fixed one, did not decide: it is told of as the closest one. */
function fromCandidate({ item, fit }: Candidate, state: VerdictState, code: ReasonCode): Omit<Verdict, 'reason'> {
  const achieved: { achieved: IdentityLevel } | undefined = 'level' in fit ? { achieved: fit.level } : undefined;
  return { state, code, ...achieved, required: item.required, ...(code !== 'unpinned' && code !== 'other-version' && { entry: item.ref }) };
}

export function isStale({ document }: CompiledLayer, now: number): boolean {
  return document.expiresAt !== undefined && !(now < Date.parse(document.expiresAt));
}
