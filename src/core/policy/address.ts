/** An http(s) address in its parts, for comparing. */
export interface Address {
  readonly scheme: string;
  /** Lower case, without a dot at its end. */
  readonly host: string;
  /** The scheme's own where none is written. */
  readonly port: string;
  readonly path: string;
  /** Names of its parameters. */
  readonly query: readonly string[];
}

const defaultPorts: Readonly<Record<string, string>> = { https: '443', http: '80' };
const parts = /^([a-z]+):\/\/(\[[^\]/]*\]|[^:/?#@]*)(?::(\d*))?(\/[^?#]*)(?:\?(.*))?$/;

/**
 * The parts of an address in canonical form (`canonicalUrl`): no parsing is left to be done, and one server in three has one.
 * Undefined for anything else.
 */
export function readCanonical(url: string): Address | undefined {
  const match = parts.exec(url);
  if (!match) return undefined;
  const [, scheme, host, port, path, query] = match as unknown as [string, string, string, string | undefined, string, string | undefined];
  return { scheme, host, port: port || (defaultPorts[scheme] ?? ''), path, query: query ? [...new URLSearchParams(query).keys()] : [] };
}

/** The parts of an address that was read by the WHATWG URL standard. */
export function addressOf(url: URL): Address {
  const scheme = url.protocol.slice(0, -1);
  return {
    scheme,
    host: url.hostname.toLowerCase().replace(/\.$/, ''),
    port: url.port || (defaultPorts[scheme] ?? ''),
    path: url.pathname,
    query: [...url.searchParams.keys()],
  };
}

/** The address in VS Code's words: what `fetch` would call, which is what `serverUrl` patterns are compared with. */
export function destination(url: URL): string {
  return (url.origin + url.pathname + url.search).toLowerCase();
}
