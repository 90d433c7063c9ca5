import type { Located, ServerDeclaration } from '../../config/config-file.ts';
import type { Path } from '../../config/node.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const unaskedTools: Rule = {
  id: 'unasked-tools',
  title: 'Server whose tools all run without anyone being asked',
  category: 'consent',
  clients: ['cline', 'roo-code', 'kilo-code', 'kiro', 'amazon-q', 'gemini-cli', 'qwen-code', 'tabnine', 'codex'],
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'safe',
  references: [
    { title: 'MCP specification: a human in the loop for tool calls', url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools' },
    { title: 'OWASP MCP Top 10, MCP02: Privilege Escalation via Scope Creep', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ server, file, client }) {
    const all = approvalsOf(server).find(({ value }) => value === '*');
    if (!all) return [];
    return [
      {
        at: all.path,
        // Of one's own file one knows; what a repository brings holds for everyone who opens it.
        ...(file.scope !== 'workspace' && { severity: 'info' as const }),
        message: () => {
          const args = { name: server.name, client: client.name };
          return file.scope === 'workspace'
            ? say('{client} runs every tool of `{name}` without asking whoever opens this folder, also tools that a later version adds. Leave it out, or name the tools that only read.', args)
            : say('{client} runs every tool of `{name}` without asking you, also tools that a later version adds. Leave it out, or name the tools that only read.', args);
        },
        fixes: () => [{ id: 'ask', title: say('Take it out, so that {client} asks', { client: client.name }), safety: 'safe', changes: [{ op: 'remove', at: all.path }] }],
      },
    ];
  },
};

/** Tools that run unasked. Copilot's `tools` only says which there are: its command line asks all the same. */
export function approvalsOf({ approvals = [] }: Pick<ServerDeclaration, 'approvals'>): readonly Located[] {
  return approvals.length === 0 ? approvals : approvals.filter(({ path }) => path.at(-1) !== 'tools' && path.at(-2) !== 'tools');
}

/** Names of tools for a person, as many as can be read. */
export function named(tools: readonly Located[]): string {
  const shown = tools.slice(0, 4).map(({ value }) => `\`${maskText(value)}\``).join(', ');
  return tools.length > 4 ? `${shown}, …` : shown;
}

/** The key that names tools, from the way to one of them. */
export function listOf(path: Path): Path {
  return typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
}

