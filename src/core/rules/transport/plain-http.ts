import { hasVariable } from '../../secret/placeholder.ts';
import type { Located } from '../../config/config-file.ts';
import { staysHere } from '../../identity/loopback.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerReport } from '../rule.ts';

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
  check({ server, identity }) {
    // A bridge (`mcp-remote http://…`) calls the address it is given as an argument.
    if (identity.kind === 'remote' && identity.via) return server.args.flatMap(check);
    return server.url ? check(server.url) : [];
  },
  checkProvider({ provider }) {
    return provider.baseUrl ? check(provider.baseUrl) : [];
  },
};

const plain = /^\s*http:\/\/(?:[^\s/?#\\]*@)?(\[[^\]]*\]|[^\s/?#\\:]*)/i;

function check(address: Located): ServerReport[] {
  const match = plain.exec(address.value);
  if (!match || hasVariable(match[1]!) || staysHere(match[1]!)) return [];
  return [
    {
      at: address.path,
      message: () => say('`{host}` is called over plain HTTP: what is sent, tokens included, can be read and changed on the way. Use `https://`.', { host: match[1]! }),
      fixes: () => [
        {
          id: 'use-https',
          title: say('Use https://'),
          safety: 'needs-review',
          note: say('Check that the server answers over HTTPS.'),
          changes: [{ op: 'replace', at: address.path, value: address.value.replace(/http:\/\//i, 'https://') }],
        },
      ],
    },
  ];
}
