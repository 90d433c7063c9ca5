import type { TextEdit } from '../../text/edit.ts';
import { erased, goneFromBrackets } from '../erase.ts';
import type { ConfigNode } from '../node.ts';
import type { RemovalPlan } from '../plan-removals.ts';

/** Parts taken out of a JSON text, and keys renamed. */
export function takenFromJson(text: string, _tree: ConfigNode, { removals, renames }: RemovalPlan): TextEdit[] | undefined {
  const spans = [];
  for (const [holder, gone] of removals) {
    const parts = holder.kind === 'object' ? holder.entries.map(({ keySpan, value }) => ({ start: keySpan.start, end: (value?.span ?? keySpan).end })) : holder.items.map((item) => item.span);
    const found = goneFromBrackets(text, holder.span, parts, gone, 'slashes');
    if (!found) return undefined;
    spans.push(...found);
  }
  return [...erased(text, spans), ...renames.map(({ entry, key }) => ({ span: entry.keySpan, newText: JSON.stringify(key) }))];
}
