import { say } from '../../text/message.ts';
import type { Rule, ServerReport } from '../rule.ts';
import { calledHosts, hostIn, type CalledHost } from './called-hosts.ts';
import { isRawIp } from './raw-ip.ts';

export const plainHttp: Rule = {
  id: 'plain-http',
  title: 'Plain HTTP to another host',
  category: 'transport',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.1.0',
  fix: 'needs-review',
  references: [
    { title: 'MCP specification, Authorization: all endpoints over HTTPS', url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization' },
    { title: 'CWE-319: Cleartext Transmission of Sensitive Information', url: 'https://cwe.mitre.org/data/definitions/319.html' },
  ],
  check(context) {
    const reports: ServerReport[] = [];
    for (const host of calledHosts(context)) if (!isRawIp(host)) pushTo(reports, host);
    return reports;
  },
  checkProvider({ provider }) {
    const reports: ServerReport[] = [];
    const host = provider.baseUrl && hostIn(provider.baseUrl);
    if (host) pushTo(reports, host);
    return reports;
  },
};

function pushTo(reports: ServerReport[], { at, scheme, written, here }: CalledHost): void {
  if (here || (scheme !== 'http' && scheme !== 'ws')) return;
  const args = { host: written, scheme: `${scheme}s://` };
  reports.push({
    at: at.path,
    message: () =>
      scheme === 'ws'
        ? say('`{host}` is called over a plain WebSocket: what is sent, tokens included, can be read and changed on the way. Use `{scheme}`.', args)
        : say('`{host}` is called over plain HTTP: what is sent, tokens included, can be read and changed on the way. Use `{scheme}`.', args),
    fixes: () => [
      {
        id: 'use-https',
        title: say('Use {scheme}', args),
        safety: 'needs-review',
        note: say('Check that the server answers over HTTPS.'),
        changes: [{ op: 'replace', at: at.path, value: at.value.replace(/(http|ws):\/\//i, '$1s://') }],
      },
    ],
  });
}
