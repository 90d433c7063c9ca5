import type { Span } from '../../text/document.ts';
import { say } from '../../text/message.ts';
import { parseYaml, type ParsedYaml } from '../yaml/parse.ts';

/** How a front matter may end, the usual way first: a line of `---`; the line of dots that ends YAML; dashes wherever they stand, as Claude Code takes it. */
const closings = [/(?<=[\r\n])---[ \t]*(?=[\r\n]|$)/g, /(?<=[\r\n])\.\.\.[ \t]*(?=[\r\n]|$)/g, /---/g];

/**
 * Where the YAML lies that a Markdown file may begin with: between a line of `---` at its very start and what closes it. A first line
 * of `---` that nothing answers is a rule drawn across the page. `line`: a line of `---` closes it, as every reader asks for.
 */
export function frontMatterOf(text: string): (Span & { readonly line: boolean }) | undefined {
  const opening = /^\ufeff?---[ \t]*(?:\r\n|\n|\r)/.exec(text)?.[0];
  if (opening === undefined) return undefined;
  for (const closing of closings) {
    closing.lastIndex = opening.length;
    const end = closing.exec(text)?.index;
    if (end !== undefined) return { start: opening.length, end, line: closing === closings[0] };
  }
  return undefined;
}

/** Read the front matter of a Markdown file; without one there is no tree, and no problem. Never throws. */
export function parseFrontMatter(text: string): ParsedYaml {
  const span = frontMatterOf(text);
  if (!span) return { problems: [] };
  const { tree, problems } = parseYaml(text, span);
  if (span.line) return { ...(tree && { tree }), problems };
  // A page that begins with a rule and goes on as prose is none.
  if (tree?.kind !== 'object') return { problems: [] };
  return { tree, problems: [{ span: { start: span.end, end: span.end + 3 }, message: say('No line of `---` closes the front matter: some readers end it here, others find none.') }, ...problems] };
}
