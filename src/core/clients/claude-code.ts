import type { Client } from './client.ts';

/** Claude Code: https://code.claude.com/docs/en/mcp (scopes: project, local, user). */
export const claudeCode: Client = {
  id: 'claude-code',
  name: 'Claude Code',
  locations: [
    { scope: 'workspace', path: '.mcp.json', syntax: 'json', servers: [{ at: ['mcpServers'] }, 'bare'] },
    {
      scope: 'user',
      path: ({ home, env }) => [`${env.CLAUDE_CONFIG_DIR ?? home}/.claude.json`],
      syntax: 'json',
      // Its default scope, "local", keeps a project's servers here, by the project's path.
      servers: [{ at: ['mcpServers'] }, { at: ['projects', '*', 'mcpServers'], disabledNames: 'disabledMcpServers' }],
    },
  ],
  variables: { environment: (name) => `\${${name}}` },
};
