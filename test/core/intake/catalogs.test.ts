import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { prepare } from '../../../src/core/intake/prepare.ts';
import { usualLimits, type PreparedFile } from '../../../src/core/intake/prepared.ts';
import { intakeTargetSchema } from '../../../src/core/policy/intake-schema.ts';
import { filled, requestOf, type Of } from './requests.ts';

function file(target: object, of: Of = {}): PreparedFile {
  const prepared = prepare(intakeTargetSchema.parse(target), requestOf(of), { limits: usualLimits, version: '1.0.0' });
  assert.equal(prepared.how, 'file');
  return prepared;
}

const remote = { type: 'http', url: 'https://mcp.contoso.com/ledger/mcp' };
const complete = filled({
  '/title': 'Contoso ledger', '/description': 'Looks up bookings', '/version': '1.4.2', '/repository/url': 'https://github.com/contoso/ledger-mcp',
  purpose: 'Lets finance ask about bookings', lifecycle: 'production',
  'owner.team': '@contoso/payments', 'owner.contact': 'payments@contoso.com', 'owner.securityContact': 'https://contoso.com/security',
  'data.classification': 'confidential', 'data.categories': ['financial'], 'supplyChain.license': 'MIT', 'supplyChain.sbom': 'https://contoso.com/sbom.json', 'review.evidence.runbook': 'https://wiki.contoso.com/ledger',
});

/** Azure/bicep-types-az, generated/apicenter/microsoft.apicenter/2024-06-01-preview/types.md: what each resource takes, and how long. */
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const only = (required: string[], properties: object) => ({ type: 'object', required, additionalProperties: false, properties });
const resource = (type: string, properties: object) => only(['type', 'apiVersion', 'name', 'properties'], { type: { const: type }, apiVersion: { const: '2024-06-01-preview' }, name: { type: 'string', pattern: "^\\[format\\('\\{0\\}/\\{1\\}(?:/[a-zA-Z0-9-]{3,90})+', parameters\\('serviceName'\\), parameters\\('workspaceName'\\)\\)\\]$" }, dependsOn: { type: 'array', items: { type: 'string', pattern: "^\\[resourceId\\('Microsoft\\.ApiCenter/services/workspaces/apis', parameters\\('serviceName'\\), parameters\\('workspaceName'\\), '[a-zA-Z0-9-]{3,90}'\\)\\]$" } }, properties });
const template = only(['$schema', 'contentVersion', 'parameters', 'resources'], {
  $schema: { const: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#' },
  contentVersion: { const: '1.0.0.0' },
  parameters: { type: 'object' },
  resources: {
    type: 'array', minItems: 1, maxItems: 3,
    items: {
      oneOf: [
        resource('Microsoft.ApiCenter/services/workspaces/apis', only(['kind', 'title'], {
          kind: { const: 'mcp' }, title: text(50), summary: text(200), description: text(1000), license: only(['identifier'], { identifier: text(50) }),
          contacts: { type: 'array', items: only(['name'], { name: text(100), email: text(100), url: text(200) }) },
          externalDocumentation: { type: 'array', maxItems: 20, items: only(['url'], { url: text(200), title: text(50) }) },
          customProperties: { type: 'object' },
        })),
        resource('Microsoft.ApiCenter/services/workspaces/apis/versions', only(['title', 'lifecycleStage'], { title: text(50), lifecycleStage: { const: "[parameters('lifecycleStage')]" } })),
        resource('Microsoft.ApiCenter/services/workspaces/apis/deployments', only(['title', 'environmentId', 'server'], { title: text(50), environmentId: { type: 'string', pattern: "^\\[format\\('/workspaces/\\{0\\}/environments/[a-zA-Z0-9-]+', parameters\\('workspaceName'\\)\\)\\]$" }, state: { enum: ['active', 'inactive'] }, server: only(['runtimeUri'], { runtimeUri: { type: 'array', items: text(200) } }) })),
      ],
    },
  },
});
const validate = new Ajv({ strict: false }).compile(template);

interface Template {
  readonly parameters: Record<string, { defaultValue?: string }>;
  readonly resources: readonly { readonly type: string; readonly name: string; readonly dependsOn?: string[]; readonly properties: Record<string, unknown> }[];
}

function armOf(target: object, of: Of = {}): Template {
  const value = JSON.parse(file({ kind: 'api-center', ...target }, of).text) as Template;
  assert.ok(validate(value), JSON.stringify([validate.errors, value], undefined, 1));
  return value;
}

describe('a template for Azure API Center', () => {
  it('has the server as an API of kind mcp, with a version and a deployment of their own', () => {
    const { parameters, resources } = armOf({ service: 'contoso-apis', environment: 'production', metadata: { 'data-classification': 'data.classification', 'mcp-transport': '/remotes/0/type', kinds: 'data.categories', missing: 'data.nonesuch' } }, { entry: remote, edited: complete });
    assert.deepEqual([parameters['serviceName']!.defaultValue, parameters['workspaceName']!.defaultValue, parameters['lifecycleStage']!.defaultValue], ['contoso-apis', 'default', 'design']);
    assert.deepEqual(resources.map(({ type }) => type), ['Microsoft.ApiCenter/services/workspaces/apis', 'Microsoft.ApiCenter/services/workspaces/apis/versions', 'Microsoft.ApiCenter/services/workspaces/apis/deployments']);
    const [api, version, deployment] = resources;
    assert.equal(api!.name, "[format('{0}/{1}/mcp-contoso-com-ledger-mcp', parameters('serviceName'), parameters('workspaceName'))]");
    assert.deepEqual(api!.properties, {
      kind: 'mcp', title: 'Contoso ledger', summary: 'Looks up bookings', description: 'Lets finance ask about bookings', license: { identifier: 'MIT' },
      contacts: [{ name: '@contoso/payments', email: 'payments@contoso.com' }, { name: 'Security', url: 'https://contoso.com/security' }],
      externalDocumentation: [{ title: 'Repository', url: 'https://github.com/contoso/ledger-mcp' }, { title: 'Bill of materials', url: 'https://contoso.com/sbom.json' }, { title: 'Runbook', url: 'https://wiki.contoso.com/ledger' }],
      customProperties: { 'data-classification': 'confidential', 'mcp-transport': 'streamable-http', kinds: ['financial'] },
    });
    assert.match(version!.name, /\/mcp-contoso-com-ledger-mcp\/v1-4-2'/);
    assert.deepEqual(version!.properties, { title: '1.4.2', lifecycleStage: "[parameters('lifecycleStage')]" });
    assert.deepEqual(deployment!.properties, { title: 'ledger (production)', environmentId: "[format('/workspaces/{0}/environments/production', parameters('workspaceName'))]", server: { runtimeUri: ['https://mcp.contoso.com/ledger/mcp'] }, state: 'inactive' });
    assert.equal(deployment!.dependsOn!.length, 1);
  });

  it('has what is known where little is', () => {
    const [api, ...others] = armOf({ environment: 'production' }, { entry: { command: 'npx', args: ['-y', 'x'] }, name: 'x' }).resources;
    assert.deepEqual(api!.properties, { kind: 'mcp', title: 'x', description: 'MCP server: npm package x (any version)' });
    assert.deepEqual(others, [], 'an unresolved version is none, and a program that is started is deployed nowhere');
  });

  it('keeps to the lengths, and never has text evaluated as an expression', () => {
    const long = filled({ '/title': 'T'.repeat(80), '/description': 'D'.repeat(90), purpose: 'p'.repeat(3000), '/version': `1.${'0'.repeat(80)}`, 'owner.team': 't'.repeat(300), 'owner.contact': 'https://x.example/' + 'y'.repeat(300), 'supplyChain.license': 'L'.repeat(90) });
    armOf({ environment: 'production' }, { entry: remote, edited: long });
    const expression = "[reference(resourceId('Microsoft.KeyVault/vaults', 'x')).secret]";
    const { resources } = armOf({ metadata: { note: 'purpose', list: 'data.categories' } }, { entry: remote, edited: filled({ '/title': '[x]', purpose: expression, 'data.categories': [expression, '[[x]', '[x] y'] }) });
    assert.deepEqual(resources[0]!.properties['customProperties'], { note: `[${expression}`, list: [`[${expression}`, '[[[x]', '[x] y'] });
    assert.deepEqual([resources[0]!.properties['title'], resources[0]!.properties['description']], ['[[x]', `[${expression}`]);
    const { resources: quoted } = armOf({}, { entry: { command: "./it's')]", args: [] }, name: "x'), evil('" });
    assert.match(quoted[0]!.name, /^\[format\('\{0\}\/\{1\}\/[a-z0-9-]+', /);
  });
});

describe('an entity for Backstage', () => {
  const entity = (target: object = {}, of: Of = {}): Record<string, Record<string, unknown>> => parse(file({ kind: 'backstage', ...target }, of).text) as never;

  it('is an API of type mcp-server with lifecycle, owner and remotes', () => {
    const { metadata, ...rest } = entity({ system: 'finance', namespace: 'ai' }, { entry: remote, edited: complete });
    assert.deepEqual(rest, { apiVersion: 'backstage.io/v1alpha1', kind: 'API', spec: { type: 'mcp-server', lifecycle: 'production', owner: 'group:default/payments', system: 'finance', remotes: [{ type: 'streamable-http', url: 'https://mcp.contoso.com/ledger/mcp' }] } });
    assert.deepEqual([metadata!['name'], metadata!['namespace'], metadata!['title'], metadata!['description'], metadata!['tags']], ['mcp-contoso-com-ledger-mcp', 'ai', 'Contoso ledger', 'Looks up bookings', ['mcp']]);
    assert.deepEqual(metadata!['links'], [{ url: 'https://github.com/contoso/ledger-mcp', title: 'repository' }, { url: 'https://wiki.contoso.com/ledger', title: 'runbook' }]);
  });

  it('has an owner where the contract names none: the policy’s, else none that is known', () => {
    assert.deepEqual(entity({ owner: 'group:default/ai' }).spec!['owner'], 'group:default/ai');
    assert.deepEqual([entity().spec!['owner'], entity().spec!['lifecycle'], entity().spec!['remotes']], ['unknown', 'experimental', []]);
  });

  it('stays one document, whatever the text', () => {
    for (const hostile of ['a\n---\nkind: Group', '*x', '&x [*x]', '!!js/function x', '"', "'", ': - ', '#x', 'yes', '{{x}}', '@x']) {
      const read = entity({}, { entry: remote, edited: filled({ '/description': hostile, '/title': hostile }) });
      assert.deepEqual([read['kind'], read['metadata']!['description'], read['metadata']!['title']], ['API', hostile, hostile], JSON.stringify(hostile));
    }
  });
});
