import { programNamed, sortOf } from '../identity/programs.ts';
import { mask } from '../secret/mask.ts';

/** What a shell or an interpreter would act on. */
const active = /[`$();|&<>\n\r]/;

/** Whether a command runs what it is given as text, so that a mask in its arguments could hide code from whoever is asked. */
export function runsText(command: string, args: readonly string[]): boolean {
  const sort = sortOf(programNamed(command).key);
  // What is given to a script, or to a package's program, is not run as text by whoever starts it.
  if (sort === 'interpreter') return args.some((arg) => /^-[A-Za-z]*[ecprEx]|^--(?:eval|print|require|import)(?:=|$)|^eval$/.test(arg));
  return sort === 'fetcher' ? args.some((arg) => /^(?:-c|--call|-e|--eval|--shell-mode)(?:=|$)/.test(arg)) : sort !== undefined;
}

/** Whether what a mask hides in a text could be code; true as well where it cannot be told what is hidden. */
export function hidesCode(text: string, shown: string): boolean {
  const pieces = shown.split(mask);
  if (pieces.length === 1) return text !== shown;
  if (!text.startsWith(pieces[0]!)) return true;
  let at = pieces[0]!.length;
  for (let i = 1; i < pieces.length; i++) {
    const piece = pieces[i]!;
    const next = i === pieces.length - 1 ? (text.endsWith(piece) ? text.length - piece.length : -1) : text.indexOf(piece, at);
    if (next < at || active.test(text.slice(at, next))) return true;
    at = next + piece.length;
  }
  return false;
}
