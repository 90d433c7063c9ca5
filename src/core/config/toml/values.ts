import { say } from '../../text/message.ts';
import { PlacedScalar } from '../placed-node.ts';
import type { KeyPart, Scanner } from './scan.ts';
import { TomlArray, TomlEntry, TomlObject, type TomlNode } from './toml-node.ts';

/** More levels than any config has, and few enough that going through them by calls is safe. */
export const maxDepth = 200;

const word = /[^\s,[\]{}#="']+/y;
const dateTime = /(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:[Zz]|[+-](\d\d):(\d\d))?)?(?![\w:.+-])/y;
const time = /(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?![\w:.+-])/y;
const decimal = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const radix = /^0(?:x[\dA-Fa-f](?:_?[\dA-Fa-f])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const special: Readonly<Record<string, number>> = { inf: Infinity, '+inf': Infinity, '-inf': -Infinity, nan: Number.NaN, '+nan': Number.NaN, '-nan': Number.NaN };

/** The value that stands at the scanner's place, as far as it can be read; undefined where none does. */
export function readValue(scan: Scanner, depth = 0): TomlNode | undefined {
  const start = scan.pos;
  const c = scan.next;
  if (c === '"' || c === "'") {
    const value = scan.text.startsWith(c.repeat(3), start) ? scan.lines(c) : scan.line(c);
    return new PlacedScalar('string', start, scan.pos, value);
  }
  if (c === '[' || c === '{') {
    if (depth < maxDepth) return c === '[' ? readArray(scan, depth + 1) : readInlineTable(scan, depth + 1);
    scan.fail(scan.here(), say('This is nested too deeply.'));
    return undefined;
  }
  // A date is text to us: nothing in a config that matters is one.
  const date = moment(scan);
  if (date !== undefined) return new PlacedScalar('string', start, scan.pos, date);
  const written = scan.match(word);
  if (written === undefined) return undefined;
  if (written === 'true' || written === 'false') return new PlacedScalar('boolean', start, scan.pos, written === 'true');
  const number = numberOf(written);
  if (number !== undefined) return new PlacedScalar('number', start, scan.pos, number);
  scan.fail({ start, end: scan.pos }, say('This is not a value in TOML. Text must stand in quotes.'));
  return undefined;
}

function numberOf(written: string): number | undefined {
  if (decimal.test(written)) return Number(written.replaceAll('_', ''));
  if (radix.test(written)) return Number(written.replaceAll('_', ''));
  return Object.hasOwn(special, written) ? special[written] : undefined;
}

function moment(scan: Scanner): string | undefined {
  const from = scan.pos;
  for (const pattern of [dateTime, time]) {
    const written = scan.match(pattern);
    if (written === undefined) continue;
    pattern.lastIndex = from;
    const parts = pattern.exec(scan.text)!.slice(1).map((part) => (part === undefined ? 0 : Number(part)));
    const [hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] = pattern === time ? parts : parts.slice(3);
    const wrongDay = pattern === dateTime && !isDay(parts[0]!, parts[1]!, parts[2]!);
    if (wrongDay || hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) {
      scan.problem({ start: from, end: scan.pos }, say('There is no such date or time.'));
    }
    return written;
  }
  return undefined;
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

function readArray(scan: Scanner, depth: number): TomlArray {
  const array = new TomlArray(scan.pos++, scan.text.length, false);
  for (;;) {
    scan.skipTrivia();
    if (scan.next === ']') break;
    const item = readValue(scan, depth);
    // `args = ["-y",` newline `[mcp_servers.b]`: the second line is a header, not a list in the list.
    if (item && !(scan.broken && item.kind === 'array' && beginsLine(scan.text, item.start))) array.items.push(item);
    if (!item) notClosed(scan, array.start);
    if (scan.broken) break;
    scan.skipTrivia();
    if (scan.next === ',') scan.pos++;
    else if (scan.next !== ']') {
      if (startsValue(scan)) scan.fail(scan.here(), say('A comma is missing before this.'));
      else notClosed(scan, array.start);
      break;
    }
  }
  if (!scan.broken) scan.pos++;
  array.end = scan.broken ? (array.items.at(-1)?.end ?? array.start + 1) : scan.pos;
  return array;
}

/** Line ends and a comma behind the last may stand in it since TOML 1.1. */
function readInlineTable(scan: Scanner, depth: number): TomlObject {
  const table = new TomlObject(scan.pos++, scan.text.length, 'inline');
  for (;;) {
    scan.skipTrivia();
    if (scan.next === '}') break;
    const keys = scan.keys(maxDepth - depth);
    if (keys.length === 0) notClosed(scan, table.start);
    else if (!scan.broken) readKeyValue(scan, table, keys, depth);
    if (scan.broken) break;
    scan.skipTrivia();
    if (scan.next === ',') scan.pos++;
    else if (scan.next !== '}') {
      notClosed(scan, table.start);
      break;
    }
  }
  if (!scan.broken) scan.pos++;
  const last = table.entries.at(-1);
  table.end = scan.broken ? Math.max(table.start + 1, last?.value?.end ?? last?.keyEnd ?? 0) : scan.pos;
  for (const { value } of table.entries) if (value instanceof TomlObject) close(value);
  return table;
}

/** To a map in braces nothing can be added from elsewhere, nor to what dotted keys in it made. */
function close(table: TomlObject): void {
  if (table.form === 'inline') return;
  table.form = 'inline';
  for (const { value } of table.entries) if (value instanceof TomlObject) close(value);
}

function notClosed(scan: Scanner, start: number): void {
  scan.fail({ start, end: start + 1 }, say('This bracket is not closed, or something else than a value stands in it.'));
}

function beginsLine(text: string, offset: number): boolean {
  let at = offset;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r';
}

function startsValue(scan: Scanner): boolean {
  return /["'[{\d+-]/.test(scan.next);
}

/** What stands behind a key, put into the map at the way of its parts. */
export function readKeyValue(scan: Scanner, table: TomlObject, keys: readonly KeyPart[], depth = 0): void {
  const last = keys.at(-1)!;
  scan.skipBlank();
  let value: TomlNode | undefined;
  if (scan.next === '=') {
    scan.pos++;
    scan.skipBlank();
    value = readValue(scan, depth);
    if (!value) scan.fail(last, say('A value is missing behind this key.'));
  } else {
    scan.fail(last, say('An equals sign and a value are missing behind this key.'));
  }
  const end = value?.end ?? last.end;
  let holder = table;
  keys.slice(0, -1).forEach((part, i) => {
    holder = dotted(scan, holder, part, keys[i + 1]!.start, end);
    holder.way ??= { start: keys[0]!.start, end: part.end };
    holder.bodyEnd = end;
  });
  if (holder.named(last.key)) scan.problem(last, say('This key stands here a second time.'));
  holder.touched = holder.add(new TomlEntry(last.key, last.start, last.end, keys[0]!.start));
  holder.touched.value = value;
  holder.bodyEnd = end;
}

/** The map that a dotted key leads through. What a header or braces made is whole already: it is another one then. */
function dotted(scan: Scanner, holder: TomlObject, part: KeyPart, start: number, end: number): TomlObject {
  const known = holder.named(part.key);
  if (known?.value instanceof TomlObject && known.value.form === 'dotted') {
    if (holder.touched === known) known.value.end = end;
    holder.touched = known;
    known.mention(part);
    return known.value;
  }
  if (known) scan.problem(part, say('This key stands here a second time.'));
  const table = new TomlObject(start, end, 'dotted');
  holder.touched = holder.add(new TomlEntry(part.key, part.start, part.end));
  holder.touched.value = table;
  return table;
}
