import { dialectOf } from '../config/find-servers.ts';
import { pointer } from '../config/node.ts';
import { readLoaded } from '../config/read-place.ts';
import { syntaxOf } from '../config/syntaxes.ts';
import type { Fix } from '../finding/finding.ts';
import { identify } from '../identity/identify.ts';
import { identityKey } from '../identity/identity-key.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { approves, type EntryRef } from '../policy/verdict.ts';
import type { ServerContext } from '../rules/rule.ts';
import { joined, say, type Message } from '../text/message.ts';
import { applyEdits } from '../text/edit.ts';
import { alternativesTo, type Alternative } from './alternatives.ts';
import { isOwn } from './place-for.ts';
import { rewrite, type Rewrite } from './rewrite.ts';
import { startsOf } from './shelf-text.ts';

const mostOffered = 2;
/** More than these are not tried: each is put into the text and judged there. */
const mostTried = 4;
/** In a larger text, trying costs more than a fix is worth. */
const longestText = 100_000;

/**
 * Ways to start an approved server in place of one that is not. Each was put into the text, which was read again: what is offered, the policy
 * approves there.
 * @param pinned the right version of the same package is offered already
 */
export function insteadFixes(context: ServerContext, pinned: boolean): readonly Fix[] {
  const { file, server, identity, verdict, client, policy, known, now } = context;
  if (!policy || !client.writes || !isOwn(client, dialectOf(file.known)) || server.derived || server.extension || server.ambiguity || server.path.some((step) => typeof step === 'object') || !file.tree || file.document.text.length > longestText) return [];
  if (verdict.state === 'undetermined' || verdict.code === 'unresolved') return [];
  const replacedBy = verdict.entry && replacementIn(policy, verdict.entry);
  const own = identityKey(identity);
  const fixes: Fix[] = [];
  let tried = 0;
  for (const alternative of alternativesTo(identity, replacedBy, policy, known.catalog, now)) {
    if (pinned && identityKey(alternative.item.identity) === own) continue;
    const fix = fixFor(alternative, context);
    if (fix) fixes.push(fix);
    if (fixes.length === mostOffered || ++tried === mostTried) break;
  }
  return fixes;
}

/** What the entry that decided names in its place. */
function replacementIn({ layers }: CompiledPolicy, { id, source }: EntryRef): string | undefined {
  for (const { document } of layers) if (document.source === source) for (const entry of document.servers) if (entry.id === id && entry.replacedBy !== undefined) return entry.replacedBy;
  return undefined;
}

function fixFor({ item, kinship }: Alternative, context: ServerContext): Fix | undefined {
  const { file, server, client } = context;
  const hasRegistry = item.launch.target.kind === 'package' && item.launch.target.registry !== undefined;
  for (const withRegistry of hasRegistry ? [false, true] : [false]) {
    const made = rewrite(item.launch, server, file.tree!, client, dialectOf(file.known), withRegistry);
    if (!made || made.changes.length === 0 || !isApprovedAfter(made, context)) continue;
    return { id: 'use-approved', title: say('Use the approved `{title}` instead ({what})', { title: item.title, what: startsOf(item) }), safety: 'needs-review', changes: made.changes, note: noteFor(item, kinship, made, context) };
  }
  return undefined;
}

/** By the text as it would be: the entry is there under its name, reads as one server, and the policy approves it. */
function isApprovedAfter({ changes }: Rewrite, { file, server, policy, folder, now }: ServerContext): boolean {
  const { path, root, known, live, document, tree, syntax, declarations } = file;
  const edits = syntaxOf(syntax)?.edits(document.text, tree!, changes);
  if (!edits || edits.length === 0) return false;
  const after = readLoaded({ path, ...(root !== undefined && { root }), known, live, content: { text: applyEdits(document.text, edits) } });
  if (after.status !== 'read' || after.declarations.length !== declarations.length) return false;
  const wanted = pointer(server.path);
  const changed = after.declarations.find((one) => pointer(one.path) === wanted);
  if (!changed || changed.name !== server.name || changed.disabled || changed.ambiguity) return false;
  const identity = identify(changed, { scope: file.scope, ...(folder && { folder }) });
  return approves(policy!.decide({ server: changed, identity }, now));
}

/** What there is to do first, since what stands last may not be seen. */
function noteFor({ state, conditions, title }: Alternative['item'], kinship: Alternative['kinship'], { gone, inputs, variables }: Rewrite, { client }: ServerContext): Message {
  const notes: Message[] = [];
  if (state === 'conditional') notes.push(say('Condition: {text}', { text: conditions.join(' ') }));
  if (gone.length > 0) notes.push(say('Taken out with the other server: {names}.', { names: gone.join(', ') }));
  if (inputs.length > 0) notes.push(say('{client} will ask for {names}.', { client: client.name, names: inputs.join(', ') }));
  if (variables.length > 0) notes.push(say('It takes {names} from the environment.', { names: variables.join(', ') }));
  notes.push(reason(kinship, title), say('Names of tools may differ.'));
  return joined(...notes);
}

function reason(kinship: Alternative['kinship'], title: string): Message {
  switch (kinship) {
    case 'named':
      return say('The policy names {title} in its place.', { title });
    case 'same':
      return say('It is the same server, started as it is approved.');
    case 'known-as-same':
      return say('It is documented as the same server in another form.');
    case 'successor':
      return say('{title} is documented to take its place.', { title });
    case 'service':
      return say('Both are documented to be for the same service.');
    case 'vendor':
      return say('It comes from the same place, for the same thing by its name.');
  }
}
