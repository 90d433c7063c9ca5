import type { OwnPackage } from './own-package.ts';

/** Libraries that only servers are built with. */
const forServers = new Set(['@modelcontextprotocol/server', 'mcp-framework', 'mcp-handler', '@vercel/mcp-adapter', 'xmcp']);
/** Libraries for both ends: who depends on them builds a server, or calls one. */
const forBoth = new Set(['@modelcontextprotocol/sdk', 'fastmcp', 'mcp']);

/**
 * The dependency by which a package shows that it builds an MCP server; undefined where it does not, or only may: an application that calls
 * servers depends on the same library. So with a library for both ends the package must also bring a program, and speak of MCP in its name or
 * keywords and not of a client.
 */
export function serverLibrary({ dependencies, mcpName, runs, name, keywords }: OwnPackage): string | undefined {
  const both = [...dependencies].find((dependency) => forBoth.has(dependency));
  const only = [...dependencies].find((dependency) => forServers.has(dependency));
  if (only !== undefined) return only;
  if (both === undefined) return undefined;
  if (mcpName !== undefined) return both;
  const said = [name, ...keywords].join(' ').toLowerCase();
  return runs && /\bmcp\b|model.?context.?protocol/.test(said) && !/client|inspector|host\b|proxy|gateway/.test(said) ? both : undefined;
}
