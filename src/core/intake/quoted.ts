import { maskText } from '../secret/mask.ts';
import { visible } from '../text/visible.ts';

/**
 * Words of a scanned file within a text that another program shows as Markdown or HTML, notifies people by (`@all`), closes issues by
 * (`fixes #1`) or runs (GitLab's `/close` at the start of a line): nothing of it may mean more than its characters.
 */

/** As code within a line: nothing in it is a mention, a link or a command. */
export function inlineCode(text: string, limit = 300): string {
  const shown = visible(maskText(text), limit) || ' ';
  const fence = fenceFor(shown, 1);
  const room = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return fence + room + shown + room + fence;
}

/** As a block of code. Its lines stay as they are. */
export function codeBlock(text: string, language: string): string {
  const fence = fenceFor(text, 3);
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

/** Backticks, more of them than stand together anywhere in the text. */
function fenceFor(text: string, least: number): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  return '`'.repeat(Math.max(least, longest + 1));
}

/** As a word of a title or a commit's message, which hosts read for mentions, references and instructions (`[skip ci]`) too. */
export function titleWord(text: string, limit = 60): string {
  const plain = visible(maskText(text), 200).replace(/[^\p{L}\p{N}._/-]+/gu, '-').replace(/^[-./]+|[-./]+$/g, '');
  return plain.length > limit ? plain.slice(0, limit).replace(/[-./\uD800-\uDBFF]+$/, '') : plain || 'server';
}

export function htmlText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
