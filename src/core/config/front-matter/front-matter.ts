import type { Span } from '../../text/document.ts';
import { parseYaml, type ParsedYaml } from '../yaml/parse.ts';

/**
 * Where the YAML lies that a Markdown file may begin with: between a line of `---` at its very start and the next such line. A first
 * line of `---` that no other answers is a rule drawn across the page.
 */
export function frontMatterOf(text: string): Span | undefined {
  const opening = /^\ufeff?---[ \t]*(?:\r\n|\n|\r)/.exec(text)?.[0];
  if (opening === undefined) return undefined;
  const closing = /(?<=[\r\n])---[ \t]*(?=[\r\n]|$)/g;
  closing.lastIndex = opening.length;
  const end = closing.exec(text)?.index;
  return end === undefined ? undefined : { start: opening.length, end };
}

/** Read the front matter of a Markdown file; without one there is no tree, and no problem. Never throws. */
export function parseFrontMatter(text: string): ParsedYaml {
  const span = frontMatterOf(text);
  return span ? parseYaml(text, span) : { problems: [] };
}
