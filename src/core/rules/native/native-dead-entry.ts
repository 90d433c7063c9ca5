import type { Rule } from '../rule.ts';
import { listProblems } from './list-problems.ts';

export const nativeDeadEntry: Rule = {
  id: 'native-dead-entry',
  title: 'List entry that does nothing',
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
    { title: 'VS Code: AI settings', url: 'https://code.visualstudio.com/docs/agents/reference/ai-settings' },
  ],
  check: listProblems('native-dead-entry'),
};
