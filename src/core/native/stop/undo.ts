import { syntaxOf } from '../../config/syntaxes.ts';
import type { SyntaxId } from '../../config/syntax.ts';
import type { TextEdit } from '../../text/edit.ts';
import { say, type Message } from '../../text/message.ts';

/** One edit as it is undone: what was put, what was taken for it, and what stands around it. May hold what the file holds, secrets too. */
export interface UndoEdit {
  /** Where it stands in the text after all edits. */
  readonly at: number;
  readonly put: string;
  readonly took: string;
  readonly left: string;
  readonly right: string;
}

/** What brings a file back. It is kept where the file is kept, and nowhere else. */
export interface UndoRecord {
  readonly file: string;
  readonly syntax: SyntaxId;
  /** The file was made: it goes when nothing else was written into it. */
  readonly made?: true;
  readonly edits: readonly UndoEdit[];
}

const around = 120;

/** What undoes edits of a text. @param before empty where the file is made */
export function undoEdits(before: string, after: string, edits: readonly TextEdit[]): readonly UndoEdit[] {
  let moved = 0;
  return edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end).map(({ span, newText }) => {
    const at = span.start + moved;
    moved += newText.length - (span.end - span.start);
    const end = at + newText.length;
    return { at, put: newText, took: before.slice(span.start, span.end), left: after.slice(Math.max(0, at - around), at), right: after.slice(end, end + around) };
  });
}

/**
 * A text with the edits taken back. One that nobody has changed since becomes what it was, to the byte; in another, each edit is taken back where
 * its place can be found without doubt.
 * @returns why it cannot be, where it cannot; then nothing of it is
 */
export function undone(text: string, { edits, syntax }: UndoRecord): { readonly text: string } | { readonly lost: Message } {
  const places: { readonly start: number; readonly edit: UndoEdit }[] = [];
  let from = 0;
  for (const edit of edits) {
    const start = placeOf(text, edit, from);
    if (start === undefined) return { lost: say('The file has changed there since, so that the place of what was taken out cannot be found.') };
    places.push({ start, edit });
    from = start + edit.put.length;
  }
  let made = '';
  let at = 0;
  for (const { start, edit } of places) {
    made += text.slice(at, start) + edit.took;
    at = start + edit.put.length;
  }
  made += text.slice(at);
  const known = syntaxOf(syntax);
  if (known && known.parse(made).problems.length > known.parse(text).problems.length) return { lost: say('The file has changed around it since, so that putting it back would damage the file.') };
  return { text: made };
}

/** Where an edit stands now: where it was put, else the one place with the same around it, on both sides or on one. */
function placeOf(text: string, { at, put, left, right }: UndoEdit, from: number): number | undefined {
  if (at >= from && text.startsWith(left + put + right, at - left.length) && at + put.length + right.length <= text.length && (right.length === around || at + put.length + right.length === text.length)) return at;
  for (const [before, behind] of [[left, right], [left, right.slice(0, 20)], [left.slice(-20), right], [left, ''], ['', right]] as const) {
    if (before.trim().length + behind.trim().length + put.trim().length < 12) continue;
    const wanted = before + put + behind;
    const first = text.indexOf(wanted, Math.max(0, from - before.length));
    if (first < 0) continue;
    if (text.indexOf(wanted, first + 1) >= 0) return undefined;
    const start = first + before.length;
    return start >= from ? start : undefined;
  }
  return undefined;
}
