import { withoutTokens } from '../secret/token-formats.ts';

/**
 * What is scanned may be hostile: a name can hold terminal escapes, line breaks, invisible or bidirectional characters
 * that make a report say something else. Every scanned string passes through here before it is shown.
 */
const hostile = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]|\p{Surrogate}|(?! )\p{Zs}|\u2800/gu;

/**
 * The text with every control, format, invisible and bidirectional character, and every blank that is not an ordinary space,
 * written as `\u{…}`; cut at `limit` characters. A credential of a known format is masked: anything can be one, a server's name too.
 */
export function visible(given: string, limit = 200): string {
  // Before the cut, which could leave the better part of a token that no format knows any more.
  const text = withoutTokens(given.length > limit + longestToken ? given.slice(0, limit + longestToken) : given, '•••');
  const cut = text.length > limit ? `${text.slice(0, splitsPair(text, limit) ? limit - 1 : limit)}…` : text;
  return cut.replace(hostile, escaped);
}

/** A text of several lines with the same written out in it, its line breaks aside: for what must be read before it is agreed to. */
export function visibleLines(text: string): string {
  return text.replace(hostile, (c) => (c === '\n' ? c : escaped(c)));
}

function escaped(c: string): string {
  return `\\u{${c.codePointAt(0)!.toString(16).toUpperCase()}}`;
}

/** Somewhat more than the longest format allows (a JSON Web Token of three parts). */
const longestToken = 13_000;

/** Whether `at` lies between the two halves of one character. */
function splitsPair(text: string, at: number): boolean {
  return text.codePointAt(at - 1)! > 0xffff;
}
