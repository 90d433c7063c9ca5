import type { Span } from './document.ts';
import type { TextEdit } from './edit.ts';

/** A part of a text that edits left as it was, by where it stood, or one that they put there. */
type Piece = Span | string;

/** As edits of `text` what two sets of edits do one after the other: `second` is of the text that `first` makes. */
export function composed(text: string, first: readonly TextEdit[], second: readonly TextEdit[]): TextEdit[] {
  const pieces = [first, second].reduce((before: readonly Piece[], edits) => spliced(before, edits), [{ start: 0, end: text.length }]);
  const made: TextEdit[] = [];
  let at = 0;
  let put = '';
  for (const piece of [...pieces, { start: text.length, end: text.length }]) {
    if (typeof piece === 'string') {
      put += piece;
      continue;
    }
    if (put !== '' || piece.start > at) made.push({ span: { start: at, end: piece.start }, newText: put });
    at = piece.end;
    put = '';
  }
  return made;
}

function spliced(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const made: Piece[] = [];
  let at = 0;
  for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    made.push(...cut(pieces, at, span.start), newText);
    at = span.end;
  }
  return [...made, ...cut(pieces, at, Infinity)].filter((piece) => lengthOf(piece) > 0);
}

/** What lies between two offsets of the text that the pieces make. */
function* cut(pieces: readonly Piece[], from: number, to: number): Generator<Piece> {
  let offset = 0;
  for (const piece of pieces) {
    const start = Math.max(0, from - offset);
    const end = Math.min(lengthOf(piece), to - offset);
    if (start < end) yield typeof piece === 'string' ? piece.slice(start, end) : { start: piece.start + start, end: piece.start + end };
    offset += lengthOf(piece);
  }
}

function lengthOf(piece: Piece): number {
  return typeof piece === 'string' ? piece.length : piece.end - piece.start;
}
