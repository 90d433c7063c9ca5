import type { Span } from '../text/document.ts';
import type { TextEdit } from '../text/edit.ts';
import { indentAt, lineEndOf, startOfLine } from './lines.ts';
import type { ArrayNode, ObjectNode } from './node.ts';

/**
 * New parts behind the others of a list or map in brackets, in a syntax whose comments begin with `#` (TOML, YAML): on lines of
 * their own where the others are.
 * @returns undefined where the container is not whole, or something stands in it that does not belong there
 */
export function appendInBrackets(text: string, node: ObjectNode | ArrayNode, written: readonly string[]): TextEdit[] | undefined {
  const { start, end } = node.span;
  const [open, close] = node.kind === 'object' ? '{}' : '[]';
  if (text[start] !== open || text[end - 1] !== close || end - start < 2) return undefined;
  const parts = node.kind === 'object' ? node.entries.map(({ keySpan, value }): Span => ({ start: keySpan.start, end: Math.max(keySpan.end, value?.span.end ?? 0) })) : node.items.map((item) => item.span);
  const last = parts.at(-1);
  const tail = tailOf(text, last?.end ?? start + 1, end - 1);
  if (!tail) return undefined;
  const eol = lineEndOf(text);
  const inner = `${belowLine(text, start)}  `;
  if (!last) {
    const pad = node.kind === 'object' ? ' ' : '';
    if (!tail.comment) return [{ span: { start: start + 1, end: end - 1 }, newText: pad + written.join(', ') + pad }];
    return [{ span: { start: tail.end, end: tail.end }, newText: written.map((part) => eol + inner + part).join(',') }];
  }
  const before = parts.at(-2)?.end ?? start + 1;
  const ownLine = /[\r\n]/.test(text.slice(before, last.start));
  const separator = ownLine ? eol + indentAt(text, last.start) : tail.comment ? eol + inner : ' ';
  const added = written.map((part) => separator + part).join(',');
  if (tail.comma) return [{ span: { start: tail.end, end: tail.end }, newText: `${added},` }];
  if (tail.end === last.end) return [{ span: { start: tail.end, end: tail.end }, newText: `,${added}` }];
  return [
    { span: { start: last.end, end: last.end }, newText: ',' },
    { span: { start: tail.end, end: tail.end }, newText: added },
  ];
}

/** The indentation of what belongs to a line: in YAML the dashes of list items count as such. */
function belowLine(text: string, offset: number): string {
  const line = text.slice(startOfLine(text, offset), offset);
  return /^[ \t]*(?:[-?] +)*/.exec(line)![0].replace(/[-?]/g, ' ');
}

/** What stands between a container's last part and its closing bracket: a trailing comma, its last comment, and where that ends. */
function tailOf(text: string, from: number, to: number): { comma: boolean; comment: Span | undefined; end: number } | undefined {
  let comma = false;
  let comment: Span | undefined;
  let end = from;
  for (let at = from; at < to; ) {
    const c = text[at]!;
    if (c === ',' && !comma) {
      comma = true;
      end = ++at;
    } else if (c === '#') {
      const start = at;
      while (at < to && text[at] !== '\n' && text[at] !== '\r') at++;
      comment = { start, end: at };
      end = at;
    } else if (c === ' ' || c === '\t' || c === '\n' || c === '\r') at++;
    else return undefined;
  }
  return { comma, comment, end };
}
