import type { Change } from '../../finding/finding.ts';
import type { Span } from '../../text/document.ts';
import type { TextEdit } from '../../text/edit.ts';
import { nodeAt, type ArrayNode, type ConfigNode, type ObjectNode, type Path } from '../node.ts';

/**
 * Changes to a JSON text as text edits that touch only their own bytes: comments, line ends, indentation and everything
 * else stay. Appends to one list, and inserts into one map, are joined in their order.
 * @returns undefined when a change cannot be made: what it names is not there, or is of another kind
 */
export function jsonEdits(text: string, tree: ConfigNode, changes: readonly Change[]): TextEdit[] | undefined {
  const layout = new Layout(text);
  const additions = new Map<ConfigNode, string[]>();
  const edits: TextEdit[] = [];
  const add = (container: ConfigNode, item: string): void => {
    const items = additions.get(container);
    if (items) items.push(item);
    else additions.set(container, [item]);
  };
  /** Lists that are not there yet, by the map that will hold them and their key. */
  const newLists = new Map<string, { holder: ObjectNode; way: Path; values: unknown[] }>();

  for (const change of changes) {
    const node = nodeAt(tree, change.at);
    if (change.op === 'replace') {
      if (!node) return undefined;
      edits.push({ span: node.span, newText: layout.value(change.value, layout.indentAt(node.span.start)) });
    } else if (change.op === 'insert') {
      if (node?.kind !== 'object') return undefined;
      add(node, `${JSON.stringify(change.key)}: ${layout.value(change.value, layout.childIndent(node))}`);
    } else if (node) {
      if (node.kind !== 'array') return undefined;
      add(node, layout.value(change.value, layout.childIndent(node)));
    } else {
      const missing = firstMissing(tree, change.at);
      if (!missing) return undefined;
      const id = JSON.stringify(change.at);
      const list = newLists.get(id);
      if (list) list.values.push(change.value);
      else newLists.set(id, { ...missing, values: [change.value] });
    }
  }
  for (const { holder, way, values } of newLists.values()) {
    const [key, ...rest] = way as readonly string[];
    const value = rest.reduceRight<unknown>((inner, step) => ({ [step]: inner }), values);
    add(holder, `${JSON.stringify(key)}: ${layout.value(value, layout.childIndent(holder))}`);
  }
  for (const [container, items] of additions) edits.push(...layout.append(container as ObjectNode | ArrayNode, items));
  return edits;
}

/** The deepest map that a path does reach, and the keys still to be made below it. */
function firstMissing(tree: ConfigNode, at: Path): { holder: ObjectNode; way: Path } | undefined {
  for (let i = at.length - 1; i >= 0; i--) {
    const holder = nodeAt(tree, at.slice(0, i));
    if (!holder) continue;
    const way = at.slice(i);
    return holder.kind === 'object' && way.every((step) => typeof step === 'string') ? { holder, way } : undefined;
  }
  return undefined;
}

/** How the text is laid out: its line ends, its indentation, and where a container has room for more. */
class Layout {
  readonly #text: string;
  readonly #eol: string;
  readonly #unit: string;

  constructor(text: string) {
    this.#text = text;
    this.#eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
    this.#unit = /(?:^|[\r\n])([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  }

  /** The white space the line at `offset` begins with. */
  indentAt(offset: number): string {
    const before = this.#text.slice(0, offset);
    const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    return /^[ \t]*/.exec(this.#text.slice(lineStart, offset))![0];
  }

  /** The indentation of what stands in a container: that of its first part where that begins a line. */
  childIndent(node: ObjectNode | ArrayNode): string {
    const first = node.kind === 'object' ? node.entries[0]?.keySpan : node.items[0]?.span;
    if (first && this.#multiLine({ start: node.span.start, end: first.start })) return this.indentAt(first.start);
    return this.indentAt(node.span.start) + this.#unit;
  }

  /** A value as JSON; maps and lists of maps over several lines below `indent`, plain lists on one. */
  value(value: unknown, indent: string): string {
    if (Array.isArray(value) && value.every((v) => typeof v !== 'object' || v === null)) {
      return `[${value.map((v) => JSON.stringify(v)).join(', ')}]`;
    }
    return JSON.stringify(value, undefined, this.#unit).replaceAll('\n', this.#eol + indent);
  }

  /** Text edits that put `items` behind the last part of a container. */
  append(node: ObjectNode | ArrayNode, items: readonly string[]): TextEdit[] {
    const last = node.kind === 'object' ? node.entries.at(-1) : node.items.at(-1);
    const open = node.kind === 'object' ? '{' : '[';
    if (!last) {
      const close = node.kind === 'object' ? '}' : ']';
      const outer = this.indentAt(node.span.start);
      const inner = this.#eol + outer + this.#unit;
      const inside = this.#text.slice(node.span.start + 1, node.span.end - 1);
      // A comment in an otherwise empty container stays where it is, before the new part.
      const kept = inside.trim() ? inside.replace(/\s+$/, '') : '';
      return [{ span: node.span, newText: open + kept + inner + items.join(`,${inner}`) + this.#eol + outer + close }];
    }
    const lastEnd = 'keySpan' in last ? (last.value?.span.end ?? last.keySpan.end) : last.span.end;
    const { commaAt, end } = this.#tail(lastEnd, node.span.end - 1);
    const multiLine = this.#multiLine({ start: node.span.start, end: node.span.end });
    const separator = multiLine ? this.#eol + this.childIndent(node) : ' ';
    const text = separator + items.join(`,${separator}`);
    if (commaAt !== undefined) return [{ span: { start: end, end }, newText: text }];
    if (end === lastEnd) return [{ span: { start: end, end }, newText: `,${text}` }];
    return [
      { span: { start: lastEnd, end: lastEnd }, newText: ',' },
      { span: { start: end, end }, newText: text },
    ];
  }

  #multiLine(span: Span): boolean {
    return /[\r\n]/.test(this.#text.slice(span.start, span.end));
  }

  /** What stands between a container's last part and its closing bracket: a trailing comma, and where the last comment ends. */
  #tail(from: number, to: number): { commaAt?: number; end: number } {
    let at = from;
    let end = from;
    let commaAt: number | undefined;
    while (at < to) {
      const c = this.#text[at]!;
      if (c === ',') {
        commaAt = at;
        end = ++at;
      } else if (c === '/' && this.#text[at + 1] === '/') {
        while (at < to && this.#text[at] !== '\n' && this.#text[at] !== '\r') at++;
        end = at;
      } else if (c === '/' && this.#text[at + 1] === '*') {
        const close = this.#text.indexOf('*/', at + 2);
        at = close < 0 || close > to ? to : close + 2;
        end = at;
      } else {
        at++;
      }
    }
    return commaAt === undefined ? { end } : { commaAt, end };
  }
}
