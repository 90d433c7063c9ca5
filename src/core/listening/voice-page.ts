import { codeBlock, inlineCode } from '../intake/quoted.ts';
import { withoutTokens } from '../secret/token-formats.ts';
import type { Pinned, Snapshot } from '../snapshot/snapshot.ts';
import { render, type Message } from '../text/message.ts';
import { visible, visibleLines } from '../text/visible.ts';

/** What stands over the words of a server: written by us. */
export interface VoiceHeading {
  /** The server's name in its config file. */
  readonly name: string;
  /** When it was listened to, ISO 8601. */
  readonly at: string;
  /** What somebody stood behind, and when; absent where nobody did. */
  readonly approved?: { readonly digest: string; readonly at: string };
  /** What was remarkable while listening, and how its two connections differed. */
  readonly notes: readonly Message[];
}

/** Longer texts are cut, and the page says by how much: nothing may hide behind an end that nobody scrolls to. */
const longest = 20_000;

/** Everything a server said of itself, for a person to read: Markdown that is legible as it stands, invisible characters written out. */
export function voicePage(snapshot: Snapshot, heading: VoiceHeading): string {
  const { server, tools, prompts, resourceTemplates, partial } = snapshot;
  const { name, at, approved, notes } = heading;
  const info = mapOf(server.info);
  const instructions = textOf(server.instructions);
  return [
    `# What ${inlineCode(name, 100)} says of itself`,
    '',
    `MCP Roll Call listened to it on ${minute(at)} (UTC), on two connections, and called no tool. Everything it said follows, in its own words: they are claims. Invisible characters are written out as \`\\u{…}\`.`,
    '',
    `- Listened to: ${inlineCode(snapshot.subject)}`,
    `- It calls itself: ${inlineCode([info?.['title'], info?.['name'], info?.['version']].filter((part) => typeof part === 'string').join(' ') || 'nothing', 200)}`,
    `- Protocol: ${inlineCode(snapshot.protocolVersion)}`,
    `- Offers: ${[counted(tools.length, 'tool'), ...(prompts.length > 0 ? [counted(prompts.length, 'prompt')] : []), ...(resourceTemplates.length > 0 ? [counted(resourceTemplates.length, 'resource template')] : [])].join(', ')}`,
    `- Digest: \`${snapshot.digest}\``,
    `- Approved: ${approved === undefined ? 'nobody has approved what it says yet' : approved.digest === snapshot.digest ? `exactly this, on ${approved.at.slice(0, 10)}` : `something else, on ${approved.at.slice(0, 10)}`}`,
    '',
    ...section('Not all of it was heard', partial.map(({ list, problem }) => `${listNames[list]}: ${render(problem)}`)),
    ...section('Remarks', notes.map(render)),
    ...(instructions === undefined ? [] : ['## Instructions, which a model reads first', '', block(instructions, 'text'), '']),
    ...tools.flatMap((tool) => [`## Tool ${inlineCode(tool.name)}`, '', ...toolLines(tool), '']),
    ...prompts.flatMap((prompt) => [`## Prompt ${inlineCode(prompt.name)}`, '', block(pretty(prompt.canonical), 'json'), '']),
    ...resourceTemplates.flatMap((template) => [`## Resource template ${inlineCode(template.name)}`, '', block(pretty(template.canonical), 'json'), '']),
  ].join('\n');
}

const listNames = { tools: 'Tools', prompts: 'Prompts', resourceTemplates: 'Resource templates' } as const;

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines.map((line) => `- ${line}`), ''];
}

function toolLines({ canonical }: Pinned): string[] {
  const tool = mapOf(canonical) ?? {};
  const { name: _, title, description, inputSchema, outputSchema, annotations, ...others } = tool;
  return [
    hints(annotations),
    '',
    ...(typeof title === 'string' ? [`Title: ${inlineCode(title)}`, ''] : []),
    ...(typeof description === 'string' && description !== '' ? [block(description, 'text')] : ['It says nothing of what it does.']),
    ...(inputSchema === undefined ? [] : ['', 'Takes:', '', block(JSON.stringify(inputSchema, undefined, 2), 'json')]),
    ...(outputSchema === undefined ? [] : ['', 'Gives:', '', block(JSON.stringify(outputSchema, undefined, 2), 'json')]),
    ...(Object.keys(others).length === 0 ? [] : ['', 'Also says:', '', block(JSON.stringify(others, undefined, 2), 'json')]),
  ];
}

/** What its annotations claim, in words; what they leave out counts as the worst (MCP 2025-11-25, Tool annotations: the defaults). */
function hints(annotations: unknown): string {
  const given = typeof annotations === 'object' && annotations !== null ? (annotations as Readonly<Record<string, unknown>>) : {};
  const said = (key: string): boolean | undefined => (typeof given[key] === 'boolean' ? given[key] : undefined);
  const reads = said('readOnlyHint');
  const destroys = said('destructiveHint');
  const open = said('openWorldHint');
  const parts = [
    reads === true ? 'says that it only reads' : reads === false ? 'says that it changes things' : 'does not say that it only reads, so it may change things',
    ...(reads === true ? [] : [destroys === false ? 'says that it destroys nothing' : destroys ? 'says that it may destroy' : 'does not rule out that it destroys']),
    open === false ? 'says that it stays within its own system' : open ? 'says that it reaches out to others' : 'does not rule out that it reaches out to others',
  ];
  return `It ${parts.join('; ')}.`;
}

/** As a block of code, each character that could mislead written out, credentials of known formats masked. */
function block(text: string, language: string): string {
  const shown = visibleLines(withoutTokens(text.slice(0, longest), '•••'));
  const cut = text.length > longest ? `\n\n**Cut here: ${text.length - longest} more characters follow, which are not shown.**` : '';
  return codeBlock(shown, language) + cut;
}

function pretty(canonical: string): string {
  try {
    return JSON.stringify(JSON.parse(canonical), undefined, 2);
  } catch {
    return canonical;
  }
}

function mapOf(canonical: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = canonical === undefined ? undefined : JSON.parse(canonical);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** Of a part that is one value in canonical JSON: the text it is. */
function textOf(canonical: string | undefined): string | undefined {
  if (canonical === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(canonical);
    return typeof value === 'string' ? value : canonical;
  } catch {
    return canonical;
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** `2026-11-22 03:10` */
function minute(at: string): string {
  return visible(at.slice(0, 16).replace('T', ' '));
}
