import type { Identity } from '../identity/identity.ts';
import { say, type Message } from '../text/message.ts';
import type { CatalogServer } from './schema.ts';

/** What the catalog knows of a server, for people: never a verdict, and worded so that nobody takes it for one. */
export interface KnownAs {
  /** Whose it is and in which state, in sentences that fit on a line. */
  readonly sentences: readonly Message[];
  /** Where it is documented. */
  readonly documentation?: string;
  /** The documents that say so, each with its day. */
  readonly sources: readonly string[];
}

/**
 * @param identity decides whether it runs on this machine or elsewhere
 */
export function knownAs(server: CatalogServer, identity: Identity): KnownAs {
  const args = { title: server.title, publisher: server.publisher.value.name };
  const sentences: Message[] = [whose(server, args)];
  const state = stateOf(server);
  if (state) sentences.push(state);
  if (server.note) sentences.push(say('{note}.', { note: server.note.value }));
  const goesTo = server.dataGoesTo?.value.join(', ') ?? (identity.kind === 'remote' ? server.operator?.value : undefined);
  if (goesTo !== undefined) sentences.push(say('What it is given goes to: {places}.', { places: goesTo }));
  const documentation = server.documentation?.value ?? server.repository?.value;
  return { sentences, ...(documentation !== undefined && { documentation }), sources: sourcesOf(server) };
}

function whose(server: CatalogServer, args: { readonly title: string; readonly publisher: string }): Message {
  if (server.official?.value === true) return say('Known as {title}, the official server of {publisher}; this is no approval.', args);
  switch (server.publisher.value.kind) {
    case 'community':
    case 'individual':
      return say('Known as {title}, a community server by {publisher}; this is no approval.', args);
    default:
      return say('Known as {title} by {publisher}; this is no approval.', args);
  }
}

/** Of what `knownAs` says, in its order, each once. */
function sourcesOf({ publisher, official, status, supersededBy, note, dataGoesTo, operator }: CatalogServer): string[] {
  const facts = [publisher, official, status, supersededBy, note, dataGoesTo, operator].filter((fact) => fact !== undefined);
  return [...new Set(facts.map(({ source, date }) => `${source} (${date})`))];
}

function stateOf({ status, supersededBy }: CatalogServer): Message | undefined {
  const instead = supersededBy?.value;
  switch (status?.value) {
    case 'archived':
      return instead === undefined ? say('It is archived: no longer maintained, no security updates.') : say('It is archived: no longer maintained, no security updates. In its place: {instead}.', { instead });
    case 'deprecated':
      return instead === undefined ? say('Its publisher calls it deprecated.') : say('Its publisher calls it deprecated. In its place: {instead}.', { instead });
    case 'preview':
      return say('Its publisher calls it a preview.');
    default:
      return undefined;
  }
}
