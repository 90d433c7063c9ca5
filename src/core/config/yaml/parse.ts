import type { Span } from '../../text/document.ts';
import { say } from '../../text/message.ts';
import type { SyntaxProblem } from '../config-file.ts';
import type { ParsedText } from '../syntax.ts';
import { compose, invalid } from './compose.ts';
import { TreeBuilder } from './tree.ts';
import type { YamlNode } from './yaml-node.ts';

export interface ParsedYaml extends ParsedText {
  readonly tree?: YamlNode;
}

/** UTF-16 units. YAML costs fifteen to forty times what JSON does, and made to be slow this much still takes seconds. */
export const limit = 512 * 1024;
const maxProblems = 50;

const markers = /^(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|$).*$/gm;

/**
 * Read YAML (1.2; 1.1 where the text says so) into a tree: its first document, since clients read no other. Duplicate keys, aliases
 * and merge keys: see TreeBuilder. All offsets are into the text as given. Never throws.
 * @param span the part of the text that is YAML
 */
export function parseYaml(text: string, { start, end }: Span = { start: 0, end: text.length }): ParsedYaml {
  if (end - start > limit) return { problems: [{ span: { start, end: start }, message: say('It is larger than {limit} kB, and too large to be read as YAML.', { limit: limit >> 10 }) }] };
  try {
    // What stands before becomes line ends, so that offsets stay; so does a byte order mark, which the library takes for a column.
    // Lone carriage returns are line ends to YAML, and to editors; the library knows only the others.
    const known = '\n'.repeat(start) + text.slice(start, end).replace(/^\ufeff|\r(?!\n)/g, '\n');
    const read = parseWhole(known);
    if (read.problems.length === 0 || !/^[<>]{7}(?=[ \t\r\n]|$)/m.test(known)) return read;
    // Both sides of a conflict are read, as if its markers were comments: what either would start must be seen.
    const found: SyntaxProblem[] = [];
    const both = known.replace(markers, (line: string, at: number) => {
      found.push({ span: { start: at, end: at + line.trimEnd().length }, message: say('A merge conflict is not resolved here.') });
      return '#'.padEnd(line.length);
    });
    const { tree, problems } = parseWhole(both);
    return { ...(tree && { tree }), problems: [...found, ...problems].sort(byPlace).slice(0, maxProblems) };
  } catch {
    // The library is large, and the text may be hostile.
    return { problems: [{ span: { start, end: Math.min(start + 1, text.length) }, message: invalid() }] };
  }
}

/** Quotes that are not closed take all that follows for their text, which hides the rest of the file: they end with their line then. */
function parseWhole(text: string): ParsedYaml {
  const read = parseOnce(text, text);
  const last = read.problems.length > 0 ? lastScalar(read.tree) : undefined;
  if (!last || last.end < text.trimEnd().length) return read;
  const quote = text[last.start];
  if ((quote !== '"' && quote !== "'") || (text[last.end - 1] === quote && last.end > last.start + 1)) return read;
  // Where a quote follows somewhere, the library sees by the indentation that the text ended before it.
  const again = parseOnce(text, `${text}\n${quote}`);
  const problem: SyntaxProblem = { span: { start: last.start, end: last.start + 1 }, message: say('This text is not closed.') };
  return { ...again, problems: [...again.problems, problem].sort(byPlace) };
}

function lastScalar(tree: YamlNode | undefined): YamlNode | undefined {
  let node = tree;
  while (node && node.kind !== 'string') node = node.kind === 'object' ? node.entries.at(-1)?.value : node.kind === 'array' ? node.items.at(-1) : undefined;
  return node;
}

/** @param longer the text, with something behind it that the library should find */
function parseOnce(text: string, longer: string): ParsedYaml {
  const { document, problems } = compose(longer);
  const builder = new TreeBuilder(text);
  const tree = document && builder.build(document);
  const within = problems.filter(({ span }) => span.start < text.length || longer === text).map(({ span, message }) => ({ span: { start: Math.min(span.start, text.length), end: Math.min(span.end, text.length) }, message }));
  const all = [...within, ...builder.problems].sort(byPlace).slice(0, maxProblems);
  return tree ? { tree, problems: all } : { problems: all };
}

function byPlace(a: SyntaxProblem, b: SyntaxProblem): number {
  return a.span.start - b.span.start;
}
