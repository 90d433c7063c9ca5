import type { Rule } from '../rule.ts';
import { listProblems } from './list-problems.ts';

export const nativeNameOnly: Rule = {
  id: 'native-name-only',
  title: 'Approval of whatever has a name',
  category: 'native',
  clients: ['vscode', 'copilot-cli', 'claude-code', 'codex', 'gemini-cli', 'cline'],
  subject: 'file',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.5.0',
  fix: 'none',
  references: [
    { title: 'Claude Code: managed MCP', url: 'https://code.claude.com/docs/en/managed-mcp' },
    { title: 'Gemini CLI: enterprise', url: 'https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/enterprise.md' },
    { title: 'Cline: MCP server controls', url: 'https://docs.cline.bot/enterprise-solutions/configuration/infrastructure-configuration/control-other-cline-features/mcp-server-controls' },
  ],
  check: listProblems('native-name-only'),
};
