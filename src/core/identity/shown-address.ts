import { knownToken } from '../secret/token-formats.ts';
import { looksRandom } from '../secret/placeholder.ts';
import type { CanonicalUrl } from './canonical-url.ts';

/** An address with its parameters by name only. A name that looks like a credential itself (`?sk-…`) is left out as well. */
export function shownAddress({ url, query }: CanonicalUrl): string {
  if (query.length === 0) return url;
  const names = query.map((name) => `${looksRandom(name) || knownToken(name) ? 'hidden' : encodeURIComponent(name)}=`);
  return `${url}?${names.join('&')}`;
}
