import { render, say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { isEntryAmiss, isUntold } from './untold-launch.ts';

/**
 * What is left once the dangerous ways to hide a launch have their own rules and a policy has its verdict: scripts for a shell, `npm run`,
 * programs that start others. Common, and seldom meant ill, so that only who asks for it hears it.
 */
export const opaqueLaunch: Rule = {
  id: 'opaque-launch',
  title: 'Launch that hides what it runs',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'strict',
  since: '0.1.0',
  fix: 'none',
  references: [
    { title: 'OWASP MCP Top 10, MCP05: Command Injection & Execution', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'CWE-78: Improper Neutralization of Special Elements used in an OS Command', url: 'https://cwe.mitre.org/data/definitions/78.html' },
  ],
  check(context) {
    const { server, identity } = context;
    if (identity.kind !== 'opaque' || isEntryAmiss(server) || !isUntold(context)) return [];
    return [
      {
        at: server.command!.path,
        message: () => say('What `{name}` runs cannot be told from its launch: {reason} Start the server directly, so that it can be checked.', { name: server.name, reason: render(identity.reason) }),
      },
    ];
  },
};
