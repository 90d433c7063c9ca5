import type { Located, ServerDeclaration } from '../../config/config-file.ts';
import { staysHere } from '../../identity/loopback.ts';
import type { ServerContext } from '../rule.ts';

/** A host that a server's launch calls, and the text it stands in. */
export interface CalledHost {
  readonly at: Located;
  readonly scheme: string;
  /** What stands before an `@`, as written; empty where nothing does. */
  readonly login: string;
  /** As written, and where in the text. */
  readonly written: string;
  readonly start: number;
  /** As a program would look it up: in lower case, punycode, IPv4 as four numbers, no dot at its end; undefined where it is no host. */
  readonly name: string | undefined;
  /** This machine. */
  readonly here: boolean;
}

const none: readonly CalledHost[] = [];
const known = new WeakMap<ServerDeclaration, readonly CalledHost[]>();

/** The hosts of a server's own address, and of those a bridge (`mcp-remote https://…`) is given. A host that a variable hides is not among them. */
export function calledHosts({ server, identity }: Pick<ServerContext, 'server' | 'identity'>): readonly CalledHost[] {
  if (!server.url && (identity.kind === 'program' || identity.kind === 'package')) return none;
  let hosts = known.get(server);
  if (!hosts) known.set(server, (hosts = addressesOf(server).flatMap((address) => hostIn(address) ?? [])));
  return hosts;
}

/** By its name in the arguments: of an address with a login nothing is identified, and that is one worth looking at. */
const bridge = /^(?:mcp-remote|supergateway|mcp-proxy)(?:$|[@=])/;

function addressesOf({ url, args }: ServerDeclaration): readonly Located[] {
  if (url) return [url];
  return args.some(({ value }) => bridge.test(value)) ? args : [];
}

const begin = /^\s*(https?|wss?):\/\/(?:([^\s/?#\\]*)@)?(\[[^\]\s]*\]|[^\s/?#\\:]*)/i;
const plain = /^[A-Za-z0-9.-]+$/;
const number = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/i;

/** RFC 1035, 2.3.4 allows 253; more where it is not in ASCII yet. */
const mostCharacters = 1000;

/** The host of one address. Never throws. */
export function hostIn(at: Located): CalledHost | undefined {
  const match = begin.exec(at.value);
  if (!match) return undefined;
  const written = match[3]!;
  // Variables and blanks to fill in, in every spelling: half of one is enough (`${input` of `${input:host}`).
  if (written === '' || written.length > mostCharacters || /[${}<>%]|^your[-_.]/i.test(written)) return undefined;
  const name = plain.test(written) && !number.test(written) ? written.toLowerCase().replace(/\.$/, '') : canonical(written);
  return { at, scheme: match[1]!.toLowerCase(), login: match[2] ?? '', written, start: match[0].length - written.length, name, here: staysHere(written) };
}

function canonical(host: string): string | undefined {
  try {
    return new URL(`http://${host}/`).hostname.replace(/\.$/, '');
  } catch {
    return undefined;
  }
}

/** The longest of some names that a host is, or lies below. */
export function nameAbove<T>(names: ReadonlyMap<string, T>, host: string): T | undefined {
  for (let at = host; ; at = at.slice(at.indexOf('.') + 1)) {
    const found = names.get(at);
    if (found !== undefined) return found;
    if (!at.includes('.')) return undefined;
  }
}
