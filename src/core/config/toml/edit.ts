import type { Change, TreeChange } from '../../finding/finding.ts';
import type { TextEdit } from '../../text/edit.ts';
import { allEdits } from '../all-edits.ts';
import { appendInBrackets } from '../brackets.ts';
import { endOfLine, indentAt, lineEndOf, startOfLine } from '../lines.ts';
import type { ConfigNode } from '../node.ts';
import { planChanges, type Addition } from '../plan-changes.ts';
import type { ParsedText } from '../syntax.ts';
import { verifiedEdits } from '../verified-edits.ts';
import { parseToml } from './parse.ts';
import { printEntry, printKey, printToml } from './print.ts';
import { takenFromToml } from './take.ts';
import { TomlArray, TomlObject, type TomlEntry } from './toml-node.ts';

/**
 * Changes to a TOML text as text edits that touch only their own bytes. New keys of a table stand behind its others, one a line;
 * what a table that only tables below it imply gets is a table of its own.
 * @returns undefined when a change cannot be made: see planChanges; a map that headers or dotted keys make cannot be replaced, null
 * has no form in TOML
 */
export function tomlEdits(text: string, tree: ConfigNode, changes: readonly Change[]): TextEdit[] | undefined {
  return allEdits(text, tree, changes, parse, put, takenFromToml);
}

/** A text of nothing but comments is an empty map all the same. */
function parse(text: string): ParsedText {
  const { tree, problems } = parseToml(text);
  return { tree: tree ?? new TomlObject(0, text.length, 'root'), problems };
}

function put(text: string, tree: ConfigNode, changes: readonly TreeChange[]): TextEdit[] | undefined {
  const plan = planChanges(tree, changes);
  if (!plan) return undefined;
  const edits: TextEdit[] = [];
  for (const { node, value } of plan.replacements) {
    const newText = replacement(text, node, value);
    if (newText === undefined) return undefined;
    edits.push({ span: node.span, newText });
  }
  // At one place, keys of a table stand before the tables below it.
  for (const [container, added] of [...plan.additions].toSorted(([a], [b]) => Number(makesTables(a)) - Number(makesTables(b)))) {
    const made = container instanceof TomlObject ? insert(text, container, added) : container instanceof TomlArray ? append(text, container, added) : undefined;
    if (!made) return undefined;
    edits.push(...made);
  }
  return verifiedEdits(text, tree, changes, edits, parseToml);
}

function makesTables(container: ConfigNode): boolean {
  return (container instanceof TomlObject && container.form === 'implied') || (container instanceof TomlArray && container.tables);
}

function replacement(text: string, node: ConfigNode, value: unknown): string | undefined {
  if (node instanceof TomlObject && node.form !== 'inline') return undefined;
  if (node instanceof TomlArray && node.tables) return undefined;
  const { start } = node.span;
  const literal = typeof value === 'string' && text[start] === "'" && !text.startsWith("'''", start) && /^[\t\u0020-\u0026\u0028-\u007e\u00a0-\u2027\u202a-\ud7ff]*$/.test(value);
  return literal ? `'${value}'` : printToml(value);
}

function insert(text: string, table: TomlObject, added: readonly Addition[]): TextEdit[] | undefined {
  if (table.form === 'implied') return tablesBelow(text, table, added);
  const entries = whole(added.map(({ key, value }) => printEntry(key!, value)));
  if (!entries) return undefined;
  if (table.form === 'inline') return appendInBrackets(text, table, entries);
  const eol = lineEndOf(text);
  const last = table.entries.findLast(isOwn);
  if (table.form === 'root' && !last) return table.entries.length === 0 ? undefined : [beforeTables(text, table, entries, eol)];
  const prefix = table.form === 'dotted' ? `${text.slice(table.way!.start, table.way!.end)}.` : '';
  const first = table.form === 'dotted' ? table.way!.start : (last?.start ?? table.start);
  const indent = indentAt(text, first);
  const at = endOfLine(text, table.bodyEnd);
  return [{ span: { start: at, end: at }, newText: entries.map((entry) => eol + indent + prefix + entry).join('') }];
}

/** Whether an entry stands in the body of its table, and not in a header. */
function isOwn({ value }: TomlEntry): boolean {
  if (value instanceof TomlArray) return !value.tables;
  return !(value instanceof TomlObject) || (value.form !== 'header' && value.form !== 'implied');
}

/** Keys of the file itself must stand before its first table, and the comment that belongs to that. */
function beforeTables(text: string, root: TomlObject, entries: readonly string[], eol: string): TextEdit {
  let at = startOfLine(text, Math.min(...root.entries.map(({ value, start }) => value?.start ?? start)));
  for (;;) {
    const above = at <= root.start ? at : startOfLine(text, at - (text.startsWith('\r\n', at - 2) ? 2 : 1));
    if (above === at || !/^[ \t]*#/.test(text.slice(above, at))) break;
    at = above;
  }
  return { span: { start: at, end: at }, newText: entries.map((entry) => entry + eol).join('') + eol };
}

function tablesBelow(text: string, table: TomlObject, added: readonly Addition[]): TextEdit[] | undefined {
  const way = text.slice(table.way!.start, table.way!.end);
  return sections(text, table.end, added.map(({ key, value }) => section(text, `[${way}.${printKey(key!)}]`, value)));
}

function append(text: string, list: TomlArray, added: readonly Addition[]): TextEdit[] | undefined {
  if (list.tables) return sections(text, list.end, added.map(({ value }) => section(text, `[[${text.slice(list.way!.start, list.way!.end)}]]`, value)));
  const items = whole(added.map(({ value }) => printToml(value)));
  return items && appendInBrackets(text, list, items);
}

/** A table of its own, one key a line; undefined for what is no map. */
function section(text: string, header: string, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = whole(Object.entries(value).map(([key, part]) => printEntry(key, part)));
  return entries && [header, ...entries].join(lineEndOf(text));
}

function sections(text: string, end: number, written: readonly (string | undefined)[]): TextEdit[] | undefined {
  const made = whole(written);
  const eol = lineEndOf(text);
  const at = endOfLine(text, end);
  return made && [{ span: { start: at, end: at }, newText: made.map((one) => eol + eol + one).join('') }];
}

function whole(written: readonly (string | undefined)[]): readonly string[] | undefined {
  return written.every((one) => one !== undefined) ? written : undefined;
}
