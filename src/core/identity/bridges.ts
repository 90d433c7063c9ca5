import type { Located } from '../config/config-file.ts';
import { say } from '../text/message.ts';
import { canonicalUrl } from './canonical-url.ts';
import { flagTable, namesOf, scanFlags } from './flags.ts';
import type { PackageRef } from './identity.ts';
import { nothingToStart, opaque, variableIn, type CannotTell } from './launched.ts';
import { shownAddress } from './shown-address.ts';
import { hasVariableInAddress } from './variables.ts';

/** What a bridge calls. */
export interface Called {
  readonly kind: 'called';
  /** As `RemoteIdentity.url`. */
  readonly url: string;
  readonly hijacks: readonly string[];
}

type Bridge = (args: readonly Located[]) => Called | CannotTell;

/** An address as identity, or why it is none. */
export function called(address: string, hijacks: readonly string[] = []): Called | CannotTell {
  if (hasVariableInAddress(address)) return variableIn.url;
  const read = canonicalUrl(address);
  return 'problem' in read ? opaque(read.problem) : { kind: 'called', url: shownAddress(read), hijacks };
}

/** https://github.com/geelen/mcp-remote, `parseCommandLineArgs`: what is left first when `--header` pairs are taken out is the address. */
const mcpRemoteTable = flagTable({
  plain: '--allow-http --debug --silent --keep-alive --ipv4 --disable-cookies --device-code --client-credentials --use-id-token --disable-resource-parameter --enable-proxy',
  'plain=': '--header --header-file --transport --host --callback-path --auth-success-url --auth-timeout --static-oauth-client-metadata --static-oauth-client-info --client-metadata-url --resource --authorize-param --connect-timeout --body-timeout --headers-timeout --ping-interval --protocol --ignore-tool',
  // Where the client's own credentials are sent.
  'hijack=': '--token-endpoint',
});

function mcpRemote(args: readonly Located[]): Called | CannotTell {
  let at = 0;
  while (args[at]?.value === '--header' || args[at]?.value === '--header-file') at += 2;
  const address = args[at];
  if (!address) return nothingToStart('mcp-remote');
  const scan = scanFlags('mcp-remote', args.slice(at + 1), mcpRemoteTable, true);
  return 'kind' in scan ? scan : called(address.value, namesOf(scan.found));
}

/** https://github.com/supercorp-ai/supergateway, src/cli.ts. `--stdio` runs a command. */
const supergatewayTable = flagTable({
  plain: '--stateful --cors',
  'plain=': '--outputTransport --output-transport --port --host --baseUrl --base-url --ssePath --sse-path --messagePath --message-path --streamableHttpPath --streamable-http-path --logLevel --log-level --logFormat --log-format --healthEndpoint --health-endpoint --header --oauth2Bearer --oauth2-bearer --apiKey --api-key --sessionTimeout --session-timeout --protocolVersion --protocol-version --exitWithProcess --exit-with-process',
  'url=': '--sse --streamableHttp --streamable-http',
  'opaque=': '--stdio',
});

function supergateway(args: readonly Located[]): Called | CannotTell {
  const scan = scanFlags('supergateway', args, supergatewayTable, true);
  if ('kind' in scan) return scan;
  const addresses = scan.found.filter(({ meaning }) => meaning === 'url');
  if (addresses.length > 1) return opaque(say('`supergateway` is given several addresses, so which one it calls cannot be told.'));
  return addresses[0] ? called(addresses[0].value.value) : nothingToStart('supergateway');
}

/** https://github.com/sparfenyuk/mcp-proxy, src/mcp_proxy/__main__.py: how many words follow each option. */
const mcpProxyOptions: ReadonlyMap<string, number> = new Map([
  ...['--debug', '--no-debug', '--pass-environment', '--no-pass-environment', '--stateless', '--no-stateless', '--no-verify-ssl'].map((name): [string, number] => [name, 0]),
  ...['--transport', '--log-level', '--client-id', '--client-secret', '--port', '--host', '--sse-port', '--sse-host'].map((name): [string, number] => [name, 1]),
  ['--token-url', 1],
  ['-H', 2],
  ['--headers', 2],
]);
const mcpProxyHijacks = new Set(['--no-verify-ssl', '--token-url']);

/** With an address it calls that; with anything else it runs it as a command. */
function mcpProxy(args: readonly Located[]): Called | CannotTell {
  const hijacks: string[] = [];
  const plain: Located[] = [];
  for (let at = 0; at < args.length; at++) {
    const { value } = args[at]!;
    if (!value.startsWith('-')) {
      plain.push(args[at]!);
      continue;
    }
    const equals = value.indexOf('=');
    const name = equals < 0 ? value : value.slice(0, equals);
    const follow = mcpProxyOptions.get(name);
    if (follow === undefined || (equals >= 0 && follow !== 1)) {
      return opaque(say('`mcp-proxy` is given options that MCP Roll Call does not know, so what it calls or starts cannot be told for certain.'));
    }
    if (equals < 0) at += follow;
    if (mcpProxyHijacks.has(name)) hijacks.push(name);
  }
  const [address, ...more] = plain;
  if (!address) return nothingToStart('mcp-proxy');
  if (more.length > 0 || !/^https?:\/\//.test(address.value)) {
    return hasVariableInAddress(address.value) ? variableIn.url : opaque(say('`mcp-proxy` starts the command it is given, in a way that is not read here.'));
  }
  return called(address.value, hijacks);
}

/** Programs that do nothing but call a server elsewhere, by package. */
const bridges: ReadonlyMap<string, Bridge> = new Map([
  ['npm:mcp-remote', mcpRemote],
  ['npm:supergateway', supergateway],
  ['pypi:mcp-proxy', mcpProxy],
]);

export function bridgeOf({ type, name }: PackageRef): Bridge | undefined {
  return bridges.get(`${type}:${name}`);
}
