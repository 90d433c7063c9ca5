import type { Client } from './client.ts';
import { claudeSettingsProviders } from '../providers/claude-code.ts';
import { folderIn } from './folder.ts';

/** Claude Code: https://code.claude.com/docs/en/mcp (scopes: project, local, user). */
export const claudeCode: Client = {
  id: 'claude-code',
  name: 'Claude Code',
  locations: [
    { scope: 'workspace', path: '.mcp.json', syntax: 'json', servers: [{ at: ['mcpServers'] }, 'bare'] },
    {
      scope: 'user',
      path: (environment) => [`${folderIn(environment, 'CLAUDE_CONFIG_DIR') ?? environment.home}/.claude.json`],
      syntax: 'json',
      // Its default scope, "local", keeps a project's servers here, by the project's path.
      servers: [{ at: ['mcpServers'] }, { at: ['projects', '*', 'mcpServers'], disabledNames: 'disabledMcpServers' }],
    },
    { scope: 'workspace', path: '.claude/settings.json', syntax: 'json', servers: [], providers: claudeSettingsProviders },
    { scope: 'workspace', path: '.claude/settings.local.json', syntax: 'json', servers: [], providers: claudeSettingsProviders },
    {
      scope: 'user',
      path: (environment) => [`${folderIn(environment, 'CLAUDE_CONFIG_DIR') ?? `${environment.home}/.claude`}/settings.json`],
      syntax: 'json',
      servers: [],
      providers: claudeSettingsProviders,
    },
  ],
  variables: { environment: (name) => `\${${name}}` },
};
