import * as z from 'zod/mini';
import { canonicalHost, urlPathProblem } from './url-matcher.ts';

/** What entries on servers and entries on model providers have in common, for the schema of the policy document (schema.ts). */

/** What an entry may decide: a verdict's states without those that only we give. */
export const entryStates = ['approved', 'conditional', 'pending', 'denied', 'revoked', 'deprecated'] as const;
export type EntryState = (typeof entryStates)[number];

export const variableProblem = 'Variables are not expanded in a policy, since the environment could then change it. Write the value itself.';

/** A text in `match`: never empty, never with a variable in it. */
export function fixed(description: string) {
  return z.string().check(
    z.minLength(1),
    z.maxLength(2000),
    z.refine((text) => !text.includes('${'), { error: variableProblem }),
    z.describe(description),
    z.meta({ not: { pattern: '\\$\\{' } }),
  );
}

export function list<T extends z.ZodMiniType>(items: T, description: string) {
  return z.array(items).check(z.describe(description));
}

export const flag = (description: string) => z.boolean().check(z.describe(description));

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
  .check(z.describe('A remote server, or a model provider, by the parts of its URL, compared in canonical form.'));

/** What an entry decides, and what it says of that. */
export const decisionShape = {
  id: z.string().check(z.minLength(1), z.maxLength(300), z.describe('What the entry is called in verdicts and reports; best the name under which the server is registered (`com.contoso.payments/ledger-query`).')),
  state: z
    .enum(entryStates)
    .check(z.describe('`approved`; `conditional`: approved, and its conditions are shown; `pending`: registered, not decided; `deprecated`: to be replaced; `denied`; `revoked`: once approved, now the kill switch. Denied and revoked win over every approval.')),
  expires: z.optional(z.iso.date().check(z.describe('The last day of the approval (UTC), as `2027-05-31`. An entry that denies does not expire.'))),
  owner: z.optional(z.string().check(z.describe('Who answers for the server; shown where its state needs a person.'))),
  reason: z.optional(z.string().check(z.describe('Why, in one sentence; shown to the developer.'))),
  conditions: z.optional(z.string().check(z.describe('What a user of a conditional server must heed; shown with the verdict.'))),
  replacedBy: z.optional(z.string().check(z.describe('What to use instead; shown for deprecated, denied and revoked servers.'))),
} as const;

export type UrlMatcher = z.infer<typeof urlMatcher>;
