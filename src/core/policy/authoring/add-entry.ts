import { json } from '../../config/json.ts';
import { child, nodeAt, type ObjectNode, type Path } from '../../config/node.ts';
import type { TreeChange } from '../../finding/finding.ts';
import { applyEdits, type TextEdit } from '../../text/edit.ts';
import { render, say, type Message } from '../../text/message.ts';
import { denies } from '../document.ts';
import { readPolicy, type PolicyProblem } from '../read.ts';
import type { NewEntry, NewProviderEntry } from './narrowest-entry.ts';

/** A policy's text after an edit that touches nothing else; or why it is left as it is. */
export type Added = { readonly edits: readonly TextEdit[]; readonly text: string; readonly at: Path } | { readonly refused: Message };

/**
 * Put an entry into the text of a policy, and make it a new issue: `serial` up by one, `issuedAt` now. Comments, order and style
 * stay. An entry of that id gets the fields of the new one; what denies is never changed by this.
 * @param now an ISO 8601 instant
 */
export function addEntry(text: string, entry: NewEntry, { now }: { readonly now: string }): Added {
  const added = addEntries(text, { servers: [entry] }, { now });
  return 'refused' in added ? added : { edits: added.edits, text: added.text, at: added.servers[0]! };
}

interface NewEntries {
  readonly servers?: readonly NewEntry[];
  readonly providers?: readonly NewProviderEntry[];
}

export type AddedEntries = { readonly edits: readonly TextEdit[]; readonly text: string; readonly servers: readonly Path[]; readonly providers: readonly Path[] } | { readonly refused: Message };

/** The same of several at once, in both lists. */
export function addEntries(text: string, { servers = [], providers = [] }: NewEntries, { now }: { readonly now: string }): AddedEntries {
  const before = readPolicy(text, '');
  const { tree } = json.parse(text);
  if (!before.document || tree?.kind !== 'object') return { refused: say('The policy cannot be used as it stands, so nothing is written into it. Mend it first.') };
  const denying = [...before.document.servers, ...(before.document.providers ?? [])].find(({ id, state }) => denies(state) && [...servers, ...providers].some((entry) => entry.id === id));
  if (denying) return { refused: say('`{id}` denies. Whoever withdraws a denial takes it out by hand first.', { id: denying.id }) };
  const changes: TreeChange[] = [];
  const put = (list: 'servers' | 'providers', entries: readonly (NewEntry | NewProviderEntry)[], there: readonly { readonly id: string; readonly path: Path }[]): Path[] => {
    const listed = child(tree, list);
    let next = listed?.kind === 'array' ? listed.items.length : 0;
    return entries.map((entry) => {
      const path = there.find(({ id }) => id === entry.id)?.path;
      const node = path && nodeAt(tree, path);
      if (path && node?.kind === 'object') {
        changes.push(...replaced(node, path, entry));
        return path;
      }
      changes.push({ op: 'append', at: [list], value: entry });
      return [list, next++];
    });
  };
  const at = { servers: put('servers', servers, before.document.servers), providers: put('providers', providers, before.document.providers ?? []) };
  const issue = newIssue(tree, before.document.serial, now);
  if (!issue) return { refused: say('`serial` cannot be raised as it stands, and without that nobody would take the new issue. Mend it first.') };
  const edits = json.edits(text, tree, [...changes, ...issue]);
  const after = edits ? applyEdits(text, edits) : text;
  if (!edits || hasNewProblems(before.problems, readPolicy(after, '').problems)) return { refused: say('The policy is written in a way that cannot be edited safely. Write the entry by hand.') };
  return { edits, text: after, ...at };
}

/** What an entry that decided nothing says of its state says nothing of an approval. */
const ofTheOldState = ['expires', 'reason', 'conditions', 'minIdentity', 'replacedBy'];

function replaced(node: ObjectNode, at: Path, entry: NewEntry | NewProviderEntry): TreeChange[] {
  const changes: TreeChange[] = [];
  for (const [key, value] of Object.entries(entry)) {
    const there = child(node, key);
    if (!there) changes.push({ op: 'insert', at, key, value });
    else if (!('value' in there) || there.value !== value) changes.push({ op: 'replace', at: [...at, key], value });
  }
  for (const key of ofTheOldState) if (!Object.hasOwn(entry, key) && child(node, key)) changes.push({ op: 'remove', at: [...at, key] });
  return changes;
}

function newIssue(tree: ObjectNode, serial: number, now: string): TreeChange[] | undefined {
  const written = child(tree, 'serial');
  if (written?.kind !== 'number' || written.value !== serial || !Number.isSafeInteger(serial + 1)) return undefined;
  const issuedAt = now.replace(/\.\d+(?=Z$)/, '');
  return [
    { op: 'replace', at: ['serial'], value: serial + 1 },
    child(tree, 'issuedAt') ? { op: 'replace', at: ['issuedAt'], value: issuedAt } : { op: 'insert', at: [], key: 'issuedAt', value: issuedAt },
  ];
}

/** Whether something is wrong after an edit that was not wrong before, wherever it stands now. */
function hasNewProblems(before: readonly PolicyProblem[], after: readonly PolicyProblem[]): boolean {
  const known = before.map(({ message }) => render(message));
  return after.some(({ message }) => {
    const at = known.indexOf(render(message));
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}
