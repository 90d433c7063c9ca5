/** As in src/core/text/visible.ts, with a code point where that has an escape: it stands in prose here. Combining marks may not reach what stands before a piece. */
const hostile = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]|\p{Surrogate}|(?! )\p{Zs}|\u2800|^\p{M}/gu;
/** What our own marks begin with: written by the text itself, it could pass for one. */
const marks = /\[(?=U\+|-|…)|\{(?=\+)|-(?=\])|\+(?=\})|⏎/g;

/**
 * A text that may be hostile, so that all of it can be seen and none of it acts: hidden characters, those that turn the reading order and
 * those of a terminal stand as `[U+202E]`, a line end as `⏎` and a line end, a tab as `[U+0009]`.
 */
export function shownText(text: string): string {
  return text
    .replace(marks, point)
    .replace(/\r\n/g, '[U+000D]\n')
    .replace(hostile, (character) => (character === '\n' ? '⏎\n' : point(character)));
}

/** The same with every character beyond ASCII as a code point: for texts that look alike and are not. */
export function shownPlainly(text: string): string {
  return shownText(text).replace(/[^\n\x20-\x7e⏎•]/gu, point);
}

function point(character: string): string {
  return `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
}
