import { render, say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { isEntryAmiss, isUntold } from './untold-launch.ts';

export const ambiguousEntry: Rule = {
  id: 'ambiguous-entry',
  title: 'Entry that readers take differently',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'CWE-436: Interpretation Conflict', url: 'https://cwe.mitre.org/data/definitions/436.html' },
    { title: 'CVE-2026-27896: MCP Go SDK takes keys in any case', url: 'https://www.cve.org/CVERecord?id=CVE-2026-27896' },
  ],
  check(context) {
    const { server, identity } = context;
    if (identity.kind !== 'opaque' || !isEntryAmiss(server) || !isUntold(context)) return [];
    const at = server.command ?? server.url;
    return [
      {
        at: at?.path ?? server.path,
        part: at ? 'value' : 'key',
        message: () => say('What `{name}` starts or calls cannot be told for certain: {reason} Mend the entry.', { name: server.name, reason: render(identity.reason) }),
      },
    ];
  },
};
