import { say, type Message } from '../text/message.ts';

/** An address in the one form in which equal addresses are equal texts. */
export interface CanonicalUrl {
  /** `scheme://host[:port]/path`: no login, parameters or fragment. */
  readonly url: string;
  /** The names of its parameters, in order. */
  readonly query: readonly string[];
}

const maxLength = 8000;
/** RFC 1035, 2.3.4. */
const maxHost = 253;
const plainAscii = /^[!-[\]-~]*$/;
const hostile = /[\s\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const schemeAndHost = /^https?:\/\/([^/?#]*)/i;
const encodedSeparator = /%(?:25)*(?:2f|5c)|%(?:25)+2e/i;
const encodedControl = /%(?:[01][0-9a-f]|7f)/i;
const badEscape = /%(?![0-9a-f]{2})/i;
const escape = /%[0-9a-f]{2}/gi;
const unreserved = /[A-Za-z0-9._~-]/;

const problems = {
  long: say('The address is longer than any real one.'),
  scheme: say('The address does not begin with `https://` or `http://` and a host.'),
  backslash: say('The address holds a backslash, which programs read differently.'),
  characters: say('The address holds a space, a control character or an invisible character, which programs read differently.'),
  login: say('The address holds a login before its host (`…@`), which can make it look like another one.'),
  separator: say('The address holds an encoded path separator (`%2f`, `%5c`) or a doubly encoded dot, which servers read differently.'),
  control: say('The address holds an encoded control character.'),
  escape: say('The address holds a `%` that encodes nothing.'),
  host: say('The address has no host that exists.'),
} satisfies Record<string, Message>;

/**
 * The canonical form of an http(s) address, or why it has none. Never throws.
 *
 * Scheme and host in lower case, host in punycode and without a dot at its end, IPv4 in any spelling as four numbers, default port
 * and fragment dropped, dot segments collapsed (all by the WHATWG URL standard, which clients follow), path in its own case with
 * needlessly encoded characters decoded (RFC 3986, 6.2.2). What readers are known to take differently is refused, not repaired.
 */
export function canonicalUrl(text: string): CanonicalUrl | { readonly problem: Message } {
  if (text.length > maxLength) return { problem: problems.long };
  if (!plainAscii.test(text)) {
    if (text.includes('\\')) return { problem: problems.backslash };
    if (hostile.test(text)) return { problem: problems.characters };
  }
  const authority = schemeAndHost.exec(text)?.[1];
  if (!authority) return { problem: problems.scheme };
  if (authority.includes('@')) return { problem: problems.login };
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { problem: problems.host };
  }
  const host = url.hostname.endsWith('.') ? url.hostname.slice(0, -1) : url.hostname;
  if (host === '' || host.length > maxHost || host.startsWith('.') || host.endsWith('.') || host.includes('..')) return { problem: problems.host };
  let path = url.pathname;
  if (path.includes('%')) {
    if (badEscape.test(path)) return { problem: problems.escape };
    if (encodedSeparator.test(path)) return { problem: problems.separator };
    if (encodedControl.test(path)) return { problem: problems.control };
    path = path.replace(escape, decodeUnreserved);
  }
  const query = url.search.length > 1 ? [...new Set(url.searchParams.keys())] : [];
  return { url: `${url.protocol}//${host}${url.port && `:${url.port}`}${path}`, query };
}

function decodeUnreserved(escaped: string): string {
  const character = String.fromCharCode(parseInt(escaped.slice(1), 16));
  return unreserved.test(character) ? character : escaped.toUpperCase();
}

const login = /^(https?:\/\/)[^/?#]*@/i;

/**
 * A registry's address in canonical form, without login, parameters and the slash at its end: what two spellings of the same
 * registry have in common. Undefined when it is no http(s) address.
 */
export function canonicalRegistry(text: string): string | undefined {
  const read = canonicalUrl(text.trim().replace(login, '$1'));
  if ('problem' in read) return undefined;
  return read.url.endsWith('/') && !isRoot(read.url) ? read.url.slice(0, -1) : read.url;
}

function isRoot(url: string): boolean {
  return url.indexOf('/', url.indexOf('//') + 2) === url.length - 1;
}
