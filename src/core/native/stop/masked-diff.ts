import type { ConfigFile } from '../../config/config-file.ts';
import { readLoaded } from '../../config/read-place.ts';
import { Excerpts } from '../../report/excerpt.ts';
import { TextDocument } from '../../text/document.ts';
import type { TextEdit } from '../../text/edit.ts';

/** Lines from `from` up to, not including, `to`. */
interface Lines {
  readonly from: number;
  readonly to: number;
}

/** More lines of a file than anybody reads in a hurry. */
const most = 60;

/**
 * What edits change of a config file, line by line, with everything masked that may be a secret: `-` and `+` before what goes and what comes, and
 * `@@ line 3 @@` above each place. Its syntax must be loaded.
 */
export function maskedDiff(file: ConfigFile, after: string, edits: readonly TextEdit[]): readonly string[] {
  const { path, root, known, live } = file;
  const read = readLoaded({ path, known, live, content: { text: after }, ...(root !== undefined && { root }) });
  const is = new TextDocument(file.document.text);
  const will = new TextDocument(after);
  const shownIs = shower(file);
  const shownWill = shower(read);
  const lines = hunks(is, will, edits).flatMap(({ gone, come }) => [
    `@@ line ${gone.from + 1} @@`,
    ...each(gone).map((line) => `- ${shownIs(line)}`),
    ...each(come).map((line) => `+ ${shownWill(line)}`),
  ]);
  return lines.length > most ? [...lines.slice(0, most), `… and ${lines.length - most} more lines`] : lines;
}

function hunks(is: TextDocument, will: TextDocument, edits: readonly TextEdit[]): { gone: Lines; come: Lines }[] {
  const made: { gone: Lines; come: Lines }[] = [];
  let moved = 0;
  for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    const at = span.start + moved;
    moved += newText.length - (span.end - span.start);
    const gone = { from: is.positionAt(span.start).line, to: is.positionAt(span.end).line + 1 };
    const come = { from: will.positionAt(at).line, to: will.positionAt(at + newText.length).line + 1 };
    const last = made.at(-1);
    if (last && gone.from < last.gone.to) made[made.length - 1] = { gone: { from: last.gone.from, to: gone.to }, come: { from: last.come.from, to: come.to } };
    else made.push({ gone, come });
  }
  return made.map(({ gone, come }) => {
    let { from: a, to: b } = gone;
    let { from: c, to: d } = come;
    for (; a < b && c < d && is.line(a) === will.line(c); c++) a++;
    for (; a < b && c < d && is.line(b - 1) === will.line(d - 1); d--) b--;
    return { gone: { from: a, to: b }, come: { from: c, to: d } };
  });
}

function each({ from, to }: Lines): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function shower(file: ConfigFile): (line: number) => string {
  const excerpts = new Excerpts(file);
  return (line) => {
    const text = file.document.line(line);
    const indent = /^[ \t]*/.exec(text)![0].replaceAll('\t', '  ').slice(0, 40);
    const end = { line, character: text.length };
    return indent + (text.trim() === '' ? '' : (excerpts.of({ at: [], part: 'value', range: { start: { line, character: Math.min(text.length, /^\s*/.exec(text)![0].length) }, end } })?.text ?? '…'));
  };
}
