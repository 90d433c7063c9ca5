import type { IntakeOf } from '../policy/intake-schema.ts';
import { ManifestFields } from './manifest-fields.ts';
import type { IntakeRequest } from './request.ts';

/** An entity of Backstage's catalog (backstage.io, "Descriptor format"), of kind API and type `mcp-server`: lifecycle, owner and remotes are required, a definition is not there (policy-and-registry.md, B1). */
export function backstageEntity({ namespace, owner, system }: IntakeOf<'backstage'>, request: IntakeRequest): Record<string, unknown> {
  const fields = new ManifestFields(request);
  const name = entityName(request.fileName.replace(/\.(?:server|exception)\.json$/, ''));
  const links = (['/repository/url', '/websiteUrl', 'review.evidence.runbook'] as const).flatMap((way) => {
    const url = fields.link(way);
    return url === undefined ? [] : [{ url, title: way.split(/[/.]/).at(way.startsWith('/') ? 1 : -1) }];
  });
  const artifact = fields.text('detected.artifact');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      title: fields.text('/title') ?? request.label,
      ...(fields.text('/description') !== undefined && { description: fields.text('/description') }),
      tags: ['mcp'],
      annotations: { 'mcp-roll-call.github.io/identity': request.what, ...(artifact !== undefined && { 'mcp-roll-call.github.io/artifact': artifact }) },
      ...(links.length > 0 && { links }),
    },
    spec: {
      type: 'mcp-server',
      lifecycle: fields.text('lifecycle') ?? 'experimental',
      owner: entityRef(fields.text('owner.team')) ?? owner ?? 'unknown',
      ...(system !== undefined && { system }),
      remotes: fields.list('/remotes').flatMap(({ type, url }) => (typeof type === 'string' && typeof url === 'string' ? [{ type, url }] : [])),
    },
  };
}

/** At most 63 characters of `[a-zA-Z0-9]`, with `-`, `_` and `.` between them. */
function entityName(text: string): string {
  return text.replace(/[^a-zA-Z0-9]+/g, '-').slice(0, 63).replace(/^-+|-+$/g, '').toLowerCase() || 'mcp-server';
}

/** A team as a reference to an entity: `@contoso/payments` is the group `payments`. */
function entityRef(team: string | undefined): string | undefined {
  const [, kind = 'group:', own] = /^(group:|user:)?(?:@?[\w.-]+\/)?@?([\w.-]{1,63})$/.exec(team?.trim() ?? '') ?? [];
  return own === undefined ? undefined : `${kind}default/${own.toLowerCase()}`;
}
