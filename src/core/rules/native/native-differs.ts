import type { Rule } from '../rule.ts';
import { listProblems } from './list-problems.ts';

export const nativeDiffers: Rule = {
  id: 'native-differs',
  title: 'Entry that means different things to two assistants',
  category: 'native',
  clients: ['vscode', 'copilot-cli', 'claude-code'],
  subject: 'file',
  severity: 'info',
  confidence: 'high',
  audience: 'default',
  since: '0.5.0',
  fix: 'none',
  references: [
    { title: 'Claude Code: managed MCP', url: 'https://code.claude.com/docs/en/managed-mcp' },
    { title: 'GitHub Copilot: enterprise-managed settings', url: 'https://docs.github.com/en/copilot/reference/enterprise-managed-settings' },
    { title: 'VS Code: AI settings', url: 'https://code.visualstudio.com/docs/agents/reference/ai-settings' },
  ],
  check: listProblems('native-differs'),
};
