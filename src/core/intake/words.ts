import type { IntakeRequest } from './request.ts';
import { codeBlock, inlineCode, titleWord } from './quoted.ts';

/** A title, and a commit's first line. */
export function titleOf({ wanted, label, exception }: IntakeRequest): string {
  const name = titleWord(label);
  return wanted === 'exception' ? `MCP server exception: ${name} until ${exception!.until}` : `MCP server registration: ${name}`;
}

/** What is asked for, in a few lines of Markdown; `mentions` are people in the form that the host understands. */
export function summaryOf(request: IntakeRequest, mentions: readonly string[]): string {
  const { label, what, owner, exception, open } = request;
  return [
    `- Server: ${inlineCode(label, 100)}`,
    `- Launches or calls: ${inlineCode(what)}`,
    ...(exception ? [`- Exception until: ${exception.until}`, `- Reason: ${inlineCode(exception.reason, 1000)}`] : []),
    ...(owner ? [`- Likely owner: ${inlineCode(owner.value, 120)}${owner.evidence === '' ? '' : ` (${inlineCode(owner.evidence, 160)})`}`] : []),
    ...(mentions.length > 0 ? [`- Please review: ${mentions.join(' ')}`] : []),
    ...(open > 0 ? [`- Still to fill in: ${open} ${open === 1 ? 'field' : 'fields'}`] : []),
  ].join('\n');
}

/** The whole of an issue. */
export function bodyOf(request: IntakeRequest, mentions: readonly string[]): string {
  return `${summaryOf(request, mentions)}\n\n${codeBlock(request.text, 'json')}\n\nDrafted by MCP Roll Call. Nothing in it approves anything.\n`;
}

/** Stands where a text is too long for an address: the page itself says where it is. */
export const pasteHere = 'It is too long for this page’s address: MCP Roll Call put it on your clipboard. Paste it here, in place of this line.';
