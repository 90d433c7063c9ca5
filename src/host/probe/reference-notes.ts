import { outsideReferences } from '../../core/snapshot/outside-references.ts';
import type { Voice } from '../../core/snapshot/voice.ts';
import { say, type Message } from '../../core/text/message.ts';

/** As many are told one by one. */
const told = 5;

/** References of a server's schemas to something outside of them: reported, never followed. */
export function referenceNotes({ tools, prompts, resourceTemplates }: Voice): readonly Message[] {
  const found = [...tools.items, ...prompts.items, ...resourceTemplates.items].flatMap((item) => outsideReferences(item).map((reference) => ({ item, reference })));
  return [
    ...found.slice(0, told).map(({ item, reference }) => say('The schema of `{name}` refers to {reference}, outside of itself. That was not fetched: what stands there is not part of the snapshot, and may change without notice.', { name: nameIn(item), reference })),
    ...(found.length > told ? [say('{count} more references lead outside of the server’s schemas.', { count: found.length - told })] : []),
  ];
}

function nameIn(item: string): string {
  const { name } = JSON.parse(item) as { name?: unknown };
  return typeof name === 'string' ? name : 'a thing without a name';
}
