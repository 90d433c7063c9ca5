import type { Rule } from '../rule.ts';
import { listProblems } from './list-problems.ts';

export const nativeInvalidEntry: Rule = {
  id: 'native-invalid-entry',
  title: 'List entry that an assistant does not understand',
  category: 'native',
  clients: ['vscode', 'copilot-cli', 'claude-code', 'codex', 'gemini-cli', 'cline'],
  subject: 'file',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.5.0',
  fix: 'none',
  references: [
    { title: 'Claude Code: managed MCP', url: 'https://code.claude.com/docs/en/managed-mcp' },
    { title: 'GitHub Copilot: enterprise-managed settings', url: 'https://docs.github.com/en/copilot/reference/enterprise-managed-settings' },
    { title: 'Cline: MCP server controls', url: 'https://docs.cline.bot/enterprise-solutions/configuration/infrastructure-configuration/control-other-cline-features/mcp-server-controls' },
  ],
  check: listProblems('native-invalid-entry'),
};
