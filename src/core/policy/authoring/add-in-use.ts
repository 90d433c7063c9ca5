import { parseJson } from '../../config/json/parse.ts';
import { nodeAt, type Path } from '../../config/node.ts';
import { applyEdits, type TextEdit } from '../../text/edit.ts';
import { say, type Message } from '../../text/message.ts';
import { compilePolicy } from '../compile.ts';
import { readPolicy } from '../read.ts';
import { commentsOn } from '../start-policy.ts';
import { addEntries } from './add-entry.ts';
import { draftEntries, type Drafts, type EntryDraft, type ProviderInUse, type ServerInUse } from './draft-entries.ts';
import type { NewEntry, NewProviderEntry } from './narrowest-entry.ts';

/** A policy's text with entries for what it says nothing of; the text as it was where there is nothing of the sort. */
export type AddedInUse = { readonly text: string; readonly drafts: Drafts; /** Providers in use, in a policy that says nothing of providers. */ readonly providersLeftOut: number } | { readonly refused: Message };

/** Put an entry into a policy for everything in use that nothing in it speaks of, each with a comment on who uses it. */
export function addInUse(text: string, servers: readonly ServerInUse[], providers: readonly ProviderInUse[], { now, approve }: { readonly now: string; readonly approve: readonly string[] }): AddedInUse {
  const { document } = readPolicy(text, '');
  if (!document) return { refused: say('The policy cannot be used as it stands, so nothing is written into it. Mend it first.') };
  const policy = compilePolicy([{ document, approves: true }]);
  const missing = servers.filter(({ declaration, identity }) => {
    const { code, entry } = policy.decide({ server: declaration, identity }, now);
    // Of another exact version it may be known who uses it; whatever is left open, an entry speaks of it already.
    return entry === undefined && (code === 'not-listed' || code === 'opaque' || code === 'unresolved' || code === 'other-version' || code === 'registry-unread');
  });
  const speaks = document.providers !== undefined;
  const newProviders = providers.filter(({ declaration }) => {
    const { code, entry } = policy.providers.decide(declaration, now);
    return entry === undefined && (code === 'not-listed' || code === 'no-policy');
  });
  const taken = [...document.servers, ...(document.providers ?? [])].map(({ id }) => id);
  const drafts = draftEntries(missing, speaks ? newProviders : [], { approve, taken });
  const providersLeftOut = speaks ? 0 : draftEntries([], newProviders).providers.length;
  if (drafts.servers.length + drafts.providers.length === 0 || drafts.notHere.length > 0) return { text, drafts, providersLeftOut };
  const entryOf = ({ id, state, match }: EntryDraft): object => ({ id, state, match: [match] });
  const added = addEntries(text, { servers: drafts.servers.map(entryOf) as NewEntry[], providers: drafts.providers.map(entryOf) as NewProviderEntry[] }, { now });
  if ('refused' in added) return added;
  return { text: commented(added.text, [...added.servers, ...added.providers], [...drafts.servers, ...drafts.providers]), drafts, providersLeftOut };
}

/** Comments above entries that begin a line of their own; where all is on one line there is no room for any. */
function commented(text: string, at: readonly Path[], drafts: readonly EntryDraft[]): string {
  const { tree } = parseJson(text);
  const edits = at.flatMap((path, i): TextEdit[] => {
    const start = nodeAt(tree, path)?.span.start;
    if (start === undefined) return [];
    const line = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
    const indent = text.slice(line, start);
    if (line === 0 || indent.trim() !== '') return [];
    const end = /\r\n|\n|\r/.exec(text)![0];
    return [{ span: { start, end: start }, newText: commentsOn(drafts[i]!).map((comment) => `// ${comment}${end}${indent}`).join('') }];
  });
  return applyEdits(text, edits);
}
