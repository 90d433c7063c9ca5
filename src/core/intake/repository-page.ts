import { codeHostOf } from '../policy/intake-address.ts';
import type { IntakeOf } from '../policy/intake-schema.ts';
import { below, pageWith, type Field } from './page.ts';
import type { Limits, PreparedPage } from './prepared.ts';
import type { IntakeRequest } from './request.ts';
import { reviewersFor } from './reviewers.ts';
import { summaryOf, titleOf } from './words.ts';

/**
 * The "new file" page of a repository, which proposes the file in a pull request: GitHub takes `filename`, `value`, `message` and
 * `description`; GitLab `file_name`, `content` and `commit_message` (app/views/projects/blob/_editor.html.haml); Azure DevOps nothing,
 * so its folder is opened and the text goes by the clipboard. None takes reviewers: they are asked for in the text.
 */
export function repositoryPage(target: IntakeOf<'repository'>, request: IntakeRequest, limits: Limits): PreparedPage {
  const { url, branch = 'main', folder = '', reviewers = [] } = target;
  const host = codeHostOf(target)!;
  const { users, teams } = reviewersFor(host, request.people.length > 0 ? request.people : reviewers);
  const title = titleOf(request);
  const summary = summaryOf(request, [...users.map((user) => (host === 'azure-devops' ? user : `@${user}`)), ...teams]);
  const content = { name: 'Content', value: request.text, long: true } as const;
  if (host === 'github') {
    const fields: Field[] = [
      { name: 'File name', parameter: 'filename', value: request.fileName },
      { ...content, parameter: 'value' },
      { name: 'Commit message', parameter: 'message', value: title },
      { name: 'Extended description', parameter: 'description', value: summary },
    ];
    return pageWith(target, below(url, 'new', branch, folder), fields, limits);
  }
  if (host === 'gitlab') {
    const fields: Field[] = [
      { name: 'File name', parameter: 'file_name', value: request.fileName },
      { ...content, parameter: 'content' },
      { name: 'Commit message', parameter: 'commit_message', value: `${title}\n\n${summary}` },
    ];
    return pageWith(target, below(url, '-', 'new', branch, folder), fields, limits);
  }
  const page = new URL(below(url));
  page.searchParams.append('path', `/${folder}`);
  page.searchParams.append('version', `GB${branch}`);
  page.searchParams.append('_a', 'contents');
  const fields: Field[] = [{ name: 'File name', value: request.fileName }, content, { name: 'Comment', value: title }];
  const prepared = pageWith(target, page.href, fields, limits);
  return { ...prepared, fields: fields.map(({ name, value }) => [name, value] as const) };
}
