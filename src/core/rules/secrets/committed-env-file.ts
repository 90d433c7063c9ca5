import { envFileWay } from '../../secret/ask-git.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const committedEnvFile: Rule = {
  id: 'committed-env-file',
  title: 'Environment file with secrets that git does not ignore',
  category: 'secrets',
  clients: 'all',
  subject: 'server',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'OWASP MCP Top 10, MCP01: Token Mismanagement and Secret Exposure', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'CWE-538: Insertion of Sensitive Information into Externally-Accessible File or Directory', url: 'https://cwe.mitre.org/data/definitions/538.html' },
  ],
  check({ file, server, folder }) {
    if (!server.envFile || !folder?.git) return [];
    const way = envFileWay(file, server);
    const state = way === undefined ? undefined : folder.git.envFiles.get(way);
    if (way === undefined || state === undefined || state === 'ignored') return [];
    if (state === 'open') return [{ at: server.envFile.path, severity: 'warning', message: () => say('`{way}` holds what looks like a secret, and git does not ignore it: the next `git add` may commit it. Add it to `.gitignore`.', { way }) }];
    return [{ at: server.envFile.path, message: () => say('`{way}` holds what looks like a secret, and is in git: whoever has the repository has it. Take it out (`git rm --cached`), add it to `.gitignore`, and replace the secret.', { way }) }];
  },
};
