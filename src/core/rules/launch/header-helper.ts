import { lastEntry, nodeAt } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const headerHelper: Rule = {
  id: 'header-helper',
  title: 'Command that makes a server’s headers',
  category: 'launch',
  clients: ['claude-code'],
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'Claude Code: dynamic headers by `headersHelper`', url: 'https://code.claude.com/docs/en/mcp#use-dynamic-headers-for-custom-authentication' },
    { title: 'CVE-2025-59536: Claude Code, commands of a repository’s own configuration', url: 'https://www.cve.org/CVERecord?id=CVE-2025-59536' },
    { title: 'OWASP MCP Top 10, MCP05: Command Injection & Execution', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ file, server, verdict }) {
    // Such an entry is always one that cannot be told for certain: a guard, before the tree is looked at.
    if (!server.ambiguity || !file.tree) return [];
    const entry = lastEntry(nodeAt(file.tree, server.path), 'headersHelper');
    if (!entry?.value || entry.value.kind === 'null' || (entry.value.kind === 'boolean' && entry.value.value === false)) return [];
    // Of one's own file an approval says enough.
    const own = file.scope !== 'workspace';
    if (own && verdict.code === 'matched') return [];
    return [
      {
        at: [...server.path, 'headersHelper'],
        ...(own && { severity: 'info' as const }),
        message: () =>
          own
            ? say('`headersHelper` runs a command each time the client connects to `{name}`, beside everything else the entry says. Make sure that only you can change that program.', { name: server.name })
            : say('`headersHelper` runs a command of this repository each time a client connects to `{name}`, though the entry looks like a mere address. Sign in with OAuth, or take the header’s value from a variable.', { name: server.name }),
      },
    ];
  },
};
