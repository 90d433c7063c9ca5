import type { Capability, CatalogServer } from '../catalog/schema.ts';
import { describeIdentity } from '../identity/describe.ts';
import { maskText } from '../secret/mask.ts';
import { say, type Message } from '../text/message.ts';
import type { ShelfItem } from './shelf-item.ts';

const touching: Readonly<Record<Capability, string>> = {
  'untrusted-content': 'text that outsiders can write',
  'private-data': 'data that is not public',
  'way-out': 'a way to send data out',
};

/** What it starts or calls, as one would write it. */
export function startsOf({ launch: { target }, identity }: ShelfItem): string {
  return target.kind === 'command' ? target.argv.map((word) => maskText(word)).join(' ') : describeIdentity(identity);
}

/** What a server touches, as far as documentation says: nothing where none does. */
export function touches({ known }: Pick<ShelfItem, 'known'>): Message | undefined {
  const gives = known?.capabilities?.value.map((capability) => touching[capability]) ?? [];
  const goesTo = known?.dataGoesTo?.value.join(', ');
  if (gives.length > 0) return goesTo === undefined ? say('Gives the model {what}.', { what: listed(gives) }) : say('Gives the model {what}; data goes to {places}.', { what: listed(gives), places: goesTo });
  return goesTo === undefined ? undefined : say('Data goes to {places}.', { places: goesTo });
}

/** What its publisher says of its state, where that should give pause. */
export function stateOf({ status, publisher }: CatalogServer): Message | undefined {
  if (status?.value === 'archived') return say('{publisher} has archived it: flaws are not mended any more.', { publisher: publisher.value.name });
  return status?.value === 'deprecated' ? say('{publisher} calls it deprecated.', { publisher: publisher.value.name }) : undefined;
}

/** Who approved it, on which conditions, until when. */
export function approvalOf({ from, conditions, expires, toolsDenied, toolsAllowed }: ShelfItem): readonly Message[] {
  return [
    ...conditions.map((text) => say('Condition: {text}', { text })),
    ...(toolsDenied ? [say('Not to be used of it: {tools}.', { tools: toolsDenied.join(', ') })] : []),
    ...(toolsAllowed ? [say('To be used of it only: {tools}.', { tools: toolsAllowed.join(', ') })] : []),
    ...(expires === undefined ? [] : [say('Approved until {date}.', { date: expires })]),
    from.kind === 'policy' ? say('By {issuer}, as {id}.', { issuer: from.issuer, id: from.id }) : say('Listed as {name} by {url}.', { name: from.name, url: from.url }),
  ];
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}
