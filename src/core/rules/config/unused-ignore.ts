import { say } from '../../text/message.ts';
import type { FileReport, Rule } from '../rule.ts';
import { withoutComment } from './without-comment.ts';

export const unusedIgnore: Rule = {
  id: 'unused-ignore',
  title: 'Ignore comment that ignores nothing',
  category: 'config',
  clients: 'all',
  subject: 'ignore',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'ESLint: unused disable comments', url: 'https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments' },
    { title: 'SARIF 2.1.0, section 3.35: suppressions and their justification', url: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317733' },
  ],
  check({ file: { document }, client, heard, comments }) {
    return comments.flatMap((comment): FileReport[] => {
      const { span, rules, reason, idle } = comment;
      const take = (which: typeof rules) => () => [withoutComment(document.text, comment, which)];
      const whole = { range: document.rangeOf(span) };
      if (rules.length === 0) return [{ ...whole, message: () => say('This ignores nothing: it names no rule. Write `roll-call-ignore`, the rule, a colon and the reason.') }];
      if (reason === '') return [{ ...whole, message: () => say('This ignores nothing without a reason. Write one behind a colon, so that whoever comes next knows why it is no problem here.') }];
      // That a strict reader may lose the whole file is `comments-in-strict-json`'s to tell.
      if (!heard) return client.strictJson ? [] : [{ ...whole, message: () => say('This ignores nothing: {client} is not known to read this file with comments in it. Take it out, and ignore the finding in your settings.', { client: client.name }), fixes: take(rules) }];
      return idle.map((rule): FileReport => ({
        range: document.rangeOf(rule.span),
        severity: 'info',
        message: () => (rule.known ? say('`{rule}` finds nothing here, so there is nothing to ignore. Take it out, or it hides what comes next.', { rule: rule.id }) : say('There is no rule `{rule}`, so this ignores nothing. Check its spelling.', { rule: rule.id })),
        fixes: take(idle),
      }));
    });
  },
};
