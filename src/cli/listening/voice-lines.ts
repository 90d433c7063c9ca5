import { shownEffect } from '../../core/drift/effect.ts';
import { parsed } from '../../core/drift/item.ts';
import { get } from '../../core/drift/json-value.ts';
import { counted, padded } from '../../core/report/text/lines.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import { render } from '../../core/text/message.ts';
import { visible } from '../../core/text/visible.ts';
import type { Heard } from './hear.ts';

/** What a server said, in short, for a terminal. Its words are claims, and pass through `visible`. */
export function voiceLines(name: string, { snapshot, notes }: Heard): readonly string[] {
  const { server, tools, prompts, resourceTemplates, partial } = snapshot;
  const info = parsed(server.info);
  const called = [get(info, 'name'), get(info, 'version')].filter((part) => typeof part === 'string').join(' ');
  const words = server.instructions === undefined ? '' : textIn(server.instructions);
  const names = tools.map((tool) => visible(tool.name, 60));
  const width = Math.min(40, Math.max(0, ...names.map((each) => each.length)));
  return [
    `${visible(name, 100)} says of itself (${visible(snapshot.protocolVersion, 40)}; claims, not facts):`,
    `  Name         ${called === '' ? 'none' : visible(called, 200)}`,
    ...(words === '' ? [] : [`  Instructions ${visible(oneLine(words), 400)}`]),
    `  Offers       ${[counted(tools.length, 'tool'), ...(prompts.length > 0 ? [counted(prompts.length, 'prompt')] : []), ...(resourceTemplates.length > 0 ? [counted(resourceTemplates.length, 'resource template')] : [])].join(', ')}`,
    ...tools.map((tool, i) => `    ${padded(names[i]!, width)}  ${padded(shownEffect(parsed(tool.canonical)), 8)}  ${visible(oneLine(textOf(tool.canonical, 'description')), 100)}`),
    ...prompts.map((prompt) => `    ${visible(prompt.name, 60)}  (prompt)`),
    ...resourceTemplates.map((template) => `    ${visible(template.name, 200)}  (resources)`),
    `  Digest       ${snapshot.digest}`,
    ...partial.map(({ problem }) => `  Not whole    ${render(problem)}`),
    ...notes.map((message) => `  Note         ${render(message)}`),
  ];
}

/** The same for programs: everything but the texts, which a snapshot file holds. */
export function voiceRow(snapshot: Snapshot): object {
  const { subject, protocolVersion, era, digest, tools, prompts, resourceTemplates, partial } = snapshot;
  return {
    subject, protocolVersion, era, digest,
    tools: tools.map((tool) => ({ name: visible(tool.name, 200), effect: shownEffect(parsed(tool.canonical)), wire: tool.wire })),
    prompts: prompts.map(({ name }) => visible(name, 200)),
    resourceTemplates: resourceTemplates.map(({ name }) => visible(name, 500)),
    partial: partial.map(({ list, problem }) => ({ list, problem: render(problem) })),
  };
}

/** Line breaks as a sign, since a summary has one line; every other character that cannot be seen stays for `visible`. */
function oneLine(text: string): string {
  return text.trim().replace(/(?:\r?\n)+/g, ' ⏎ ');
}

function textIn(canonical: string): string {
  try {
    const value: unknown = JSON.parse(canonical);
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

function textOf(canonical: string, key: string): string {
  const value = get(parsed(canonical), key);
  return typeof value === 'string' ? value : '';
}
