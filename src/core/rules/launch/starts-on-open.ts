import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

/** Read in VS Code 1.139 and run there: a server with `dev` in a trusted folder starts with the window (facts in vscode.md, 1). */
export const startsOnOpen: Rule = {
  id: 'starts-on-open',
  title: 'Server that starts when the window opens',
  category: 'launch',
  clients: ['vscode'],
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'VS Code: MCP development mode', url: 'https://code.visualstudio.com/api/extension-guides/ai/mcp#_troubleshoot-and-debug-mcp-servers' },
    { title: 'VS Code: MCP configuration reference', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' },
  ],
  check({ file, server }) {
    const { startsOnOpen: key } = server;
    // In a file of one's own it is what one asked for.
    if (!key || file.scope !== 'workspace' || !file.clients.includes('vscode')) return [];
    return [
      {
        at: key,
        part: 'key',
        message: () => say('`dev` makes VS Code start `{name}` as soon as this folder is opened, for everybody who trusts it and before they ask for anything. Keep `dev` in a file of your own while you develop the server.', { name: server.name }),
        fixes: () => [{ id: 'take-out', title: say('Take `dev` out'), safety: 'needs-review', note: say('The server then no longer restarts when its files change.'), changes: [{ op: 'remove', at: key }] }],
      },
    ];
  },
};
