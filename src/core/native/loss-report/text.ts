import { wrap } from '../../report/text/lines.ts';
import type { TextOptions } from '../../report/text.ts';
import { render } from '../../text/message.ts';
import { counts, letsThrough, type LossReport, type ReportedLoss } from './loss-report.ts';
import { dimensionWords, directionWords, lossSummary } from './words.ts';

const most = 10;

/** The report for a terminal: what is this policy's own, and in one line what holds for most. */
export function lossText(report: LossReport, { style, width, shown }: TextOptions): string {
  const lines: string[] = [];
  const told = (loss: ReportedLoss): boolean => counts(loss) || loss.nature === 'agreed' || loss.servers.length > 0;
  for (const direction of ['lets-through', 'blocks'] as const) {
    const groups = report.groups.filter((group) => group.direction === direction);
    if (groups.length === 0) continue;
    lines.push(style('heading', directionWords[direction]));
    for (const { dimension, losses } of groups) {
      if (!losses.some(told)) continue;
      lines.push(`  ${style('strong', dimensionWords[dimension])}`);
      for (const { message, servers } of losses.filter(told)) {
        lines.push(...wrap(render(message), width, '    '));
        for (const { name, identity, file } of servers.slice(0, most)) lines.push(...wrap(`here: ${name} (${identity}) in ${shown(file)}`, width, '      ').map((line) => style(direction === 'lets-through' ? 'warn' : 'dim', line)));
        if (servers.length > most) lines.push(`      and ${servers.length - most} more`);
      }
    }
    const general = groups.filter(({ losses }) => losses.some((loss) => !told(loss))).map(({ dimension }) => lowered(dimensionWords[dimension]));
    if (general.length > 0) lines.push(...wrap(`As with most policies written for ${report.target}, and with no server here: ${general.join(', ')}. All of it: --format markdown, or loss-report.md.`, width, '  ').map((line) => style('dim', line)));
    lines.push('');
  }
  return [...lines, ...wrap(lossSummary(report), width, '').map((line) => style(letsThrough(report) ? 'warn' : 'good', line)), ''].join('\n');
}

function lowered(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}
