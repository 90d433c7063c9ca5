import type { Rule } from '../rule.ts';
import { listProblems } from './list-problems.ts';

export const nativeIgnoredList: Rule = {
  id: 'native-ignored-list',
  title: 'List that the assistant takes no notice of',
  category: 'native',
  clients: ['vscode', 'copilot-cli', 'claude-code', 'gemini-cli', 'cline'],
  subject: 'file',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.5.0',
  fix: 'none',
  references: [
    { title: 'VS Code: enterprise AI settings', url: 'https://code.visualstudio.com/docs/enterprise/ai-settings' },
    { title: 'Claude Code: managed MCP', url: 'https://code.claude.com/docs/en/managed-mcp' },
    { title: 'Cline: MCP server controls', url: 'https://docs.cline.bot/enterprise-solutions/configuration/infrastructure-configuration/control-other-cline-features/mcp-server-controls' },
  ],
  check: listProblems('native-ignored-list'),
};
