import * as z from 'zod/mini';
import { knownProviders, providerCalled } from '../providers/known-providers.ts';
import { decisionShape, fixed, flag, list, urlMatcher } from './schema-parts.ts';
import type { IdentityLevel } from './verdict.ts';

/** What the policy document says of model providers and models: the part of its shape beside `servers` (schema.ts). */

/** The ways to say which providers are meant; an item of `match` holds exactly one of them. */
const providerMatcherKeys = ['provider', 'url'] as const;

/** Nothing of a provider fixes a launch or an artifact. */
const providerLevels = ['name', 'source', 'version'] as const satisfies readonly IdentityLevel[];

const modelPattern = fixed('A model by its name, in which `*` stands for any text: `claude-sonnet-4-5-20250929`, `gpt-4o-*`. Upper and lower case are the same.').check(z.maxLength(200));

export const modelRules = z
  .strictObject({
    allow: z.optional(list(modelPattern, 'The only models that may be used. Absent: any that is not denied.')),
    deny: z.optional(list(modelPattern, 'Models that may not be used; also where their name stands behind that of a provider (`openrouter/vendor/model`).')),
    pinned: z.optional(flag('A name that can stand for another model tomorrow (`sonnet`, `gpt-4o`, what ends in `-latest`) is not approved. Names of which nobody says are left alone.')),
  })
  .check(z.describe('Which models may be used.'));

export const providerMatchSchema = z
  .strictObject({
    provider: z.optional(
      fixed(`A well-known provider by its id: ${knownProviders.map(({ id }) => `\`${id}\``).join(', ')}. Means its own addresses: whoever names it and calls another one is not approved.`).check(
        z.refine((name) => providerCalled(name) !== undefined, { error: 'This provider is not known here by its name. Name its address with `url`.' }),
        z.meta({ examples: knownProviders.map(({ id }) => id) }),
      ),
    ),
    url: z.optional(urlMatcher),
  })
  .check(
    z.refine((item) => providerMatcherKeys.filter((key) => item[key] !== undefined).length === 1, { error: 'Write exactly one of `provider` and `url` in an item of `match`; one item for each.' }),
    z.meta({ oneOf: providerMatcherKeys.map((key) => ({ required: [key] })) }),
  );

const providerEntryShape = {
  ...decisionShape,
  minIdentity: z.optional(z.enum(providerLevels).check(z.describe('How firmly a declaration must fix whom it calls for this entry to approve it; absent: `source`, its host. `version`: host and path. `name`: what it is called will do.'))),
  models: z.optional(modelRules.check(z.describe('Which of its models may be used; counts together with the `models` of the document.'))),
} as const;
export const providerEntryFieldsSchema = z.strictObject(providerEntryShape);
export const providerEntrySchema = z.strictObject({
  ...providerEntryShape,
  match: list(providerMatchSchema, 'Which providers are meant: those that any one of these items matches.').check(z.minLength(1)),
});

export const providerTestSchema = z
  .strictObject({
    provider: z.optional(z.string().check(z.describe('What a client calls the provider: `anthropic`.'))),
    baseUrl: z.optional(z.string().check(z.describe('The address it is called at. Absent: the provider’s own.'))),
    model: z.optional(z.string().check(z.describe('The model that is used.'))),
  })
  .check(z.describe('A model provider as a client would be configured to use it.'));

export type ProviderMatch = z.infer<typeof providerMatchSchema>;
export type ProviderEntryFields = z.infer<typeof providerEntryFieldsSchema>;
export type ModelRules = z.infer<typeof modelRules>;
