import { hasExpired } from '../../policy/candidates.ts';
import { denies, isApproving, type PolicyDocument, type PolicyEntry } from '../../policy/document.ts';
import { refTo } from '../../policy/entry-ref.ts';
import { compileItem, fit, type PolicyItem } from '../../policy/item.ts';
import { Facets, type Subject } from '../../policy/subject.ts';
import { approves } from '../../policy/verdict.ts';
import { candidatesOf } from '../../shelf/from-policy.ts';
import { shelfSubject } from '../../shelf/shelf-declaration.ts';
import { say } from '../../text/message.ts';
import type { Loss, Plan } from '../compile/plan.ts';
import { believing } from './believed.ts';
import type { RegistryEntry } from './entries.ts';
import { gaps, notNamed, type Gap } from './gaps.ts';
import type { Listed } from './listed.ts';

/** What a policy says and a registry of it does not. */
export function registryLosses({ policy, now }: Plan, listed: readonly Listed[], entries: readonly RegistryEntry[]): Loss[] {
  const believed = believing(entries, now);
  const ours = (subject: Subject): boolean => approves(policy.decide(subject, now));
  const latest = new Map(entries.filter(({ _meta }) => _meta['io.modelcontextprotocol.registry/official'].isLatest).map(({ server }) => [server.name, server]));
  const active = entries.filter(({ _meta }) => _meta['io.modelcontextprotocol.registry/official'].status === 'active');
  const losses: Loss[] = [];

  const ofEntry = (document: PolicyDocument, entry: PolicyEntry, counts: boolean): void => {
    const items = entry.match.flatMap((match) => compileItem(document, entry, match, refTo(entry, document), 0) ?? []).filter((item) => denies(entry.state) || !hasExpired(item, Date.parse(now)));
    for (const gap of gaps) {
      // What is not listed cannot be let through, and what does not count cannot be blocked.
      if (gap.direction === 'lets-through' ? active.length === 0 : !counts) continue;
      const open = items.filter((item) => gap.applies(item));
      if (open.length === 0) continue;
      losses.push({ direction: gap.direction, dimension: gap.dimension, ...(gap.dimension === 'time' && { nature: 'agreed' }), entry: refTo(entry, document), message: gap.message(open[0]!), covers: (subject) => covered(gap, open, subject) });
    }
  };
  const covered = (gap: Gap, items: readonly PolicyItem[], subject: Subject): boolean => {
    const facets = new Facets(subject);
    if (gap.direction === 'blocks') return items.some((item) => gap.holds(item, facets)) && ours(subject) && !believed(subject);
    return items.some((item) => gap.holds(item, facets)) && believed(subject) && !ours(subject);
  };
  for (const { document, approves: counts } of policy.layers) for (const entry of document.servers) if (counts || !isApproving(entry.state)) ofEntry(document, entry, counts && isApproving(entry.state));

  if (active.length > 0) {
    losses.push(
      {
        direction: 'lets-through', dimension: 'name', nature: 'general',
        message: say('VS Code and Copilot take a server for the listed one by its name; only of an address VS Code looks whether it is the listed one. Whoever gives another command a listed name gets it started: deliver the allow and deny lists of these clients too.'),
        covers: (subject) => latest.has(subject.server.name) && !ours(subject),
      },
      {
        direction: 'blocks', dimension: 'name', nature: 'general',
        message: say('VS Code and Copilot, set to registry only, start a server only under its name in the registry. An approved one with another name in a config file has to be installed again from the registry.'),
        covers: (subject) => ours(subject) && believed(subject) && !latest.has(subject.server.name),
      },
      {
        direction: 'lets-through', dimension: 'arguments', nature: 'general',
        message: say('The policy denies a package or an address wherever it stands in a command line; a registry sees only the server itself. A listed server that is given a denied one as an argument, or is called through a denied bridge, is let through.'),
        covers: (subject) => {
          const denial = policy.denials.find(new Facets(subject));
          const { identity } = subject;
          const bridge = identity.kind === 'remote' && identity.via !== undefined && denial?.item.matcher.kind === 'package';
          return denial !== undefined && (denial.found === 'hidden' || bridge) && believed(subject);
        },
      },
    );
  }
  if (policy.approving.some(({ registries }) => registries.length > 0)) {
    losses.push({
      direction: 'blocks', dimension: 'registry',
      message: say('The policy also approves what registries list that it trusts, and that is not copied into this one. Let whatever reads this registry read those too, or approve in the policy itself what is needed from them.'),
      covers: (subject) => ours(subject) && !believed(subject) && isFromRegistry(policy.approving.flatMap(({ registries }) => registries.flatMap((registry) => registry.find(new Facets(subject))))),
    });
  }
  return [...losses, ...contested({ policy, now }, listed, ours, believed), ...notListed({ policy, now }, listed, ours, believed)];
}

function isFromRegistry(items: readonly PolicyItem[]): boolean {
  return items.some(({ approving }) => approving);
}

/**
 * What is listed since a firmer entry approves it as it stands alone, while another one, which does not approve or whose approval has run out,
 * counts where it is started otherwise.
 */
function contested({ policy, now }: Pick<Plan, 'policy' | 'now'>, listed: readonly Listed[], ours: (subject: Subject) => boolean, believed: (subject: Subject) => boolean): Loss[] {
  const active = listed.filter(({ status }) => status === 'active').map(({ launch }) => new Facets(shelfSubject(launch, 'server')));
  return policy.approving.flatMap(({ document }) =>
    document.servers.flatMap((entry): Loss[] => {
      if (denies(entry.state)) return [];
      const ranOut = isApproving(entry.state);
      const items = entry.match.flatMap((match) => compileItem(document, entry, match, refTo(entry, document), 0) ?? []).filter((item) => hasExpired(item, Date.parse(now)) === ranOut && active.some((facets) => fit(item, facets)?.kind === 'match'));
      if (items.length === 0) return [];
      return [{
        direction: 'lets-through', dimension: 'whole-server', entry: refTo(entry, document),
        message: ranOut ? say('`{id}` has run out, and names what another entry approves as long as it is started in a certain way; a registry does not look at that. Started otherwise it is let through: renew `{id}` or take it out.', { id: entry.id }) : say('`{id}` ({state}) names what another entry approves as long as it is started in a certain way; a registry does not look at that. Started otherwise it is let through: decide on `{id}`.', { id: entry.id, state: entry.state }),
        covers: (subject) => items.some((item) => fit(item, new Facets(subject))?.kind === 'match') && believed(subject) && !ours(subject),
      }];
    }));
}

/** Entries that could be listed by what they name, and are not: what they ask for can be told of no declaration alone. */
function notListed({ policy, now }: Pick<Plan, 'policy' | 'now'>, listed: readonly Listed[], ours: (subject: Subject) => boolean, believed: (subject: Subject) => boolean): Loss[] {
  return policy.approving.flatMap(({ document }) =>
    document.servers.flatMap((entry): Loss[] => {
      const named = candidatesOf({ ...document, servers: [entry] }).filter(({ launch }) => launch.target.kind !== 'command').length;
      if (!isApproving(entry.state) || listed.filter((one) => one.entry === entry && one.status === 'active').length >= named) return [];
      const items = entry.match.flatMap((match) => compileItem(document, entry, match, refTo(entry, document), 0) ?? []).filter((item) => !hasExpired(item, Date.parse(now)) && !notNamed(item));
      if (items.length === 0) return [];
      return [{
        direction: 'blocks', dimension: 'whole-server', entry: refTo(entry, document),
        message: say('`{id}` names something exact that the whole policy does not approve by itself, only started in some way, so it is not listed, or not wholly. What is not listed is not approved by this registry.', { id: entry.id }),
        covers: (subject) => items.some((item) => fit(item, new Facets(subject))?.kind === 'match') && ours(subject) && !believed(subject),
      }];
    }));
}
