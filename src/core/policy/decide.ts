import { say, type Message } from '../text/message.ts';
import { approvesBy, bestCandidate, bestOfItems, type Candidate, type Standing } from './candidates.ts';
import type { CompiledLayer, CompiledPolicy } from './compile.ts';
import { isApproving } from './document.ts';
import { candidateReason, deniedReason, doubtReason, notListedReason, registryUnreadReason, staleReason, unreadReason, unresolvedReason } from './reasons.ts';
import { Facets, type Subject } from './subject.ts';
import type { EntryRef, IdentityLevel, ReasonCode, Verdict, VerdictState } from './verdict.ts';

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

/** A verdict as it is decided, before its words are put together. */
interface Decision {
  readonly state: VerdictState;
  readonly code: ReasonCode;
  readonly achieved?: IdentityLevel | undefined;
  readonly required?: IdentityLevel | undefined;
  readonly entry?: EntryRef | undefined;
  readonly reason: () => Message;
}

/**
 * A verdict that puts its sentence together, and looks for what would have been approved, when somebody reads them: of most servers
 * nobody does, and the two cost more than deciding.
 */
class Decided implements Verdict {
  readonly state: VerdictState;
  readonly code: ReasonCode;
  readonly achieved: IdentityLevel | undefined;
  readonly required: IdentityLevel | undefined;
  readonly entry: EntryRef | undefined;
  #makeReason: (() => Message) | undefined;
  #reason: Message | undefined;
  #findClosest: (() => Verdict['closest']) | undefined;
  #closest: Verdict['closest'];

  constructor({ state, code, achieved, required, entry, reason }: Decision, closest: (() => Verdict['closest']) | undefined) {
    this.state = state;
    this.code = code;
    this.achieved = achieved;
    this.required = required;
    this.entry = entry;
    this.#makeReason = reason;
    this.#findClosest = closest;
  }

  get reason(): Message {
    if (this.#makeReason) {
      this.#reason = this.#makeReason();
      this.#makeReason = undefined;
    }
    return this.#reason!;
  }

  get closest(): Verdict['closest'] {
    if (this.#findClosest) {
      this.#closest = this.#findClosest();
      this.#findClosest = undefined;
    }
    return this.#closest;
  }
}

/**
 * What a policy says of a server. Denials of every layer win; then every approving layer must approve, and of their verdicts the
 * least favourable holds. Never throws.
 * @param now an ISO 8601 instant
 */
export function decide(policy: CompiledPolicy, subject: Subject, now: string): Verdict {
  const facets = new Facets(subject);
  const time = Date.parse(now);
  const decision = decisionOf(policy, facets, time);
  return new Decided(decision, isApproving(decision.state) ? undefined : () => policy.closest(facets, time, decision.entry));
}

function decisionOf(policy: CompiledPolicy, facets: Facets, now: number): Decision {
  const denial = policy.denials.find(facets);
  if (denial) {
    const { item } = denial;
    return { state: item.entry.state, code: 'matched', achieved: undefined, required: undefined, entry: item.ref, reason: () => deniedReason(denial, facets) };
  }
  let worst: Decision | undefined = policy.unread.length === 0 ? undefined : { state: 'undetermined', code: 'policy-unusable', reason: () => unreadReason(facets, policy.unread) };
  for (const layer of policy.approving) {
    const decision = layerDecision(layer, facets, now);
    if (!worst || severity.indexOf(decision.state) > severity.indexOf(worst.state)) worst = decision;
  }
  if (!worst) return { ...unusableVerdict, reason: () => unusableVerdict.reason };
  const doubt = isApproving(worst.state) ? policy.denials.findDoubt(facets) : undefined;
  return doubt ? { ...worst, state: 'unknown', code: 'unpinned', entry: doubt.ref, reason: () => doubtReason(facets, doubt) } : worst;
}

/** From the most to the least favourable, among layers that must all approve. */
const severity: readonly VerdictState[] = ['approved', 'conditional', 'undetermined', 'pending', 'deprecated', 'unknown'];

function layerDecision(layer: CompiledLayer, facets: Facets, now: number): Decision {
  const { document } = layer;
  const required = document.defaults.minIdentity;
  const { identity } = facets;
  if (identity.kind === 'opaque' && identity.code === 'unresolved') {
    return { state: 'unknown', code: 'unresolved', achieved: undefined, required, entry: undefined, reason: () => unresolvedReason(facets) };
  }
  const best = bestOf(layer, facets, now);
  const unread = best && best.standing !== 'weak-name' ? undefined : layer.registries.find(({ complete }) => !complete);
  if (unread && identity.kind !== 'opaque' && identity.kind !== 'program') {
    return { state: 'undetermined', code: 'registry-unread', achieved: undefined, required, entry: undefined, reason: () => registryUnreadReason(facets, unread) };
  }
  if (!best) {
    return { state: 'unknown', code: identity.kind === 'opaque' ? 'opaque' : 'not-listed', achieved: undefined, required, entry: undefined, reason: () => notListedReason(facets, document) };
  }
  const { item, fit, standing } = best;
  const stale = approvesBy(best) && isStale(layer, now) && document.defaults.whenStale === 'undetermined';
  const code = stale ? 'stale' : codes[standing];
  return {
    state: stale ? 'undetermined' : standing === 'decides' ? item.entry.state : 'unknown',
    code,
    achieved: 'level' in fit ? fit.level : undefined,
    required: item.required,
    // An entry for another version, or for a fixed one, did not decide: it is told of as the closest one.
    entry: code === 'unpinned' || code === 'other-version' ? undefined : item.ref,
    reason: () => (stale ? staleReason(facets, document) : candidateReason(best, facets, document)),
  };
}

/**
 * What counts of a layer: what its document says itself; where it says nothing of a declaration but that something has the same
 * name, what the registries say that it trusts. So a listing cannot loosen what an entry asks for.
 */
export function bestOf({ approvals, registries }: CompiledLayer, facets: Facets, now: number): Candidate | undefined {
  const own = bestCandidate(approvals, facets, now);
  if (registries.length === 0 || (own && own.standing !== 'weak-name')) return own;
  return bestOfItems(registries.flatMap((registry) => registry.find(facets)), facets, now) ?? own;
}

const codes: Readonly<Record<Standing, ReasonCode>> = {
  decides: 'matched', weak: 'weak-match', 'weak-name': 'weak-match',
  expired: 'expired', constraint: 'constraint', unpinned: 'unpinned', 'other-version': 'other-version',
};

export function isStale({ document }: CompiledLayer, now: number): boolean {
  return document.expiresAt !== undefined && !(now < Date.parse(document.expiresAt));
}
