import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const commentsInStrictJson: Rule = {
  id: 'comments-in-strict-json',
  title: 'Comment or trailing comma where the assistant reads strict JSON',
  category: 'config',
  clients: ['claude-code', 'claude-desktop', 'cline', 'roo-code', 'amazon-q'],
  subject: 'file',
  severity: 'warning',
  confidence: 'medium',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'RFC 8259: JSON has no comments', url: 'https://www.rfc-editor.org/rfc/rfc8259' },
    { title: 'Amazon Q: comments make the whole file be discarded', url: 'https://github.com/aws/amazon-q-developer-cli/issues/2082' },
  ],
  check({ file: { relaxed, document, known, problems, declarations, clients }, client }) {
    // Settings, where they are about other things, may be read in another way.
    if (!relaxed || !client.strictJson || clients.length === 0 || known.aside || problems.length > 0 || declarations.length === 0) return [];
    const comma = document.text[relaxed.start] === ',';
    return [
      {
        range: document.rangeOf(relaxed),
        message: () =>
          comma
            ? say('{client} reads this file as strict JSON, which has no comma behind the last item: it may find none of the servers. Take the comma out.', { client: client.name })
            : say('{client} reads this file as strict JSON, which has no comments: it may find none of the servers. Take the comments out.', { client: client.name }),
      },
    ];
  },
};
