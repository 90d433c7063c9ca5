import * as z from 'zod/mini';

/**
 * The shape of media/catalog/catalog.json: what documentation says of well-known MCP servers and model providers. The types are
 * inferred from it and the JSON Schema is generated from it. Every statement is a fact with the address where it stands and the day
 * it stood there; what no document says is absent. It informs people and approves nothing.
 */

function described<T extends z.ZodMiniType>(schema: T, description: string): T {
  return schema.check(z.describe(description));
}

const text = (description: string) => described(z.string().check(z.minLength(1), z.maxLength(300)), description);
const address = (description: string) => described(z.string().check(z.regex(/^https:\/\/[^\s"<>\\]+$/), z.maxLength(500)), description);

const evidence = {
  source: address('Where it stands: the document that was read, with its commit where it lies in a repository.'),
  date: described(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)), 'The day of the document where it is known, else the day it was read.'),
};

/** A statement, and where it stands. */
function fact<T extends z.ZodMiniType>(value: T, description: string) {
  return z.strictObject({ value, ...evidence }).check(z.describe(description));
}

const factText = (description: string) => fact(text('A few words.'), description);
const factTexts = (description: string) => fact(z.array(text('A few words.')).check(z.minLength(1)), description);
const factAddress = (description: string) => fact(address('Address of a page.'), description);

export const serverCategories = [
  'ai', 'automation', 'browser', 'business', 'cloud', 'code', 'communication', 'data', 'database', 'design', 'documentation', 'files', 'finance', 'maps', 'monitoring', 'productivity', 'reference', 'search', 'security',
] as const;
export const publisherKinds = ['vendor', 'foundation', 'community', 'individual'] as const;
export const authentications = ['none', 'api-key', 'personal-access-token', 'oauth2', 'cloud-credentials', 'connection-string', 'password', 'signed-in-tool'] as const;
export const statuses = ['maintained', 'preview', 'deprecated', 'archived'] as const;
/**
 * What a server's tools do that matters where servers come together (Willison's "lethal trifecta"): `untrusted-content` brings in text that people
 * outside can write; `private-data` reads what is not public; `way-out` can put text where others may read it, an address of choice included.
 */
export const capabilities = ['untrusted-content', 'private-data', 'way-out'] as const;
export const providerCategories = ['model-vendor', 'cloud', 'inference-host', 'gateway', 'local-runtime'] as const;
export const trainings = ['no', 'opt-in', 'opt-out', 'yes', 'depends-on-upstream'] as const;

/** How much of an address is meant. */
const match = described(z.enum(['exact', 'prefix']), '`exact`: this address only, whatever its parameters; `prefix`: whatever lies below it too, by whole segments.');

const identity = z.union([
  z.strictObject({ purl: text('A package from its ecosystem’s default registry, as package URL without version.'), ...evidence }),
  z.strictObject({ image: text('A container image with its registry, without tag.'), ...evidence }),
  z.strictObject({ url: address('A remote server’s address in canonical form.'), match, ...evidence }),
]);

const server = z.strictObject({
  id: described(z.string().check(z.regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/), z.maxLength(200)), 'Its name in the official MCP registry where it has one there, else one of the same form.'),
  title: text('What people call it.'),
  category: described(z.enum(serverCategories), 'What it is for.'),
  publisher: fact(z.strictObject({ name: text('Who publishes it.'), kind: z.enum(publisherKinds) }), 'Who publishes it.'),
  official: z.optional(fact(z.boolean(), 'Whether the publisher is who makes the system that it opens.')),
  identities: z.array(identity).check(z.minLength(1), z.describe('What launches or calls it.')),
  documentation: z.optional(factAddress('Where it is documented.')),
  repository: z.optional(factAddress('Where its source lies.')),
  operator: z.optional(factText('Who runs what its address answers with. A package or image runs on the machine that starts it.')),
  dataGoesTo: z.optional(factTexts('Where what it is given goes.')),
  authentication: z.optional(fact(z.array(z.enum(authentications)).check(z.minLength(1)), 'The ways it lets itself be authorised.')),
  scopes: z.optional(factTexts('What it asks to be allowed to do.')),
  trainsOnData: z.optional(fact(z.enum(trainings), 'Whether what it is given trains models.')),
  capabilities: z.optional(fact(z.array(z.enum(capabilities)).check(z.minLength(1)), 'Which of the three its documented tools give a model: text from outside, data that is not public, a way out.')),
  status: z.optional(fact(z.enum(statuses), 'What its publisher says of its state.')),
  note: z.optional(factText('What one should know besides, as a sentence without its full stop.')),
  supersededBy: z.optional(factText('The id of the server that takes its place, in this catalog, or its address.')),
});

const provider = z.strictObject({
  id: described(z.string().check(z.regex(/^[a-z0-9.-]+$/)), 'A short name.'),
  title: text('What people call it.'),
  category: described(z.enum(providerCategories), 'What kind of provider it is.'),
  operator: factText('Who runs it.'),
  aliases: z.optional(factTexts('The names by which clients call it in their settings.')),
  baseUrls: described(
    z.array(z.strictObject({ url: described(z.string().check(z.regex(/^https?:\/\/[^\s"<>\\]+$/)), 'In canonical form; a `*` in its host stands for one part of a name, such as a region or a resource.'), ...evidence })),
    'The addresses below which it answers.',
  ),
  documentation: z.optional(factAddress('Where it is documented.')),
  dataGoesTo: z.optional(factTexts('Where prompts go.')),
  trainsOnData: z.optional(
    described(
      z.array(z.strictObject({ tier: text('For which plan or kind of use.'), value: z.enum(trainings), ...evidence })).check(z.minLength(1)),
      'Whether prompts and answers train models, by plan.',
    ),
  ),
  retention: z.optional(factText('How long prompts and answers are kept.')),
  regions: z.optional(factTexts('Where they are processed or kept.')),
  authentication: z.optional(fact(z.array(z.enum(authentications)).check(z.minLength(1)), 'The ways to authenticate.')),
  floatingModels: z.optional(factTexts('Names of models that mean another model from one day to the next; a `*` stands for any text.')),
  note: z.optional(factText('What one should know besides, as a sentence without its full stop.')),
});

export const catalogSchema = z.strictObject({
  $schema: z.optional(z.string()),
  catalogVersion: described(z.literal(1), 'The version of this format.'),
  updated: described(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)), 'The day of the last change.'),
  servers: described(z.array(server), 'By id.'),
  providers: described(z.array(provider), 'By id.'),
});

export type Capability = (typeof capabilities)[number];
export type CatalogServer = Readonly<z.infer<typeof server>>;
export type CatalogProvider = Readonly<z.infer<typeof provider>>;
