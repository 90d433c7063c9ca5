import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { hiddenLaunch } from './hidden-launch.ts';

/** Speaks whatever the policy says of the launch as a whole: an approval of the line is none of what it fetches. */
export const downloadedCode: Rule = {
  id: 'downloaded-code',
  title: 'Code downloaded and run at start',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'CWE-494: Download of Code Without Integrity Check', url: 'https://cwe.mitre.org/data/definitions/494.html' },
    { title: 'CVE-2025-61260: Codex CLI runs the commands of a repository’s own configuration', url: 'https://www.cve.org/CVERecord?id=CVE-2025-61260' },
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ server, identity }) {
    const hidden = hiddenLaunch(server, identity);
    if (hidden?.rule !== 'downloaded-code') return [];
    const { at, host, address } = hidden;
    return [
      {
        at: at.path,
        // Over HTTPS at least nobody on the way can put other code in its place.
        ...(address && !/http:\/\//i.test(at.value) && { severity: 'warning' as const }),
        message: () =>
          address
            ? say('Whatever `{host}` answers at that moment is run as this server, in no version that could be checked or pinned. Start a pinned package or a local file instead.', { host })
            : say('Each start downloads code from `{host}` and runs it unread, so whoever controls that address controls this machine. Install it once, pinned and checked, and start what was installed.', { host }),
      },
    ];
  },
};
