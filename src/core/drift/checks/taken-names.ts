import { skeleton } from '../../text/confusables.ts';
import { say } from '../../text/message.ts';
import { changeOf } from '../changes.ts';
import type { DriftChange } from '../drift.ts';
import type { Item } from '../item.ts';
import { get, objectAt } from '../json-value.ts';
import { nameless } from '../match.ts';
import type { Checked } from './check.ts';

/**
 * Names that can be taken for another's: one that is offered twice, one that looks like one that is or was there (other letters that look
 * the same, another case), and one under which now stands what is another tool.
 */
export function takenNames({ before, after, matched }: Checked): DriftChange[] {
  const tools = (items: readonly Item[]): Item[] => items.filter(({ subject }) => subject === 'tool');
  const changes: DriftChange[] = [];
  const [old, fresh] = [tools(before), tools(after)];
  const has = looksOf(fresh);
  const known = new Set(old.map(({ name }) => name));
  const counted = new Map<string, number>();
  for (const { name } of old) counted.set(name, (counted.get(name) ?? 0) + 1);
  const gone = new Map(tools([...matched.removed, ...matched.renamed.map((pair) => pair.before)]).map((item) => [skeleton(item.name), item.name]));
  for (const [look, names] of has) {
    for (const [name, count] of names) {
      if (count > 1 && count > (counted.get(name) ?? 0)) changes.push(told(name, say('`{name}` is now offered {count} times: which one answers is left to chance, or to the server.', { name, count })));
      if (known.has(name)) continue;
      const other = firstOther(names, name);
      if (other !== undefined) changes.push(told(name, say('`{name}` is new and can be taken for `{other}`, which is also there.', { name, other })));
      else if (gone.has(look) && gone.get(look) !== name && gone.get(look)!.toLowerCase() !== name.toLowerCase()) changes.push(told(name, say('`{name}` looks like `{other}`, which is gone, and is another name.', { name, other: gone.get(look)! })));
    }
  }
  return [...changes, ...reused(matched)];
}

function told(name: string, consequence: DriftChange['consequence']): DriftChange {
  return changeOf({ subject: 'tool', name }, 'malicious', ['name'], undefined, name, consequence);
}

function firstOther(names: ReadonlyMap<string, number>, name: string): string | undefined {
  for (const each of names.keys()) if (each !== name) return each;
  return undefined;
}

/** Names by what they look like, each with how often it is there. */
function looksOf(items: readonly Item[]): Map<string, Map<string, number>> {
  const looks = new Map<string, Map<string, number>>();
  for (const { name } of items) {
    const look = skeleton(name);
    const names = looks.get(look) ?? new Map<string, number>();
    looks.set(look, names.set(name, (names.get(name) ?? 0) + 1));
  }
  return looks;
}

/** An old name over another tool: what stood under it stands elsewhere now, or nothing of it is left. */
function reused({ pairs, added }: Checked['matched']): DriftChange[] {
  const changed = pairs.filter(({ before, after }) => after.subject === 'tool' && before.pinned.canonical !== after.pinned.canonical);
  const bodies = new Map<string, string>();
  for (const item of [...changed.map(({ after }) => after), ...added.filter(({ subject }) => subject === 'tool')]) {
    const body = nameless(item);
    if (body !== undefined) bodies.set(body, item.name);
  }
  return changed.flatMap(({ before, after }) => {
    const { name } = after;
    const moved = bodies.get(nameless(before) ?? '');
    if (moved !== undefined && moved !== name) return [told(name, say('`{name}` is now another tool under the old name: what it was is now called `{moved}`.', { name, moved }))];
    return isAnother(before, after) ? [told(name, say('`{name}` is now another tool under the old name: nothing of what it said or asked for is left.', { name }))] : [];
  });
}

/** Neither a parameter nor a word of weight in common. Of what says little it cannot be told. */
function isAnother(before: Item, after: Item): boolean {
  const [old, fresh] = [parametersOf(before), parametersOf(after)];
  if (old.length === 0 || fresh.length === 0 || old.some((name) => fresh.includes(name))) return false;
  const [said, says] = [wordsOf(before), wordsOf(after)];
  return said.size >= 4 && says.size >= 4 && ![...said].some((word) => says.has(word));
}

function parametersOf({ value }: Item): string[] {
  return Object.keys(objectAt(get(value, 'inputSchema'), 'properties')).slice(0, 200);
}

function wordsOf({ value }: Item): ReadonlySet<string> {
  const text = get(value, 'description');
  return new Set(typeof text === 'string' ? text.slice(0, 20_000).toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) : []);
}
