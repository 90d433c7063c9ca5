import type { Client } from './client.ts';

/** Cursor: https://docs.cursor.com/context/model-context-protocol. */
export const cursor: Client = {
  id: 'cursor',
  name: 'Cursor',
  locations: [
    { scope: 'workspace', path: '.cursor/mcp.json', syntax: 'json', servers: [{ at: ['mcpServers'] }] },
    { scope: 'user', path: ({ home }) => [`${home}/.cursor/mcp.json`], syntax: 'json', servers: [{ at: ['mcpServers'] }] },
  ],
  variables: { environment: (name) => `\${env:${name}}` },
};
