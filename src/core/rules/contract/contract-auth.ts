import { child, nodeAt, stringOf, type ConfigNode } from '../../config/node.ts';
import { contractAsks, minutesIn, type ContractAsks } from '../../manifest/contract-asks.ts';
import { inContract } from '../../manifest/contract.ts';
import { contractIn, placeIn, stateOf } from '../../manifest/contract-parts.ts';
import { isOpen } from '../../manifest/todos.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const contractAuth: Rule = {
  id: 'contract-auth',
  title: 'Contract with credentials that reach too far',
  category: 'contract',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'MCP specification: authorization, token audience binding', url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization' },
    { title: 'OWASP MCP Top 10, MCP02: Privilege Escalation via Scope Creep', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'RFC 9700, 2.3: access token privilege restriction', url: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.3' },
  ],
  check({ tree, format, policy }) {
    const contract = contractIn(tree, format);
    if (!contract) return [];
    const identity = child(contract, 'identity');
    const auth = child(identity, 'auth');
    if (stateOf(auth) === 'missing') return [{ ...placeIn(contract, 'identity'), message: say('The contract does not say how a caller proves who it is. Add `auth` under `identity`: `none`, `static-key` or `oauth2`.') }];
    if (stateOf(auth) === 'open' || !identity) return [];
    const reports: Report[] = [];
    const kind = stringOf(auth)?.trim().toLowerCase() ?? '';
    const oauth = /^(?:oauth|oidc|openid|entra)/.test(kind);
    const audience = child(identity, 'audience');
    if (oauth && stateOf(audience) !== 'open' && (stateOf(audience) === 'missing' || /^(?:none|\*|any|all)$/i.test(stringOf(audience)?.trim() ?? ''))) {
      reports.push({
        ...(stateOf(audience) === 'missing' ? placeIn(contract, 'identity') : { at: inContract('identity', 'audience') }),
        message: say('The server’s tokens are for no audience, so that one that was meant for another service works here, and this server’s works elsewhere. Name the one service they are good for in `audience`.'),
      });
    }
    reports.push(...scopes(nodeAt(tree, inContract('identity', 'scopes'))));
    const asks = contractAsks(policy);
    if (asks?.lifetime && kind !== 'none') reports.push(...lifetime(contract, identity, kind, asks.lifetime));
    return reports;
  },
};

/** Scopes that hand over everything of their kind, in the vocabularies of those who issue them. */
const broad: readonly RegExp[] = [
  /^(?:\*|all|any|everything|full|full[-_.]?access|root|owner|sudo|superuser)$/i,
  // Everything, or the administration, of whatever stands before: `files:*`, `org:admin`, `admin:org`, `admin`.
  /(?:^|[:./_-])(?:\*|admin(?:istrator)?)(?:$|[:./_-])/i,
  // Entra: all that was ever consented to (learn.microsoft.com/entra/identity-platform/scopes-oidc).
  /\/\.default$/i,
  // Entra and Graph: write access to every item of the organisation.
  /\.(?:ReadWrite|FullControl|Manage)\.All$/i,
  // GitHub: all repositories, private ones too; deletion (docs.github.com, scopes for OAuth apps).
  /^(?:repo|delete_repo|workflow|write:org)$/i,
  // GitLab; Google Cloud, all of it, and all of Gmail and Drive.
  /^(?:api|sudo)$/i,
  /^https:\/\/(?:www\.googleapis\.com\/auth\/(?:cloud-platform|drive|gmail\.modify)|mail\.google\.com\/?)$/i,
];

function scopes(list: ConfigNode | undefined): Report[] {
  const items = list?.kind === 'array' ? list.items : list ? [list] : [];
  return items.flatMap((item, i): Report[] => {
    const scope = stringOf(item)?.trim();
    if (scope === undefined || scope.length > 300 || isOpen(scope) || !broad.some((pattern) => pattern.test(scope))) return [];
    return [{ at: list?.kind === 'array' ? [...inContract('identity', 'scopes'), i] : inContract('identity', 'scopes'), message: say('`{scope}` gives much more than one server needs: whoever gets hold of its token can do all of that. Ask for the narrowest scopes its tools work with.', { scope: maskText(scope) }) }];
  });
}

function lifetime(contract: ConfigNode, identity: ConfigNode, kind: string, asked: NonNullable<ContractAsks['lifetime']>): Report[] {
  const { text } = asked;
  const stated = child(identity, 'tokenLifetimeMinutes');
  const written = child(identity, 'tokenLifetime');
  const minutes = stated?.kind === 'number' ? Number(stated.value) : minutesIn(stringOf(written)?.trim() ?? '');
  if (stateOf(stated) === 'open' || stateOf(written) === 'open') return [];
  if (minutes === undefined) {
    const place = placeIn(contract, 'identity', ...(stated ? ['tokenLifetimeMinutes'] : []));
    return [
      {
        ...place,
        message: kind.startsWith('static')
          ? say('A static key does not run out, and your organisation asks that tokens last {text} at most. Use `oauth2`, or say in `tokenLifetimeMinutes` how often the key is replaced.', { text })
          : say('The contract does not say how long a token lasts, and your organisation asks for {text} at most. Put the minutes into `tokenLifetimeMinutes`.', { text }),
      },
    ];
  }
  if (minutes <= asked.minutes) return [];
  return [{ at: inContract('identity', stated ? 'tokenLifetimeMinutes' : 'tokenLifetime'), message: say('Your organisation asks that tokens last {text} at most: that is {most} minutes. Shorten it.', { text, most: Math.floor(asked.minutes) }) }];
}
