import type { IntakeOf } from '../policy/intake-schema.ts';
import { ManifestFields } from './manifest-fields.ts';
import type { PreparedFile } from './prepared.ts';
import { titleWord } from './quoted.ts';
import type { IntakeRequest } from './request.ts';

/** The newest version of the resources whose limits are known (Azure/bicep-types-az, apicenter 2024-06-01-preview); `kind` is an open enumeration there, and `mcp` one of it (Microsoft Learn, register-discover-mcp-server). */
const apiVersion = '2024-06-01-preview';
const apis = 'Microsoft.ApiCenter/services/workspaces/apis';

/**
 * A template that `az deployment group create --template-file` takes, with the server as an API of kind `mcp`. Its stage is `design` until
 * whoever deploys it says otherwise: registries that approve may list what is in production.
 */
export function apiCenterTemplate(target: IntakeOf<'api-center'>, request: IntakeRequest): PreparedFile {
  const fields = new ManifestFields(request);
  const id = resourceName(request.fileName.replace(/\.(?:server|exception)\.json$/, ''));
  const version = fields.text('/version');
  const remotes = fields.list('/remotes').flatMap(({ url }) => (typeof url === 'string' && url.length <= 200 ? [url] : []));
  const parent = `[resourceId('${apis}', parameters('serviceName'), parameters('workspaceName'), '${id}')]`;
  const name = (...own: string[]): string => `[format('${['{0}', '{1}', id, ...own].join('/')}', parameters('serviceName'), parameters('workspaceName'))]`;
  const resources = [
    { type: apis, apiVersion, name: name(), properties: propertiesOf(target, request, fields) },
    ...(version === undefined ? [] : [{ type: `${apis}/versions`, apiVersion, name: name(resourceName(`v${version}`)), dependsOn: [parent], properties: { title: literal(cut(version, 50)), lifecycleStage: "[parameters('lifecycleStage')]" } }]),
    ...(target.environment === undefined || remotes.length === 0
      ? []
      : [
          {
            type: `${apis}/deployments`,
            apiVersion,
            name: name(resourceName(`${target.environment}-deployment`)),
            dependsOn: [parent],
            properties: { title: literal(cut(`${titleWord(request.label, 30)} (${target.environment})`, 50)), environmentId: `[format('/workspaces/{0}/environments/${target.environment}', parameters('workspaceName'))]`, server: { runtimeUri: remotes.map(literal) }, state: 'inactive' },
          },
        ]),
  ];
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: {
      serviceName: { type: 'string', ...(target.service !== undefined && { defaultValue: target.service }), metadata: { description: 'The name of the API Center.' } },
      workspaceName: { type: 'string', defaultValue: target.workspace ?? 'default' },
      lifecycleStage: { type: 'string', defaultValue: 'design', allowedValues: ['design', 'development', 'testing', 'preview', 'production', 'deprecated', 'retired'] },
    },
    resources,
  };
  return { how: 'file', target, fileName: `${id}.api-center.json`, text: `${JSON.stringify(template, undefined, 2)}\n`, next: 'az deployment group create --resource-group <group> --template-file <this file>' };
}

function propertiesOf({ metadata = {} }: IntakeOf<'api-center'>, request: IntakeRequest, fields: ManifestFields): Record<string, unknown> {
  const description = fields.text('/description');
  const purpose = fields.text('purpose');
  const license = fields.text('supplyChain.license');
  const custom = Object.fromEntries(Object.entries(metadata).flatMap(([name, way]): [string, unknown][] => (fields.at(way) === undefined ? [] : [[name, literals(fields.at(way))]])));
  return {
    kind: 'mcp',
    title: literal(cut(fields.text('/title') ?? request.label, 50)),
    ...(description !== undefined && { summary: literal(cut(description, 200)) }),
    // One without a description is not shown in VS Code's gallery.
    description: literal(cut(purpose ?? description ?? `MCP server: ${request.what}`, 1000)),
    ...(license !== undefined && license.length <= 50 && { license: { identifier: literal(license) } }),
    ...contactsOf(fields),
    ...documentationOf(fields),
    ...(Object.keys(custom).length > 0 && { customProperties: custom }),
  };
}

function contactsOf(fields: ManifestFields): { contacts?: unknown } {
  const contact = (name: string | undefined, where: string | undefined): unknown[] => {
    if (name === undefined && where === undefined) return [];
    const email = where !== undefined && where.length <= 100 && /^[^\s@<>]+@[^\s@<>]+$/.test(where) ? { email: literal(where) } : {};
    const url = where !== undefined && where.length <= 200 && /^https:\/\/\S+$/.test(where) ? { url: literal(where) } : {};
    return [{ name: literal(cut(name ?? where!, 100)), ...email, ...url }];
  };
  const contacts = [...contact(fields.text('owner.team'), fields.text('owner.contact')), ...contact(fields.text('owner.securityContact') === undefined ? undefined : 'Security', fields.text('owner.securityContact'))];
  return contacts.length === 0 ? {} : { contacts };
}

const documents: readonly (readonly [way: string, title: string])[] = [
  ['/repository/url', 'Repository'],
  ['/websiteUrl', 'Website'],
  ['supplyChain.sbom', 'Bill of materials'],
  ['supplyChain.provenance', 'Provenance'],
  ['review.evidence.security', 'Security review'],
  ['review.evidence.privacy', 'Privacy review'],
  ['review.evidence.responsible-ai', 'Responsible AI review'],
  ['review.evidence.runbook', 'Runbook'],
];

function documentationOf(fields: ManifestFields): { externalDocumentation?: unknown } {
  const externalDocumentation = documents.flatMap(([way, title]) => {
    const url = fields.link(way);
    return url === undefined ? [] : [{ title, url: literal(url) }];
  });
  return externalDocumentation.length === 0 ? {} : { externalDocumentation };
}

/** A text in `[` and `]` is an expression that the deployment evaluates; a second `[` makes it text again (Azure docs, "Template syntax"). */
function literal(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

function literals(value: unknown): unknown {
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value)) return value.map(literals);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [literal(key), literals(item)])) : value;
}

/** `^[a-zA-Z0-9-]{3,90}$` */
function resourceName(text: string): string {
  const plain = text.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 90).replace(/-+$/, '').toLowerCase();
  return plain.length < 3 ? `mcp-${plain || 'server'}` : plain;
}

function cut(text: string, most: number): string {
  const shown = text.trim();
  return shown.length > most ? `${shown.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : shown;
}
