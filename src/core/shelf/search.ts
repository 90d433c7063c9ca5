import { describeIdentity } from '../identity/describe.ts';
import type { ShelfItem } from './shelf-item.ts';

/** The items in which every word stands, somewhere; those first that have the words in their title. */
export function searchShelf(items: readonly ShelfItem[], words: string): readonly ShelfItem[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 20);
  if (wanted.length === 0) return items;
  const found = items.filter((item) => {
    const text = textOf(item);
    return wanted.every((word) => text.includes(word));
  });
  const inTitle = (item: ShelfItem): boolean => wanted.every((word) => item.title.toLowerCase().includes(word));
  return [...found.filter(inTitle), ...found.filter((item) => !inTitle(item))];
}

const texts = new WeakMap<ShelfItem, string>();

function textOf(item: ShelfItem): string {
  let text = texts.get(item);
  if (text === undefined) texts.set(item, (text = wordsOf(item)));
  return text;
}

function wordsOf(item: ShelfItem): string {
  const { id, title, identity, purpose, owner, conditions, from, known } = item;
  const parts = [id, title, describeIdentity(identity), purpose, owner, ...conditions, from.kind === 'registry' ? `${from.name} ${from.url}` : from.issuer];
  if (known) parts.push(known.id, known.title, known.category, known.publisher.value.name, ...(known.dataGoesTo?.value ?? []), ...(known.capabilities?.value ?? []));
  return parts.filter((part) => part !== undefined).join('\n').toLowerCase();
}
