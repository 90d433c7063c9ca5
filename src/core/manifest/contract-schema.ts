import { snapshotAlgorithm } from '../snapshot/snapshot.ts';
import { render } from '../text/message.ts';
import { contractKey, inContract } from './contract.ts';
import { fieldAt } from './fields.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * The contract for completion and hovers while it is typed. It has no constraints: what is wrong or missing the rules say, once, in words. So
 * values to choose from are examples, and nothing is required.
 */
export function contractSchema(): Schema {
  return map('What the owner of this server declares of it: who answers for it, what its tools do, which data they touch. MCP Roll Call checks it; nothing in it approves anything.', {
    contractVersion: { description: 'The version of this format.', const: 1 },
    kind: text('What this is for.', 'registration-request', 'exception-request'),
    exception: map('For an `exception-request`: until when it is asked for, and why.', { until: text('The last day, as `2027-05-31` (UTC).'), reason: text('Why it is needed until then.') }),
    detected: { type: 'object', description: 'What MCP Roll Call found out by itself when it drafted this. Leave it as it is: the next draft begins from it.' },
    owner: map('Who answers for this server.', { team: told('owner', 'team'), contact: told('owner', 'contact'), securityContact: told('owner', 'securityContact'), onCall: told('owner', 'onCall') }),
    purpose: told('purpose'),
    lifecycle: text('How far it has come.', 'experimental', 'production', 'deprecated', 'retired'),
    runtime: map('Where it runs.', { location: text(words('runtime', 'location'), 'developer-workstation', 'own-service', 'vendor-service') }),
    identity: map('How a caller proves who it is, and what its tokens are good for.', {
      auth: text(words('identity', 'auth'), 'none', 'static-key', 'oauth2'),
      audience: told('identity', 'audience'),
      scopes: list('The OAuth scopes it asks for, no broader than its tools need.', text('A scope.')),
      tokenLifetimeMinutes: { type: ['number', 'null'], description: 'How many minutes a token of it lasts at most; `null` where it has none.', examples: [60, 15] },
    }),
    data: map('Which data passes through it, and where that goes.', {
      classification: text(words('data', 'classification'), 'public', 'internal', 'confidential', 'restricted'),
      categories: list('Kinds of data, in your organisation’s words.', text('A kind of data.', 'personal', 'financial', 'health', 'source-code', 'credentials')),
      egress: list('Every host that it sends data to. An empty list: none.', text('A host, with nothing before or behind it.', 'api.contoso.com')),
    }),
    tools: list(
      words('tools', 0, 'name'),
      { ...map('A tool that the server offers.', { name: told('tools', 0, 'name'), effect: text(words('tools', 0, 'effect'), 'read', 'write', 'destructive'), consent: text(words('tools', 0, 'consent'), 'session', 'every-call') }), defaultSnippets: [{ label: 'a tool', body: { name: '$1', effect: '${2|read,write,destructive|}', consent: '${3|session,every-call|}' } }] },
    ),
    toolSnapshot: map('The tools as they were when they were reviewed, so that a later change can be told.', {
      algorithm: text('How the digest is made: `mcp-roll-call snapshot` makes it.', snapshotAlgorithm),
      digest: text('The digest of the tools, prompts and instructions as they were reviewed: `sha256:` and 64 hexadecimal digits.'),
      takenAt: { type: ['string', 'null'], description: 'When: an ISO 8601 date.' },
    }),
    supplyChain: map('What it is built of, and how.', {
      license: text(words('supplyChain', 'license'), 'MIT', 'Apache-2.0', 'BSD-3-Clause'),
      sbom: told('supplyChain', 'sbom'),
      provenance: told('supplyChain', 'provenance'),
      vulnerabilityPolicy: told('supplyChain', 'vulnerabilityPolicy'),
    }),
    killSwitch: map('How it is stopped everywhere.', { method: text('How it is switched off.', 'policy-deny', 'registry-delete', 'endpoint-off'), contact: told('killSwitch', 'contact') }),
    review: map('What was reviewed, and by whom.', {
      requestedBy: told('review', 'requestedBy'),
      evidence: map('Links to the reviews that your organisation asks for.', {
        security: text('Where the security review can be read.'),
        privacy: text('Where the privacy review can be read.'),
        'responsible-ai': text('Where the review of responsible AI can be read.'),
        runbook: text('Where the runbook lies: what to do when it fails or is abused.'),
      }),
      reviewBy: { type: ['string', 'null'], description: 'The day by which it is reviewed again, as `2027-05-31`.' },
    }),
  });
}

/**
 * The registry's schema of manifests with the contract in it, without any constraint of its own either: types and choices are what completion
 * works with, and stay.
 * @param base the schema as the registry publishes it
 */
export function manifestHelpSchema(base: Schema): Schema {
  const loose = withoutConstraints(base) as Record<string, Record<string, Record<string, Record<string, Record<string, Record<string, Schema>>>>>>;
  loose['definitions']!['ServerDetail']!['properties']!['_meta']!['properties']![contractKey] = contractSchema();
  const { $id: _, $comment: __, ...rest } = loose;
  return rest;
}

const constraints = new Set(['required', 'pattern', 'minLength', 'maxLength', 'format', 'not', 'additionalProperties']);

function withoutConstraints(schema: unknown, inProperties = false): unknown {
  if (Array.isArray(schema)) return schema.map((part) => withoutConstraints(part));
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key]) => inProperties || !constraints.has(key));
  // What the registry calls `example`, the schema language calls `examples`.
  return Object.fromEntries(kept.map(([key, part]) => (key === 'example' && !inProperties && typeof part === 'string' ? ['examples', [part]] : [key, withoutConstraints(part, !inProperties && (key === 'properties' || key === 'definitions'))])));
}

function words(...way: (string | number)[]): string {
  return render(fieldAt([...inContract(), ...way]).message);
}

function told(...way: (string | number)[]): Schema {
  return text(words(...way));
}

function text(description: string, ...examples: string[]): Schema {
  return { type: 'string', description, ...(examples.length > 0 && { examples }) };
}

function map(description: string, properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', description, properties };
}

function list(description: string, items: Schema): Schema {
  return { type: 'array', description, items };
}
