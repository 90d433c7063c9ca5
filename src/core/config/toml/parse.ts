import type { Span } from '../../text/document.ts';
import { say } from '../../text/message.ts';
import type { ParsedText } from '../syntax.ts';
import { Scanner } from './scan.ts';
import { Tables } from './tables.ts';
import type { TomlObject } from './toml-node.ts';
import { maxDepth, readKeyValue } from './values.ts';

export interface ParsedToml extends ParsedText {
  readonly tree?: TomlObject;
}

const conflict = /(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|$)[^\r\n]*/y;
const lineRest = /[^\r\n]*/y;

/**
 * Read TOML (1.1, of which 1.0 is a part) into a tree, keeping what can be kept of a half-typed text: what cannot be taken is
 * passed over to the end of its line, or to the line in which it stopped making sense, and the rest is read.
 *
 * A reader of our own, because the libraries stop at the first error, overflow on deep nesting, and forget duplicate keys.
 * All offsets are into the text as given. Never throws. Headers, dotted keys and braces make the same tree; a text of white space
 * and comments has none.
 */
export function parseToml(text: string): ParsedToml {
  return read(new Scanner(text), text);
}

/** The comments of a TOML text, as the reader comes by them. */
export function tomlComments(text: string): readonly Span[] {
  const scan = new Scanner(text);
  read(scan, text);
  // What is broken is read twice.
  return [...new Map(scan.comments.map((span) => [span.start, span])).values()].toSorted((a, b) => a.start - b.start);
}

function read(scan: Scanner, text: string): ParsedToml {
  const tables = new Tables(scan);
  let table = tables.root;
  let bodyEnd = scan.pos;
  let empty = true;
  for (;;) {
    scan.skipTrivia();
    const start = scan.pos;
    if (start >= text.length) break;
    scan.broken = false;
    const marker = scan.match(conflict);
    if (marker !== undefined) {
      scan.problem({ start, end: scan.pos }, say('A merge conflict is not resolved here.'));
      continue;
    }
    empty = false;
    if (scan.next === '[') {
      tables.leave(bodyEnd);
      table = header(scan, tables);
      bodyEnd = table.bodyEnd;
    } else {
      const keys = scan.keys(maxDepth);
      if (keys.length === 0) scan.fail(scan.here(), say('A key or a table’s header belongs here.'));
      else {
        if (!scan.broken) readKeyValue(scan, table, keys);
        bodyEnd = Math.max(table.bodyEnd, scan.broken ? keys.at(-1)!.end : scan.pos);
        table.bodyEnd = bodyEnd;
      }
    }
    endStatement(scan, start);
  }
  tables.leave(bodyEnd);
  return empty ? { problems: scan.problems } : { tree: tables.root, problems: scan.problems };
}

/** `[a.b]` or `[[a.b]]`. One that is cut off leads where its last key should be: what follows it must not become part of the table above. */
function header(scan: Scanner, tables: Tables): TomlObject {
  const start = scan.pos;
  const listed = scan.text.startsWith('[[', start);
  scan.pos += listed ? 2 : 1;
  scan.skipBlank();
  const keys = scan.keys(maxDepth);
  if (keys.length === 0 || scan.broken) {
    scan.fail({ start, end: scan.pos }, say('A key is missing in this header.'));
    keys.push({ key: '', start: scan.pos, end: scan.pos });
  } else {
    scan.skipBlank();
    if (!scan.text.startsWith(listed ? ']]' : ']', scan.pos)) scan.fail({ start, end: scan.pos }, say('This header is not closed.'));
    else scan.pos += listed ? 2 : 1;
  }
  const table = tables.enter(start, keys, listed);
  table.bodyEnd = scan.pos;
  return table;
}

/** Only a comment may follow on the line; what is broken is passed over. */
function endStatement(scan: Scanner, start: number): void {
  if (!scan.broken) {
    scan.skipBlank();
    if (scan.next === '#') scan.comment();
    if (scan.next === '' || scan.lineEnd()) return;
    scan.fail(scan.here(), say('A new line must begin before this.'));
  }
  // Where it went wrong on a later line than it began, that line is most likely the next statement.
  let line = scan.pos;
  while (line > start && scan.text[line - 1] !== '\n' && scan.text[line - 1] !== '\r') line--;
  if (line > start) scan.pos = line;
  else scan.match(lineRest);
}
