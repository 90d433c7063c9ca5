import { parseJson } from '../config/json/parse.ts';
import { nodeAt, stepsOf, type Path } from '../config/node.ts';
import type { Span } from '../text/document.ts';

/** A JSON text without the entry or item a path leads to, and without the comma that thereby is one too many; as it is when there is none. */
export function withoutPart(text: string, path: Path): string {
  const holder = nodeAt(parseJson(text).tree, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || !holder || (holder.kind !== 'object' && holder.kind !== 'array')) return text;
  const parts: Span[] = holder.kind === 'array' ? holder.items.map((item) => item.span) : holder.entries.map(({ keySpan, value }) => ({ start: keySpan.start, end: value?.span.end ?? keySpan.end }));
  const at = holder.kind === 'array' ? Number(last) : stepsOf(holder).indexOf(last);
  const part = parts[at];
  if (!part) return text;
  const next = parts[at + 1];
  if (next) return text.slice(0, part.start) + text.slice(next.start);
  const before = parts[at - 1];
  return text.slice(0, before ? before.end : part.start) + text.slice(part.end);
}
