import type { Span } from './document.ts';

/**
 * `direction`: makes a line read in another order than it is stored (Trojan Source, CVE-2021-42574); `tag`: letters that no screen shows and
 * models read (Unicode's tag block); `blank`: takes no room; `control`: acts on a terminal.
 */
export type HiddenKind = 'direction' | 'tag' | 'blank' | 'control';

export interface Hidden extends Span {
  readonly kind: HiddenKind;
}

/** One run of characters that nobody sees. Tab and line ends are none. */
const runs = /(?:[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029\ufff9-\ufffb]|(?![\t\n\r])\p{Cc})+/gu;

/**
 * Where characters stand that nobody sees, a run each, in order. What writing itself needs is left out: joiners inside emoji and inside
 * words of scripts that use them, selectors behind what they select, direction marks beside text that runs from right to left, a byte
 * order mark at the beginning, soft hyphens within words. Linear.
 * @see https://www.unicode.org/reports/tr36/ and https://trojansource.codes/
 */
export function hiddenIn(text: string): Hidden[] {
  const found: Hidden[] = [];
  runs.lastIndex = 0;
  for (let match = runs.exec(text); match; match = runs.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    if (!isWriting(text, start, match[0])) found.push({ start, end, kind: kindOf(match[0]) });
  }
  return found;
}

/** Whether there is any at all: quicker to say no. */
export function mayHide(text: string): boolean {
  return unusual.test(text);
}

const unusual = /[^\t\n\r -~\u00a1-\u00ac\u00ae-\u0300]/;

function kindOf(run: string): HiddenKind {
  if (/[\u202a-\u202e\u2066-\u2069]/.test(run)) return 'direction';
  if (/[\u{e0000}-\u{e007f}]/u.test(run)) return 'tag';
  if (/\p{Cc}/u.test(run)) return 'control';
  return /[\u061c\u200e\u200f]/.test(run) ? 'direction' : 'blank';
}

const joining = /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]/u;
const rightToLeft = /[\p{scx=Hebr}\p{scx=Arab}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}]/u;
const pictographic = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}#*0-9]/u;
const letter = /\p{L}/u;

/** Whether a run is there because the writing around it needs it. */
function isWriting(text: string, start: number, run: string): boolean {
  if (start === 0 && run === '\ufeff') return true;
  const before = characterBefore(text, start);
  const after = characterAt(text, start + run.length);
  if (run === '\u00ad') return letter.test(before) && letter.test(after);
  if (run === '\u200c' || run === '\u200d') return (joining.test(before) && (joining.test(after) || !letter.test(after))) || (run === '\u200d' && pictographic.test(before) && pictographic.test(after));
  if (run === '\u200e' || run === '\u200f' || run === '\u061c') return rightToLeft.test(nearby(text, start, run.length));
  if (run === '\ufe0f' || run === '\ufe0e') return pictographic.test(before);
  if (run === '\ufe0f\u200d') return pictographic.test(before) && pictographic.test(after);
  if (run === '\ufe0f\u20e3') return true;
  if (/^[\ufe00-\ufe0d]$/.test(run)) return /[\p{scx=Han}\p{S}\p{scx=Mymr}]/u.test(before);
  if (/^[\u{e0100}-\u{e01ef}]$/u.test(run)) return /\p{scx=Han}/u.test(before);
  if (/^[\u180b-\u180f]$/.test(run)) return /\p{scx=Mong}/u.test(before);
  if (/^[\u17b4\u17b5]$/.test(run)) return /\p{scx=Khmr}/u.test(before);
  // England, Scotland and Wales have flags that are spelled in tags (UTS 51, emoji tag sequences).
  return before === '\u{1f3f4}' && /^[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,6}\u{e007f}$/u.test(run);
}

/** A few characters on both sides: a mark stands beside a space or a bracket as often as beside a letter. */
function nearby(text: string, start: number, length: number): string {
  return text.slice(Math.max(0, start - 12), start) + text.slice(start + length, start + length + 12);
}

function characterBefore(text: string, at: number): string {
  if (at === 0) return '';
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff && at > 1 ? text.slice(at - 2, at) : text[at - 1]!;
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** The characters of a run as code points, for people: `U+202E U+2066`; cut after a few. */
export function named(run: string): string {
  const points = Array.from(run.slice(0, 40), (character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);
  const few = points.slice(0, 4);
  return points.length > few.length ? `${few.join(' ')} …` : few.join(' ');
}
