import { erased } from '../../config/erase.ts';
import type { Fix } from '../../finding/finding.ts';
import type { IgnoreComment } from '../../finding/ignore-comments.ts';
import { say } from '../../text/message.ts';

/** Takes a comment out that does nothing; of one with other rules, only what does nothing. */
export function withoutComment(text: string, { span, rules }: IgnoreComment, idle: IgnoreComment['rules']): Fix {
  const left = rules.filter(({ span: { start } }) => !idle.some((one) => one.span.start === start)).map(({ id }) => id);
  const first = rules[0];
  if (left.length === 0 || !first) return { id: 'remove-ignore', title: say('Take the comment out'), safety: 'needs-review', changes: erased(text, [span]).map((edit) => ({ op: 'text', ...edit })) };
  return {
    id: 'shorten-ignore',
    title: say('Take {rules} out of the comment', { rules: idle.map(({ id }) => `\`${id}\``).join(', ') }),
    safety: 'needs-review',
    changes: [{ op: 'text', span: { start: first.span.start, end: rules.at(-1)!.span.end }, newText: left.join(', ') }],
  };
}
