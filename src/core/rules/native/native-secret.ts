import type { Rule } from '../rule.ts';
import { listProblems } from './list-problems.ts';

export const nativeSecret: Rule = {
  id: 'native-secret',
  title: 'Credential in a list of servers',
  category: 'native',
  clients: ['vscode', 'copilot-cli', 'claude-code', 'codex'],
  subject: 'file',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.5.0',
  fix: 'none',
  references: [
    { title: 'GitHub Copilot: enterprise-managed settings', url: 'https://docs.github.com/en/copilot/reference/enterprise-managed-settings' },
    { title: 'CWE-312: Cleartext Storage of Sensitive Information', url: 'https://cwe.mitre.org/data/definitions/312.html' },
  ],
  check: listProblems('native-secret'),
};
