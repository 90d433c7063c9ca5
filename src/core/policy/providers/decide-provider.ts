import { refTo } from '../entry-ref.ts';
import type { ModelUse, ProviderDeclaration } from '../../config/config-file.ts';
import type { Path } from '../../config/node.ts';
import { say, type Message } from '../../text/message.ts';
import { denies, isApproving, type PolicyDocument } from '../document.ts';
import { atLeast } from '../item.ts';
import type { EntryRef, IdentityLevel, ReasonCode, Verdict, VerdictState } from '../verdict.ts';
import { compileModels, floats, type ModelPolicy } from './model-policy.ts';
import { CalledProvider, compileProviderItem, deniesProvider, fitProvider, type ProviderFit, type ProviderItem } from './provider-item.ts';
import { approvedProvider, deniedModelReason, deniedProviderReason, elsewhereReason, expiredReason, floatingReason, notListedProviderReason, otherModelReason, providerStateReason, queryReason, staleProviderReason, weakProviderReason } from './provider-reasons.ts';

/** What the policy says of a model provider and the models that are used of it. */
export interface ProviderVerdict extends Verdict {
  /** The model that decided, where one did. */
  readonly at?: Path | undefined;
  /** Models that could be others tomorrow, where the policy asks for pinned ones. */
  readonly floating: readonly ModelUse[];
}

/** A layer of the policy, as far as it bears on model providers. */
interface ProviderLayer {
  readonly document: PolicyDocument;
  readonly approves: boolean;
  readonly items: readonly ProviderItem[];
  readonly models: ModelPolicy;
}

/** What is said of every provider while no policy is configured. */
export const noPolicyForProvider: ProviderVerdict = {
  state: 'unknown',
  code: 'no-policy',
  reason: say('No policy is configured, so nothing says whether this model provider is approved. Choose a policy file, or start one from what you use.'),
  floating: [],
};

/** What is said of every provider while a policy is configured and cannot be used. */
export const unusableForProvider: ProviderVerdict = {
  state: 'undetermined',
  code: 'policy-unusable',
  reason: say('The policy could not be read, so nothing says whether this model provider is approved. Open the policy and mend what is reported there.'),
  floating: [],
};

/** An item that speaks of a provider, and what that amounts to; what stands first counts before what follows. */
const standings = ['decides', 'expired', 'query', 'weak', 'elsewhere'] as const;
type Standing = (typeof standings)[number];

export interface ProviderCandidate {
  readonly item: ProviderItem;
  readonly fit: ProviderFit;
  readonly standing: Standing;
}

const codes: Readonly<Record<Standing, ReasonCode>> = { decides: 'matched', expired: 'expired', query: 'constraint', weak: 'weak-match', elsewhere: 'constraint' };

/** Entries that do not deny, from the most to the least strict. */
const strictness: readonly VerdictState[] = ['deprecated', 'pending', 'conditional', 'approved'];
/** From the most to the least favourable, among layers and models that must all approve. */
const severity: readonly VerdictState[] = ['approved', 'conditional', 'undetermined', 'pending', 'deprecated', 'unknown'];

type Layers = readonly { readonly document: PolicyDocument; readonly approves: boolean }[];

/** What all layers of a policy say of model providers. They are few, on both sides, so that nothing is indexed. */
export class ProviderPolicy {
  readonly #layers: readonly ProviderLayer[];
  /** Whether any layer that approves says something of providers: else no verdict is given. */
  readonly speaks: boolean;

  constructor(layers: Layers) {
    let order = 0;
    this.#layers = layers.map(({ document, approves }) => ({
      document,
      approves,
      models: compileModels(document.models),
      items: (document.providers ?? []).flatMap((entry) => entry.match.flatMap((match) => compileProviderItem(document, entry, match, refTo(entry, document), order++) ?? [])),
    }));
    this.speaks = this.#layers.some(({ approves, document }) => approves && document.providers !== undefined);
  }

  /**
   * What the policy says of a provider. Denials of every layer win, of the provider and of each model; then every approving layer that
   * speaks of providers must approve it, and every one that has rules on models must allow each. Never throws.
   * @param now an ISO 8601 instant
   */
  decide(declaration: ProviderDeclaration, now: string): ProviderVerdict {
    const called = new CalledProvider(declaration);
    const time = Date.parse(now);
    const denied = this.denial(called);
    if (denied) return { state: denied.entry.state, code: 'matched', entry: denied.ref, reason: deniedProviderReason(denied, called), floating: [] };
    const deniedModel = this.#deniedModel(called);
    if (deniedModel) return deniedModel;
    let worst: ProviderVerdict | undefined;
    for (const layer of this.#layers) {
      for (const verdict of layer.approves ? this.#layerVerdicts(layer, called, time) : []) {
        if (!worst || severity.indexOf(verdict.state) > severity.indexOf(worst.state)) worst = verdict;
      }
    }
    if (!worst) return saysNothing;
    return isApproving(worst.state) ? worst : withClosest(worst, this.#closest(called, time, worst.entry));
  }

  /** The item that denies a provider: revoked before denied, then in the order of the policy. */
  denial(called: CalledProvider): ProviderItem | undefined {
    const all = this.#layers.flatMap(({ items }) => items.filter((item) => denies(item.entry.state) && deniesProvider(item, called)));
    return all.find(({ entry }) => entry.state === 'revoked') ?? all[0];
  }

  /** The items that speak of a provider, by layer, the one that counts first before the others. */
  candidates(called: CalledProvider, now: number): { readonly document: PolicyDocument; readonly candidates: readonly ProviderCandidate[] }[] {
    return this.#layers.filter(({ approves, document }) => approves && document.providers !== undefined).map((layer) => ({ document: layer.document, candidates: candidatesIn(layer, called, now) }));
  }

  #deniedModel(called: CalledProvider): ProviderVerdict | undefined {
    for (const { document, models, items } of this.#layers) {
      const speaking = items.filter((item) => !denies(item.entry.state) && fitProvider(item, called));
      for (const use of called.declaration.models) {
        const item = speaking.find(({ models: own }) => own.denies(use.value));
        if (!item && !models.denies(use.value)) continue;
        return { state: 'denied', code: 'matched', entry: item?.ref, at: use.path, reason: deniedModelReason(use, called, document, item), floating: [] };
      }
    }
    return undefined;
  }

  *#layerVerdicts(layer: ProviderLayer, called: CalledProvider, now: number): Generator<ProviderVerdict> {
    const { document } = layer;
    const best = document.providers ? candidatesIn(layer, called, now)[0] : undefined;
    if (document.providers) yield providerVerdict(best, called, document, now);
    const rules = [layer.models, ...(best?.standing === 'decides' ? [best.item.models] : [])];
    const entry = best?.item.ref;
    const required = best?.item.required;
    const { models } = called.declaration;
    for (const { allows, allowed, pinned } of rules) {
      const other = models.find((use) => !allows(use.value));
      if (other) yield { state: 'unknown', code: 'constraint', entry, required, at: other.path, reason: otherModelReason(other, called, document, allowed ?? []), floating: [] };
      const floating = pinned ? models.filter((use) => floats(use.value)) : [];
      if (floating[0]) yield { state: 'unknown', code: 'unpinned', entry, required, at: floating[0].path, reason: floatingReason(floating[0], document), floating };
    }
  }

  #closest(called: CalledProvider, now: number, decided: EntryRef | undefined): Verdict['closest'] {
    for (const { approves, items } of this.#layers) {
      for (const item of approves ? items : []) {
        if (!isApproving(item.entry.state) || item.ref === decided || hasExpired(item, now) || !isNear(item, called)) continue;
        return { entry: item.ref, launch: approvedProvider(item) };
      }
    }
    return undefined;
  }
}

/** Said while the policy says nothing of model providers. */
const saysNothing: ProviderVerdict = {
  state: 'unknown',
  code: 'no-policy',
  reason: say('The policy says nothing of model providers.'),
  floating: [],
};

function withClosest(verdict: ProviderVerdict, closest: Verdict['closest']): ProviderVerdict {
  return closest ? { ...verdict, closest } : verdict;
}

function candidatesIn({ items }: ProviderLayer, called: CalledProvider, now: number): ProviderCandidate[] {
  const found = items.flatMap((item): ProviderCandidate[] => {
    const { entry, required } = item;
    const fit = denies(entry.state) ? undefined : fitProvider(item, called);
    if (!fit || (fit.kind !== 'match' && !isApproving(entry.state))) return [];
    if (fit.kind !== 'match') return [{ item, fit, standing: fit.kind }];
    if (isApproving(entry.state) && !atLeast(fit.level, required)) return [{ item, fit, standing: 'weak' }];
    return [{ item, fit, standing: hasExpired(item, now) ? 'expired' : 'decides' }];
  });
  return found.toSorted((a, b) => standings.indexOf(a.standing) - standings.indexOf(b.standing) || levelOf(b) - levelOf(a) || strictness.indexOf(a.item.entry.state) - strictness.indexOf(b.item.entry.state) || a.item.order - b.item.order);
}

const levels: readonly IdentityLevel[] = ['name', 'source', 'version'];

function levelOf({ fit }: ProviderCandidate): number {
  return fit.kind === 'match' ? levels.indexOf(fit.level) : -1;
}

function hasExpired({ until }: ProviderItem, now: number): boolean {
  return until !== undefined && !(now <= until);
}

function providerVerdict(best: ProviderCandidate | undefined, called: CalledProvider, document: PolicyDocument, now: number): ProviderVerdict {
  if (!best) {
    const { kind } = called.called;
    const code: ReasonCode = kind === 'unresolved' ? 'unresolved' : kind === 'opaque' ? 'opaque' : 'not-listed';
    return { state: 'unknown', code, required: 'source', reason: notListedProviderReason(called, document), floating: [] };
  }
  const { item, fit, standing } = best;
  const stale = standing === 'decides' && isApproving(item.entry.state) && document.defaults.whenStale === 'undetermined' && document.expiresAt !== undefined && !(now < Date.parse(document.expiresAt));
  return {
    state: stale ? 'undetermined' : standing === 'decides' ? item.entry.state : 'unknown',
    code: stale ? 'stale' : codes[standing],
    achieved: fit.kind === 'match' ? fit.level : undefined,
    required: item.required,
    entry: item.ref,
    reason: stale ? staleProviderReason(called, document) : candidateReason(best, called),
    floating: [],
  };
}

/** What a candidate says of a provider. */
export function candidateReason({ item, standing }: ProviderCandidate, called: CalledProvider): Message {
  switch (standing) {
    case 'decides':
      return providerStateReason(item, called);
    case 'expired':
      return expiredReason(item, called);
    case 'query':
      return queryReason(item, called);
    case 'weak':
      return weakProviderReason(item, called);
    case 'elsewhere':
      return elsewhereReason(item, called);
  }
}

/** The same provider, or a host beside it. */
function isNear({ matcher }: ProviderItem, { address, claimed }: CalledProvider): boolean {
  if (matcher.kind === 'provider') return claimed === matcher.provider;
  const parent = (host: string): string => host.slice(host.indexOf('.') + 1);
  return address !== undefined && (address.host === matcher.url.host || (parent(address.host).includes('.') && parent(address.host) === parent(matcher.url.host)));
}
