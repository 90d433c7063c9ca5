import type { Located } from '../config/config-file.ts';
import { say } from '../text/message.ts';
import { opaque, variableIn, type CannotTell } from './launched.ts';
import { hasVariable } from './variables.ts';

/**
 * What a launcher's flag does, as far as identity is concerned: nothing (`plain`), change which code runs or what it may reach
 * (`hijack`), make that impossible to tell (`opaque`; `code`: it brings a program along as text), or something that the launcher's
 * own reader understands by name.
 */
export interface Flag {
  readonly meaning: string;
  /** It takes a value, in the same word or the next. */
  readonly takesValue: boolean;
  /** What follows is no longer the launcher's. */
  readonly ends?: boolean;
}

export interface FlagTable {
  readonly flags: ReadonlyMap<string, Flag>;
  /** One-letter flags may be joined, and a value may follow its letter: `-it`, `-eNAME=x`. */
  readonly joined: boolean;
  /** Flags whose names cannot be listed. */
  readonly other?: (name: string) => Flag | undefined;
}

/** Flags by meaning; a meaning with `=` behind it is of flags that take a value, one with `=!` of such that end the launcher's part. */
export function flagTable(byMeaning: Readonly<Record<string, string>>, options: { readonly joined?: boolean; readonly other?: FlagTable['other'] } = {}): FlagTable {
  const flags = new Map<string, Flag>();
  for (const [key, names] of Object.entries(byMeaning)) {
    const ends = key.endsWith('!');
    const takesValue = ends || key.endsWith('=');
    const flag = { meaning: takesValue ? key.slice(0, key.indexOf('=')) : key, takesValue, ends };
    for (const name of names.split(' ')) flags.set(name, flag);
  }
  return { flags, joined: options.joined ?? false, ...(options.other && { other: options.other }) };
}

/** A flag that is not plain. */
export interface FoundFlag {
  readonly name: string;
  readonly meaning: string;
  /** Empty for a flag that takes none. */
  readonly value: Located;
}

export interface Scan {
  readonly found: readonly FoundFlag[];
  /** What is no flag of the launcher, in order. */
  readonly rest: readonly Located[];
}

const negativeNumber = /^-\d/;

/**
 * Read a launcher's flags. Up to the first word that is none, or with `everywhere` among all words up to `--`, for launchers
 * that also look for their flags behind what they start. A flag that is not in the table ends in `opaque`: what follows it
 * might be its value or what is started.
 */
export function scanFlags(launcher: string, words: readonly Located[], table: FlagTable, everywhere = false): Scan | CannotTell {
  const found: FoundFlag[] = [];
  const strays: Located[] = [];
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at]!;
    const text = word.value;
    if (text === '--') {
      at++;
      break;
    }
    if (text.charCodeAt(0) !== 45 /* - */ || text === '-') {
      if (!everywhere) break;
      if (hasVariable(text) && strays.length > 0) return variableIn.option;
      strays.push(word);
      continue;
    }
    const step = readFlag(launcher, words, at, table, found);
    if (typeof step === 'object') return step;
    at = step < 0 ? ~step : step;
    if (step < 0) {
      at++;
      break;
    }
  }
  return { found, rest: strays.length === 0 ? words.slice(at) : [...strays, ...words.slice(at)] };
}

/** Read the flag at `at` into `found`; gives the place of its last word, inverted (`~`) when the launcher's part ends there. */
function readFlag(launcher: string, words: readonly Located[], at: number, table: FlagTable, found: FoundFlag[]): number | CannotTell {
  const word = words[at]!;
  const text = word.value;
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const flag = table.flags.get(name) ?? table.other?.(name);
  if (flag) return takeFlag(launcher, words, at, name, flag, equals < 0 ? undefined : text.slice(equals + 1), found);
  if (!table.joined || text.charCodeAt(1) === 45) return unknownFlag(launcher, name);
  for (let i = 1; i < text.length; i++) {
    const letter = `-${text[i]!}`;
    const one = table.flags.get(letter);
    if (!one) return unknownFlag(launcher, name);
    const behind = text.slice(i + 1);
    if (one.takesValue) return takeFlag(launcher, words, at, letter, one, behind === '' ? undefined : behind.replace(/^=/, ''), found);
    const step = takeFlag(launcher, words, at, letter, one, undefined, found);
    if (typeof step === 'object') return step;
  }
  return at;
}

function takeFlag(launcher: string, words: readonly Located[], at: number, name: string, flag: Flag, inline: string | undefined, found: FoundFlag[]): number | CannotTell {
  const word = words[at]!;
  let last = at;
  let value: Located = { value: inline ?? '', path: word.path };
  if (flag.takesValue && inline === undefined) {
    const next = words[at + 1];
    // What looks like a flag is taken as one by some readers and as the value by others.
    if (!next || (next.value.startsWith('-') && next.value !== '-' && !negativeNumber.test(next.value))) {
      return opaque(say('`{launcher}` is given `{flag}` without a value.', { launcher, flag: name }));
    }
    value = next;
    last = at + 1;
  }
  if (flag.meaning === 'code') return inlineCode(launcher);
  if (flag.meaning === 'opaque') return opaque(say('`{launcher}` is given `{flag}`, which lets it run things that stand nowhere in the file.', { launcher, flag: name }));
  if (flag.meaning !== 'plain') found.push({ name, meaning: flag.meaning, value });
  return flag.ends ? ~last : last;
}

export function inlineCode(launcher: string): CannotTell {
  return opaque(say('`{launcher}` is given a program as text, or takes it from its input, so what runs is no file or package that could be checked.', { launcher }));
}

const longName = /^--[A-Za-z][\w.@:/-]{0,40}$/;

/** Only what is surely a flag's name is shown: the rest of the word may be a value, and a secret. */
function unknownFlag(launcher: string, name: string): CannotTell {
  if (hasVariable(name)) return variableIn.option;
  const flag = longName.test(name) ? name : name.slice(0, 2);
  return opaque(say('`{launcher}` is given `{flag}` among its own options, which MCP Roll Call does not know, so what it starts cannot be told for certain.', { launcher, flag }));
}

/** The names of all flags with a meaning, each once. */
export function namesOf(found: readonly FoundFlag[], meaning = 'hijack'): string[] {
  const names: string[] = [];
  for (const flag of found) if (flag.meaning === meaning && !names.includes(flag.name)) names.push(flag.name);
  return names;
}
