import { nodeAt, type ArrayNode, type ConfigNode } from '../../config/node.ts';
import { meanings } from '../../clients/dialect.ts';
import type { Change, Fix } from '../../finding/finding.ts';
import type { CommittedSince } from '../../facts.ts';
import { secretsInProvider } from '../../providers/declare-provider.ts';
import { wayFrom } from '../../secret/ask-git.ts';
import { secretsIn, secretsInSettings, type SecretSpot } from '../../secret/find.ts';
import { roleIn } from '../../secret/jwt.ts';
import { jwtIssuer } from '../../secret/token-formats.ts';
import { joined, say, type Message } from '../../text/message.ts';
import type { Rule, ServerContext, ServerReport } from '../rule.ts';

const places = { env: 'environment variable', header: 'header', argument: 'argument', url: 'URL', setting: 'setting' } as const;

export const literalSecret: Rule = {
  id: 'literal-secret',
  title: 'Secret written out in a config file',
  category: 'secrets',
  clients: 'all',
  subject: 'server',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.1.0',
  evenDormant: true,
  fix: 'needs-review',
  references: [
    { title: 'OWASP MCP Top 10, MCP01: Token Mismanagement and Secret Exposure', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'CWE-798: Use of Hard-coded Credentials', url: 'https://cwe.mitre.org/data/definitions/798.html' },
    { title: 'VS Code: input variables for sensitive data', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' },
  ],
  check(context) {
    const spots = secretsIn(context.server);
    const more = inSettings(context);
    return (more.length > 0 ? [...spots, ...more] : spots).map((spot) => report(spot, context));
  },
  // Where a provider's key can be kept differs from client to client and place to place, so that no edit is offered.
  checkProvider({ provider }) {
    return provider.keepsKeys ? [] : secretsInProvider(provider).map((spot) => reportIn(spot));
  },
};

/** Keys that are read as parts of the declaration, and those that hold headers among other things. */
const parts: ReadonlySet<string> = new Set(['command', 'args', 'env', 'envNames', 'envFile', 'cwd', 'url', 'type', 'headers', 'headerVariables', 'bearerVariable', 'headerHolder']);

function inSettings({ file, server, client }: ServerContext): readonly SecretSpot[] {
  if (server.derived) return [];
  const entry = nodeAt(file.tree, server.path);
  if (entry?.kind !== 'object') return [];
  const meaning = meanings(client.dialect);
  return secretsInSettings(entry, server.path, (key) => parts.has(meaning(key)?.part ?? ''));
}

function report(spot: SecretSpot, context: ServerContext): ServerReport {
  const plain = reportIn(spot);
  const since = committedSince(spot, context);
  return { ...plain, ...(since && { message: () => joined(plain.message(), committed(since)) }), fixes: () => fixes(spot, context) };
}

function committedSince({ text, start, end }: SecretSpot, { file, folder }: ServerContext): CommittedSince | undefined {
  if (!folder?.git || file.root === undefined) return undefined;
  return folder.git.committed.get(wayFrom(file.root, file.path) ?? '')?.get(text.slice(start, end));
}

function committed({ date, commit }: CommittedSince): Message {
  if (date === undefined || commit === undefined) return say('It is committed: whoever has the repository has it.');
  return say('It is committed, since {date} ({commit}): whoever has the repository has it.', { date, commit });
}

function reportIn(spot: SecretSpot): ServerReport {
  return { at: spot.at, message: () => messageFor(spot), confidence: spot.confidence, ...(spot.confidence === 'medium' && { severity: 'warning' as const }) };
}

function messageFor(spot: SecretSpot): Message {
  const args = { place: places[spot.where], name: spot.name, issuer: spot.issuer ?? '' };
  if (isServiceRole(spot)) {
    return spot.name
      ? say('The {place} `{name}` holds Supabase’s `service_role` key, written out: it reads and changes every row of the project, past row-level security. Use a key that may do less, and replace this one.', args)
      : say('This {place} holds Supabase’s `service_role` key, written out: it reads and changes every row of the project, past row-level security. Use a key that may do less, and replace this one.', args);
  }
  if (spot.issuer === 'a private key' && spot.name) return say('The {place} `{name}` holds a private key, written out. Whoever reads this file can use it. Move it out, and replace it at its issuer.', args);
  if (spot.issuer === jwtIssuer && spot.name) return say('The {place} `{name}` holds a JSON Web Token, written out. Whoever reads this file can use it. Move it out, and replace it at its issuer.', args);
  if (spot.issuer) {
    return spot.name
      ? say('The {place} `{name}` holds what looks like a credential of {issuer}, written out. Whoever reads this file can use it. Move it out, and replace it at its issuer.', args)
      : say('This {place} holds what looks like a credential of {issuer}, written out. Whoever reads this file can use it. Move it out, and replace it at its issuer.', args)
  }
  if (!spot.name) return say('This {place} holds a secret, written out. Whoever reads this file can use it. Move it out, and replace it at its issuer.', args);
  return say('The {place} `{name}` holds a secret, written out. Whoever reads this file can use it. Move it out, and replace it at its issuer.', args);
}

/** In its old form a JSON Web Token that says so, in its new one `sb_secret_…`: https://supabase.com/docs/guides/api/api-keys */
function isServiceRole({ issuer, text, start, end }: SecretSpot): boolean {
  return issuer === jwtIssuer ? roleIn(text.slice(start, end)) === 'service_role' : issuer === 'Supabase' && text.startsWith('sb_secret_', start);
}

/** Moving a secret out changes what the user must do at the next start, so it is never applied unseen. */
function fixes(spot: SecretSpot, { file, server, client }: ServerContext): Fix[] {
  const note = say('The old value has been in this file, and may be in its history: replace it at its issuer and enter the new one.');
  const put = (reference: string): Change => ({ op: 'replace', at: spot.at, value: spot.text.slice(0, spot.start) + reference + spot.text.slice(spot.end) });
  const input = client.variables.input;
  if (input && file.tree) {
    const id = freeId(slug(`${server.name}-${spot.name || spot.where}`), nodeAt(file.tree, input.list));
    return [
      {
        id: 'move-to-input',
        title: say('Move it to an input that {client} asks for and keeps safe (then replace the old value)', { client: client.name }),
        safety: 'needs-review',
        note,
        changes: [
          put(input.reference(id)),
          { op: 'append', at: input.list, value: { type: 'promptString', id, description: `${spot.name || 'Secret'} for ${server.name}`, password: true } },
        ],
      },
    ];
  }
  const { environment } = client.variables;
  if (!environment) return [];
  const variable = variableName(spot.name || `${server.name}_TOKEN`);
  return [
    {
      id: 'move-to-environment',
      title: say('Take it from the environment variable `{variable}` (then replace the old value)', { variable }),
      safety: 'needs-review',
      note,
      changes: [put(environment(variable))],
    },
  ];
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'secret';
}

function variableName(text: string): string {
  const name = text.toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 60);
  return /^[A-Z]/.test(name) ? name : `MCP_${name || 'SECRET'}`;
}

/** An id that no input of the file has yet. */
function freeId(wanted: string, inputs: ConfigNode | undefined): string {
  const taken = inputs?.kind === 'array' ? idsIn(inputs) : undefined;
  let id = wanted;
  for (let n = 2; taken?.has(id); n++) id = `${wanted}-${n}`;
  return id;
}

const known = new WeakMap<ArrayNode, ReadonlySet<unknown>>();

/** Looked through once, however many secrets there are to move. */
function idsIn(inputs: ArrayNode): ReadonlySet<unknown> {
  let ids = known.get(inputs);
  if (!ids) known.set(inputs, (ids = new Set(inputs.items.flatMap((item) => (item.kind === 'object' ? item.entries.flatMap(({ key, value }) => (key === 'id' && value?.kind === 'string' ? [value.value] : [])) : [])))));
  return ids;
}
