import { diffArrays, diffWordsWithSpace } from 'diff';
import { withoutTokens } from '../../secret/token-formats.ts';

/** A run of text that stands in both, or in one of two. Raw: to be shown through `shown-piece.ts` only. */
export interface Piece {
  readonly kind: 'kept' | 'removed' | 'added';
  readonly text: string;
}

/** `hidden`: what differs looks like a secret. `too-long`: it is shown in no parts, only how long both are. */
export type TextDiff = { readonly kind: 'pieces'; readonly pieces: readonly Piece[] } | { readonly kind: 'hidden' } | { readonly kind: 'too-long'; readonly before: number; readonly after: number };

/** Characters on both sides, what both begin and end with aside, up to which words are compared, and up to which lines are. */
const [wordLimit, lineLimit] = [20_000, 400_000];
/** The search takes time by the square of how much differs (Myers): no further than this. */
const mostEdits = 1500;

/**
 * Two texts as what they have in common and what they have not: by words, long ones by lines. Joined, what is kept and removed is the one
 * text, and what is kept and added is the other. What looks like a secret is masked. Time is bounded whatever the texts are.
 */
export function textDiff(before: string, after: string): TextDiff {
  const [old, fresh] = [withoutTokens(before, '•••'), withoutTokens(after, '•••')];
  if (old === fresh && before !== after) return { kind: 'hidden' };
  const start = commonStart(old, fresh);
  const end = commonEnd(old, fresh, start);
  const [was, is] = [old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)];
  const middle = compared(was, is);
  if (!middle) return { kind: 'too-long', before: before.length, after: after.length };
  const kept = (text: string): Piece => ({ kind: 'kept', text });
  return { kind: 'pieces', pieces: merged([kept(old.slice(0, start)), ...middle, kept(old.slice(old.length - end))]) };
}

function compared(was: string, is: string): Piece[] | undefined {
  if (was === '' || is === '') return [{ kind: 'removed', text: was }, { kind: 'added', text: is }];
  const length = was.length + is.length;
  if (length <= wordLimit) {
    const words = diffWordsWithSpace(was, is, { maxEditLength: mostEdits });
    if (words) return words.map(({ value, added, removed }) => ({ kind: added ? 'added' : removed ? 'removed' : 'kept', text: value }));
  }
  if (length > lineLimit) return undefined;
  const lines = diffArrays(was.split(/(?<=\n)/), is.split(/(?<=\n)/), { maxEditLength: mostEdits });
  if (!lines || lines.length === 2) return undefined;
  return lines.map(({ value, added, removed }) => ({ kind: added ? 'added' : removed ? 'removed' : 'kept', text: value.join('') }));
}

/** Without empty ones, and with neighbours of a kind put together. */
function merged(pieces: readonly Piece[]): Piece[] {
  const made: Piece[] = [];
  for (const piece of pieces) {
    const last = made.at(-1);
    if (piece.text === '') continue;
    if (last?.kind === piece.kind) made[made.length - 1] = { kind: last.kind, text: last.text + piece.text };
    else made.push(piece);
  }
  return made;
}

/** How much of both is the same at the beginning: whole words, so that none is shown cut in two. */
function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  if (at === one.length && at === other.length) return at;
  const limit = Math.max(0, at - 200);
  while (at > limit && !isBreak(one, at)) at--;
  return outsidePair(one, at) ? at : at - 1;
}

function commonEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start;
  let same = 0;
  while (same < most && one.charCodeAt(one.length - 1 - same) === other.charCodeAt(other.length - 1 - same)) same++;
  const limit = Math.max(0, same - 200);
  while (same > limit && !isBreak(one, one.length - same)) same--;
  return same > 0 && !outsidePair(one, one.length - same) ? same - 1 : same;
}

function isBreak(text: string, at: number): boolean {
  return at === 0 || at === text.length || /\s/.test(text[at - 1]!) || /\s/.test(text[at]!);
}

function outsidePair(text: string, at: number): boolean {
  return at <= 0 || at >= text.length || !/[\uDC00-\uDFFF]/.test(text[at]!);
}
