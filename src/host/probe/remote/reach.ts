import { isIP } from 'node:net';
import { maskUrl } from '../../../core/secret/mask.ts';
import { say, type Message } from '../../../core/text/message.ts';
import { classOf, type AddressClass } from './address-class.ts';

/** Which addresses may be called on behalf of one declaration. */
export interface Reach {
  /** Why an address may not be called, before anybody is asked where it is. */
  readonly refusesUrl: (url: URL) => Message | undefined;
  /** Why the machine that a name leads to may not be called. */
  readonly refusesAddress: (host: string, address: string) => Message | undefined;
}

/**
 * What a declaration may make this program call. The address that it names itself was shown to the user and may be on this machine or in the
 * network around it. A name that anybody can register must not lead there (DNS rebinding), nor may a public server send this program there
 * by what it answers (RFC 9728 7.7 and the MCP security best practices, "server-side request forgery").
 * @param declared the address as declared
 */
export function reachOf(declared: URL): Reach {
  const host = bare(declared.hostname);
  const own = standing(host);
  const literal = isIP(host) !== 0;
  // How deep others may lie that this server names: never deeper than the server itself.
  const depth: readonly AddressClass[] = own === 'loopback' ? ['public', 'private', 'loopback'] : own === 'private' ? ['public', 'private'] : ['public'];
  const allowed = (name: string, address: string): boolean => {
    const found = classOf(address);
    if (name !== host) return depth.includes(found);
    // Its own words: that very address, whatever it is.
    if (literal) return true;
    // A name of this machine must stay on it; one of this network may well be this machine's, too.
    return own === 'loopback' ? found === 'loopback' : own === 'private' ? found !== 'special' : found === 'public';
  };
  return {
    refusesUrl: (url) => {
      if (url.protocol !== 'https:' && url.protocol !== 'http:') return say('{address} is no web address, so it is not called.', { address: maskUrl(url.href) });
      const name = bare(url.hostname);
      const found = isIP(name) === 0 ? standing(name) : classOf(name);
      if (name === host || depth.includes(found)) return undefined;
      return say('The server sends this program to {address}, which is on this machine or in the network around it. A server out there has no business with that, so it is not called.', { address: maskUrl(url.href) });
    },
    refusesAddress: (name, address) =>
      allowed(bare(name), address) ? undefined : say('The name {host} leads to {address}, which is on this machine or in the network around it, as an attack by DNS rebinding would. It is not called. If that is meant to be so, declare the address itself.', { host: bare(name), address }),
  };
}

/**
 * What a name promises of where it leads: `localhost` stays here (RFC 6761 6.3); nobody can register a name of one label or below the
 * domains kept for local use (RFC 6762 `local`, RFC 8375 `home.arpa`, RFC 2606 `test`, ICANN's `internal`).
 */
function standing(host: string): AddressClass {
  if (isIP(host) !== 0) return classOf(host);
  if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
  return !host.includes('.') || /\.(?:local|internal|home\.arpa|test|lan|intranet|corp)$/.test(host) ? 'private' : 'public';
}

/** Without an IPv6 address's brackets and the dot that ends a whole name. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '').toLowerCase();
}
