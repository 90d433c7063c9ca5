import { code, messageMarkdown, plainMarkdown } from '../../report/markdown.ts';
import type { ConcernedServer, LossReport, ReportedLoss } from './loss-report.ts';
import { dimensionWords, directionWords, lossSummary } from './words.ts';

/** More servers than these are counted. */
const most = 20;

/** @param place how a file is called */
export function lossMarkdown(report: LossReport, place: (file: string) => string): string {
  const lines = [`# What ${plainMarkdown(report.target)} cannot say of this policy`, '', policyWords(report), '', `**${plainMarkdown(lossSummary(report))}**`, '', ...(report.servers.seen > 0 && report.groups.length > 0 ? ['Below each loss stand the servers here that it concerns; where none stands, none is concerned.', ''] : [])];
  let direction: string | undefined;
  for (const group of report.groups) {
    if (group.direction !== direction) lines.push(`## ${directionWords[group.direction]}`, '');
    direction = group.direction;
    lines.push(`### ${dimensionWords[group.dimension]}`, '', ...group.losses.flatMap((loss) => [`- ${messageMarkdown(loss.message)}`, ...servers(loss, place)]), '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

export function policyWords({ policies }: Pick<LossReport, 'policies'>): string {
  return `Policy: ${policies.map(({ issuer, serial }) => `${plainMarkdown(issuer)}, serial ${serial}`).join('; ')}.`;
}

function servers({ servers: list }: ReportedLoss, place: (file: string) => string): string[] {
  const one = ({ name, identity, file }: ConcernedServer): string => `  - ${code(name)} (${plainMarkdown(identity)}) in ${code(place(file))}`;
  return [...list.slice(0, most).map(one), ...(list.length > most ? [`  - and ${list.length - most} more`] : [])];
}
