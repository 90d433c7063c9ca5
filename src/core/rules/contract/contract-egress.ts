import { nodeAt, stringOf } from '../../config/node.ts';
import { contractAsks } from '../../manifest/contract-asks.ts';
import { inContract } from '../../manifest/contract.ts';
import { contractIn } from '../../manifest/contract-parts.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const contractEgress: Rule = {
  id: 'contract-egress',
  title: 'Contract that lets data go anywhere',
  category: 'contract',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'OWASP MCP Top 10, MCP10: Context Injection & Over-Sharing', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'ToolHive: network permissions of a server', url: 'https://docs.stacklok.com/toolhive/guides-cli/network-isolation' },
  ],
  check({ tree, format, policy }) {
    const egress = contractIn(tree, format) && nodeAt(tree, inContract('data', 'egress'));
    if (!egress || contractAsks(policy)?.egressWildcards === true) return [];
    const items = egress.kind === 'array' ? egress.items : [egress];
    return items.flatMap((item, i): Report[] => {
      const host = stringOf(item)?.trim();
      if (host === undefined || !anywhere.test(host)) return [];
      return [{ at: egress.kind === 'array' ? [...inContract('data', 'egress'), i] : inContract('data', 'egress'), message: say('`{host}` stands for any number of hosts, so that data may go where nobody looked. Name each host the server talks to, with its port: `api.contoso.com:443`.', { host: maskText(host) }) }];
    });
  },
};

const anywhere = /\*|^(?:any|all|anywhere|internet|the internet)$|^(?:0\.0\.0\.0|\[?::\]?)(?:\/0)?(?::\d+)?$/i;
