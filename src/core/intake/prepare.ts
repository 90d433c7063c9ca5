import { stringify } from 'yaml';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { IntakeTarget, Wanted } from '../policy/intake-schema.ts';
import { apiCenterTemplate } from './api-center.ts';
import { backstageEntity } from './backstage.ts';
import { issuePage } from './issue-page.ts';
import { postOf } from './post.ts';
import type { Limits, Prepared } from './prepared.ts';
import { repositoryPage } from './repository-page.ts';
import type { IntakeRequest } from './request.ts';

/** Where a request of this kind can go, as the policy says: in its order, each once. */
export function intakeTargets({ approving }: Pick<CompiledPolicy, 'approving'>, wanted: Wanted): readonly IntakeTarget[] {
  const all = approving.flatMap(({ document }) => document.intake ?? []).filter((target) => (target.for ?? usual(target)).includes(wanted));
  return all.filter((target, i) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(target)) === i);
}

function usual({ kind }: IntakeTarget): readonly Wanted[] {
  return kind === 'api-center' || kind === 'backstage' ? ['registration'] : ['registration', 'exception'];
}

/** What will be done with a request, for the user to see before anything is. Sends nothing. */
export function prepare(target: IntakeTarget, request: IntakeRequest, { limits, version }: { readonly limits: Limits; readonly version: string }): Prepared {
  switch (target.kind) {
    case 'repository':
      return repositoryPage(target, request, limits);
    case 'issue':
      return issuePage(target, request, limits);
    case 'post':
      return postOf(target, request, version);
    case 'api-center':
      return apiCenterTemplate(target, request);
    case 'backstage': {
      const entity = backstageEntity(target, request) as { readonly metadata: { readonly name: string } };
      return { how: 'file', target, fileName: `${entity.metadata.name}.catalog-info.yaml`, text: stringify(entity, { aliasDuplicateObjects: false, lineWidth: 0 }), next: 'Put it into a repository whose entities Backstage reads, or register its address there.' };
    }
  }
}

/** What people call a place that requests go to. */
export function targetName({ name, ...target }: IntakeTarget): string {
  if (name !== undefined) return name;
  switch (target.kind) {
    case 'repository':
      return `Pull request to ${new URL(target.url).host}${new URL(target.url).pathname}`;
    case 'issue':
      return `Issue in ${new URL(target.url).host}${new URL(target.url).pathname}`;
    case 'post':
      return `Post to ${new URL(target.url).host}`;
    case 'api-center':
      return `Azure API Center${target.service === undefined ? '' : ` ${target.service}`}`;
    case 'backstage':
      return 'Backstage';
  }
}
