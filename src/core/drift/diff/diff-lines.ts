import type { Role, Style } from '../../report/text/lines.ts';
import { skeleton } from '../../text/confusables.ts';
import { textDiff, type Piece } from './pieces.ts';
import { shownPlainly, shownText } from './shown-piece.ts';

/** How much of what is the same is shown beside what is not. */
const around = 80;
const ends: Readonly<Record<Piece['kind'], readonly [string, string]>> = { kept: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] };
const roles: Readonly<Record<Piece['kind'], Role | undefined>> = { kept: undefined, removed: 'bad', added: 'good' };
/** More lines than anybody reads. */
const mostLines = 60;

/**
 * How two texts differ, as lines that begin with `- `, `+ `, `~ ` (both) or two blanks: what went stands in `[-…-]`, what came in `{+…+}`,
 * so that it is as clear without colour. No line of a text can begin a line of the output, nor pass for one of our marks.
 */
export function diffLines(before: string, after: string, style: Style = (_, text) => text): string[] {
  const diff = textDiff(before, after);
  if (diff.kind === 'hidden') return ['~ What differs looks like a secret, and is not shown.'];
  if (diff.kind === 'too-long') return [`~ Too long to show in parts: ${diff.before} characters before, ${diff.after} now.`];
  const { pieces } = diff;
  const lines: { readonly parts: string[]; readonly kinds: Set<Piece['kind']> }[] = [{ parts: [], kinds: new Set() }];
  for (const [i, { kind, text }] of pieces.entries()) {
    const alike = kind !== 'kept' && looksLike(pieces, i);
    const shown = (alike ? shownPlainly : shownText)(kind === 'kept' ? '' : long(text));
    const whole = kind === 'kept' ? shortened(text, i === 0, i === pieces.length - 1) : shown;
    for (const [n, line] of whole.split('\n').entries()) {
      if (n > 0) lines.push({ parts: [], kinds: new Set() });
      if (line === '') continue;
      const role = roles[kind];
      lines.at(-1)!.kinds.add(kind);
      lines.at(-1)!.parts.push(role ? style(role, `${ends[kind][0]}${line}${ends[kind][1]}`) : line);
    }
  }
  const told = lines.filter(({ parts }, i) => parts.length > 0 || i < lines.length - 1).map(({ parts, kinds }) => `${signOf(kinds)} ${parts.join('')}`);
  return told.length > mostLines ? [...told.slice(0, mostLines), `~ … and ${told.length - mostLines} more lines`] : told;
}

function signOf(kinds: ReadonlySet<Piece['kind']>): string {
  if (kinds.has('added') && kinds.has('removed')) return '~';
  return kinds.has('added') ? '+' : kinds.has('removed') ? '-' : ' ';
}

/** Whether what came looks just like what went: then only code points tell. */
function looksLike(pieces: readonly Piece[], i: number): boolean {
  const partner = pieces[i]!.kind === 'removed' ? pieces[i + 1] : pieces[i - 1];
  if (!partner || partner.kind === 'kept' || partner.kind === pieces[i]!.kind) return false;
  return partner.text.length < 5000 && pieces[i]!.text.length < 5000 && skeleton(partner.text.trim()) === skeleton(pieces[i]!.text.trim());
}

/** The same on both sides: its beginning and end, where that is next to a difference. */
function shortened(text: string, first: boolean, last: boolean): string {
  const [head, tail] = [first ? 0 : around, last ? 0 : around];
  if (text.length <= head + tail + 40) return shownText(text);
  const left = text.length - head - tail;
  return `${shownText(safeSlice(text, 0, head))}[… ${left} characters …]${shownText(safeSlice(text, text.length - tail))}`;
}

function long(text: string): string {
  return text.length > 4000 ? `${safeSlice(text, 0, 3000)}\n… ${text.length - 4000} characters …\n${safeSlice(text, text.length - 1000)}` : text;
}

/** Without half a character at an end. */
function safeSlice(text: string, from: number, to = text.length): string {
  return text.slice(from, to).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}
