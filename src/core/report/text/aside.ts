import type { Finding } from '../../finding/finding.ts';
import { visible } from '../../text/visible.ts';
import type { BaselineEntry, BaselineSums } from '../baseline.ts';
import type { ReportedFile } from '../reported-file.ts';
import type { TextOptions } from '../text.ts';
import { counted, wrap } from './lines.ts';

/** Findings of one file that were set aside, each with the reason. */
export function asideLines(part: ReportedFile, { style, shown, width }: TextOptions): string[] {
  const line = (finding: Finding, why: string): string[] => [`  ${finding.ruleId}  ${style('dim', `${shown(finding.file)}:${finding.range.start.line + 1}`)}`, ...wrap(why, width, '    ')];
  return [
    ...part.ignored.flatMap(({ finding, reason, by, expires }) => line(finding, `Ignored by ${by === 'comment' ? 'a comment' : `the ${by}`}${until(expires)}: ${visible(reason, 300)}`)),
    ...(part.baselined ?? []).flatMap(({ finding, entry }) => line(finding, `In the baseline${until(entry.expires)}.`)),
  ];
}

/** What of a baseline is of no use any more. */
export function baselineLines({ path, expired, stale, refused }: BaselineSums, { style, shown, width }: TextOptions): string[] {
  const list = (entries: readonly BaselineEntry[], what: string): string[] =>
    entries.length === 0 ? [] : [...wrap(`${counted(entries.length, 'entry', 'entries')} ${what}`, width, '  '), ...entries.slice(0, most).flatMap((entry) => wrap(`${visible(entry.rule, 60)} in ${visible(entry.file, 200)}: ${visible(entry.what, 200)}`, width, '    ')), ...(entries.length > most ? [`    and ${entries.length - most} more`] : [])];
  const lines = [
    ...list(expired, `expired, so that what ${expired.length === 1 ? 'it was' : 'they were'} about counts again:`),
    ...list(refused, 'cannot count: a baseline silences neither what the policy says of a server nor a rule that it has locked:'),
    ...list(stale, `${stale.length === 1 ? 'matches' : 'match'} nothing any more. Take ${stale.length === 1 ? 'it' : 'them'} out, or run this again with --update-baseline:`),
  ];
  return lines.length === 0 ? [] : [`${style('heading', 'Baseline')}  ${style('dim', shown(path))}`, ...lines];
}

const most = 10;

function until(expires: string | undefined): string {
  return expires === undefined ? '' : ` until ${visible(expires, 20)}`;
}
