import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { calledHosts, nameAbove } from './called-hosts.ts';
import { hostedProxies } from './hosted-proxies.ts';

/** Strict: who chose such a service knows it; who keeps an inventory wants to see it as a class of its own. */
export const hostedProxy: Rule = {
  id: 'hosted-proxy',
  title: 'Server run by a third-party host',
  category: 'transport',
  clients: 'all',
  subject: 'server',
  severity: 'info',
  confidence: 'high',
  audience: 'strict',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'GitGuardian: Breaking MCP server hosting (Smithery, June 2025)', url: 'https://blog.gitguardian.com/breaking-mcp-server-hosting/' },
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check(context) {
    return calledHosts(context).flatMap(({ at, name, written, start }) => {
      const proxy = name === undefined ? undefined : nameAbove(hostedProxies, name);
      if (!proxy || (proxy.path && !proxy.path.test(at.value.slice(start + written.length).replace(/^:\d*/, '')))) return [];
      return [{ at: at.path, message: () => say('`{host}` is run by {operator}, which stands between you and the service behind it: it sees every call and keeps the tokens. Call the service’s own server where it has one.', { host: name!, operator: proxy.operator }) }];
    });
  },
};
