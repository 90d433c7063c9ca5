import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const linkedConfig: Rule = {
  id: 'linked-config',
  title: 'Config file that is a link out of its workspace',
  category: 'consent',
  clients: 'all',
  subject: 'file',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.2.0',
  fix: 'none',
  references: [
    { title: 'CWE-59: Improper Link Resolution Before File Access', url: 'https://cwe.mitre.org/data/definitions/59.html' },
    { title: 'CVE-2026-12957: files written through a link in a repository', url: 'https://nvd.nist.gov/vuln/detail/CVE-2026-12957' },
  ],
  check({ file }) {
    if (!file.linkedOut) return [];
    const start = { line: 0, character: 0 };
    return [
      {
        range: { start, end: start },
        message: () => say('This is a symbolic link that leads out of the workspace, and was not followed. An assistant that follows it takes servers from a file that is no part of the workspace, and one that edits it writes there. Put the file itself here.'),
      },
    ];
  },
};
