import type { CatalogServer } from '../../catalog/schema.ts';
import { child, nodeAt } from '../../config/node.ts';
import type { Change, Fix } from '../../finding/finding.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext } from '../rule.ts';
import { calledHosts, type CalledHost } from './called-hosts.ts';

/**
 * A server on this machine is the reader's own business. Strict, since many vendors offer nothing else yet and then there is nothing a reader
 * could do.
 */
export const deprecatedSse: Rule = {
  id: 'deprecated-sse',
  title: 'Deprecated transport (HTTP with SSE)',
  category: 'transport',
  clients: 'all',
  subject: 'server',
  severity: 'info',
  confidence: 'high',
  audience: 'strict',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'MCP specification 2025-03-26: HTTP+SSE is replaced by Streamable HTTP', url: 'https://modelcontextprotocol.io/specification/2025-03-26/changelog' },
    { title: 'MCP specification: Backwards Compatibility of transports', url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#backwards-compatibility' },
  ],
  check(context) {
    return calledHosts(context).flatMap((host) => {
      if (host.here || (context.server.transport !== 'sse' && !endsInSse.test(host.at.value))) return [];
      const instead = streamableAddress(context, host);
      return [
        {
          at: host.at.path,
          message: () =>
            instead === undefined
              ? say('This is called over SSE, which the MCP specification replaced by Streamable HTTP in March 2025; clients and servers are dropping it. Ask its vendor for the new address, often `/mcp` in place of `/sse`.')
              : say('This is called over SSE, which the MCP specification replaced by Streamable HTTP in March 2025; clients and servers are dropping it. The server answers at `{instead}` too.', { instead }),
          ...(instead !== undefined && { fixes: () => [switchTo(instead, host, context)] }),
        },
      ];
    });
  },
};

const endsInSse = /\/sse\/?(?:[?#].*)?$/i;

/** The one other address at the same host that the catalog knows of the same server. */
function streamableAddress({ identity, known }: ServerContext, { name }: CalledHost): string | undefined {
  const server = known.catalog.serverInCatalog(identity);
  const others = server ? addressesOf(server).filter((url) => !endsInSse.test(url) && URL.canParse(url) && new URL(url).hostname === name) : [];
  return others.length === 1 ? others[0] : undefined;
}

function addressesOf({ identities }: CatalogServer): string[] {
  return identities.flatMap((identity) => ('url' in identity && identity.match === 'exact' ? [identity.url] : []));
}

function switchTo(instead: string, { at }: CalledHost, { server, file }: ServerContext): Fix {
  const query = /[?#].*$/s.exec(at.value)?.[0] ?? '';
  const changes: Change[] = [{ op: 'replace', at: at.path, value: instead + query }];
  const type = child(nodeAt(file.tree, server.path), 'type');
  if (type?.kind === 'string' && type.value === 'sse') changes.push({ op: 'replace', at: [...server.path, 'type'], value: 'http' });
  return { id: 'use-streamable-http', title: say('Call {instead} over Streamable HTTP', { instead }), safety: 'needs-review', note: say('Check that the server still connects: some clients need their own name for the transport.'), changes };
}
