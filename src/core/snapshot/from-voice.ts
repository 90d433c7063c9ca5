import type { Sha256 } from '../manifest/launch-mark.ts';
import { joined, say, type Message } from '../text/message.ts';
import { canonical } from './canonical.ts';
import { digestOf, inOrder } from './digest.ts';
import { pinnedItem, type ListName } from './pinned.ts';
import { rawPart, type Refused } from './raw-message.ts';
import { snapshotAlgorithm, type Pinned, type Snapshot } from './snapshot.ts';
import { isObject, part, strictJson, type Json, type JsonObject } from './strict-json.ts';
import type { Said, Voice } from './voice.ts';

/** Where a server says who it is from 2026-07-28 on, when it has no word of its own for it any more. */
const infoKey = 'io.modelcontextprotocol/serverInfo';

/** How many unreadable items of a list are told one by one. */
const told = 5;

/**
 * Pins what a server said. An item that can be read in two ways, or not at all, makes its list partial and hides no other; one that is only
 * wrong (no name, a schema that is none) is pinned as it is. A greeting that cannot be read for certain is refused, since nothing would say
 * whose tools these are. Cursors, `ttlMs`, `cacheScope` and `resultType` are of the answers and never get here. Never throws.
 * @param subject what was listened to, as `registeredAs` names it
 */
export function snapshotOf(voice: Voice, subject: string, sha256: Sha256): Snapshot | Refused {
  const greeting = strictJson(voice.greeting);
  if ('refused' in greeting) return { refused: joined(say('What the server says of itself cannot be pinned.'), greeting.refused) };
  if (!isObject(greeting.value)) return { refused: say('What the server says of itself cannot be pinned: it is no object.') };
  const partial: { list: ListName; problem: Message }[] = [];
  const pin = (list: ListName, said: Said): Pinned[] => {
    const { items, problems } = pinnedList(list, said, sha256);
    for (const problem of problems) partial.push({ list, problem });
    return items;
  };
  const heard = {
    algorithm: snapshotAlgorithm,
    subject,
    protocolVersion: voice.protocolVersion,
    era: voice.era,
    server: ofServer(greeting.value, voice.era),
    tools: pin('tools', voice.tools),
    prompts: pin('prompts', voice.prompts),
    resourceTemplates: pin('resourceTemplates', voice.resourceTemplates),
    partial,
  } as const;
  return { ...heard, digest: digestOf(heard, sha256) };
}

function ofServer(greeting: JsonObject, era: Voice['era']): Snapshot['server'] {
  const [own, meta] = [greeting.get('serverInfo'), part(greeting.get('_meta'), infoKey)];
  const info = era === 'discover' ? (meta ?? own) : (own ?? meta);
  const [capabilities, instructions] = [greeting.get('capabilities'), greeting.get('instructions')];
  return { ...text('info', info), ...text('capabilities', capabilities), ...text('instructions', instructions) };
}

function text<K extends string>(key: K, value: Json | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: canonical(value) } as Record<K, string>);
}

function pinnedList(list: ListName, said: Said, sha256: Sha256): { readonly items: Pinned[]; readonly problems: Message[] } {
  const items: Pinned[] = [];
  const unread: Message[] = [];
  said.items.forEach((raw, i) => {
    const read = strictJson(raw);
    if ('refused' in read) unread.push(joined(unreadable(list, raw, i + 1), read.refused));
    else items.push(pinnedItem(list, read.value, sha256));
  });
  const problems = unread.slice(0, told);
  if (unread.length > told) problems.push(say('{count} more items of this list could not be read for certain either.', { count: unread.length - told }));
  if (said.extent === 'partial') problems.unshift(said.problem ?? say('The server has more in this list than could be read.'));
  return { items: inOrder(items), problems };
}

function unreadable(list: ListName, raw: string, number: number): Message {
  const found = rawPart(raw, ['name']);
  const name = typeof found === 'string' ? strictJson(found) : undefined;
  const named = name && 'value' in name && typeof name.value === 'string' ? name.value : undefined;
  switch (list) {
    case 'tools':
      return named === undefined ? say('Tool number {number} cannot be pinned.', { number }) : say('The tool `{named}` cannot be pinned.', { named });
    case 'prompts':
      return named === undefined ? say('Prompt number {number} cannot be pinned.', { number }) : say('The prompt `{named}` cannot be pinned.', { named });
    case 'resourceTemplates':
      return named === undefined ? say('Resource template number {number} cannot be pinned.', { number }) : say('The resource template `{named}` cannot be pinned.', { named });
  }
}
