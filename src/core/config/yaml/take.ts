import type { Span } from '../../text/document.ts';
import type { TextEdit } from '../../text/edit.ts';
import { directivesAbove, erased, goneFromBrackets } from '../erase.ts';
import { endOfLine, startOfLine } from '../lines.ts';
import type { ConfigNode } from '../node.ts';
import type { RemovalPlan } from '../plan-removals.ts';
import { printTextLike } from './print.ts';
import { YamlArray, YamlObject } from './yaml-node.ts';

/**
 * Parts taken out of a YAML text, and keys renamed.
 * @param emptied what takes the place of a block of which nothing is left
 */
export function takenFromYaml(text: string, { removals, renames }: RemovalPlan, emptied: (block: ConfigNode) => TextEdit[]): TextEdit[] | undefined {
  const spans: Span[] = [];
  const edits: TextEdit[] = [];
  for (const [holder, gone] of removals) {
    if (!(holder instanceof YamlObject || holder instanceof YamlArray)) return undefined;
    const parts = partsOf(holder);
    if (holder.flow) {
      const found = goneFromBrackets(text, holder.span, parts, gone, 'hash');
      if (!found) return undefined;
      spans.push(...found);
    } else if (gone.size === parts.length) edits.push(...emptied(holder));
    else {
      const lines = holder.kind === 'array' ? withDashes(text, holder.start, parts) : parts;
      if (!lines) return undefined;
      for (let i = 0; i < lines.length; i++) {
        if (!gone.has(i)) continue;
        const { start, end } = lines[i]!;
        if (/^[ \t]*$/.test(text.slice(startOfLine(text, start), start))) spans.push({ start, end: endOfLine(text, end) }, ...directivesAbove(text, start));
        else {
          // The first part stands on the line of a dash: the next that stays takes its place.
          const next = lines.findIndex((_, j) => j > i && !gone.has(j));
          if (next < 0 || i > 0) return undefined;
          const last = endOfLine(text, lines[next - 1]!.end);
          const bare = text.slice(last, lines[next]!.start).trim() === '';
          edits.push({ span: bare ? { start, end: lines[next]!.start } : { start: start - /[ \t]*$/.exec(text.slice(0, start))![0].length, end: last }, newText: '' });
          i = next - 1;
        }
      }
    }
  }
  return [...erased(text, spans), ...edits, ...renames.map(({ entry: { keySpan }, key }) => ({ span: keySpan, newText: printTextLike(text.slice(keySpan.start, keySpan.end), key) }))];
}

function partsOf(holder: YamlObject | YamlArray): Span[] {
  if (holder.kind === 'array') return holder.items.map(({ span }) => span);
  return holder.entries.map(({ start, keyEnd, value }) => ({ start, end: Math.max(keyEnd, value?.end ?? 0) }));
}

/** Items from their dashes on; undefined where those are not found where they should be. */
function withDashes(text: string, first: number, items: readonly Span[]): Span[] | undefined {
  const column = first - startOfLine(text, first);
  const made: Span[] = [];
  let dash = first;
  for (const item of items) {
    if (text[dash] !== '-') return undefined;
    const end = Math.max(dash + 1, item.end);
    made.push({ start: dash, end });
    // On to the next line that is neither empty nor a comment.
    let line = endOfLine(text, end);
    do line = endOfLine(text, line) + (text.startsWith('\r\n', endOfLine(text, line)) ? 2 : 1);
    while (line < text.length && /^[ \t]*(?:#|$)/.test(text.slice(line, endOfLine(text, line))));
    dash = line + column;
  }
  return made;
}
