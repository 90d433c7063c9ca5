import { say, type Message } from '../text/message.ts';
import { changeOf } from './changes.ts';
import type { DriftChange } from './drift.ts';
import { get, isObject, keysOf, same, type Json } from './json-value.ts';
import { textClass } from './words.ts';

/** A hint, which value of it promises the least harm, and what is said when the promise goes or comes. Absent means that there is no promise. */
interface Hint {
  readonly safe: boolean;
  readonly says: string;
  readonly drops: string;
  readonly claims: string;
}

/**
 * The hints of the protocol's `ToolAnnotations`. Their defaults are the worst case: it writes, it destroys, twice is not once, it reaches out.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/schema#toolannotations
 */
const hints: Readonly<Record<string, Hint>> = {
  readOnlyHint: { safe: true, says: '`{tool}` can now write, and says so itself.', drops: '`{tool}` no longer says that it only reads: count on it writing.', claims: 'that it only reads' },
  destructiveHint: { safe: false, says: '`{tool}` can now delete or overwrite what is there, and says so itself.', drops: '`{tool}` no longer says that it leaves alone what is there: count on it deleting or overwriting.', claims: 'that it neither deletes nor overwrites' },
  idempotentHint: { safe: true, says: '`{tool}` now does a thing twice when it is called twice, and says so itself.', drops: '`{tool}` no longer says that calling it twice does no more than calling it once.', claims: 'that calling it twice does no more than calling it once' },
  openWorldHint: { safe: false, says: '`{tool}` now reaches other systems, the internet perhaps, and says so itself.', drops: '`{tool}` no longer says that it stays among its own data: count on it reaching other systems.', claims: 'that it stays among its own data' },
};

/** @param alone nothing else about the tool changed, so that a safer hint is a claim and no more */
export function hintChanges(tool: string, before: Json | undefined, after: Json | undefined, alone: boolean): DriftChange[] {
  if (same(before, after)) return [];
  const change = (kind: DriftChange['class'], key: string, consequence: Message): DriftChange => changeOf({ subject: 'tool', name: tool }, kind, ['annotations', key], get(before, key), get(after, key), consequence);
  const changes: DriftChange[] = [];
  for (const key of keysOf(before, after)) {
    const [was, is] = [get(before, key), get(after, key)];
    if (same(was, is)) continue;
    const hint = Object.hasOwn(hints, key) ? hints[key] : undefined;
    if (key === 'title') changes.push(change(textClass(was, is), key, say('The title of `{tool}` has other words.', { tool })));
    else if (hint) {
      const [kind, consequence] = judged(hint, was, is, tool, alone);
      changes.push(change(kind, key, consequence));
    }
    else changes.push(change('authority', key, say('`{tool}` now says `{key}` otherwise. That is no hint we know, so it may be one that guards it.', { tool, key })));
  }
  const plain = (value: Json | undefined): boolean => value === undefined || isObject(value);
  if (changes.length === 0) {
    const empty = plain(before) && plain(after);
    changes.push(changeOf({ subject: 'tool', name: tool }, empty ? 'cosmetic' : 'authority', ['annotations'], before, after, empty ? say('`{tool}` says as little about what it does as before, written another way.', { tool }) : say('What `{tool}` says about what it does cannot be understood: count on the worst.', { tool })));
  }
  return changes;
}

function judged(hint: Hint, was: Json | undefined, is: Json | undefined, tool: string, alone: boolean): readonly [DriftChange['class'], Message] {
  if (is === hint.safe) return ['laundering', claimed(hint, tool, alone)];
  if (was === hint.safe) return ['authority', say(is === !hint.safe ? hint.says : hint.drops, { tool })];
  // What is neither true nor false, some clients take for true.
  if (is !== undefined && typeof is !== 'boolean') return ['laundering', claimed(hint, tool, alone)];
  if (was !== undefined && typeof was !== 'boolean') return ['authority', say(is === undefined ? hint.drops : hint.says, { tool })];
  return ['cosmetic', say('`{tool}` says in other words what goes without saying: it promises no more and no less.', { tool })];
}

function claimed({ claims }: Hint, tool: string, alone: boolean): Message {
  return say(alone ? `\`{tool}\` now claims ${claims}, and nothing else about it changed. A claim must not earn it more trust.` : `\`{tool}\` now claims ${claims}, while other things about it changed too. A claim must not earn it more trust.`, { tool });
}
