import type { Change, TreeChange } from '../../finding/finding.ts';
import type { TextEdit } from '../../text/edit.ts';
import { allEdits } from '../all-edits.ts';
import { appendInBrackets } from '../brackets.ts';
import { endOfLine, lineEndOf, startOfLine } from '../lines.ts';
import type { ConfigNode } from '../node.ts';
import { planChanges, type Addition } from '../plan-changes.ts';
import type { ParsedText } from '../syntax.ts';
import { verifiedEdits } from '../verified-edits.ts';
import { printEntry, printItem, printText, printTextLike, printYaml, type Lines } from './print.ts';
import { takenFromYaml } from './take.ts';
import { YamlArray, YamlObject, type YamlNode } from './yaml-node.ts';

/**
 * Changes to a YAML text as text edits that touch only their own bytes. What is new in a block stands on lines of its own behind the
 * rest of it; what is new in brackets, in them.
 * @param parse how the text is read: as YAML, or as the front matter of a page
 * @returns undefined when a change cannot be made: see planChanges; or would change more than it says, as that of an anchor does
 */
export function yamlEdits(text: string, tree: ConfigNode, changes: readonly Change[], parse: (text: string) => ParsedText): TextEdit[] | undefined {
  const put = (before: string, of: ConfigNode, added: readonly TreeChange[]): TextEdit[] | undefined => putIn(before, of, added, parse);
  return allEdits(text, tree, changes, parse, put, (before, of, plan) => takenFromYaml(before, plan, (block) => replacement(before, of, block, block.kind === 'array' ? [] : {})));
}

function putIn(text: string, tree: ConfigNode, changes: readonly TreeChange[], parse: (text: string) => ParsedText): TextEdit[] | undefined {
  const plan = planChanges(tree, changes);
  if (!plan) return undefined;
  const lines: Lines = { eol: lineEndOf(text), unit: unitOf(text, tree) };
  const edits = plan.replacements.flatMap(({ node, value }) => replacement(text, tree, node, value));
  // At one place, what belongs to the inner of two blocks stands first: it begins later.
  for (const [container, added] of [...plan.additions].toSorted(([a], [b]) => b.span.start - a.span.start)) {
    const made = container instanceof YamlObject || container instanceof YamlArray ? addTo(text, container, added, lines) : undefined;
    if (!made) return undefined;
    edits.push(...made);
  }
  return verifiedEdits(text, tree, changes, edits, parse);
}

function replacement(text: string, tree: ConfigNode, node: ConfigNode, value: unknown): TextEdit[] {
  const { start, end } = node.span;
  const printed = typeof value === 'string' ? printTextLike(text.slice(start, end), value) : printYaml(value);
  const block = (node instanceof YamlObject || node instanceof YamlArray) && !node.flow;
  const colon = block ? colonBefore(text, tree, node) : undefined;
  if (colon === undefined) {
    // Behind the dash or colon of what has no value.
    const space = start === end && /[:?-]/.test(text.charAt(start - 1));
    return [{ span: { start, end }, newText: space ? ` ${printed}` : printed }];
  }
  // What takes the place of a block stands on the line of its key: where the block stood it might belong to something else.
  const gap = text.slice(colon, start).trimEnd().length;
  if (gap === 0) return [{ span: { start: colon, end }, newText: ` ${printed}` }];
  return [{ span: { start: colon, end: colon }, newText: ` ${printed}` }, { span: { start: colon + gap, end }, newText: '' }];
}

/** Where the colon ends that a block stands behind, with nothing between but white space and comments. */
function colonBefore(text: string, tree: ConfigNode, node: ConfigNode): number | undefined {
  const stack = [tree];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.kind === 'array') stack.push(...next.items);
    if (next.kind !== 'object') continue;
    for (const { keySpan, value } of next.entries) {
      if (value === node) {
        const colon = /^[ \t]*:(?=(?:\s+(?:#[^\r\n]*)?)*$)/.exec(text.slice(keySpan.end, node.span.start))?.[0];
        return colon === undefined ? undefined : keySpan.end + colon.length;
      }
      if (value) stack.push(value);
    }
  }
  return undefined;
}

function addTo(text: string, container: YamlObject | YamlArray, added: readonly Addition[], lines: Lines): TextEdit[] | undefined {
  if (container.flow) {
    const written = added.map(({ key, value }) => (key === undefined ? printYaml(value) : `${printText(key)}: ${printYaml(value)}`));
    return appendInBrackets(text, container, written);
  }
  const indent = ' '.repeat(columnOf(text, container.start));
  const written = added.map(({ key, value }) => lines.eol + indent + (key === undefined ? printItem(value, indent, lines) : printEntry(key, value, indent, lines)));
  const at = endOfLine(text, container.end);
  return [{ span: { start: at, end: at }, newText: written.join('') }];
}

function columnOf(text: string, offset: number): number {
  return offset - startOfLine(text, offset);
}

/** By how much parts are indented: as the first map in a map is. */
function unitOf(text: string, tree: ConfigNode): string {
  for (let node = tree as YamlNode | undefined; node instanceof YamlObject; ) {
    const below: YamlNode | undefined = node.entries.find(({ value }) => value instanceof YamlObject && !value.flow)?.value;
    const unit = below ? columnOf(text, below.start) - columnOf(text, node.start) : 0;
    if (unit > 0) return ' '.repeat(unit);
    node = below;
  }
  return '  ';
}
