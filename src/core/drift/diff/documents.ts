import { withoutTokens } from '../../secret/token-formats.ts';
import type { Pinned, Snapshot } from '../../snapshot/snapshot.ts';
import { parsed } from '../item.ts';

const hostile = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}|\u2800/gu;

/**
 * All that a server says as one text, for an editor that shows two such side by side: tools by name, keys in order, one to a line, a line
 * end within a text as `\n` and on a line of its own, hidden characters as `[U+202E]`. To be read, not parsed.
 */
export function serverDocument({ protocolVersion, server, tools, prompts, resourceTemplates, partial }: Snapshot): string {
  const parts: string[] = [`Protocol ${protocolVersion}`];
  for (const key of ['info', 'capabilities', 'instructions'] as const) if (server[key] !== undefined) parts.push(`${titles[key]}\n${pretty(server[key])}`);
  for (const [title, items, list] of [['Tool', tools, 'tools'], ['Prompt', prompts, 'prompts'], ['Resource template', resourceTemplates, 'resourceTemplates']] as const) {
    parts.push(...items.map((item: Pinned) => `${title} ${JSON.stringify(item.name)}\n${pretty(item.canonical)}`));
    if (partial.some((part) => part.list === list)) parts.push(`(This list of ${list} could not be read whole.)`);
  }
  return `${parts.map(safe).join('\n\n')}\n`;
}

const titles = { info: 'Server', capabilities: 'Can do', instructions: 'Instructions' } as const;

/** Too deep for it stays on its one line. */
function pretty(canonical: string): string {
  const value = parsed(canonical);
  const text = value ? JSON.stringify(value, undefined, 2) : canonical;
  return broken(text);
}

/** A text of many lines reads as such; within JSON only a line end that was meant is written `\n`. */
function broken(text: string): string {
  return text.split('\n').map((line) => {
    const indent = ' '.repeat(Math.min(40, line.length - line.trimStart().length + 4));
    return line.replace(/(?<!\\)((?:\\\\)*)\\n(?!")/g, `$1\\n\n${indent}`);
  }).join('\n');
}

function safe(text: string): string {
  return withoutTokens(text, '•••').replace(/\[(?=U\+)/g, point).replace(hostile, (character) => (character === '\n' ? character : point(character)));
}

function point(character: string): string {
  return `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
}
