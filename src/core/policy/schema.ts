import * as z from 'zod/mini';
import type { PackageType } from '../identity/identity.ts';
import { invalidDenyPattern } from './deny-pattern.ts';
import { intakeSchema } from './intake-schema.ts';
import { modelRules, providerEntrySchema, providerTestSchema } from './provider-schema.ts';
import { decisionShape, fixed, flag, list, urlMatcher, variableProblem } from './schema-parts.ts';
import { identityLevels, reasonCodes, verdictStates } from './verdict.ts';
import { readVersion } from './versions.ts';

/**
 * The policy document's shape (policy-and-registry.md, 6a). The types are inferred from it, and the JSON Schema that editors
 * complete and check with is generated from it: descriptions are hover texts, written for the security engineer who edits the file.
 */

/** The ways to say which servers are meant; an item of `match` holds exactly one of them. */
export const matcherKeys = ['serverName', 'serverUrl', 'serverCommand', 'package', 'url'] as const;

export const packageTypes = ['npm', 'pypi', 'oci', 'nuget', 'vscode-extension'] as const satisfies readonly PackageType[];

const denyPattern = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  z.refine((text) => !text.includes('${'), { error: variableProblem }),
  z.check((input) => {
    const problem = invalidDenyPattern(input.value);
    if (problem) input.issues.push({ code: 'custom', input: input.value, message: problem });
  }),
  z.describe('A regular expression, tested on each argument and on what stands behind `=` in an option. Kept simple so that it is quick on any input: no repetition inside a repeated group, no look-around, no back-reference, at most two `*` or `+` (one when it does not begin with `^`).'),
);

const args = z
  .strictObject({
    allow: z.optional(list(fixed('One argument, compared as a whole.'), "Arguments the server may be given. Restricts only together with `denyExtra`. A launcher's risky flag (`--privileged`) must stand here to be approved.")),
    denyExtra: z.optional(flag('Any argument that is not in `allow` makes the entry not match.')),
    denyPatterns: z.optional(list(denyPattern, 'An argument that one of these matches makes the entry not match.')),
  })
  .check(z.describe("Conditions on the server's own arguments, behind the launcher's. An entry whose conditions fail does not match. Entries that deny ignore them."));

const env = z
  .strictObject({
    allow: z.optional(list(fixed('The name of an environment variable.'), 'The only environment variables that the declaration may set, by name. One that changes which code runs (`NODE_OPTIONS`) must stand here to be approved.')),
    denyLiteralSecrets: z.optional(flag('A credential written out in the environment or the headers makes the entry not match.')),
  })
  .check(z.describe('Conditions on the environment variables that the declaration sets. An entry whose conditions fail does not match. Entries that deny ignore them.'));

const cwd = z
  .strictObject({ allow: list(fixed('A folder, as it stands in the declaration.'), 'The folders it may be started in.') })
  .check(z.describe('Condition on the working directory, where the declaration has one.'));

export const packageMatcher = z
  .strictObject({
    type: z.enum(packageTypes).check(z.describe('The kind of package, as a purl type: `npm` (npx, bunx, pnpm dlx ...), `pypi` (uvx, pipx ...), `oci` (docker, podman), `nuget` (dnx), `vscode-extension` (an installed extension that hands servers to VS Code; its name is `publisher.name`).')),
    name: fixed('The name, with its scope or registry path: `@contoso/ledger-mcp`, `ghcr.io/contoso/ledger`.'),
    versions: z.optional(list(fixed('An exact version, or a range.'), 'Versions that are meant. Only an exact version fixes what runs; a range (npm or PEP 440 syntax) identifies the *source* only. For images: digests (`sha256:...`) fix, tags do not. Absent: any version.').check(z.minLength(1))),
    registry: z.optional(fixed('The registry it must come from, as URL. Absent: the default registry of its kind.')),
    digest: z.optional(fixed('The content it must have, as `sha256:` and 64 hexadecimal digits.').check(z.regex(/^sha256:[0-9a-f]{64}$/))),
  })
  .check(
    z.check((input) => {
      const { type, versions = [] } = input.value;
      versions.forEach((version, i) => {
        if (!readVersion(type, version)) {
          input.issues.push({ code: 'custom', input: version, path: ['versions', i], message: 'This is neither a version nor a range. A tag such as `latest` can mean another version tomorrow.' });
        }
      });
    }),
    z.describe('A package, whichever launcher starts it.'),
  );

export const matchSchema = z
  .strictObject({
    serverName: z.optional(fixed('The name of the declaration. Anyone can choose it, so it identifies nothing but the *name*.')),
    serverUrl: z.optional(fixed("A URL pattern with `*`, with VS Code's meaning: in the host `*` stops at `/ @ \\ ? #`, behind it `*` matches anything; upper and lower case are the same.")),
    serverCommand: z.optional(list(z.string().check(z.refine((text) => !text.includes('${'), { error: variableProblem })), 'The exact command line: the command, then every argument, in order.').check(z.minLength(1))),
    package: z.optional(packageMatcher),
    url: z.optional(urlMatcher),
    args: z.optional(args),
    env: z.optional(env),
    cwd: z.optional(cwd),
  })
  .check(
    z.refine((item) => matcherKeys.filter((key) => item[key] !== undefined).length === 1, {
      error: 'Write exactly one of `serverName`, `serverUrl`, `serverCommand`, `package` and `url` in an item of `match`; one item for each.',
    }),
    z.meta({ oneOf: matcherKeys.map((key) => ({ required: [key] })) }),
  );

/** An entry without its `match`, whose items are read one by one. */
const entryShape = {
  ...decisionShape,
  minIdentity: z.optional(z.enum(identityLevels).check(z.describe('How firmly a declaration must fix what runs for this entry to approve it; absent: `defaults.minIdentity`. `name` < `source` < `version` < `launch` < `artifact`.'))),
  tools: z.optional(
    z
      .strictObject({
        allow: z.optional(list(z.string(), 'The only tools that may be used.')),
        deny: z.optional(list(z.string(), 'Tools that may not be used.')),
      })
      .check(z.describe('Which of its tools may be used. Reported and exported; not part of the verdict.')),
  ),
} as const;
export const entryFieldsSchema = z.strictObject(entryShape);
export const entrySchema = z.strictObject({
  ...entryShape,
  match: list(matchSchema, 'Which servers are meant: those that any one of these items matches.').check(z.minLength(1)),
});

export const registrySchema = z.strictObject({
  url: z.string().check(z.minLength(1), z.describe("The registry's base URL, which begins with `https://`: what stands before `/v0.1/servers`. That of an Azure API Center ends with `/workspaces/default`.")),
  api: z.string().check(z.minLength(1), z.describe('The version of the registry API it speaks, as `v0.1`.')),
  trust: z.enum(['approves', 'metadata-only']).check(z.describe('`approves`: a version that it lists as active is approved, as if it stood in `servers`; one that it deprecates is deprecated, one that it deletes is revoked. Entries of `servers` count before it. `metadata-only`: it only tells what is known of a server.')),
  auth: z.optional(z.enum(['anonymous', 'entra']).check(z.describe('Who may read it: everybody, or who is signed in to Microsoft Entra ID, as Azure API Center can ask for (`https://….azure-apicenter.ms` alone gets the token; scope `https://azure-apicenter.net/Data.Read.All`). Absent: anonymous.'))),
  updatedEvery: z.optional(z.iso.duration().check(z.describe('How long what was read of it counts as current, as `PT1H`: after that it is asked for what changed. Absent: `PT1H`; never more often than every five minutes.'))),
});

export const expectSchema = z.union([
  z.enum([...verdictStates, ...reasonCodes]).check(z.describe('The state (or the reason code) that the verdict must have.')),
  z.strictObject({
    state: z.enum(verdictStates).check(z.describe('The state that the verdict must have.')),
    code: z.optional(z.enum(reasonCodes).check(z.describe('The reason code that it must have.'))),
  }),
]);

export const testSchema = z.strictObject({
  name: z.string().check(z.minLength(1), z.describe('What the test shows, as a sentence.')),
  client: z.optional(z.string().check(z.describe('The client whose file the server stands in: `vscode`, `claude-code`, `cursor`. Absent: vscode.'))),
  server: z.optional(z.looseObject({}).check(z.describe('A server as it would stand in a config file: `command`, `args`, `env`, `cwd`, or `url`, `headers`.'))),
  provider: z.optional(providerTestSchema),
  expect: expectSchema.check(z.describe('The verdict that this server or provider must get.')),
}).check(
  z.refine((test) => (test.server === undefined) !== (test.provider === undefined), { error: 'A test is about one `server` or one `provider`.' }),
  z.meta({ oneOf: [{ required: ['server'] }, { required: ['provider'] }] }),
);

export const defaultsSchema = z
  .strictObject({
    unknown: z.optional(z.enum(['info', 'warn', 'error']).check(z.describe('How severe a server that no entry speaks of is. Absent: warn.'))),
    minIdentity: z.optional(z.enum(identityLevels).check(z.describe('How firmly a declaration must fix what runs to be approved, where an entry does not say. Absent: version.'))),
    whenStale: z.optional(
      z.enum(['keep-last-then-warn', 'undetermined']).check(z.describe('What approvals count for once `expiresAt` has passed: they hold and the age is shown, or they become undetermined. Denials always hold. Absent: keep-last-then-warn.')),
    ),
  })
  .check(z.describe('What holds where an entry does not say.'));

const ruleId = z.string().check(z.regex(/^[a-z][a-z0-9-]{1,60}$/), z.describe('A rule by its id: `plain-http`.'));

export const ruleSettingSchema = z
  .strictObject({
    severity: z.enum(['error', 'warning', 'info', 'off']).check(z.describe('How severe its findings are; `off`: they are not told. A rule that tells a verdict cannot be off.')),
    locked: z.optional(flag('Nobody may set it lower: neither a user nor a workspace. An ignore that the policy does not hold itself does nothing for it either.')),
  })
  .check(z.describe('What holds for one rule.'));

export const ignoreSchema = z
  .strictObject({
    rule: ruleId,
    file: z.optional(fixed('The files it is about, as a pattern with `*` and `**`, matched from the end of their path: `.vscode/mcp.json`. Absent: any.')),
    server: z.optional(fixed('The server it is about, by its name. Absent: any.')),
    reason: z.string().check(z.minLength(5), z.describe('Why the finding is no problem here; shown wherever it is listed as ignored.')),
    expires: z.optional(z.iso.date().check(z.describe('The last day on which it holds (UTC), as `2027-05-31`.'))),
  })
  .check(z.describe('A finding that is known and accepted.'));

export const contractRulesSchema = z
  .strictObject({
    maxTokenLifetime: z.optional(z.iso.duration().check(z.describe('The longest a token may last, as `PT1H`.'))),
    evidence: z.optional(list(z.enum(['security', 'privacy', 'responsible-ai', 'runbook']).check(z.describe('A kind of review.')), 'The reviews that a contract must name with a link.')),
    egressWildcards: z.optional(flag('Whether a contract may name hosts with `*`. Absent: no.')),
  })
  .check(z.describe('What the organisation asks of a registration.'));

/** The document's own fields, without what it lists. */
export const headerFields = {
  policyVersion: z.literal(1).check(z.describe('The version of this format.')),
  serial: z.int().check(z.gte(0), z.describe('Counts the issues of this policy, up by at least one each time. An issue with a lower number than one seen before is not taken: it would bring withdrawn approvals back; nor one whose number jumps by more than 1,000,000,000.')),
  issuer: z.string().check(z.minLength(1), z.maxLength(200), z.describe('Who decides here, as verdicts should call them.')),
  issuedAt: z.iso.datetime({ offset: true }).check(z.describe('When this issue was made, as `2026-11-20T09:00:00Z`.')),
  refreshAfter: z.optional(z.iso.duration().check(z.describe('How long to wait before asking for a newer issue, as `PT1H`.'))),
  expiresAt: z.optional(z.iso.datetime({ offset: true }).check(z.describe('When this issue runs out; what then holds is `defaults.whenStale`.'))),
} as const;

export const policySchema = z
  .strictObject({
    $schema: z.optional(z.string()),
    ...headerFields,
    registries: z.optional(list(registrySchema, 'MCP registries of the organisation.')),
    defaults: z.optional(defaultsSchema),
    servers: list(entrySchema, 'What is decided, server by server.'),
    providers: z.optional(list(providerEntrySchema, 'What is decided of model providers. Absent: nothing is said of them; an empty list approves none.')),
    models: z.optional(modelRules),
    gateway: z.optional(
      z
        .strictObject({
          url: z.string().check(z.regex(/^https:\/\/[^\s{}]+(?:\{host\}[^\s{}]*)?$/), z.describe('The address of the gateway. `{host}` stands for the host and path of the server behind it: `https://mcp-gateway.contoso.com/{host}`.')),
          except: z.optional(list(fixed('A host; `*.contoso.com` means every host below it.'), 'Hosts that may be called directly.')),
        })
        .check(z.describe('Remote servers are to be called through this gateway.')),
    ),
    contracts: z.optional(contractRulesSchema),
    intake: z.optional(intakeSchema),
    rules: z.optional(z.record(ruleId, ruleSettingSchema).check(z.describe('What holds for rules, by their ids. Users may raise a severity beyond it, and a workspace may; only where `locked` is absent may a user lower it.'))),
    ignores: z.optional(list(ignoreSchema, 'Findings that are known and accepted, each with its reason.')),
    tests: z.optional(list(testSchema, 'Servers and model providers with the verdict each must get, checked by `mcp-roll-call policy test`.')),
  })
  .check(z.describe('A policy of MCP Roll Call: which MCP servers and model providers AI assistants may be configured to use.'));

export type RuleSetting = z.infer<typeof ruleSettingSchema>;
export type IgnoreFields = z.infer<typeof ignoreSchema>;
export type ContractRules = z.infer<typeof contractRulesSchema>;
export type Gateway = NonNullable<z.infer<typeof policySchema>['gateway']>;
export type MatchItem = z.infer<typeof matchSchema>;
export type EntryFields = z.infer<typeof entryFieldsSchema>;
export type RegistryFields = z.infer<typeof registrySchema>;
export type TestFields = z.infer<typeof testSchema>;
export type Expectation = z.infer<typeof expectSchema>;
type WrittenDefaults = z.infer<typeof defaultsSchema>;
export type Defaults = { readonly [K in keyof WrittenDefaults]-?: NonNullable<WrittenDefaults[K]> };
