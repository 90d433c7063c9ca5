import type { Capability, CatalogServer } from '../catalog/schema.ts';
import { describeIdentity } from '../identity/describe.ts';
import { maskText } from '../secret/mask.ts';
import { say, type Message } from '../text/message.ts';
import type { ShelfItem } from './shelf-item.ts';

/** What a server with that capability touches, in two words. */
const touching: Readonly<Record<Capability, string>> = {
  'untrusted-content': 'outsiders’ text',
  'private-data': 'private data',
  'way-out': 'a way out',
};

/** What it starts or calls, as one would write it. */
export function startsOf({ launch: { target }, identity }: Pick<ShelfItem, 'launch' | 'identity'>): string {
  return target.kind === 'command' ? target.argv.map((word) => maskText(word)).join(' ') : describeIdentity(identity);
}

/** What a server touches, as far as documentation says: nothing where none does. */
export function touches({ known }: Pick<ShelfItem, 'known'>): Message | undefined {
  const what = known?.capabilities?.value.map((capability) => touching[capability]).join(', ') ?? '';
  const places = known?.dataGoesTo?.value.join(', ') ?? '';
  if (what === '') return places === '' ? undefined : say('data goes to {places}', { places });
  return places === '' ? say('touches {what}', { what }) : say('touches {what}; data goes to {places}', { what, places });
}

/** What its publisher says of its state, where that should give pause. */
function stateOf({ status, publisher }: CatalogServer): Message | undefined {
  if (status?.value === 'archived') return say('archived by {publisher}: flaws are not mended any more', { publisher: publisher.value.name });
  return status?.value === 'deprecated' ? say('called deprecated by {publisher}', { publisher: publisher.value.name }) : undefined;
}

/** What somebody who chooses it has to know, the most important first, each in a few words. */
export function told(item: ShelfItem): readonly Message[] {
  const { conditions, owner, expires, toolsDenied, toolsAllowed, from, known, purpose } = item;
  const worry = known && stateOf(known);
  const touched = touches(item);
  return [
    ...conditions.map((text) => say('condition: {text}', { text })),
    ...(worry ? [worry] : []),
    ...(purpose === undefined ? [] : [say('{purpose}', { purpose })]),
    ...(touched ? [touched] : []),
    ...(toolsDenied ? [say('not to be used: {tools}', { tools: toolsDenied.join(', ') })] : []),
    ...(toolsAllowed ? [say('only to be used: {tools}', { tools: toolsAllowed.join(', ') })] : []),
    ...(owner === undefined ? [] : [say('owner {owner}', { owner })]),
    ...(expires === undefined ? [] : [say('until {date}', { date: expires })]),
    from.kind === 'policy' ? say('approved by {issuer} as {id}', { issuer: from.issuer, id: from.id }) : say('listed by {url} as {name}', { name: from.name, url: from.url }),
  ];
}
