import * as z from 'zod/mini';
import { identityLevels, reasonCodes, verdictStates } from '../policy/verdict.ts';
import { severities } from '../finding/finding.ts';

/**
 * What `scan --format json` prints. The types are inferred from it and media/schemas/report.schema.json is generated from it.
 * Within one `schemaVersion` fields may be added, and none is taken away or changes its meaning. `null` stands where there is nothing to say.
 */

export function described<T extends z.ZodMiniType>(schema: T, description: string): T {
  return schema.check(z.describe(description));
}

export const text = (description: string) => described(z.string(), description);
export const count = (description: string) => described(z.int().check(z.gte(0)), description);
export const list = <T extends z.ZodMiniType>(items: T, description: string) => described(z.array(items), description);
export const orNull = <T extends z.ZodMiniType>(schema: T, description: string) => described(z.nullable(schema), description);

const position = z.strictObject({ line: count('From 0.'), character: count('From 0, in UTF-16 units.') });
export const range = described(z.strictObject({ start: position, end: position }), 'Zero-based; `end` is exclusive.');

export const clients = list(z.string(), 'The assistants that read the file: `vscode`, `claude-code`, `cursor`.');
export const scope = z.enum(['workspace', 'user', 'managed']).check(z.describe('Whether the file belongs to a folder, to the user account, or to whoever administers the machine.'));
export const live = described(z.boolean(), 'Some assistant reads the file where it lies. Others (templates, copies) count in no summary and no exit code, literal secrets excepted.');
const severity = z.enum(severities);

export const fileRow = z.strictObject({
  path: text('Absolute.'),
  clients,
  scope,
  live,
  status: z
    .enum(['read', 'partial', 'invalid', 'unreadable', 'opaque', 'absent'])
    .check(z.describe('`partial`: some of it could not be understood; `invalid`: nothing could; `unreadable`: its bytes could not be had; `opaque`: it is there, and holds no text that says which servers there are.')),
  servers: count('How many declarations were found in it.'),
  providers: count('How many model providers it names.'),
  reason: orNull(z.string(), 'Why, where the status or the number needs one.'),
});

const identity = z.strictObject({
  kind: z.enum(['package', 'remote', 'program', 'opaque']).check(z.describe('What is launched or called; `opaque`: that cannot be told.')),
  purl: orNull(z.string(), 'For a package: its package URL. For a remote called through a bridge: the bridge.'),
  url: orNull(z.string(), 'For a remote: its address in canonical form, without login and without values of query parameters.'),
  launch: text('The command line or address as written, on one line, secrets masked.'),
});

const entry = z.strictObject({
  id: z.string(),
  state: z.enum(verdictStates),
  owner: z.nullable(z.string()),
  conditions: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  expires: z.nullable(z.string()),
});

export const verdict = z.strictObject({
  state: z.enum(verdictStates),
  code: z.enum(reasonCodes),
  achieved: orNull(z.enum(identityLevels), 'The level that entry and declaration both fix; null when no entry matched.'),
  required: orNull(z.enum(identityLevels), 'The level that the policy requires to approve; null without a policy.'),
  entry: orNull(entry, 'The policy entry that decided.'),
  reason: text('Why, and what to do.'),
  closest: orNull(z.strictObject({ entry, launch: z.string() }), 'The approving entry nearest to the declaration, where another one decided.'),
});

const launch = z.strictObject({
  launch: text('The command line or address, on one line, secrets masked.'),
  transport: z.string(),
  env: list(z.string(), 'Names of environment variables.'),
  headers: list(z.string(), 'Names of headers.'),
  fields: list(z.string(), 'Names of other fields that bear on what runs.'),
});

const change = z.strictObject({
  acceptedAt: text('ISO 8601.'),
  acceptedBy: z.enum(['user', 'policy']).check(z.describe('`user`: acknowledged; `policy`: approved when it was seen.')),
  otherThing: described(z.boolean(), 'Another package, host or program, or something that makes the same one run other code.'),
  before: launch,
  after: launch,
  parts: list(z.string(), 'What changed, in words; the most telling first.'),
});

const driftClass = z.enum(['malicious', 'violation', 'authority', 'laundering', 'widening', 'text', 'addition', 'narrowing', 'cosmetic']);

const heard = z.strictObject({
  at: text('When it was last listened to, ISO 8601.'),
  digest: text('Of all that it said then.'),
  tools: count('How many it offered.'),
  approved: orNull(z.strictObject({ at: text('ISO 8601.'), by: z.enum(['user', 'manifest']), digest: z.string() }), 'What somebody stood behind; null where nobody did.'),
  unsteady: described(z.boolean(), 'It said different things on two connections, which the protocol forbids.'),
  partial: described(z.boolean(), 'Not all of what it said could be read.'),
  otherLaunch: described(z.boolean(), 'It is declared otherwise now than when it was listened to: what it says now is not known.'),
  drift: orNull(
    z.strictObject({
      worst: driftClass,
      count: count('Of all changes.'),
      changes: list(z.strictObject({ class: driftClass, subject: z.string(), name: orNull(z.string(), 'Of the tool.'), consequence: z.string() }), 'The gravest first, at most five.'),
    }),
    'How that differs from what was approved; null where it does not.',
  ),
});

const serverRow = z.strictObject({
  name: text('As it stands in the file, where any text can stand; a credential in it masked.'),
  clients,
  scope,
  live,
  disabled: described(z.boolean(), 'The client would not start it as the file stands; counts in no exit code.'),
  file: text('Path of the file, as in `coverage.files`.'),
  range: described(range, "From the name's opening quote through the value."),
  transport: z.enum(['stdio', 'http', 'sse', 'ws', 'unknown']),
  identity,
  verdict,
  remarks: list(z.string(), 'What else its entry says: tools that run without being asked for, keys that do more than they seem to, keys that the client takes no notice of.'),
  change: z.optional(described(change, 'How it is started otherwise than was accepted. Only where it is, with `scan --since-accepted`.')),
  heard: z.optional(described(heard, 'What it said when it was last listened to. Only where it was, with `scan --since-accepted`.')),
});

const providerRow = z.strictObject({
  name: text('As the file calls it; a credential in it masked.'),
  clients,
  scope,
  live,
  disabled: described(z.boolean(), 'The client would not call it as the file stands; counts in no exit code.'),
  ignored: orNull(z.string(), 'Why the client ignores it where it stands; then it counts as little as a disabled one.'),
  file: text('Path of the file, as in `coverage.files`.'),
  range: described(range, 'What declares it.'),
  provider: orNull(z.string(), 'Whose API it is, by its id, where that is known.'),
  url: orNull(z.string(), 'The address that is called: in canonical form where it has one, secrets masked. null where none is written or known.'),
  urlFrom: orNull(z.enum(['file', 'provider']), '`provider`: no address is written, and this is the one the provider is known to have.'),
  models: list(z.strictObject({ role: text('What it is used for, in the file’s own words.'), model: z.string(), pinning: z.enum(['pinned', 'floating', 'unknown']).check(z.describe('Whether the name stands for one fixed version; `unknown` where nobody says.')) }), 'The models that are named for it.'),
  key: z.enum(['literal', 'reference', 'none']).check(z.describe('Whether a key stands in the file, written out or as a reference. Never the key.')),
  verdict,
});

const fix = z.strictObject({
  id: text('Names the way to mend it within the rule.'),
  title: z.string(),
  safety: z.enum(['safe', 'needs-review']),
  note: orNull(z.string(), 'What must be known before or after.'),
});

const findingRow = z.strictObject({
  ruleId: z.string(),
  severity,
  confidence: z.enum(['high', 'medium', 'low']),
  file: z.string(),
  range,
  message: z.string(),
  fix: orNull(fix, 'The first way to mend it; the editor offers it as an edit.'),
  fingerprint: orNull(z.string(), 'What names it from one run of `check` to the next, wherever its lines move; null with `scan`.'),
});

const expires = orNull(z.string(), 'The last day on which that holds (UTC); null: for good.');
const ignoredRow = z.strictObject({ finding: findingRow, reason: z.string(), by: z.enum(['comment', 'user', 'policy']), expires });
const baselinedRow = z.strictObject({ finding: findingRow, expires });
const baselineEntry = z.strictObject({ rule: z.string(), file: z.string(), fingerprint: z.string(), what: z.string(), expires });
const baseline = z.strictObject({
  path: z.string(),
  expired: list(baselineEntry, 'Entries whose day is over: what they are about counts again.'),
  stale: list(baselineEntry, 'Entries that match nothing any more.'),
  refused: list(baselineEntry, 'Entries that may not count: of rules that tell a verdict, or that the policy has locked.'),
});

const problem = z.strictObject({ severity, range, message: z.string() });

export const policy = z.strictObject({
  status: z.enum(['none', 'ready', 'unusable']),
  parts: list(
    z.strictObject({
      at: described(z.string(), 'Its file or URL.'),
      namedBy: described(z.enum(['system', 'environment', 'setting', 'command-line']), 'Who named it; `system`: the place that the operating system protects.'),
      status: described(z.enum(['ready', 'kept', 'unusable']), '`kept`: an older document than the one there now holds; `unusable`: there is none to go by.'),
      issuer: z.nullable(z.string()),
      serial: z.nullable(z.number()),
      expiresAt: z.nullable(z.string()),
      confirmed: orNull(z.string(), 'When its source last said that this document is the current one; null where it is read anew each time.'),
      kept: orNull(z.string(), 'Why an older document holds.'),
      notes: list(z.string(), 'How it is kept, where that is not as it should be.'),
      problems: list(problem, 'What is wrong in the document that is there now.'),
      registries: list(
        z.strictObject({ url: z.string(), trust: z.enum(['approves', 'metadata-only']), complete: z.boolean(), asOf: z.nullable(z.string()), problem: z.nullable(z.string()) }),
        'The registries that it names, and how far each was read.',
      ),
    }),
    'The documents that make up the policy: every one of them must approve, and what any of them denies is denied.',
  ),
});

const summary = z.strictObject({
  files: described(z.record(z.enum(['read', 'partial', 'invalid', 'unreadable', 'opaque', 'absent']), z.int()), 'How many files, by status.'),
  servers: count('Live and enabled.'),
  approved: count('Of those, approved.'),
  notApproved: count('Of those, not approved, as a configured policy says.'),
  undetermined: count('Servers and model providers of which it cannot be told, since a part of the policy or a registry could not be read.'),
  denied: count('Of those not approved, denied or revoked.'),
  dormant: count('Servers in files that no assistant reads where they lie.'),
  disabled: count('Live servers that are switched off.'),
  providers: count('Model providers, live and not switched off.'),
  providersNotApproved: count('Of those, not approved by a policy that speaks of model providers.'),
  changed: count('Live and enabled, and started otherwise than was accepted; 0 without `--since-accepted`.'),
  drifted: count('Live and enabled, and when last listened to it said something else than was approved; 0 without `--since-accepted`.'),
  findings: described(z.record(severity, z.int()), 'How many findings count, by severity.'),
  ignored: count('Findings that a comment, the user or the policy ignores; they count nowhere else.'),
  baselined: count('Findings that the baseline names; they count nowhere else.'),
  exitCode: described(z.int().check(z.gte(0), z.lte(5)), 'What the program ended with.'),
});

export const searched = list(
  z.strictObject({ path: z.string(), by: z.enum(['git', 'walk']), why: z.nullable(z.string()) }),
  'How files below each folder that was named were found: `git`: by its index and its list of untracked files; `walk`: folder by folder, and why.',
);

export const reportSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    coverage: z.strictObject({
      files: list(fileRow, 'Every file that was looked for, one row each.'),
      notLookedInto: list(z.strictObject({ path: z.string(), reason: z.string() }), 'Folders that were left out of the search, and why.'),
      searched,
      changedSince: orNull(z.strictObject({ since: z.string(), judged: count('Files that changed.'), left: count('Files that are as before: they are in no list.') }), 'With `check --changed-since`.'),
    }),
    policy,
    servers: list(serverRow, 'Every server declaration that was found, one row each.'),
    providers: list(providerRow, 'Every model provider that a file names, one row each.'),
    findings: list(findingRow, 'Every observation of a rule that counts, by file and place.'),
    ignored: list(ignoredRow, 'Findings that are known and accepted, with the reason.'),
    baselined: list(baselinedRow, 'Findings that the baseline names.'),
    baseline: orNull(baseline, 'With `check --baseline`.'),
    summary,
  })
  .check(z.describe('Report of `mcp-roll-call scan --format json`, and of `check`.'));

export type Report = z.infer<typeof reportSchema>;
