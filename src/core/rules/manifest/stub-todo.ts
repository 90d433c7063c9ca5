import { fieldAt } from '../../manifest/fields.ts';
import { findTodos } from '../../manifest/todos.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const stubTodo: Rule = {
  id: 'stub-todo',
  title: 'Registration that is not filled in',
  category: 'manifest',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.1.0',
  fix: 'none',
  references: [
    { title: 'OWASP MCP Top 10, MCP09: Shadow MCP Servers', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'MCP registry: server.json', url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json' },
  ],
  check({ tree }) {
    return findTodos(tree).map(({ path, kind }) =>
      kind === 'version'
        ? { at: path, severity: 'error' as const, message: say('Which version runs is not known, so there is nothing that could be reviewed. Pin the version where the server is declared, and put it here.') }
        : { at: path, message: fieldAt(path).message },
    );
  },
};
