import type { Span } from '../../text/document.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { ArrayNode, ConfigNode, ObjectNode } from '../node.ts';
import type { Addition } from '../plan-changes.ts';

/** How a JSON text is laid out: its line ends, its indentation, and where a container has room for more. */
export class Layout {
  readonly #text: string;
  readonly #eol: string;
  readonly #unit: string;
  /** Whether all of it is on one line. */
  readonly #flat: boolean;

  constructor(text: string, tree: ConfigNode) {
    this.#text = text;
    this.#eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
    this.#unit = this.#unitIn(tree);
    this.#flat = !this.#multiLine(tree.span);
  }

  /** What stands in place of `node` for another value: over several lines unless it, or the whole text, is written on one. */
  replacement(node: ConfigNode, value: unknown): string {
    if (typeof value !== 'object' || value === null) return print(value);
    const oneLine = this.#flat || (isFilled(node) && !this.#multiLine(node.span));
    return oneLine ? print(value) : print(value, this.#lines(this.#indentAt(node.span.start)));
  }

  /** @returns undefined where the container is not whole, or something stands in it that does not belong there */
  append(node: ObjectNode | ArrayNode, additions: readonly Addition[]): TextEdit[] | undefined {
    const { start, end } = node.span;
    if (this.#text[end - 1] !== (node.kind === 'object' ? '}' : ']')) return undefined;
    const parts = node.kind === 'object' ? node.entries.map(({ keySpan, value }) => ({ start: keySpan.start, end: (value?.span ?? keySpan).end })) : node.items.map((item) => item.span);
    const last = parts.at(-1);
    const tail = this.#tail(last?.end ?? start + 1, end - 1);
    if (!tail) return undefined;
    if (!last) return [this.#fill(node, tail.end, additions)];

    const before = parts.at(-2)?.end ?? start + 1;
    const ownLine = this.#multiLine({ start: before, end: last.start });
    // Behind a line comment, what is on the same line would be a part of it.
    const newLine = ownLine || tail.lineComment;
    const indent = this.#indentAt(ownLine ? last.start : start) + (newLine && !ownLine ? this.#unit : '');
    const sibling = node.kind === 'array' ? node.items.at(-1) : undefined;
    const oneLine = !this.#multiLine(node.span) || (sibling !== undefined && isFilled(sibling) && !this.#multiLine(sibling.span));
    const separator = newLine ? this.#eol + indent : ' ';
    const written = additions.map(({ key, value }) => separator + named(key, oneLine ? print(value) : print(value, this.#lines(indent)))).join(',');
    if (tail.comma) return [{ span: { start: tail.end, end: tail.end }, newText: `${written},` }];
    if (tail.end === last.end) return [{ span: { start: tail.end, end: tail.end }, newText: `,${written}` }];
    return [
      { span: { start: last.end, end: last.end }, newText: ',' },
      { span: { start: tail.end, end: tail.end }, newText: written },
    ];
  }

  /** The first parts of an empty container, behind the comments in it (which end at `from`). */
  #fill(node: ObjectNode | ArrayNode, from: number, additions: readonly Addition[]): TextEdit {
    const outer = this.#indentAt(node.span.start);
    const inner = outer + this.#unit;
    const written = additions.map(({ key, value }) => this.#eol + inner + named(key, print(value, this.#lines(inner)))).join(',');
    return { span: { start: from, end: node.span.end - 1 }, newText: written + this.#eol + outer };
  }

  /** The white space that the line of `offset` begins with. */
  #indentAt(offset: number): string {
    let start = offset;
    while (start > 0 && !isLineEnd(this.#text[start - 1]!)) start--;
    let end = start;
    while (end < offset && isBlank(this.#text[end]!)) end++;
    return this.#text.slice(start, end);
  }

  /** By how much parts are indented: as the first container whose first part begins a line does it. */
  #unitIn(tree: ConfigNode): string {
    for (let node: ConfigNode | undefined = tree; node && isFilled(node); ) {
      const first: Span = node.kind === 'object' ? node.entries[0]!.keySpan : node.items[0]!.span;
      if (this.#multiLine({ start: node.span.start, end: first.start })) {
        const outer = this.#indentAt(node.span.start);
        const inner = this.#indentAt(first.start);
        if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
      }
      node = node.kind === 'object' ? node.entries.find(({ value }) => value && isFilled(value))?.value : node.items.find(isFilled);
    }
    return '  ';
  }

  #lines(indent: string): Lines {
    return { eol: this.#eol, unit: this.#unit, indent };
  }

  #multiLine(span: Span): boolean {
    return /[\r\n]/.test(this.#text.slice(span.start, span.end));
  }

  /** What stands between a container's last part and its closing bracket: a trailing comma, and where the last comment ends. */
  #tail(from: number, to: number): { comma: boolean; lineComment: boolean; end: number } | undefined {
    let end = from;
    let comma = false;
    let lineComment = false;
    for (let at = from; at < to; ) {
      const c = this.#text[at]!;
      if (isBlank(c) || isLineEnd(c)) {
        at++;
        continue;
      }
      if (c === ',' && !comma) {
        comma = true;
        at++;
      } else if (this.#text.startsWith('//', at)) {
        while (at < to && !isLineEnd(this.#text[at]!)) at++;
        lineComment = true;
      } else if (this.#text.startsWith('/*', at)) {
        const close = this.#text.indexOf('*/', at + 2);
        if (close < 0 || close + 2 > to) return undefined;
        at = close + 2;
      } else {
        return undefined;
      }
      end = at;
    }
    return { comma, lineComment, end };
  }
}

interface Lines {
  readonly eol: string;
  readonly unit: string;
  readonly indent: string;
}

/** A value as JSON: without `lines` on one line; with them, maps and lists of containers take a line for each part. */
function print(value: unknown, lines?: Lines): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = lines && { ...lines, indent: lines.indent + lines.unit };
  if (Array.isArray(value)) {
    const parts = value.map((part) => print(part, inner));
    const flat = !lines || value.every((part) => typeof part !== 'object' || part === null);
    return flat ? `[${parts.join(', ')}]` : block('[', parts, ']', lines);
  }
  const parts = Object.entries(value).map(([key, part]) => named(key, print(part, inner)));
  if (parts.length === 0) return '{}';
  return lines ? block('{', parts, '}', lines) : `{ ${parts.join(', ')} }`;
}

function block(open: string, parts: readonly string[], close: string, { eol, unit, indent }: Lines): string {
  return open + parts.map((part) => eol + indent + unit + part).join(',') + eol + indent + close;
}

function named(key: string | undefined, value: string): string {
  return key === undefined ? value : `${JSON.stringify(key)}: ${value}`;
}

function isFilled(node: ConfigNode): node is ObjectNode | ArrayNode {
  return node.kind === 'object' ? node.entries.length > 0 : node.kind === 'array' && node.items.length > 0;
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}
