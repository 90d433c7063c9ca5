import { wrap } from '../../report/text/lines.ts';
import type { TextOptions } from '../../report/text.ts';
import { render } from '../../text/message.ts';
import { letsThrough, type LossReport } from './loss-report.ts';
import { dimensionWords, directionWords, lossSummary } from './words.ts';

const most = 10;

/** The report for a terminal. */
export function lossText(report: LossReport, { style, width, shown }: TextOptions): string {
  const lines: string[] = [];
  let direction: string | undefined;
  for (const group of report.groups) {
    if (group.direction !== direction) lines.push(style('heading', directionWords[group.direction]));
    direction = group.direction;
    lines.push(`  ${style('strong', dimensionWords[group.dimension])}`);
    for (const { message, servers } of group.losses) {
      lines.push(...wrap(render(message), width, '    '));
      for (const { name, identity, file } of servers.slice(0, most)) lines.push(...wrap(`here: ${name} (${identity}) in ${shown(file)}`, width, '      ').map((line) => style(group.direction === 'lets-through' ? 'warn' : 'dim', line)));
      if (servers.length > most) lines.push(`      and ${servers.length - most} more`);
    }
    lines.push('');
  }
  return [...lines, ...wrap(lossSummary(report), width, '').map((line) => style(letsThrough(report) ? 'warn' : 'good', line)), ''].join('\n');
}
