import type { Rule } from '../rule.ts';
import { listProblems } from './list-problems.ts';

export const nativeArgsUnchecked: Rule = {
  id: 'native-args-unchecked',
  title: 'Approval of a program, whatever it is told',
  category: 'native',
  clients: ['codex'],
  subject: 'file',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.5.0',
  fix: 'none',
  references: [
    { title: 'Codex: managed configuration', url: 'https://developers.openai.com/codex/enterprise/managed-configuration' },
  ],
  check: listProblems('native-args-unchecked'),
};
