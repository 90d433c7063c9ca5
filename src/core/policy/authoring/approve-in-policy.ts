import type { ServerDeclaration } from '../../config/config-file.ts';
import type { Identity } from '../../identity/identity.ts';
import type { TextEdit } from '../../text/edit.ts';
import { joined, render, say, type Message } from '../../text/message.ts';
import type { Path } from '../../config/node.ts';
import { compilePolicy } from '../compile.ts';
import { readPolicy } from '../read.ts';
import { approves } from '../verdict.ts';
import { addEntry } from './add-entry.ts';
import { narrowestEntry, type ApprovalFields, type NewEntry } from './narrowest-entry.ts';

/** A policy that approves a server it did not approve before; or why there is none. */
export type Approved =
  | { readonly entry: NewEntry; readonly edits: readonly TextEdit[]; readonly text: string; readonly at: Path; readonly notes: readonly Message[]; /** The entry that was waiting for this. */ readonly replaces?: string }
  | { readonly refused: Message };

/**
 * Approve one declaration in the text of a policy, and nothing beside it. What was pending for it becomes the approval; the new text
 * is read and asked before it is handed out.
 * @param now an ISO 8601 instant
 */
export function approveInPolicy(text: string, { declaration, identity }: { readonly declaration: ServerDeclaration; readonly identity: Identity }, fields: ApprovalFields, now: string): Approved {
  const { document } = readPolicy(text, '');
  if (!document) return { refused: say('The policy cannot be used as it stands, so nothing is written into it. Mend it first.') };
  const subject = { server: declaration, identity };
  const before = compilePolicy([{ document, approves: true }]).decide(subject, now);
  if (approves(before)) return { refused: say('`{id}` approves this already.', { id: before.entry?.id ?? '' }) };
  if (before.state === 'denied' || before.state === 'revoked') return { refused: joined(before.reason, say('Whoever withdraws a denial takes `{id}` out by hand first.', { id: before.entry?.id ?? '' })) };
  const waiting = before.state === 'pending' ? document.servers.find(({ id, match }) => id === before.entry?.id && match.length === 1) : undefined;
  const taken = new Set(document.servers.map(({ id }) => id));
  const made = narrowestEntry({ declaration, identity }, { ...fields, ...(fields.id === undefined && waiting && { id: waiting.id }) });
  if ('refused' in made) return made;
  const id = fields.id === undefined && !waiting ? free(made.entry.id, taken) : made.entry.id;
  const entry = { ...made.entry, id };
  const added = addEntry(text, entry, { now });
  if ('refused' in added) return added;
  const after = readPolicy(added.text, '').document;
  const verdict = after && compilePolicy([{ document: after, approves: true }]).decide(subject, now);
  if (!verdict || !approves(verdict)) {
    return { refused: verdict ? say('With the entry it would still not be approved: {reason}', { reason: render(verdict.reason) }) : say('The policy is written in a way that cannot be edited safely. Write the entry by hand.') };
  }
  return { entry, edits: added.edits, text: added.text, at: added.at, notes: made.notes, ...(taken.has(id) && { replaces: id }) };
}

function free(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}#${n}`;
  return id;
}
