import { say, type Message } from '../text/message.ts';
import { changeOf, wholeChange, type About } from './changes.ts';
import type { DriftChange } from './drift.ts';
import { elsewhereChanges } from './elsewhere.ts';
import { effectOf, type Effect } from './effect.ts';
import { executionChanges } from './execution.ts';
import { hintChanges } from './hints.ts';
import type { Item } from './item.ts';
import { get, keysOf, same, type Json } from './json-value.ts';
import { iconChanges } from './icons.ts';
import { schemaChanges } from './schema/compare-schema.ts';
import { textClass } from './words.ts';

const ofTool: ReadonlySet<string> = new Set(['name', 'title', 'description', 'inputSchema', 'outputSchema', 'annotations', 'execution', 'icons', '_meta', 'x-mcp-header']);

/** How a tool of one name differs from what it was; `_meta` is compared apart. */
export function toolChanges(tool: string, before: Json, after: Json): DriftChange[] {
  const about: About = { subject: 'tool', name: tool };
  const others = [
    ...wordChanges(about, before, after),
    ...schemaChanges(tool, 'input', 'inputSchema', get(before, 'inputSchema'), get(after, 'inputSchema')),
    ...answerChanges(tool, get(before, 'outputSchema'), get(after, 'outputSchema')),
    ...executionChanges(tool, get(before, 'execution'), get(after, 'execution')),
    ...iconChanges(about, before, after),
    ...elsewhereChanges(about, before, after),
    ...unknownChanges(about, ofTool, before, after),
  ];
  return [...hintChanges(tool, get(before, 'annotations'), get(after, 'annotations'), others.length === 0), ...others];
}

/** Title and description. */
export function wordChanges(about: About, before: Json, after: Json): DriftChange[] {
  return (['title', 'description'] as const).flatMap((key) => {
    const [was, is] = [get(before, key), get(after, key)];
    if (same(was, is)) return [];
    const kind = textClass(was, is);
    const args = { name: about.name ?? '' };
    if (key === 'title') return [changeOf(about, kind, [key], was, is, say('The title of `{name}` has other words.', args))];
    if (kind === 'cosmetic') return [changeOf(about, kind, [key], was, is, say('In what `{name}` says of itself only blanks and line ends changed.', args))];
    return [changeOf(about, kind, [key], was, is, say(is === undefined ? '`{name}` no longer says what it is for.' : '`{name}` now tells the model something else about itself: its description has other words.', args))];
  });
}

/** What is written there and no revision of the protocol that we know has: whoever reads it may act on it. */
export function unknownChanges(about: About, known: ReadonlySet<string>, before: Json, after: Json): DriftChange[] {
  return keysOf(before, after).flatMap((key) => {
    const [was, is] = [get(before, key), get(after, key)];
    return known.has(key) || same(was, is) ? [] : [changeOf(about, 'widening', [key], was, is, say('`{name}` says something else in `{key}`, which the protocol does not know and some client may act on.', { name: about.name ?? '', key }))];
  });
}

function answerChanges(tool: string, before: Json | undefined, after: Json | undefined): DriftChange[] {
  if (before === undefined && after === undefined) return [];
  const about: About = { subject: 'tool', name: tool };
  if (before === undefined) return [changeOf(about, 'text', ['outputSchema'], before, after, say('`{tool}` now says which form its answers have. A model reads that too.', { tool }))];
  if (after === undefined) return [changeOf(about, 'widening', ['outputSchema'], before, after, say('`{tool}` no longer says which form its answers have, so that they may hold anything.', { tool }))];
  return schemaChanges(tool, 'output', 'outputSchema', before, after);
}

/** A tool that was not there before. */
export function newTool({ name, value, pinned }: Item): DriftChange {
  const effect = value ? effectOf(value) : undefined;
  const reads = effect?.effect === 'reads';
  return wholeChange({ subject: 'tool', name }, reads ? 'addition' : 'authority', 'added', undefined, pinned.canonical, effect ? newWords(name, effect, get(get(value, 'annotations'), 'readOnlyHint') === true) : say('`{name}` is new, and too deeply nested to be looked into.', { name }));
}

function newWords(name: string, { effect, why, by = '' }: Effect, claims: boolean): Message {
  const args = { name, by };
  if (effect === 'reads') return say('`{name}` is new, and says that it only reads.', args);
  if (why === 'parameter') return say(claims ? '`{name}` is new and takes a `{by}` to run, although it says that it only reads.' : '`{name}` is new and takes a `{by}` to run.', args);
  if (why === 'verb') return say(claims ? '`{name}` is new. It says that it only reads, but its name says `{by}`.' : effect === 'destroys' ? '`{name}` is new and can delete or undo things, as its name says.' : '`{name}` is new and can write, as its name says.', args);
  return say(why === 'said' ? '`{name}` is new and can write, and says so itself.' : '`{name}` is new and does not say that it only reads: count on it writing.', args);
}

/** A tool that has another name, and nothing else changed. */
export function renamedTool(before: Item, after: Item): DriftChange {
  const [had, has] = [effectOf(before.value), effectOf(after.value)];
  const graver = order.indexOf(has.effect) > order.indexOf(had.effect) || (has.why === 'verb' && has.effect !== 'reads' && had.why !== 'verb');
  const args = { before: before.name, after: after.name, by: has.by ?? '' };
  return wholeChange({ subject: 'tool', name: after.name }, graver ? 'authority' : 'text', 'renamed', before.pinned.canonical, after.pinned.canonical, graver ? say('`{before}` is now called `{after}`, a name that says `{by}`. Nothing else about it changed.', args) : say('`{before}` is now called `{after}`. Rules and approvals that name it no longer reach it.', args));
}

const order = ['reads', 'writes', 'destroys'] as const;
