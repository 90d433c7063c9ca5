/**
 * Hosts of companies that run other people's MCP servers, or stand between a client and them: what is called there belongs to one party and is
 * answered by another, which sees every call and keeps the tokens. `path`: only what lies below it; the rest of the host is a website or an API.
 */
interface HostedProxy {
  readonly operator: string;
  readonly path?: RegExp;
}

export const hostedProxies: ReadonlyMap<string, HostedProxy> = new Map<string, HostedProxy>([
  // https://smithery.ai/docs
  ['server.smithery.ai', { operator: 'Smithery' }], ['run.tools', { operator: 'Smithery' }], ['api.smithery.ai', { operator: 'Smithery', path: /^\/connect\// }],
  // https://docs.composio.dev/
  ['mcp.composio.dev', { operator: 'Composio' }], ['connect.composio.dev', { operator: 'Composio' }], ['rube.app', { operator: 'Composio' }], ['backend.composio.dev', { operator: 'Composio', path: /^\/(?:api\/)?v3\/(?:mcp|tool_router)\b/ }],
  // https://pipedream.com/docs/connect/mcp/
  ['mcp.pipedream.net', { operator: 'Pipedream' }], ['mcp.pipedream.com', { operator: 'Pipedream' }],
  // https://docs.zapier.com/mcp/home
  ['mcp.zapier.com', { operator: 'Zapier' }], ['actions.zapier.com', { operator: 'Zapier', path: /^\/mcp\// }],
  // https://glama.ai/mcp
  ['glama.ai', { operator: 'Glama', path: /^\/(?:endpoints|mcp\/instances)\// }],
  // https://docs.mcp.run/
  ['mcp.run', { operator: 'mcp.run', path: /^\/api\/mcp\// }],
  // https://www.klavis.ai/docs
  ['klavis.ai', { operator: 'Klavis', path: /^\/(?:mcp|sse)\b/ }],
  // https://metorial.com/docs
  ['mcp.metorial.com', { operator: 'Metorial' }],
  // https://gitmcp.io/
  ['gitmcp.io', { operator: 'GitMCP' }],
  // https://docs.obot.ai/: vendors' own APIs behind servers of Obot's.
  ['obot.ai', { operator: 'Obot', path: /^\/mcp\b/ }],
]);
