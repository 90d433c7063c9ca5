import { maskUrl } from '../../core/secret/mask.ts';
import { say, type Message } from '../../core/text/message.ts';

/** An address that may be asked over the network: https, or plain http to this machine itself. */
export interface Address {
  readonly url: URL;
  /** Nothing protects what comes from there on its way; only this machine's own addresses may be asked so. */
  readonly plain: boolean;
}

/** Whether a text was meant as an address and not as a path. `C:\policy.json` is a path. */
export function looksLikeAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(text);
}

/** Read an address that somebody configured. A login in it would be sent, stored and shown: it is not taken. */
export function readAddress(text: string): Address | { readonly problem: Message } {
  const shown = maskUrl(text);
  if (!URL.canParse(text)) return { problem: say('{address} is not a complete address. Write it as `https://host/path`.', { address: shown }) };
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return { problem: say('{address} holds a login. Whatever reads the address could use it: take it out, and let the server decide by network or client certificate.', { address: shown }) };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return { problem: say('{address} does not begin with `https://`, so anybody on the way could change what arrives. Use an https address.', { address: shown }) };
  }
  // Never sent, so that two addresses which differ in it are one.
  url.hash = '';
  return { url, plain: url.protocol === 'http:' };
}

/** RFC 6761 6.3 (`localhost`), RFC 1122 3.2.1.3 (127/8), RFC 4291 2.5.3 (::1); URL writes any spelling of an address in these forms. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
