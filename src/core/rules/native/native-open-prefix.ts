import type { Rule } from '../rule.ts';
import { listProblems } from './list-problems.ts';

export const nativeOpenPrefix: Rule = {
  id: 'native-open-prefix',
  title: 'Approved address that goes on into another host',
  category: 'native',
  clients: ['codex', 'vscode', 'copilot-cli', 'claude-code'],
  subject: 'file',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.5.0',
  fix: 'none',
  references: [
    { title: 'Codex: managed configuration', url: 'https://developers.openai.com/codex/enterprise/managed-configuration' },
    { title: 'CWE-183: Permissive List of Allowed Inputs', url: 'https://cwe.mitre.org/data/definitions/183.html' },
  ],
  check: listProblems('native-open-prefix'),
};
