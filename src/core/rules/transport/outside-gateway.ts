import { canonicalUrl } from '../../identity/canonical-url.ts';
import type { Fix } from '../../finding/finding.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext } from '../rule.ts';
import { calledHosts, type CalledHost } from './called-hosts.ts';

export const outsideGateway: Rule = {
  id: 'outside-gateway',
  title: 'Remote server called past the organisation’s gateway',
  category: 'transport',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [{ title: 'OWASP MCP Top 10, MCP09: Shadow MCP Servers', url: 'https://owasp.org/www-project-mcp-top-10/' }],
  check(context) {
    const gateway = gatewayOf(context);
    if (!gateway) return [];
    return calledHosts(context).flatMap((host) => {
      // An argument of a bridge may be an address of something else: a proxy, a page to show after login.
      if (host.here || host.name === undefined || (context.server.url !== host.at && !isCalled(context, host))) return [];
      if (isBehind(gateway.url, host) || gateway.except?.some((pattern) => covers(pattern, host.name!))) return [];
      return [
        {
          at: host.at.path,
          message: () => say('`{host}` is called directly. Your organisation asks that remote servers be called through its gateway, {gateway}.', { host: host.name!, gateway: gateway.url }),
          fixes: () => through(gateway.url, host),
        },
      ];
    });
  },
};

type Gateway = NonNullable<PolicyDocument['gateway']>;

/** Of a layer that approves only: a workspace's own could send everything wherever it likes. */
function gatewayOf({ policy }: ServerContext): Gateway | undefined {
  if (!policy) return undefined;
  for (const { document } of policy.approving) if (document.gateway) return document.gateway;
  return undefined;
}

function isCalled({ identity }: ServerContext, { at }: CalledHost): boolean {
  if (identity.kind !== 'remote') return false;
  const read = canonicalUrl(at.value);
  return 'url' in read && (identity.url === read.url || identity.url.startsWith(`${read.url}?`));
}

/** Whether an address lies below the gateway's: up to where it names the server behind it, by whole segments. */
function isBehind(gateway: string, { at }: CalledHost): boolean {
  const read = canonicalUrl(at.value);
  if ('problem' in read) return false;
  const fixed = gateway.split('{host}', 1)[0]!;
  const own = canonicalUrl(fixed);
  if ('problem' in own) return false;
  return read.url === own.url || read.url.startsWith(own.url.endsWith('/') ? own.url : `${own.url}/`);
}

function covers(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
}

/** Where the gateway has a place for the server's address, that is put there; elsewhere only its operator knows under which name it is. */
function through(gateway: string, { at, start }: CalledHost): Fix[] {
  if (!gateway.includes('{host}')) return [];
  const rest = at.value.slice(start).trim();
  const end = rest.search(/[?#]/);
  const address = end < 0 ? rest : rest.slice(0, end);
  const value = gateway.replace('{host}', () => address.replace(/\/$/, '')) + (end < 0 ? '' : rest.slice(end));
  return [
    {
      id: 'call-through-gateway',
      title: say('Call it through the gateway'),
      safety: 'needs-review',
      note: say('Check that the gateway knows this server.'),
      changes: [{ op: 'replace', at: at.path, value }],
    },
  ];
}
