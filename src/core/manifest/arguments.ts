import type { ServerDeclaration } from '../config/config-file.ts';
import { secretsIn, type SecretSpot } from '../secret/find.ts';
import { maskText } from '../secret/mask.ts';
import { isPlainName, withheld, type Withheld } from './plain.ts';

/** An input of the manifest's format, as far as a draft uses it (schema 2025-12-11, `Input`). */
interface Input {
  readonly format?: 'filepath';
  readonly isRequired?: true;
  readonly isSecret?: true;
}

/** An argument of the manifest's format (`PositionalArgument`, `NamedArgument`). */
export type Argument =
  | ({ readonly type: 'positional'; readonly value: string; readonly variables?: Readonly<Record<string, Input>> } & Input)
  | ({ readonly type: 'positional'; readonly valueHint: string } & Input)
  | ({ readonly type: 'named'; readonly name: string; readonly value?: string } & Input);

/** One word of a command line, read for what of it may be shown. */
interface Word {
  readonly text: string;
  /** `--name` or `NAME`, where the word is an option or gives a value to a name; absent when it is all value. */
  readonly name?: string;
  /** Behind the `=`, or the whole word. */
  readonly value: string;
  /** What the value stands under. */
  readonly under: string;
  readonly withheld?: Withheld;
  readonly spots: readonly SecretSpot[];
}

const option = /^--?[A-Za-z][A-Za-z0-9_.-]{0,60}$/;
/** `-pSecret1` is a letter and its value; `-transport` may be an option's name. */
const joined = /^-[A-Za-z][^-]*\d|^-[A-Za-z][A-Z]/;
const assignment = /^(-{0,2}[A-Za-z_][\w.-]{0,100})=(?!=)(.*)$/s;

function read(words: readonly string[]): Word[] {
  const spots = new Map<unknown, SecretSpot[]>();
  for (const spot of secretsIn(onlyArguments(words))) spots.set(spot.at[0], [...(spots.get(spot.at[0]) ?? []), spot]);
  return words.map((text, i): Word => {
    const own = spots.get(i) ?? [];
    const why = (value: string, under: string): { withheld?: Withheld } => {
      const reason = own.length > 0 ? 'secret' : value === '' ? undefined : withheld(value, under);
      return reason ? { withheld: reason } : {};
    };
    const [, name, value = ''] = assignment.exec(text) ?? [];
    if (name !== undefined && isPlainName(name)) return { text, name, value, under: name, spots: own, ...why(value, name) };
    if (option.test(text) && isPlainName(text) && !joined.test(text)) return { text, name: text, value: '', under: text, spots: own };
    const before = words[i - 1] ?? '';
    const under = option.test(before) ? before : '';
    return { text, value: text, under, spots: own, ...why(text, under) };
  });
}

/** Arguments in the manifest's format. What may not be shown becomes an input, so that the manifest says that something belongs there. */
export function manifestArguments(words: readonly string[]): Argument[] {
  return read(words).map(({ text, name, value, under, withheld: why }): Argument => {
    const input: Input = why ? { isRequired: true, ...(why === 'path' && { format: 'filepath' }), ...(why === 'secret' && { isSecret: true }) } : {};
    if (name?.startsWith('-')) return { type: 'named', name, ...(!why && text.length > name.length && { value }), ...input };
    if (!why) return { type: 'positional', value: text };
    if (name !== undefined) return { type: 'positional', value: `${name}={${name}}`, variables: { [name]: input } };
    return { type: 'positional', valueHint: under.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_/, '') || hints[why], ...input };
  });
}

const hints: Readonly<Record<Withheld, string>> = { secret: 'secret', variable: 'value', path: 'path', other: 'value' };

/** Stands for what is not shown. */
export const hidden = '•••';

/** A command line's words for showing, each value that may not be shown replaced. */
export function shownWords(words: readonly string[]): string[] {
  return read(words).map(shown);
}

function shown({ text, name, withheld: why }: Word): string {
  return why === undefined ? text : name === undefined ? hidden : `${name}=${hidden}`;
}

/** Longer words are told apart by their beginning and length. */
const maxCompared = 4000;

/**
 * A command line's words for telling one launch from another, without what is or looks like a secret: launches that differ in
 * nothing else are the same. To be hashed, not shown: paths and whole command lines stay in, masked.
 */
export function comparableWords(words: readonly string[]): string[] {
  return read(words).map((word) => {
    const { text, withheld: why, spots } = word;
    if (why !== 'variable' && why !== 'path' && !/\s/.test(text)) return shown(word);
    let masked = text;
    for (const spot of spots.toSorted((a, b) => b.start - a.start)) masked = masked.slice(0, spot.start) + hidden + masked.slice(spot.end);
    return maskText(masked.slice(0, maxCompared)) + (masked.length > maxCompared ? `(${masked.length})` : '');
  });
}

function onlyArguments(words: readonly string[]): ServerDeclaration {
  const start = { line: 0, character: 0 };
  return { name: '', path: [], range: { start, end: start }, transport: 'stdio', args: words.map((value, i) => ({ value, path: [i] })), env: [], headers: [], disabled: false };
}
