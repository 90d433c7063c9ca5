import { slipsIn } from '../../config/trouble.ts';
import { headersByCommand } from '../../clients/dialect.ts';
import { render, say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { calledHosts } from '../transport/called-hosts.ts';
import { disguiseOf } from '../transport/disguise.ts';
import { hiddenLaunch } from './hidden-launch.ts';
import { policyKnows } from './policy-knows.ts';

export const opaqueLaunch: Rule = {
  id: 'opaque-launch',
  title: 'Launch that hides what it runs',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.1.0',
  fix: 'none',
  references: [
    { title: 'OWASP MCP Top 10, MCP05: Command Injection & Execution', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'CWE-78: Improper Neutralization of Special Elements used in an OS Command', url: 'https://cwe.mitre.org/data/definitions/78.html' },
  ],
  check({ identity, server, verdict, file, known }) {
    // With a policy the verdict's diagnostic says this; where it is hidden in a known way, the rule for that way does.
    if (identity.kind !== 'opaque' || identity.code !== 'opaque' || policyKnows(verdict) || hiddenLaunch(server, identity)) return [];
    if (server.ambiguity?.template === headersByCommand) return [];
    // A slip of the pen is told at its place: command-and-url, wrong-type, duplicate-key, ignored-key.
    if (server.troubles && slipsIn(file, server).length > 0) return [];
    // `look-alike-host` says more of a host that stands where a login does.
    if (calledHosts({ server, identity }).some((host) => disguiseOf(host, known.catalog)?.how === 'login')) return [];
    const at = server.command ?? server.url;
    return [
      {
        at: at?.path ?? server.path,
        part: at ? 'value' : 'key',
        message: () => {
          const args = { name: server.name, reason: render(identity.reason) };
          return server.ambiguity
            ? say('What `{name}` starts or calls cannot be told for certain: {reason} Mend the entry.', args)
            : say('What `{name}` runs cannot be told from its launch: {reason} Start the server directly, so that it can be checked.', args);
        },
      },
    ];
  },
};
