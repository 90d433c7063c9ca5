import { clientOf } from '../../clients/clients.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const redirectedHome: Rule = {
  id: 'redirected-home',
  title: 'Repository that says where an assistant keeps its settings',
  category: 'consent',
  clients: 'all',
  subject: 'file',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.2.0',
  fix: 'none',
  references: [
    { title: 'CVE-2025-61260: Codex CLI takes CODEX_HOME from a repository’s .env', url: 'https://nvd.nist.gov/vuln/detail/CVE-2025-61260' },
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ file }) {
    return (file.redirects ?? []).map(({ variable, value, range, clients, target, inside }) => ({
      range,
      // A folder of the user's own is not what the repository can fill.
      ...(target !== undefined && !inside && { severity: 'warning' as const }),
      message: () => {
        const args = { variable, value: maskText(value), clients: clients.map((id) => clientOf(id).name).join(', ') };
        if (target === undefined) return say('`{variable}` says where {clients} takes its own settings and servers from, and a variable in `{value}` hides where that is. Take the line out.', args);
        return inside
          ? say('`{variable}` makes {clients} take its own settings and servers from `{value}` in this repository, as if you had set them yourself: it starts them without asking. Take the line out.', args)
          : say('`{variable}` makes {clients} take its own settings and servers from `{value}` outside of this folder, which was not followed. Set it for your account, not in a repository.', args);
      },
    }));
  },
};
