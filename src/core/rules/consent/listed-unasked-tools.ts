import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { approvalsOf, listOf, named } from './unasked-tools.ts';

/** A list of names in a shared file. Many name only what reads, and a team may have agreed on it: told to those who ask for more. */
export const listedUnaskedTools: Rule = {
  id: 'listed-unasked-tools',
  title: 'Tools that a repository lets run without anyone being asked',
  category: 'consent',
  clients: ['roo-code', 'kilo-code', 'kiro', 'amazon-q', 'gemini-cli', 'qwen-code', 'tabnine'],
  subject: 'server',
  severity: 'info',
  confidence: 'high',
  audience: 'strict',
  since: '0.3.0',
  fix: 'safe',
  references: [
    { title: 'MCP specification: a human in the loop for tool calls', url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools' },
    { title: 'OWASP MCP Top 10, MCP02: Privilege Escalation via Scope Creep', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ server, file, client }) {
    if (file.scope !== 'workspace') return [];
    const tools = approvalsOf(server);
    // All of them: unasked-tools.
    if (tools.length === 0 || tools.some(({ value }) => value === '*')) return [];
    const changing = tools.filter(({ value }) => changes.test(value));
    const at = listOf(tools[0]!.path);
    return [
      {
        at,
        part: 'key',
        ...(changing.length > 0 && { severity: 'warning' as const }),
        message: () =>
          changing.length > 0
            ? say('{client} runs {tools} of `{name}` without asking whoever opens this folder, and they seem to change things. Leave these to each user.', { client: client.name, tools: named(changing), name: server.name })
            : say('{client} runs {tools} of `{name}` without asking whoever opens this folder. Check that they only read, or leave them to each user.', { client: client.name, tools: named(tools), name: server.name }),
        fixes: () => [{ id: 'ask', title: say('Take the list out, so that {client} asks', { client: client.name }), safety: 'safe', changes: [{ op: 'remove', at }] }],
      },
    ];
  },
};

/** Words in names of tools that do more than read. */
const changes = /(?:^|[^a-z])(?:write|create|delete|remove|update|edit|modify|exec|execute|run|eval|send|push|merge|deploy|insert|drop|kill|move|rename|publish|post|put|patch|upload|install|commit|click|type|fill|navigate)(?:$|[^a-z])|^(?:write|create|delete|remove|update|edit|execute|run|send|push|deploy)[A-Z]/;
