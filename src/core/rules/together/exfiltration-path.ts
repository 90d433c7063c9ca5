import type { AssessedServer } from '../../assess.ts';
import type { CatalogServer, Capability } from '../../catalog/schema.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule, TogetherContext, TogetherReport } from '../rule.ts';

/** A server, with what documentation says its tools do. */
interface Able {
  readonly server: AssessedServer;
  readonly entry: CatalogServer;
}

/**
 * Servers that a client has at once and that together make a path: text that anybody can write comes in, private data is at hand, something
 * can be sent out. What the text says can then send the data. Only servers in the catalog count, and only what their documentation says;
 * how they are restricted by options and tokens is not known, so that this is a question to its reader, not a verdict.
 */
export const exfiltrationPath: Rule = {
  id: 'exfiltration-path',
  title: 'Servers that together let private data out',
  category: 'together',
  clients: 'all',
  subject: 'together',
  severity: 'info',
  confidence: 'medium',
  audience: 'strict',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'Simon Willison: The lethal trifecta for AI agents', url: 'https://simonwillison.net/2025/Jun/16/the-lethal-trifecta/' },
    { title: 'Invariant Labs: GitHub MCP exploited, private repositories read through an issue', url: 'https://invariantlabs.ai/blog/mcp-github-vulnerability' },
    { title: 'OWASP MCP Top 10', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check(context) {
    const able = ablesIn(context);
    const [source, data, way] = [able('untrusted-content'), able('private-data'), able('way-out')];
    if (!source[0] || !data[0] || !way[0]) return [];
    const path = [first(source), first(data), first(way)] as const;
    // Best told at a server that this folder brought: this path would not be without it. Else where the data would leave.
    const at = path.find(({ server }) => server.file.scope === 'workspace') ?? path[2];
    return [report(context, path, at)];
  },
};

function ablesIn({ servers, known }: TogetherContext): (capability: Capability) => readonly Able[] {
  const able: Able[] = [];
  for (const server of servers) {
    const entry = known.catalog.serverInCatalog(server.identity);
    if (entry?.capabilities) able.push({ server, entry });
  }
  return (capability) => able.filter(({ entry }) => entry.capabilities!.value.includes(capability));
}

/** One of the folder's before one of the user's; among equals the one that does the least besides, so that the path is easy to follow. */
function first(able: readonly Able[]): Able {
  const rank = ({ server, entry }: Able): number => (server.file.scope === 'workspace' ? 0 : 10) + entry.capabilities!.value.length;
  return able.toSorted((a, b) => rank(a) - rank(b))[0]!;
}

function report({ client }: TogetherContext, [source, data, way]: readonly [Able, Able, Able], at: Able): TogetherReport {
  const nameOf = ({ server }: Able): string => maskText(server.declaration.name);
  const args = { client: client.name, source: nameOf(source), data: nameOf(data), way: nameOf(way) };
  const alone = source.server === data.server && data.server === way.server;
  return {
    server: at.server,
    at: at.server.declaration.path,
    part: 'key',
    message: () =>
      alone
        ? say('`{source}` brings in text that others can write, reads private data and can send data out: a hidden instruction in the first can send the second away. Give it a token and tools for no more than you need, and let it ask before it writes.', args)
        : say('In {client}, `{source}` brings in text that others can write, `{data}` reads private data and `{way}` can send data out: a hidden instruction in the first can send the second away through the third. Use them apart, or restrict what they may reach.', args),
  };
}
