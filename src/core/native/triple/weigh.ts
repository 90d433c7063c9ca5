import type { NativeEntry, NativeFile, NativeMatch } from '../native.ts';
import type { Likeness, TripleIdentity } from './identity.ts';

/** An entry, and the file it stands in. */
export interface FiledEntry {
  readonly file: NativeFile;
  readonly entry: NativeEntry;
}

/** How a client compares an entry with a server. Never throws. */
export type Matcher = (matches: NativeMatch, identity: TripleIdentity) => Likeness;

/** What an allow list and a deny list make of a server, before a client puts it into words. */
export type Weighed =
  /** A deny entry names it. */
  | { readonly outcome: 'denied'; readonly by: FiledEntry }
  /** A deny entry names it, if a variable is filled in so. */
  | { readonly outcome: 'perhaps-denied'; readonly by: FiledEntry }
  /** An allow entry names it. */
  | { readonly outcome: 'listed'; readonly by: FiledEntry }
  /** An allow entry names it, if a variable is filled in so. */
  | { readonly outcome: 'perhaps-listed'; readonly by: FiledEntry }
  /** There is an allow list, and no entry of it names the server. */
  | { readonly outcome: 'not-listed' }
  /** There is no allow list. */
  | { readonly outcome: 'unlisted' };

/**
 * Deny wins; an absent allow list (undefined) lets everything through, an empty one nothing.
 * @param allow the entries of the allow list that is in force; undefined where none is
 */
export function weigh(allow: readonly FiledEntry[] | undefined, deny: readonly FiledEntry[], identity: TripleIdentity, matcher: Matcher): Weighed {
  const denied = best(deny, identity, matcher);
  if (denied?.likeness === 'yes') return { outcome: 'denied', by: denied.by };
  const listed = allow && best(allow, identity, matcher);
  if (allow && !listed) return { outcome: 'not-listed' };
  if (denied) return { outcome: 'perhaps-denied', by: denied.by };
  if (!listed) return { outcome: 'unlisted' };
  return { outcome: listed.likeness === 'yes' ? 'listed' : 'perhaps-listed', by: listed.by };
}

function best(entries: readonly FiledEntry[], identity: TripleIdentity, matcher: Matcher): { readonly by: FiledEntry; readonly likeness: 'yes' | 'unknown' } | undefined {
  let perhaps: FiledEntry | undefined;
  for (const by of entries) {
    const likeness = matcher(by.entry.matches, identity);
    if (likeness === 'yes') return { by, likeness };
    if (likeness === 'unknown') perhaps ??= by;
  }
  return perhaps && { by: perhaps, likeness: 'unknown' };
}
