import { say } from '../../text/message.ts';
import type { FileReport, Rule } from '../rule.ts';

export const mergeConflict: Rule = {
  id: 'merge-conflict',
  title: 'Merge that is not resolved',
  category: 'config',
  clients: 'all',
  subject: 'file',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [{ title: 'Git: how conflicts are presented', url: 'https://git-scm.com/docs/git-merge#_how_conflicts_are_presented' }],
  check({ file: { document } }) {
    const { text } = document;
    if (!text.includes('<<<<<<<')) return [];
    const found: FileReport[] = [];
    // All three, so that a drawing in a comment is none.
    for (const match of text.matchAll(/^<{7}(?: .*)?$/gm)) {
      const end = text.indexOf('\n>>>>>>>', match.index);
      const middle = text.indexOf('\n=======', match.index);
      if (middle < 0 || end < middle) break;
      found.push({
        range: document.rangeOf({ start: match.index, end: match.index + match[0].length }),
        message: () => say('Here stand two versions of this file, one below the other, and no assistant can read it. Choose what is to stand here, and take the marks out.'),
      });
    }
    return found;
  },
};
