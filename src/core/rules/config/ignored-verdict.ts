import { say } from '../../text/message.ts';
import type { FileReport, Rule } from '../rule.ts';
import { withoutComment } from './without-comment.ts';

export const ignoredVerdict: Rule = {
  id: 'ignored-verdict',
  title: 'Ignore comment for what only the policy can accept',
  category: 'config',
  clients: 'all',
  subject: 'ignore',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [{ title: 'VS Code: why what comes with a folder is not trusted by itself', url: 'https://code.visualstudio.com/docs/editing/workspaces/workspace-trust' }],
  check({ file: { document }, comments }) {
    return comments.flatMap((comment) =>
      comment.refused.map(
        (rule): FileReport => ({
          range: document.rangeOf(rule.span),
          message: () =>
            rule.locked
              ? say('Your organisation’s policy does not let comments ignore `{rule}`, so this does nothing. Whoever keeps the policy can accept the finding there.', { rule: rule.id })
              : say('No comment ignores `{rule}`: this does nothing. Whoever keeps your organisation’s policy can accept the finding there.', { rule: rule.id }),
          fixes: () => [withoutComment(document.text, comment, comment.refused)],
        }),
      ),
    );
  },
};
