import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { calledHosts, nameAbove } from './called-hosts.ts';
import { tunnels } from './tunnels.ts';

export const tunnelHost: Rule = {
  id: 'tunnel-host',
  title: 'Server behind a tunnel to somebody’s machine',
  category: 'transport',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'MITRE ATT&CK T1572: Protocol Tunneling', url: 'https://attack.mitre.org/techniques/T1572/' },
    { title: 'OWASP MCP Top 10, MCP09: Shadow MCP Servers', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check(context) {
    return calledHosts(context).flatMap(({ at, name }) => {
      const tunnel = name === undefined ? undefined : nameAbove(tunnels, name);
      return tunnel === undefined ? [] : [{ at: at.path, message: () => say('`{host}` is a tunnel to somebody’s own machine ({tunnel}). Whoever holds that name next, or runs that machine, gets what is sent. Call the server where it is really hosted, or on `localhost` if it is yours.', { host: name!, tunnel }) }];
    });
  },
};
