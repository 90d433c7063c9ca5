import { wrap } from '../core/report/text/lines.ts';
import type { TextOptions } from '../core/report/text.ts';

/** A rule's page, laid out for a terminal: our own Markdown, which is headings, one table, lists, paragraphs and fenced blocks. */
export function pageLines(markdown: string, { style, width }: TextOptions): string[] {
  const lines: string[] = [];
  const given = markdown.trim().split('\n');
  for (let i = 0; i < given.length; i++) {
    const line = given[i]!;
    if (line.startsWith('```')) {
      const [, file] = /^```\w* ?(.*)$/.exec(line) ?? [];
      if (file) lines.push(`  ${style('dim', file)}`);
      for (i++; i < given.length && given[i] !== '```'; i++) lines.push(`    ${given[i]}`.trimEnd());
    } else if (line.startsWith('#')) {
      lines.push(style('heading', line.replace(/^#+ /, '')));
    } else if (line.startsWith('|')) {
      const head = cells(line);
      for (i++; given[i + 1]?.startsWith('|'); i++) lines.push(...wrap(cells(given[i + 1]!).map((cell, column) => (column === 0 ? cell : `${head[column]}: ${cell}`)).join(' · '), width, '').map((text) => style('dim', text)));
    } else if (/^(?:[-*]|\d+\.) /.test(line)) {
      const [mark = ''] = /^\S+ /.exec(line) ?? [];
      const [first = '', ...rest] = wrap(inline(line.slice(mark.length)), width, `  ${' '.repeat(mark.length)}`);
      lines.push(`  ${mark}${first.trimStart()}`, ...rest);
    } else {
      lines.push(...(line === '' ? [''] : wrap(inline(line), width, '')));
    }
  }
  return lines;
}

function cells(row: string): string[] {
  return row.split('|').slice(1, -1).map((cell) => inline(cell.trim()));
}

/** A link as its text and address; emphasis without its marks. Code keeps its backticks. */
function inline(text: string): string {
  return text.replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1: $2').replaceAll('**', '');
}
