import type { Folder } from './folder.ts';
import { ownerPatternMatches } from './owner-pattern.ts';

/** Where GitHub looks for it, in this order; the first that is there counts. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** A user, a team or a mail address. */
const owner = /^(?:@[\w.-]{1,100}(?:\/[\w.-]{1,100}){0,5}|[^\s@#]{1,100}@[\w.-]{1,200})$/;

/** Longer lines and files say nothing of use (GitHub reads up to 3 MB). */
const maxLine = 2000;
const maxLength = 3_000_000;

/** Who owns a file as the repository's CODEOWNERS says, and the line that says so. */
export interface CodeOwners {
  readonly owners: readonly string[];
  /** `.github/CODEOWNERS:12` */
  readonly source: string;
}

/**
 * The owners of a file: those of the last pattern that matches. Undefined when none does, or the one that does names nobody.
 * @param file from the folder, with `/`
 */
export function codeOwnersOf(folder: Folder, file: string): CodeOwners | undefined {
  for (const place of places) {
    const text = folder.text(place);
    if (text !== undefined) return ownersIn(text, file, place);
  }
  return undefined;
}

function ownersIn(text: string, file: string, place: string): CodeOwners | undefined {
  const lines = text.slice(0, maxLength).split(/\r\n|\n|\r/);
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i]!;
    // `[Section]` is GitLab's; a pattern with `!` is not allowed, and makes GitHub skip the line.
    if (line.length > maxLine || /^\s*(?:#|\^?\[|!|$)/.test(line)) continue;
    const [, pattern = '', rest = ''] = /^\s*((?:\\.|[^\s\\])+)(.*)$/.exec(line) ?? [];
    if (pattern === '' || !ownerPatternMatches(pattern, file)) continue;
    const words = rest.replace(/(?:^|\s)#.*$/, '').split(/\s+/);
    const owners = words.filter((word) => owner.test(word));
    return owners.length > 0 ? { owners, source: `${place}:${i + 1}` } : undefined;
  }
  return undefined;
}
