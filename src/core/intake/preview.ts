import { visible, visibleLines } from '../text/visible.ts';
import { codeBlock } from './quoted.ts';
import { targetName } from './prepare.ts';
import type { Prepared } from './prepared.ts';
import type { IntakeRequest } from './request.ts';
import { titleOf } from './words.ts';

/**
 * All that will be sent, opened or written, for the user to read first: Markdown that is legible as it stands. A draft in a repository is its
 * author's: no control or bidirectional character in it may make a terminal or an editor show something else than what goes out.
 */
export function previewOf(prepared: Prepared, request: IntakeRequest): string {
  const { owner, people, open, masked } = request;
  const notes = [
    `Goes to: ${targetName(prepared.target)}`,
    ...(owner ? [`Likely owner: ${owner.value}${owner.evidence === '' ? '' : ` (${owner.evidence})`}`] : []),
    ...(people.length > 0 ? [`Asked to look at it: ${people.join(' ')}`] : []),
    ...(open > 0 ? [`Still marked TODO: ${open} ${open === 1 ? 'field' : 'fields'}`] : []),
    ...(masked > 0 ? [`Left out because it looks like a credential: ${masked} ${masked === 1 ? 'value' : 'values'}`] : []),
  ];
  return [`# ${titleOf(request)}`, '', heads[prepared.how], '', ...notes.map((note) => `- ${visible(note, 500)}`), '', ...detailsOf(prepared), ''].map(visibleLines).join('\n');
}

const heads = {
  post: 'Nothing has been sent yet. If you agree, exactly this goes out, once.',
  page: 'Nothing has been sent yet. If you agree, your browser opens this page with these fields filled in; you send it there yourself.',
  file: 'Nothing has been written yet. If you agree, this file is written, and nothing is sent.',
} as const;

function detailsOf(prepared: Prepared): string[] {
  switch (prepared.how) {
    case 'post':
      return [codeBlock([`${prepared.method} ${prepared.url}`, ...prepared.headers.map(([name, value]) => `${name}: ${value}`), '', prepared.body].join('\n'), 'http')];
    case 'page':
      return [
        `Page: ${prepared.link}`,
        '',
        ...prepared.fields.flatMap(([name, value]) => (value.includes('\n') ? [`${name}:`, '', codeBlock(value, value.startsWith('{') ? 'json' : 'markdown'), ''] : [`${name}: ${value}`, ''])),
        ...(prepared.clipboard === undefined ? [] : ['The longest of them does not fit into the page’s address: it goes onto your clipboard, and you paste it into the page.', '']),
        `The whole address (${prepared.url.length} characters):`,
        '',
        codeBlock(prepared.url, 'text'),
      ];
    case 'file':
      return [`File: ${prepared.fileName}`, `Then: ${prepared.next}`, '', codeBlock(prepared.text, prepared.fileName.endsWith('.json') ? 'json' : 'yaml')];
  }
}
