import { say, type Message } from '../../text/message.ts';
import type { EntryRef } from '../../policy/verdict.ts';
import { approves } from '../../policy/verdict.ts';
import type { NativeSubject } from '../native.ts';
import type { Verdicts } from './bare.ts';
import type { ListedItem } from './listed-items.ts';
import type { Dimension, Loss, Plan } from './plan.ts';

/** What single entries of the policy say beyond which server is meant. */

/** What is approved until a day: a list of a client holds until somebody takes it away. */
export function timeLosses({ now }: Pick<Plan, 'now'>, layers: readonly (readonly ListedItem[])[], verdicts: Verdicts): readonly Loss[] {
  const until = (ref: EntryRef | undefined, instant: string, message: Message): Loss => ({
    direction: 'lets-through', dimension: 'time', nature: 'agreed', message, ...(ref && { entry: ref }),
    covers: (subject) => verdicts.approves(subject) && !approves(verdicts.policy.decide(subject, instant)),
  });
  const documents = verdicts.policy.approving.map(({ document }) => document).filter(({ expiresAt, defaults }) => expiresAt !== undefined && defaults.whenStale === 'undetermined' && Date.parse(expiresAt) > Date.parse(now));
  return [
    ...documents.map(({ expiresAt, issuer }) => until(undefined, expiresAt!, say('The policy of {issuer} runs out on {date}, and the lists do not: what it approves goes on being allowed. Compile and deliver again before that day.', { issuer, date: expiresAt!.slice(0, 10) }))),
    ...entriesOf(layers, (entry) => entry.expires !== undefined && Date.parse(`${entry.expires}T23:59:59.999Z`) >= Date.parse(now)).map((ref) =>
      until(ref, dayAfter(ref.expires!), say('The approval of `{id}` runs out on {date}, and the lists do not: it goes on being allowed. Compile and deliver again after that day.', { id: ref.id, date: ref.expires! }))),
  ];
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString();
}

/** What entries say in words, of tools, and of content. */
export function wordLosses(layers: readonly (readonly ListedItem[])[], verdicts: Verdicts): readonly Loss[] {
  const by = (dimension: Dimension, ref: EntryRef, message: Message, more: (subject: NativeSubject) => boolean = () => true): Loss => ({
    direction: 'lets-through', dimension, entry: ref, message, ...(dimension === 'conditions' && { nature: 'agreed' as const }),
    covers: (subject) => {
      const { entry, state } = verdicts.policy.decide(subject, verdicts.now);
      return (state === 'approved' || state === 'conditional') && entry !== undefined && entry.id === ref.id && entry.source === ref.source && more(subject);
    },
  });
  const withTools = layers.flat().filter(({ item: { entry, approving } }) => approving && entry.tools !== undefined).map(({ item }) => item.ref);
  const withDigest = layers.flat().filter(({ item: { approving, matcher } }) => approving && matcher.kind === 'package' && matcher.type !== 'oci' && matcher.digest !== undefined).map(({ item }) => item.ref);
  return [
    ...entriesOf(layers, ({ state }) => state === 'conditional').map((ref) => by('conditions', ref, say('`{id}` is approved on a condition, which is said to nobody: the server simply starts. Tell its users of the condition.', { id: ref.id }))),
    ...different(withTools).map((ref) => by('tools', ref, say('`{id}` names tools that may or may not be used, and the lists only know whole servers. Set its tools in the client, or in the gateway.', { id: ref.id }))),
    ...different(withDigest).map((ref) => by('digest', ref, say('`{id}` names the content of its package (`digest`), and a command line holds a version at most: other content under that version would start. Take it from a registry that never changes a version.', { id: ref.id }), ({ identity }) => identity.kind === 'package')),
  ];
}

function entriesOf(layers: readonly (readonly ListedItem[])[], wanted: (entry: ListedItem['item']['entry']) => boolean): readonly EntryRef[] {
  return different(layers.flat().filter(({ item }) => item.approving && item.registry === undefined && wanted(item.entry)).map(({ item }) => item.ref));
}

function different(refs: readonly EntryRef[]): readonly EntryRef[] {
  return [...new Map(refs.map((ref) => [JSON.stringify([ref.source, ref.path, ref.id]), ref])).values()];
}
