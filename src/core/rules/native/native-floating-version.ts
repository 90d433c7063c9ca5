import type { Rule } from '../rule.ts';
import { listProblems } from './list-problems.ts';

export const nativeFloatingVersion: Rule = {
  id: 'native-floating-version',
  title: 'Approval of words that mean something else tomorrow',
  category: 'native',
  clients: ['vscode', 'copilot-cli', 'claude-code', 'codex'],
  subject: 'file',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.5.0',
  fix: 'none',
  references: [
    { title: 'GitHub Copilot: enterprise-managed settings', url: 'https://docs.github.com/en/copilot/reference/enterprise-managed-settings' },
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check: listProblems('native-floating-version'),
};
