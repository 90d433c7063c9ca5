import type { Span } from '../text/document.ts';
import type { TextEdit } from '../text/edit.ts';
import { endOfLine, startOfLine } from './lines.ts';

// Taking parts out of a text. With a part goes its comma, and the comment behind it on its line where the part begins that line. Comments on
// lines of their own stay, since they may be about several parts, but for one that says what to ignore about this part: it would speak of the next.

/** How comments are written: `//` and slash-star, or `#` to the end of the line. */
export type CommentStyle = 'slashes' | 'hash';

const directive = /roll-call-ignore/;

/**
 * What goes with some of the parts of a map or list in brackets.
 * @param parts all of them, in order
 * @param gone the numbers of those to be taken out
 * @returns undefined where the container is not whole, or something stands in it that does not belong there
 */
export function goneFromBrackets(text: string, holder: Span, parts: readonly Span[], gone: ReadonlySet<number>, style: CommentStyle): Span[] | undefined {
  const inner = { start: holder.start + 1, end: holder.end - 1 };
  if (inner.end < inner.start || !/[[{]/.test(text[holder.start]!) || !/[\]}]/.test(text[inner.end]!)) return undefined;
  const gaps: Gap[] = [];
  for (let i = 0; i <= parts.length; i++) {
    const gap = gapOf(text, i === 0 ? inner.start : parts[i - 1]!.end, i === parts.length ? inner.end : parts[i]!.start, style);
    if (!gap || (gap.comma === undefined) !== (i === 0 || (i === parts.length && gap.comma === undefined))) return undefined;
    gaps.push(gap);
  }
  const spans: Span[] = [];
  let begins = false;
  let kept = -1;
  parts.forEach((part, i) => {
    begins = beginsLine(text, part.start) || (begins && gone.has(i - 1) && !hasLineEnd(text, parts[i - 1]!.end, part.start));
    if (!gone.has(i)) {
      kept = i;
      return;
    }
    const { comma, comments } = gaps[i + 1]!;
    spans.push(part);
    if (comma !== undefined) spans.push({ start: comma, end: comma + 1 });
    const next = parts[i + 1]?.start ?? inner.end;
    for (const comment of comments) {
      if (hasLineEnd(text, part.end, comment.start)) break;
      const beforeComma = comma !== undefined && comment.start < comma;
      if (beforeComma || (begins && hasLineEnd(text, comment.end, next))) spans.push(comment);
    }
    if (beginsLine(text, part.start)) spans.push(...directivesIn(text, gaps[i]!.comments, part.start));
  });
  if (kept >= 0 && kept < parts.length - 1 && gaps.at(-1)!.comma === undefined) {
    const last = gaps[kept + 1]!.comma!;
    spans.push({ start: last, end: last + 1 });
  }
  const comments = gaps.flatMap((gap) => gap.comments);
  return kept < 0 && comments.every((comment) => spans.includes(comment)) ? [inner] : spans;
}

/** Edits that take the spans out of the text, with the white space and the empty lines that they would leave. */
export function erased(text: string, spans: readonly Span[]): TextEdit[] {
  return joined(joined(spans, (from, to) => /^[ \t]*$/.test(text.slice(from, to))).map((span) => widened(text, span)), () => false).map((span) => ({ span, newText: '' }));
}

/** Spans in order; those that overlap, or that what lies between does not part, as one. */
export function joined(spans: readonly Span[], together: (from: number, to: number) => boolean): Span[] {
  const made: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = made.at(-1);
    if (last && (span.start < last.end || together(last.end, span.start))) made[made.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else made.push(span);
  }
  return made;
}

function widened(text: string, { start, end }: Span): Span {
  const line = startOfLine(text, start);
  const rest = endOfLine(text, end);
  const blankBefore = /^[ \t]*$/.test(text.slice(line, start));
  const blankBehind = /^[ \t]*$/.test(text.slice(end, rest));
  if (blankBefore && blankBehind) {
    if (rest < text.length) return { start: line, end: rest + lineEndAt(text, rest) };
    return { start: line - (text.startsWith('\r\n', line - 2) ? 2 : /[\r\n]/.test(text.charAt(line - 1)) ? 1 : 0), end: rest };
  }
  if (blankBehind) return { start: start - /[ \t]*$/.exec(text.slice(line, start))![0].length, end: rest };
  // Of the blanks on both sides one side stays; a comment needs one before it.
  const blanks = /^[ \t]*/.exec(text.slice(end, rest))![0].length;
  const open = blankBefore || /[ \t]/.test(text.charAt(start - 1)) || (/[[{]/.test(text.charAt(start - 1)) && text[end + blanks] !== '#');
  return { start, end: open ? end + blanks : end };
}

/** Comments on the lines directly above that say what to ignore below them; for syntaxes whose comments begin with `#`. */
export function directivesAbove(text: string, offset: number): Span[] {
  const spans: Span[] = [];
  for (let line = startOfLine(text, offset); line > 0; ) {
    const above = startOfLine(text, line - (text.startsWith('\r\n', line - 2) ? 2 : 1));
    const written = /^[ \t]*(#[^\r\n]*)/.exec(text.slice(above, line))?.[1];
    if (above >= line || written === undefined) break;
    const start = text.indexOf('#', above);
    if (directive.test(written)) spans.push({ start, end: start + written.length });
    line = above;
  }
  return spans;
}

function directivesIn(text: string, comments: readonly Span[], below: number): Span[] {
  const spans: Span[] = [];
  let from = below;
  for (const comment of comments.toReversed()) {
    if (!beginsLine(text, comment.start) || !/^[ \t]*(?:\r\n|\n|\r)[ \t]*$/.test(text.slice(comment.end, from))) break;
    if (directive.test(text.slice(comment.start, comment.end))) spans.push(comment);
    from = comment.start;
  }
  return spans;
}

interface Gap {
  readonly comma: number | undefined;
  readonly comments: readonly Span[];
}

/** What stands between two parts; undefined where anything else than white space, one comma and comments does. */
function gapOf(text: string, from: number, to: number, style: CommentStyle): Gap | undefined {
  const comments: Span[] = [];
  let comma: number | undefined;
  for (let at = from; at < to; ) {
    const c = text[at]!;
    if (c === ' ' || c === '\t' || c === '\n' || c === '\r') at++;
    else if (c === ',' && comma === undefined) comma = at++;
    else {
      const end = commentEnd(text, at, style);
      if (end === undefined || end > to) return undefined;
      comments.push({ start: at, end });
      at = end;
    }
  }
  return { comma, comments };
}

function commentEnd(text: string, at: number, style: CommentStyle): number | undefined {
  if (style === 'hash') return text[at] === '#' ? endOfLine(text, at) : undefined;
  if (text.startsWith('//', at)) return endOfLine(text, at);
  const close = text.startsWith('/*', at) ? text.indexOf('*/', at + 2) : -1;
  return close < 0 ? undefined : close + 2;
}

function beginsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(startOfLine(text, offset), offset));
}

function hasLineEnd(text: string, from: number, to: number): boolean {
  return /[\r\n]/.test(text.slice(from, to));
}

function lineEndAt(text: string, offset: number): number {
  return text.startsWith('\r\n', offset) ? 2 : 1;
}
