import { codeHostOf } from '../policy/intake-address.ts';
import type { IntakeOf } from '../policy/intake-schema.ts';
import { below, pageWith, type Field } from './page.ts';
import type { Limits, PreparedPage } from './prepared.ts';
import { htmlText } from './quoted.ts';
import type { IntakeRequest } from './request.ts';
import { reviewersFor } from './reviewers.ts';
import { bodyOf, summaryOf, titleOf } from './words.ts';

/**
 * The page of a new issue: GitHub (docs, "Creating an issue from a URL query"), GitLab (docs, "Using a URL with prefilled values"; whom and
 * under which labels by quick actions, which have no parameters), Azure DevOps (docs, "Use templates to add and update work items").
 */
export function issuePage(target: IntakeOf<'issue'>, request: IntakeRequest, limits: Limits): PreparedPage {
  const { url, labels = [], assignees = [], template } = target;
  const host = codeHostOf(target)!;
  const { users, teams } = reviewersFor(host, request.people.length > 0 ? request.people : assignees);
  const title = titleOf(request);
  if (host === 'github') {
    const fields: Field[] = [
      { name: 'Title', parameter: 'title', value: title },
      { name: 'Description', parameter: 'body', value: bodyOf(request, teams), long: true },
      { name: 'Assignees', parameter: 'assignees', value: users.join(',') },
      { name: 'Labels', parameter: 'labels', value: labels.join(',') },
      { name: 'Template', parameter: 'template', value: template ?? '' },
    ];
    return pageWith(target, below(url, 'issues', 'new'), fields, limits);
  }
  if (host === 'gitlab') {
    const actions = [...(users.length > 0 ? [`/assign ${users.map((user) => `@${user}`).join(' ')}`] : []), ...(labels.length > 0 ? [`/label ${labels.map((label) => `~"${label.replaceAll('"', '')}"`).join(' ')}`] : [])];
    const fields: Field[] = [
      { name: 'Title', parameter: 'issue[title]', value: title },
      { name: 'Description', parameter: 'issue[description]', value: `${bodyOf(request, teams)}${actions.map((action) => `\n${action}\n`).join('')}`, long: true },
      { name: 'Template', parameter: 'issuable_template', value: template ?? '' },
    ];
    return pageWith(target, below(url, '-', 'issues', 'new'), fields, limits);
  }
  // A work item's text is HTML.
  const description = `${summaryOf(request, []).split('\n').map((line) => `<p>${htmlText(line.replace(/^- /, ''))}</p>`).join('')}<pre>${htmlText(request.text)}</pre>`;
  const fields: Field[] = [
    { name: 'Title', parameter: '[System.Title]', value: title },
    { name: 'Description', parameter: '[System.Description]', value: description, long: true },
    { name: 'Assigned to', parameter: '[System.AssignedTo]', value: users[0] ?? '' },
    { name: 'Tags', parameter: '[System.Tags]', value: labels.join('; ') },
  ];
  return pageWith(target, below(url.replace(/\/_git\/.*$/, ''), '_workitems', 'create', template ?? 'Issue'), fields, limits);
}
