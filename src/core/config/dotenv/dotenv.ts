import type { Span } from '../../text/document.ts';
import { say } from '../../text/message.ts';
import type { SyntaxProblem } from '../config-file.ts';
import type { Entry, ObjectNode } from '../node.ts';
import type { ParsedText, Syntax } from '../syntax.ts';

/**
 * `.env` files: a line `NAME=value` each, `export` before it allowed, quotes around the value, a comment behind ` #`
 * (https://github.com/motdotla/dotenv, whose reader most clients use). A quoted value may go over lines. Variables in values are left
 * as they stand. Read only: nothing of ours writes into such a file.
 */
export const dotenv: Syntax = { parse, comments, edits: () => undefined };

const line = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:][ \t]*/d;
const ignorable = /^\s*(?:#.*)?$/;

function parse(text: string): ParsedText & { readonly tree: ObjectNode } {
  const entries: Entry[] = [];
  const problems: SyntaxProblem[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const end = lineEnd(text, start);
    const written = text.slice(start, end);
    const match = line.exec(written);
    let next = end;
    if (match) {
      const keyStart = start + match.indices![1]![0];
      const { value, from, to } = valueAt(text, start + match[0].length, end);
      entries.push({ key: match[1]!, keySpan: { start: keyStart, end: keyStart + match[1]!.length }, value: { kind: 'string', span: { start: from, end: to }, value } });
      next = Math.max(end, lineEnd(text, to));
    } else if (!ignorable.test(written)) {
      problems.push({ span: { start, end }, message: say('a line is `NAME=value`') });
    }
    start = afterLine(text, next);
  }
  return { tree: { kind: 'object', span: { start: 0, end: text.length }, entries }, problems };
}

/** Lines of their own, and what stands behind values. */
function comments(text: string): Span[] {
  const found: Span[] = [];
  const values = parse(text).tree.entries.map(({ value }) => value!.span);
  let next = 0;
  for (let at = 0; at < text.length; at++) {
    while (values[next] && values[next]!.end <= at) next++;
    const value = values[next];
    if (value && value.start <= at) at = value.end - 1;
    else if (text[at] === '#') {
      const end = lineEnd(text, at);
      found.push({ start: at, end });
      at = end;
    }
  }
  return found;
}

function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) if (text[i] === '\n' || text[i] === '\r') return i;
  return text.length;
}

function afterLine(text: string, end: number): number {
  return text.startsWith('\r\n', end) ? end + 2 : end + 1;
}

/** The value that begins at `from` in a line that ends at `end`; a quoted one may end on another. */
function valueAt(text: string, from: number, end: number): { value: string; from: number; to: number } {
  const quote = text[from];
  if (from < end && (quote === '"' || quote === "'" || quote === '`')) {
    for (let i = from + 1; i < text.length; i++) {
      if (text[i] === '\\' && quote === '"') i++;
      else if (text[i] === quote) {
        const inner = text.slice(from + 1, i);
        return { value: quote === '"' ? inner.replace(/\\([nr])/g, (_, c: string) => (c === 'n' ? '\n' : '\r')) : inner, from, to: i + 1 };
      }
    }
  }
  const written = text.slice(from, end);
  const comment = /(?:^|\s)#/.exec(written);
  const value = (comment ? written.slice(0, comment.index) : written).trimEnd();
  return { value, from, to: from + value.length };
}
