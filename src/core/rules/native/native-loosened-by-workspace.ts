import type { Rule } from '../rule.ts';
import { listProblems } from './list-problems.ts';

export const nativeLoosenedByWorkspace: Rule = {
  id: 'native-loosened-by-workspace',
  title: 'Repository that allows more servers',
  category: 'native',
  clients: ['claude-code'],
  subject: 'file',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.5.0',
  fix: 'none',
  references: [
    { title: 'Claude Code: managed MCP', url: 'https://code.claude.com/docs/en/managed-mcp' },
  ],
  check: listProblems('native-loosened-by-workspace'),
};
