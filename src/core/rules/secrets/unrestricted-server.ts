import type { Change, Fix } from '../../finding/finding.ts';
import type { Identity } from '../../identity/identity.ts';
import { say } from '../../text/message.ts';
import type { Rule, ServerContext } from '../rule.ts';
import { restrictable, type Restrictable } from './restrictable-servers.ts';

/** Strict: whoever wants such a server to write must not hear of it each day. */
export const unrestrictedServer: Rule = {
  id: 'unrestricted-server',
  title: 'Server that could be started with less power',
  category: 'secrets',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'medium',
  audience: 'strict',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'Invariant Labs: GitHub MCP Exploited, accessing private repositories via MCP', url: 'https://invariantlabs.ai/blog/mcp-github-vulnerability' },
    { title: 'Supabase: MCP security risks and recommendations', url: 'https://supabase.com/docs/guides/getting-started/mcp#security-risks' },
    { title: 'OWASP MCP Top 10, MCP02: Privilege Escalation via Scope Creep', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check(context) {
    const server = knownAs(context.identity);
    if (!server || isRestricted(context, server)) return [];
    const { name, power, write } = server;
    return [
      {
        at: context.server.path,
        part: 'key',
        message: () => say('As it is started, {name} lets the model {power}. If it need not, start it with `{write}`.', { name, power, write }),
        fixes: () => restrict(context, server),
      },
    ];
  },
};

const byName = new Map(restrictable.flatMap((server) => server.known.map((name) => [name, server] as const)));

function knownAs(identity: Identity): Restrictable | undefined {
  switch (identity.kind) {
    case 'package':
      return byName.get(`${identity.package.type}:${identity.package.name}`);
    case 'program':
      return byName.get(identity.program.slice(identity.program.lastIndexOf('/') + 1).replace(/\.exe$/i, ''));
    case 'remote':
      return byName.get(/^https?:\/\/([^/:?]*)/.exec(identity.url)?.[1] ?? '');
    default:
      return undefined;
  }
}

const off = /^(?:0|false|no|off)?$/i;

function isRestricted({ server, identity }: ServerContext, { switches }: Restrictable): boolean {
  const address = server.url?.value ?? (identity.kind === 'remote' ? identity.url : '');
  if (switches.test(address) && !/[?&]read_only=(?:false|0)\b/i.test(address)) return true;
  if (switches.test(server.args.map(({ value }) => value).join(' ').replace(/\S+=(?:false|0|no)(?=\s|$)/gi, ''))) return true;
  return [...server.env, ...server.headers].some(({ name, value }) => switches.test(name) && !off.test(value ?? 'set elsewhere'));
}

/** Only where what is added goes to the server itself: behind an image's name its arguments may replace the image's own. */
function restrict({ server, identity }: ServerContext, { argument, parameter, write }: Restrictable): Fix[] {
  const change = ((): Change | undefined => {
    if (identity.kind === 'remote' && server.url && parameter) {
      const [name, value] = parameter;
      return { op: 'replace', at: server.url.path, value: `${server.url.value}${server.url.value.includes('?') ? '&' : '?'}${name}=${value}` };
    }
    const isDirect = identity.kind === 'program' || (identity.kind === 'package' && identity.package.type !== 'oci');
    return isDirect && argument !== undefined && server.args.length > 0 ? { op: 'append', at: server.args[0]!.path.slice(0, -1), value: argument } : undefined;
  })();
  if (!change) return [];
  return [{ id: 'start-restricted', title: say('Start it with `{write}`', { write: argument ?? write }), safety: 'needs-review', note: say('Tools that write will be gone.'), changes: [change] }];
}
