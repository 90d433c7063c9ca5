import * as z from 'zod/mini';
import { clients, count, described, fileRow, list, live, orNull, policy, range, scope, searched, text, verdict } from '../../report/json-schema.ts';
import { verdictStates } from '../../policy/verdict.ts';
import { maskedParts, rowKinds, rowStates } from '../row.ts';

/**
 * What `inventory --format json` prints; `ndjson` prints its rows, one on each line. The types are inferred from it and
 * media/schemas/inventory.schema.json is generated from it. Within one `schemaVersion` fields may be added, and none is taken away
 * or changes its meaning. `null` stands where there is nothing to say.
 *
 * Names follow the columns of Microsoft Defender's `AgentsInfo` where they mean the same: McpServers, Owners, LifecycleStatus
 * (MicrosoftDocs/defender-docs, advanced-hunting-agentsinfo-table.md). Its DeclaredTools, Permissions and Guardrails are what a
 * running agent tells, which no config file does.
 */
const exposure = z.strictObject({
  score: described(z.int().check(z.gte(0), z.lte(100)), 'The sum of the points of `contributors`. Not the score of any other product.'),
  level: z.enum(['low', 'medium', 'high', 'critical']),
  override: orNull(z.string(), 'What makes it critical whatever the sum.'),
  contributors: list(z.strictObject({ id: text('Stable. What stands before the slash is its group.'), points: count('At most what its group has left.'), reason: z.string() }), 'The largest first.'),
});

const declared = z.strictObject({
  command: z.nullable(z.string()),
  args: list(z.string(), 'Credentials in them masked.'),
  url: orNull(z.string(), 'Canonical, without values of parameters.'),
  cwd: z.nullable(z.string()),
  extension: orNull(z.string(), 'The VS Code extension that hands it over.'),
  env: list(z.string(), 'Variables that it sets, by name.'),
  hijacks: list(z.string(), 'What changes which code runs or what it may reach: variables, options of launchers, files.'),
  masked: list(z.enum(maskedParts), 'What of it does not stand here as it is written: of that, another policy cannot be told for certain. `secrets`: a credential is written out in a variable or header; `entry`: there is more in it that makes it ambiguous.'),
});

const sighting = z.strictObject({
  name: text('As it stands in the file, where any text can stand; a credential in it masked.'),
  clients,
  scope,
  file: text('Path of the file, as in `coverage.files`.'),
  range: described(range, "From the name's opening quote through the value."),
  live,
  disabled: described(z.boolean(), 'The client would not start or call it as the file stands.'),
  identity: text('What it launches or calls, in a few words.'),
  purl: z.nullable(z.string()),
  version: z.nullable(z.string()),
  url: z.nullable(z.string()),
  models: list(z.string(), 'Of a model provider.'),
  verdict: z.strictObject({ state: z.enum(verdictStates), code: z.string() }),
  declared: orNull(declared, 'Of a server: what of its declaration a policy looks at, for `mcp-roll-call policy diff --inventory`.'),
});

export const inventoryRowSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id: text('The same on every machine and in every order of files. Holds no secret.'),
  kind: z.enum(rowKinds),
  identityKind: z.enum(['package', 'remote', 'program', 'opaque', 'provider']).check(z.describe('What is launched or called; `opaque`: that cannot be told.')),
  names: list(z.string(), 'The names it is declared under.'),
  identity: text('What it is, in a few words.'),
  purl: orNull(z.string(), 'Of a package: its package URL, with its version where there is just one.'),
  version: z.nullable(z.string()),
  url: orNull(z.string(), 'Of a remote or a model provider: its address, parts that look like credentials masked.'),
  models: list(z.string(), 'Of a model provider: the models it is asked for.'),
  clients: list(z.string(), 'The assistants in whose files it stands now.'),
  files: list(z.string(), 'The files it stands in now.'),
  lifecycleStatus: z
    .enum(rowStates)
    .check(z.describe('`active`: some assistant would start or call it; `disabled`: all that read it leave it off; `dormant`: only in files that no assistant reads where they lie; `stale`: not seen for 30 days; `gone`: in none of the files any more that held it.')),
  verdict: orNull(verdict, 'The worst of the live, enabled declarations; without such, of the disabled, then of the dormant ones. Null for a row that is only remembered.'),
  owners: list(z.strictObject({ value: z.string(), from: z.enum(['policy', 'manifest', 'codeowners']) }), 'Who answers for it, and who says so.'),
  exposure: orNull(exposure, 'How exposed whoever uses it is, from what its declarations tell. Null for a row that is only remembered.'),
  firstSeen: text('ISO 8601.'),
  lastSeen: text('ISO 8601.'),
  lastChange: orNull(z.string(), 'When what its declarations launch last became something else.'),
  sightings: list(sighting, 'Every declaration of it, one row each.'),
  rememberedIn: list(z.string(), 'The files it was seen in that were not looked at now, or could not be read.'),
});

export const inventorySchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    generatedAt: text('ISO 8601.'),
    coverage: z.strictObject({
      files: list(fileRow, 'Every file that was looked for, one row each.'),
      notLookedInto: list(z.strictObject({ path: z.string(), reason: z.string() }), 'Folders that were left out of the search, and why.'),
      searched,
    }),
    policy,
    mcpServers: list(inventoryRowSchema, 'One row for each server, however often it is declared.'),
    modelProviders: list(inventoryRowSchema, 'One row for each model provider.'),
    alsoRemembered: count('How many further rows are remembered from other folders and earlier days.'),
    notes: list(z.string(), 'What is wrong with what is remembered.'),
  })
  .check(z.describe('Inventory of `mcp-roll-call inventory --format json`.'));

export type InventoryJson = z.infer<typeof inventorySchema>;
export type InventoryRowJson = z.infer<typeof inventoryRowSchema>;
