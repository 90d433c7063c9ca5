import type { Span } from '../../text/document.ts';
import type { TextEdit } from '../../text/edit.ts';
import { directivesAbove, erased, goneFromBrackets, joined } from '../erase.ts';
import { endOfLine, startOfLine } from '../lines.ts';
import type { ConfigNode } from '../node.ts';
import type { RemovalPlan } from '../plan-removals.ts';
import { printKey } from './print.ts';
import { TomlArray, TomlObject, type TomlEntry } from './toml-node.ts';

/**
 * Parts taken out of a TOML text, and keys renamed wherever they are written. A table goes with the tables below it, wherever they stand; of one
 * that only dotted keys or the tables below it made, its emptiness is left written out.
 * @returns undefined where TOML has no way: of a list of tables one must stay
 */
export function takenFromToml(text: string, tree: ConfigNode, { removals, renames }: RemovalPlan): TextEdit[] | undefined {
  const spans: Span[] = [];
  const sections: Span[] = [];
  const edits: TextEdit[] = [];
  /** By map in braces, the keys and values in it that go. */
  const inBraces = new Map<TomlObject, Set<TomlEntry>>();
  for (const [holder, gone] of removals) {
    if (holder instanceof TomlArray) {
      if (!holder.tables) {
        const found = goneFromBrackets(text, holder.span, holder.items, gone, 'hash');
        if (!found) return undefined;
        spans.push(...found);
      } else if (gone.size === holder.items.length) return undefined;
      else for (const i of gone) sections.push(...sectionsOf(text, holder.items[i], holder.items[i]!.start));
      continue;
    }
    if (!(holder instanceof TomlObject)) return undefined;
    const entries = holder.entries.filter((_, i) => gone.has(i));
    const statements = entries.flatMap((entry) => statementsOf(text, entry));
    const below = entries.flatMap((entry) => sectionsBelow(text, entry));
    const emptied = gone.size === holder.entries.length;
    const braces = holder.form === 'inline' ? bracesAround(text, tree, holder) : undefined;
    // What dotted keys or tables made of nothing else would be gone itself.
    if (emptied && (holder.form === 'dotted' || (braces && braces !== holder))) {
      const first = statements.shift();
      if (!first || !holder.way) return undefined;
      edits.push({ span: { start: first.from, end: endOf(first) }, newText: `${text.slice(holder.way.start, holder.way.end)} = {}` });
    } else if (emptied && holder.form === 'implied') {
      const first = below.toSorted((a, b) => a.start - b.start)[0];
      if (!first || !holder.way) return undefined;
      below.splice(below.indexOf(first), 1);
      edits.push({ span: first, newText: `[${text.slice(holder.way.start, holder.way.end)}]` });
    }
    sections.push(...below);
    if (braces) inBraces.set(braces, new Set([...(inBraces.get(braces) ?? []), ...statements]));
    else for (const statement of statements) spans.push({ start: statement.from, end: endOfLine(text, endOf(statement)) }, ...directivesAbove(text, statement.from));
  }
  for (const [braces, gone] of inBraces) {
    const parts = braces.entries.flatMap((entry) => statementsOf(text, entry)).toSorted((a, b) => a.from - b.from);
    const numbers = new Set([...gone].map((entry) => parts.indexOf(entry)));
    const found = goneFromBrackets(text, braces.span, parts.map((entry) => ({ start: entry.from, end: endOf(entry) })), numbers, 'hash');
    if (!found) return undefined;
    spans.push(...found);
  }
  for (const section of joined(sections, (from, to) => text.slice(from, to).trim() === '')) spans.push(withOneGap(text, section), ...directivesAbove(text, section.start));
  for (const { entry, key } of renames) {
    const newText = printKey(key);
    if (newText === undefined) return undefined;
    const { keySpan, again = [] } = entry as TomlEntry;
    edits.push(...[keySpan, ...again].map((span) => ({ span, newText })));
  }
  return [...erased(text, spans), ...edits];
}

/** The lines, or parts of a map in braces, that an entry is made of; not the tables below it. */
function statementsOf(text: string, entry: TomlEntry): TomlEntry[] {
  const { value } = entry;
  if (value instanceof TomlArray) return value.tables ? [] : [entry];
  if (!(value instanceof TomlObject) || (value.form === 'inline' && text[value.start] === '{')) return [entry];
  return value.form === 'dotted' || value.form === 'inline' ? value.entries.flatMap((part) => statementsOf(text, part)) : [];
}

function sectionsBelow(text: string, { value, start }: TomlEntry): Span[] {
  if (value instanceof TomlArray) return value.tables ? value.items.flatMap((item) => sectionsOf(text, item, item.start)) : [];
  return value instanceof TomlObject && value.form !== 'inline' ? sectionsOf(text, value, start) : [];
}

/** A table with its header, which `header` lies in, and those below it. */
function sectionsOf(text: string, table: TomlEntry['value'], header: number): Span[] {
  if (!(table instanceof TomlObject)) return [];
  const line = startOfLine(text, header);
  const own = table.form === 'header' ? [{ start: line + /^[ \t]*/.exec(text.slice(line, header + 1))![0].length, end: endOfLine(text, table.bodyEnd) }] : [];
  return [...own, ...table.entries.flatMap((entry) => sectionsBelow(text, entry))];
}

/** With the empty lines on one of its sides, so that those on the other part what is left. */
function withOneGap(text: string, { start, end }: Span): Span {
  const behind = /^(?:[ \t]*(?:\r\n|\n|\r))*[ \t]*$/.exec(text.slice(end)) ? text.length : end + /^(?:(?:\r\n|\n|\r)[ \t]*(?=[\r\n]))*/.exec(text.slice(end))![0].length;
  if (behind === text.length && start > 0) {
    const gap = /(?:(?:\r\n|\n|\r)[ \t]*)+$/.exec(text.slice(0, start))?.[0] ?? '';
    const keep = /^(?:\r\n|\n|\r)/.exec(gap)?.[0].length ?? 0;
    return { start: start - gap.length + keep, end };
  }
  const line = startOfLine(text, start);
  const above = line === 0 ? '' : text.slice(startOfLine(text, line - (text.startsWith('\r\n', line - 2) ? 2 : 1)), line);
  return { start, end: above.trim() === '' ? behind : end };
}

function endOf({ value, keyEnd }: TomlEntry): number {
  return value?.end ?? keyEnd;
}

/** The map in braces that a part of one is written in: itself, or where dotted keys made it what those stand in. */
function bracesAround(text: string, tree: ConfigNode, inner: TomlObject): TomlObject | undefined {
  if (text[inner.start] === '{') return inner;
  const stack: { readonly node: ConfigNode; readonly braces: TomlObject | undefined }[] = [{ node: tree, braces: undefined }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node } = next;
    if (node === inner) return next.braces;
    const braces = node instanceof TomlObject && text[node.start] === '{' && node.form === 'inline' ? node : next.braces;
    for (const part of node.kind === 'array' ? node.items : node.kind === 'object' ? node.entries.map(({ value }) => value) : []) if (part) stack.push({ node: part, braces });
  }
  return undefined;
}
