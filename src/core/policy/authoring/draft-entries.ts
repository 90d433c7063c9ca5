import type { ProviderDeclaration, ServerDeclaration } from '../../config/config-file.ts';
import type { Identity } from '../../identity/identity.ts';
import type { Message } from '../../text/message.ts';
import type { ProviderMatch } from '../provider-schema.ts';
import { draftProviders } from '../providers/draft-provider.ts';
import type { MatchItem, TestFields } from '../schema.ts';
import { draftFor, type Made } from './draft-match.ts';
import type { UsedBy } from './used-by.ts';

export interface ServerInUse {
  readonly declaration: ServerDeclaration;
  readonly identity: Identity;
  /** Who uses it, where that is to be told. */
  readonly use?: UsedBy;
}

export interface ProviderInUse {
  readonly declaration: ProviderDeclaration;
  readonly use?: UsedBy;
}

/** An entry of a policy to begin with. */
export interface EntryDraft {
  readonly id: string;
  /** `approved` where somebody chose it by its id. */
  readonly state: 'pending' | 'approved';
  readonly match: MatchItem | ProviderMatch;
  /** What the security engineer should know before deciding. */
  readonly notes: readonly string[];
  readonly names: readonly string[];
  readonly uses: readonly UsedBy[];
  /** A server or provider that gets the state of this entry, as it stands. */
  readonly test?: Pick<TestFields, 'server' | 'provider'>;
}

export interface Drafts {
  readonly servers: readonly EntryDraft[];
  readonly providers: readonly EntryDraft[];
  /** Names of servers of which nothing can be written into a policy. */
  readonly unwritten: readonly string[];
  /** What was to be approved and stays pending, and why. */
  readonly stayPending: readonly { readonly id: string; readonly why: Message }[];
  /** What was to be approved and is nothing here. */
  readonly notHere: readonly string[];
}

interface Draft extends Made {
  readonly names: string[];
  readonly uses: UsedBy[];
}

/**
 * One entry for each different thing that servers in use start or call, and for each model provider: pending, unless it is chosen
 * by its id and fixed to what it is. Holds no values of variables, headers, parameters, nor arguments that look like secrets.
 * @param taken ids that other entries have
 */
export function draftEntries(servers: readonly ServerInUse[], providers: readonly ProviderInUse[], { approve = [], taken = [] }: { readonly approve?: readonly string[]; readonly taken?: readonly string[] } = {}): Drafts {
  const drafts = new Map<string, Draft>();
  const ids = new Set(taken);
  const unwritten: string[] = [];
  for (const { declaration, identity, use } of servers) {
    const made = draftFor(declaration, identity);
    if (!made) {
      unwritten.push(declaration.name);
      continue;
    }
    const key = JSON.stringify(made.match);
    const same = drafts.get(key);
    const draft: Draft = same ?? { ...made, id: freeId(made.id, ids), names: [], uses: [] };
    drafts.set(key, draft);
    draft.names.push(declaration.name);
    if (use) draft.uses.push(use);
  }
  const chosen = new Set(approve);
  const stayPending: Drafts['stayPending'][number][] = [];
  const stateOf = (id: string, why: Message | undefined): EntryDraft['state'] => {
    if (!chosen.delete(id)) return 'pending';
    if (why) stayPending.push({ id, why });
    return why ? 'pending' : 'approved';
  };
  return {
    servers: [...drafts.values()].map(({ id, match, notes, names, uses, test, open }) => ({ id, state: stateOf(id, open), match, notes, names, uses, ...(test && { test: { server: test } }) })),
    providers: draftProviders(providers.map(({ declaration }) => declaration), ids).map(({ id, match, notes, names, test, drafted }) => ({
      id, state: stateOf(id, undefined), match, notes, names,
      uses: providers.flatMap(({ declaration, use }) => (use && drafted.includes(declaration) ? [use] : [])),
      ...(test && { test: { provider: test } }),
    })),
    unwritten,
    stayPending,
    notHere: [...chosen],
  };
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}#${n}`;
  taken.add(id);
  return id;
}
