import * as z from 'zod/mini';
import type { PackageType } from '../identity/identity.ts';
import { invalidDenyPattern } from './deny-pattern.ts';
import { canonicalHost, urlPathProblem } from './url-matcher.ts';
import { identityLevels, reasonCodes, verdictStates } from './verdict.ts';
import { readVersion } from './versions.ts';

/**
 * The policy document's shape (policy-and-registry.md, 6a). The types are inferred from it, and the JSON Schema that editors
 * complete and check with is generated from it: descriptions are hover texts, written for the security engineer who edits the file.
 */

/** What an entry may decide: a verdict's states without those that only we give. */
export const entryStates = ['approved', 'conditional', 'pending', 'denied', 'revoked', 'deprecated'] as const;
export type EntryState = (typeof entryStates)[number];

/** The ways to say which servers are meant; an item of `match` holds exactly one of them. */
export const matcherKeys = ['serverName', 'serverUrl', 'serverCommand', 'package', 'url'] as const;

export const packageTypes = ['npm', 'pypi', 'oci', 'nuget'] as const satisfies readonly PackageType[];

const variableProblem = 'Variables are not expanded in a policy, since the environment could then change it. Write the value itself.';

/** A text in `match`: never empty, never with a variable in it. */
function fixed(description: string) {
  return z.string().check(
    z.minLength(1),
    z.maxLength(2000),
    z.refine((text) => !text.includes('${'), { error: variableProblem }),
    z.describe(description),
    z.meta({ not: { pattern: '\\$\\{' } }),
  );
}

function list<T extends z.ZodMiniType>(items: T, description: string) {
  return z.array(items).check(z.describe(description));
}

const flag = (description: string) => z.boolean().check(z.describe(description));

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
    type: z.enum(packageTypes).check(z.describe('The kind of package, as a purl type: `npm` (npx, bunx, pnpm dlx ...), `pypi` (uvx, pipx ...), `oci` (docker, podman), `nuget` (dnx).')),
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

export const urlMatcher = z
  .strictObject({
    scheme: z.optional(z.enum(['https', 'http']).check(z.describe('Absent: https only; in an entry that denies, both.'))),
    host: fixed('The host in lower case; `*.contoso.com` means every host below it, which identifies the *source* only.').check(
      z.regex(/^(?:\*\.)?(?:[^\s*/\\?#@:[\]%]+|\[[0-9A-Fa-f:.]+\])$/),
      z.refine((host) => canonicalHost(host.replace(/^\*\./, '')) !== undefined, { error: 'This is not a host name.' }),
    ),
    port: z.optional(z.int().check(z.gte(1), z.lte(65535), z.describe("Absent: the scheme's own; in an entry that denies, any."))),
    path: z.optional(
      fixed('The path, in the case the server uses, beginning with `/`. Absent: any path, which identifies the *source* only.').check(
        z.check((input) => {
          const problem = urlPathProblem(input.value);
          if (problem) input.issues.push({ code: 'custom', input: input.value, message: problem });
        }),
      ),
    ),
    pathMatch: z.optional(z.enum(['exact', 'prefix']).check(z.describe('`exact` (when absent): this path only. `prefix`: this path and what lies below it, by whole segments: `/mcp` covers `/mcp/v1`, not `/mcpevil`.'))),
    query: z.optional(list(fixed('The name of a query parameter.'), 'Query parameters that the URL may have, by name. Absent: none. Entries that deny ignore it.')),
  })
  .check(z.describe('A remote server by the parts of its URL, compared in canonical form.'));

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
  id: z.string().check(z.minLength(1), z.maxLength(300), z.describe('What the entry is called in verdicts and reports; best the name under which the server is registered (`com.contoso.payments/ledger-query`).')),
  state: z
    .enum(entryStates)
    .check(z.describe('`approved`; `conditional`: approved, and its conditions are shown; `pending`: registered, not decided; `deprecated`: to be replaced; `denied`; `revoked`: once approved, now the kill switch. Denied and revoked win over every approval.')),
  expires: z.optional(z.iso.date().check(z.describe('The last day of the approval (UTC), as `2027-05-31`. An entry that denies does not expire.'))),
  owner: z.optional(z.string().check(z.describe('Who answers for the server; shown where its state needs a person.'))),
  reason: z.optional(z.string().check(z.describe('Why, in one sentence; shown to the developer.'))),
  conditions: z.optional(z.string().check(z.describe('What a user of a conditional server must heed; shown with the verdict.'))),
  replacedBy: z.optional(z.string().check(z.describe('What to use instead; shown for deprecated, denied and revoked servers.'))),
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
  url: z.string().check(z.minLength(1), z.describe("The registry's base URL.")),
  api: z.string().check(z.minLength(1), z.describe('The version of the registry API it speaks, as `v0.1`.')),
  trust: z.enum(['approves', 'informs']).check(z.describe('`approves`: what it lists is approved. `informs`: it only tells what is known.')),
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
  server: z.looseObject({}).check(z.describe('A server as it would stand in a config file: `command`, `args`, `env`, `cwd`, or `url`, `headers`.')),
  expect: expectSchema.check(z.describe('The verdict that this server must get.')),
});

export const defaultsSchema = z
  .strictObject({
    unknown: z.optional(z.enum(['info', 'warn', 'error']).check(z.describe('How severe a server that no entry speaks of is. Absent: warn.'))),
    minIdentity: z.optional(z.enum(identityLevels).check(z.describe('How firmly a declaration must fix what runs to be approved, where an entry does not say. Absent: version.'))),
    whenStale: z.optional(
      z.enum(['keep-last-then-warn', 'undetermined']).check(z.describe('What approvals count for once `expiresAt` has passed: they hold and the age is shown, or they become undetermined. Denials always hold. Absent: keep-last-then-warn.')),
    ),
  })
  .check(z.describe('What holds where an entry does not say.'));

/** The document's own fields, without what it lists. */
export const headerFields = {
  policyVersion: z.literal(1).check(z.describe('The version of this format.')),
  serial: z.int().check(z.gte(0), z.describe('Counts the issues of this policy, up by at least one each time. An issue with a lower number than one seen before is not taken: it would bring withdrawn approvals back.')),
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
    tests: z.optional(list(testSchema, 'Servers with the verdict each must get, checked by `mcp-roll-call policy test`.')),
  })
  .check(z.describe('A policy of MCP Roll Call: which MCP servers AI assistants may be configured to use.'));

export type MatchItem = z.infer<typeof matchSchema>;
export type UrlMatcher = z.infer<typeof urlMatcher>;
export type EntryFields = z.infer<typeof entryFieldsSchema>;
export type RegistryFields = z.infer<typeof registrySchema>;
export type TestFields = z.infer<typeof testSchema>;
export type Expectation = z.infer<typeof expectSchema>;
type WrittenDefaults = z.infer<typeof defaultsSchema>;
export type Defaults = { readonly [K in keyof WrittenDefaults]-?: NonNullable<WrittenDefaults[K]> };
