import { say } from '../../text/message.ts';
import { addressOf } from '../compile/bare.ts';
import type { Loss, Plan } from '../compile/plan.ts';
import { PlannedLists } from '../compile/planned.ts';
import { liesIn } from '../compile/regions.ts';
import type { NativeSubject } from '../native.ts';
import { approves } from '../../policy/verdict.ts';
import type { Claims } from './claims.ts';
import type { PluginServer } from './compile.ts';
import { launchedBy } from './enforce.ts';
import { fits, type CodexIdentity } from './identity.ts';
import { pluginOf } from './plugin-of.ts';

/** What Codex asks for beyond the policy: a name, one identity under each, and addresses in one spelling. */
export function codexLosses(plan: Plan, { refused, narrowed }: Claims, identities: ReadonlyMap<string, CodexIdentity>, plugins: readonly PluginServer[]): readonly Loss[] {
  const { policy, now } = plan;
  const lists = new PlannedLists(plan);
  const approved = (subject: NativeSubject): boolean => approves(policy.decide(subject, now));
  const ordinary = (subject: NativeSubject): boolean => !pluginOf(subject) && lists.holds(subject) && approved(subject);
  const said = (subject: NativeSubject): boolean => {
    const identity = identities.get(subject.server.name);
    const launched = launchedBy(subject);
    return identity !== undefined && launched !== undefined && fits(identity, launched) !== false;
  };
  const sameKind = (subject: NativeSubject): boolean => (identities.get(subject.server.name)?.kind === 'url') === (subject.server.url !== undefined && subject.server.command === undefined);
  const taken = new Set(refused.map(({ name }) => name));
  const losses: Loss[] = [
    {
      direction: 'blocks', dimension: 'name',
      message: say('Codex starts a server only under the names that stand in the file ({names}), and an approved server under any other is blocked. Declare it under one of these, or compile again where it is in use.', { names: [...identities.keys()].slice(0, 20).join(', ') || '–' }),
      covers: (subject) => ordinary(subject) && !identities.has(subject.server.name),
    },
    {
      direction: 'blocks', dimension: 'name',
      message: say('Under one name Codex knows one server: what is approved is blocked where it is declared under the name of another ({names}). Give the servers names of their own.', { names: [...(taken.size > 0 ? taken : identities.keys())].slice(0, 20).join(', ') || '–' }),
      covers: (subject) => ordinary(subject) && identities.has(subject.server.name) && !said(subject) && (!sameKind(subject) || subject.server.command !== undefined || !liesInClaimed(subject)),
    },
    {
      direction: 'blocks', dimension: 'address-spelling',
      message: say('Codex compares the text of an address: capital letters, `..`, escapes, a written-out default port or a login in it make it another, and it is blocked. Write addresses as the policy does.'),
      covers: (subject) => ordinary(subject) && !said(subject) && sameKind(subject) && subject.server.url !== undefined && liesInClaimed(subject),
    },
    {
      direction: 'blocks', dimension: 'whole-server',
      message: say('Servers of plugins need entries of their own, with the plugin’s name, and have them only where they were seen on this machine: {count}. Compile again where such a plugin is in use.', { count: plugins.length }),
      covers: (subject) => pluginOf(subject) !== undefined && approved(subject),
    },
  ];
  if (narrowed.length > 0) {
    losses.push({
      direction: 'blocks', dimension: 'address',
      message: say('Codex has no list of what is denied, so where something within an approved address is denied, nothing below that address is said to be allowed ({hosts}). Approve the single addresses that are in use.', { hosts: [...new Set(narrowed.map(({ host }) => host))].slice(0, 20).join(', ') }),
      covers: (subject) => {
        const address = addressOf(subject);
        return address !== undefined && ordinary(subject) && !said(subject) && narrowed.some((region) => liesIn(region, address));
      },
    });
  }
  return losses;

  /** Whether the subject's address is one of those that stand under its name, however it is spelled. */
  function liesInClaimed(subject: NativeSubject): boolean {
    const address = addressOf(subject);
    return address !== undefined && plan.addresses.some((region) => region.names.includes(subject.server.name) && liesIn(region, address));
  }
}
