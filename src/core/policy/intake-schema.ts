import * as z from 'zod/mini';
import { addressOf, codeHostOf, codeHosts, type CodeHost } from './intake-address.ts';
import { list } from './schema-parts.ts';

/** Where requests for a decision go (policy-and-registry.md, 3 and 6b). Only a policy says so: a repository must not choose who gets to read what is submitted. */

const address = (description: string) =>
  z.string().check(
    z.maxLength(500),
    z.refine((text) => addressOf(text) !== undefined, { error: 'Write an address that begins with `https://`, without login, parameters or fragment. `http://` is for this machine alone.' }),
    z.describe(description),
  );

const plainText = (most: number, description: string) => z.string().check(z.minLength(1), z.maxLength(most), z.regex(/^[^\p{Cc}]+$/u), z.describe(description));
/** A part of a path, with `/`: never out of where it begins. */
const way = (description: string) => z.string().check(z.maxLength(200), z.regex(/^(?!\/)(?!.*\/\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9._/ -]*[A-Za-z0-9._-]$/), z.describe(description));
const ref = z.string().check(z.maxLength(200), z.regex(/^(?![-/.])(?!.*\.\.)[A-Za-z0-9._/+-]+$/), z.describe('The branch that new files are proposed for. Absent: main.'));
const host = z.enum(codeHosts).check(z.describe('What the host is, where its name does not say: for hosts of your own.'));
const repository = address('The repository: `https://github.com/contoso/mcp-registry`.');
const person = z.string().check(z.maxLength(120), z.regex(/^@?[A-Za-z0-9](?:[\w./+-]{0,100}[\w])?(?:@[A-Za-z0-9.-]{1,100})?$/), z.describe('`@user`, `@organisation/team`, or a mail address where the host wants one.'));
const wanted = z.enum(['registration', 'exception']).check(z.describe('`registration`: asks for a server to be decided on. `exception`: asks to use one until a day, for a reason.'));

const kindWords = z.describe('How it is asked: a pull request to a `repository` of registrations, an `issue`, a `post` to a service of yours, a template for Azure API Center (`api-center`), an entity for `backstage`.');

const common = {
  name: z.optional(plainText(80, 'What people call this place: `AI platform team`. Shown where one is chosen.')),
  for: z.optional(list(wanted, 'What may be asked for here. Absent: both; registrations only for `api-center` and `backstage`.').check(z.minLength(1))),
} as const;

const repositoryIntake = z
  .strictObject({
    kind: z.literal('repository').check(kindWords),
    ...common,
    url: repository,
    host: z.optional(host),
    branch: z.optional(ref),
    folder: z.optional(way('The folder that registrations lie in. Absent: the root.')),
    reviewers: z.optional(list(person, 'Who is asked to review, where nobody likelier is known.')),
  })
  .check(z.describe('A repository of registrations: its “new file” page is opened with name, content and message filled in, so that a pull request comes of it.'));

const issueIntake = z
  .strictObject({
    kind: z.literal('issue').check(kindWords),
    ...common,
    url: repository,
    host: z.optional(host),
    labels: z.optional(list(plainText(50, 'A label.'), 'Labels for it.')),
    assignees: z.optional(list(person, 'Whom it is assigned to, where nobody likelier is known.')),
    template: z.optional(plainText(100, 'The issue template to begin from, by its file name. For Azure DevOps: the type of work item.')),
  })
  .check(z.describe('An issue: its form is opened with all fields filled in.'));

const postIntake = z
  .strictObject({
    kind: z.literal('post').check(kindWords),
    ...common,
    url: address('Where the request is posted to, as JSON. Answered with 2xx, and with `{ "url", "id", "status" }` where there is something to tell.'),
    timeoutSeconds: z.optional(z.int().check(z.gte(1), z.lte(60), z.describe('How long to wait for the answer. Absent: 15.'))),
  })
  .check(z.describe('A service of yours: the request is posted to it once the user has seen all of it and agreed.'));

const azureName = z.string().check(z.regex(/^[a-zA-Z0-9-]{3,90}$/));
const apiCenterIntake = z
  .strictObject({
    kind: z.literal('api-center').check(kindWords),
    ...common,
    service: z.optional(azureName.check(z.describe('The name of the API Center. Absent: asked for when the template is deployed.'))),
    workspace: z.optional(azureName.check(z.describe('Its workspace. Absent: default.'))),
    environment: z.optional(azureName.check(z.describe('The environment that remote servers are deployed in, by its name; without one no deployment is written.'))),
    metadata: z.optional(
      z
        .record(z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,88}$/), z.describe('The name of one of your metadata schemas.')), z.string().check(z.minLength(1), z.maxLength(200), z.describe('A field of the contract (`data.classification`), or of the manifest (`/remotes/0/type`).')))
        .check(z.describe('Custom metadata, by the names of your metadata schemas: what API Center does not know of, it refuses.')),
    ),
  })
  .check(z.describe('Azure API Center: a template that `az deployment group create` takes is written to a file.'));

const backstageName = z.string().check(z.maxLength(63), z.regex(/^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/));
const backstageIntake = z
  .strictObject({
    kind: z.literal('backstage').check(kindWords),
    ...common,
    namespace: z.optional(backstageName.check(z.describe('The namespace of the entity. Absent: default.'))),
    owner: z.optional(z.string().check(z.maxLength(120), z.regex(/^(?:(?:group|user):)?(?:[\w.-]+\/)?[\w.-]+$/), z.describe('The owner where the contract names none: `group:default/ai-platform`.'))),
    system: z.optional(backstageName.check(z.describe('The system it belongs to.'))),
  })
  .check(z.describe('Backstage: a catalog entity of kind API and type mcp-server is written to a file.'));

const saysWhichHost = (target: { readonly host?: CodeHost | undefined; readonly url: string }): boolean => codeHostOf(target) !== undefined;
const whichHost = { error: 'It cannot be told what this host is: say so with `host`.', path: ['url'] };

export const intakeTargetSchema = z.discriminatedUnion('kind', [
  repositoryIntake.check(z.refine(saysWhichHost, whichHost)),
  issueIntake.check(z.refine(saysWhichHost, whichHost)),
  postIntake,
  apiCenterIntake,
  backstageIntake,
]);

export const intakeSchema = z
  .union([intakeTargetSchema, list(intakeTargetSchema, 'Several places; the user chooses.')])
  .check(z.describe('Where a developer can ask for a decision on a server. Nothing is ever sent without the developer having seen it.'));

/** How a request can be put. */
export const intakeKinds = ['repository', 'issue', 'post', 'api-center', 'backstage'] as const satisfies readonly IntakeTarget['kind'][];

export type IntakeTarget = z.infer<typeof intakeTargetSchema>;
export type IntakeKind = IntakeTarget['kind'];
export type IntakeOf<Kind extends IntakeKind> = Extract<IntakeTarget, { readonly kind: Kind }>;
/** What is asked for. */
export type Wanted = z.infer<typeof wanted>;
