import { say, type Message } from '../../text/message.ts';
import type { Rule, ServerReport } from '../rule.ts';
import { calledHosts, type CalledHost } from './called-hosts.ts';
import { addressKind } from './ip-address.ts';

export const rawIp: Rule = {
  id: 'raw-ip',
  title: 'Server called by a bare IP address',
  category: 'transport',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'MCP Security Best Practices: Server-Side Request Forgery (metadata addresses, private ranges, odd spellings)', url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices' },
    { title: 'CWE-350: Reliance on Reverse DNS Resolution for a Security-Critical Action', url: 'https://cwe.mitre.org/data/definitions/350.html' },
  ],
  check(context) {
    const reports: ServerReport[] = [];
    for (const host of calledHosts(context)) {
      const said = host.here ? undefined : saidOf(host);
      if (said) reports.push({ at: host.at.path, ...said });
    }
    return reports;
  },
};

/** Whether this rule speaks of a host; `plain-http` then does not: over HTTPS no certificate would vouch for a bare address either. */
export function isRawIp(host: CalledHost): boolean {
  return saidOf(host) !== undefined;
}

function saidOf(host: CalledHost): Pick<ServerReport, 'message' | 'severity' | 'fixes'> | undefined {
  const { name, written, at, start } = host;
  if (name === undefined) return undefined;
  const kind = addressKind(name);
  if (kind === undefined || kind === 'unspecified' || kind === 'example') return undefined;
  if (kind === 'metadata') return { severity: 'error', message: () => metadata(name) };
  if (disguised(written)) {
    const changes = () => [{ op: 'replace', at: at.path, value: at.value.slice(0, start) + name + at.value.slice(start + written.length) } as const];
    return {
      message: () => say('`{written}` is the address {address} in another spelling, which only hides where the server is. Write the host’s name.', { written, address: name }),
      fixes: () => [{ id: 'write-plainly', title: say('Write it as {address}', { address: name }), safety: 'needs-review', changes: changes() }],
    };
  }
  if (kind === 'public') return { message: () => say('`{address}` is a bare address on the internet: nothing says whose it is, and whoever gets it next is trusted like the server today. Use the host’s name, over `https://`.', { address: name }) };
  // Over plain HTTP `plain-http` says what there is to say of a network of one's own.
  return undefined;
}

function metadata(address: string): Message {
  return say('`{address}` is where a cloud’s machines fetch their own credentials, no MCP server. Take the entry out unless you know who put it there.', { address });
}

/** Neither four numbers nor what stands in brackets: `0x7f.1`, `3232235777`, `010.0.0.1`. */
function disguised(written: string): boolean {
  return !written.startsWith('[') && !/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})\.?$/.test(written);
}
