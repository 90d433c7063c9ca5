import type * as vscode from 'vscode';
import type { AssessedProvider, AssessedServer, Assessment } from '../../core/assess.ts';
import { isLive } from '../../core/providers/declare-provider.ts';
import { matchesOf, providerMatchesOf, type Matched } from '../../core/policy/authoring/matches-of.ts';
import type { PolicyDocument } from '../../core/policy/document.ts';
import type { RollCall } from '../../live/roll-call.ts';
import type { OpenPolicies } from './open-policies.ts';
import type { PolicyText } from './policy-text.ts';

/** A server or a model provider that is declared here. */
export type Declared = AssessedServer | AssessedProvider;

type Entry = PolicyDocument['servers'][number] | NonNullable<PolicyDocument['providers']>[number];
type Match = Entry['match'][number];

/** What of a policy, as it is written, means which servers and model providers of this machine. */
export interface PolicyMatches {
  readonly entries: readonly Entry[];
  of(what: Entry | Match): Matched<Declared>;
}

const nothing: Matched<Declared> = { matched: [], near: [] };

/** Worked out when somebody asks, and again once the policy or what is declared is another. */
export class MatchesHere {
  readonly #rollCall: RollCall;
  readonly #policies: OpenPolicies;
  /** The first look; those that follow it are told of, and need not be waited for. */
  readonly #looked: Promise<unknown>;
  readonly #known = new WeakMap<PolicyText, { readonly of: Assessment; readonly matches: PolicyMatches }>();

  constructor(rollCall: RollCall, policies: OpenPolicies) {
    this.#rollCall = rollCall;
    this.#policies = policies;
    this.#looked = rollCall.settled();
  }

  /** Undefined where the policy cannot be read. */
  async at(document: vscode.TextDocument): Promise<PolicyMatches | undefined> {
    const policy = this.#policies.of(document);
    const read = policy.read.document;
    if (!read) return undefined;
    await this.#looked;
    const { assessment } = this.#rollCall;
    const known = this.#known.get(policy);
    if (known?.of === assessment) return known.matches;
    const matches = matchesIn(read, assessment);
    this.#known.set(policy, { of: assessment, matches });
    return matches;
  }
}

function matchesIn(policy: PolicyDocument, { servers, providers }: Assessment): PolicyMatches {
  const ofServers = matchesOf(policy, servers.filter(({ file, declaration }) => file.live && !declaration.disabled));
  const ofProviders = providerMatchesOf(policy, providers.filter(({ file, declaration }) => isLive(file, declaration)));
  return {
    entries: [...policy.servers, ...(policy.providers ?? [])],
    of: (what) => ofServers.entries.get(what as Entry) ?? ofServers.items.get(what) ?? ofProviders.entries.get(what as Entry) ?? ofProviders.items.get(what) ?? nothing,
  };
}
